"""Where the emotion changes for good there is a boundary, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from mer_core.changes import LEAST_STEP, changes, sections
from mer_core.emotion import EmotionCurve

STEP_S = 0.5


def curve(*sections: tuple[float, float, float], noise: float = 0.0) -> EmotionCurve:
    """Sections of (seconds, valence, arousal), a step every half second."""
    parts = [
        np.tile((valence, arousal), (round(s / STEP_S), 1)) for s, valence, arousal in sections
    ]
    places = np.concatenate(parts)
    places = places + np.random.default_rng(0).normal(scale=noise, size=places.shape)
    values = places.clip(-1, 1).astype(np.float32)
    return EmotionCurve(0.0, STEP_S, values[:, 0], values[:, 1], ("calm",) * len(values))


def test_a_change_for_good_is_a_boundary() -> None:
    song = curve((40, 0.5, 0.5), (30, -0.5, 0.5), (60, -0.5, -0.4), noise=0.05)
    assert changes(song) == pytest.approx((40.0, 70.0), abs=1.0)


def test_a_song_of_one_emotion_has_none() -> None:
    assert changes(curve((240, 0.3, -0.2), noise=0.05)) == ()


def test_a_passing_change_and_a_slight_one_are_none() -> None:
    assert changes(curve((60, 0.0, 0.0), (2, 0.5, 0.5), (60, 0.0, 0.0))) == ()
    slight = 0.6 * LEAST_STEP
    assert changes(curve((60, 0.0, 0.0), (60, slight, 0.0))) == ()


def test_a_slow_change_has_its_boundary_in_the_middle() -> None:
    ramp = [(STEP_S, -0.5 + share, 0.0) for share in np.linspace(0, 1, 40)]
    (time_s,) = changes(curve((40, -0.5, 0.0), *ramp, (40, 0.5, 0.0)))
    assert time_s == pytest.approx(50.0, abs=1.5)


def test_what_returns_is_a_section_again() -> None:
    song = curve((30, 0.4, 0.4), (30, -0.4, -0.4), (30, 0.4, 0.4))
    assert changes(song) == pytest.approx((30.0, 60.0), abs=0.5)


def test_a_late_curve_tells_of_earlier_changes() -> None:
    song = curve((40, 0.5, 0.5), (40, -0.5, 0.5))
    assert changes(song, late_s=4.0) == pytest.approx((36.0,))


def test_short_and_empty_curves_have_none() -> None:
    assert changes(curve((3, 0.5, 0.5), (3, -0.5, -0.5))) == ()
    empty = np.zeros(0, np.float32)
    assert changes(EmotionCurve(0.0, STEP_S, empty, empty, ())) == ()


def test_a_section_is_called_by_the_mood_that_prevails_in_it() -> None:
    song = curve((30, 0.4, 0.4), (30, -0.4, -0.4))
    moods = ("happy",) * 40 + ("calm",) * 20 + ("uncertain",) * 40 + ("sad",) * 20
    named = EmotionCurve(0.0, STEP_S, song.valence, song.arousal, moods)
    assert [(s.start_s, s.length_s, s.mood) for s in sections(named, most=8)] == [
        (0.0, 30.0, "happy"), (30.0, 30.0, "sad"),
    ]  # fmt: skip
    assert [s.mood for s in sections(named, most=1)] == ["happy"]
    unsure = EmotionCurve(0.0, STEP_S, song.valence, song.arousal, ("uncertain",) * 120)
    assert sections(unsure, most=8) == ()
