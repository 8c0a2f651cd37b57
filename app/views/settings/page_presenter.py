"""Between the page of settings and what it changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app.actions.gentle import has_battery
from app.actions.holdings import HoldingActions
from app.actions.idle import idle_s
from app.actions.preferences import Preferences
from app.i18n import tr
from app.playback.player import Player
from app.views.commands import Commands
from app.views.frame import Frame
from app.views.library_presenter import LibraryPresenter
from app.views.settings.page import SettingsPage
from mer_core.settings import Settings


class SettingsPagePresenter(QObject):
    """Makes the page when it is first opened, and keeps it true. ``choose_folder`` asks for a
    folder of music, ``open_models`` turns to the page of models; ``leave`` closes the window: to
    "start anew", or to "delete everything".
    """

    def __init__(
        self, frame: Frame, commands: Commands, preferences: Preferences, player: Player,
        library: LibraryPresenter, holdings: HoldingActions, choose_folder: Callable[[], object],
        open_models: Callable[[], object], leave: Callable[[str], object], parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._frame = frame
        self._commands = commands
        self._preferences = preferences
        self._player = player
        self._library = library
        self._holdings = holdings
        self._choose_folder = choose_folder
        self._open_models = open_models
        self._leave = leave

    @cached_property
    def page(self) -> SettingsPage:
        """The page, made when it is first asked for."""
        commands = self._commands
        usual = {name: commands.usual_keys(action) for name, action in commands.keyed.items()}
        page = SettingsPage(self._frame.theme, commands.keyed, usual)
        self._frame.add_page("settings", page)
        page.changed.connect(lambda fields: self._preferences.update(**fields))
        page.folders.add_clicked.connect(self._choose_folder)
        page.analysis.models_clicked.connect(self._open_models)
        page.look.anew_clicked.connect(lambda: self._leave("start anew"))
        page.privacy.opened.connect(_show_folder)
        page.privacy.clear_clicked.connect(self._holdings.clear_cache)
        page.privacy.delete_agreed.connect(lambda: self._leave("delete everything"))
        self._holdings.found.connect(page.privacy.show_holdings)
        return page

    def open(self) -> None:
        """Turn to the settings."""
        page = self.page
        page.playback.set_outputs(self._player.devices(), self._preferences.settings.output_device)
        self.show_settings(self._preferences.settings)
        page.analysis.show_possible(has_battery=has_battery(), tells_idle=idle_s() is not None)
        self._show_model()
        self._holdings.look()
        self._frame.show_page("settings")
        page.sections.setFocus()

    def show_settings(self, settings: Settings) -> None:
        """Something was chosen, here or in the menu."""
        if "page" in self.__dict__:
            self.page.show_settings(settings)

    def _show_model(self) -> None:
        entry = self._library.model
        if entry is None:
            self.page.analysis.show_model(tr("none"))
            return
        licence = entry.licence or tr("licence not stated")
        self.page.analysis.show_model(f"{entry.id} {entry.version} · {licence}")

    def after_clearing(self, problems: list[str]) -> None:
        """The cache is gone, but for what could not be deleted."""
        notices = self._frame.notices
        if problems:
            notices.problem(" ".join(problems))
        else:
            notices.note(tr("The cache is empty."))
        self._holdings.look()


def _show_folder(folder: Path) -> None:
    """In the system's file manager; the nearest folder that is there."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(there)))
