"""What the song plot reads out: at the pointer, and at places that are pinned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.i18n import tr
from app.theme import MEDIUM, RADIUS, ColourName, Theme
from app.widgets.painting import CENTRE, draw_text, text_width
from app.widgets.playhead import HoverMark
from app.widgets.time_view import TimeView

# Words with their colours, line by line.
Lines = list[list[tuple[str, ColourName]]]
_MOST = 12


class _Pin(HoverMark):
    """A card that stays; a click takes it away."""

    def __init__(self, theme: Theme, view: TimeView, remove: Callable[[_Pin], None]) -> None:
        super().__init__(theme, view)
        self._remove = remove
        self.setZValue(25)

    def mouseClickEvent(self, event: MouseClickEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self._remove(self)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a pin stands: seconds, and pixels from the top."""

    pin: _Pin
    time_s: float
    y: float
    lines: Lines


class Readings:
    """The card at the pointer, and those that are pinned; ``changed`` is called as pins are."""

    def __init__(self, theme: Theme, view: TimeView, changed: Callable[[], None]) -> None:
        self.hover = HoverMark(theme, view)
        self._theme = theme
        self._view = view
        self._changed = changed
        self._foot = 0.0
        self._places: list[_Place] = []

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = self.hover.theme = theme
        for place in self._places:
            place.pin.theme = theme
            place.pin.update()

    def place(self, foot: float) -> None:
        """Reach ``foot`` pixels down, where the view is now."""
        self._foot = foot
        self.hover.set_height(foot)
        for each in self._places:
            self._put(each)

    def pin(self, time_s: float, y: float, lines: Lines) -> None:
        """Keep ``lines`` beside a time; the oldest goes where there are too many."""
        if len(self._places) == _MOST:
            self._remove(self._places[0].pin)
        place = _Place(_Pin(self._theme, self._view, self._remove), time_s, y, lines)
        self._places.append(place)
        self._put(place)
        self._changed()

    def unpin(self) -> None:
        """Take all pins away."""
        while self._places:
            self._remove(self._places[-1].pin)

    @property
    def num_pinned(self) -> int:
        """How many are pinned."""
        return len(self._places)

    def words(self) -> str:
        """What is pinned, in a sentence; empty where nothing is."""
        said = "; ".join(" ".join(place.pin.text().split()) for place in self._places)
        return tr("Pinned: {values}.").format(values=said) if said else ""

    def _put(self, place: _Place) -> None:
        x = self._view.x_of(place.time_s)
        place.pin.set_height(self._foot)
        place.pin.show_at(QPointF(x, place.y), place.lines, self._view.rect())
        place.pin.setVisible(0 <= x <= self._view.width())

    def _remove(self, pin: _Pin) -> None:
        self._places = [place for place in self._places if place.pin is not pin]
        self._view.scene().removeItem(pin)
        self._changed()


class Badge(QGraphicsItem):
    """Says at the right edge what is not as usual; a click brings that back."""

    _PAD, _HEIGHT = 8.0, 20.0

    def __init__(self, theme: Theme, parent: QGraphicsItem, clicked: Callable[[], None]) -> None:
        super().__init__(parent)
        self.theme = theme
        self._clicked = clicked
        self._words = ""
        self._room = QRectF()
        self.setZValue(16)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def show_words(self, words: str, room: QRectF) -> None:
        """Stand in the upper right corner of ``room``; nothing to say hides it."""
        self.prepareGeometryChange()
        self._words, self._room = words, room
        self.setVisible(bool(words))
        self.update()

    def boundingRect(self) -> QRectF:
        width = text_width(self.theme.font(11, MEDIUM), self._words) + 2 * self._PAD
        left, top = self._room.right() - width - 6, self._room.top() + 6
        return QRectF(left, top, width, self.theme.px(self._HEIGHT))

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.theme.colour("line"))
        painter.setBrush(self.theme.colour("raised", 0.96))
        box = self.boundingRect().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        font, ink = self.theme.font(11, MEDIUM), self.theme.colour("text")
        draw_text(painter, box, self._words, font=font, colour=ink, align=CENTRE)

    def mouseClickEvent(self, event: MouseClickEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self._clicked()
