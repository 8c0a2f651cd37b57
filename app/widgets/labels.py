"""Small words: a section's name, a state's dot."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.theme import ColourName, Theme
from app.widgets.painting import LEFT, draw_text, fill_round, text_width


class SectionLabel(QLabel):
    """The quiet name over a group: "Smart crates"."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", "section")
        self.setAccessibleName(text)


class StatusDot(QWidget):
    """A dot of colour with its word; the word always stands, so colour never speaks alone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._colour: ColourName = "faint"
        self.setAccessibleName("State")

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def set_status(self, text: str, colour: ColourName = "faint") -> None:
        """Show ``text`` beside a dot of the theme's ``colour``."""
        self._text, self._colour = text, colour
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = self._theme.px(14) + text_width(self._theme.font(), self._text) + 1
        return QSize(round(width), self._theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(14), self._theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dot = self._theme.px(7)
        middle = self.height() / 2
        colour = self._theme.colour(self._colour)
        fill_round(painter, QRectF(0, middle - dot / 2, dot, dot), dot / 2, colour)
        rest = QRectF(self.rect()).adjusted(self._theme.px(14), 0, 0, 0)
        ink = self._theme.colour("dim")
        draw_text(painter, rest, self._text, font=self._theme.font(), colour=ink, align=LEFT)
        painter.end()
