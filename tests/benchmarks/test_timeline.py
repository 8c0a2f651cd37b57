"""The benchmark of the timeline measures what it says, on curves whose answers are known."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from benchmarks.timeline import CONTRAST, Chain, boundaries, chains_of, steps_of
from mer_core.emotion import EmotionCurve
from mer_core.training.corpora.labels import LabelledClip

STEP_S = 0.5


def curve(values: np.ndarray) -> EmotionCurve:
    """Valence and arousal [num_steps, 2], a step every half second."""
    told = values.astype(np.float32)
    return EmotionCurve(0.0, STEP_S, told[:, 0], told[:, 1], ("calm",) * len(told))


def chain(*, stretch: float, late_s: float) -> Chain:
    """Four passages of 15 s; the curve goes ``stretch`` times as far, and turns ``late_s`` late."""
    alone = np.array([(-0.3, 0.2), (0.3, -0.2), (-0.3, 0.2), (0.3, -0.2)])
    lag = round(late_s / STEP_S)

    def of(places: np.ndarray) -> EmotionCurve:
        steps = np.repeat(stretch * places, 30, axis=0)
        return curve(np.concatenate([np.repeat(steps[:1], lag, axis=0), steps])[: len(steps)])

    return Chain(
        ("a", "b", "c", "d"), of(alone), 0.0, (0.0, 15.0, 30.0, 45.0), alone,
        (of(alone[:2]), of(alone[2:])),
    )  # fmt: skip


@pytest.mark.parametrize("stretch", [0.5, 1.0, 1.5])
def test_the_ratio_is_how_far_the_curve_goes(stretch: float) -> None:
    pairs = list(steps_of([chain(stretch=stretch, late_s=0.0)]))
    assert len(pairs) == 2
    for alone, told, half in pairs:
        assert alone == pytest.approx([0.6, -0.4])
        assert told / alone == pytest.approx([stretch, stretch])
        assert half == pytest.approx([0.25, 0.25])


def test_a_late_curve_is_half_way_late() -> None:
    for _, _, half in steps_of([chain(stretch=1.0, late_s=4.0)]):
        assert half == pytest.approx([4.25, 4.25])


def test_boundaries_are_counted_within_three_seconds() -> None:
    assert boundaries([chain(stretch=1.0, late_s=2.0)]) == (1.0, 1.0, 1.0)
    assert boundaries([chain(stretch=1.0, late_s=4.0)]) == (0.0, 0.0, 0.0)
    assert boundaries([chain(stretch=0.1, late_s=0.0)]) == (0.0, 0.0, 0.0)


def test_neighbours_contrast_and_come_from_two_albums() -> None:
    random = np.random.default_rng(0)
    clips = [
        LabelledClip(
            "soundtracks360", str(number), Path("x"), f"album {number % 5}",
            valence=float(random.uniform(-1, 1)), arousal=float(random.uniform(-1, 1)),
        )
        for number in range(40)
    ]  # fmt: skip
    chains = list(chains_of(clips, random))
    assert chains
    names = [clip.name for one in chains for clip in one]
    assert len(names) == len(set(names))
    for one in chains:
        for left, right in pairwise(one):
            assert left.group != right.group
            apart = np.abs(np.subtract(
                (left.valence, left.arousal), (right.valence, right.arousal)
            ))  # fmt: skip
            assert apart.max() >= CONTRAST
