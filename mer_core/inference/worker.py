"""What the analysis process and its supervisor say to each other: one JSON object per line, both
ways.

The supervisor writes commands to the child's standard input; the child answers with events on its
standard output. When the input ends, the window has stopped the analysis or is gone, and the child
ends at once, whatever it is doing: each song commits by itself, so nothing is lost but the song in
flight. No torch here: the window imports this module. ``mer_core.workflows.worker`` is the child's
main function.
"""

from __future__ import annotations

import dataclasses
import json
import os
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from mer_core.jobs import Progress

#: At most this many progress reports leave the child every second.
PROGRESS_RATE_HZ = 30.0

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
class Finished:
    """Nothing is left to do."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The analysis cannot go on at all, for a reason the user can understand."""

    message: str


Command: TypeAlias = Analyse | Prioritise | Pause | Resume
Event: TypeAlias = (
    Ready | Accepted | Progress | TrackStarted | TrackDone | TrackFailed | Finished | Broken
)

_TYPES = {
    kind.__name__: kind
    for kind in (
        Analyse, Prioritise, Pause, Resume,
        Ready, Accepted, Progress, TrackStarted, TrackDone, TrackFailed, Finished, Broken,
    )
}  # fmt: skip


def encode(message: object) -> bytes:
    """One line of JSON, newline included."""
    values = {
        field.name: getattr(message, field.name)
        for field in dataclasses.fields(message)  # type: ignore[arg-type]
    }
    return json.dumps({"is": type(message).__name__, **values}).encode("ascii") + b"\n"


def decode(line: bytes) -> Command | Event:
    """The message in one line. Raises ValueError where it is none of ours."""
    values = json.loads(line)
    if not isinstance(values, dict) or values.get("is") not in _TYPES:
        raise ValueError(f"not a message of the analysis process: {line[:80]!r}")
    kind: Callable[..., Command | Event] = _TYPES[values.pop("is")]
    fixed = {key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}
    try:
        return kind(**fixed)
    except TypeError as error:
        raise ValueError(f"a damaged message of the analysis process: {line[:80]!r}") from error


class CommandReader:
    """Reads commands on a thread of its own, so that the end of the input is seen whatever the
    decoder does.
    """

    def __init__(self, stream: BinaryIO, on_end: Callable[[], None]) -> None:
        self._queue: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._stream = stream
        self._on_end = on_end
        threading.Thread(target=self._read, name="commands", daemon=True).start()

    def _read(self) -> None:
        for line in self._stream:
            self._queue.put(decode(line))  # type: ignore[arg-type]
        self._on_end()

    def next(self, *, wait: bool) -> Command | None:
        """The next command; None where there is none yet and ``wait`` is False."""
        try:
            return self._queue.get(block=wait)
        except queue.Empty:
            return None


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


class WorkerContext:
    """A JobContext whose watcher sits at the other end of two pipes."""

    def __init__(
        self, events: BinaryIO, commands: CommandReader, on_command: Callable[[Command], None]
    ) -> None:
        self._events = events
        self._commands = commands
        self._on_command = on_command
        self._held: Progress | None = None
        self._sent_at = 0.0
        self._paused = False

    def report(self, progress: Progress) -> None:
        """Send the progress, or hold it back where one left less than 1/30 s ago."""
        now = time.monotonic()
        if now - self._sent_at < 1.0 / PROGRESS_RATE_HZ:
            self._held = progress
            return
        self._held = None
        self._sent_at = now
        self._send(progress)

    def publish(self, item: object) -> None:
        """Send the event, after a progress that was held back."""
        if self._held is not None:
            held, self._held = self._held, None
            self._send(held)
        self._send(item)

    def check_cancelled(self) -> None:
        """Obey the commands that have come, and block while paused. Stopping is the end of the
        input.
        """
        while (command := self._commands.next(wait=self._paused)) is not None:
            self._obey(command)

    def wait_for_command(self) -> None:
        """Block until a command has come, and obey it."""
        command = self._commands.next(wait=True)
        if command is not None:
            self._obey(command)

    def _obey(self, command: Command) -> None:
        if isinstance(command, Pause | Resume):
            self._paused = isinstance(command, Pause)
        else:
            self._on_command(command)

    def _send(self, message: object) -> None:
        self._events.write(encode(message))
        self._events.flush()


def take_standard_output() -> BinaryIO:
    """Our own handle on standard output; whatever libraries print goes to standard error from now
    on.
    """
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return stream
