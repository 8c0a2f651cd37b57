"""A song's tension over time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mer_core.tension import tension_curve
from tests.core.library.samples import make_curve, make_emotion


def test_it_moves_against_valence_and_with_arousal_around_the_songs_own() -> None:
    curve = make_curve([0.4, 0.4, -0.4, -0.4], [-0.2, 0.2, -0.2, 0.2], ["calm"] * 4)
    emotion = replace(make_emotion(curve=curve), tension=0.3)
    tension = tension_curve(emotion)
    assert tension.dtype == np.float32
    assert tension.mean() == pytest.approx(0.3, abs=1e-6)
    assert tension[0] < tension[1] < tension[2] < tension[3]
    assert tension[3] - tension[0] == pytest.approx(0.854 * 0.8 + 0.303 * 0.4, abs=1e-6)


def test_it_keeps_to_its_scale() -> None:
    curve = make_curve([-1.0, 1.0], [1.0, -1.0], ["tense", "calm"])
    tension = tension_curve(replace(make_emotion(curve=curve), tension=0.5))
    assert (tension.max(), tension.min()) == (1.0, pytest.approx(0.5 - 1.157, abs=1e-6))


def test_a_curve_without_steps_has_none() -> None:
    assert len(tension_curve(make_emotion(curve=make_curve([], [], [])))) == 0
