"""The verdict on a taught model, and the figures it rests on."""

from __future__ import annotations

import numpy as np
import pytest

from mer_core.emotion import MOODS
from mer_core.training.teach_report import (
    TeachScore,
    axis_scores,
    helped,
    mood_scores,
    to_markdown,
    verdict,
)

_BETTER = TeachScore("valence", "MAE", 0.4, 0.2, -0.3, -0.1, 0.5, True)
_AVERAGE = TeachScore("valence", "MAE", 0.4, 0.2, -0.3, -0.1, 0.2, False)
_UNPROVEN = TeachScore("arousal", "MAE", 0.4, 0.35, -0.1, 0.05, 0.5, True)
_WORSE = TeachScore("arousal", "MAE", 0.4, 0.5, 0.02, 0.2, 0.5, True)
_MOODS = TeachScore("moods", "average precision", 0.4, 0.6, 0.1, 0.3, 0.3, True)
_ASIDE = TeachScore("arousal", "R2", 0.4, 0.6, 0.1, 0.3, 0.0, True)


@pytest.mark.parametrize(
    ("scores", "is_help", "words"),
    [
        ([_BETTER, _UNPROVEN], True, "closer to you in valence."),
        ([_BETTER, _MOODS], True, "closer to you in valence and moods."),
        ([_BETTER, _WORSE], False, "further from you in arousal"),
        ([_AVERAGE, _UNPROVEN], False, "not which songs are higher"),
        ([_UNPROVEN, _ASIDE], False, "told from chance"),
    ],
)
def test_the_verdict_says_what_the_figures_prove(
    scores: list[TeachScore], is_help: bool, words: str
) -> None:
    assert helped(scores) == is_help
    sentence = verdict(scores, "mine", "shipped")
    assert words in sentence
    assert sentence.startswith("It helped" if is_help else "It did not help")
    assert ("shipped is the better model" in sentence) != is_help


def test_figures_of_one_axis() -> None:
    truth = np.array([-1.0, 0.0, 1.0, 0.0] * 5)
    scores = axis_scores(
        "valence", truth, truth + 0.5, truth * 0.9, truth * 0, [str(i) for i in range(20)],
        seed=0, rounds=50,
    )  # fmt: skip
    by_metric = {score.metric: score for score in scores}
    assert list(by_metric) == ["R2", "CCC", "MAE"]
    error = by_metric["MAE"]
    assert (error.before, error.after, error.constant) == pytest.approx((0.5, 0.05, 0.5))
    assert by_metric["R2"].before == pytest.approx(1 - 0.25 / 0.5)
    assert error.low <= -0.45 <= error.high < 0
    assert all(score.follows for score in scores)
    assert "| valence | MAE | 0.500 | 0.050 |" in to_markdown(scores, "shipped", "mine")


def test_a_constant_follows_nothing() -> None:
    truth = np.linspace(-1, 1, 20)
    scores = axis_scores(
        "valence", truth, truth + 2, truth * 0, truth * 0, [str(i) for i in range(20)],
        seed=0, rounds=50,
    )  # fmt: skip
    assert scores[-1].closer
    assert not scores[-1].helped


def test_figures_of_mood_words() -> None:
    words = np.zeros((12, len(MOODS)))
    words[:, 0] = 1  # the first mood, and for every other track the third too
    words[::2, 2] = 1
    wrong, right = np.arange(len(MOODS), dtype=float), -np.arange(len(MOODS), dtype=float)
    before, after = np.tile(wrong, (12, 1)), np.tile(right, (12, 1))
    first, precision = mood_scores(
        words, before, after, before, [str(i) for i in range(12)], seed=0, rounds=50
    )
    assert (first.before, first.after) == (0.0, 1.0)
    # Last of ten: 1/10; with the eighth: the mean of 1/8 and 2/10. First, and third: 1 and 2/3.
    assert precision.before == pytest.approx((0.1 + (1 / 8 + 2 / 10) / 2) / 2)
    assert precision.after == pytest.approx((1 + (1 + 2 / 3) / 2) / 2)
    assert precision.helped
