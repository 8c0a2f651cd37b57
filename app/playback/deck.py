"""The feeder: one thread that decodes ahead, keeps an output open, and tells what happened. No Qt.

The window's thread never talks to the sound card. It replaces one frozen ``Wish``; the feeder
compares it with what there is and does what is missing, so of ten quick seeks only the last is
decoded and nobody waits for anybody.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.playback.chain import Chain, SongSource
from app.playback.messages import DecodingFailed, DurationFound, Ended, Event, Wish
from app.playback.speaker import Speaker
from app.playback.stream import Controls
from mer_core.audio.length import true_length
from mer_core.errors import MerError

IDLE_S = 3.0
"""Seconds of silence after which the card is given back to other programs."""

LEAD_IN_S = 0.05
"""Seconds of silence given to a card that has just been opened."""

_PATIENCE_S = 0.03
_SAME_DURATION_S = 0.5


class Deck:
    """Plays what is wished. ``notify`` is called on the feeder's thread. Call ``close`` in the end.

    ``silent`` never touches the sound card.
    """

    def __init__(self, notify: Callable[[Event], None], *, silent: bool = False) -> None:
        self.controls = Controls()
        self.wish = Wish()
        self._notify = notify
        self._speaker = Speaker(notify, silent=silent)
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._chain: Chain | None = None
        self._source: SongSource | None = None
        self._generation = 0
        self._num_loads = 0
        self._told_s = 0.0
        self._num_choices = 0
        self._num_past_starved = 0
        self._end_is_told = True
        self._wanted_s = 0.0

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
        wish, chain = self.wish, self._chain
        if chain is None:
            return wish.start_s
        heard_s = chain.position_s(wish.generation, self._speaker.time_s())
        return wish.start_s if heard_s is None else heard_s

    @property
    def num_dropouts(self) -> int:
        """How often sound came too late, from the decoder or from the callback."""
        chain = self._chain
        num_starved = 0 if chain is None else chain.voice.num_starved
        return self._num_past_starved + num_starved + self._speaker.num_underruns

    def close(self, timeout_s: float = 5.0) -> None:
        """Stop the sound and end the thread; a driver that hangs is left after ``timeout_s``."""
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
            self._speaker.close()
            self._close_source()

    def _patience_s(self) -> float | None:
        if self._source is not None and self._chain is not None and self._chain.has_room:
            return 0.0
        return _PATIENCE_S if self._speaker.is_open else None

    def _follow(self, wish: Wish) -> None:
        chain = self._chain
        if chain is None or wish.num_choices != self._num_choices:
            chain = self._change_output(wish)
        if wish.generation != self._generation:
            self._begin(chain, wish, wish.start_s)
        if self._source is not None and chain.has_room:
            self._feed(chain, self._source)
        if self._speaker.is_open:
            self._tend_output(chain, wish)
        elif wish.playing and chain.is_primed:
            self._open_output(chain, wish)

    def _begin(self, chain: Chain, wish: Wish, start_s: float) -> None:
        """Start decoding at ``start_s``, and drop what was decoded before."""
        self._close_source()
        self._generation = wish.generation
        chain.begin(wish.generation, start_s)
        if not self._speaker.is_open:
            chain.voice.rest()
        if wish.path is None:
            chain.finish()
            return
        self._end_is_told = False
        try:
            self._source = SongSource(wish.path, start_s, chain.spec)
            if wish.num_loads != self._num_loads:
                self._num_loads, self._told_s = wish.num_loads, wish.duration_s or 0.0
                if not self._told_s:
                    self._tell_length(true_length(wish.path) or 0.0)
        except MerError as error:
            self._fail(chain, error)

    def _feed(self, chain: Chain, source: SongSource) -> None:
        try:
            has_more = source.pour(chain.ring)
        except MerError as error:
            self._fail(chain, error)
            return
        difference_s = chain.reached_s - self._told_s
        if not has_more:
            chain.finish()
            # Where nothing was decoded, the goal lay behind the end, wherever that is.
            if chain.written_s and abs(difference_s) > _SAME_DURATION_S:
                self._tell_length(chain.reached_s, is_whole=True)
            self._close_source()
        elif difference_s > _SAME_DURATION_S:
            self._tell_length(chain.reached_s)

    def _tell_length(self, duration_s: float, *, is_whole: bool = False) -> None:
        self._told_s = duration_s
        self._notify(DurationFound(self._num_loads, duration_s, is_whole))

    def _fail(self, chain: Chain, error: MerError) -> None:
        self._end_is_told = True
        self._close_source()
        chain.finish()
        self._notify(DecodingFailed(self._generation, str(error)))

    def _close_source(self) -> None:
        if self._source is not None:
            self._source.close()
            self._source = None

    def _change_output(self, wish: Wish) -> Chain:
        """Find the output that is wished, and get ready to play on there from what is heard."""
        position_s = self.position_s()
        if wish.num_choices != self._num_choices:
            self._num_choices = wish.num_choices
            self._speaker.forget_complaints()
        spec = self._speaker.choose(wish.device)
        chain = self._chain
        if chain is None or not chain.fits(spec):
            chain = Chain.build(spec, self.controls)
        self._play_on(chain, wish, position_s)
        return chain

    def _play_on(self, chain: Chain, wish: Wish, position_s: float) -> None:
        if self._chain is not None and self._chain is not chain:
            self._num_past_starved += self._chain.voice.num_starved
        self._chain = chain
        if wish.generation == self._generation:
            self._begin(chain, wish, position_s)

    def _open_output(self, chain: Chain, wish: Wish) -> None:
        if self._speaker.is_stale:
            chain = self._change_output(wish)
        chain.voice.rest(LEAD_IN_S)
        self._speaker.open(chain.spec, chain.voice.fill)
        self._wanted_s = time.monotonic()

    def _tend_output(self, chain: Chain, wish: Wish) -> None:
        """Look after an open output: is it alive, has the song ended, is it still needed?"""
        position_s = self.position_s()
        if self._speaker.has_lost_card(chain.voice.num_calls):
            # A new chain, since a driver that hung may wake up and go on reading the old one.
            chain = Chain.build(chain.spec, self.controls)
            self._play_on(chain, wish, position_s)
            self._speaker.go_silent(chain.spec, chain.voice.fill)
            return
        now_s = time.monotonic()
        if wish.playing:
            self._wanted_s = now_s
            if not self._end_is_told and chain.is_over(self._speaker.time_s()):
                self._end_is_told = True
                self._notify(Ended(self._generation))
        elif now_s - self._wanted_s > IDLE_S:
            self._speaker.close()
            chain.voice.rest()
