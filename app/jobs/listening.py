"""The listening process: it says what is heard live feels like, as long as that is asked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.i18n import tr
from app.jobs.child import ChildProcess
from mer_core.child import Misunderstood, as_argument
from mer_core.inference.protocol import LANGUAGE, Broken, Event, Sense, Sensed

MAIN = "mer_core.workflows.listening_main"


class ListeningProcess(QObject):
    """Started by the first question, gone with ``stop``. ``sensed`` carries Sensed, ``failed`` a
    sentence, after which nothing is asked until ``stop``. While one question is not answered,
    others are dropped.
    """

    sensed = Signal(object)
    failed = Signal(str)

    def __init__(self, log: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = Path()
        self._device = "auto"
        self._is_asked = False
        self.child = ChildProcess(MAIN, LANGUAGE, log, self)
        self.child.told.connect(self._handle)
        self.child.ended.connect(self._on_ended)
        self._stopping = self._has_given_up = False

    def configure(self, model: Path, device: str) -> None:
        """The model's folder and the device for the next start."""
        self._model, self._device = model, device

    def ask(self, question: Sense) -> None:
        """Sense this, unless it is busy."""
        if self._has_given_up:
            return
        if not self.child.is_running:
            self._stopping, self._is_asked = False, True
            self.child.start((as_argument(self._model), self._device), question)
        elif not self._is_asked:
            self._is_asked = True
            self.child.send(question)

    def stop(self) -> None:
        """Let the child end."""
        self._stopping, self._has_given_up = True, False
        self.child.hang_up()

    def close(self) -> None:
        """End the child now, for good."""
        self.child.close()

    def _handle(self, event: Event) -> None:
        match event:
            case Sensed():
                self._is_asked = False
                if not self._stopping:
                    self.sensed.emit(event)
            case Broken(message) | Misunderstood(message):
                self._stopping = self._has_given_up = True
                self.failed.emit(message)
                self.child.hang_up()

    def _on_ended(self, _how: str) -> None:
        self._is_asked = False
        if not self._stopping:
            self._has_given_up = True
            words = tr("The live estimate ended; {log} says why.")
            self.failed.emit(words.format(log=self.child.log))
