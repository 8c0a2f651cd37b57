"""A button that is one key: a mood or a figure, with its letter underlined."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.i18n import tr
from app.plain import tip
from app.theme import MEDIUM, Theme, mood_glyph
from app.widgets.painting import LEFT, draw_text, text_width

_FONT = 12
_HEIGHT = 24
_PADDING = 7
_GLYPH = 8
_GAP = 5


class KeyCap(QAbstractButton):
    """``word`` with the letter of ``key`` underlined; the glyph and colour of ``mood``, if any."""

    def __init__(
        self, theme: Theme, word: str, key: str, parent: QWidget | None = None, *, mood: str = ""
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mood = mood
        self._is_guess = self._is_said = False
        self.key = key
        self.setText(word)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_name(self, name: str) -> None:
        """What the key says, in words."""
        self.setAccessibleName(name)
        self._tell()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def light(self, *, guess: bool, said: bool) -> None:
        """Whether the model guesses this, and whether a person has said it."""
        self._is_guess, self._is_said = guess, said
        self._tell()
        self.update()

    def _tell(self) -> None:
        guess = tr("the model’s guess") if self._is_guess else ""
        state = tr("said by hand") if self._is_said else guess
        self.setAccessibleDescription(state)
        words = [self.accessibleName(), tr("key {key}").format(key=self.key), state]
        self.setToolTip(tip(", ".join(word for word in words if word)))

    def sizeHint(self) -> QSize:
        width = text_width(self._theme.font(_FONT, MEDIUM), self.text()) + 1
        width += self._theme.px(2 * _PADDING + (_GLYPH + _GAP if self._mood else 0))
        return QSize(round(width + 0.5), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        self._paint_ground(painter, box)
        ink = self._ink()
        x = self._theme.px(_PADDING)
        if self._mood:
            side = self._theme.px(_GLYPH)
            glyph = QRectF(x, box.center().y() - side / 2, side, side)
            painter.fillPath(mood_glyph(self._mood, glyph), ink)
            x += side + self._theme.px(_GAP)
        font = self._theme.font(_FONT, MEDIUM)
        area = QRectF(x, 0, self.width() - x, self.height())
        draw_text(painter, area, self.text(), font=font, colour=ink, align=LEFT)
        at = self.text().find(self.key)
        if at > 0 or self._mood:
            left = x + text_width(font, self.text()[:at])
            line = QRectF(left, box.center().y() + self._theme.px(7), 0, 1.2)
            line.setWidth(text_width(font, self.key))
            painter.fillRect(line, ink)
        painter.end()

    def _ink(self) -> QColor:
        lit = self._is_guess or self._is_said
        if not self.isEnabled():
            return self._theme.colour("faint")
        if self._mood and lit:
            return self._theme.mood_text(self._mood)
        return self._theme.colour("text" if lit or self.underMouse() else "dim")

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        lit = self._is_guess or self._is_said
        tinted = self._mood and lit
        ground = (
            self._theme.mood_tint_colour(self._mood) if tinted else self._theme.colour("raised")
        )
        rim = self._ink() if lit else ground
        if self.hasFocus():
            rim = self._theme.colour("accent")
        pen = painter.pen()
        pen.setColor(rim)
        pen.setWidthF(1.5)
        # A guess has a broken rim, what was said a whole one: not by colour alone.
        pen.setStyle(Qt.PenStyle.SolidLine if not lit or self._is_said else Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(self._theme.colour("track") if self.isDown() else ground)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
