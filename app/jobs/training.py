"""The training process: one run at a time, gone when it is done, stopped, or the window goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.i18n import tr
from app.jobs.child import ChildProcess
from app.timers import make_timer
from mer_core.child import Misunderstood, as_argument
from mer_core.jobs import Progress
from mer_core.training.protocol import LANGUAGE, Event, Failed, Outcome, Request, Stop, Stopped
from mer_core.training.report import EpochDone

#: A child that is asked to stop may finish its step for so long.
STOP_MS = 5_000
MAIN = "mer_core.workflows.training_main"


class TrainingProcess(QObject):
    """Starts, watches and stops a training run.

    ``state`` is "idle", "starting", "running" or "stopping". ``progress`` carries Progress,
    ``epoch`` EpochDone. A run ends with exactly one of ``done`` (TrainReport or TeachReport),
    ``stopped`` and ``failed`` (a sentence); ``state`` is "idle" by then.
    """

    state_changed = Signal(str)
    progress = Signal(object)
    epoch = Signal(object)
    done = Signal(object)
    stopped = Signal()
    failed = Signal(str)

    def __init__(self, cache: Path, log: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        self.child = ChildProcess(MAIN, LANGUAGE, log, self)
        self.child.told.connect(self._handle)
        self.child.ended.connect(self._on_ended)
        self._outcome: Outcome | None = None
        # In the midst of one long step: the end of the pipe ends the child there and then.
        self._patience = make_timer(self, STOP_MS, self.child.hang_up, once=True)
        self.state = "idle"

    @property
    def process_id(self) -> int:
        """The child's process id, 0 where none runs."""
        return self.child.process_id

    def start(self, request: Request) -> None:
        """Serve ``request``; ignored while a run is on."""
        if self.child.is_running:
            return
        self._outcome = None
        self.child.start((as_argument(self._cache),), request)
        if self.child.is_running:
            self._set_state("starting")

    def stop(self) -> None:
        """Let the run end at its next step; what it can resume from stays. ``stopped`` follows."""
        if self.state in ("starting", "running"):
            self._set_state("stopping")
            self.child.send(Stop())
            self._patience.start()

    def close(self) -> None:
        """End the child now, for good, within two seconds."""
        self._patience.stop()
        self.child.close()
        self._set_state("idle")

    def _handle(self, event: Event) -> None:
        if self.state == "starting":
            self._set_state("running")
        if isinstance(event, Progress):
            self.progress.emit(event)
        elif isinstance(event, EpochDone):
            self.epoch.emit(event)
        elif isinstance(event, Misunderstood):
            words = tr("The training process and the window disagree: {message}.")
            self._outcome = Failed(words.format(message=event.message))
            self.child.hang_up()
        else:
            self._outcome = event

    def _on_ended(self, how: str) -> None:
        self._patience.stop()
        was_stopping = self.state == "stopping"
        self._set_state("idle")
        match self._outcome:
            case Failed(message):
                self.failed.emit(message)
            case Stopped():
                self.stopped.emit()
            case None if was_stopping:
                self.stopped.emit()
            case None:
                self.failed.emit(self._unexpected_end(how))
            case report:
                self.done.emit(report)

    def _unexpected_end(self, how: str) -> str:
        if how == "crashed":
            return tr(
                "The training process was ended from outside, perhaps because the memory was "
                "full. What it had finished is kept: start the same training again to go on."
            )
        if how:
            return tr("The training could not be started: {why}.").format(why=how)
        return tr(
            "The training ended because of a mistake of Moodline's own; {log} says which. What it "
            "had finished is kept."
        ).format(log=self.child.log)

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
