"""The supervised analysis process: started when there is work, restarted when it dies, gone when
the window goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.i18n import tr
from app.jobs.child import ChildProcess
from app.timers import make_timer
from mer_core.child import Misunderstood, as_argument
from mer_core.inference.protocol import (
    LANGUAGE,
    UNTOLD,
    Accepted,
    Analyse,
    Broken,
    Event,
    Explain,
    Explained,
    Explaining,
    Finished,
    Pause,
    Prioritise,
    Ready,
    Resume,
    RoomAgain,
    TrackDone,
    TrackFailed,
    TrackHeard,
    TrackStarted,
    WaitsForRoom,
)
from mer_core.jobs import Progress
from mer_core.workflows.worker import num_cores

#: A child that is silent for so long hangs and is ended; it ends workers that hang before that.
SILENCE_MS = 180_000
MAIN = "mer_core.workflows.analysis_main"


class AnalysisProcess(QObject):
    """Starts, feeds and watches the analysis process.

    ``state`` is "idle", "starting", "running", "paused", or "waiting" while the library's disk is
    full. ``progress`` counts over restarts. ``item`` carries TrackStarted, TrackHeard, TrackDone
    and TrackFailed; ``died`` a sentence about an unexpected end that was survived; ``waits`` one
    about what it waits for; ``broken`` a sentence where the analysis cannot go on; ``finished``
    says that nothing is left. ``explaining`` carries the Explaining and the Explained that answer
    ``explain``.

    ``cores``: how many it may use; None for all but one, which is for the window and its sound.
    """

    state_changed = Signal(str)
    ready = Signal(object)
    progress = Signal(object)
    item = Signal(object)
    died = Signal(str)
    waits = Signal(str)
    broken = Signal(str)
    finished = Signal()
    explaining = Signal(object)

    def __init__(
        self, library: Path, log: Path, parent: QObject | None = None, *, cores: int | None = None
    ) -> None:
        super().__init__(parent)
        self._cores = cores or max(1, num_cores() - 1)
        self._library = library
        self._model = Path()
        self._device = "auto"
        self.child = ChildProcess(MAIN, LANGUAGE, log, self)
        self.child.told.connect(self._handle)
        self.child.ended.connect(self._on_ended)
        self._silence = make_timer(self, SILENCE_MS, self.child.kill, once=True)
        self.state = "idle"
        self._closed = False
        self._reset()

    def _reset(self) -> None:
        self._wanted: dict[int, None] = {}
        self._wants_all = False
        self._num_unanswered = 0
        self._questions: list[Explain] = []
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
        return self.child.process_id

    def start(self, track_ids: Iterable[int] | None = None) -> None:
        """Analyse these tracks, or whatever the library lacks; adds to what is going on already."""
        if self._closed:
            return
        ids = None if track_ids is None else tuple(track_ids)
        if not self.child.is_running:
            self._reset()
        self._wants_all |= ids is None
        self._wanted.update(dict.fromkeys(ids or ()))
        self._ask(Analyse(ids))

    def explain(self, track_id: int, at_s: float) -> None:
        """Ask why a track is what it is at a moment; ``explaining`` follows, whatever happens."""
        if self._closed:
            return
        if not self.child.is_running:
            self._reset()
        self._questions.append(question := Explain(track_id, at_s))
        self._ask(question)

    @property
    def is_analysing(self) -> bool:
        """Songs wait, or may wait; a question alone keeps the process up for a moment only."""
        return self._wants_all or bool(self._wanted)

    def _ask(self, command: Analyse | Explain) -> None:
        """Give the child a command that it answers; where there is none, start it so."""
        if self.child.is_running:
            self._num_unanswered += 1
            self.child.send(command)
            return
        paths = (as_argument(self._library), as_argument(self._model))
        self.child.start((*paths, self._device, str(self._cores)), command)
        self._on_launched()

    def prioritise(self, track_id: int) -> None:
        """The user plays this track: analyse it next, if it waits."""
        self.child.send(Prioritise(track_id))

    def pause(self) -> None:
        """Hold still within a tenth of a second."""
        if self.state in ("running", "starting", "waiting"):
            self.child.send(Pause())
            self._silence.stop()
            self._set_state("paused")

    def resume(self) -> None:
        """Go on after pause()."""
        if self.state == "paused":
            self.child.send(Resume())
            self._silence.start()
            self._set_state("running")

    def stop(self) -> None:
        """Let the child end; its song in flight is not saved. ``finished`` follows."""
        if self.child.is_running:
            self._stopping = True
            self.child.hang_up()

    def close(self) -> None:
        """End the child now, for good, within two seconds."""
        self._closed = True
        self._silence.stop()
        self.child.close()
        self._set_state("idle")

    # --- the child ---

    def _on_launched(self) -> None:
        if not self.child.is_running:
            return
        self._num_unanswered = 1
        self._complete = False
        if self.state == "paused":
            self.child.send(Pause())
        else:
            self._silence.start()
            self._set_state("starting")

    def _handle(self, event: Event) -> None:
        if self.state != "paused":
            self._silence.start()
        match event:
            case Ready():
                if self.state == "starting":
                    self._set_state("running")
                self.ready.emit(event)
            case Progress():
                total = None if event.total is None else event.total + self._num_done_before
                self.progress.emit(
                    Progress(event.phase, self._num_done, total, event.item, event.fraction)
                )
            case TrackStarted() | TrackHeard():
                self.item.emit(event)
            case TrackDone(track_id) | TrackFailed(track_id, _):
                self.child.settle()
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
            case Misunderstood(message):
                self.stop()
                words = tr("The analysis process and the window disagree: {message}.")
                self.broken.emit(words.format(message=message))
            case Accepted():
                self._num_unanswered -= 1
            case Explaining():
                self.explaining.emit(event)
            case Explained():
                self._num_unanswered -= 1
                self._questions.remove(Explain(event.track_id, event.at_s))
                self.explaining.emit(event)
            case Finished():
                self._complete = True

    def _on_ended(self, how: str) -> None:
        self._silence.stop()
        if how not in ("", "crashed"):
            self.broken.emit(tr("The analysis could not be started: {why}.").format(why=how))
            self._stopping = True
        if not self._complete or self._stopping:
            self._give_up_questions()
        if self._stopping or (self._complete and self._num_unanswered <= 0):
            self._set_state("idle")
            self.finished.emit()
        elif self._complete:
            # More was asked for while the child was saying goodbye.
            self._restart()
        else:
            self._recover()

    def _give_up_questions(self) -> None:
        """What ended the process may have been the question: it is not asked again."""
        questions, self._questions = self._questions, []
        for asked in questions:
            self.explaining.emit(Explained(asked.track_id, asked.at_s, None, UNTOLD))

    def _recover(self) -> None:
        if not self.child.may_restart():
            self._set_state("idle")
            self.broken.emit(
                tr(
                    "The analysis process ended twice before its first song; {log} says why."
                ).format(log=self.child.log)
            )
            self.finished.emit()
            return
        self.died.emit(tr("The analysis process ended unexpectedly and is started again."))
        self._restart()

    def _restart(self) -> None:
        self._num_done_before = self._num_done
        self.child.restart(Analyse(None if self._wants_all else tuple(self._wanted)))
        self._on_launched()
        for question in self._questions:
            self._ask(question)

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
