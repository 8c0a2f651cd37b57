"""All songs of the library on a plane that can be zoomed, walked and drawn around."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.theme import Theme
from app.widgets.journey_plane import MOVES
from app.widgets.map_canvas import MapCanvas
from app.widgets.map_space import WHEEL_STEP, Places

_PICK_PX, _DRAG_PX = 12.0, 6.0
_PAN_KEY_PX = 80.0
#: Held while the pointer is over songs: each is heard.
LISTEN_KEY = Qt.Key.Key_H
TOOLS = ("lasso", "box", "move")
_KEYS = {*MOVES, LISTEN_KEY, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape,
         Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Equal, Qt.Key.Key_0}  # fmt: skip


class LibraryMap(MapCanvas):
    """``picked`` and ``played`` carry a track's id: one click, or Enter and a double click.
    ``chosen_changed`` carries the ids within a lasso or a box. ``heard`` carries the id under the
    pointer while H is held, and None when that ends.
    """

    picked = Signal(int)
    played = Signal(int)
    chosen_changed = Signal(object)
    heard = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._tool = "lasso"
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._pans = self._listens = False

    def set_tool(self, tool: str) -> None:
        """What a drag does, one of TOOLS; the middle button always moves."""
        self._tool = tool

    # The pointer

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom(WHEEL_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def _zoom(self, factor: float, at: QPointF) -> None:
        self.picture.space.zoom(factor, at)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        middle = event.button() == Qt.MouseButton.MiddleButton
        if event.button() == Qt.MouseButton.LeftButton or middle:
            self._pressed = self._last = event.position()
            self._pans = middle or self._tool == "move"

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is None:
            self._point_at(self.picture.space.nearest(at, _PICK_PX))
            return
        if self._pans:
            self.picture.space.pan(at - self._last)
        elif self._tool == "box":
            first = self._pressed
            self.picture.region = [
                first,
                QPointF(at.x(), first.y()),
                at,
                QPointF(first.x(), at.y()),
            ]
        else:
            self.picture.region = [*(self.picture.region or [self._pressed]), at]
        self._last = at
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        region, self.picture.region = self.picture.region, []
        is_click = (event.position() - self._pressed).manhattanLength() < _DRAG_PX
        self._pressed = None
        if len(region) > 2 and not (is_click and len(region) < 5):
            self._choose(self.picture.space.inside(region))
        elif is_click and not self._pans:
            self._click(self.picture.space.nearest(event.position(), _PICK_PX))
        self.update()

    def _click(self, place: int | None) -> None:
        if place is None:
            self._choose(np.zeros(0, np.int64))
        else:
            self._point_at(place)
            self.picked.emit(self._id(place))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.picture.space.nearest(event.position(), _PICK_PX)
        if place is not None:
            self.played.emit(self._id(place))

    def leaveEvent(self, event: QEvent) -> None:
        self._listen(False)
        super().leaveEvent(event)

    def _choose(self, places: Places) -> None:
        self.picture.chosen = places
        songs = self.picture.songs
        self.chosen_changed.emit([] if songs is None else songs.ids[places].tolist())
        self.update()

    # The keyboard

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in _KEYS
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.accept()  # the arrows would seek
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, space = Qt.Key(event.key()), self.picture.space
        if key in MOVES:
            right, up = MOVES[key]
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                space.pan(QPointF(-right, up) * _PAN_KEY_PX)
                self.update()
            else:
                self._walk(right, up)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._zoom(1 / WHEEL_STEP if key == Qt.Key.Key_Minus else WHEEL_STEP, self._middle())
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == LISTEN_KEY:
            self._listen(True)
        elif key == Qt.Key.Key_Escape:
            self._choose(np.zeros(0, np.int64))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.picture.cursor is not None:
            self.played.emit(self._id(self.picture.cursor))
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == LISTEN_KEY and not event.isAutoRepeat():
            self._listen(False)
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._listen(False)
        super().focusOutEvent(event)

    def _middle(self) -> QPointF:
        """What the keys zoom at: the cursor, or the middle of the view."""
        space, cursor = self.picture.space, self.picture.cursor
        if cursor is None:
            return space.area.center()
        return space.pixel(float(space.x[cursor]), float(space.y[cursor]))

    def _walk(self, right: int, up: int) -> None:
        space, cursor = self.picture.space, self.picture.cursor
        if cursor is None:
            place = space.nearest(space.area.center(), math.inf)
        else:
            place = space.beside(cursor, right, up)
        if place is not None:
            space.show(place)
            self._point_at(place)
            self.picked.emit(self._id(place))

    def _point_at(self, place: int | None) -> None:
        """The cursor stays on the last song that was pointed at."""
        if place is not None and place != self.picture.cursor:
            self.picture.cursor = place
            self._describe()
            if self._listens:
                self.heard.emit(self._id(place))
            self.update()

    def _listen(self, on: bool) -> None:
        if on == self._listens:
            return
        self._listens = on
        if not on:
            self.heard.emit(None)
        elif self.picture.cursor is not None:
            self.heard.emit(self._id(self.picture.cursor))
