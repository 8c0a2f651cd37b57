"""Playing songs: which one, where in it, and which comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.timers import make_timer

if TYPE_CHECKING:
    from mer_core.library.tracks import TrackRow

#: How often the playhead moves, in milliseconds.
FRAME_MS = 33
STEP_S = 5.0
LONG_STEP_S = 30.0
#: "Previous" restarts the song after this much of it.
_RESTART_AFTER_S = 3.0


class PlayerLike(Protocol):
    """What is needed of a player: app.playback's Player and NullPlayer both have it."""

    state_changed: SignalInstance
    duration_changed: SignalInstance
    finished: SignalInstance
    advanced: SignalInstance
    failed: SignalInstance

    @property
    def duration_s(self) -> float: ...
    @property
    def is_playing(self) -> bool: ...
    @property
    def is_silent(self) -> bool: ...
    def load(self, path: Path, duration_s: float | None = None) -> None: ...
    def set_next(self, path: Path | None, duration_s: float | None = None) -> None: ...
    def learn_duration(self, duration_s: float, *, is_whole: bool) -> None: ...
    def play(self) -> None: ...
    def toggle(self) -> None: ...
    def seek(self, time_s: float) -> None: ...
    def stop(self) -> None: ...
    def position_s(self) -> float: ...


class PlayingActions(QObject):
    """Drives a player through the rows of the table.

    ``track_changed`` carries the TrackRow that was loaded, or None; ``moved`` the position in
    seconds, thirty times a second while it plays and after each jump; ``state_changed`` the
    player's word.
    """

    track_changed = Signal(object)
    moved = Signal(float)
    state_changed = Signal(str)
    duration_changed = Signal(float)
    failed = Signal(str)

    def __init__(
        self,
        player: PlayerLike,
        neighbour: Callable[[int, int], TrackRow | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._neighbour = neighbour
        self.row: TrackRow | None = None
        #: Where songs begin, by their ids; all others begin at 0.
        self.begins: Mapping[int, float] = {}
        self._following: TrackRow | None = None
        self._frame = make_timer(self, FRAME_MS, self._tell_position)
        player.state_changed.connect(self._on_state)
        player.duration_changed.connect(self.duration_changed)
        player.finished.connect(self._on_finished)
        player.advanced.connect(self._on_advanced)
        player.failed.connect(self.failed)

    def load(self, row: TrackRow) -> None:
        """Make ``row`` the current song, without playing it."""
        self.row = row
        self._player.load(row.track.path, row.track.duration_s)
        self.track_changed.emit(row)
        begin_s = self.begins.get(row.track.id, 0.0)
        if begin_s:
            self._player.seek(begin_s)
        self._tell_position()
        self._prepare()

    def play(self, row: TrackRow) -> None:
        """Play ``row`` from where it begins."""
        self.load(row)
        self._player.play()

    def toggle(self) -> None:
        """Play or pause the current song."""
        if self.row is not None:
            self._player.toggle()

    def pause(self) -> None:
        """Pause, if it plays."""
        if self._player.is_playing:
            self._player.toggle()

    def stop(self) -> None:
        """Stop and let go of the file."""
        self.row = None
        self._player.stop()
        self.track_changed.emit(None)

    def seek(self, time_s: float) -> None:
        """Jump to a time of the current song."""
        if self.row is not None:
            self._player.seek(time_s)
            self._tell_position()

    def learn_duration(self, duration_s: float, is_whole: bool) -> None:
        """The current song was decoded elsewhere, up to here or as a whole."""
        self._player.learn_duration(duration_s, is_whole=is_whole)

    def position_s(self) -> float:
        """Where the current song stands."""
        return self._player.position_s()

    @property
    def is_silent(self) -> bool:
        """Songs run, but nothing is heard on this machine."""
        return self._player.is_silent

    def nudge(self, seconds: float) -> None:
        """Jump forward, or back where negative."""
        self.seek(self._player.position_s() + seconds)

    def next(self) -> None:
        """The following row."""
        self._step(1)

    def previous(self) -> None:
        """The song's beginning, or the row before where it has only just begun."""
        if self._player.position_s() > _RESTART_AFTER_S:
            self.seek(0.0)
        else:
            self._step(-1)

    def _step(self, step: int) -> None:
        row = self._neighbour(self.row.track.id, step) if self.row is not None else None
        if row is None:
            return
        was_playing = self._player.is_playing
        self.load(row)
        if was_playing:
            self._player.play()

    def _on_state(self, state: str) -> None:
        if self._player.is_playing:
            self._frame.start()
        else:
            self._frame.stop()
        self._tell_position()
        self.state_changed.emit(state)

    def _prepare(self) -> None:
        """Tell the player what follows; a song that begins elsewhere than at 0 is jumped to."""
        row = self._neighbour(self.row.track.id, 1) if self.row is not None else None
        if row is not None and row.track.id in self.begins:
            row = None
        self._following = row
        if row is None:
            self._player.set_next(None)
        else:
            self._player.set_next(row.track.path, row.track.duration_s)

    def _on_advanced(self) -> None:
        """The player went on by itself, without a gap."""
        self.row = self._following
        self.track_changed.emit(self.row)
        self._tell_position()
        self._prepare()

    def _on_finished(self) -> None:
        row = self._neighbour(self.row.track.id, 1) if self.row is not None else None
        if row is not None:
            self.play(row)

    def _tell_position(self) -> None:
        self.moved.emit(self._player.position_s())
