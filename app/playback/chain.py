"""What stands between a song and an output: the decoder's end and the card's end of one ring."""

from __future__ import annotations

import math
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.playback.devices import OutputSpec
from app.playback.stream import Controls, FrameClock, RingBuffer, Samples, Stretch, Voice
from mer_core.audio.decode import AudioReader

AHEAD_S = 8.0
"""Seconds of decoded sound kept ahead of the card."""

_BLOCK_S = 1.0
_REFILL_S = 1.0
_PRIMED_S = 0.5


class SongSource:
    """One song being decoded from ``start_s`` on; raises DecodeError when made and when poured."""

    def __init__(self, path: Path, start_s: float, spec: OutputSpec) -> None:
        self._stack = ExitStack()
        reader = self._stack.enter_context(
            AudioReader(
                path,
                sample_rate=spec.sample_rate,
                num_channels=spec.num_channels,
                start_s=start_s,
                block_s=_BLOCK_S,
            )
        )
        self._blocks = iter(reader)
        self._rest: Samples = np.empty((0, spec.num_channels), dtype=np.float32)

    def pour(self, ring: RingBuffer) -> bool:
        """Write one block, or as much as fits; False when the song is at its end."""
        if len(self._rest) == 0:
            block = next(self._blocks, None)
            if block is None:
                return False
            self._rest = block
        self._rest = self._rest[ring.write(self._rest) :]
        return True

    def close(self) -> None:
        """Let go of the file."""
        self._stack.close()


@dataclass(frozen=True, slots=True)
class Chain:
    """Ring, clock and voice, made for the rate and channels of ``spec``."""

    spec: OutputSpec
    ring: RingBuffer
    clock: FrameClock
    voice: Voice

    @classmethod
    def build(cls, spec: OutputSpec, controls: Controls) -> Chain:
        """A chain that holds nothing yet."""
        ring = RingBuffer(round(AHEAD_S * spec.sample_rate), spec.num_channels)
        segment = Stretch(generation=-1, start_s=0.0, ring_start=0)
        clock = FrameClock(spec.sample_rate, segment)
        return cls(spec, ring, clock, Voice(ring, clock, controls, segment))

    def fits(self, spec: OutputSpec) -> bool:
        """Whether ``spec`` has this chain's rate and channels."""
        return (spec.sample_rate, spec.num_channels) == (
            self.spec.sample_rate,
            self.spec.num_channels,
        )

    def begin(self, generation: int, start_s: float) -> None:
        """What is written from now on is the song from ``start_s`` on; what was written before is
        dropped.
        """
        self.voice.segment = Stretch(generation, start_s, self.ring.write_index)

    def finish(self) -> None:
        """Nothing more is written."""
        self.voice.segment.ring_end = self.ring.write_index

    @property
    def written_s(self) -> float:
        """Seconds of the song that were written since ``begin``."""
        return (self.ring.write_index - self.voice.segment.ring_start) / self.spec.sample_rate

    @property
    def reached_s(self) -> float:
        """Up to where in the song it is written, in seconds."""
        return self.voice.segment.start_s + self.written_s

    @property
    def has_room(self) -> bool:
        """Whether there is enough room in the ring to decode on."""
        return self.ring.num_free >= _REFILL_S * self.spec.sample_rate

    @property
    def is_primed(self) -> bool:
        """Whether there is enough sound in the ring to start the card."""
        segment = self.voice.segment
        num_written = self.ring.write_index - segment.ring_start
        return segment.ring_end is not None or num_written >= _PRIMED_S * self.spec.sample_rate

    def is_over(self, time_s: float) -> bool:
        """Whether the last frame has been heard at ``time_s`` of the output's clock."""
        segment = self.voice.segment
        heard, index = self.clock.heard(time_s)
        return heard is segment and segment.ring_end is not None and index >= segment.ring_end

    def position_s(self, generation: int, time_s: float = math.inf) -> float | None:
        """Where in the song ``generation`` is at ``time_s``, in seconds; None before any of it is
        heard.
        """
        heard, position_s = self.clock.position_s(time_s)
        return position_s if heard == generation else None
