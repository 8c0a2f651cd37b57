"""What a user's words teach: how readily each is said; and nothing where there is nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from mer_core.emotion import MOODS
from mer_core.inference.calibration import Calibration
from mer_core.inference.moods import MoodMap
from mer_core.inference.steps import Steps
from mer_core.models.spec import ModelSpec
from mer_core.models.store import find_model, read_spec
from mer_core.paths import AppPaths
from mer_core.training.teaching.verdict import average_precision
from mer_core.training.teaching.words import MIN_WORDED, WordCorrection, learn_words, unchanged

Array = NDArray[np.float64]
DREAMY, CALM = MOODS.index("dreamy"), MOODS.index("calm")


def heard(num_tracks: int, *, seed: int = 0) -> Array:
    return np.random.default_rng(seed).normal(size=(num_tracks, len(MOODS)))


def said(utility: Array, *, seed: int = 1) -> Array:
    """The word of a user to whom moods have this utility, give or take."""
    noise = np.random.default_rng(seed).gumbel(size=utility.shape)
    return np.eye(utility.shape[1])[(2.0 * utility + noise).argmax(axis=1)]


def alone(num_tracks: int) -> list[str]:
    return [f"track {number}" for number in range(num_tracks)]


def gain(correction: WordCorrection, evidence: Array, words: Array) -> float:
    taught = average_precision(words, correction.apply(evidence))
    return taught - average_precision(words, evidence)


def test_a_user_who_says_a_word_often_hears_it_more_often() -> None:
    liking = np.zeros(len(MOODS))
    liking[DREAMY], liking[CALM] = 1.2, -0.8
    evidence, new = heard(60), heard(400, seed=5)
    correction = learn_words(evidence, said(evidence + liking), alone(60), seed=0)
    assert correction.freedom != "unchanged"
    assert correction.offsets.argmax() == DREAMY
    assert correction.offsets[DREAMY] - correction.offsets[CALM] > 0.5
    assert gain(correction, new, said(new + liking, seed=6)) > 0.05


def test_a_user_who_agrees_with_the_model_changes_hardly_anything() -> None:
    new = heard(400, seed=5)
    for seed in range(6):
        evidence = heard(40, seed=10 + seed)
        correction = learn_words(evidence, said(evidence, seed=seed), alone(40), seed=0)
        assert gain(correction, new, said(new, seed=6)) > -0.01


def test_words_by_chance_and_few_words_teach_nothing() -> None:
    evidence = heard(40)
    by_chance = said(np.zeros_like(evidence))
    assert learn_words(evidence, by_chance, alone(40), seed=0).freedom == "unchanged"
    few = MIN_WORDED - 1
    words = said(heard(few))
    assert learn_words(heard(few), words, alone(few), seed=0).freedom == "unchanged"
    assert learn_words(heard(20), np.zeros((20, len(MOODS))), alone(20), seed=0).mark() == 0.0
    same = np.tile(np.eye(len(MOODS))[0], (20, 1))
    assert learn_words(heard(20), same, alone(20), seed=0).freedom == "unchanged"
    assert learn_words(evidence, said(evidence), ["one"] * 40, seed=0).freedom == "unchanged"


@pytest.fixture(scope="module")
def spec() -> ModelSpec:
    return read_spec(find_model(AppPaths.of_user()).folder)


def test_the_specification_carries_what_was_taught_to_the_scores(spec: ModelSpec) -> None:
    generator = np.random.default_rng(3)
    steps = Steps.empty(50)
    steps = replace(
        steps,
        valence=generator.uniform(-0.3, 0.3, 50).astype(np.float32),
        arousal=generator.uniform(-0.3, 0.3, 50).astype(np.float32),
    )
    correction = WordCorrection(
        "shifted and stretched", np.linspace(-0.5, 0.5, len(MOODS)), np.linspace(0.5, 1.5, 10)
    )
    taught = replace(spec, calibration={**spec.calibration, **correction.labels(MOODS)})
    taught = ModelSpec.from_json(taught.to_json())
    before = Calibration(spec, MoodMap.load()).evidence(steps)
    after = Calibration(taught, MoodMap.load()).evidence(steps)
    assert after == pytest.approx(np.clip(correction.apply(before), -3.0, 3.0), abs=1e-6)
    assert not unchanged(len(MOODS)).labels(MOODS)


def test_corrections_leave_marks_that_tell_them_apart() -> None:
    one = WordCorrection("shifted", np.full(10, 0.1), np.ones(10))
    other = WordCorrection("shifted", np.full(10, 0.2), np.ones(10))
    assert 0.0 < one.mark() <= 0.001
    assert one.mark() != other.mark()
