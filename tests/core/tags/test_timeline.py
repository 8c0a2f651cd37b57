"""The emotion over time in a tag: written, read back, and refused where it is none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mer_core.emotion import MOODS_AND_UNCERTAIN, UNCERTAIN, EmotionCurve
from mer_core.tags import timeline
from mer_core.tags.timeline import MAX_VALUES


def curve(moods: list[str], *, start_s: float = 0.0, step_s: float = 1.0) -> EmotionCurve:
    values = np.linspace(-1, 1, max(len(moods), 1), dtype=np.float32)[: len(moods)]
    return EmotionCurve(start_s, step_s, values, -values, tuple(moods))


@given(
    st.lists(st.sampled_from(MOODS_AND_UNCERTAIN), min_size=1, max_size=300),
    st.sampled_from((0.0, 0.5, 12.3)),
    st.sampled_from((0.25, 0.5, 1.0, 3.0)),
)
def test_a_curve_is_read_back_within_half_a_step_of_a_byte(
    moods: list[str], start_s: float, step_s: float
) -> None:
    before = curve(moods, start_s=start_s, step_s=step_s)
    after = timeline.read(timeline.written(before))
    assert after is not None
    assert (after.start_s, after.step_s, after.moods) == (start_s, step_s, before.moods)
    known = np.array([mood != UNCERTAIN for mood in moods])
    for axis in ("valence", "arousal"):
        difference = np.abs(getattr(after, axis) - getattr(before, axis))[known]
        assert np.all(difference <= 1 / 254 + 1e-6)


def test_ten_hours_are_as_short_as_any_song() -> None:
    text = timeline.written(curve(["happy"] * 36_000))
    assert len(text) < 7000
    after = timeline.read(text)
    assert after is not None
    assert after.num_steps <= MAX_VALUES
    assert after.num_steps * after.step_s == pytest.approx(36_000, abs=after.step_s)


def test_an_empty_curve_says_nothing() -> None:
    assert timeline.written(curve([])) == ""
    assert timeline.read("") is None


GOOD = "v=1;t0=0.0;dt=1.0;n=1;ch=valence:u8,arousal:u8,class:u8;cls=happy;enc=b64;d=/gAA"


@pytest.mark.parametrize(
    ("part", "other"),
    [("v=1", "v=2"), ("n=1", "n=2"), ("dt=1.0", "dt=0.0"), ("cls=happy", "cls=glad"),
     ("d=/gAA", "d=/gA"), ("d=/gAA", "d=/gAH"), ("enc=b64", "enc=zip"), ("t0=0.0", "t0=nan")],
)  # fmt: skip
def test_what_is_damaged_or_of_another_version_is_none(part: str, other: str) -> None:
    assert timeline.read(GOOD) is not None
    assert timeline.read(GOOD.replace(part, other)) is None
