"""What the sound card's callback runs: no Qt, no PortAudio, no lock, no allocation that grows.

One feeder thread writes decoded sound into a ring, one callback reads it. Each index and each flag
has a single writing thread, and Python's attribute assignment is atomic, so neither ever waits for
the other. A seek does not empty the ring: it names a new segment in it, and the callback fades out,
jumps there and fades in.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

FADE_S = 0.008
"""Seconds over which sound starts, stops or changes its volume: too short to notice, too long to
click.
"""


def slider_gain(volume: float) -> float:
    """The amplitude factor (0 to 1) of a volume slider at ``volume`` (0 to 1).

    Cubic, as PulseAudio's sliders are: half-way is -18 dB, which is heard as about half as loud.
    """
    return min(max(volume, 0.0), 1.0) ** 3


class RingBuffer:
    """A queue of frames, float32 [num_frames, num_channels], allocated once.

    Indices count frames from the very first and never wrap, so an index names one frame for good.
    """

    def __init__(self, num_frames: int, num_channels: int) -> None:
        self._frames = np.zeros((num_frames, num_channels), dtype=np.float32)
        self.read_index = 0  # assigned by the reading thread alone
        self.write_index = 0  # assigned by the writing thread alone

    @property
    def num_ready(self) -> int:
        """Frames that wait to be read."""
        return self.write_index - self.read_index

    @property
    def num_free(self) -> int:
        """Frames that can be written now."""
        return len(self._frames) - self.num_ready

    def write(self, block: Samples) -> int:
        """Append as much of ``block`` [num_frames, num_channels] as fits; return the number of
        frames taken.
        """
        taken = min(len(block), self.num_free)
        start = self.write_index % len(self._frames)
        until_edge = min(taken, len(self._frames) - start)
        self._frames[start : start + until_edge] = block[:until_edge]
        self._frames[: taken - until_edge] = block[until_edge:taken]
        self.write_index += taken
        return taken

    def peek(self, num_frames: int, until: int | None = None) -> Samples:
        """A view of the next frames, at most ``num_frames`` and none at or after index ``until``.

        The view may be shorter at the ring's edge: read on after ``advance``.
        """
        stop = self.write_index if until is None else min(until, self.write_index)
        start = self.read_index % len(self._frames)
        wanted = max(min(num_frames, stop - self.read_index), 0)
        return self._frames[start : min(start + wanted, len(self._frames))]

    def advance(self, num_frames: int) -> None:
        """Give up the next ``num_frames`` frames."""
        self.read_index += num_frames

    def skip_to(self, index: int) -> None:
        """Give up every frame before ``index``."""
        self.read_index = max(self.read_index, index)


class Stretch:
    """A stretch of one song in the ring: frame ``ring_start`` holds the song at ``start_s``
    seconds.

    ``generation`` is the request it serves; ``song`` that song's number; ``ring_end`` the index
    after its last frame, None until it is decoded; ``follower`` what is heard from there on.
    """

    __slots__ = ("follower", "generation", "ring_end", "ring_start", "song", "start_s")

    def __init__(self, generation: int, start_s: float, ring_start: int, song: int = 0) -> None:
        self.generation = generation
        self.start_s = start_s
        self.ring_start = ring_start
        self.song = song
        self.ring_end: int | None = None
        self.follower: Stretch | None = None


Mark = tuple[float, Stretch, int, int]


class FrameClock:
    """Which frame is heard at which time of the stream's own clock.

    The callback marks what it hands to the card with the time at which the card will turn it into
    sound; asking for an earlier time than that finds the marks before. Marks are kept for about a
    second.
    """

    _NUM_MARKS = 128

    def __init__(self, sample_rate: int, segment: Stretch) -> None:
        self.sample_rate = sample_rate
        self._marks: list[Mark] = []
        self._num_made = 0
        self.restart(segment, segment.ring_start)

    def restart(self, segment: Stretch, index: int) -> None:
        """Forget all times: ``index`` of ``segment`` is where the song stands. Only while no
        callback runs.
        """
        self._marks = [(-math.inf, segment, index, 0)] * self._NUM_MARKS
        self._num_made = 0

    def mark(self, time_s: float, segment: Stretch, index: int, num_frames: int) -> None:
        """``num_frames`` of ``segment`` from ``index`` on are heard from ``time_s`` on."""
        self._marks[self._num_made % self._NUM_MARKS] = (time_s, segment, index, num_frames)
        self._num_made += 1

    def heard(self, time_s: float) -> tuple[Stretch, int]:
        """The segment and frame index heard at ``time_s``; ``inf`` asks for the last frame handed
        over.
        """
        newest = self._num_made - 1
        for back in range(self._NUM_MARKS - 2):  # the oldest one may be being replaced
            start_s, segment, index, num_frames = self._marks[(newest - back) % self._NUM_MARKS]
            if start_s <= time_s:
                passed = min((time_s - start_s) * self.sample_rate, num_frames)
                return segment, index + round(passed)
        return segment, index

    def position_s(self, time_s: float) -> tuple[int, float]:
        """The generation heard at ``time_s`` and where in the song that is, in seconds."""
        segment, index = self.heard(time_s)
        return segment.generation, segment.start_s + (index - segment.ring_start) / self.sample_rate


class Controls:
    """What the listener wants at this moment. Written by the window's thread, read by the callback.

    Sound of another ``generation`` than this one is faded out at once, even before its successor is
    decoded.
    """

    __slots__ = ("gain", "generation", "playing")

    def __init__(self) -> None:
        self.generation = 0
        self.playing = False
        self.gain = 1.0


class Voice:
    """Turns the ring into the card's blocks, with short fades where sound would break off."""

    def __init__(
        self, ring: RingBuffer, clock: FrameClock, controls: Controls, segment: Stretch
    ) -> None:
        self._ring = ring
        self._clock = clock
        self._controls = controls
        self._rate = clock.sample_rate
        num_ramp = max(round(FADE_S * clock.sample_rate), 1)
        self._ramp = (np.arange(1, num_ramp + 1, dtype=np.float32) / num_ramp)[:, np.newaxis]
        self._scratch = np.empty_like(self._ramp)
        self._gain = 0.0
        self._num_lead_in = 0
        self._current = segment
        self._reached = segment  # the last one that was gone to; those that follow it follow
        self.segment = segment  # assigned by the feeder: where to go on
        self.num_calls = 0
        self.num_starved = 0

    def rest(self, lead_in_s: float = 0.0) -> None:
        """Stand silent at the head of the newest segment's sound, and stay so for ``lead_in_s``.

        Only while no callback runs. A card that has just been opened may swallow its first
        milliseconds: the lead-in gives it silence to swallow.
        """
        self._num_lead_in = round(lead_in_s * self._rate)
        if self._reached is not self.segment:
            self._go()
        self._gain = 0.0
        self._clock.restart(self._current, self._ring.read_index)

    def fill(self, out: Samples, dac_time_s: float) -> None:
        """Write the next block into ``out`` [num_frames, num_channels], to be heard from
        ``dac_time_s`` on.
        """
        self.num_calls += 1
        done = min(self._num_lead_in, len(out))
        if done > 0:
            out[:done] = 0.0
            self._num_lead_in -= done
            self._clock.mark(dac_time_s, self._current, self._ring.read_index, 0)
        while done < len(out):
            piece_time_s = dac_time_s + done / self._rate
            num_frames = self._fill_piece(out[done:], piece_time_s)
            if num_frames == 0:
                out[done:] = 0.0
                self._clock.mark(piece_time_s, self._current, self._ring.read_index, 0)
                return
            done += num_frames

    def _fill_piece(self, out: Samples, time_s: float) -> int:
        """Write some frames at the head of ``out``; return how many, 0 for silence."""
        if self._reached is not self.segment and self._gain == 0.0:
            self._go()
        is_wanted = self._is_wanted()
        if self._gain == 0.0 and not is_wanted:
            return 0
        target = self._controls.gain if is_wanted else 0.0
        piece = self._ring.peek(len(out), self._until())
        if len(piece) == 0:
            return self._run_dry(out, time_s)
        if self._gain != target:
            piece = piece[: len(self._ramp)]
        num_frames = len(piece)
        self._scale(piece, out[:num_frames], target)
        self._clock.mark(time_s, self._current, self._ring.read_index, num_frames)
        self._ring.advance(num_frames)
        return num_frames

    def _go(self) -> None:
        """Leave the current sound for the newest segment."""
        self._current = self._reached = self.segment
        self._ring.skip_to(self._current.ring_start)

    def _until(self) -> int | None:
        """The index before which the current sound ends, None where that is not known."""
        end = self._current.ring_end
        if self._reached is self.segment:
            return end
        start = self.segment.ring_start
        return start if end is None else min(start, end)

    def _is_wanted(self) -> bool:
        """Whether the current sound is to go on: not while paused, nor after a seek elsewhere."""
        return (
            self._controls.playing
            and self._reached is self.segment
            and self._current.generation == self._controls.generation
        )

    def _run_dry(self, out: Samples, time_s: float) -> int:
        """Nothing is left to read: at a song's end, where the next one follows as if it were the
        same, while a seek is being decoded, or because decoding is slow.
        """
        end, follower = self._current.ring_end, self._current.follower
        if end is not None and follower is not None and self._ring.read_index >= end:
            self._current = follower
            return self._fill_piece(out, time_s)
        if self._gain == 0.0:
            return 0
        self._gain = 0.0
        # A song that ended was no hardship; a seek with nothing left to fade out was.
        self.num_starved += self._current.ring_end is None
        return self._fill_piece(out, time_s) if self._reached is not self.segment else 0

    def _scale(self, piece: Samples, out: Samples, target: float) -> None:
        """Copy ``piece`` to ``out`` while the gain moves to ``target``."""
        if self._gain == target:
            np.multiply(piece, np.float32(target), out=out)
            return
        ramp = self._scratch[: len(piece)]
        step = target - self._gain
        np.multiply(self._ramp[: len(piece)], np.float32(step), out=ramp)
        np.add(ramp, np.float32(self._gain), out=ramp)
        np.multiply(piece, ramp, out=out)
        reached = self._gain + step * len(piece) / len(self._ramp)
        # A block shorter than the fade covers a part of it; without this the last step would never
        # end.
        self._gain = target if abs(target - reached) < 1e-3 else reached
