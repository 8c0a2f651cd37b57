"""One time axis for everything: a pyqtgraph view that pans, zooms at the cursor and is clicked."""

from __future__ import annotations

from collections.abc import Callable

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent, MouseDragEvent
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGraphicsSceneWheelEvent

from app.accessible import PICTURE

_SHORTEST_S = 0.25
#: A view of this share of the song shows all of it.
_ALL = 0.999


class TimeView(pg.ViewBox):  # type: ignore[misc]
    """A view box whose x axis is time; lanes are its children, in its own pixels."""

    clicked = Signal(float)
    fit_requested = Signal()
    #: Notches of the wheel with Ctrl, and with Shift.
    brightened = Signal(float)
    widened = Signal(float)
    #: A place that was clicked with Ctrl.
    pin_requested = Signal(QPointF)
    #: A flag's number, where it is dragged to in seconds, and whether it is let go there.
    flag_dragged = Signal(int, float, bool)
    #: A flag's number, None beside all, and the place on the screen.
    menu_requested = Signal(object, QPoint)

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0.0)
        self.setMouseEnabled(x=True, y=False)
        self.disableAutoRange()
        self.setYRange(0, 1, padding=0)
        self.duration_s = 1.0
        #: The number of the flag at a point, and the seconds it stands at.
        self.flag_at: Callable[[QPointF], tuple[int, float] | None] = lambda _: None
        self._dragged: int | None = None

    def set_duration(self, duration_s: float) -> None:
        """Bound panning and zooming by the song, and show all of it unless a part was shown."""
        start_s, end_s = self.span()
        showed_all = end_s - start_s >= self.duration_s * _ALL
        self.duration_s = max(duration_s, _SHORTEST_S)
        self.setLimits(
            xMin=0.0,
            xMax=self.duration_s,
            minXRange=min(_SHORTEST_S, self.duration_s),
            maxXRange=self.duration_s,
        )
        if showed_all:
            self.fit()

    def fit(self) -> None:
        """Show the whole song."""
        self.setXRange(0.0, self.duration_s, padding=0)

    def span(self) -> tuple[float, float]:
        """The seconds shown, first and last."""
        start_s, end_s = self.viewRange()[0]
        return float(start_s), float(end_s)

    def time_at(self, x: float) -> float:
        """The time at ``x`` pixels from the view's left edge, within the song."""
        start_s, end_s = self.span()
        time_s = start_s + x / max(self.width(), 1.0) * (end_s - start_s)
        return float(min(max(time_s, 0.0), self.duration_s))

    def x_of(self, time_s: float) -> float:
        """Pixels from the view's left edge."""
        start_s, end_s = self.span()
        return float((time_s - start_s) / max(end_s - start_s, 1e-9) * self.width())

    def zoom(self, factor: float, centre_s: float) -> None:
        """Show ``factor`` times as many seconds, keeping ``centre_s`` where it is."""
        self.scaleBy(x=factor, center=QPointF(centre_s, 0.5))

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        held = event.modifiers()
        if not held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            super().wheelEvent(event, axis)
            return
        event.accept()
        turned = self.brightened if held & Qt.KeyboardModifier.ControlModifier else self.widened
        turned.emit(event.delta() / 120.0)

    def mouseClickEvent(self, event: MouseClickEvent) -> None:
        flag = self.flag_at(event.pos())
        if event.button() == Qt.MouseButton.RightButton:
            event.accept()
            place = QPointF(event.screenPos()).toPoint()
            self.menu_requested.emit(None if flag is None else flag[0], place)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        event.accept()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pin_requested.emit(QPointF(event.pos()))
        elif event.double() and flag is None:
            self.fit_requested.emit()
        else:
            self.clicked.emit(self.time_at(event.pos().x()) if flag is None else flag[1])

    def let_go(self) -> None:
        """The flags are others now: none is dragged any more."""
        self._dragged = None

    def mouseDragEvent(self, event: MouseDragEvent, axis: int | None = None) -> None:
        """A flag is dragged by itself, anything else pans."""
        if event.isStart() and event.button() == Qt.MouseButton.LeftButton:
            flag = self.flag_at(event.buttonDownPos())
            self._dragged = None if flag is None else flag[0]
        if self._dragged is None:
            super().mouseDragEvent(event, axis)
            return
        event.accept()
        number = self._dragged
        if event.isFinish():
            self._dragged = None
        self.flag_dragged.emit(number, self.time_at(event.pos().x()), event.isFinish())


class TimeCanvas(pg.GraphicsView):  # type: ignore[misc]
    """The widget around a ``TimeView``; says where the pointer is in its pixels, or None."""

    accessible_role = PICTURE

    pointed = Signal(object)

    def __init__(self, view: TimeView) -> None:
        super().__init__(background=None)
        self._view = view
        self.scene().addItem(view)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        point = self._view.mapFromScene(self.mapToScene(event.position().toPoint()))
        self.pointed.emit(point if self._view.rect().contains(point) else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)
