"""The verdict on a taught model, and the figures it rests on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mer_core.emotion import MOODS
from mer_core.training.report import Change, Figure
from mer_core.training.teaching.verdict import (
    TeachReport,
    axis_figures,
    helped,
    mood_figures,
    verdict,
)


def figure(
    label: str, metric: str, before: float, after: float, low: float, high: float,
    constant: float, follows: bool,
) -> Figure:  # fmt: skip
    """A figure of a taught model; ``low`` and ``high`` bound the change."""
    return Figure(
        "by-song", "own-ratings", "song", label, metric, after, after - 0.1, after + 0.1, constant,
        20, change=Change(before, low, high, follows),
    )  # fmt: skip


_BETTER = figure("valence", "MAE", 0.4, 0.2, -0.3, -0.1, 0.5, True)
_AVERAGE = figure("valence", "MAE", 0.4, 0.2, -0.3, -0.1, 0.2, False)
_UNPROVEN = figure("arousal", "MAE", 0.4, 0.35, -0.1, 0.05, 0.5, True)
_WORSE = figure("arousal", "MAE", 0.4, 0.5, 0.02, 0.2, 0.5, True)
_MOODS = figure("moods", "average precision", 0.4, 0.6, 0.1, 0.3, 0.3, True)
_ASIDE = figure("arousal", "R2", 0.4, 0.6, 0.1, 0.3, 0.0, True)


@pytest.mark.parametrize(
    ("figures", "is_help", "words"),
    [
        ([_BETTER, _UNPROVEN], True, "closer to you in valence."),
        ([_BETTER, _MOODS], True, "closer to you in valence and moods."),
        ([_BETTER, _WORSE], False, "further from you in arousal"),
        ([_AVERAGE, _UNPROVEN], False, "not which songs are higher"),
        ([_UNPROVEN, _ASIDE], False, "told from chance"),
    ],
)
def test_the_verdict_says_what_the_figures_prove(
    figures: list[Figure], is_help: bool, words: str
) -> None:
    assert helped(figures) == is_help
    sentence = verdict(figures, "mine", "shipped")
    assert words in sentence
    assert sentence.startswith("It helped" if is_help else "It did not help")
    assert ("shipped is the better model" in sentence) != is_help


def test_figures_of_one_axis() -> None:
    truth = np.array([-1.0, 0.0, 1.0, 0.0] * 5)
    figures = axis_figures(
        "valence", truth, truth + 0.5, truth * 0.9, truth * 0, [str(i) for i in range(20)],
        seed=0, rounds=50,
    )  # fmt: skip
    by_metric = {figure.metric: figure for figure in figures}
    assert list(by_metric) == ["R2", "CCC", "MAE"]
    error = by_metric["MAE"]
    assert error.change is not None
    assert (error.change.before, error.value, error.constant) == pytest.approx((0.5, 0.05, 0.5))
    assert by_metric["R2"].change is not None
    assert by_metric["R2"].change.before == pytest.approx(1 - 0.25 / 0.5)
    assert error.change.low <= -0.45 <= error.change.high < 0
    assert error.improved
    assert all(figure.change and figure.change.follows for figure in figures)
    report = TeachReport(
        Path("m"), "mine", "shipped", "", 20, (), (), "track", 20, 10, (), tuple(figures), 1.0
    )
    assert report.rows()[0] == ["", "figure", "shipped", "mine", "change, 95 %", "constant"]
    assert report.rows()[3][:4] == ["valence", "MAE", "0.500", "0.050"]


def test_a_constant_follows_nothing() -> None:
    truth = np.linspace(-1, 1, 20)
    figures = axis_figures(
        "valence", truth, truth + 2, truth * 0, truth * 0, [str(i) for i in range(20)],
        seed=0, rounds=50,
    )  # fmt: skip
    assert figures[-1].improved
    assert not helped(figures)


def test_a_figure_that_no_draw_can_tell_is_left_out() -> None:
    # Both groups rate all their tracks alike: nothing varies within a draw of either alone.
    truth = np.repeat([0.5, 0.5], 4) + 0.0
    truth[0] = 0.6
    figures = axis_figures(
        "valence", truth, truth, truth, truth, ["a"] + ["b"] * 7, seed=0, rounds=1
    )  # fmt: skip
    assert "MAE" in {figure.metric for figure in figures}
    assert all(np.isfinite((figure.low, figure.high)).all() for figure in figures)


def test_figures_of_mood_words() -> None:
    words = np.zeros((12, len(MOODS)))
    words[:, 0] = 1  # the first mood, and for every other track the third too
    words[::2, 2] = 1
    wrong, right = np.arange(len(MOODS), dtype=float), -np.arange(len(MOODS), dtype=float)
    before, after = np.tile(wrong, (12, 1)), np.tile(right, (12, 1))
    first, precision = mood_figures(
        words, before, after, before, [str(i) for i in range(12)], seed=0, rounds=50
    )
    assert first.change is not None
    assert precision.change is not None
    assert (first.change.before, first.value) == (0.0, 1.0)
    # Last of ten: 1/10; with the eighth: the mean of 1/8 and 2/10. First, and third: 1 and 2/3.
    assert precision.change.before == pytest.approx((0.1 + (1 / 8 + 2 / 10) / 2) / 2)
    assert precision.value == pytest.approx((1 + (1 + 2 / 3) / 2) / 2)
    assert helped([precision])
