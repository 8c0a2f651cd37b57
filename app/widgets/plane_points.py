"""A cloud of points rendered once into an image: 100,000 of them cost nothing afterwards."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class PlanePoints:
    """Tracks on the plane: ``valence`` and ``arousal`` float [num_points] in [-1, 1].

    ``moods`` int [num_points] are indices into MOODS_AND_UNCERTAIN.
    """

    valence: Array
    arousal: Array
    moods: NDArray[np.int64]

    @classmethod
    def of(cls, valence: object, arousal: object, moods: object) -> PlanePoints:
        """From any sequences of equal length; ValueError where they differ."""
        points = cls(
            np.asarray(valence, np.float64),
            np.asarray(arousal, np.float64),
            np.asarray(moods, np.int64),
        )
        if not len(points.valence) == len(points.arousal) == len(points.moods):
            raise ValueError("valence, arousal and moods differ in length")
        return points

    def __len__(self) -> int:
        return len(self.valence)

    def nearest(self, valence: float, arousal: float, reach: float) -> int | None:
        """The index of the nearest point within ``reach`` on the plane, or None."""
        if len(self) == 0:
            return None
        distance = (self.valence - valence) ** 2 + (self.arousal - arousal) ** 2
        index = int(np.argmin(distance))
        return index if distance[index] <= reach**2 else None

    def inside(self, corners: Array) -> NDArray[np.int64]:
        """The indices within a polygon [num_corners, 2] of (valence, arousal), even-odd."""
        within = np.zeros(len(self), bool)
        for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            if y0 == y1:
                continue
            crosses = (self.arousal < y0) != (self.arousal < y1)
            within ^= crosses & (self.valence < x0 + (self.arousal - y0) / (y1 - y0) * (x1 - x0))
        return np.flatnonzero(within)


def render_points(
    points: PlanePoints, colours: list[QColor], side: int, *, radius: float, alpha: float
) -> QImage:
    """A picture of ``side`` x ``side`` device pixels of soft dots, transparent between them.

    ``colours`` stand for the mood indices. Where dots overlap, colours mix and the cloud thickens.
    """
    weight = np.zeros((side * side,))
    mixed = np.zeros((3, side * side))
    palette = np.array([(c.redF(), c.greenF(), c.blueF()) for c in colours])
    x = (points.valence + 1) / 2 * (side - 1)
    y = (1 - points.arousal) / 2 * (side - 1)
    rgb = palette[points.moods]
    reach = int(np.ceil(radius))
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            column, row = np.round(x).astype(np.int64) + dx, np.round(y).astype(np.int64) + dy
            cover = np.clip(radius + 0.5 - np.hypot(column - x, row - y), 0.0, 1.0)
            hit = (cover > 0) & (column >= 0) & (column < side) & (row >= 0) & (row < side)
            cell, share = row[hit] * side + column[hit], cover[hit]
            weight += np.bincount(cell, share, side * side)
            for channel in range(3):
                mixed[channel] += np.bincount(cell, share * rgb[hit, channel], side * side)
    return _image(weight, mixed, side, alpha)


def _image(weight: Array, mixed: Array, side: int, alpha: float) -> QImage:
    opacity = 1.0 - (1.0 - alpha) ** weight
    pixels = np.empty((side * side, 4), np.uint8)
    # Format_ARGB32_Premultiplied is BGRA in memory on little-endian machines.
    for channel in range(3):
        mean = mixed[channel] / np.maximum(weight, 1e-9)
        pixels[:, 2 - channel] = np.round(np.clip(mean * opacity, 0, 1) * 255)
    pixels[:, 3] = np.round(opacity * 255)
    image = QImage(
        pixels.tobytes(), side, side, 4 * side, QImage.Format.Format_ARGB32_Premultiplied
    )
    return image.copy()
