"""What stands between a song and an output: the card's end of one ring, and where it is written."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.playback.devices import OutputSpec
from app.playback.stream import Controls, FrameClock, RingBuffer, Stretch, Voice

AHEAD_S = 8.0
"""Seconds of decoded sound kept ahead of the card."""

_REFILL_S = 1.0
_PRIMED_S = 0.5


@dataclass(slots=True)
class Chain:
    """Ring, clock and voice, made for the rate and channels of ``spec``; ``writing`` is the stretch
    of sound that grows.
    """

    spec: OutputSpec
    ring: RingBuffer
    clock: FrameClock
    voice: Voice
    writing: Stretch

    @classmethod
    def build(cls, spec: OutputSpec, controls: Controls) -> Chain:
        """A chain that holds nothing yet."""
        ring = RingBuffer(round(AHEAD_S * spec.sample_rate), spec.num_channels)
        segment = Stretch(generation=-1, start_s=0.0, ring_start=0)
        clock = FrameClock(spec.sample_rate, segment)
        return cls(spec, ring, clock, Voice(ring, clock, controls, segment), segment)

    def fits(self, spec: OutputSpec) -> bool:
        """Whether ``spec`` has this chain's rate and channels."""
        return (spec.sample_rate, spec.num_channels) == (
            self.spec.sample_rate,
            self.spec.num_channels,
        )

    def begin(self, generation: int, start_s: float, song: int) -> None:
        """What is written from now on is the song of this number from ``start_s`` on; what was
        written before is dropped.
        """
        self.writing = Stretch(generation, start_s, self.ring.write_index, song)
        self.voice.segment = self.writing

    def follow(self, song: int) -> None:
        """What is written from now on is the song of this number, heard straight after the one
        before.
        """
        self.finish()
        before = self.writing
        self.writing = Stretch(before.generation, 0.0, self.ring.write_index, song)
        before.follower = self.writing

    def finish(self) -> None:
        """Nothing more is written."""
        self.writing.ring_end = self.ring.write_index

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
        heard, index = self.clock.heard(time_s)
        end = self.writing.ring_end
        return heard is self.writing and end is not None and index >= end

    def seconds(self, stretch: Stretch, index: int | None) -> float:
        """Where in its song the frame ``index`` of ``stretch`` stands; None is its start."""
        passed = 0 if index is None else index - stretch.ring_start
        return stretch.start_s + passed / self.spec.sample_rate

    def place(self, generation: int, time_s: float = math.inf) -> tuple[int, float] | None:
        """The number of the song that ``generation`` has come to at ``time_s``, and where in it, in
        seconds; None before any of it is heard.
        """
        stretch, index = self.clock.heard(time_s)
        if stretch.generation != generation:
            return None
        return stretch.song, self.seconds(stretch, index)
