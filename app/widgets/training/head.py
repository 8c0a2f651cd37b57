"""How a training run stands: its name, its state, a bar, what it does, and how long."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.engine_words import engine_word
from app.i18n import tr
from app.theme import ColourName, Theme
from app.widgets.buttons import ActionButton
from app.widgets.labels import ElidedLabel, Label, StatusDot
from app.widgets.wording import clock, remaining

_STEPS = 1000
_COLOURS: dict[str, ColourName] = {
    "starting": "accent", "running": "accent", "stopping": "warn", "stopped": "warn",
    "done": "good", "failed": "bad",
}  # fmt: skip


class RunHead(QWidget):
    """The lines over the curves."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title_label = ElidedLabel()
        self.title_label.setProperty("role", "heading")
        self.dot = StatusDot(theme)
        self.elapsed_label = self._dim(tr("Time so far"))
        self.left_label = self._dim(tr("Time left"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Share done"))
        self.phase_label = self._dim(tr("Stage"))
        self.phase_label.setWordWrap(True)
        self._lay_out()

    def _dim(self, name: str) -> Label:
        label = Label(name=name)
        label.setProperty("role", "dim")
        return label

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(14)
        first.addWidget(self.title_label)
        first.addWidget(self.dot)
        first.addStretch(1)
        first.addWidget(self.elapsed_label)
        first.addWidget(self.left_label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addWidget(self.bar)
        column.addWidget(self.phase_label)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self.dot.set_theme(theme)

    def set_title(self, title: str) -> None:
        """The name of what is trained."""
        self.title_label.setText(title)

    def show_state(
        self, state: str, phase: str, share: float | None, elapsed_s: float, left_s: float | None
    ) -> None:
        """``state`` as in TrainingStatus; without a ``share`` the bar only says that it works."""
        self.dot.set_status(engine_word(state), _COLOURS.get(state, "faint"))
        active = state in ("starting", "running", "stopping")
        self.bar.setRange(0, 0 if active and share is None else _STEPS)
        if share is not None:
            self.bar.setValue(round(min(max(share, 0.0), 1.0) * _STEPS))
        elif not active:
            self.bar.setValue(0)
        self.elapsed_label.setText(clock(elapsed_s))
        self.left_label.setText(remaining(left_s) if left_s is not None and active else "")
        self.left_label.setVisible(bool(self.left_label.text()))
        self.phase_label.setText(phase)
        self.phase_label.setVisible(bool(phase))


class ResultCard(QFrame):
    """A new model in one sentence. ``card_clicked``: show its card; ``use_clicked``: analyse with
    it.
    """

    card_clicked = Signal()
    use_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.text_label = Label()
        self.text_label.setWordWrap(True)
        self.card_button = QPushButton(tr("Show its card"))
        self.card_button.setProperty("kind", "quiet")
        self.use_button = ActionButton(theme, tr("Use this model"), primary=True)
        self.use_button.setToolTip(tr("Analyse with this model from now on"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 10, 10)
        row.setSpacing(10)
        row.addWidget(self.text_label, 1)
        row.addWidget(self.card_button)
        row.addWidget(self.use_button)
        self.card_button.clicked.connect(self.card_clicked)
        self.use_button.clicked.connect(self.use_clicked)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self.use_button.set_theme(theme)

    def say(self, text: str, *, offers: bool = True) -> None:
        """Show ``text``; without ``offers`` there is no model to use. What it offers can be clicked
        once the model is listed (:meth:`set_listed`).
        """
        self.set_listed(False, used=False)
        self.text_label.setText(text)
        self.setAccessibleName(text)
        self.card_button.setVisible(offers)
        self.use_button.setVisible(offers)
        self.show()

    def set_listed(self, listed: bool, *, used: bool) -> None:
        """The model is among those at hand, and perhaps the one in use."""
        self.card_button.setEnabled(listed)
        self.use_button.setEnabled(listed and not used)
        self.use_button.setText(tr("In use") if used else tr("Use this model"))
