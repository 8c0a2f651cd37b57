"""The mathematics of the large map: where songs stand on it, what is near, what lies within."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

Array = NDArray[np.float32]
Places = NDArray[np.int64]

#: One step of the wheel, and how far in and out the view goes: shares of the whole.
WHEEL_STEP = 1.25
_NEAREST, _FARTHEST = 1e-4, 1.6


def fractions(values: Array, *, spread: bool) -> tuple[Array, tuple[float, float]]:
    """Values [num_songs] as places in [0, 1], and the values at both ends; NaN stays.

    Signed values keep the zero in view. With ``spread`` a place is the value's rank among all, so
    that the songs fill the axis evenly; equal values share one place.
    """
    known = values[np.isfinite(values)]
    if not len(known):
        return values, (0.0, 1.0)
    low, high = float(known.min()), float(known.max())
    if spread and high > low:
        kinds, counts = np.unique(known, return_counts=True)
        middle = (np.cumsum(counts) - counts / 2) / len(known)
        return np.interp(values, kinds, middle).astype(np.float32), (low, high)
    if low < 0 or high <= 1.0:  # valence, arousal, tension
        low, high = min(low, -0.1), max(high, 0.1)
    if high - low < 1e-6:
        low, high = low - 1, high + 1
    margin = (high - low) * 0.08
    low, high = low - margin, high + margin
    return ((values - low) / (high - low)).astype(np.float32), (low, high)


class MapSpace:
    """Songs at ``x`` and ``y`` [num_songs] in [0, 1], seen through a window of that plane.

    ``area`` is where on the widget the window is shown; y points up in the plane, down on it.
    """

    def __init__(self) -> None:
        self.x = self.y = np.zeros(0, np.float32)
        self.area = QRectF(0, 0, 1, 1)
        self.window = QRectF(0, 0, 1, 1)

    def put(self, x: Array, y: Array) -> None:
        """Other songs, or other axes; songs without a place are nowhere."""
        self.x, self.y = x, y

    def fit(self) -> None:
        """See the whole plane."""
        self.window = QRectF(0, 0, 1, 1)

    def zoom(self, factor: float, at: QPointF) -> None:
        """See ``factor`` times as near; what is at pixel ``at`` stays there."""
        width = min(max(self.window.width() / factor, _NEAREST), _FARTHEST)
        factor = self.window.width() / width
        x, y = self.place_at(at)
        self.window = QRectF(
            x - (x - self.window.x()) / factor, y - (y - self.window.y()) / factor,
            width, self.window.height() / factor,
        )  # fmt: skip
        self._hold()

    def pan(self, pixels: QPointF) -> None:
        """Move the songs by so many pixels."""
        self.window.translate(
            -pixels.x() / self.area.width() * self.window.width(),
            pixels.y() / self.area.height() * self.window.height(),
        )
        self._hold()

    def show(self, index: int) -> None:
        """Bring a song into view."""
        x, y = float(self.x[index]), float(self.y[index])
        if not self.window.contains(x, y):
            self.window.moveCenter(QPointF(x, y))

    def _hold(self) -> None:
        """The plane never leaves the view."""
        middle = self.window.center()
        self.window.moveCenter(
            QPointF(min(max(middle.x(), 0.0), 1.0), min(max(middle.y(), 0.0), 1.0))
        )

    def place_at(self, pixel: QPointF) -> tuple[float, float]:
        """The plane's place at a pixel."""
        share_x = (pixel.x() - self.area.x()) / self.area.width()
        share_y = (self.area.bottom() - pixel.y()) / self.area.height()
        return (
            self.window.x() + share_x * self.window.width(),
            self.window.y() + share_y * self.window.height(),
        )

    def pixels(self, places: Places | None = None) -> tuple[Array, Array]:
        """The pixels of these songs, or of all."""
        x, y = (self.x, self.y) if places is None else (self.x[places], self.y[places])
        across = self.area.width() / self.window.width()
        down = self.area.height() / self.window.height()
        left = self.area.x() - self.window.x() * across
        return (
            left + x * np.float32(across),
            self.area.bottom() + self.window.y() * down - y * np.float32(down),
        )

    def pixel(self, x: float, y: float) -> QPointF:
        """The pixel of one place."""
        return QPointF(
            self.area.x() + (x - self.window.x()) / self.window.width() * self.area.width(),
            self.area.bottom() - (y - self.window.y()) / self.window.height() * self.area.height(),
        )

    def seen(self) -> Places:
        """The songs in view."""
        view = self.window
        return np.flatnonzero(
            (self.x >= view.left()) & (self.x <= view.right())
            & (self.y >= view.top()) & (self.y <= view.bottom())
        )  # fmt: skip

    def nearest(self, pixel: QPointF, reach: float) -> int | None:
        """The song nearest to a pixel, at most ``reach`` pixels away."""
        x, y = self.pixels()
        distance = np.hypot(x - np.float32(pixel.x()), y - np.float32(pixel.y()))
        distance = np.where(np.isfinite(distance), distance, np.inf)
        index = int(np.argmin(distance)) if len(distance) else -1
        return index if index >= 0 and distance[index] <= reach else None

    def beside(self, index: int, right: int, up: int) -> int | None:
        """The nearest song from another in a direction (one of both is 1 or -1), what lies aside
        counted double; None where there is none.
        """
        x, y = self.pixels()
        ahead = (x - x[index]) * right - (y - y[index]) * up
        aside = np.abs((x - x[index]) * up) + np.abs((y - y[index]) * right)
        cost = np.where(ahead > 0.01, ahead + 2 * aside, np.inf)
        best = int(np.argmin(cost))
        return best if np.isfinite(cost[best]) else None

    def inside(self, corners: list[QPointF]) -> Places:
        """The songs within a polygon of pixels, by the even-odd rule."""
        x, y = self.pixels()
        within = np.zeros(len(x), bool)
        for first, last in zip(corners, corners[1:] + corners[:1], strict=True):
            if first.y() == last.y():
                continue
            crosses = (y < first.y()) != (y < last.y())
            slope = (last.x() - first.x()) / (last.y() - first.y())
            within ^= crosses & (x < first.x() + (y - first.y()) * slope)
        return np.flatnonzero(within)
