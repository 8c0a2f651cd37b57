"""What lies over the lanes: the playhead with its knob and dots, the hair line and its card, and
the frame round the section that is looped.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.theme import RADIUS, ColourName, Theme
from app.widgets.curve_lane import CurveLane
from app.widgets.painting import LEFT, draw_text, text_width

_KNOB = 4.5
_DOT = 3.5


class Playhead(QGraphicsItem):
    """A line through all lanes with a knob at the top; dots where it meets the curves."""

    def __init__(self, theme: Theme, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.theme = theme
        self._height = 0.0
        self._dots = {axis: _Dot(theme, axis, self) for axis in CurveLane.AXES}
        self.setZValue(20)

    def set_look(self, theme: Theme) -> None:
        """Repaint in another look."""
        self.theme = theme
        for dot in self._dots.values():
            dot.theme = theme

    def set_height(self, height: float) -> None:
        """Reach from the top to ``height`` pixels."""
        self.prepareGeometryChange()
        self._height = height

    def set_dots(self, ys: Mapping[str, float]) -> None:
        """Put the curves' dots at these y; those that are not named are hidden."""
        for axis, dot in self._dots.items():
            y = ys.get(axis)
            dot.setVisible(y is not None)
            if y is not None and dot.y() != y:
                dot.setY(y)

    def boundingRect(self) -> QRectF:
        return QRectF(-_KNOB - 1, 0, 2 * _KNOB + 2, self._height)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(
            QRectF(-0.9, _KNOB * 2, 1.8, self._height - _KNOB * 2), self.theme.colour("knob")
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("knob"))
        painter.drawEllipse(QPointF(0, _KNOB + 0.5), _KNOB, _KNOB)


class _Dot(QGraphicsItem):
    """A point on a curve, rimmed in the ground's colour."""

    def __init__(self, theme: Theme, colour: ColourName, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.theme = theme
        self._colour: ColourName = colour

    def boundingRect(self) -> QRectF:
        return QRectF(-_DOT - 1.5, -_DOT - 1.5, 2 * _DOT + 3, 2 * _DOT + 3)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.colour("plot"), 1.5))
        painter.setBrush(self.theme.colour(self._colour))
        painter.drawEllipse(QPointF(0, 0), _DOT, _DOT)


class LoopMark(QGraphicsItem):
    """The section that is looped: what lies outside is dimmed, and its two ends are marked."""

    _FLAG = 7.0

    def __init__(self, theme: Theme, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.theme = theme
        self._room = QRectF()
        self._ends = (0.0, 0.0)
        self.setZValue(15)
        self.hide()

    def place(self, left: float, right: float, room: QRectF) -> None:
        """Mark the pixels from ``left`` to ``right`` of ``room``."""
        self.prepareGeometryChange()
        self._ends, self._room = (left, right), room
        self.update()

    def boundingRect(self) -> QRectF:
        return self._room

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        room, (left, right) = self._room, self._ends
        shade = self.theme.colour("panel", 0.62)
        ink = self.theme.colour("accent")
        painter.fillRect(QRectF(room.left(), room.top(), left - room.left(), room.height()), shade)
        painter.fillRect(QRectF(right, room.top(), room.right() - right, room.height()), shade)
        for x, way in ((left, 1.0), (right, -1.0)):
            painter.fillRect(QRectF(x - 0.75, room.top(), 1.5, room.height()), ink)
            for y in (room.top(), room.bottom() - 1.5):
                painter.fillRect(QRectF(x, y, way * self._FLAG, 1.5).normalized(), ink)


class HoverMark(QGraphicsItem):
    """A hair line at the pointer and, beside it, a card that reads the values out."""

    _LINE = 17.0
    _PAD = 9.0

    def __init__(self, theme: Theme, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.theme = theme
        self._height = 0.0
        self._card = QRectF()
        self._lines: list[list[tuple[str, ColourName]]] = []
        self.setZValue(30)
        self.hide()

    def set_height(self, height: float) -> None:
        """Let the hair line reach ``height`` pixels down."""
        self.prepareGeometryChange()
        self._height = height

    def show_at(
        self, point: QPointF, lines: list[list[tuple[str, ColourName]]], room: QRectF
    ) -> None:
        """Stand at ``point`` and read out ``lines`` of (word, colour), within ``room``."""
        self.prepareGeometryChange()
        self._lines = lines
        font = self.theme.font(12)
        width = max(sum(text_width(font, f"{word} ") for word, _ in line) for line in lines)
        size = (width + 2 * self._PAD, len(lines) * self._LINE + self._PAD + 3)
        x = 12.0 if point.x() + 16 + size[0] < room.right() else -12.0 - size[0]
        y = min(max(point.y() + 14, room.top() + 4), room.bottom() - size[1] - 4)
        self._card = QRectF(x, y, *size)
        self.setPos(point.x(), 0)
        self.show()
        self.update()

    def text(self) -> str:
        """What the card says, line by line."""
        return "\n".join(" ".join(word for word, _ in line) for line in self._lines)

    def boundingRect(self) -> QRectF:
        return QRectF(-1, 0, 2, self._height) | self._card.adjusted(-1, -1, 1, 1)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        painter.fillRect(QRectF(-0.5, 8, 1, self._height - 8), self.theme.colour("knob", 0.45))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.theme.colour("line"))
        painter.setBrush(self.theme.colour("raised", 0.96))
        painter.drawRoundedRect(self._card, RADIUS, RADIUS)
        font = self.theme.font(12)
        y = self._card.y() + self._PAD / 2 + 1
        for line in self._lines:
            x = self._card.x() + self._PAD
            for word, colour in line:
                area = QRectF(x, y, self._card.right() - x, self._LINE)
                ink = self.theme.colour(colour)
                draw_text(painter, area, word, font=font, colour=ink, align=LEFT)
                x += text_width(font, f"{word} ")
            y += self._LINE
