"""Tips: a key, at the moment it helps."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from app.actions.preferences import Preferences
from app.i18n import mark, tr
from app.views.commands import Commands
from app.views.frame import Frame

#: By the command whose keys each tells.
TIPS = {
    "like": mark("Press {keys} for songs that feel like the moment you hear."),
    "quick": mark("Press {keys} to correct songs by single keys while they play."),
    "new_smart_crate": mark("Press {keys} to keep this search as a crate that fills itself."),
    "enlarge": mark("Press {keys} to give the playing song the whole window."),
    "undo": mark("Press {keys} to take the last write back, even after a new start."),
    "next_marker": mark("Press {keys} to jump to the next marker."),
    "play_next": mark("Press {keys} to hear the chosen songs next, before others that wait."),
}


class TipsPresenter(QObject):
    """Tells at most one in a session, and each only once: Settings.seen remembers them."""

    def __init__(
        self, frame: Frame, commands: Commands, preferences: Preferences, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._commands = commands
        self._preferences = preferences
        self._has_told = False

    def tell(self, name: str, helps: object = True) -> None:
        """This is the moment for a tip of TIPS, where it ``helps``; unless it is known, or tips are
        not wanted.
        """
        settings = self._preferences.settings
        shortcut = self._commands.keyed[name].shortcut()
        keys = shortcut.toString(QKeySequence.SequenceFormat.NativeText)
        is_busy = self._has_told or self._frame.library.welcome.isVisible()
        if not helps or is_busy or not keys or not settings.tips or name in settings.seen:
            return
        self._has_told = True
        self.know(name)
        text = tr(TIPS[name]).format(keys=keys)
        self._frame.notices.tip(text, tr("No more tips"), self._turn_off)

    def know(self, name: str) -> None:
        """This one need not be told any more."""
        seen = self._preferences.settings.seen
        if name not in seen:
            self._preferences.update(seen=(*seen, name))

    def _turn_off(self) -> None:
        self._preferences.update(tips=False)
