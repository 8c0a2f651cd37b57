"""Buttons that say their shortcut, and the round one that plays."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QStyle, QStyleOptionButton, QWidget

from app.plain import tip
from app.theme import MEDIUM, Theme, paint_icon
from app.widgets.painting import LEFT, draw_text, text_width

_HINT_GAP = 8
_SIDE = 12


class ActionButton(QPushButton):
    """A push button with its shortcut in smaller, quieter type: "Review 214  Ctrl S"."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        shortcut: str = "",
        parent: QWidget | None = None,
        *,
        primary: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._hint = ""
        if primary:
            self.setProperty("kind", "primary")
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_hint(shortcut)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)

    def set_hint(self, shortcut: str) -> None:
        """Say another shortcut, such as "Ctrl+S", or none with ""; it is not bound here."""
        native = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        self._hint = native.replace("+", " ")
        self.setToolTip(tip(f"{self.text()} ({native})") if native else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = text_width(self._theme.font(weight=MEDIUM), self.text()) + 2 * _SIDE + 2
        if self._hint:
            width += _HINT_GAP + text_width(self._theme.font(11), self._hint)
        return QSize(round(width + 0.5), self._theme.px(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        ink = self._theme.colour("on_accent" if self.property("kind") == "primary" else "text")
        if not self.isEnabled():
            ink = self._theme.colour("faint")
        font, small = self._theme.font(weight=MEDIUM), self._theme.font(11)
        width = text_width(font, self.text())
        total = width + (_HINT_GAP + text_width(small, self._hint) if self._hint else 0)
        x = max((self.width() - total) / 2, _SIDE)
        area = QRectF(x, 0, self.width() - x, self.height())
        draw_text(painter, area, self.text(), font=font, colour=ink, align=LEFT)
        if self._hint:
            ink.setAlphaF(0.82)
            rest = area.adjusted(width + _HINT_GAP, 0.5, 0, 0.5)
            draw_text(painter, rest, self._hint, font=small, colour=ink, align=LEFT)
        painter.end()


class RoundButton(QAbstractButton):
    """A round button with an icon: on a disc of the knob's colour where ``filled``, else bare."""

    def __init__(
        self,
        theme: Theme,
        icon_name: str,
        name: str,
        parent: QWidget | None = None,
        *,
        diameter: int = 36,
        filled: bool = False,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon_name
        self._diameter = diameter
        self._filled = filled
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_icon(icon_name, name)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def set_icon(self, icon_name: str, name: str) -> None:
        """Show another icon of ``app.theme.ICONS``, with another accessible name."""
        self._icon = icon_name
        self.setAccessibleName(name)
        self.setToolTip(tip(name))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._diameter), self._theme.px(self._diameter))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        self._paint_disc(painter, box)
        share = 0.5 if self._filled else 0.66
        inner = QRectF(0, 0, side * share, side * share)
        inner.moveCenter(box.center())
        paint_icon(painter, self._icon, inner, self._ink())
        painter.end()

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return self._theme.colour("faint", 0.6)
        if self._filled:
            return self._theme.colour("panel")
        if self.isChecked():
            return self._theme.colour("accent")
        return self._theme.colour("text" if self.underMouse() else "dim")

    def _paint_disc(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if self._filled:
            painter.setBrush(self._theme.colour("knob", 0.88 if self.isDown() else 1.0))
            painter.drawEllipse(box)
        elif self.isChecked() or (self.underMouse() and self.isEnabled()):
            painter.setBrush(self._theme.colour("raised"))
            painter.drawEllipse(box)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.colour("accent"))
            painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
