"""A picture of any number of songs in one go: bright where they crowd, in their mixed colours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from app.widgets.map_space import MapSpace, Places

#: Logical pixels a side of one cell; painted smoothly, so that the cells are not seen.
CELL = 2.0
#: Two sums travel in one float64: whole numbers, the lower one below this for 260,000 songs a cell.
_SHIFT = 1 << 26


def density(
    space: MapSpace, seen: Places, groups: NDArray[np.int64], colours: Sequence[QColor]
) -> QImage:
    """The songs ``seen`` as a picture of the space's area, one pixel a cell, transparent between.

    ``groups`` [num_seen] are indices into ``colours``.
    """
    columns = max(int(space.area.width() / CELL), 1)
    rows = max(int(space.area.height() / CELL), 1)
    x, y = space.pixels(seen)
    column = np.clip((x - space.area.x()) / CELL, 0, columns - 1).astype(np.int64)
    row = np.clip((y - space.area.y()) / CELL, 0, rows - 1).astype(np.int64)
    cell = row * columns + column
    pairs = np.array(
        [(c.red() + c.green() * _SHIFT, c.blue() + _SHIFT) for c in colours], np.float64
    ).reshape(-1, 2)
    full, place = _full_cells(cell, columns * rows)
    sums = [np.bincount(place, pairs[:, k][groups]).astype(np.int64) for k in (0, 1)]
    green, red = np.divmod(sums[0], _SHIFT)
    counts, blue = np.divmod(sums[1], _SHIFT)
    # One song is seen by itself; the fullest cells are opaque, however many there are.
    weight = np.log(counts.astype(np.float32))
    opacity = 0.5 + 0.5 * weight / max(float(weight.max(initial=1.0)), 1.0)
    scale = opacity / counts
    pixels = np.zeros((columns * rows, 4), np.uint8)
    # ARGB32 premultiplied is BGRA in memory on little-endian machines.
    pixels[full] = np.stack((blue * scale, green * scale, red * scale, opacity * 255), axis=1)
    image = QImage(
        pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_ARGB32_Premultiplied
    )
    return image.copy()


def _full_cells(
    cell: NDArray[np.int64], num_cells: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The cells that hold songs, and each song's place among them: sums stay as short as that."""
    is_full = np.zeros(num_cells, bool)
    is_full[cell] = True
    number = np.cumsum(is_full, dtype=np.int32) - 1
    return np.flatnonzero(is_full), number[cell].astype(np.int64)
