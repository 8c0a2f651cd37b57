"""Why a song feels as it does: a popover with a signed bar for each audible property."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.accessible import CHART
from app.engine_words import engine_word
from app.i18n import tr
from app.theme import MEDIUM, ColourName, Theme
from app.widgets.labels import Label
from app.widgets.painting import RIGHT, draw_text, fill_round
from app.widgets.wording import signed
from mer_core.reasons import Why

_ROW, _BAR, _WORDS, _FIGURE, _BARS = 36, 5, 190, 50, 120
_GAP, _MARGIN = 10, 14
#: The longest bar stands for so much, or for the strongest reason.
_FULL = 0.3


class WhyBars(QWidget):
    """The rows of a Why: its words, and how they move valence (above) and arousal (below)."""

    accessible_role = CHART

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[tuple[str, float, float]] = []

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def set_why(self, why: Why) -> None:
        """Show these reasons, and what all else does."""
        self._rows = [
            (engine_word(reason.words), reason.valence, reason.arousal) for reason in why.reasons
        ]
        valence, arousal = (one + two for one, two in zip(why.others, why.residual, strict=True))
        self._rows.append((tr("everything else"), valence, arousal))
        self.setAccessibleName(tr("Why"))
        line = tr("{words}: valence {valence}, arousal {arousal}")
        self.setAccessibleDescription(
            "; ".join(
                line.format(words=words, valence=signed(valence), arousal=signed(arousal))
                for words, valence, arousal in self._rows
            )
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(_WORDS + _BARS + _FIGURE + _GAP), px(_ROW) * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (words, valence, arousal) in enumerate(self._rows):
            self._paint_row(painter, self._theme.px(_ROW) * number, words, valence, arousal)

    def _paint_row(
        self, painter: QPainter, top: int, words: str, valence: float, arousal: float
    ) -> None:
        theme, px = self._theme, self._theme.px
        area = QRectF(0, top, px(_WORDS) - px(_GAP), px(_ROW))
        last = words == self._rows[-1][0]
        colour = theme.colour("dim" if last else "text")
        draw_text(painter, area, words, font=theme.font(), colour=colour)
        bars: tuple[tuple[str, float, ColourName, ColourName], ...] = (
            ("V", valence, "valence", "valence_text"), ("A", arousal, "arousal", "arousal_text"),
        )  # fmt: skip
        for line, (letter, value, bar, ink) in enumerate(bars):
            middle = top + px(_ROW) * (0.3 + 0.4 * line)
            self._paint_bar(painter, middle, value, bar)
            figure = QRectF(px(_WORDS + _BARS), middle - px(8), px(_FIGURE + _GAP), px(16))
            draw_text(
                painter, figure, f"{letter} {signed(value)}", font=theme.font(11, weight=MEDIUM),
                colour=theme.colour(ink), align=RIGHT,
            )  # fmt: skip

    def _paint_bar(
        self, painter: QPainter, middle: float, value: float, colour: ColourName
    ) -> None:
        px = self._theme.px
        left, width, height = px(_WORDS), px(_BARS), px(_BAR)
        full = max(_FULL, *(max(abs(v), abs(a)) for _, v, a in self._rows))
        centre = left + width / 2
        track = QRectF(left, middle - height / 2, width, height)
        fill_round(painter, track, height / 2, self._theme.colour("track"))
        length = abs(value) / full * width / 2
        start = centre if value >= 0 else centre - length
        bar = QRectF(start, middle - height / 2, max(length, 1.0), height)
        fill_round(painter, bar, min(height / 2, bar.width() / 2), self._theme.colour(colour))
        # The middle of the music that the model learnt from.
        painter.fillRect(
            QRectF(centre - 0.5, middle - height, 1.0, 2 * height), self._theme.colour("dim")
        )


class WhyPanel(QFrame):
    """The popover: closes by Esc, or by a click beside it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("surface", "panel")
        self.setAccessibleName(tr("Why this emotion"))
        self.heading, self.note = Label(), Label()
        self.heading.setProperty("role", "heading")
        self.note.setProperty("role", "dim")
        self.note.setWordWrap(True)
        self.bars = WhyBars(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(8)
        for widget in (self.heading, self.bars, self.note):
            layout.addWidget(widget)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self.bars.set_theme(theme)

    def open(self, why: Why, anchor: QWidget, *, at: str = "") -> None:
        """Show ``why`` above ``anchor``, within its screen; ``at`` names a moment of the song."""
        self.bars.set_why(why)
        valence, arousal = (signed(value) for value in why.middle)
        text = tr(
            "Away from the middle of the music that the model learnt from "
            "(valence {valence}, arousal {arousal}). How the part that compares with remembered "
            "music is shared out is an approximation."
        ).format(valence=valence, arousal=arousal)
        self._place(anchor, at, text, with_bars=True)

    def say(self, text: str, anchor: QWidget, *, at: str = "") -> None:
        """Say something in place of reasons: that they are looked for, or why there are none."""
        self._place(anchor, at, text, with_bars=False)

    def _place(self, anchor: QWidget, at: str, text: str, *, with_bars: bool) -> None:
        words = (
            tr("What moves valence and arousal at {time}")
            if at
            else tr("What moves valence and arousal")
        )
        self.heading.setText(words.format(time=at))
        self.note.setText(text)
        self.note.setFixedWidth(self.bars.sizeHint().width())
        self.bars.setVisible(with_bars)
        self.adjustSize()
        corner = anchor.mapToGlobal(QPoint(0, 0))
        area = anchor.screen().availableGeometry()
        x = min(max(corner.x(), area.left()), area.right() - self.width())
        y = max(corner.y() - self.height() - 6, area.top())
        self.move(x, y)
        self.show()
