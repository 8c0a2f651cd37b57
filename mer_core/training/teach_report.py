"""Did teaching help? Scores before and after on tracks that were not taught, and the verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mer_core.training import metrics

Array = NDArray[np.float64]

ROUNDS = 1000
MAE, AVERAGE_PRECISION = "MAE", "average precision"


@dataclass(frozen=True, slots=True)
class TeachScore:
    """One figure on held-out tracks: of the shipped model (``before``) and the taught (``after``).

    ``low`` and ``high`` bound the change, after less before, with 95 % confidence (bootstrap over
    groups); of a mean absolute error, less is better. ``constant`` is the figure of who answers
    every track with the mean of the other ratings, or the moods by how common they are.
    ``follows`` tells that the taught answers go with the ratings beyond chance, which a constant's
    never do.
    """

    label: str
    metric: str
    before: float
    after: float
    low: float
    high: float
    constant: float
    follows: bool

    @property
    def decides(self) -> bool:
        """Whether the verdict rests on this figure."""
        return self.metric in (MAE, AVERAGE_PRECISION)

    @property
    def helped(self) -> bool:
        """Better beyond chance, and not by guessing the user's average alone."""
        return self.closer and self.follows

    @property
    def closer(self) -> bool:
        """Better beyond chance, be it by nothing but the user's average."""
        return self.decides and (self.high < 0 if self.metric == MAE else self.low > 0)

    @property
    def harmed(self) -> bool:
        """Worse beyond chance."""
        return self.decides and (self.low > 0 if self.metric == MAE else self.high < 0)


@dataclass(frozen=True, slots=True)
class TeachReport:
    """What teaching left in ``folder``, from how many tracks, and whether it helped.

    ``grouped_by`` is "album" where no album is on both sides of a fold, else "track". ``changes``
    says per axis what was changed; ``notes`` are sentences about the table of ratings.
    """

    folder: Path
    model_id: str
    base_id: str
    sha256: str
    num_tracks: int
    num_skipped: int
    skipped: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    grouped_by: str
    num_groups: int
    folds: int
    changes: tuple[tuple[str, str], ...]
    scores: tuple[TeachScore, ...]
    helped: bool
    duration_s: float

    @property
    def verdict(self) -> str:
        """Whether it helped, in one or two sentences."""
        return verdict(self.scores, self.model_id, self.base_id)


def helped(scores: Sequence[TeachScore]) -> bool:
    """Better than the shipped model somewhere, and nowhere worse; both beyond chance."""
    return any(score.helped for score in scores) and not any(score.harmed for score in scores)


def verdict(scores: Sequence[TeachScore], model_id: str, base_id: str) -> str:
    """Whether ``model_id`` is better than ``base_id``, in one or two sentences."""
    better = [score.label for score in scores if score.helped]
    worse = [score.label for score in scores if score.harmed]
    if helped(scores):
        return (
            f"It helped: on songs it was not taught, {model_id} is closer to you in "
            f"{' and '.join(better)}."
        )
    advice = f"{base_id} is the better model for you; more ratings may change that."
    if worse:
        return f"It did not help: {model_id} is further from you in {' and '.join(worse)}. {advice}"
    if any(score.closer for score in scores):
        return (
            f"It did not help: {model_id} learnt where your ratings lie on average, but not which "
            f"songs are higher and which are lower. {advice}"
        )
    return f"It did not help: no improvement could be told from chance. {advice}"


def axis_scores(
    label: str, truth: Array, before: Array, after: Array, constant: Array,
    groups: Sequence[str], *, seed: int, rounds: int = ROUNDS,
) -> list[TeachScore]:  # fmt: skip
    """R2, CCC and mean absolute error of one axis; all arrays are [num_tracks]."""
    answers = np.stack([before, after, constant], axis=1)
    low, _ = metrics.bootstrap(metrics.ccc, truth, after, groups, seed=seed, rounds=rounds)
    scores = []
    for name, metric in (("R2", metrics.r2), ("CCC", metrics.ccc), (MAE, _mean_absolute_error)):
        change = partial(_change, metric=metric)
        bounds = metrics.bootstrap(change, truth, answers, groups, seed=seed, rounds=rounds)
        values = [metric(truth, column) for column in answers.T]
        scores.append(
            TeachScore(label, name, values[0], values[1], *bounds, values[2], follows=low > 0)
        )
    return scores


def _change(truth: Array, answers: Array, *, metric: metrics.Metric) -> float:
    return metric(truth, answers[:, 1]) - metric(truth, answers[:, 0])


def _mean_absolute_error(truth: Array, guess: Array) -> float:
    return float(np.abs(truth - guess).mean())


def mood_scores(
    words: Array, before: Array, after: Array, constant: Array, groups: Sequence[str],
    *, seed: int, rounds: int = ROUNDS,
) -> list[TeachScore]:  # fmt: skip
    """How well the moods' scores agree with the user's words; all are [num_tracks, num_moods]."""
    scores = []
    for name, metric in (("first word", _top_1), (AVERAGE_PRECISION, _average_precision)):
        values = np.stack([metric(words, some) for some in (before, after, constant)], axis=1)
        bounds = metrics.bootstrap(_gain, values, values[:, :2], groups, seed=seed, rounds=rounds)
        low, _ = metrics.bootstrap(
            _gain, values, values[:, (2, 1)], groups, seed=seed, rounds=rounds
        )
        means = values.mean(axis=0).tolist()
        scores.append(
            TeachScore("moods", name, means[0], means[1], *bounds, means[2], follows=low > 0)
        )
    return scores


def _gain(_truth: Array, values: Array) -> float:
    return float((values[:, 1] - values[:, 0]).mean())


def _top_1(truth: Array, scores: Array) -> Array:
    """Per track 1 where the strongest mood is one of the user's words, else 0."""
    best = scores.argmax(axis=1)
    hits: Array = truth[np.arange(len(truth)), best]
    return hits


def _average_precision(truth: Array, scores: Array) -> Array:
    """Per track the mean, over the user's words, of the precision down to that word."""
    order = np.argsort(-scores, axis=1, kind="stable")
    hits = np.take_along_axis(truth, order, axis=1)
    precision = np.cumsum(hits, axis=1) / np.arange(1, hits.shape[1] + 1)
    result: Array = (precision * hits).sum(axis=1) / hits.sum(axis=1)
    return result


def to_markdown(scores: Sequence[TeachScore], base_id: str, model_id: str) -> str:
    """One row per figure."""
    head = ("", "figure", base_id, model_id, "change, 95 %", "constant")
    lines = ["| " + " | ".join(head) + " |", "|---|---|---|---|---|---|"]
    for score in scores:
        cells = (
            score.label, score.metric, _shown(score.before), _shown(score.after),
            f"{_shown(score.low, sign=True)} to {_shown(score.high, sign=True)}",
            _shown(score.constant),
        )  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _shown(value: float, *, sign: bool = False) -> str:
    if not math.isfinite(value):
        return "?"
    return f"{value:+.3f}" if sign else f"{value:.3f}"
