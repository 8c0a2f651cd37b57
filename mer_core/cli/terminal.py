"""How a job looks in a terminal: a progress bar on stderr, results on stdout, Ctrl-C that leaves
everything whole.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import click
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import (
    Progress as Bar,
)

from mer_core.cli.screen import Screen
from mer_core.errors import InputError, MerError, ModelError, TrainingError
from mer_core.inference.protocol import RoomAgain, WaitsForRoom
from mer_core.jobs import JobCancelled, Progress
from mer_core.shown import shown

_STOPPING = "Stopping after the current step; press Ctrl-C again to stop at once."


class TerminalContext:
    """A JobContext that draws a bar and hands published items to ``on_item``.

    The first Ctrl-C asks the job to stop at the next safe place; a second one stops at once, as
    every job keeps its promises even then (each song and each file is done or not done).
    """

    def __init__(self, bar: Bar, on_item: Callable[[object], None] | None = None) -> None:
        self._bar = bar
        self.on_item = on_item
        self._tasks: dict[str, TaskID] = {}
        self._cancelled = threading.Event()
        self._waits = False

    def report(self, progress: Progress) -> None:
        """Move the bar of the progress's phase."""
        task = self._tasks.get(progress.phase)
        if task is None:
            task = self._bar.add_task(progress.phase, total=progress.total, item="")
            self._tasks[progress.phase] = task
        self._bar.update(
            task,
            completed=progress.done + progress.fraction,
            total=progress.total,
            item=shown(progress.item),
        )

    def publish(self, item: object) -> None:
        """Hand the item on. That the job waits for room is said once, whatever the job."""
        if isinstance(item, WaitsForRoom | RoomAgain):
            waits = isinstance(item, WaitsForRoom)
            if waits != self._waits:
                text = item.message if isinstance(item, WaitsForRoom) else "There is room again."
                self._bar.console.print(text)
            self._waits = waits
        elif self.on_item is not None:
            self.on_item(item)

    def check_cancelled(self) -> None:
        """Raise JobCancelled after Ctrl-C."""
        if self._cancelled.is_set():
            raise JobCancelled

    def cancel(self) -> None:
        """Ask the job to stop."""
        self._cancelled.set()


class RequestError(click.UsageError, MerError):
    """What the user typed cannot be read: the command ends with 2."""


@contextmanager
def request(typed: str = "") -> Iterator[None]:
    """Inside is read what the user typed: a search, a name. Raises RequestError, which points at
    what is wrong within ``typed``, where that is known.
    """
    try:
        yield
    except (InputError, ModelError, TrainingError) as error:
        at = error.at if isinstance(error, InputError) and typed.isprintable() and typed else None
        marks = "" if at is None else f"\n  {typed}\n  {' ' * at[0]}{'^' * max(at[1] - at[0], 1)}"
        raise RequestError(f"{error}{marks}") from error


@contextmanager
def terminal_job(
    console: Screen, on_item: Callable[[object], None] | None = None, *, quiet: bool = False
) -> Iterator[TerminalContext]:
    """A context for one job: a bar on ``console`` (stderr) while it runs, Ctrl-C caught."""
    bar = Bar(
        SpinnerColumn("dots" if console.encoding.startswith("utf") else "line"),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[item]}", style="dim", markup=False),
        console=console,
        transient=True,
        disable=quiet or not console.is_terminal,
    )
    context = TerminalContext(bar, on_item)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        if context._cancelled.is_set():
            raise KeyboardInterrupt
        context.cancel()
        # Not by the console: a signal may come while it prints, and it would then say again what
        # it has in hand. On a terminal the bar's line is wiped first.
        wipe = "\r\x1b[2K" if console.is_terminal else ""
        with suppress(OSError):
            os.write(2, f"{wipe}{_STOPPING}\n".encode())

    before = signal.signal(signal.SIGINT, stop)
    try:
        with bar:
            yield context
    finally:
        signal.signal(signal.SIGINT, before)
