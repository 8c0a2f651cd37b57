"""What the analysis process and its supervisor say to each other: one JSON object per line, both
ways.

The supervisor writes commands to the child's standard input; the child answers with events on its
standard output. When the input ends, the window has stopped the analysis or is gone, and the child
ends at once, whatever it is doing: each song commits by itself, so nothing is lost but the song in
flight. No torch here: the window imports this module. ``mer_core.workflows.worker`` is the child's
main function.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from mer_core.child import ChildContext, CommandReader, Language
from mer_core.jobs import Progress

# --- commands: supervisor to child ---


@dataclass(frozen=True, slots=True)
class Analyse:
    """Queue tracks. No ``track_ids``: whatever the library still lacks.

    ``suspects`` ended an earlier process once and go last; ``condemned`` did so twice and are
    marked failed, with ``reason``.
    """

    track_ids: tuple[int, ...] | None = None
    suspects: tuple[int, ...] = ()
    condemned: tuple[int, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Prioritise:
    """The user plays this track: it goes next."""

    track_id: int


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold still, within a second."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on."""


# --- events: child to supervisor ---


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is loaded; ``device`` in words."""

    model: str
    sha256: str
    device: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """One Analyse was taken into the queue."""


@dataclass(frozen=True, slots=True)
class TrackStarted:
    """This track is in flight."""

    track_id: int
    name: str


@dataclass(frozen=True, slots=True)
class TrackDone:
    """This track's emotion is in the library."""

    track_id: int


@dataclass(frozen=True, slots=True)
class TrackFailed:
    """This track could not be analysed; the library holds the reason too."""

    track_id: int
    message: str


@dataclass(frozen=True, slots=True)
class WaitsForRoom:
    """The disk that holds the library is full; said again before every further try."""

    message: str


@dataclass(frozen=True, slots=True)
class RoomAgain:
    """The disk took what had to wait; the work goes on."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing is left to do."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The analysis cannot go on at all, for a reason the user can understand."""

    message: str


Command: TypeAlias = Analyse | Prioritise | Pause | Resume
Event: TypeAlias = (
    Ready
    | Accepted
    | Progress
    | TrackStarted
    | TrackDone
    | TrackFailed
    | WaitsForRoom
    | RoomAgain
    | Finished
    | Broken
)

LANGUAGE = Language(
    "the analysis process",
    (
        Analyse, Prioritise, Pause, Resume,
        Ready, Accepted, Progress, TrackStarted, TrackDone, TrackFailed, WaitsForRoom, RoomAgain,
        Finished, Broken,
    ),
)  # fmt: skip


class TrackQueue:
    """Track ids in the order they are to be analysed; what the user plays overtakes."""

    def __init__(self) -> None:
        self._ids: deque[int] = deque()
        self.num_taken = 0

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def total(self) -> int:
        """How many ids were ever queued: taken and waiting."""
        return self.num_taken + len(self._ids)

    def extend(self, ids: Iterable[int], *, last: Iterable[int] = ()) -> None:
        """Append ids that are not waiting already; those in ``last`` go behind all others."""
        waiting, late = set(self._ids), set(last)
        new = [i for i in dict.fromkeys(ids) if i not in waiting]
        self._ids.extend(i for i in new if i not in late)
        self._ids.extend(i for i in new if i in late)

    def prioritise(self, track_id: int) -> None:
        """Move ``track_id`` to the front, if it waits at all."""
        if track_id in self._ids:
            self._ids.remove(track_id)
            self._ids.appendleft(track_id)

    def take(self) -> Iterator[int]:
        """Yield and remove ids until none is left; additions in between are seen."""
        while self._ids:
            self.num_taken += 1
            yield self._ids.popleft()


class WorkerContext(ChildContext[Command]):
    """The analysis's context. Stopping is the end of the input."""

    def __init__(
        self,
        events: BinaryIO,
        commands: CommandReader[Command],
        on_command: Callable[[Command], None],
    ) -> None:
        super().__init__(LANGUAGE, events, commands)
        self._on_command = on_command

    def obey(self, command: Command) -> None:
        """Pause, go on, or hand the command over."""
        if isinstance(command, Pause | Resume):
            self._paused = isinstance(command, Pause)
        else:
            self._on_command(command)
