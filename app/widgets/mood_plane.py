"""Russell's plane: the library as faint points, the playing song as one that moves."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.accessible import CHART
from app.i18n import tr
from app.theme import RADIUS, Theme
from app.widgets.painting import CENTRE, LEFT, RIGHT, draw_text, fill_round
from app.widgets.plane_points import Array, PlanePoints, render_points
from mer_core.emotion import MOODS_AND_UNCERTAIN, EmotionCurve

_INSET = 10
_PICK_PX = 12.0
_DRAG_PX = 6.0
_PATH_POINTS = 240


class MoodPlane(QWidget):
    """Valence to the right, arousal up. A click picks the nearest point, a drag lassoes many."""

    accessible_role = CHART

    #: The index of the point clicked, in the order of ``set_points``.
    point_picked = Signal(int)
    #: The index under the pointer, or None.
    point_hovered = Signal(object)
    #: The indices within a lasso, int64 [num_picked].
    region_picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points = PlanePoints.of([], [], [])
        self._cloud: QPixmap | None = None
        self._current: tuple[float, float] | None = None
        self._path: tuple[Array, Array] = (np.zeros(0), np.zeros(0))
        self._chosen = np.zeros(0, np.int64)
        self._lasso: list[QPointF] = []
        self._pressed: QPointF | None = None
        self._hovered: int | None = None
        self.setAccessibleName(tr("Mood map"))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self._cloud = None
        self.update()

    def set_points(self, valence: object, arousal: object, moods: object) -> None:
        """Show the library: sequences [num_points] of values in [-1, 1] and of mood indices.

        ``moods`` index MOODS_AND_UNCERTAIN. Raises ValueError where lengths differ.
        """
        self._points = PlanePoints.of(valence, arousal, moods)
        self._chosen = np.zeros(0, np.int64)
        self._cloud = None
        self.setAccessibleDescription(
            tr("%n track(s) by valence and arousal", "", len(self._points))
        )
        self.update()

    def set_chosen(self, indices: object) -> None:
        """Ring these points: the selection."""
        self._chosen = np.asarray(indices, np.int64)
        self.update()

    def set_current(self, valence: float | None, arousal: float | None = None) -> None:
        """Put the moving point there, each in [-1, 1]; None takes it away."""
        if valence is None or arousal is None:
            self._current = None
        else:
            self._current = (valence, arousal)
        self.update()

    def set_path(self, valence: object, arousal: object) -> None:
        """Draw the way so far, the oldest first, fading; empty sequences take it away."""
        self._path = (
            np.asarray(valence, np.float64)[-_PATH_POINTS:],
            np.asarray(arousal, np.float64)[-_PATH_POINTS:],
        )
        self.update()

    def show_curve(self, curve: EmotionCurve | None, time_s: float) -> None:
        """Show a song's path and its point at ``time_s``, gliding between the values."""
        if curve is None or curve.num_steps == 0:
            self.set_path([], [])
            self.set_current(None, None)
            return
        step = curve.index_at(time_s - curve.step_s / 2)
        middles = curve.start_s + (np.arange(curve.num_steps) + 0.5) * curve.step_s
        valence = float(np.interp(time_s, middles, curve.valence))
        arousal = float(np.interp(time_s, middles, curve.arousal))
        self.set_path([*curve.valence[: step + 1], valence], [*curve.arousal[: step + 1], arousal])
        self.set_current(valence, arousal)

    # Geometry

    def square(self) -> QRectF:
        """Where the plane is drawn, in widget pixels."""
        foot = self._theme.px(22)
        side = max(min(self.width(), self.height() - foot) - 2, 40)
        return QRectF((self.width() - side) / 2, 1, side, side)

    def position_of(self, valence: float, arousal: float) -> QPointF:
        """The pixel of a point on the plane."""
        inner = self.square().adjusted(_INSET, _INSET, -_INSET, -_INSET)
        x = inner.x() + (valence + 1) / 2 * inner.width()
        return QPointF(x, inner.y() + (1 - arousal) / 2 * inner.height())

    def value_at(self, position: QPointF) -> tuple[float, float]:
        """Valence and arousal at a pixel; may lie outside [-1, 1]."""
        inner = self.square().adjusted(_INSET, _INSET, -_INSET, -_INSET)
        valence = (position.x() - inner.x()) / inner.width() * 2 - 1
        return valence, 1 - (position.y() - inner.y()) / inner.height() * 2

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(216), self._theme.px(238))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(140), self._theme.px(160))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._cloud = None
        super().resizeEvent(event)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = self.square()
        fill_round(painter, square, RADIUS, self._theme.colour("plot"))
        self._paint_axes(painter, square)
        if len(self._points):
            inner = square.adjusted(_INSET, _INSET, -_INSET, -_INSET)
            painter.drawPixmap(inner.topLeft(), self._rendered(inner))
        self._paint_chosen(painter)
        self._paint_words(painter, square)
        self._paint_path(painter)
        self._paint_current(painter)
        self._paint_lasso(painter)
        painter.end()

    def _rendered(self, inner: QRectF) -> QPixmap:
        if self._cloud is None:
            ratio = self.devicePixelRatioF()
            colours = [self._theme.mood_colour(name) for name in MOODS_AND_UNCERTAIN]
            crowd = min(max((len(self._points) - 3000) / 60_000, 0.0), 1.0)
            # A small collection is read song by song: its points may be large.
            few = max(1.0 - len(self._points) / 400, 0.0)
            large = min(inner.width() / 400, 1.6)
            image = render_points(
                self._points,
                colours,
                max(round(inner.width() * ratio), 1),
                radius=(1.25 - 0.75 * crowd + 1.5 * few) * ratio * max(large, 1.0),
                alpha=0.55 - 0.42 * crowd + 0.3 * few,
            )
            self._cloud = QPixmap.fromImage(image)
            self._cloud.setDevicePixelRatio(ratio)
        return self._cloud

    def _paint_axes(self, painter: QPainter, square: QRectF) -> None:
        painter.setPen(QPen(self._theme.colour("line"), 1))
        middle = square.center()
        x, y = round(middle.x()) + 0.5, round(middle.y()) + 0.5
        painter.drawLine(QPointF(x, square.top()), QPointF(x, square.bottom()))
        painter.drawLine(QPointF(square.left(), y), QPointF(square.right(), y))

    def _paint_words(self, painter: QPainter, square: QRectF) -> None:
        font, ink = self._theme.font(11), self._theme.colour("dim")
        height = self._theme.px(18)
        top = QRectF(square.x() + 7, square.y() + 3, square.width() - 14, height)
        bottom = top.translated(0, square.height() - height - 6)
        for row, align, word in (
            (top, LEFT, tr("tense")),
            (top, RIGHT, tr("exuberant")),
            (bottom, LEFT, tr("sad")),
            (bottom, RIGHT, tr("calm")),
        ):
            draw_text(painter, row, word, font=font, colour=ink, align=align)
        below = QRectF(0, square.bottom() + 3, self.width(), height)
        faint = self._theme.colour("faint")
        axes = tr("valence →   arousal ↑")
        draw_text(painter, below, axes, font=font, colour=faint, align=CENTRE)

    def _paint_chosen(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("text", 0.75), 1))
        for index in self._chosen[:2000].tolist():
            point = self.position_of(self._points.valence[index], self._points.arousal[index])
            painter.drawEllipse(point, 3.2, 3.2)

    def _paint_path(self, painter: QPainter) -> None:
        valence, arousal = self._path
        points = [self.position_of(v, a) for v, a in zip(valence, arousal, strict=True)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        num_parts = 12
        for part in range(num_parts):
            first = len(points) * part // num_parts
            last = len(points) * (part + 1) // num_parts + 1
            pen = QPen(self._theme.colour("text", 0.12 + 0.68 * (part + 1) / num_parts), 1.4)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF(points[first:last]))

    def _paint_current(self, painter: QPainter) -> None:
        if self._current is None:
            return
        centre = self.position_of(*self._current)
        colour = self._theme.point_colour(*self._current)
        halo = self._theme.point_colour(*self._current)
        halo.setAlphaF(0.22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(halo)
        painter.drawEllipse(centre, 13, 13)
        painter.setPen(QPen(self._theme.colour("knob"), 2))
        painter.setBrush(colour)
        painter.drawEllipse(centre, 6.5, 6.5)

    def _paint_lasso(self, painter: QPainter) -> None:
        if len(self._lasso) > 2:
            painter.setPen(QPen(self._theme.colour("accent"), 1.5))
            painter.setBrush(self._theme.colour("accent", 0.12))
            painter.drawPolygon(QPolygonF(self._lasso))

    # The pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._lasso = [event.position()]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            self._hover(event.position())
            return
        self._lasso.append(event.position())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        moved = max((p - self._pressed).manhattanLength() for p in [*self._lasso, event.position()])
        lasso, self._lasso, self._pressed = self._lasso, [], None
        if moved < _DRAG_PX:
            index = self._nearest(event.position())
            if index is not None:
                self.point_picked.emit(index)
        elif len(lasso) > 2:
            corners = np.array([self.value_at(point) for point in lasso])
            self.region_picked.emit(self._points.inside(corners))
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._say_hovered(None)
        super().leaveEvent(event)

    def _nearest(self, position: QPointF) -> int | None:
        inner = self.square().width() - 2 * _INSET
        return self._points.nearest(*self.value_at(position), _PICK_PX / inner * 2)

    def _hover(self, position: QPointF) -> None:
        self._say_hovered(self._nearest(position))

    def _say_hovered(self, index: int | None) -> None:
        if index != self._hovered:
            self._hovered = index
            hand = Qt.CursorShape.PointingHandCursor
            self.setCursor(Qt.CursorShape.ArrowCursor if index is None else hand)
            self.point_hovered.emit(index)
