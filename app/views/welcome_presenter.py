"""The first steps in a window that has no songs yet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths

from app.actions.library import SearchResult
from app.actions.preferences import Preferences
from app.views.commands import Commands
from app.views.frame import Frame
from app.views.library_presenter import LibraryPresenter
from app.views.menu_presenter import MenuPresenter
from app.views.settings.presenter import keys_of

#: Among Settings.seen once the steps were taken or skipped.
WELCOME = "welcome"


class WelcomePresenter(QObject):
    """Begins them where the library is empty, once; they go on when songs come."""

    def __init__(
        self, frame: Frame, commands: Commands, preferences: Preferences,
        library: LibraryPresenter, menus: MenuPresenter, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._frame = frame
        self._commands = commands
        self._preferences = preferences
        self._library = library
        self._invites = False
        bar = frame.library.welcome
        bar.play_button.clicked.connect(lambda _=False: commands.play.trigger())
        bar.find_button.clicked.connect(lambda _=False: commands.find.trigger())
        bar.map_button.clicked.connect(lambda _=False: menus.go("map"))

    def begin(self) -> None:
        """The first search was answered: invite where there is nothing."""
        counts = self._library.counts
        if counts is None or counts.total:
            return
        empty = self._frame.library.empty
        empty.add_button.set_hint(keys_of(self._commands.add_folder))
        empty.offer(music_folder())
        self._invites = WELCOME not in self._preferences.settings.seen
        empty.show_steps(self._invites)
        empty.focus()

    def follow(self, result: SearchResult) -> None:
        """Songs came: the next steps stand over them."""
        if self._invites and result.counts.total:
            self._invites = False
            bar = self._frame.library.welcome
            bar.play_button.set_hint(keys_of(self._commands.play))
            bar.find_button.set_hint(keys_of(self._commands.find))
            bar.begin()

    def end(self) -> None:
        """The steps were taken or skipped: they do not come again."""
        self._invites = False
        self._frame.library.welcome.hide()
        empty = self._frame.library.empty
        empty.show_steps(False)
        if empty.isVisible():
            empty.focus()
        else:
            self._frame.library.table.setFocus()
        seen = self._preferences.settings.seen
        if WELCOME not in seen:
            self._preferences.update(seen=(*seen, WELCOME))


def music_folder() -> Path | None:
    """The system's folder of music, where anything lies in it."""
    place = QStandardPaths.StandardLocation.MusicLocation
    folder = Path(QStandardPaths.writableLocation(place))
    try:
        return folder if folder != Path.home() and any(folder.iterdir()) else None
    except OSError:
        return None
