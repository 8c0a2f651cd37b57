"""The callback's logic, fed by hand: every sample and every second can be foretold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.playback.stream import (
    FADE_S,
    Controls,
    FrameClock,
    RingBuffer,
    Samples,
    Stretch,
    Voice,
    slider_gain,
)

RATE = 1000
NUM_FADE = round(FADE_S * RATE)


class Bench:
    """A voice over a ring, with the clock counting the frames that were asked for."""

    def __init__(self, num_frames: int = 4000, num_channels: int = 2) -> None:
        self.ring = RingBuffer(num_frames, num_channels)
        self.controls = Controls()
        segment = Stretch(generation=0, start_s=0.0, ring_start=0)
        self.clock = FrameClock(RATE, segment)
        self.voice = Voice(self.ring, self.clock, self.controls, segment)
        self.num_asked = 0

    def hear(self, num_frames: int) -> Samples:
        """What the card gets next, float32 [num_frames]: both channels are the same here."""
        out = np.full((num_frames, 2), np.nan, dtype=np.float32)
        self.voice.fill(out, self.num_asked / RATE)
        self.num_asked += num_frames
        assert np.array_equal(out[:, 0], out[:, 1])
        return out[:, 0]

    def feed(self, values: Samples) -> None:
        """Write ``values`` [num_frames] to both channels."""
        block = np.repeat(values.astype(np.float32)[:, np.newaxis], 2, axis=1)
        assert self.ring.write(block) == len(block)

    def seek(self, generation: int, start_s: float) -> Stretch:
        """Begin a new segment, as the feeder does."""
        self.controls.generation = generation
        self.voice.segment = Stretch(generation, start_s, self.ring.write_index)
        return self.voice.segment


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=60))
def test_a_ring_gives_back_in_order_exactly_what_was_written(turns: list[tuple[int, int]]) -> None:
    ring = RingBuffer(64, 1)
    written = 0
    read: list[float] = []
    for num_write, num_read in turns:
        block = np.arange(written, written + num_write, dtype=np.float32)[:, np.newaxis]
        written += ring.write(block)
        piece = ring.peek(num_read)
        read.extend(piece[:, 0])
        ring.advance(len(piece))
        assert 0 <= ring.num_ready <= 64
        assert ring.num_free == 64 - ring.num_ready
    assert read == list(range(len(read)))
    assert len(read) + ring.num_ready == written


def test_a_ring_is_not_read_beyond_the_given_index() -> None:
    ring = RingBuffer(64, 1)
    ring.write(np.zeros((40, 1), dtype=np.float32))
    assert len(ring.peek(64, until=10)) == 10
    ring.skip_to(20)
    assert len(ring.peek(64, until=10)) == 0
    ring.skip_to(5)
    assert ring.read_index == 20


@pytest.mark.parametrize(("volume", "gain"), [(0, 0), (0.5, 0.125), (1, 1), (-1, 0), (2, 1)])
def test_the_slider_is_cubic_and_stays_in_range(volume: float, gain: float) -> None:
    assert slider_gain(volume) == gain


def test_playing_fades_in_and_then_passes_samples_unchanged() -> None:
    bench = Bench()
    bench.feed(np.ones(500))
    assert not bench.hear(50).any()
    bench.controls.playing = True
    heard = bench.hear(100)
    assert np.allclose(heard[:NUM_FADE], np.arange(1, NUM_FADE + 1) / NUM_FADE)
    assert np.array_equal(heard[NUM_FADE:], np.ones(100 - NUM_FADE))


def test_pausing_fades_out_and_playing_goes_on_where_it_stopped() -> None:
    bench = Bench()
    bench.feed(np.arange(1000.0))
    bench.controls.playing = True
    bench.hear(100)
    bench.controls.playing = False
    fading = bench.hear(50)
    assert fading[0] > 0
    assert not fading[NUM_FADE:].any()
    assert not bench.hear(50).any()
    bench.controls.playing = True
    heard = bench.hear(50)
    assert heard[NUM_FADE] == 100 + NUM_FADE + NUM_FADE


def test_a_seek_fades_the_old_sound_out_and_the_new_sound_in_within_one_block() -> None:
    bench = Bench()
    bench.feed(np.full(1000, 0.5))
    bench.controls.playing = True
    bench.hear(100)
    bench.seek(1, start_s=60.0)
    bench.feed(np.full(500, -0.5))
    heard = bench.hear(100)
    assert np.abs(np.diff(heard)).max() <= 0.5 / NUM_FADE + 1e-6
    assert heard[NUM_FADE - 1] == 0.0
    assert np.array_equal(heard[2 * NUM_FADE :], np.full(100 - 2 * NUM_FADE, -0.5))


def test_old_sound_falls_silent_at_once_while_the_seek_is_still_being_decoded() -> None:
    bench = Bench()
    bench.feed(np.ones(1000))
    bench.controls.playing = True
    bench.hear(100)
    bench.controls.generation = 1
    assert not bench.hear(100)[NUM_FADE:].any()
    bench.seek(1, start_s=9.0)
    assert not bench.hear(100).any()
    assert bench.voice.num_starved == 0
    bench.feed(np.ones(100))
    assert bench.hear(100)[-1] == 1.0


def test_a_volume_change_has_no_step() -> None:
    bench = Bench()
    bench.feed(np.ones(1000))
    bench.controls.playing = True
    bench.hear(100)
    bench.controls.gain = 0.25
    heard = np.concatenate([[1.0], bench.hear(100)])
    assert np.abs(np.diff(heard)).max() <= 0.75 / NUM_FADE + 1e-6
    assert heard[-1] == 0.25


def test_a_muted_song_runs_on() -> None:
    bench = Bench()
    bench.feed(np.arange(1000.0))
    bench.controls.playing = True
    bench.controls.gain = 0.0
    assert not bench.hear(100).any()
    bench.controls.gain = 1.0
    assert bench.hear(100)[-1] == 199.0
    bench.controls.gain = 0.0
    bench.hear(100)
    bench.controls.playing = False
    bench.hear(100)
    assert bench.ring.read_index == 300


def test_an_empty_ring_is_silence_and_counted_only_while_the_song_goes_on() -> None:
    bench = Bench()
    bench.feed(np.ones(50))
    bench.controls.playing = True
    assert not bench.hear(100)[50:].any()
    assert bench.voice.num_starved == 1
    bench.hear(100)
    assert bench.voice.num_starved == 1
    bench.feed(np.ones(50))
    bench.voice.segment.ring_end = bench.ring.write_index
    assert bench.hear(100)[49] == 1.0
    assert bench.voice.num_starved == 1


def test_the_position_counts_what_is_heard_and_not_what_was_handed_over() -> None:
    bench = Bench()
    bench.seek(3, start_s=10.0)
    bench.voice.rest()
    bench.feed(np.ones(1000))
    assert bench.clock.position_s(math.inf) == (3, 10.0)
    bench.controls.playing = True
    for _ in range(5):
        bench.hear(100)  # to be heard during the next half second
    assert bench.clock.position_s(0.0) == (3, 10.0)
    assert bench.clock.position_s(0.05) == (3, 10.05)
    assert bench.clock.position_s(0.25) == (3, 10.25)
    assert bench.clock.position_s(7.0) == (3, 10.5)
    assert bench.clock.position_s(math.inf) == (3, 10.5)


def test_the_position_stands_while_paused_and_belongs_to_the_old_song_until_the_seek_is_heard() -> (
    None
):
    bench = Bench()
    bench.feed(np.ones(1000))
    bench.controls.playing = True
    bench.hear(100)
    bench.controls.playing = False
    bench.hear(100)
    stand_s = (100 + NUM_FADE) / RATE
    assert bench.clock.position_s(0.15) == (0, stand_s)
    bench.controls.playing = True
    bench.seek(1, start_s=42.0)
    bench.feed(np.ones(500))
    bench.hear(100)
    assert bench.clock.position_s(0.199) == (0, stand_s)
    assert bench.clock.position_s(0.2) == (1, 42.0)
    assert bench.clock.position_s(0.25) == (1, 42.05)


def test_an_hour_of_marks_keeps_only_the_newest() -> None:
    segment = Stretch(0, 0.0, 0)
    clock = FrameClock(RATE, segment)
    for block in range(36_000):
        clock.mark(block / 10, segment, block * 100, 100)
    assert clock.heard(3599.95) == (segment, 3_599_950)
    assert len(clock._marks) < 1000


ACTIONS = st.one_of(
    st.tuples(st.just("hear"), st.integers(1, 300)),
    st.tuples(st.just("feed"), st.integers(1, 300)),
    st.tuples(st.just("playing"), st.integers(0, 1)),
    st.tuples(st.just("seek"), st.integers(0, 50)),
    st.tuples(st.just("volume"), st.integers(0, 10)),
)


@settings(max_examples=200)
@given(st.lists(ACTIONS, max_size=60))
@example([("feed", 10), ("playing", 1), ("hear", 10), ("seek", 0), ("hear", 1)])
def test_whatever_is_done_the_sound_has_a_step_only_where_it_ran_dry(
    actions: list[tuple[str, int]],
) -> None:
    bench = Bench(num_frames=700)
    heard: list[Samples] = [np.zeros(1, dtype=np.float32)]
    generation = 0
    for action, number in actions:
        if action == "hear":
            heard.append(bench.hear(number))
        elif action == "feed":
            # Opposite levels make a jump from one segment to the next as steep as can be.
            level = 1.0 if generation % 2 == 0 else -1.0
            bench.ring.write(np.full((number, 2), level, dtype=np.float32))
        elif action == "playing":
            bench.controls.playing = bool(number)
        elif action == "volume":
            bench.controls.gain = number / 10
        else:
            generation += 1
            bench.seek(generation, float(number))
    assert bench.ring.num_ready <= 700
    sound = np.concatenate(heard)
    assert np.isfinite(sound).all()
    starved = bench.voice.num_starved
    steps = np.abs(np.diff(sound)) > 1.0 / NUM_FADE + 1e-3
    assert steps.sum() <= starved
