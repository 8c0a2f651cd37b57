"""Figures of merit equal their textbook formulas."""

from __future__ import annotations

import numpy as np
import pytest

from mer_core.training import metrics

_RANDOM = np.random.default_rng(3)
_TRUTH = _RANDOM.normal(size=50)
_GUESS = 0.5 * _TRUTH + _RANDOM.normal(size=50)
_CLASSES = _RANDOM.integers(0, 4, 80).astype(float)
_CALLED = np.where(_RANDOM.random(80) < 0.6, _CLASSES, _RANDOM.integers(0, 4, 80)).astype(float)


def test_regression_figures_equal_sklearns() -> None:
    from sklearn import metrics as sklearn_metrics

    assert metrics.r2(_TRUTH, _GUESS) == pytest.approx(sklearn_metrics.r2_score(_TRUTH, _GUESS))
    assert metrics.rmse(_TRUTH, _GUESS) == pytest.approx(
        sklearn_metrics.root_mean_squared_error(_TRUTH, _GUESS)
    )
    assert metrics.pearson(_TRUTH, _GUESS) == pytest.approx(np.corrcoef(_TRUTH, _GUESS)[0, 1])


def test_class_figures_equal_sklearns() -> None:
    from sklearn import metrics as sklearn_metrics

    assert metrics.uar(_CLASSES, _CALLED) == pytest.approx(
        sklearn_metrics.balanced_accuracy_score(_CLASSES, _CALLED)
    )
    assert metrics.macro_f1(_CLASSES, _CALLED) == pytest.approx(
        sklearn_metrics.f1_score(_CLASSES, _CALLED, average="macro")
    )


def test_concordance_follows_lin() -> None:
    r = np.corrcoef(_TRUTH, _GUESS)[0, 1]
    expected = 2 * r * _TRUTH.std() * _GUESS.std()
    expected /= _TRUTH.var() + _GUESS.var() + (_TRUTH.mean() - _GUESS.mean()) ** 2
    assert metrics.ccc(_TRUTH, _GUESS) == pytest.approx(expected)
    assert metrics.ccc(_TRUTH, _TRUTH) == pytest.approx(1.0)
    assert metrics.ccc(_TRUTH, _TRUTH + 1.0) < 1.0


def test_the_constant_predictor_scores_nothing() -> None:
    constant = np.full_like(_TRUTH, _TRUTH.mean())
    assert metrics.r2(_TRUTH, constant) == pytest.approx(0.0)
    assert metrics.pearson(_TRUTH, constant) == 0.0
    assert metrics.uar(_CLASSES, np.zeros_like(_CLASSES)) == pytest.approx(0.25)


def test_the_interval_holds_the_figure_and_repeats_with_its_seed() -> None:
    groups = [str(index // 2) for index in range(50)]
    low, high = metrics.bootstrap(metrics.r2, _TRUTH, _GUESS, groups, seed=1)
    assert low < metrics.r2(_TRUTH, _GUESS) < high
    assert (low, high) == metrics.bootstrap(metrics.r2, _TRUTH, _GUESS, groups, seed=1)


def test_top_k_counts_the_truth_among_the_likeliest() -> None:
    guess = np.array([[0.5, 0.3, 0.2], [0.5, 0.3, 0.2], [0.5, 0.3, 0.2], [0.2, 0.2, 0.6]])
    truth = np.array([0.0, 1.0, 2.0, 1.0])
    assert metrics.top_k(truth, guess, k=1) == 0.25
    assert metrics.top_k(truth, guess, k=2) == 0.5  # of the last row's equals, 0 comes first
    assert metrics.top_k(truth, guess, k=3) == 1.0
