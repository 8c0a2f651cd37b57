"""The gutter left of the song plot's lanes."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.theme import ColourName, Theme
from app.widgets.painting import RIGHT, draw_text

_WIDTH = 56


class Gutter(QGraphicsItem):
    """The words left of the lanes: frequencies and the curves' names."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._height = 0.0
        self._words: list[tuple[str, float, ColourName]] = []

    def width(self) -> int:
        """How wide the gutter is, in pixels."""
        return self.theme.px(_WIDTH)

    def set_words(self, words: list[tuple[str, float, ColourName]], height: float) -> None:
        """Write (text, y, colour) each; ``height`` of the whole plot."""
        self.prepareGeometryChange()
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
        width = self.width() - 8
        font = self.theme.font(11)
        for text, y, colour in self._words:
            area = QRectF(0, y - 8, width, 16)
            ink = self.theme.colour(colour)
            draw_text(painter, area, text, font=font, colour=ink, align=RIGHT)
