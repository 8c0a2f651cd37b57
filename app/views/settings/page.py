"""The page of settings: its sections at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.settings.forms import AnalysisForm, FoldersForm, Form, LookForm, PlaybackForm
from app.views.settings.keys_form import KeysForm
from app.views.settings.privacy_form import PrivacyForm
from app.widgets.keys import keep_own_keys
from app.widgets.labels import Label
from app.widgets.pages import Pages, scrolled
from mer_core.settings import Settings

_ROW_HEIGHT, _WIDTH = 30, 188


class SettingsPage(QWidget):
    """Shows the settings it is given. ``changed`` carries the fields of Settings that are to
    change; what else is asked for, its forms tell.
    """

    changed = Signal(object)

    def __init__(
        self, theme: Theme, commands: Mapping[str, QAction], usual: Mapping[str, str]
    ) -> None:
        super().__init__()
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.folders, self.playback = FoldersForm(), PlaybackForm()
        self.analysis, self.look = AnalysisForm(), LookForm()
        self.keys, self.privacy = KeysForm(commands, usual), PrivacyForm()
        self._forms: dict[str, Form] = {
            tr("Folders"): self.folders, tr("Playback"): self.playback,
            tr("Analysis"): self.analysis, tr("Appearance"): self.look,
            tr("Keys"): self.keys, tr("Privacy"): self.privacy,
        }  # fmt: skip
        self.sections = QListWidget()
        self.sections.setAccessibleName(tr("Sections of the settings"))
        self.sections.setProperty("kind", "choices")
        self.pages = Pages(*(scrolled(form) for form in self._forms.values()))
        for name, form in self._forms.items():
            QListWidgetItem(name, self.sections)
            form.changed.connect(self.changed)
        self._lay_out()
        self.sections.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.sections.setCurrentRow(0)
        self.set_theme(theme)
        keep_own_keys(self)

    def _lay_out(self) -> None:
        heading = Label(tr("Settings"))
        heading.setProperty("role", "heading")
        left = QVBoxLayout()
        left.setContentsMargins(16, 14, 0, 16)
        left.setSpacing(10)
        left.addWidget(heading)
        left.addWidget(self.sections, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left)
        row.addWidget(self.pages, 1)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self._fit()
        for number in range(self.sections.count()):
            self.sections.item(number).setSizeHint(QSize(0, theme.px(_ROW_HEIGHT)))
        self.keys.table.verticalHeader().setDefaultSectionSize(theme.px(_ROW_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The sections leave their forms the larger part of a narrow page."""
        self.sections.setFixedWidth(min(self._theme.px(_WIDTH), self.width() // 4))

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen, in every section."""
        for form in self._forms.values():
            form.show_settings(settings)
