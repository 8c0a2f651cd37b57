"""Cuts a stream of samples into segments for the net, without silence and independent of the cut.

The net sees *sections*: stretches of sound between long silences, each as if it were a clip of its
own. So leading silence changes nothing, and a pause inside a song cannot pull its curve. A long
section is cut into segments that carry the net's context on both sides; only the steps between the
contexts are kept. Pure; numpy only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from mer_core.arrays import FloatArray
from mer_core.models.spec import ModelSpec

#: Below this level a step counts as silent. The noise of 16-bit dither lies near -98 dBFS, that of
#: a quiet tape or room near -70 dBFS.
SILENCE_DBFS = -60.0
#: Silence of this length ends a section; shorter pauses belong to the music.
PAUSE_S = 2.0


def spec_every(spec: ModelSpec) -> int:
    """At each how many steps of a section the net of ``spec`` thinks; it draws lines in between."""
    return int(spec.params.get("every", 1))


def level_dbfs(samples: FloatArray) -> float:
    """The RMS level of float32 [num_samples] in decibels below full scale, -120 for none."""
    if not len(samples):
        return -120.0
    power = float(np.dot(samples, samples)) / len(samples)
    return max(-120.0, 10.0 * math.log10(max(power, 1e-12)))


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A slice fed to the net.

    ``samples`` is float32 [num_samples], cut at multiples of a step. Of the net's output, the
    ``num_steps`` steps from ``skip`` on speak for the song's steps from ``first_step`` on; those
    before and after are context.
    """

    samples: FloatArray
    first_step: int
    skip: int
    num_steps: int

    def halves(
        self, step_samples: int, context_steps: int, every: int = 1
    ) -> tuple[Segment, Segment]:
        """The same steps as two segments that share their contexts, cut at one of ``every`` steps.

        Needs twice as many steps or more.
        """
        left = self.num_steps // 2 // every * every
        cut = self.skip + left
        begin = max(0, cut - context_steps)
        return (
            Segment(
                self.samples[: (cut + context_steps) * step_samples],
                self.first_step,
                self.skip,
                left,
            ),
            Segment(
                self.samples[begin * step_samples :],
                self.first_step + left,
                cut - begin,
                self.num_steps - left,
            ),
        )


class SegmentCutter:
    """Turns blocks of any length into segments; holds one segment and its contexts at most.

    A section is cut at multiples of ``every`` steps only, where the net thinks.
    ``levels`` grows by one value per step: the level in dBFS.
    """

    def __init__(
        self,
        sample_rate: int,
        *,
        step_samples: int,
        context_s: float,
        segment_s: float = 60.0,
        every: int = 1,
    ) -> None:
        step_s = step_samples / sample_rate
        self.step_samples = step_samples
        self.context_steps = math.ceil(context_s / step_s / every - 1e-9) * every
        self._segment_steps = max(1, round(segment_s / step_s / every)) * every
        self._pause_steps = max(1, math.ceil(PAUSE_S / step_s - 1e-9))
        self.levels: list[float] = []
        self._rest: FloatArray = np.zeros(0, np.float32)
        # The section in work: steps from _begin on are held, those before _next are context.
        self._held: list[FloatArray] = []
        self._begin = 0
        self._next = 0
        self._num_silent = 0

    @classmethod
    def of(cls, spec: ModelSpec, *, segment_s: float = 60.0) -> Self:
        """One that cuts for the net of ``spec``."""
        return cls(
            spec.sample_rate, step_samples=spec.step_samples, context_s=spec.context_s,
            segment_s=segment_s, every=spec_every(spec),
        )  # fmt: skip

    def add(self, samples: FloatArray) -> Iterator[Segment]:
        """Take the next float32 [num_samples]; yield the segments that are now complete."""
        joined = np.concatenate((self._rest, samples))
        num_steps = len(joined) // self.step_samples
        for index in range(num_steps):
            yield from self._add_step(
                joined[index * self.step_samples : (index + 1) * self.step_samples]
            )
        self._rest = joined[num_steps * self.step_samples :].copy()

    def finish(self) -> Iterator[Segment]:
        """Yield what is left, the tail shorter than a step included."""
        if len(self._rest):
            yield from self._add_step(self._rest)
            self._rest = self._rest[:0]
        yield from self._end_section()

    def _add_step(self, step: FloatArray) -> Iterator[Segment]:
        self.levels.append(level_dbfs(step))
        silent = self.levels[-1] < SILENCE_DBFS
        if silent and not self._held:
            return
        if not self._held:
            self._begin = self._next = len(self.levels) - 1
        self._held.append(step)
        self._num_silent = self._num_silent + 1 if silent else 0
        if self._num_silent >= self._pause_steps:
            yield from self._end_section()
        elif self._num_ready() >= self._segment_steps + self.context_steps:
            yield self._cut(self._segment_steps)

    def _num_ready(self) -> int:
        """Held steps that the net has not spoken about."""
        return self._begin + len(self._held) - self._num_silent - self._next

    def _end_section(self) -> Iterator[Segment]:
        """Drop the silence at the end, yield the rest."""
        if self._num_silent:
            del self._held[-self._num_silent :]
        self._num_silent = 0
        # No more than a segment and its right context are left: one piece, not one and a sliver.
        if self._num_ready() > 0:
            yield self._cut(self._num_ready())
        self._held = []

    def _cut(self, num_steps: int) -> Segment:
        """A segment of the next ``num_steps`` steps; forget what no later one needs."""
        skip = self._next - self._begin
        samples = np.concatenate(self._held[: skip + num_steps + self.context_steps])
        segment = Segment(samples, self._next, skip, num_steps)
        self._next += num_steps
        forgotten = max(0, self._next - self.context_steps - self._begin)
        del self._held[:forgotten]
        self._begin += forgotten
        return segment
