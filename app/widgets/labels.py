"""Words: labels that show text as it stands, a section's name, a state's dot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.accessible import TEXT
from app.i18n import tr
from app.plain import tip
from app.theme import ColourName, Theme
from app.widgets.painting import LEFT, draw_text, fill_round, text_width
from mer_core.shown import shown

#: So much of a line is measured and shown: no screen has room for more.
_LONGEST = 1000


class Label(QLabel):
    """A label that shows text as it stands: what a file's tags say is never markup.

    ``name`` says what the text is to those who hear it: "Time left: 3 min".
    """

    accessible_role: QAccessible.Role | None = None  # Qt's own

    def __init__(self, text: str = "", parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self._name = name
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText("\n".join(map(shown, text.split("\n"))))
        if self._name:
            self.setAccessibleName(f"{self._name}: {self.text()}")


class Figures(QLabel):
    """A label with colours in it, for figures and words of our own: never for text of files."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)


class ElidedLabel(Label):
    """One line that ends in an ellipsis where it has no room; the whole text is its tool tip."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, name: str = "") -> None:
        self._whole = ""
        super().__init__(text, parent, name=name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        self._whole = shown(text)
        heard = self._whole[:_LONGEST]
        self.setAccessibleName(f"{self._name}: {heard}" if self._name else heard)
        self.updateGeometry()
        self._fit()

    def whole(self) -> str:
        """The text, shortened or not."""
        return self._whole

    def sizeHint(self) -> QSize:
        width = text_width(self.font(), self._whole[:_LONGEST]) + 1
        return QSize(round(width + 0.5), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self._fit()

    def _fit(self) -> None:
        elided = self.fontMetrics().elidedText(
            self._whole[:_LONGEST], Qt.TextElideMode.ElideRight, self.width()
        )
        QLabel.setText(self, elided)
        self.setToolTip("" if elided == self._whole else tip(self._whole))


class SectionLabel(Label):
    """The quiet name over a group: "Smart crates"."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", "section")
        self.setAccessibleName(text)


class StatusDot(QWidget):
    """A dot of colour with its word; the word always stands, so colour never speaks alone."""

    accessible_role = TEXT

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._colour: ColourName = "faint"
        self.setAccessibleName(tr("State"))

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
