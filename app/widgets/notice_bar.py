"""A message that asks for nothing: it says what happened, offers one action, and goes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.accessible import MESSAGE
from app.i18n import tr
from app.theme import RADIUS, ColourName, Theme
from app.timers import make_timer
from app.widgets.buttons import RoundButton
from app.widgets.labels import Label
from app.widgets.painting import fill_round

_SHOWN_MS = 8000


class NoticeBar(QWidget):
    """A dot of its kind, a text, an action and a cross; hidden until there is something to say."""

    accessible_role = MESSAGE

    action_triggered = Signal()
    dismissed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._colour: ColourName = "accent"
        self.setAccessibleName(tr("Message"))
        self.text_label = Label("", self)
        self.text_label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.action_button = QPushButton(self)
        self.action_button.setProperty("kind", "link")
        self.action_button.setAccessibleName(tr("Action"))
        self.close_button = RoundButton(theme, "close", tr("Dismiss"), self, diameter=24)
        self._timer = make_timer(self, _SHOWN_MS, self.dismiss, once=True)
        self.action_button.clicked.connect(self._act)
        self.close_button.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(30, 8, 10, 8)
        row.setSpacing(12)
        row.addWidget(self.text_label, 1)
        row.addWidget(self.action_button)
        row.addWidget(self.close_button)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.close_button.set_theme(theme)
        self.update()

    def show_message(
        self, text: str, *, action: str = "", bad: bool = False, stays: bool = False
    ) -> None:
        """Show ``text`` for eight seconds, or until dismissed where it ``stays`` or is ``bad``."""
        self._colour = "bad" if bad else "accent" if stays else "good"
        # It never takes the keyboard, and may be gone before a reader walks there.
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        self.text_label.setText(text)
        self.setAccessibleDescription(text)
        self.action_button.setText(action)
        self.action_button.setAccessibleName(action or tr("Action"))
        self.action_button.setVisible(bool(action))
        if stays or bad:
            self._timer.stop()
        else:
            self._timer.start()
        self.show()
        self.raise_()
        self.update()

    def dismiss(self) -> None:
        """Hide the bar and say so."""
        self._timer.stop()
        if self.isVisible():
            self.hide()
            self.dismissed.emit()

    def _act(self) -> None:
        self.action_triggered.emit()
        self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(self._theme.colour("line"))
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        dot = QRectF(14, box.center().y() - 4, 8, 8)
        fill_round(painter, dot, 4, self._theme.colour(self._colour))
        painter.end()
