"""Several songs at a time, each in an analysis process of its own: all cores hear, and what a song
does to its process (a crash, a hang, all the memory) costs that song at most.

The foreman, who calls ``analyse``, hands every worker one song and gets one line for each; the
workers (``worker_main``) save by themselves, song by song. A song whose worker ended is given to
another one; at the second end it is marked failed, with the reason.
"""

from __future__ import annotations

import queue
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from mer_core.child import MAX_DEATHS, as_argument
from mer_core.errors import InputError, MerError
from mer_core.inference.protocol import (
    UNTOLD,
    Broken,
    Explain,
    Explained,
    Pause,
    Ready,
    Resume,
    TrackDone,
    TrackFailed,
    TrackHeard,
)
from mer_core.jobs import JobContext, Progress
from mer_core.library.database import Library
from mer_core.library.tracks import Track
from mer_core.workflows.analyse import PHASE, AnalysisReport
from mer_core.workflows.room import once_there_is_room
from mer_core.workflows.worker import Worker, num_cores

#: A worker that says nothing about its song for so long hangs in a decoder or a driver.
SILENCE_S = 90.0
#: One that is stopped for so long is not let go on with us (after Ctrl-Z, fg), and perhaps never.
STOPPED_S = 2.0
#: How often the foreman looks around, and the longest it may have been held in between.
_LOOK_S, _LONGEST_LOOK_S = 0.05, 1.0
#: So much more of a song must have been heard until it is told again.
_STEP = 0.02


class Songs(Protocol):
    """What is to be heard; may grow meanwhile, and change its order."""

    def __len__(self) -> int:
        """Songs that were not taken yet."""

    def take(self) -> Track | None:
        """The next song; None where there is none after all."""

    @property
    def total(self) -> int:
        """Songs taken and not yet taken."""


class _Listed:
    """Songs that are all known from the start."""

    def __init__(self, tracks: Iterable[Track]) -> None:
        self._waiting = deque(tracks)
        self.total = len(self._waiting)

    def __len__(self) -> int:
        return len(self._waiting)

    def take(self) -> Track | None:
        return self._waiting.popleft() if self._waiting else None


class Crew:
    """Workers for the songs of one library and one model; a context manager that ends them all.

    They share ``cores`` among them, None for all. ``clock`` gives seconds.
    """

    def __init__(
        self, library: Path, model: Path, device: str,
        *, cores: int | None = None, clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._arguments = as_argument(library.absolute()), as_argument(model.absolute()), device
        self._cores = cores or num_cores()
        self._clock = clock
        self._told: queue.SimpleQueue[tuple[Worker, object]] = queue.SimpleQueue()
        self._workers: list[Worker] = []
        self._unasked: deque[Explain] = deque()
        self._size = 0
        self._is_paused = False
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
            threads = str(max(1, self._cores // self._size))
            self._workers.append(Worker((*self._arguments, threads), self._told))

    def try_out(self, context: JobContext) -> None:
        """Wait until a worker has loaded the model. Raises InputError where the model or the device
        does not allow it, MerError where the process ends before.
        """
        self.start(1)
        while not any(worker.is_ready for worker in self._workers):
            context.check_cancelled()
            match self.next():
                case worker, Ready():
                    worker.is_ready = True
                case _, Broken(message):
                    raise InputError(message)
                case worker, None:
                    self.replace(worker)

    def analyse(
        self, context: JobContext, library: Library, songs: Iterable[Track] | Songs
    ) -> AnalysisReport:
        """As ``workflows.analyse``, but several songs at a time: TrackDone and TrackFailed may come
        in another order, and TrackHeard tells how far each song is. Goes on while there are songs
        or unanswered questions. Raises MerError where the workers cannot work at all.
        """
        songs = _Listed(songs) if isinstance(songs, Iterable) else songs
        return _Run(self, context, library, songs).run()

    def pause(self, paused: bool) -> None:
        """Let all hold still, or go on."""
        self._is_paused = paused
        for worker in self._workers:
            worker.send(Pause() if paused else Resume())

    def ask(self, question: Explain) -> None:
        """Have it answered by a worker, whatever that is at; Explained is published."""
        self.start(1)
        self._unasked.append(question)

    # --- for a run ---

    @property
    def is_asked(self) -> bool:
        """A question has no answer yet."""
        return bool(self._unasked) or any(worker.asked for worker in self._workers)

    def free(self) -> Worker | None:
        """A worker that may get a song."""
        if self._is_paused:
            return None
        return next((w for w in self._workers if w.is_ready and w.track is None), None)

    def pass_questions_on(self) -> None:
        """Give what was asked to a worker that can answer, if possible one without a song."""
        ready = [worker for worker in self._workers if worker.is_ready]
        while self._unasked and ready:
            worker = min(ready, key=lambda each: (each.track is not None, len(each.asked)))
            worker.ask(self._unasked.popleft())

    def next(self) -> tuple[Worker, object] | None:
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
            if worker.is_busy and not self._is_paused:
                # Where we were held ourselves (a pause, a sleep of the machine), so were they.
                passed_s = min(now - before, _LONGEST_LOOK_S)
                worker.silent_s += passed_s
                worker.stopped_s = worker.stopped_s + passed_s if worker.is_stopped else 0.0
                if worker.silent_s > SILENCE_S or worker.stopped_s > STOPPED_S:
                    worker.kill()

    def replace(self, worker: Worker) -> None:
        """Go on without a worker that has ended. Raises MerError where none is left that works."""
        self._workers.remove(worker)
        worker.hang_up()
        # Where it never got to work, or memory may be short, the others do without it.
        if not worker.is_ready or worker.was_killed or worker.was_short_of_memory:
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

    def __init__(self, crew: Crew, context: JobContext, library: Library, songs: Songs) -> None:
        self._crew, self._context, self._library, self._songs = crew, context, library, songs
        self._again: deque[Track] = deque()
        self._num_in_flight = 0
        self._deaths: Counter[int] = Counter()
        self._analysed: list[int] = []
        self._failed: list[tuple[int, str]] = []

    def run(self) -> AnalysisReport:
        while True:
            self._context.check_cancelled()
            self._crew.pass_questions_on()
            while (self._songs or self._again) and (worker := self._crew.free()) is not None:
                self._give(worker)
            if not (self._songs or self._again or self._num_in_flight or self._crew.is_asked):
                return AnalysisReport(tuple(self._analysed), tuple(self._failed))
            told = self._crew.next()
            if told is not None:
                self._obey(*told)

    def _give(self, worker: Worker) -> None:
        """The next song; those that ended a worker come last."""
        track = self._songs.take() if self._songs else self._again.popleft()
        if track is not None:
            worker.hear(track)
            self._num_in_flight += 1
            self._report(track)

    def _obey(self, worker: Worker, event: object) -> None:
        match event:
            case Ready():
                worker.is_ready = True
                self._context.publish(event)
            case Progress(fraction=fraction):
                if worker.track is not None:
                    if fraction >= worker.fraction + _STEP:
                        worker.fraction = fraction
                        self._context.publish(TrackHeard(worker.track.id, fraction))
                    self._report(worker.track)
            case TrackDone(track_id):
                self._analysed.append(track_id)
                self._land(worker, event)
            case TrackFailed(track_id, message):
                self._failed.append((track_id, message))
                self._land(worker, event)
            case Explained():
                worker.asked.popleft()
                self._context.publish(event)
            case Broken(message):
                raise MerError(message)
            case None:
                self._mourn(worker)
            case _:
                self._context.publish(event)

    def _land(self, worker: Worker, event: TrackDone | TrackFailed) -> None:
        track, worker.track = worker.track, None
        self._num_in_flight -= 1
        self._context.publish(event)
        if track is not None:
            self._report(track)

    def _mourn(self, worker: Worker) -> None:
        """Its song is given to another one, or has had its chances; what it was asked may be what
        ended it, and is not asked again.
        """
        track, worker.track = worker.track, None
        self._crew.replace(worker)
        for asked in worker.asked:
            self._context.publish(Explained(asked.track_id, asked.at_s, None, UNTOLD))
        if track is None:
            return
        self._num_in_flight -= 1
        self._deaths[track.id] += 1
        if self._deaths[track.id] < MAX_DEATHS:
            self._again.append(track)
            return
        reason = (
            "the memory does not suffice to hear this file; close other programs and try it again."
            if worker.was_short_of_memory
            else "the analysis process ended twice while reading this file."
        )
        reason = f"{track.path.name}: {reason}"
        once_there_is_room(self._context, partial(self._library.save_failure, track.id, reason))
        self._failed.append((track.id, reason))
        self._context.publish(TrackFailed(track.id, reason))

    def _report(self, track: Track) -> None:
        done = len(self._analysed) + len(self._failed)
        fraction = self._crew.fraction
        self._context.report(Progress(PHASE, done, self._songs.total, track.path.name, fraction))
