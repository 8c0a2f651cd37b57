"""The song plot's lanes: waveform, curves, ribbon, time axis, as items in the view's pixels."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.theme import MEDIUM, ColourName, Theme, mood_glyph
from app.widgets.mel_store import FloatArray
from app.widgets.painting import CENTRE, LEFT, draw_text, fill_round, text_width
from app.widgets.wording import clock
from mer_core.emotion import EmotionCurve

#: Below this peak a song is not blown up any further.
_QUIET = 0.1


class Lane(QGraphicsItem):
    """A strip of the plot: a place in pixels, a span in seconds, and a picture of itself.

    The picture is painted once per place, span and look (``render``) and then only copied, which is
    what makes a moving playhead cheap.
    """

    def __init__(self, theme: Theme, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.theme = theme
        self.box = QRectF()
        self.start_s, self.end_s = 0.0, 1.0
        self._pictures: dict[str, QPixmap] = {}
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self.theme = theme
        self.rebuild()

    def place(self, box: QRectF) -> None:
        """Move to ``box``, in the view's pixels."""
        self.prepareGeometryChange()
        self.box = box
        self.rebuild()

    def show_span(self, start_s: float, end_s: float) -> None:
        """Show other seconds."""
        self.start_s, self.end_s = start_s, end_s
        self.rebuild()

    def rebuild(self) -> None:
        """Forget the picture; subclasses recompute here what depends on place or span."""
        self._pictures.clear()
        self.update()

    def x_of(self, time_s: float) -> float:
        """The x of a time, in the view's pixels."""
        share = (time_s - self.start_s) / max(self.end_s - self.start_s, 1e-9)
        return self.box.x() + share * self.box.width()

    def boundingRect(self) -> QRectF:
        return self.box

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        exposed = option.exposedRect.adjusted(-1, -1, 1, 1) & self.box
        if not exposed.isEmpty():
            self.copy(painter, exposed)

    def copy(self, painter: QPainter, exposed: QRectF, kind: str = "") -> None:
        """Copy the exposed part of the picture, painting it first where it is not known."""
        ratio = painter.device().devicePixelRatioF()
        picture = self._pictures.get(kind)
        if picture is None or picture.devicePixelRatioF() != ratio:
            picture = self._pictures[kind] = self._picture(ratio, kind)
        part = QRectF(exposed.topLeft() - self.box.topLeft(), exposed.size())
        source = QRectF(part.topLeft() * ratio, part.size() * ratio)
        painter.drawPixmap(exposed, picture, source)

    def _picture(self, ratio: float, kind: str) -> QPixmap:
        picture = QPixmap((self.box.size() * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self.box.topLeft())
        self.render(painter, kind)
        painter.end()
        return picture

    def render(self, painter: QPainter, kind: str) -> None:
        """Paint the whole lane, in the view's pixels; ``kind`` tells apart several pictures."""
        raise NotImplementedError


class WaveLane(Lane):
    """The waveform as slim bars; the played part in the accent, the rest dim."""

    _PITCH = 3.0
    _BAR = 2.0

    def __init__(self, theme: Theme, parent: QGraphicsItem) -> None:
        super().__init__(theme, parent)
        self._peaks: FloatArray = np.zeros(0, np.float32)
        self._column_s = 1.0
        self._played_x = 0.0

    def set_peaks(self, peaks: FloatArray, column_s: float) -> None:
        """``peaks`` float32 [num_columns] in [0, 1], ``column_s`` seconds each.

        The loudest fills the lane, so that a quiet song has a shape too.
        """
        loudest = max(float(peaks.max(initial=0.0)), _QUIET)
        self._peaks, self._column_s = peaks / np.float32(loudest), column_s
        self.rebuild()

    def set_played(self, x: float) -> None:
        """Everything left of ``x`` is played; repaints only what changed."""
        left, right = sorted((x, self._played_x))
        self._played_x = x
        if right > left:
            self.update(QRectF(left - 1, self.box.y(), right - left + 2, self.box.height()))

    def bars(self) -> tuple[FloatArray, FloatArray]:
        """The bars' left edges and half heights in pixels, on a grid fixed to the song."""
        seconds = (self.end_s - self.start_s) * self._PITCH / max(self.box.width(), 1.0)
        if len(self._peaks) == 0 or seconds <= 0:
            return np.zeros(0, np.float32), np.zeros(0, np.float32)
        first = int(self.start_s / seconds)
        edges = (first + np.arange(int(self.box.width() / self._PITCH) + 2)) * seconds
        columns = (edges / self._column_s).astype(np.int64)
        known = columns < len(self._peaks)
        edges, columns = edges[known], columns[known]
        heights = np.maximum.reduceat(self._peaks, columns) if len(columns) else self._peaks[:0]
        lefts = self.box.x() + (edges - self.start_s) / seconds * self._PITCH
        half = self.box.height() / 2
        return lefts.astype(np.float32), np.maximum(heights * half, 0.75).astype(np.float32)

    def copy(self, painter: QPainter, exposed: QRectF, kind: str = "") -> None:
        left, right = exposed.left(), exposed.right()
        middle = min(max(self._played_x, left), right)
        height = exposed.height()
        for name, x, end in (("accent", left, middle), ("wave_rest", middle, right)):
            if end > x:
                super().copy(painter, QRectF(x, exposed.y(), end - x, height), name)

    def render(self, painter: QPainter, kind: str) -> None:
        lefts, halves = self.bars()
        middle = self.box.center().y()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("accent" if kind == "accent" else "wave_rest"))
        painter.drawRects(
            [
                QRectF(x, middle - half, self._BAR, 2 * half)
                for x, half in zip(lefts.tolist(), halves.tolist(), strict=True)
            ]
        )


class CurveLane(Lane):
    """Valence and arousal over time, each with a soft band of how much it moves around."""

    MARGIN = 7.0
    _AXES: tuple[ColourName, ...] = ("valence", "arousal")

    def __init__(self, theme: Theme, parent: QGraphicsItem) -> None:
        super().__init__(theme, parent)
        self._curve: EmotionCurve | None = None
        self._times: NDArray[np.float64] = np.zeros(0)
        self._values: dict[str, FloatArray] = {}
        self._spreads: dict[str, FloatArray] = {}
        self._note = ""

    def set_curve(self, curve: EmotionCurve | None) -> None:
        """Draw ``curve``; None draws the note instead."""
        self._curve = curve if curve is not None and curve.num_steps > 0 else None
        if self._curve is not None:
            steps = np.arange(self._curve.num_steps)
            middles = self._curve.start_s + (steps + 0.5) * self._curve.step_s
            end_s = self._curve.start_s + self._curve.num_steps * self._curve.step_s
            self._times = np.concatenate([[self._curve.start_s], middles, [end_s]])
            for axis in self._AXES:
                # The first and the last value hold to the song's ends.
                values: FloatArray = np.pad(getattr(self._curve, axis), 1, mode="edge")
                self._values[axis] = values
                self._spreads[axis] = _local_spread(values, max(round(4 / self._curve.step_s), 1))
        self.rebuild()

    def set_note(self, note: str) -> None:
        """What to say while there is no curve."""
        self._note = note
        self.rebuild()

    def value_at(self, axis: str, time_s: float) -> float | None:
        """The drawn line's value in [-1, 1] at a time; None without a curve."""
        if self._curve is None:
            return None
        return float(np.interp(time_s, self._times, self._values[axis]))

    def y_of(self, value: float) -> float:
        """The y of a value in [-1, 1], in the view's pixels."""
        half = self.box.height() / 2 - self.MARGIN
        return self.box.center().y() - value * half

    def render(self, painter: QPainter, kind: str) -> None:
        fill_round(painter, self.box, 6, self.theme.colour("plot"))
        middle = round(self.box.center().y()) + 0.5
        painter.setPen(QPen(self.theme.colour("line"), 1))
        painter.drawLine(QPointF(self.box.left(), middle), QPointF(self.box.right(), middle))
        if self._curve is None:
            ink = self.theme.colour("faint")
            font = self.theme.font(12)
            draw_text(painter, self.box, self._note, font=font, colour=ink, align=CENTRE)
            return
        for axis in self._AXES:
            self._paint_band(painter, axis, self._visible(5.0))
        for axis in self._AXES:
            self._paint_line(painter, axis, self._visible(2.0))

    def _visible(self, pitch: float) -> slice:
        """The steps shown and one more on each side, about one every ``pitch`` pixels."""
        step_s = self._curve.step_s if self._curve else 1.0
        seconds = (self.end_s - self.start_s) / max(self.box.width(), 1.0) * pitch
        stride = max(int(seconds / step_s), 1)
        first = max(int(np.searchsorted(self._times, self.start_s)) - stride, 0)
        last = int(np.searchsorted(self._times, self.end_s)) + 2 * stride
        # On a grid fixed to the song, so that a moving view does not shimmer.
        return slice(first // stride * stride, last, stride)

    def _xs(self, part: slice) -> list[float]:
        per_s = self.box.width() / max(self.end_s - self.start_s, 1e-9)
        xs: list[float] = (self.box.x() + (self._times[part] - self.start_s) * per_s).tolist()
        return xs

    def _paint_band(self, painter: QPainter, axis: ColourName, part: slice) -> None:
        xs = self._xs(part)
        values, spreads = self._values[axis][part], self._spreads[axis][part]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour(axis, 0.13))
        upper = self._points(xs, np.minimum(values + spreads, 1.0))
        lower = self._points(xs, np.maximum(values - spreads, -1.0))
        painter.drawPolygon(QPolygonF(upper + lower[::-1]))

    def _paint_line(self, painter: QPainter, axis: ColourName, part: slice) -> None:
        pen = QPen(self.theme.colour(axis), 1.8)
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(self._points(self._xs(part), self._values[axis][part])))

    def _points(self, xs: list[float], values: FloatArray) -> list[QPointF]:
        half = self.box.height() / 2 - self.MARGIN
        ys = (self.box.center().y() - values * half).tolist()
        return [QPointF(x, y) for x, y in zip(xs, ys, strict=True)]


def _local_spread(values: FloatArray, reach: int) -> FloatArray:
    """The standard deviation of ``values`` [num_steps] over ``reach`` steps each way, >= 0.03."""
    width = 2 * reach + 1
    padded = np.pad(values.astype(np.float64), reach, mode="edge")
    kernel = np.full(width, 1.0 / width)
    mean = np.convolve(padded, kernel, mode="valid")
    square = np.convolve(padded**2, kernel, mode="valid")
    spread = np.sqrt(np.maximum(square - mean**2, 0.0))
    return np.asarray(np.maximum(spread, 0.03), np.float32)


class RibbonLane(Lane):
    """The moods over time as coloured segments: a word where there is room, else the glyph."""

    def __init__(self, theme: Theme, parent: QGraphicsItem) -> None:
        super().__init__(theme, parent)
        self._segments: list[tuple[str, float, float]] = []

    def set_curve(self, curve: EmotionCurve | None) -> None:
        """Merge equal neighbours of the curve's moods into segments."""
        self._segments = []
        if curve is not None:
            step = 0
            for name, group in groupby(curve.moods):
                first, step = step, step + sum(1 for _ in group)
                start_s = curve.start_s + first * curve.step_s
                self._segments.append((name, start_s, curve.start_s + step * curve.step_s))
        self.rebuild()

    def render(self, painter: QPainter, kind: str) -> None:
        for name, start_s, end_s in self._segments:
            first = max(self.x_of(start_s), self.box.left() - 8)
            last = min(self.x_of(end_s), self.box.right() + 8)
            if last > self.box.left() and first < self.box.right():
                room = QRectF(first, self.box.y(), max(last - first - 2, 1.0), self.box.height())
                self._paint_segment(painter, room, name)

    def _paint_segment(self, painter: QPainter, room: QRectF, name: str) -> None:
        fill_round(painter, room, 3, self.theme.mood_colour(name))
        ink = self.theme.on_mood(name)
        font = self.theme.font(11, MEDIUM)
        if room.width() >= text_width(font, name) + 14:
            draw_text(painter, room.adjusted(7, 0, 0, 0), name, font=font, colour=ink, align=LEFT)
        elif room.width() >= 14:
            box = QRectF(0, 0, 7, 7)
            box.moveCenter(room.center())
            painter.fillPath(mood_glyph(name, box), ink)


class AxisLane(Lane):
    """The time axis: words at round times, none too close to the next."""

    _STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)

    def render(self, painter: QPainter, kind: str) -> None:
        span = max(self.end_s - self.start_s, 1e-9)
        wanted = 90.0 / max(self.box.width(), 1.0) * span
        step = next((s for s in self._STEPS if s >= wanted), self._STEPS[-1])
        font, ink = self.theme.font(11), self.theme.colour("faint")
        number = int(np.ceil(self.start_s / step - 1e-6))
        while number * step <= self.end_s + 1e-6:
            text = clock(number * step + 1e-6, tenths=step < 1)
            width = text_width(font, text) + 2
            x = self.x_of(number * step)
            x = min(max(x - width / 2, self.box.left()), self.box.right() - width)
            area = QRectF(x, self.box.y(), width, self.box.height())
            draw_text(painter, area, text, font=font, colour=ink, align=CENTRE)
            number += 1
