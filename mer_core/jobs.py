"""The one protocol between a long job and whoever watches it: window, terminal or test."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")


class JobCancelled(BaseException):
    """The watcher asked the job to stop. Not a MerError, so batch loops cannot swallow it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is.

    ``phase`` is a word such as "Scanning"; ``item`` what is being worked on; ``done`` and
    ``total`` count items (``total`` is None while unknown); ``fraction`` is the share of the
    current item, 0 to 1.
    """

    phase: str
    done: int = 0
    total: int | None = None
    item: str = ""
    fraction: float = 0.0


class JobContext(Protocol):
    """What a workflow may do to the outside while it runs."""

    def report(self, progress: Progress) -> None:
        """Tell how far the job is. Cheap; may be called often."""

    def publish(self, item: object) -> None:
        """Hand over one finished result (a frozen dataclass)."""

    def check_cancelled(self) -> None:
        """Return at once, or raise JobCancelled; blocks while the job is paused."""


class Unwatched:
    """A context that nobody watches and nobody stops."""

    def report(self, progress: Progress) -> None:
        """Nobody looks."""

    def publish(self, item: object) -> None:
        """Nobody listens."""

    def check_cancelled(self) -> None:
        """Never cancelled."""


class SilentContext(Unwatched):
    """The same for tests and scripts; it keeps what it is given."""

    def __init__(self) -> None:
        self.published: list[object] = []
        self.progress: list[Progress] = []

    def report(self, progress: Progress) -> None:
        """Keep the progress."""
        self.progress.append(progress)

    def publish(self, item: object) -> None:
        """Keep the item."""
        self.published.append(item)


def track(
    context: JobContext, items: Iterable[T], *, phase: str, total: int | None = None
) -> Iterator[T]:
    """Yield ``items``, checking for cancellation before and reporting progress after each."""
    context.report(Progress(phase, 0, total))
    for done, item in enumerate(items, 1):
        context.check_cancelled()
        yield item
        context.report(Progress(phase, done, total))


def let_threads_sleep() -> None:
    """Make torch's threads sleep while they wait. Call before torch is loaded, which reads it.

    Threads that spin take the cores from decoding and from other programs: on a busy machine a song
    takes twice as long. The word is in lower case, for libgomp turns capitals into small letters as
    the locale does, and a Turkish "I" is no "i".
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
