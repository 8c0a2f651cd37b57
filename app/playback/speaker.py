"""The output that is in use: found, opened, watched and given up, on the feeder's thread."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from app.i18n import tr
from app.playback.devices import SILENT, OutputSpec, SoundError, choose_output, find_outputs
from app.playback.lookout import Lookout
from app.playback.messages import Event, OutputChanged, OutputsFound, SoundLost, SoundMoved
from app.playback.outputs import CardOutput, Fill, Output, SilentOutput

_STALLED_S = 3.0


class Speaker:
    """Opens the output that was chosen, or a silent one in its place, and tells which and why.

    ``silent`` never touches the sound card. Only ``time_s`` may be called from another thread.
    ``wake`` is called, on another thread, when there is something to ``review``.
    """

    def __init__(
        self, notify: Callable[[Event], None], wake: Callable[[], None], *, silent: bool
    ) -> None:
        self.is_stale = False
        """Whether the outputs should be looked up anew before the next one is opened."""
        self._notify = notify
        self._silent = silent
        self._lock = threading.Lock()  # keeps the stream's clock from being asked while it is freed
        self._output: Output | None = None
        self._spec = SILENT
        self._may_refresh = True
        self._told = ""
        self._last_call = (-1, 0.0)
        self._num_past_underruns = 0
        self._lookout = Lookout(wake, lambda: self.is_open)
        self._reviewed: tuple[str, ...] | None = None

    @property
    def is_open(self) -> bool:
        """Whether an output is open."""
        return self._output is not None

    @property
    def num_underruns(self) -> int:
        """How often the card had to wait for the callback."""
        output = self._output
        return self._num_past_underruns + (0 if output is None else output.num_underruns)

    def time_s(self) -> float:
        """Now, on the open output's clock; ``inf`` if there is none: all has been heard."""
        with self._lock:
            return math.inf if self._output is None else self._output.time_s()

    def choose(self, label: str, lost: str = "") -> OutputSpec:
        """Find the output ``label`` ("" for the default) to open next; SILENT if there is none.

        ``lost`` is the output that went away, where that is why.
        """
        self.close()
        self.is_stale = False
        self._spec = SILENT if self._silent else self._look_up(label, lost)
        return self._spec

    def review(self, label: str) -> bool:
        """Whether another output is to be used for ``label`` than the open one, since outputs came
        or went.
        """
        labels = self._lookout.labels
        if labels is None or labels == self._reviewed:
            return False
        self._reviewed = labels
        self._notify(OutputsFound(labels))
        output = self._output
        if output is None or not labels or not self._may_refresh:
            self.is_stale = self.is_stale or output is None
            return False
        here, wanted = output.spec, label if label in labels else labels[0]
        # Only of a sink it is sure: a card that we hold may not show itself to another process,
        # and its stream ends when it goes.
        is_gone = here.label not in labels
        if here.label == wanted or (is_gone and not here.port and here.label and wanted != label):
            return False
        if is_gone and here.label:
            self._tell_move(here.label, wanted)
        return True

    def open(self, form: OutputSpec, fill: Fill) -> None:
        """Open the output that was chosen; a silent one of the rate of ``form`` if that fails."""
        output = None if self._spec.index is None else self._open_card(fill)
        self._use(output or self._open_silence(form, fill))

    def lost_card(self, num_calls: int) -> str:
        """The label of the open output if it is gone, else ""; it is closed then.

        ``num_calls`` counts its callbacks.
        """
        output = self._output
        if output is None:
            return ""
        now_s = time.monotonic()
        if num_calls != self._last_call[0]:
            self._last_call = (num_calls, now_s)
        is_stalled = now_s - self._last_call[1] > _STALLED_S
        if output.is_alive and not is_stalled:
            return ""
        if is_stalled:
            self._abandon(output)
        else:
            self.close()
        return output.spec.label

    def close(self) -> None:
        """Close the output, dropping what it has not played yet."""
        with self._lock:
            output, self._output = self._output, None
        if output is not None:
            output.close()
            self._num_past_underruns += output.num_underruns

    def end(self) -> None:
        """Close the output, and look out no more."""
        self.close()
        self._lookout.close()

    def forget_complaints(self) -> None:
        """Say again what was said already, should it still be so."""
        self._told = ""

    def _look_up(self, label: str, lost: str) -> OutputSpec:
        if lost and not self._may_refresh:  # a driver hangs
            self._tell_loss(lost)
            return SILENT
        try:
            outputs = find_outputs(refresh=self._may_refresh)
            self._notify(OutputsFound(tuple(spec.label for spec in outputs)))
            spec = choose_output(outputs, label)
        except SoundError as error:
            if lost:
                self._tell_loss(lost)
            else:
                self._tell(str(error))
            return SILENT
        if lost:
            self._tell_move(lost, spec.label)
        return spec

    def _open_card(self, fill: Fill) -> Output | None:
        try:
            output = CardOutput(self._spec, fill)
        except SoundError as error:
            self._tell(str(error))
            return None
        self._told = ""
        return output

    def _open_silence(self, form: OutputSpec, fill: Fill) -> Output:
        self.is_stale = not self._silent
        return SilentOutput(replace(form, label="", index=None), fill)

    def _use(self, output: Output) -> None:
        self._last_call = (-1, time.monotonic())
        with self._lock:
            self._output = output
        self._notify(OutputChanged(output.spec.label))
        if not self._silent:
            self._lookout.open()

    def _abandon(self, output: Output) -> None:
        """A driver that hangs would hold up whoever closes it, and all of PortAudio with it."""
        self._may_refresh = False
        with self._lock:
            self._output = None
        threading.Thread(target=output.close, name="playback-abandoned", daemon=True).start()

    def _tell_loss(self, label: str) -> None:
        self._tell(
            tr(
                "The output {label} went away, so playback goes on silently; choose an output to "
                "hear it again."
            ).format(label=label)
        )

    def _tell_move(self, label: str, other: str) -> None:
        words = tr("The output {label} went away; the song now plays on {other}.")
        self._notify(SoundMoved(words.format(label=label, other=other)))

    def _tell(self, sentence: str) -> None:
        """Say once, not at every song, why nothing is heard."""
        if self._told != sentence:
            self._told = sentence
            self._notify(SoundLost(sentence))
