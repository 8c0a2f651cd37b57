"""The mel-spectrogram's lane: a pyqtgraph image of just the pixels shown."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem

from app.theme import Theme
from app.widgets.lanes import Lane
from app.widgets.mel_store import MelStore
from mer_core.arrays import FloatArray
from mer_core.settings import COLOUR_MAPS

_RADIUS = 6.0
#: The picture shows this many dB below the loudest cell.
_RANGE_DB = 72.0
_WIDEST_DB, _NARROWEST_DB, _MOST_GAIN_DB = 120.0, 12.0, 48.0
_FEWEST_BANDS = 8


class _Corners(Lane):
    """Paints the ground over the picture's corners, so that they look round."""

    def copy(self, painter: QPainter, exposed: QRectF, kind: str = "") -> None:
        """Copy the corners alone: all else is empty, and would be blended pixel by pixel."""
        box, side = self.box, _RADIUS + 1
        for x in (box.left(), box.right() - side):
            for y in (box.top(), box.bottom() - side):
                corner = QRectF(x, y, side, side) & exposed
                if not corner.isEmpty():
                    super().copy(painter, corner, kind)

    def render(self, painter: QPainter, kind: str) -> None:
        path = QPainterPath()
        path.addRect(self.box.adjusted(-1, -1, 1, 1))
        rounded = QPainterPath()
        rounded.addRoundedRect(self.box, _RADIUS, _RADIUS)
        painter.fillPath(path.subtracted(rounded), self.theme.colour("panel"))


class _Picture(pg.ImageItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An image in the screen's own format: Qt scales it several times faster than by its table."""

    qimage: QImage | None

    def render(self) -> None:
        super().render()
        if self.qimage is not None:
            self.qimage = self.qimage.convertToFormat(QImage.Format.Format_RGB32)


class MelLane(Lane):
    """Shows the known part of a ``MelStore`` over its span."""

    def __init__(self, theme: Theme, parent: QGraphicsItem) -> None:
        super().__init__(theme, parent)
        self.store: MelStore | None = None
        self._levels: tuple[float, float] | None = None
        #: What is brightened by, and how much wider the usual range is, in dB.
        self.gain_db = self.widened_db = 0.0
        self._bands: tuple[int, int] | None = None  # the first and the one behind the last, or all
        self._image = _Picture(axisOrder="row-major")
        self._image.setParentItem(self)
        self._corners = _Corners(theme, self)
        self._floor = QColor()
        self.set_colour_map(COLOUR_MAPS[0])

    def set_theme(self, theme: Theme) -> None:
        self._corners.set_theme(theme)
        super().set_theme(theme)

    def set_colour_map(self, name: str) -> None:
        """Use one of COLOUR_MAPS; ValueError on another name."""
        if name not in COLOUR_MAPS:
            raise ValueError(f"unknown colour map {name!r}")
        table = pg.colormap.get(name).getLookupTable(nPts=256)
        self._image.setLookupTable(table)
        self._floor = QColor(*(int(part) for part in table[0][:3]))
        super().rebuild()

    def set_store(self, store: MelStore | None, levels: tuple[float, float] | None) -> None:
        """Show another picture; ``levels`` (low, high) in dB; None follows the loudest."""
        if store is None or self.bands[1] > len(store.band_frequencies):
            self._bands = None
        self.store, self._levels = store, levels
        self.rebuild()

    @property
    def levels(self) -> tuple[float, float]:
        """The levels in dB that have the first and the last colour."""
        loudest = self.store.peak_db if self.store is not None else 0.0
        high = (loudest if np.isfinite(loudest) else 0.0) - 4.0
        low, high = self._levels or (high - _RANGE_DB, high)
        range_db = min(max(high - low + self.widened_db, _NARROWEST_DB), _WIDEST_DB)
        return high - self.gain_db - range_db, high - self.gain_db

    def grade(self, *, gain_db: float = 0.0, range_db: float = 0.0) -> None:
        """Brighten by ``gain_db`` more, and show ``range_db`` more."""
        self.gain_db = min(max(self.gain_db + gain_db, -_MOST_GAIN_DB), _MOST_GAIN_DB)
        low, high = self.levels
        range_db = min(max(high - low + range_db, _NARROWEST_DB), _WIDEST_DB) - (high - low)
        self.widened_db += range_db
        self.rebuild()

    @property
    def bands(self) -> tuple[int, int]:
        """The first band that is shown, and the one behind the last."""
        number = len(self.store.band_frequencies) if self.store is not None else 0
        return self._bands or (0, number)

    @property
    def is_zoomed(self) -> bool:
        """Whether only a part of the frequencies is shown."""
        return self._bands is not None

    def zoom(self, factor: float, share: float = 0.5) -> None:
        """Show ``factor`` times as many bands; what is at ``share`` of the height stays there."""
        if self.store is not None:
            number = len(self.store.band_frequencies)
            first, last = self.bands
            shown = min(max(round((last - first) * factor), _FEWEST_BANDS), number)
            self._show_bands(round(first + share * (last - first - shown)), shown)

    def pan(self, share: float) -> None:
        """Show higher frequencies, by a share of what is shown."""
        first, last = self.bands
        self._show_bands(first + round(share * (last - first)), last - first)

    @property
    def grading(self) -> tuple[object, ...]:
        """Gain, range and frequencies: equal where two lanes can be compared."""
        return self.gain_db, self.widened_db, self._bands

    def look_like(self, other: MelLane) -> None:
        """Take the gain, the range and the frequencies of another lane."""
        self.gain_db, self.widened_db, self._bands = other.gain_db, other.widened_db, other._bands
        self.rebuild()

    def reset(self) -> None:
        """Show all frequencies in the usual levels."""
        self.gain_db = self.widened_db = 0.0
        self._bands = None
        self.rebuild()

    def _show_bands(self, first: int, shown: int) -> None:
        number = len(self.store.band_frequencies) if self.store is not None else 0
        first = min(max(first, 0), number - shown)
        self._bands = (first, first + shown) if shown < number else None
        self.rebuild()

    def place(self, box: QRectF) -> None:
        self._corners.place(box)
        super().place(box)

    def rebuild(self) -> None:
        patch = None
        if self.store is not None and not self.box.isEmpty():
            patch = self.store.patch(self.start_s, self.end_s, round(self.box.width()))
        if patch is None or self.store is None:
            self._image.clear()
        else:
            image = patch.image[slice(*self.bands)]
            picture = np.ascontiguousarray(_stretched(image, round(self.box.height()))[::-1])
            self._image.setImage(picture, levels=self.levels, autoLevels=False)
            left, right = self.x_of(patch.start_s), self.x_of(patch.end_s)
            self._image.setRect(QRectF(left, self.box.y(), right - left, self.box.height()))
        super().rebuild()

    def y_of(self, frequency: float) -> float | None:
        """The y of a frequency in Hz, in the view's pixels; None outside the bands."""
        band = self.store.band_of(frequency) if self.store else None
        first, last = self.bands
        if band is None or not first - 0.5 <= band <= last - 0.5:
            return None
        share = (band + 0.5 - first) / (last - first)
        return self.box.bottom() - share * self.box.height()

    def cell_at(self, time_s: float, y: float) -> tuple[float, float | None] | None:
        """Frequency in Hz and level in dB (None if not decoded yet) at a y; None beside."""
        if self.store is None or not self.box.top() <= y < self.box.bottom():
            return None
        first, last = self.bands
        band = first + (self.box.bottom() - y) / self.box.height() * (last - first) - 0.5
        nearest = min(max(round(band), first), last - 1)
        return self.store.frequency_of(band), self.store.level_at(time_s, nearest)

    def copy(self, painter: QPainter, exposed: QRectF, kind: str = "") -> None:
        """The ground below the image; ``_Corners`` makes it round."""
        painter.fillRect(exposed, self._floor)


def _stretched(image: FloatArray, height: int) -> FloatArray:
    """``image`` [num_bands, num_columns] interpolated to [height, num_columns] if more."""
    num_bands = image.shape[0]
    if height <= num_bands or num_bands < 2:
        return image
    at = np.clip((np.arange(height) + 0.5) * num_bands / height - 0.5, 0, num_bands - 1)
    low = np.minimum(at.astype(np.int64), num_bands - 2)
    share = (at - low).astype(np.float32)[:, None]
    return np.asarray(image[low] * (1 - share) + image[low + 1] * share, np.float32)
