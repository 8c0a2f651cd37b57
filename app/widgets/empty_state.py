"""What stands where nothing is yet: an invitation."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.accessible import GROUP, PICTURE
from app.i18n import tr
from app.theme import Theme, mood_glyph
from app.widgets.buttons import ActionButton
from app.widgets.labels import Label
from mer_core.emotion import MOODS


class _MoodWave(QWidget):
    """A wave of all moods, each with its glyph: what the product is about, without a word."""

    accessible_role = PICTURE

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(tr("The moods"))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(420), self.theme.px(132))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        points = self._points()
        path = QPainterPath(points[0])
        for left, right in pairwise(points):
            middle = (left.x() + right.x()) / 2
            path.cubicTo(QPointF(middle, left.y()), QPointF(middle, right.y()), right)
        painter.setPen(QPen(QBrush(self._rainbow()), 2.5))
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        for name, point in zip(MOODS, points, strict=True):
            self._paint_mood(painter, name, point)
        painter.end()

    def _rainbow(self) -> QLinearGradient:
        """The moods' colours from left to right."""
        gradient = QLinearGradient(0, 0, self.width(), 0)
        for number, name in enumerate(MOODS):
            gradient.setColorAt(number / (len(MOODS) - 1), self.theme.mood_colour(name, 0.55))
        return gradient

    def _points(self) -> list[QPointF]:
        heights = (0.35, 0.12, 0.3, 0.5, 0.82, 0.62, 0.78, 0.9, 0.6, 0.72)
        size = self.theme.px(30)
        step = (self.width() - size) / (len(heights) - 1)
        return [
            QPointF(size / 2 + i * step, size / 2 + h * (self.height() - size))
            for i, h in enumerate(heights)
        ]

    def _paint_mood(self, painter: QPainter, name: str, middle: QPointF) -> None:
        radius, glyph = self.theme.px(15), self.theme.px(12)
        painter.setBrush(self.theme.colour("ground"))
        painter.drawEllipse(middle, radius, radius)
        painter.setBrush(self.theme.mood_tint_colour(name))
        painter.drawEllipse(middle, radius, radius)
        box = QRectF(middle.x() - glyph / 2, middle.y() - glyph / 2, glyph, glyph)
        painter.fillPath(mood_glyph(name, box), self.theme.mood_text(name))


class EmptyState(QWidget):
    """A big, friendly invitation with two ways to begin."""

    accessible_role = GROUP

    add_requested = Signal()
    demo_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Nothing here yet"))
        self._wave = _MoodWave(theme, self)
        self.title_label = Label(tr("What does your music feel like?"), self)
        self.title_label.setProperty("role", "title")
        self.text_label = Label(
            tr(
                "Add a folder, or drop music anywhere in this window. Moodline listens on this "
                "computer alone and changes no file until you say so."
            ),
            self,
        )
        self.text_label.setProperty("role", "dim")
        for label in (self.title_label, self.text_label):
            label.setWordWrap(True)
        self.add_button = ActionButton(theme, tr("Add folder"), "Ctrl+O", self, primary=True)
        self.demo_button = ActionButton(theme, tr("Try the demo tracks"), "", self)
        self.add_button.clicked.connect(self.add_requested)
        self.demo_button.clicked.connect(self.demo_requested)
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        for label in (self.title_label, self.text_label):
            label.setAlignment(centre)
        self._fit_text(theme)
        buttons = self.buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.demo_button)
        buttons.addStretch(1)
        column = self.column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._wave, 0, centre)
        column.addSpacing(16)
        column.addWidget(self.title_label, 0, centre)
        column.addWidget(self.text_label, 0, centre)
        column.addSpacing(12)
        column.addLayout(buttons)
        column.addStretch(3)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._wave.theme = theme
        self._wave.update()
        self._fit_text(theme)
        self.add_button.set_theme(theme)
        self.demo_button.set_theme(theme)

    def set_words(self, title: str, text: str, *, buttons: bool = True) -> None:
        """Say something else, for instance that nothing matches a search; then without buttons."""
        self.title_label.setText(title)
        self.text_label.setText(text)
        self._fit_text(self._wave.theme)
        self.add_button.setVisible(buttons)
        self.demo_button.setVisible(buttons)

    def _fit_text(self, theme: Theme) -> None:
        """An aligned, wrapped label is given one line too few unless its height is set. Its lines
        are made about equally long: as narrow as they get without one more.
        """
        self.text_label.setFont(theme.font())
        self.title_label.ensurePolished()
        widest = theme.px(420)
        for label in (self.title_label, self.text_label):
            label.setMinimumWidth(0)  # it would be measured no narrower than it was
            height = label.heightForWidth(widest)
            widths = range(widest // 2, widest, 8)
            width = next((w for w in widths if label.heightForWidth(w) == height), widest)
            label.setFixedSize(width, height)
