"""The mood plane with a journey on it: its two ends to be dragged, the way, and the songs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.i18n import tr
from app.theme import SEMIBOLD, Theme
from app.widgets.mood_plane import MoodPlane
from app.widgets.painting import CENTRE, draw_text

Place = tuple[float, float]
_HANDLE, _GRIP = 9.0, 18.0
KEY_STEP = 0.05
MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class JourneyPlane(MoodPlane):
    """``ends_moved`` carries the places of both ends while one is dragged, or moved by the arrow
    keys (Space takes the other end).
    """

    ends_moved = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(tr("Journey over the mood plane"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ends: list[Place] = [(0.0, 0.0), (0.0, 0.0)]
        self._way: Sequence[Place] = ()
        self._songs: Sequence[Place] = ()
        self._current_end = 0
        self._held: int | None = None

    @property
    def ends(self) -> tuple[Place, Place]:
        """Where the journey begins and where it leads."""
        return self._ends[0], self._ends[1]

    def set_ends(self, start: Place, end: Place) -> None:
        """Put the handles there."""
        self._ends = [start, end]
        self._tell()

    def set_journey(self, way: Sequence[Place], songs: Sequence[Place]) -> None:
        """Draw the corners of the way, and the songs in their order."""
        self._way, self._songs = way, songs
        self._tell()

    def _tell(self) -> None:
        (v1, a1), (v2, a2) = self._ends
        ends = tr("From valence {v1}, arousal {a1} to valence {v2}, arousal {a2}").format(
            v1=f"{v1:.2f}", a1=f"{a1:.2f}", v2=f"{v2:.2f}", a2=f"{a2:.2f}"
        )
        songs = tr("%n song(s). Arrows move an end, Space takes the other.", "", len(self._songs))
        self.setAccessibleDescription(f"{ends}; {songs}")
        self.update()

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("faint"), 1.2, Qt.PenStyle.DashLine))
        painter.drawPolyline(QPolygonF([self.position_of(*place) for place in self._way]))
        songs = [self.position_of(*place) for place in self._songs]
        painter.setPen(QPen(self._theme.colour("text", 0.8), 1.4))
        painter.drawPolyline(QPolygonF(songs))
        for number, (point, place) in enumerate(zip(songs, self._songs, strict=True), 1):
            painter.setPen(QPen(self._theme.colour("plot"), 1.5))
            painter.setBrush(self._theme.point_colour(*place))
            painter.drawEllipse(point, 5.0, 5.0)
            self._paint_number(painter, point, number)
        for number, place in enumerate(self._ends):
            self._paint_end(painter, self.position_of(*place), number)
        painter.end()

    def _paint_number(self, painter: QPainter, point: QPointF, number: int) -> None:
        box = QRectF(point.x() + 6, point.y() - 16, 20, 14)
        font, colour = self._theme.font(11), self._theme.colour("dim")
        draw_text(painter, box, str(number), font=font, colour=colour, align=CENTRE)

    def _paint_end(self, painter: QPainter, point: QPointF, number: int) -> None:
        chosen = self.hasFocus() and number == self._current_end
        painter.setBrush(self._theme.colour("raised", 0.85))
        painter.setPen(QPen(self._theme.colour("accent"), 2.4 if chosen else 1.6))
        painter.drawEllipse(point, _HANDLE, _HANDLE)
        box = QRectF(point.x() - _HANDLE, point.y() - _HANDLE, 2 * _HANDLE, 2 * _HANDLE)
        font, colour = self._theme.font(11, SEMIBOLD), self._theme.colour("text")
        draw_text(painter, box, "AB"[number], font=font, colour=colour, align=CENTRE)

    # --- mouse and keys ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            apart = [
                (self.position_of(*place) - event.position()).manhattanLength()
                for place in self._ends
            ]
            nearest = apart.index(min(apart))
            self._held = nearest if apart[nearest] <= _GRIP else self._current_end
            self._current_end = self._held
            self._move_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._move_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in (*MOVES, Qt.Key.Key_Space)
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        ):
            event.accept()  # they would seek and play
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in MOVES:
            valence, arousal = self._ends[self._current_end]
            right, up = MOVES[key]
            self._move(valence + right * KEY_STEP, arousal + up * KEY_STEP)
        elif key == Qt.Key.Key_Space:
            self._current_end = 1 - self._current_end
            self.update()
        else:
            super().keyPressEvent(event)

    def _move_to(self, position: QPointF) -> None:
        self._move(*self.value_at(position))

    def _move(self, valence: float, arousal: float) -> None:
        place = (min(max(valence, -1.0), 1.0), min(max(arousal, -1.0), 1.0))
        self._ends[self._current_end] = place
        self._tell()
        self.ends_moved.emit(*self._ends)
