"""Several songs at a time, each in an analysis process of its own: all cores hear, and what a song
does to its process (a crash, a hang, all the memory) costs that song at most.

The foreman, who calls ``analyse``, hands every worker one song and gets one line for each; the
workers (``worker_main``) save by themselves, song by song. A song whose worker ended is given to
another one; at the second end it is marked failed, with the reason.
"""

from __future__ import annotations

import os
import queue
import subprocess
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from mer_core.child import MAX_DEATHS, PACKAGE_ROOT, as_argument, child_command
from mer_core.errors import MerError
from mer_core.inference.protocol import (
    LANGUAGE,
    Broken,
    Hear,
    Ready,
    TrackDone,
    TrackFailed,
)
from mer_core.jobs import JobContext, Progress
from mer_core.library.database import Library
from mer_core.library.tracks import Track
from mer_core.workflows.analyse import PHASE, AnalysisReport
from mer_core.workflows.room import once_there_is_room

#: A worker that says nothing about its song for so long hangs in a decoder or a driver.
SILENCE_S = 90.0
MAIN = "mer_core.workflows.worker_main"
_LOOK_S, _LONGEST_LOOK_S = 0.1, 1.0
#: What a worker may take, in bytes; more of them than fit into the free memory are not started.
_WORKER_BYTES = 500 * 2**20
_PATIENCE_S = 1.0


def crew_size(num_songs: int) -> int:
    """How many workers are worth it here for so many songs: one a core, if the memory allows."""
    fitting = int(psutil.virtual_memory().available) // _WORKER_BYTES
    return min(num_songs, max(1, min(num_cores(), fitting)))


def num_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Worker:
    """One process, and the song that it was given last."""

    def __init__(
        self, arguments: Iterable[str], told: queue.SimpleQueue[tuple[_Worker, object]]
    ) -> None:
        self._process = subprocess.Popen(
            [*child_command(MAIN), *arguments],
            cwd=PACKAGE_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._told = told
        self.is_ready = False
        self.track: Track | None = None
        self.fraction = 0.0
        self.silent_s = 0.0
        self._reader = threading.Thread(target=self._read, name="worker", daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                # A line that its writer's death cut short says nothing.
                with suppress(ValueError):
                    self._told.put((self, LANGUAGE.decode(line)))
        self._process.wait()
        self._told.put((self, None))

    def send(self, command: object) -> None:
        """Tell it; where it is gone, its end is told soon."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.write(LANGUAGE.encode(command))
            self._process.stdin.flush()

    @property
    def was_killed(self) -> bool:
        """Ended by SIGKILL, as the system does where memory is short."""
        return self._process.returncode == -9

    @property
    def is_stopped(self) -> bool:
        """Held by SIGSTOP, and nobody may ever let it go on."""
        with suppress(psutil.Error):
            return bool(psutil.Process(self._process.pid).status() == psutil.STATUS_STOPPED)
        return False

    def kill(self) -> None:
        """End it by force."""
        self._process.kill()

    def hang_up(self) -> None:
        """Let it end, as it does with its input."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()

    def see_off(self) -> None:
        """Wait until it is gone, not for long."""
        try:
            self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._reader.join()


class Crew:
    """Workers for the songs of one library and one model; a context manager that ends them all.

    ``clock`` gives seconds.
    """

    def __init__(
        self, library: Path, model: Path, device: str,
        *, clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._arguments = as_argument(library.absolute()), as_argument(model.absolute()), device
        self._clock = clock
        self._told: queue.SimpleQueue[tuple[_Worker, object]] = queue.SimpleQueue()
        self._workers: list[_Worker] = []
        self._size = 0
        self._looked_at = clock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.hang_up()
        for worker in self._workers:
            worker.see_off()

    def start(self, size: int) -> None:
        """See that there are ``size`` workers; returns at once, while they load the model."""
        self._size = max(self._size, size)
        while len(self._workers) < self._size:
            threads = str(max(1, num_cores() // self._size))
            self._workers.append(_Worker((*self._arguments, threads), self._told))

    def analyse(
        self, context: JobContext, library: Library, tracks: Sequence[Track]
    ) -> AnalysisReport:
        """As ``workflows.analyse``, but several songs at a time: TrackDone and TrackFailed may come
        in another order. Raises MerError where the workers cannot work at all.
        """
        return _Run(self, context, library, tracks).run()

    # --- for a run ---

    def give(self, track: Track) -> bool:
        """Let a worker hear the song; False where all that are ready have one."""
        worker = next((w for w in self._workers if w.is_ready and w.track is None), None)
        if worker is not None:
            worker.track, worker.fraction, worker.silent_s = track, 0.0, 0.0
            worker.send(Hear(track.id))
        return worker is not None

    def next(self) -> tuple[_Worker, object] | None:
        """What a worker says next, None for its end; None where nobody says anything for now."""
        self._end_the_silent()
        try:
            worker, event = self._told.get(timeout=_LOOK_S)
        except queue.Empty:
            return None
        worker.silent_s = 0.0
        return worker, event

    def _end_the_silent(self) -> None:
        now, before = self._clock(), self._looked_at
        self._looked_at = now
        for worker in self._workers:
            if worker.track is not None:
                # Where we were held ourselves (a pause, a sleep of the machine), so were they.
                worker.silent_s += min(now - before, _LONGEST_LOOK_S)
                if worker.silent_s > SILENCE_S or worker.is_stopped:
                    worker.kill()

    def replace(self, worker: _Worker) -> None:
        """Go on without a worker that has ended. Raises MerError where none is left that works."""
        self._workers.remove(worker)
        worker.hang_up()
        # Where it never got to work, or memory may be short, the others do without it.
        if not worker.is_ready or worker.was_killed:
            self._size -= 1
        if not worker.is_ready and not self._workers:
            raise MerError("The analysis process ended before its first song.")
        self.start(1)

    @property
    def fraction(self) -> float:
        """How much is done of the songs in flight, in songs."""
        return sum(worker.fraction for worker in self._workers if worker.track is not None)


class _Run:
    """One call of ``Crew.analyse``."""

    def __init__(
        self, crew: Crew, context: JobContext, library: Library, tracks: Sequence[Track]
    ) -> None:
        self._crew, self._context, self._library = crew, context, library
        self._tracks, self._total = iter(tracks), len(tracks)
        self._again: deque[Track] = deque()
        self._in_flight: dict[int, Track] = {}
        self._deaths: Counter[int] = Counter()
        self._analysed: list[int] = []
        self._failed: list[tuple[int, str]] = []

    def run(self) -> AnalysisReport:
        track = self._take()
        while track is not None or self._in_flight:
            self._context.check_cancelled()
            if track is not None and self._crew.give(track):
                self._in_flight[track.id] = track
                self._report(track)
                track = self._take()
                continue
            told = self._crew.next()
            if told is not None:
                self._obey(*told)
            track = track or self._take()
        return AnalysisReport(tuple(self._analysed), tuple(self._failed))

    def _take(self) -> Track | None:
        return self._again.popleft() if self._again else next(self._tracks, None)

    def _obey(self, worker: _Worker, event: object) -> None:
        match event:
            case Ready():
                worker.is_ready = True
            case Progress(fraction=fraction):
                worker.fraction = fraction
                if worker.track is not None:
                    self._report(worker.track)
            case TrackDone(track_id):
                self._analysed.append(track_id)
                self._land(worker, event)
            case TrackFailed(track_id, message):
                self._failed.append((track_id, message))
                self._land(worker, event)
            case Broken(message):
                raise MerError(message)
            case None:
                self._mourn(worker)
            case _:
                self._context.publish(event)

    def _land(self, worker: _Worker, event: TrackDone | TrackFailed) -> None:
        track, worker.track = worker.track, None
        self._in_flight.pop(event.track_id, None)
        self._context.publish(event)
        if track is not None:
            self._report(track)

    def _mourn(self, worker: _Worker) -> None:
        """Its song is given to another one, or has had its chances."""
        track, worker.track = worker.track, None
        self._crew.replace(worker)
        if track is None:
            return
        del self._in_flight[track.id]
        self._deaths[track.id] += 1
        if self._deaths[track.id] < MAX_DEATHS:
            self._again.append(track)
            return
        reason = f"{track.path.name}: the analysis process ended twice while reading this file."
        once_there_is_room(self._context, partial(self._library.save_failure, track.id, reason))
        self._failed.append((track.id, reason))
        self._context.publish(TrackFailed(track.id, reason))

    def _report(self, track: Track) -> None:
        done = len(self._analysed) + len(self._failed)
        fraction = self._crew.fraction
        self._context.report(Progress(PHASE, done, self._total, track.path.name, fraction))
