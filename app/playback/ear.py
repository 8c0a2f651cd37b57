"""Listens to an input: one thread that reads what the capturing process hears, draws it, keeps the
last half minute for the nets, and records it on request. Nothing is kept otherwise.
"""

from __future__ import annotations

import json
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.i18n import tr
from app.playback.capture import MAIN
from mer_core.child import PACKAGE_ROOT, child_command
from mer_core.errors import MerError
from mer_core.features.live_sound import LiveBlock, LiveSound
from mer_core.workflows.recording import Recorder

#: How often something new is told, in seconds, and how often the nets are asked.
_BLOCK_S, SENSE_EVERY_S = 0.1, 5.0


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording ended: its file; ``problem`` is a sentence where it did not end by itself."""

    path: Path
    duration_s: float
    problem: str = ""


class Ear(QObject):
    """``opened`` carries the input's label, ``heard`` a LiveBlock, ``ready`` what the nets are to
    sense, packed, ``recorded`` a Recorded, ``failed`` a sentence. ``ended`` follows every ``start``
    once.
    """

    opened = Signal(str)
    heard = Signal(object)
    ready = Signal(str)
    recorded = Signal(object)
    failed = Signal(str)
    ended = Signal()

    _happened = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._folder: Path | None = None  # where to record, None not to; the thread follows it
        self._happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def is_listening(self) -> bool:
        """Whether it was started and has not ended."""
        return self._thread is not None

    @property
    def is_recording(self) -> bool:
        """Whether what is heard is kept."""
        return self._folder is not None

    def start(self, label: str) -> None:
        """Listen to the input ``label``, "" for the system's default."""
        if self._thread is not None:
            return
        self._stopping.clear()
        self._process = subprocess.Popen(
            [*child_command(MAIN), label],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=PACKAGE_ROOT,
        )
        self._thread = threading.Thread(
            target=self._run, args=(self._process, label), name="playback-ear", daemon=True
        )
        self._thread.start()

    def record(self, folder: Path | None) -> None:
        """Record into a new file in ``folder`` from now on; None: no more."""
        self._folder = folder

    def stop(self) -> None:
        """Listen no more; ``ended`` follows."""
        self._stopping.set()
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """Stop for good; a recording is whole when this returns."""
        self.stop()
        if self._thread is not None:
            self._thread.join()
        self._happened.disconnect(self._tell)

    @Slot(object)
    def _tell(self, event: Any) -> None:
        match event:
            case LiveBlock():
                self.heard.emit(event)
            case Recorded():
                self._folder = None
                self.recorded.emit(event)
            case ("opened", label):
                self.opened.emit(label)
            case ("ready", packed):
                self.ready.emit(packed)
            case ("ended", sentence):
                self._thread = self._process = self._folder = None
                if sentence:
                    self.failed.emit(sentence)
                self.ended.emit()

    # From here on everything runs on the ear's thread.

    def _run(self, process: subprocess.Popen[bytes], label: str) -> None:
        with process:
            assert process.stdout is not None
            sentence = self._follow(process.stdout, label)
            process.kill()
        self._happened.emit(("ended", "" if self._stopping.is_set() else sentence))

    def _follow(self, stream: IO[bytes], label: str) -> str:
        """Tell what is heard until that ends; why it did."""
        try:
            form = json.loads(stream.readline())
        except ValueError:
            if label:
                return tr("The input {label} could not be opened.").format(label=label)
            return tr("The system's input could not be opened.")
        if "problem" in form:
            return str(form["problem"])
        self._happened.emit(("opened", form["label"]))
        rate, num_channels = int(form["sample_rate"]), int(form["num_channels"])
        sound, tape, due_s = LiveSound(rate), _Tape(rate, num_channels), SENSE_EVERY_S
        size = round(_BLOCK_S * rate) * num_channels * 4
        while data := stream.read(size):
            data = data[: len(data) // (4 * num_channels) * 4 * num_channels]
            samples = np.frombuffer(data, np.float32).reshape(-1, num_channels)
            self._keep(tape.follow(self._folder, samples))
            block = sound.add(samples)
            self._happened.emit(block)
            if block.heard_s >= due_s:
                due_s = block.heard_s + SENSE_EVERY_S
                self._happened.emit(("ready", sound.packed()))
        self._keep(tape.follow(None, np.zeros((0, num_channels), np.float32)))
        words = tr("The input {label} went away, so Moodline stopped listening.")
        return words.format(label=form["label"])

    def _keep(self, recorded: Recorded | None) -> None:
        if recorded is not None:
            self._happened.emit(recorded)


class _Tape:
    """Records while there is a folder to record into."""

    def __init__(self, sample_rate: int, num_channels: int) -> None:
        self._form = {"sample_rate": sample_rate, "num_channels": num_channels}
        self._recorder: Recorder | None = None
        self._broken: Path | None = None  # where it failed, until the wish is withdrawn

    def follow(self, folder: Path | None, samples: np.ndarray) -> Recorded | None:
        """Record ``samples`` into ``folder``, or end; what was ended by that."""
        recorder = self._recorder
        if folder is None:
            self._broken = None
        try:
            if folder is not None and recorder is None and folder != self._broken:
                recorder = self._recorder = Recorder(folder, **self._form)
            if recorder is None:
                return None
            if folder is not None:
                recorder.write(samples)
                return None
            self._recorder = None
            recorder.close()
        except MerError as error:
            self._recorder, self._broken = None, folder
            if recorder is None:
                return Recorded(folder or Path(), 0.0, str(error))
            return Recorded(recorder.path, recorder.duration_s, str(error))
        return Recorded(recorder.path, recorder.duration_s)
