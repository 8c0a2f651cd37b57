"""A training run as the window sees it: one status value, its curves and its log."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.actions.opened import reading
from app.actions.training_run import PARTS, RunHistory
from app.engine_words import engine_word
from app.i18n import mark, tr
from app.jobs import JobQueue, Jobs, TrainingProcess
from app.timers import make_timer
from mer_core.cells import guarded
from mer_core.disk import reason_of, replaced
from mer_core.errors import InputError
from mer_core.jobs import Progress
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.training.protocol import Request
from mer_core.training.report import EpochDone, TrainReport
from mer_core.training.requests import TeachRequest
from mer_core.training.teaching.verdict import TeachReport
from mer_core.workflows.correct import corrections_table, save_ratings

#: The columns of a table of ratings; title and artist are for the user's eyes.
RATING_COLUMNS = ("path", "title", "artist", "valence", "arousal", "moods")
_TICK_MS = 500
#: The phase of a run that tells of its epochs.
_LEARNING = "Training"


@dataclass(frozen=True, slots=True)
class TrainingStatus:
    """What the page tells about the run.

    ``state`` is "idle", "starting", "running", "stopping", "stopped", "done" or "failed"; ``phase``
    a sentence without its full stop; ``share`` in [0, 1] and ``left_s`` are None until known;
    ``message`` says why it failed.
    """

    state: str = "idle"
    request: Request | None = None
    phase: str = ""
    share: float | None = None
    elapsed_s: float = 0.0
    left_s: float | None = None
    message: str = ""

    @property
    def is_active(self) -> bool:
        """The process runs."""
        return self.state in ("starting", "running", "stopping")

    @property
    def is_teaching(self) -> bool:
        """The run teaches a model the user's ratings."""
        return isinstance(self.request, TeachRequest)


class TrainingActions(QObject):
    """Starts, stops and watches the training process.

    ``status_changed`` carries a TrainingStatus, ``learnt`` the RunHistory after every epoch,
    ``logged`` (seconds since the start, a line), ``finished`` a TrainReport or TeachReport.
    ``template_saved`` carries (path, number of songs), ``corrections_saved`` a path, ``failed`` a
    sentence about anything but the run itself: that one is in the status.
    """

    status_changed = Signal(object)
    learnt = Signal(object)
    logged = Signal(float, str)
    finished = Signal(object)
    template_saved = Signal(object, int)
    corrections_saved = Signal(object)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, paths: AppPaths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.process = TrainingProcess(paths.cache, paths.logs / "training.log", self)
        self._jobs = jobs
        self._paths = paths
        self._begun = 0.0
        self._now_playing = ""
        self._part: tuple[str, int] | None = None
        self.status = TrainingStatus()
        self.history = RunHistory()
        self._tick = make_timer(self, _TICK_MS, self._on_tick)
        process = self.process
        process.state_changed.connect(self._on_state)
        process.progress.connect(self._on_progress)
        process.epoch.connect(self._on_epoch)
        process.done.connect(self._on_done)
        process.stopped.connect(self._on_stopped)
        process.failed.connect(self._on_failed)

    def start(self, request: Request) -> None:
        """Begin a run, or go on with the one that was stopped: then its curves stay."""
        if self.status.is_active:
            return
        if not self.resumes(request):
            self.history = RunHistory(len(getattr(request, "protocols", ())) or 2)
        self._begun = time.monotonic()
        self._now_playing, self._part = "", None
        self.status = TrainingStatus(request=request)
        self.learnt.emit(self.history)
        self._tick.start()
        self.process.start(request)

    def stop(self) -> None:
        """End the run at its next step; what it has finished is kept."""
        self.process.stop()

    def close(self) -> None:
        """End the process for good, with the window."""
        self._tick.stop()
        self.process.close()

    def resumes(self, request: Request) -> bool:
        """``request`` is what was stopped, or failed, last."""
        return self.status.state in ("stopped", "failed") and self.status.request == request

    def save_template(self, path: Path) -> None:
        """Write a table of the analysed songs, to be rated; ``template_saved`` follows."""
        self._jobs.run(
            reading(self._paths.library, write_template),
            path,
            lane=JobQueue.FILES,
            on_done=lambda number: self.template_saved.emit(path, number),
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def save_corrections(self) -> None:
        """Write what was corrected by hand as a table of ratings; ``corrections_saved`` follows."""
        self._jobs.run(
            reading(self._paths.library, save_ratings),
            corrections_table(self._paths),
            lane=JobQueue.FILES,
            on_done=self.corrections_saved.emit,
            on_error=lambda error: self.failed.emit(str(error)),
        )

    # --- what the process says ---

    def _on_state(self, state: str) -> None:
        if state == "idle":
            self._tick.stop()
            return
        words = {"starting": mark("Getting ready"), "stopping": mark("Stopping after this step")}
        phase = tr(words[state]) if state in words else self.status.phase
        self._tell(replace(self.status, state=state, phase=phase))
        if state in words:
            self._log(words[state])

    def _on_progress(self, progress: Progress) -> None:
        if progress.phase != self._now_playing:
            self._now_playing = progress.phase
            if progress.phase != _LEARNING:  # its folds have lines of their own
                self._log(progress.phase)
        if self.status.state == "stopping":
            return
        if self.history.latest is not None:
            within = progress.fraction if progress.phase == _LEARNING else 0.0
            self._tell(
                replace(self.status, phase=phase_words(progress), share=self.history.share(within))
            )
        else:
            share = (progress.done + progress.fraction) / progress.total if progress.total else None
            self._tell(replace(self.status, phase=phase_words(progress), share=share))

    def _on_epoch(self, event: EpochDone) -> None:
        is_new = self.history.add(event)
        self._log_epoch(event)
        self._tell(replace(self.status, share=self.history.share(), left_s=self.history.left_s()))
        if is_new:
            self.learnt.emit(self.history)

    def _on_done(self, result: TrainReport | TeachReport) -> None:
        self._tell(replace(self.status, state="done", phase="", share=1.0, left_s=None))
        self._log(f"Saved as {result.model_id}")
        self.learnt.emit(self.history)
        self.finished.emit(result)

    def _on_stopped(self) -> None:
        self._tell(
            replace(
                self.status,
                state="stopped",
                phase=tr("Stopped; start again to go on from here"),
                left_s=None,
            )
        )
        self._log("Stopped")
        self.learnt.emit(self.history)

    def _on_failed(self, message: str) -> None:
        self._tell(replace(self.status, state="failed", phase="", left_s=None, message=message))
        self._log("Failed")
        self.learnt.emit(self.history)

    def _on_tick(self) -> None:
        left = self.status.left_s
        self._tell(
            replace(self.status, left_s=None if left is None else max(left - _TICK_MS / 1000, 1.0))
        )

    def _log_epoch(self, event: EpochDone) -> None:
        """One line for every fold's beginning, and one for its end."""
        part = (event.protocol, event.fold)
        if part != self._part and event.num_epochs > 1:
            self._log(f"Learns {fold_words(event)}")
        self._part = part
        if event.epoch + 1 == event.num_epochs and event.score is not None:
            self._log(f"{fold_words(event).capitalize()}: {event.score_name} {event.score:.3f}")

    def _log(self, line: str) -> None:
        self.logged.emit(time.monotonic() - self._begun, line)

    def _tell(self, status: TrainingStatus) -> None:
        self.status = replace(status, elapsed_s=time.monotonic() - self._begun)
        self.status_changed.emit(self.status)


def fold_words(event: EpochDone) -> str:
    """ "by song, fold 2 of 10"; the model that is kept has no folds."""
    part = PARTS.get(event.protocol, event.protocol)
    return f"{part}, fold {event.fold + 1} of {event.num_folds}" if event.num_folds > 1 else part


def phase_words(progress: Progress) -> str:
    """Where the run is, as a line."""
    numbers = ""
    if progress.total:
        done, total = f"{progress.done:,}", f"{progress.total:,}"
        numbers = tr("{number} of {total}").format(number=done, total=total)
    item = progress.item
    for part, words in PARTS.items():
        item = item.replace(part, tr(words))
    if progress.phase == _LEARNING:
        _, _, where = item.partition(", ")  # the recipe's name stands above
        return tr("Learns {where}, {numbers} epochs").format(where=where, numbers=numbers)
    phase = engine_word(progress.phase)
    return " · ".join(word for word in (phase, numbers, item) if word)


def write_template(library: Library, path: Path) -> int:
    """Write one row for every analysed song into ``path``, its ratings empty: what the model
    thinks of a song must not colour what the user says. Returns the number of songs.

    Raises InputError where the disk refuses.
    """
    rows = [row for row in library.rows() if row.valence is not None]
    lines: Iterable[tuple[str, ...]] = (
        (*map(guarded, (str(row.track.path), row.track.title, row.track.artist)), "", "", "")
        for row in rows
    )
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(RATING_COLUMNS)
    writer.writerows(lines)
    try:
        with replaced(path) as file:
            file.write(text.getvalue().encode("utf-8-sig", "surrogateescape"))
    except OSError as error:
        raise InputError(f"{path} could not be written ({reason_of(error)}).") from error
    return len(rows)
