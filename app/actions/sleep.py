"""The sleep timer: playback pauses after a while, or when the song is over."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.actions.playing import PlayingActions
from app.i18n import mark
from app.timers import make_timer

#: Minutes to choose from, in words; -1 stands for the end of the song.
SLEEPS = {
    0: mark("Off"), -1: mark("At the end of this song"), 15: mark("In 15 minutes"),
    30: mark("In 30 minutes"), 45: mark("In 45 minutes"), 60: mark("In an hour"),
    90: mark("In an hour and a half"),
}  # fmt: skip
_MINUTE_MS = 60_000


class SleepTimer(QObject):
    """Holds ``playing`` when the time has come; ``slept`` tells that it has."""

    slept = Signal()

    def __init__(self, playing: PlayingActions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._playing = playing
        self.timer = make_timer(self, _MINUTE_MS, self._sleep, once=True)
        playing.held.connect(self.slept)

    def set(self, minutes: int) -> None:
        """Sleep so many minutes from now, one of ``SLEEPS``."""
        self.timer.stop()
        self._playing.hold_after_song(minutes < 0)
        if minutes > 0:
            self.timer.start(minutes * _MINUTE_MS)

    def _sleep(self) -> None:
        self._playing.pause()
        self.slept.emit()
