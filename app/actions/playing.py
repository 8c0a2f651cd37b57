"""Playing songs: which one, where in it, and which comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.timers import make_timer
from mer_core.playlists.queue import PlayQueue

if TYPE_CHECKING:
    from mer_core.library.tracks import TrackRow

#: How often the playhead moves, in milliseconds.
FRAME_MS = 33
STEP_S = 5.0
LONG_STEP_S = 30.0
#: "Previous" restarts the song after this much of it.
_RESTART_AFTER_S = 3.0
#: So many songs in a row that cannot be played are passed over.
_MAX_FAILED = 5

Fetch = Callable[[Sequence[int], Callable[[list["TrackRow"]], object]], object]


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


class Table(Protocol):
    """What is needed of the list that is played from."""

    @property
    def ids(self) -> Sequence[int]: ...
    def place_of(self, track_id: int) -> int | None: ...
    def row_of(self, track_id: int) -> TrackRow | None: ...


class PlayingActions(QObject):
    """Drives a player through the queue.

    ``track_changed`` carries the TrackRow that was loaded, or None; ``moved`` the position in
    seconds, thirty times a second while it plays and after each jump; ``state_changed`` the
    player's word; ``queue_changed``: other songs come than before;
    ``jumped`` carries where to, in seconds; ``held``: it stands before the next song, as asked.
    """

    track_changed = Signal(object)
    moved = Signal(float)
    state_changed = Signal(str)
    duration_changed = Signal(float)
    queue_changed = Signal()
    jumped = Signal(float)
    held = Signal()
    failed = Signal(str)

    def __init__(
        self, player: PlayerLike, table: Table, fetch: Fetch, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._table = table
        self._fetch = fetch
        self.queue = PlayQueue()
        self.row: TrackRow | None = None
        #: Where songs begin, by their ids; all others begin at 0.
        self.begins: Mapping[int, float] = {}
        self._following: TrackRow | None = None
        self._num_loads = 0
        self._prepared: tuple[int, int | None] = (0, None)  # behind which load stands what
        self._wants_sound = False
        self._num_failed = 0
        self._holds = False
        self._frame = make_timer(self, FRAME_MS, self._tell_position)
        player.state_changed.connect(self._on_state)
        player.duration_changed.connect(self.duration_changed)
        player.finished.connect(self._on_finished)
        player.advanced.connect(self._on_advanced)
        player.failed.connect(self._on_failed)

    # --- the song ---

    def load(self, row: TrackRow) -> None:
        """Make ``row`` the current song, without playing it."""
        self.row = row
        self._num_loads += 1
        self._wants_sound = False
        self._player.load(row.track.path, row.track.duration_s)
        self.track_changed.emit(row)
        begin_s = self.begins.get(row.track.id, 0.0)
        if begin_s:
            self._player.seek(begin_s)
        self._tell_position()
        self._prepare()

    def play(self, row: TrackRow, ids: Sequence[int] | None = None) -> None:
        """Play ``row`` from where it begins, and then what comes after it in ``ids``, which is the
        table's list where none is given.
        """
        self._start(row, ids)
        self._play(row)

    def swap(self, row: TrackRow) -> None:
        """Have ``row`` in place of the current song, playing if that did; what follows stays."""
        if self.row is not None and self.row.track.id == self.queue.current:
            self.queue.current = row.track.id
            self.queue_changed.emit()
        if self.is_playing:
            self._play(row)
        else:
            self.load(row)

    def toggle(self) -> None:
        """Play or pause the current song."""
        if self.row is None:
            return
        if self.row.track.id != self.queue.current:
            self._start(self.row)
        self._wants_sound = not self._player.is_playing
        self._player.toggle()

    def pause(self) -> None:
        """Pause, if it plays."""
        if self._player.is_playing:
            self.toggle()

    def hold_after_song(self, holds: bool) -> None:
        """Go to the next song, but do not play it, when this one is over; once."""
        self._holds = holds
        self._prepare()

    def stop(self) -> None:
        """Stop and let go of the file."""
        self.row = None
        self._wants_sound = False
        self._player.stop()
        self.track_changed.emit(None)

    def seek(self, time_s: float) -> None:
        """Jump to a time of the current song."""
        if self.row is not None:
            self._player.seek(time_s)
            self.jumped.emit(self._player.position_s())
            self._tell_position()

    def learn_duration(self, duration_s: float, is_whole: bool) -> None:
        """The current song was decoded elsewhere, up to here or as a whole."""
        self._player.learn_duration(duration_s, is_whole=is_whole)

    def position_s(self) -> float:
        """Where the current song stands."""
        return self._player.position_s()

    @property
    def duration_s(self) -> float:
        """How long the current song is, as far as that is known."""
        return self._player.duration_s

    @property
    def is_playing(self) -> bool:
        """Whether a song is running."""
        return self._player.is_playing

    @property
    def is_silent(self) -> bool:
        """Songs run, but nothing is heard on this machine."""
        return self._player.is_silent

    def nudge(self, seconds: float) -> None:
        """Jump forward, or back where negative."""
        self.seek(self._player.position_s() + seconds)

    # --- the queue ---

    def next(self) -> None:
        """The song that comes next."""
        if self.row is not None and self.row.track.id != self.queue.current:
            self._start(self.row)
        self._go(self.queue.advance(), self._player.is_playing)

    def previous(self) -> None:
        """The song's beginning, or the song before where it has only just begun."""
        if self._player.position_s() > _RESTART_AFTER_S:
            self.seek(0.0)
            return
        if self.row is not None and self.row.track.id != self.queue.current:
            self._start(self.row)
        self._go(self.queue.back(), self._player.is_playing)

    def jump(self, place: int) -> None:
        """Play what comes at ``place`` of the queue at once."""
        self._go(self.queue.jump(place), True)

    def add(self, ids: Sequence[int], *, first: bool = False) -> None:
        """Put songs into the queue, behind those that were put there (``first``: before)."""
        self.change(lambda queue: queue.add(ids, first=first))

    def change(self, change: Callable[[PlayQueue], object]) -> None:
        """Change what comes."""
        change(self.queue)
        self._prepare()
        self.queue_changed.emit()

    def restore(self, path: Path) -> None:
        """Take up the queue of the last time, standing where it stood."""
        position_s = self.queue.restore(path)
        self.queue_changed.emit()

        def show(row: TrackRow | None) -> None:
            if row is not None and self.row is None:
                self.load(row)
                self.seek(position_s)

        if self.queue.current is not None:
            self._with_row(self.queue.current, show)

    def keep(self, path: Path) -> None:
        """Keep the queue for the next time. Raises OSError."""
        is_current = self.row is not None and self.row.track.id == self.queue.current
        self.queue.save(path, self.position_s() if is_current else 0.0)

    def _start(self, row: TrackRow, ids: Sequence[int] | None = None) -> None:
        if ids is None:
            ids, place = self._table.ids, self._table.place_of(row.track.id)
        else:
            place = ids.index(row.track.id)
        self.queue.start(*((ids, place) if place is not None else ([row.track.id], 0)))
        self._prepare()
        self.queue_changed.emit()

    def _play(self, row: TrackRow) -> None:
        self.load(row)
        self._wants_sound = True
        self._player.play()

    def _go(self, track_id: int | None, plays: bool) -> None:
        """Go to a song of the queue; one that was taken out of the library is passed over."""
        self.queue_changed.emit()
        if track_id is None:
            return

        def act(row: TrackRow | None) -> None:
            if track_id != self.queue.current:  # another one was asked for meanwhile
                return
            if row is None:
                self._go(self.queue.advance() if len(self.queue) else None, plays)
            elif plays:
                self._play(row)
            else:
                self.load(row)

        self._with_row(track_id, act)

    def _with_row(self, track_id: int, act: Callable[[TrackRow | None], None]) -> None:
        following = self._following
        is_ready = following is not None and following.track.id == track_id
        row = following if is_ready else self._table.row_of(track_id)
        if row is not None:
            act(row)
        else:
            self._fetch([track_id], lambda rows: act(rows[0] if rows else None))

    def _prepare(self) -> None:
        """Tell the player what follows; a song that begins elsewhere than at 0 is jumped to."""
        is_current = self.row is not None and self.row.track.id == self.queue.current
        track_id = self.queue.following() if is_current and not self._holds else None
        if track_id in self.begins:
            track_id = None
        if self._prepared == (self._num_loads, track_id):
            return  # it may be decoded already
        self._prepared = self._num_loads, track_id
        self._following = None
        self._player.set_next(None)
        if track_id is None:
            return

        def ready(row: TrackRow | None) -> None:
            if row is not None and track_id == self.queue.following():
                self._following = row
                self._player.set_next(row.track.path, row.track.duration_s)

        self._with_row(track_id, ready)

    # --- what the player tells ---

    def _on_state(self, state: str) -> None:
        if self._player.is_playing:
            self._frame.start()
        else:
            self._frame.stop()
        self._tell_position()
        self.state_changed.emit(state)

    def _on_advanced(self) -> None:
        """The player went on by itself, without a gap."""
        row = self._following
        if self.queue.repeat != "one":
            self.queue.advance()
        self.row, self._num_failed = row, 0
        self._num_loads += 1
        self.track_changed.emit(row)
        self._tell_position()
        self._prepare()
        self.queue_changed.emit()

    def _on_finished(self) -> None:
        self._num_failed = 0
        self._wants_sound = False
        holds, self._holds = self._holds, False
        track_id = self.queue.current if self.queue.repeat == "one" else self.queue.advance()
        self._go(track_id, not holds)
        if holds:
            self.held.emit()

    def _on_failed(self, sentence: str) -> None:
        """A song that cannot be played is passed over, but not a whole library on a disk that was
        taken away.
        """
        self.failed.emit(sentence)
        if self._wants_sound and not self._player.is_playing:
            self._wants_sound = False
            self._num_failed += 1
            if self._num_failed < _MAX_FAILED:
                self._go(self.queue.advance(), True)

    def _tell_position(self) -> None:
        self.moved.emit(self._player.position_s())
