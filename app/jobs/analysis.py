"""The supervised analysis process: started when there is work, restarted when it dies, gone when
the window goes.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from app.jobs.logs import ready_log
from app.timers import make_timer
from mer_core.child import as_argument
from mer_core.inference import worker
from mer_core.inference.worker import (
    Accepted,
    Analyse,
    Broken,
    Command,
    Event,
    Finished,
    Prioritise,
    Ready,
    RoomAgain,
    TrackDone,
    TrackFailed,
    TrackStarted,
    WaitsForRoom,
)
from mer_core.jobs import Progress

#: A child that is silent for so long hangs in a decoder or a driver and is ended.
SILENCE_MS = 90_000
#: A song that ended the process so often is marked failed.
MAX_DEATHS = 2
_PACKAGE_ROOT = Path(worker.__file__).resolve().parents[2]


def worker_command() -> list[str]:
    """The program and first arguments of the child; a frozen build is its own interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--analysis-worker"]
    return [sys.executable, "-m", "mer_core.workflows.worker"]


class AnalysisProcess(QObject):
    """Starts, feeds and watches the analysis process.

    ``state`` is "idle", "starting", "running", "paused", or "waiting" while the library's disk is
    full. ``progress`` counts over restarts.
    ``item`` carries TrackStarted, TrackDone and TrackFailed; ``died`` a sentence about an
    unexpected end that was survived; ``waits`` one about what it waits for; ``broken`` a sentence
    where the analysis cannot go on; ``finished`` says that nothing is left.
    """

    state_changed = Signal(str)
    ready = Signal(object)
    progress = Signal(object)
    item = Signal(object)
    died = Signal(str)
    waits = Signal(str)
    broken = Signal(str)
    finished = Signal()

    def __init__(
        self,
        library: Path,
        log: Path,
        *,
        command: list[str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._log = log
        self._command = command or worker_command()
        self._model = Path()
        self._device = "auto"
        self._process: QProcess | None = None
        self._silence = make_timer(self, SILENCE_MS, self._kill, once=True)
        self.state = "idle"
        self._closed = False
        self._reset()

    def _reset(self) -> None:
        self._wanted: dict[int, None] = {}
        self._wants_all = False
        self._num_unanswered = 0
        self._in_flight: TrackStarted | None = None
        self._deaths: Counter[int] = Counter()
        self._deaths_before_ready = 0
        self._num_done = 0
        self._num_done_before = 0
        self._complete = False
        self._stopping = False

    # --- what the window asks for ---

    def configure(self, model: Path, device: str) -> None:
        """The model's folder and the device for the next start."""
        self._model, self._device = model, device

    @property
    def process_id(self) -> int:
        """The child's process id, 0 where none runs."""
        return int(self._process.processId()) if self._process is not None else 0

    def start(self, track_ids: Iterable[int] | None = None) -> None:
        """Analyse these tracks, or whatever the library lacks; adds to what is going on already."""
        if self._closed:
            return
        ids = None if track_ids is None else tuple(track_ids)
        if self._process is None:
            self._reset()
        self._wants_all |= ids is None
        self._wanted.update(dict.fromkeys(ids or ()))
        if self._process is None:
            self._launch(Analyse(ids))
        else:
            self._num_unanswered += 1
            self._send(Analyse(ids))

    def prioritise(self, track_id: int) -> None:
        """The user plays this track: analyse it next, if it waits."""
        if self._process is not None:
            self._send(Prioritise(track_id))

    def pause(self) -> None:
        """Hold still within a second."""
        if self.state in ("running", "starting", "waiting"):
            self._send(worker.Pause())
            self._silence.stop()
            self._set_state("paused")

    def resume(self) -> None:
        """Go on after pause()."""
        if self.state == "paused":
            self._send(worker.Resume())
            self._silence.start()
            self._set_state("running")

    def stop(self) -> None:
        """Let the child end; its song in flight is not saved. ``finished`` follows."""
        if self._process is not None:
            self._stopping = True
            self._process.closeWriteChannel()
            QTimer.singleShot(1000, self._process, self._process.kill)

    def close(self) -> None:
        """End the child now, for good, within two seconds."""
        self._closed = True
        process, self._process = self._process, None
        self._silence.stop()
        if process is None:
            return
        process.closeWriteChannel()
        if not process.waitForFinished(1000):
            process.kill()
            process.waitForFinished(1000)
        process.deleteLater()
        self._set_state("idle")

    # --- the child ---

    def _launch(self, first: Analyse) -> None:
        process = self._process = QProcess(self)
        process.setWorkingDirectory(str(_PACKAGE_ROOT))
        process.setStandardErrorFile(ready_log(self._log), QProcess.OpenModeFlag.Append)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        program, *arguments = self._command
        paths = (as_argument(self._library), as_argument(self._model))
        process.start(program, [*arguments, *paths, self._device])
        self._num_unanswered = 1
        self._complete = False
        self._send(first)
        self._silence.start()
        was_paused = self.state == "paused"
        self._set_state("starting")
        if was_paused:
            self.pause()

    def _send(self, command: Command) -> None:
        if self._process is not None:
            self._process.write(worker.LANGUAGE.encode(command))

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            event = worker.LANGUAGE.decode(bytes(self._process.readLine().data()))
            if self.state != "paused":
                self._silence.start()
            self._handle(event)

    def _handle(self, event: Command | Event) -> None:
        match event:
            case Ready():
                self._deaths_before_ready = 0
                if self.state == "starting":
                    self._set_state("running")
                self.ready.emit(event)
            case Progress():
                total = None if event.total is None else event.total + self._num_done_before
                self.progress.emit(
                    Progress(event.stage, self._num_done, total, event.item, event.fraction)
                )
            case TrackStarted():
                self._in_flight = event
                self.item.emit(event)
            case TrackDone(track_id) | TrackFailed(track_id, _):
                self._in_flight = None
                self._num_done += 1
                self._wanted.pop(track_id, None)
                self.item.emit(event)
            case Broken(message):
                self._stopping = True
                self.broken.emit(message)
            case WaitsForRoom(message):
                if self.state not in ("paused", "waiting"):
                    self._set_state("waiting")
                    self.waits.emit(message)
            case RoomAgain():
                if self.state == "waiting":
                    self._set_state("running")
            case Accepted():
                self._num_unanswered -= 1
            case Finished():
                self._complete = True

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self.broken.emit(f"The analysis could not be started: {self._process.errorString()}.")
            self._stopping = True
            self._on_finished()

    def _on_finished(self) -> None:
        if self._process is None:
            return
        self._read()
        self._process.deleteLater()
        self._process = None
        self._silence.stop()
        if self._stopping or (self._complete and self._num_unanswered <= 0):
            self._in_flight = None
            self._set_state("idle")
            self.finished.emit()
        elif self._complete:
            # More was asked for while the child was saying goodbye.
            self._restart()
        else:
            self._recover()

    def _recover(self) -> None:
        song, self._in_flight = self._in_flight, None
        if song is None:
            self._deaths_before_ready += 1
            if self._deaths_before_ready >= MAX_DEATHS:
                self._set_state("idle")
                self.broken.emit(
                    f"The analysis process ended twice before its first song; {self._log} says why."
                )
                self.finished.emit()
                return
            self.died.emit("The analysis process ended unexpectedly and is started again.")
        else:
            self._deaths[song.track_id] += 1
            again = self._deaths[song.track_id] < MAX_DEATHS
            fate = "it is tried once more at the end" if again else "it is marked failed"
            self.died.emit(
                f"The analysis process ended unexpectedly while analysing “{song.name}”; "
                f"{fate}, and the rest goes on."
            )
        self._restart()

    def _restart(self) -> None:
        condemned = tuple(i for i, deaths in self._deaths.items() if deaths == MAX_DEATHS)
        suspects = tuple(i for i, deaths in self._deaths.items() if deaths < MAX_DEATHS)
        for track_id in condemned:
            self._deaths[track_id] += 1  # told once
        ids = None if self._wants_all else tuple(i for i in self._wanted if i not in condemned)
        self._num_done_before = self._num_done
        self._launch(
            Analyse(
                ids,
                suspects,
                condemned,
                "The analysis process ended twice while reading this file.",
            )
        )

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
