"""Puts the settings to work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication

from app.actions.library import LibraryActions
from app.actions.preferences import Preferences
from app.actions.watching import WatchActions
from app.playback.player import Player
from app.theme import Theme, apply, is_still, theme_of
from app.views.commands import Commands
from app.views.frame import Frame
from mer_core.settings import Settings


def put_on(name: str, settings: Settings) -> Theme:
    """Give the application the look called ``name``, with what else of it ``settings`` choose."""
    theme = replace(
        theme_of(name, settings.text_size / 100),
        is_safe=settings.colours == "safe", is_still=is_still(settings.motion),
    )  # fmt: skip
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply(app, theme)
    return theme


def keys_of(action: QAction) -> str:
    """What an action is reached by, as QKeySequence reads it; empty for nothing."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)


class SettingsPresenter(QObject):
    """Follows ``preferences``; ``look`` overrules the theme that is chosen there.

    ``code_page_changed``: old tags are to be read anew.
    """

    code_page_changed = Signal()

    def __init__(
        self,
        frame: Frame,
        commands: Commands,
        preferences: Preferences,
        player: Player,
        library: LibraryActions,
        watching: WatchActions,
        look: str,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._commands = commands
        self._preferences = preferences
        self._player = player
        self._library = library
        self._watching = watching
        self._look = look
        self._worn: tuple[object, ...] = ()
        self._keys: tuple[str, ...] = ()
        self._output = ""
        self._code_page = preferences.settings.code_page
        library.set_code_page(self._code_page)

    def begin(self) -> None:
        """What plays and what is watched follow from now on, too: they are there."""
        self._apply_late(self._preferences.settings)
        self._preferences.changed.connect(self._apply_late)

    def apply(self, settings: Settings) -> None:
        """At the start and after every change."""
        look = settings.theme, settings.text_size, settings.colours, settings.motion
        if self._worn != look:
            self._worn = look
            self._wear(self._look or settings.theme)
        if settings.keys != self._keys:
            self._keys = settings.keys
            self._commands.set_keys(settings.keys)
            self._frame.header.set_keys(*map(keys_of, self._commands.in_header))
        if settings.output_device != self._output:
            self._output = settings.output_device
            self._player.set_device(settings.output_device)
        if settings.code_page != self._code_page:
            self._code_page = settings.code_page
            self._library.set_code_page(settings.code_page)
            self.code_page_changed.emit()
        self._commands.show_settings(settings)

    def follow_system(self) -> None:
        """The system's look has changed."""
        if self._preferences.settings.theme == "system":
            self._wear(self._look or "system")

    def _wear(self, look: str) -> None:
        self._frame.set_theme(put_on(look, self._preferences.settings))

    def _apply_late(self, settings: Settings) -> None:
        self._player.set_volume(settings.volume)
        self._player.set_crossfade(settings.crossfade_s)
        self._player.set_loudness(settings.loudness)
        now = self._frame.now_playing
        now.transport.set_volume(settings.volume)
        now.plot.set_following(settings.follow_playhead)
        for plot in now.plots:
            plot.set_colour_map(settings.colour_map)
            plot.set_waveform_colouring(settings.waveform)
        now.plot.looks.recall(settings)
        self._watching.watch(map(Path, settings.folders if settings.watch else ()))
