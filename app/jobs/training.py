"""The training process: one run at a time, gone when it is done, stopped, or the window goes."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from app.jobs.logs import ready_log
from app.timers import make_timer
from mer_core.child import as_argument
from mer_core.jobs import Progress
from mer_core.training import worker_protocol
from mer_core.training.events import EpochDone
from mer_core.training.worker_protocol import (
    LANGUAGE,
    Command,
    Failed,
    Request,
    Stop,
    Stopped,
    TeachDone,
    TrainDone,
)

#: A child that is asked to stop may finish its step for so long.
STOP_MS = 5_000
_PACKAGE_ROOT = Path(worker_protocol.__file__).resolve().parents[2]


def training_command() -> list[str]:
    """The program and first arguments of the child; a frozen build is its own interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--training-worker"]
    return [sys.executable, "-m", "mer_core.workflows.training_worker"]


class TrainingProcess(QObject):
    """Starts, watches and stops a training run.

    ``state`` is "idle", "starting", "running" or "stopping". ``progress`` carries Progress,
    ``epoch`` EpochDone. A run ends with exactly one of ``done`` (TrainDone or TeachDone),
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
        self._log = log
        self._process: QProcess | None = None
        self._result: TrainDone | TeachDone | Stopped | Failed | None = None
        self._patience = make_timer(self, STOP_MS, self._lose_patience, once=True)
        self.state = "idle"
        self._closed = False

    @property
    def process_id(self) -> int:
        """The child's process id, 0 where none runs."""
        return int(self._process.processId()) if self._process is not None else 0

    def start(self, request: Request) -> None:
        """Serve ``request``; ignored while a run is on."""
        if self._closed or self._process is not None:
            return
        self._result = None
        process = self._process = QProcess(self)
        process.setWorkingDirectory(str(_PACKAGE_ROOT))
        process.setStandardErrorFile(ready_log(self._log), QProcess.OpenModeFlag.Append)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        program, *arguments = training_command()
        process.start(program, [*arguments, as_argument(self._cache)])
        self._set_state("starting")
        self._send(request)

    def stop(self) -> None:
        """Let the run end at its next step; what it can resume from stays. ``stopped`` follows."""
        if self.state in ("starting", "running"):
            self._set_state("stopping")
            self._send(Stop())
            self._patience.start()

    def close(self) -> None:
        """End the child now, for good, within two seconds."""
        self._closed = True
        self._patience.stop()
        process, self._process = self._process, None
        if process is None:
            return
        process.closeWriteChannel()
        if not process.waitForFinished(1000):
            process.kill()
            process.waitForFinished(1000)
        process.deleteLater()
        self._set_state("idle")

    def _send(self, command: Command) -> None:
        if self._process is not None:
            self._process.write(LANGUAGE.encode(command))

    def _lose_patience(self) -> None:
        """In the midst of one long step: the end of the pipe ends the child there and then."""
        if self._process is not None:
            self._process.closeWriteChannel()
            QTimer.singleShot(1000, self._process, self._process.kill)

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            event = LANGUAGE.decode(bytes(self._process.readLine().data()))
            if self.state == "starting":
                self._set_state("running")
            if isinstance(event, Progress):
                self.progress.emit(event)
            elif isinstance(event, EpochDone):
                self.epoch.emit(event)
            else:
                self._result = event

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            reason = self._process.errorString()
            self._result = Failed(f"The training could not be started: {reason}.")
            self._on_finished()

    def _on_finished(self) -> None:
        if self._process is None:
            return
        self._read()
        crashed = self._process.exitStatus() == QProcess.ExitStatus.CrashExit
        self._process.deleteLater()
        self._process = None
        self._patience.stop()
        was_stopping = self.state == "stopping"
        self._set_state("idle")
        match self._result:
            case TrainDone() | TeachDone():
                self.done.emit(self._result)
            case Failed(message):
                self.failed.emit(message)
            case Stopped():
                self.stopped.emit()
            case None if was_stopping:
                self.stopped.emit()
            case None:
                self.failed.emit(self._unexpected_end(crashed=crashed))

    def _unexpected_end(self, *, crashed: bool) -> str:
        if crashed:
            return (
                "The training process was ended from outside, perhaps because the memory was "
                "full. What it had finished is kept: start the same training again to go on."
            )
        return (
            f"The training ended because of a mistake of Moodline's own; {self._log} says which. "
            "What it had finished is kept."
        )

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
