"""The training page: train a recipe, teach a model your moods, choose among the models."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.actions.training_run import choices
from app.i18n import mark, tr
from app.theme import Theme
from app.views.training.form import TrainingForm
from app.views.training.models import ModelsView
from app.views.training.run import RunView
from app.views.training.teach import TeachForm, TeachView
from app.widgets.keys import keep_own_keys
from app.widgets.labels import Label
from app.widgets.pages import Beside, Pages

TABS = ("train", "teach", "models")
_NAMES = (mark("Train a recipe"), mark("Teach it your moods"), mark("Models"))


class TrainingPage(QWidget):
    """Three tabs. ``turned`` carries the one that is shown."""

    turned = Signal(str)

    def __init__(self, theme: Theme, models: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "ground")
        self.form = TrainingForm(theme, choices(), models)
        self.run = RunView(theme)
        self.teach_form = TeachForm(theme, models)
        self.teach = TeachView(theme)
        self.models = ModelsView(theme)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("Training"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for name in _NAMES:
            self.tabs.addTab(tr(name))
        self._stack = Pages()
        self._lay_out()
        self.tabs.currentChanged.connect(self._on_turned)
        keep_own_keys(self)

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setProperty("edge", "bottom")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 6, 16, 0)
        row.setSpacing(28)
        title = Label(tr("Training"))
        title.setProperty("role", "heading")
        row.addWidget(title)
        row.addWidget(self.tabs)
        row.addStretch(1)
        for left, right in ((self.form, self.run), (self.teach_form, self.teach)):
            self._stack.addWidget(Beside(left, right))
        self._stack.addWidget(self.models)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        for view in (self.form, self.run, self.teach_form, self.teach, self.models):
            view.set_theme(theme)

    @property
    def tab(self) -> str:
        """The tab that is shown."""
        return TABS[self.tabs.currentIndex()]

    def turn_to(self, tab: str) -> None:
        """Show a tab of TABS."""
        self.tabs.setCurrentIndex(TABS.index(tab))

    def _on_turned(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.turned.emit(TABS[place])
