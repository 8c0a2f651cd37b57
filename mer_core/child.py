"""What every child process and its supervisor share: JSON lines both ways, and good manners.

The supervisor writes commands to the child's standard input; the child answers with events on its
standard output. When the input ends, whoever watched is gone, and the child ends at once, whatever
it is doing. No torch here: the window imports this module.
"""

from __future__ import annotations

import dataclasses
import json
import os
import queue
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar
from urllib.parse import quote_from_bytes, unquote_to_bytes

import psutil

from mer_core.jobs import Progress, let_threads_sleep

#: At most this many progress reports leave the child every second.
PROGRESS_RATE_HZ = 30.0
#: How much nicer than the window a child is, so that sound never stutters.
NICENESS = 10

C = TypeVar("C")


def as_argument(path: Path) -> str:
    """``path`` as a child's argument. Qt passes text alone, so its bytes are percent-encoded."""
    return quote_from_bytes(os.fsencode(path))


def from_argument(argument: str) -> Path:
    """What ``as_argument`` was given."""
    return Path(os.fsdecode(unquote_to_bytes(argument)))


class Language:
    """Messages as lines of JSON. ``kinds`` are frozen dataclasses of plain values and tuples;
    ``speaker`` names the child in errors.
    """

    def __init__(self, speaker: str, kinds: Iterable[type]) -> None:
        self._speaker = speaker
        self._kinds = {kind.__name__: kind for kind in kinds}

    def encode(self, message: object) -> bytes:
        """One line of JSON, newline included."""
        values = {
            field.name: getattr(message, field.name)
            for field in dataclasses.fields(message)  # type: ignore[arg-type]
        }
        return json.dumps({"is": type(message).__name__, **values}).encode("ascii") + b"\n"

    def decode(self, line: bytes) -> Any:
        """The message in one line. Raises ValueError where it is none of ours."""
        values = json.loads(line)
        if not isinstance(values, dict) or values.get("is") not in self._kinds:
            raise ValueError(f"not a message of {self._speaker}: {line[:80]!r}")
        kind = self._kinds[values.pop("is")]
        try:
            return kind(**{key: _frozen(value) for key, value in values.items()})
        except TypeError as error:
            raise ValueError(f"a damaged message of {self._speaker}: {line[:80]!r}") from error


def _frozen(value: Any) -> Any:
    """JSON knows lists alone; messages hold tuples."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


class CommandReader(Generic[C]):
    """Reads commands on a thread of its own, so that the end of the input is seen whatever the
    child is doing.
    """

    def __init__(
        self, stream: BinaryIO, decode: Callable[[bytes], C], on_end: Callable[[], None]
    ) -> None:
        self._queue: queue.SimpleQueue[C] = queue.SimpleQueue()
        self._stream = stream
        self._decode = decode
        self._on_end = on_end
        threading.Thread(target=self._read, name="commands", daemon=True).start()

    def _read(self) -> None:
        for line in self._stream:
            self._queue.put(self._decode(line))
        self._on_end()

    def next(self, *, wait: bool) -> C | None:
        """The next command; None where there is none yet and ``wait`` is False."""
        try:
            return self._queue.get(block=wait)
        except queue.Empty:
            return None


class ChildContext(Generic[C]):
    """A JobContext whose watcher sits at the other end of two pipes. A subclass obeys."""

    def __init__(self, language: Language, events: BinaryIO, commands: CommandReader[C]) -> None:
        self._language = language
        self._events = events
        self._commands = commands
        self._held: Progress | None = None
        self._sent_at = 0.0
        self._paused = False

    def obey(self, command: C) -> None:
        """Do what the supervisor says, between two steps of the work."""
        raise NotImplementedError

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
        """Obey the commands that have come, and block while paused."""
        while (command := self._commands.next(wait=self._paused)) is not None:
            self.obey(command)

    def wait_for_command(self) -> None:
        """Block until a command has come, and obey it."""
        command = self._commands.next(wait=True)
        if command is not None:
            self.obey(command)

    def _send(self, message: object) -> None:
        self._events.write(self._language.encode(message))
        self._events.flush()


def take_standard_output() -> BinaryIO:
    """Our own handle on standard output; whatever libraries print goes to standard error from now
    on.
    """
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return stream


def lower_own_priority() -> None:
    """Let the window and its sound go first. Call before torch is loaded."""
    let_threads_sleep()
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    else:
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
