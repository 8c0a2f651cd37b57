"""A sound card turned by hand: its time passes, and it asks for sound, when the test says so."""

from __future__ import annotations

import threading

import numpy as np

from app.playback.devices import OutputSpec
from app.playback.outputs import Fill
from app.playback.player import Player
from app.playback.stream import Samples
from tests.waiting import until

RATE = 44_100
_NUM_BLOCK = 882


class HandOutput:
    """One opened output, in the place of a stream; see ``app.playback.outputs.Output``."""

    num_underruns = 0
    is_alive = True

    def __init__(self, spec: OutputSpec, fill: Fill) -> None:
        self.spec = spec
        self.is_open = True
        self._fill = fill
        self._num_frames = 0
        self._lock = threading.Lock()  # no stream is closed in the midst of its callback

    def time_s(self) -> float:
        """Seconds that were let pass."""
        return self._num_frames / self.spec.sample_rate

    def close(self) -> None:
        with self._lock:
            self.is_open = False

    def pass_block(self, num_frames: int) -> Samples:
        """What is heard next, float32 [num_frames, num_channels]; silence once it is closed."""
        block = np.zeros((num_frames, self.spec.num_channels), dtype=np.float32)
        with self._lock:
            if self.is_open:
                self._fill(block, self.time_s())
                self._num_frames += num_frames
        return block


class Card:
    """Makes the outputs of one ``player`` and turns the one that is open."""

    def __init__(self) -> None:
        self._outputs: list[HandOutput] = []

    @property
    def num_opened(self) -> int:
        """How many outputs the player has opened so far."""
        return len(self._outputs)

    def open(self, spec: OutputSpec, fill: Fill) -> HandOutput:
        """What the player opens."""
        self._outputs.append(HandOutput(spec, fill))
        return self._outputs[-1]

    def hear(self, player: Player, seconds: float) -> Samples:
        """Let time pass; what is heard, float32 [num_frames, 2].

        Every block is asked for when the decoder has got so far: whether a busy machine lets it be
        in time is another question.
        """
        blocks = []
        left = round(seconds * RATE)
        while left > 0:
            until(lambda: self._is_ready(player))
            blocks.append(self._outputs[-1].pass_block(min(left, _NUM_BLOCK)))
            left -= len(blocks[-1])
        return np.concatenate(blocks)

    def hear_at_once(self, seconds: float) -> Samples:
        """The same, whatever has been decoded by now."""
        return self._outputs[-1].pass_block(round(seconds * RATE))

    def _is_ready(self, player: Player) -> bool:
        deck = player._deck
        chain, is_open = deck._chain, bool(self._outputs) and self._outputs[-1].is_open
        if not player.is_playing:
            return bool(self._outputs)
        # No time passes between a wish and what the deck does about it.
        if chain is None or not is_open or deck.followed is not deck.wish:
            return False
        segment, ring, writing = chain.voice.segment, chain.ring, chain.writing
        # Until a seek is heard its sound may find no room, and some must be left to be faded out.
        has_sound = ring.read_index < segment.ring_start or ring.num_ready >= 2 * _NUM_BLOCK
        return has_sound or writing.ring_end is not None
