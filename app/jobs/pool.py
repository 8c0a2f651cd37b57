"""Short background jobs on a few threads, with results that arrive on the window's thread."""

from __future__ import annotations

import enum
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from app.timers import make_timer
from mer_core.errors import MerError
from mer_core.jobs import JobCancelled, Progress

#: How often a watched job's progress is looked at.
POLL_MS = 33

T = TypeVar("T")
ErrorCallback = Callable[[MerError], object]


class JobQueue(enum.Enum):
    """Jobs of one lane run one after the other; lanes run side by side."""

    QUERY = "query"  # reads of the library: searches, counts
    FILES = "files"  # whatever changes the library or the user's files
    DISPLAY = "display"  # mel and waveform of the playing song
    COVERS = "covers"  # small pictures of the songs in sight
    WATCH = "watch"  # what happens in the library's folders; lasts until it is cancelled


class Job:
    """One running or waiting job: the JobContext its function sees, and the handle its starter
    keeps.
    """

    def __init__(self, hop: Callable[[Callable[[], object]], None]) -> None:
        self._hop = hop
        self._cancelled = threading.Event()
        self._running = threading.Event()
        self._running.set()
        self.latest: Progress | None = None
        self.on_item: Callable[[Any], object] | None = None
        self.on_progress: Callable[[Progress], object] | None = None
        self.future: Future[Any] | None = None

    # --- the starter's side ---

    def cancel(self) -> None:
        """Ask the function to stop; none of the callbacks will be called any more."""
        self._cancelled.set()
        self._running.set()
        if self.future is not None:
            self.future.cancel()

    def pause(self) -> None:
        """Hold the job at its next check."""
        self._running.clear()

    def resume(self) -> None:
        """Let a paused job go on."""
        self._running.set()

    @property
    def is_cancelled(self) -> bool:
        """cancel() was called."""
        return self._cancelled.is_set()

    # --- the function's side: JobContext ---

    def report(self, progress: Progress) -> None:
        """Remember the progress; the window's thread looks at it thirty times a second."""
        self.latest = progress

    def publish(self, item: object) -> None:
        """Hand the item over to ``on_item`` on the window's thread."""
        if self.on_item is not None:
            on_item = self.on_item
            self._hop(lambda: None if self.is_cancelled else on_item(item))

    def check_cancelled(self) -> None:
        """Raise JobCancelled after cancel(); block while paused."""
        self._running.wait()
        if self._cancelled.is_set():
            raise JobCancelled


class Jobs(QObject):
    """Runs functions on background threads.

    ``crashed`` carries what a job raised outside MerError: a bug, to be shown and logged.
    """

    crashed = Signal(object)
    _hopped = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self._pools = {lane: ThreadPoolExecutor(1, f"moodline-{lane.value}") for lane in JobQueue}
        self._jobs: set[Job] = set()
        self._last: list[tuple[JobQueue, Callable[[], None]]] = []
        self._hopped.connect(self._call, Qt.ConnectionType.QueuedConnection)
        self._poll = make_timer(self, POLL_MS, self._deliver_progress)

    def run(
        self,
        function: Callable[..., T],
        *args: object,
        lane: JobQueue = JobQueue.QUERY,
        on_done: Callable[[T], object] | None = None,
        on_error: ErrorCallback | None = None,
    ) -> Job:
        """Run ``function(*args)``; ``on_done(result)`` or ``on_error(MerError)`` follows on the
        window's thread.
        """
        return self._start(Job(self._hopped.emit), function, args, lane, on_done, on_error)

    def run_workflow(
        self,
        function: Callable[..., T],
        *args: object,
        lane: JobQueue = JobQueue.FILES,
        on_done: Callable[[T], object] | None = None,
        on_error: ErrorCallback | None = None,
        on_item: Callable[[Any], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> Job:
        """Run ``function(context, *args)``, with what it reports and publishes on the window's
        thread.
        """
        job = Job(self._hopped.emit)
        job.on_item, job.on_progress = on_item, on_progress
        if on_progress is not None:
            self._poll.start()
        return self._start(job, function, (job, *args), lane, on_done, on_error)

    def at_close(self, lane: JobQueue, function: Callable[[], None]) -> None:
        """Run ``function`` on the lane's thread when the jobs are closed: what it opened, it
        closes.
        """
        self._last.append((lane, function))

    def close(self, timeout_s: float = 1.5) -> bool:
        """Cancel everything and wait for the threads. Returns False where one still runs after
        ``timeout_s``.
        """
        self._closed = True
        self._poll.stop()
        for job in self._jobs:
            job.cancel()
        last = [self._pools[lane].submit(function) for lane, function in self._last]
        for pool in self._pools.values():
            pool.shutdown(wait=False)
        running = [job.future for job in self._jobs if job.future and not job.future.cancelled()]
        ended = not wait([*running, *last], timeout_s).not_done
        for pool in self._pools.values():
            pool.shutdown(wait=ended)
        return ended

    def _start(
        self,
        job: Job,
        function: Callable[..., T],
        args: tuple[object, ...],
        lane: JobQueue,
        on_done: Callable[[T], object] | None,
        on_error: ErrorCallback | None,
    ) -> Job:
        if self._closed:  # a timer of a closed window still fired
            job.cancel()
            return job
        self._jobs.add(job)
        job.future = self._pools[lane].submit(function, *args)
        job.future.add_done_callback(
            lambda future: self._hopped.emit(lambda: self._end(job, future, on_done, on_error))
        )
        return job

    def _end(
        self,
        job: Job,
        future: Future[T],
        on_done: Callable[[T], object] | None,
        on_error: ErrorCallback | None,
    ) -> None:
        self._jobs.discard(job)
        if not any(job.on_progress for job in self._jobs):
            self._poll.stop()
        if job.is_cancelled or future.cancelled():
            return
        self._tell_progress(job)
        error = future.exception()
        if error is None:
            if on_done is not None:
                on_done(future.result())
        elif isinstance(error, MerError) and on_error is not None:
            on_error(error)
        elif not isinstance(error, JobCancelled | CancelledError):
            self.crashed.emit(error)

    def _call(self, closure: Callable[[], object]) -> None:
        if not self._closed:
            closure()

    def _deliver_progress(self) -> None:
        for job in tuple(self._jobs):
            self._tell_progress(job)

    @staticmethod
    def _tell_progress(job: Job) -> None:
        latest, job.latest = job.latest, None
        if latest is not None and job.on_progress is not None and not job.is_cancelled:
            job.on_progress(latest)
