"""What every child process and its supervisor share: JSON lines both ways, and good manners.

The supervisor writes commands to the child's standard input; the child answers with events on its
standard output. When the input ends, whoever watched is gone, and the child ends at once, whatever
it is doing. No torch here: the window imports this module.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Generic, NoReturn, TypeVar
from urllib.parse import quote_from_bytes, unquote_to_bytes

import psutil

from mer_core.errors import MerError
from mer_core.jobs import Progress, let_threads_sleep
from mer_core.plain import from_plain, to_plain

#: At most this many progress reports leave the child every second.
PROGRESS_RATE_HZ = 30.0
#: How much nicer than the window a child is, so that sound never stutters.
NICENESS = 10
#: What ended so many children is given up: a song, or a child that never got to work.
MAX_DEATHS = 2
#: The exit status of a child that got no more memory.
SHORT_OF_MEMORY = 3
#: Where ``python -m`` finds our modules, however the program was started.
PACKAGE_ROOT = Path(__file__).resolve().parents[1]
_SHOWN = 80

C = TypeVar("C")


def as_argument(path: Path) -> str:
    """``path`` as a child's argument. Qt passes text alone, so its bytes are percent-encoded."""
    return quote_from_bytes(os.fsencode(path))


def from_argument(argument: str) -> Path:
    """What ``as_argument`` was given."""
    return Path(os.fsdecode(unquote_to_bytes(argument)))


def child_command(module: str) -> list[str]:
    """The program and first arguments of a child; a frozen build is its own interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--child", module]
    return [sys.executable, "-m", module]


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """A line came that was no message, or a damaged one; ``message`` says what is wrong with it."""

    message: str


class Language:
    """Messages as lines of JSON. ``kinds`` are frozen dataclasses as ``plain`` takes them, nested
    ones too; ``speaker`` names the child in errors. Everybody may say Misunderstood.
    """

    def __init__(self, speaker: str, kinds: Iterable[type]) -> None:
        self._speaker = speaker
        self._kinds = {kind.__name__: kind for kind in (*kinds, Misunderstood)}

    def encode(self, message: object) -> bytes:
        """One line of JSON, newline included."""
        values = {"is": type(message).__name__, **to_plain(message)}
        return json.dumps(values).encode("ascii") + b"\n"

    def decode(self, line: bytes) -> Any:
        """The message in one line. Raises ValueError where it is none of ours."""
        shown = repr(line[:_SHOWN])
        try:
            values = json.loads(line)
            kind = self._kinds[values.pop("is")]
        except (ValueError, RecursionError, AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"not a message of {self._speaker}: {shown}") from error
        try:
            return from_plain(kind, values)
        except (ValueError, MerError) as error:
            raise ValueError(f"a damaged message of {self._speaker} ({error}): {shown}") from error


class EventWriter:
    """Writes events, from any thread, a whole line each."""

    def __init__(self, stream: BinaryIO, language: Language) -> None:
        self._stream = stream
        self._language = language
        self._lock = threading.Lock()

    def write(self, message: object) -> None:
        """Send one event."""
        line = self._language.encode(message)
        with self._lock:
            self._stream.write(line)
            self._stream.flush()


class CommandReader(Generic[C]):
    """Reads commands on a thread of its own, so that the end of the input is seen whatever the
    child is doing. What cannot be read is answered with Misunderstood, and passed over.
    """

    def __init__(
        self, stream: BinaryIO, language: Language, events: EventWriter, on_end: Callable[[], None]
    ) -> None:
        self._queue: queue.SimpleQueue[C] = queue.SimpleQueue()
        self._stream = stream
        self._language = language
        self._events = events
        self._on_end = on_end
        threading.Thread(target=self._read, name="commands", daemon=True).start()

    def _read(self) -> None:
        for line in self._stream:
            try:
                self._queue.put(self._language.decode(line))
            except ValueError as error:
                self._events.write(Misunderstood(str(error)))
        self._on_end()

    def next(self, *, wait: bool) -> C | None:
        """The next command; None where there is none yet and ``wait`` is False."""
        try:
            return self._queue.get(block=wait)
        except queue.Empty:
            return None


class ChildContext(Generic[C]):
    """A JobContext whose watcher sits at the other end of two pipes. A subclass obeys."""

    def __init__(self, events: EventWriter, commands: CommandReader[C]) -> None:
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
        self._events.write(progress)

    def publish(self, item: object) -> None:
        """Send the event, after a progress that was held back."""
        if self._held is not None:
            held, self._held = self._held, None
            self._events.write(held)
        self._events.write(item)

    def check_cancelled(self) -> None:
        """Obey the commands that have come, and block while paused."""
        while (command := self._commands.next(wait=self._paused)) is not None:
            self.obey(command)

    def wait_for_command(self) -> None:
        """Block until a command has come, and obey it."""
        command = self._commands.next(wait=True)
        if command is not None:
            self.obey(command)


def connect(language: Language) -> tuple[EventWriter, CommandReader[Any]]:
    """This process's ends of the pipes; the process ends with its input.

    Whatever libraries print goes to standard error from now on.
    """
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    events = EventWriter(stream, language)
    return events, CommandReader(sys.stdin.buffer, language, events, on_end=lambda: os._exit(0))


def run_child(serve: Callable[[], int], *, gives_way: bool = True) -> NoReturn:
    """Be a child: give way to the window, ``serve``, and end the process with what that returns.

    A mistake of our own is written to standard error, which is the log; the status is then 2, or
    SHORT_OF_MEMORY where that was it.
    Ctrl-C is for who watches; a child of a child ``gives_way`` as much as that does already.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if gives_way:
        lower_own_priority()
    else:
        let_threads_sleep()
    status = 2
    try:
        status = serve()
    except Exception as error:
        # A thread that finds no room for its stack is a plain RuntimeError.
        if isinstance(error, MemoryError) or "can't start new thread" in str(error):
            status = SHORT_OF_MEMORY
        traceback.print_exc()
        raise
    finally:
        sys.stderr.flush()
        # The interpreter's own end would trip over the thread that still waits for commands.
        os._exit(status)


def lower_own_priority() -> None:
    """Let the window and its sound go first, to the processor and, where the system knows that, to
    the disk too. Call before torch is loaded.
    """
    let_threads_sleep()
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    else:
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    # A container may forbid it; the work goes on all the same.
    with suppress(psutil.Error, OSError):
        if sys.platform == "linux":
            psutil.Process().ionice(psutil.IOPRIO_CLASS_IDLE)
        elif sys.platform == "win32":
            psutil.Process().ionice(psutil.IOPRIO_VERYLOW)
