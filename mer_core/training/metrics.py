"""Figures of merit; all arrays are float64 [num_clips] unless said otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Metric = Callable[[Array, Array], float]


def r2(truth: Array, guess: Array) -> float:
    """Coefficient of determination: 1 is perfect, 0 the mean of ``truth``, below is worse."""
    total = float(np.square(truth - truth.mean()).sum())
    return 1.0 - float(np.square(truth - guess).sum()) / total if total > 0 else float("nan")


def pearson(truth: Array, guess: Array) -> float:
    """Pearson's correlation; 0 where either side is constant."""
    if len(truth) < 2 or truth.std() < 1e-12 or guess.std() < 1e-12:
        return 0.0
    return float(np.corrcoef(truth, guess)[0, 1])


def ccc(truth: Array, guess: Array) -> float:
    """Lin's (1989) concordance: correlation that also wants the right mean and deviation."""
    moments = float(truth.var() + guess.var() + (truth.mean() - guess.mean()) ** 2)
    joint = float(((truth - truth.mean()) * (guess - guess.mean())).mean())
    return 2.0 * joint / moments if moments > 0 else 0.0


def rmse(truth: Array, guess: Array) -> float:
    """Root of the mean squared error, in the labels' units."""
    return float(np.sqrt(np.square(truth - guess).mean()))


def mae(truth: Array, guess: Array) -> float:
    """The mean absolute error, in the labels' units."""
    return float(np.abs(truth - guess).mean())


def accuracy(truth: Array, guess: Array) -> float:
    """The share of class indices that are right."""
    return float((truth == guess).mean())


def top_k(truth: Array, guess: Array, *, k: int) -> float:
    """How often the true class, an index, is among the ``k`` likeliest of ``guess``.

    ``guess`` is [num_clips, num_classes], the larger the likelier. Of equal ones the lower class
    counts as likelier, as in ``argmax``.
    """
    best = np.argsort(-guess, axis=1, kind="stable")[:, :k]
    return float((best == truth[:, None]).any(axis=1).mean())


def uar(truth: Array, guess: Array) -> float:
    """Unweighted average recall of class indices, also called balanced accuracy.

    The constant predictor scores 1 / num_classes.
    """
    return float(np.mean([(guess[truth == label] == label).mean() for label in np.unique(truth)]))


def macro_f1(truth: Array, guess: Array) -> float:
    """The mean over the classes of ``truth`` of F1."""
    scores = []
    for label in np.unique(truth):
        hit = float(((truth == label) & (guess == label)).sum())
        called = float((truth == label).sum() + (guess == label).sum())
        scores.append(2.0 * hit / called)
    return float(np.mean(scores))


def bootstrap(
    metric: Metric,
    truth: Array,
    guess: Array,
    groups: Sequence[str],
    *,
    seed: int,
    rounds: int = 500,
) -> tuple[float, float]:
    """The 95 % interval of ``metric`` when whole groups are drawn anew with replacement.

    Draws for which the metric is nan are left out; nan where that leaves none.
    """
    members = [np.flatnonzero(np.asarray(groups) == name) for name in sorted(set(groups))]
    random = np.random.default_rng(seed)
    values = []
    for _ in range(rounds):
        drawn = random.integers(0, len(members), len(members))
        rows = np.concatenate([members[index] for index in drawn])
        values.append(metric(truth[rows], guess[rows]))
    if np.isnan(values).all():
        return float("nan"), float("nan")
    low, high = np.nanpercentile(values, (2.5, 97.5))
    return float(low), float(high)
