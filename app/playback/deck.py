"""The feeder: one thread that decodes ahead, opens and closes the output, and tells what happened.
No Qt.

The window's thread never talks to the sound card. It replaces one frozen ``Wish``; the feeder
compares it with what there is and does what is missing, so of ten quick seeks only the last is
decoded and nobody waits for anybody.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.playback.chain import Chain, Source
from app.playback.devices import SILENT, OutputSpec, SoundError, choose_output, find_outputs
from app.playback.messages import (
    DurationFound,
    Ended,
    Event,
    Failed,
    OutputChanged,
    OutputsFound,
    SoundLost,
    Wish,
)
from app.playback.outputs import CardOutput, Output, SilentOutput
from app.playback.stream import Controls
from mer_core.errors import MerError

IDLE_S = 3.0
"""Seconds of silence after which the card is given back to other programs."""

LEAD_IN_S = 0.05
"""Seconds of silence given to a card that has just been opened."""

_PATIENCE_S = 0.03
_STALLED_S = 3.0
_SAME_DURATION_S = 0.5


class Deck:
    """Plays what is wished. ``notify`` is called on the feeder's thread. Call ``close`` in the end.

    ``silent`` never touches the sound card.
    """

    def __init__(self, notify: Callable[[Event], None], *, silent: bool = False) -> None:
        self.controls = Controls()
        self.wish = Wish()
        self.num_underruns = 0
        self._notify = notify
        self._silent = silent
        self._wake = threading.Event()
        self._lock = threading.Lock()  # keeps the stream's clock from being asked while it is freed
        self._thread: threading.Thread | None = None
        self._chain: Chain | None = None
        self._source: Source | None = None
        self._output: Output | None = None
        self._spec = SILENT
        self._generation = 0
        self._num_choices = 0
        self._is_lost = False
        self._may_refresh = True
        self._end_is_told = True
        self._told = ""
        self._last_call = (-1, 0.0)
        self._playing_s = 0.0

    def ask(self, **changes: Any) -> None:
        """Change some fields of the wish; returns at once."""
        self.wish = replace(self.wish, **changes)
        self.controls.playing = self.wish.playing
        self.controls.generation = self.wish.generation
        if self._thread is None and not self.wish.closing:
            self._thread = threading.Thread(target=self._run, name="playback-feeder", daemon=True)
            self._thread.start()
        self._wake.set()

    def position_s(self) -> float:
        """Seconds into the song that are heard at this moment; a seek's goal until it is heard."""
        wish = self.wish
        with self._lock:
            chain, output = self._chain, self._output
            now_s = output.time_s() if output is not None else math.inf
        heard_s = None if chain is None else chain.position_s(wish.generation, now_s)
        return wish.start_s if heard_s is None else heard_s

    @property
    def num_dropouts(self) -> int:
        """How often sound came too late since the output was chosen: from the decoder or from the
        callback.
        """
        chain, output = self._chain, self._output
        num_starved = 0 if chain is None else chain.voice.num_starved
        return num_starved + self.num_underruns + (0 if output is None else output.num_underruns)

    def close(self, timeout_s: float = 10.0) -> None:
        """Stop the sound and end the thread; a driver that hangs is left behind after
        ``timeout_s``.
        """
        self.ask(closing=True, playing=False)
        if self._thread is not None:
            self._thread.join(timeout_s)

    # From here on everything runs on the feeder's thread.

    def _run(self) -> None:
        try:
            while not (wish := self.wish).closing:
                self._follow(wish)
                self._wake.wait(self._patience_s())
                self._wake.clear()
        finally:
            self._close_output()
            self._close_source()

    def _patience_s(self) -> float | None:
        if self._source is not None and self._chain is not None and self._chain.has_room:
            return 0.0
        return None if self._output is None else _PATIENCE_S

    def _follow(self, wish: Wish) -> None:
        chain = self._chain
        if chain is None or wish.num_choices != self._num_choices:
            chain = self._look_up_output(wish)
        if wish.generation != self._generation:
            self._begin(chain, wish, wish.start_s)
        if self._source is not None and chain.has_room:
            self._feed(chain, self._source)
        if self._output is not None:
            self._tend_output(chain, self._output, wish)
        elif wish.playing and chain.is_primed:
            self._open_output(chain, wish)

    def _begin(self, chain: Chain, wish: Wish, start_s: float) -> None:
        """Start decoding at ``start_s``, and drop what was decoded before."""
        self._close_source()
        self._generation = wish.generation
        chain.begin(wish.generation, start_s)
        if self._output is None:
            chain.voice.rest()
        if wish.path is None:
            chain.finish()
            return
        self._end_is_told = False
        try:
            self._source = Source(wish.path, start_s, chain.spec)
        except MerError as error:
            self._fail(chain, error)
            return
        if self._source.duration_s is not None:
            self._notify(DurationFound(wish.generation, self._source.duration_s))

    def _feed(self, chain: Chain, source: Source) -> None:
        try:
            has_more = source.pour(chain.ring)
        except MerError as error:
            self._fail(chain, error)
            return
        if not has_more:
            duration_s = chain.finish()
            told_s = source.duration_s
            if told_s is None or abs(duration_s - told_s) > _SAME_DURATION_S:
                self._notify(DurationFound(self._generation, duration_s))
            self._close_source()

    def _fail(self, chain: Chain, error: MerError) -> None:
        self._end_is_told = True
        self._close_source()
        chain.finish()
        self._notify(Failed(self._generation, str(error)))

    def _close_source(self) -> None:
        if self._source is not None:
            self._source.close()
            self._source = None

    def _look_up_output(self, wish: Wish) -> Chain:
        """Find the output that is wished, and get ready to play on there from what is heard."""
        position_s = self.position_s()
        self._close_output()
        if wish.num_choices != self._num_choices:
            self._told = ""
        self._num_choices = wish.num_choices
        self._is_lost = False
        self._spec = self._find_spec(wish)
        chain = self._chain
        form = (self._spec.sample_rate, self._spec.num_channels)
        if chain is None or (chain.spec.sample_rate, chain.spec.num_channels) != form:
            chain = Chain.build(self._spec, self.controls)
            self._chain = chain
        if wish.generation == self._generation:
            self._begin(chain, wish, position_s)
        return chain

    def _find_spec(self, wish: Wish) -> OutputSpec:
        if self._silent:
            return SILENT
        try:
            outputs = find_outputs(refresh=self._may_refresh)
            self._notify(OutputsFound(tuple(spec.label for spec in outputs)))
            return choose_output(outputs, wish.device)
        except SoundError as error:
            self._tell_lost(error)
            return SILENT

    def _open_output(self, chain: Chain, wish: Wish) -> None:
        if self._is_lost:
            self._look_up_output(wish)
            return
        chain.voice.rest(LEAD_IN_S)
        output: Output = self._open_card(chain) or self._silence(chain)
        self._set_output(output)

    def _open_card(self, chain: Chain) -> Output | None:
        if self._spec.index is None:
            return None
        try:
            output = CardOutput(self._spec, chain.voice.fill)
        except SoundError as error:
            self._tell_lost(error)
            return None
        self._told = ""
        return output

    def _silence(self, chain: Chain) -> Output:
        """An output at the chain's own rate that nobody hears; the next one is looked up anew."""
        self._is_lost = not self._silent
        return SilentOutput(replace(chain.spec, label="", index=None), chain.voice.fill)

    def _set_output(self, output: Output) -> None:
        self._playing_s = time.monotonic()
        self._last_call = (-1, self._playing_s)
        with self._lock:
            self._output = output
        self._notify(OutputChanged(output.spec.label))

    def _tend_output(self, chain: Chain, output: Output, wish: Wish) -> None:
        """Look after an open output: is it alive, has the song ended, is it still needed?"""
        now_s = time.monotonic()
        if chain.voice.num_calls != self._last_call[0]:
            self._last_call = (chain.voice.num_calls, now_s)
        is_stalled = now_s - self._last_call[1] > _STALLED_S
        if is_stalled or not output.is_alive:
            self._lose_output(chain, output, wish, is_stalled=is_stalled)
            return
        if wish.playing:
            self._playing_s = now_s
            if not self._end_is_told and chain.is_over(output.time_s()):
                self._end_is_told = True
                self._notify(Ended(self._generation))
        elif now_s - self._playing_s > IDLE_S:
            self._close_output()
            chain.voice.rest()

    def _lose_output(self, chain: Chain, output: Output, wish: Wish, *, is_stalled: bool) -> None:
        """The device went away in the middle of a song: go on in silence from where it was."""
        position_s = self.position_s()
        if is_stalled:
            # A driver that hangs would hold up whoever closes it, and PortAudio with it.
            self._may_refresh = False
            with self._lock:
                self._output = None
            threading.Thread(target=output.close, name="playback-abandoned", daemon=True).start()
        else:
            self._close_output()
        # A new chain, since a driver that wakes up again still reads the old one.
        self._chain = chain = Chain.build(chain.spec, self.controls)
        if wish.generation == self._generation:
            self._begin(chain, wish, position_s)
        self._tell_lost(
            SoundError(
                f"The output {output.spec.label} went away, so playback goes on silently; "
                "choose an output to hear it again."
            )
        )
        self._set_output(self._silence(chain))

    def _close_output(self) -> None:
        with self._lock:
            output, self._output = self._output, None
        if output is not None:
            output.close()
            self.num_underruns += output.num_underruns

    def _tell_lost(self, error: SoundError) -> None:
        """Say once, not at every song, why nothing is heard."""
        if self._told != str(error):
            self._told = str(error)
            self._notify(SoundLost(str(error)))
