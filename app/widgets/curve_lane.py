"""The song plot's curves: valence, arousal and tension over time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem

from app.theme import ColourName, Theme
from app.widgets.lanes import Lane
from app.widgets.painting import CENTRE, draw_text, fill_round
from mer_core.arrays import FloatArray
from mer_core.changes import changes
from mer_core.emotion import EmotionCurve


class CurveLane(Lane):
    """Valence and arousal over time, and tension where it is given. A soft band round the first two
    is the range that nine songs in ten keep to, where the model was judged so; dashed lines stand
    where one section ends.
    """

    MARGIN = 7.0
    AXES: tuple[ColourName, ...] = ("valence", "arousal", "tension")

    def __init__(self, theme: Theme, parent: QGraphicsItem) -> None:
        super().__init__(theme, parent)
        self._curve: EmotionCurve | None = None
        self._times: NDArray[np.float64] = np.zeros(0)
        self._values: dict[str, FloatArray] = {}
        self._errors: dict[str, float] = {}
        self._changes: tuple[float, ...] = ()
        self._note = ""
        self.hidden: frozenset[str] = frozenset()

    def hide_axes(self, hidden: frozenset[str]) -> None:
        """Draw all but these of AXES."""
        self.hidden = hidden
        self.rebuild()

    @property
    def shown(self) -> list[ColourName]:
        """Those of AXES that are drawn, or would be if there were a curve."""
        return [
            axis
            for axis in self.AXES
            if axis not in self.hidden and (axis != "tension" or axis in self._values)
        ]

    def set_curve(
        self,
        curve: EmotionCurve | None,
        errors_90: tuple[float, float] | None = None,
        tension: FloatArray | None = None,
    ) -> None:
        """Draw ``curve``; None draws the note instead. ``errors_90`` of valence and arousal (see
        ModelEntry) are the bands' half widths; None draws none. ``tension`` is [num_steps].
        """
        self._curve = curve if curve is not None and curve.num_steps > 0 else None
        self._values = {}
        self._errors = dict(zip(self.AXES, errors_90 or (), strict=False))
        self._changes = changes(self._curve) if self._curve is not None else ()
        if self._curve is not None:
            steps = np.arange(self._curve.num_steps)
            middles = self._curve.start_s + (steps + 0.5) * self._curve.step_s
            end_s = self._curve.start_s + self._curve.num_steps * self._curve.step_s
            self._times = np.concatenate([[self._curve.start_s], middles, [end_s]])
            drawn = {"valence": self._curve.valence, "arousal": self._curve.arousal}
            if tension is not None:
                drawn["tension"] = tension
            # The first and the last value hold to the song's ends.
            self._values = {axis: np.pad(line, 1, mode="edge") for axis, line in drawn.items()}
        self.rebuild()

    def set_note(self, note: str) -> None:
        """What to say while there is no curve."""
        self._note = note
        self.rebuild()

    def value_at(self, axis: str, time_s: float) -> float | None:
        """The drawn line's value in [-1, 1] at a time; None without a curve."""
        if self._curve is None or axis not in self.shown:
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
        for axis in self.shown:
            if axis in self._errors:
                self._paint_band(painter, axis, self._visible(5.0))
        self._paint_changes(painter)
        for axis in self.shown:
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
        values, error = self._values[axis][part], np.float32(self._errors[axis])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour(axis, 0.1))
        upper = self._points(xs, np.minimum(values + error, 1.0))
        lower = self._points(xs, np.maximum(values - error, -1.0))
        painter.drawPolygon(QPolygonF(upper + lower[::-1]))

    def _paint_changes(self, painter: QPainter) -> None:
        painter.setPen(QPen(self.theme.colour("faint"), 1, Qt.PenStyle.DashLine))
        for time_s in self._changes:
            x = round(self.x_of(time_s)) + 0.5
            painter.drawLine(QPointF(x, self.box.top()), QPointF(x, self.box.bottom()))

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
