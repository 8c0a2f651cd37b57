"""The mood plane with one point to be dragged: where a song stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.i18n import tr
from app.theme import Theme
from app.timers import make_timer
from app.widgets.journey_plane import KEY_STEP, MOVES, Place
from app.widgets.mood_plane import MoodPlane

#: Several arrow keys in a row are one move.
_PAUSE_MS = 500


class PointPlane(MoodPlane):
    """``moved`` carries valence and arousal, each in [-1, 1], once the point was dragged, or moved
    by the arrow keys. Of several songs that differ it shows each, and puts all in one place.
    """

    moved = Signal(float, float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._rest = make_timer(self, _PAUSE_MS, self._tell, once=True)
        self._is_held = False
        self.show_songs([])

    def show_songs(self, places: Sequence[Place]) -> None:
        """Where the songs stand; the point is there where that is one place."""
        if self._is_held or self._rest.isActive():
            return
        known = sorted(set(places))
        several = known if len(known) > 1 else []
        self.set_points([v for v, _ in several], [a for _, a in several], [0] * len(several))
        self.set_current(*(known[0] if len(known) == 1 else (None, None)))
        where = tr("unknown")
        if several:
            where = tr("(various)")
        elif known:
            where = tr("valence {valence}, arousal {arousal}").format(
                valence=f"{known[0][0]:+.2f}", arousal=f"{known[0][1]:+.2f}"
            )
        self.setAccessibleName(tr("Where it stands on the mood plane"))
        self.setAccessibleDescription(
            tr("{where}. Arrows move it, and so does the mouse.").format(where=where)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(self._theme.colour("accent"), 1.5))
            painter.drawRect(self.square())
            painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_held = True
            self._move_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_held:
            self._move_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_held and event.button() == Qt.MouseButton.LeftButton:
            self._is_held = False
            self._tell()

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in MOVES
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        ):
            event.accept()  # they would seek
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in MOVES:
            valence, arousal = self._current or (0.0, 0.0)
            right, up = MOVES[key]
            self._move(valence + right * KEY_STEP, arousal + up * KEY_STEP)
            self._rest.start()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._rest.isActive():
            self._tell()

    def _move_to(self, position: QPointF) -> None:
        self._move(*self.value_at(position))

    def _move(self, valence: float, arousal: float) -> None:
        self.set_current(min(max(valence, -1.0), 1.0), min(max(arousal, -1.0), 1.0))

    def _tell(self) -> None:
        self._rest.stop()
        if self._current is not None:
            self.moved.emit(*(round(value, 2) for value in self._current))
