"""The gutter left of the song plot's lanes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container
from math import ceil

from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsSceneWheelEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from app.theme import ColourName, Theme
from app.widgets.painting import RIGHT, draw_text, text_width

_LEAST, _MOST = 56, 96
_MARGIN = 8
_TYPE = 11


class Gutter(QGraphicsItem):
    """The words left of the lanes: frequencies and the curves' ``names``, which can be clicked."""

    def __init__(self, theme: Theme, names: Collection[str]) -> None:
        super().__init__()
        self.theme = theme
        self._names = names
        self._height = 0.0
        self._words: list[tuple[str, float, ColourName]] = []
        self._struck: Container[str] = ()
        #: Told the y that was clicked; and the y and the notches of the wheel.
        self.clicked: Callable[[float], None] = lambda _: None
        self.turned: Callable[[float, float], None] = lambda *_: None

    def width(self) -> int:
        """How wide the gutter is, in pixels: so that the names are read whole, if not too long."""
        px, font = self.theme.px, self.theme.font(_TYPE)
        longest = max(text_width(font, name) for name in self._names)
        return min(max(ceil(longest) + _MARGIN + 1, px(_LEAST)), px(_MOST))

    def set_words(
        self,
        words: list[tuple[str, float, ColourName]],
        height: float,
        struck: Container[str] = (),
    ) -> None:
        """Write (text, y, colour) each, some struck out; ``height`` of the whole plot."""
        self.prepareGeometryChange()
        self._struck = struck
        self._words, self._height = words, height
        self.update()

    def words(self) -> list[tuple[str, float, ColourName]]:
        """What is written, and where."""
        return list(self._words)

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self.width(), self._height)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        width = self.width() - _MARGIN
        for text, y, colour in self._words:
            font = self.theme.font(_TYPE)
            font.setStrikeOut(text in self._struck)
            area = QRectF(0, y - 8, width, 16)
            ink = self.theme.colour(colour)
            draw_text(painter, area, text, font=font, colour=ink, align=RIGHT)

    def mouseClickEvent(self, event: MouseClickEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.clicked(float(event.pos().y()))

    def wheelEvent(self, event: QGraphicsSceneWheelEvent) -> None:
        event.accept()
        self.turned(event.pos().y(), event.delta() / 120.0)
