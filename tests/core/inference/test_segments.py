from __future__ import annotations

import numpy as np
import pytest

from mer_core.inference.segments import Segment, SegmentCutter, level_dbfs

STEP = 100  # samples; at 200 Hz a step is 0.5 s


def ramp(num_samples: int) -> np.ndarray:
    return np.linspace(0.1, 0.9, num_samples, dtype=np.float32)


def cut(samples: np.ndarray, *, block: int = 10**9, segment_s: float = 5.0) -> list[Segment]:
    cutter = SegmentCutter(200, step_samples=STEP, context_s=1.2, segment_s=segment_s)
    segments = []
    for start in range(0, len(samples), block):
        segments.extend(cutter.add(samples[start : start + block]))
    segments.extend(cutter.finish())
    assert len(cutter.levels) == -(-len(samples) // STEP)
    return segments


@pytest.mark.parametrize("num_samples", [50, 100, 999, 1000, 1001, 3210])
def test_every_step_is_spoken_for_once_with_its_context(num_samples: int) -> None:
    samples = ramp(num_samples)
    spoken = []
    for segment in cut(samples):
        begin = (segment.first_step - segment.skip) * STEP
        np.testing.assert_array_equal(segment.samples, samples[begin:][: len(segment.samples)])
        assert segment.skip == min(segment.first_step, 3)
        end = begin + len(segment.samples)
        assert end >= min(num_samples, (segment.first_step + segment.num_steps + 3) * STEP)
        spoken += range(segment.first_step, segment.first_step + segment.num_steps)
    assert spoken == list(range(-(-num_samples // STEP)))


@pytest.mark.parametrize("block", [1, 37, 100, 950])
def test_segments_do_not_depend_on_where_the_stream_was_cut(block: int) -> None:
    samples = ramp(2345)
    for ours, theirs in zip(cut(samples, block=block), cut(samples), strict=True):
        np.testing.assert_array_equal(ours.samples, theirs.samples)
        assert (ours.first_step, ours.skip, ours.num_steps) == (
            theirs.first_step,
            theirs.skip,
            theirs.num_steps,
        )


def test_long_silence_parts_sections_and_never_reaches_the_net() -> None:
    silence = np.zeros(7 * STEP, np.float32)
    samples = np.concatenate((silence, ramp(5 * STEP), silence, ramp(3 * STEP), silence))
    segments = cut(samples)
    assert [(s.first_step, s.skip, s.num_steps) for s in segments] == [(7, 0, 5), (19, 0, 3)]
    np.testing.assert_array_equal(segments[0].samples, ramp(5 * STEP))
    np.testing.assert_array_equal(segments[1].samples, ramp(3 * STEP))


def test_a_short_pause_belongs_to_the_music() -> None:
    pause = np.zeros(2 * STEP, np.float32)
    samples = np.concatenate((ramp(3 * STEP), pause, ramp(3 * STEP)))
    assert [(s.first_step, s.num_steps) for s in cut(samples)] == [(0, 8)]


def test_pure_silence_gives_no_segment() -> None:
    assert cut(np.zeros(5000, np.float32)) == []


def test_what_is_held_does_not_grow_with_the_song() -> None:
    cutter = SegmentCutter(200, step_samples=STEP, context_s=1.2, segment_s=5.0)
    for _ in range(500):
        for segment in cutter.add(ramp(777)):
            assert len(segment.samples) <= (10 + 2 * 3) * STEP
        assert len(cutter._held) <= 10 + 2 * 3 + 4


def test_halves_of_a_segment_speak_for_the_same_steps() -> None:
    segment = cut(ramp(30 * STEP), segment_s=10.0)[0]
    left, right = segment.halves(STEP, 3)
    assert (left.first_step, left.skip, left.num_steps) == (0, 0, 10)
    assert (right.first_step, right.skip, right.num_steps) == (10, 3, 10)
    np.testing.assert_array_equal(left.samples, ramp(30 * STEP)[: 13 * STEP])
    np.testing.assert_array_equal(right.samples, ramp(30 * STEP)[7 * STEP : 23 * STEP])


def test_levels_are_in_decibels_below_full_scale() -> None:
    assert level_dbfs(np.ones(10, np.float32)) == pytest.approx(0.0)
    assert level_dbfs(np.full(10, 0.001, np.float32)) == pytest.approx(-60.0, abs=1e-3)
    assert level_dbfs(np.zeros(10, np.float32)) == -120.0


def test_segments_begin_where_the_net_thinks() -> None:
    cutter = SegmentCutter(200, step_samples=STEP, context_s=1.2, segment_s=5.0, every=4)
    silence = np.zeros(7 * STEP, np.float32)
    segments = [*cutter.add(np.concatenate((silence, ramp(43 * STEP)))), *cutter.finish()]
    assert len(segments) > 2
    for segment in segments:
        assert (segment.first_step - segment.skip - 7) % 4 == 0
        assert segment.skip >= min(segment.first_step - 7, 3)
    left, right = segments[1].halves(STEP, cutter.context_steps, 4)
    assert left.num_steps % 4 == 0
    assert (right.first_step - right.skip - 7) % 4 == 0
    assert left.num_steps + right.num_steps == segments[1].num_steps
