"""Did teaching help? Figures before and after on tracks that were not taught, and the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mer_core.training import metrics
from mer_core.training.judge import Exam, figures_of
from mer_core.training.report import MAE, SONG, Change, Figure
from mer_core.training.requests import BY_SONG
from mer_core.training.tables import number

if TYPE_CHECKING:
    from mer_core.training.teaching.correction import Judgement, Lessons

Array = NDArray[np.float64]

AVERAGE_PRECISION = "average precision"
#: The figures' corpus, and what the specification of a taught model names among its own.
OWN_RATINGS = "own-ratings"


@dataclass(frozen=True, slots=True)
class TeachReport:
    """What teaching left in ``folder``, from how many tracks, and whether it helped.

    ``skipped`` are pairs of a path and a reason, ``notes`` sentences about the table of ratings.
    ``grouped_by`` is "album" where no album is on both sides of a fold, else "track". ``changes``
    says per axis what was changed. ``figures`` are on tracks that were not taught; each has its
    Change.
    """

    folder: Path
    model_id: str
    base_id: str
    sha256: str
    num_tracks: int
    skipped: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    grouped_by: str
    num_groups: int
    folds: int
    changes: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    duration_s: float

    @property
    def helped(self) -> bool:
        """Better than the shipped model somewhere, and nowhere worse; both beyond chance."""
        return helped(self.figures)

    @property
    def verdict(self) -> str:
        """Whether it helped, in one or two sentences."""
        return verdict(self.figures, self.model_id, self.base_id)

    def rows(self) -> list[list[str]]:
        """The figures before and after as a table, its head first."""
        rows = [["", "figure", self.base_id, self.model_id, "change, 95 %", "constant"]]
        for figure, change in changed(self.figures):
            rows.append([
                figure.label, figure.metric, number(change.before), number(figure.value),
                f"{number(change.low, '+')} to {number(change.high, '+')}", number(figure.constant),
            ])  # fmt: skip
        return rows


def changed(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Change]]:
    """The figures with what teaching changed about them."""
    yield from ((figure, figure.change) for figure in figures if figure.change is not None)


def closer(figures: Sequence[Figure]) -> list[tuple[str, bool]]:
    """What is better beyond chance: its label, and whether it is more than the user's average.

    The verdict rests on errors and on mood words alone.
    """
    return [
        (figure.label, change.follows)
        for figure, change in changed(figures)
        if figure.metric in _DECIDING and figure.improved
    ]


def further(figures: Sequence[Figure]) -> list[str]:
    """The labels of what is worse beyond chance."""
    return [
        figure.label
        for figure in figures
        if figure.metric in _DECIDING and figure.improved is False
    ]


def helped(figures: Sequence[Figure]) -> bool:
    """Better somewhere, not by guessing the user's average alone, and nowhere worse."""
    return any(follows for _, follows in closer(figures)) and not further(figures)


def verdict(figures: Sequence[Figure], model_id: str, base_id: str) -> str:
    """Whether ``model_id`` is better than ``base_id``, in one or two sentences."""
    better, worse = closer(figures), further(figures)
    if helped(figures):
        labels = [label for label, follows in better if follows]
        return (
            f"It helped: on songs it was not taught, {model_id} is closer to you in "
            f"{' and '.join(labels)}."
        )
    advice = f"{base_id} is the better model for you; more ratings may change that."
    if worse:
        return f"It did not help: {model_id} is further from you in {' and '.join(worse)}. {advice}"
    if better:
        return (
            f"It did not help: {model_id} learnt where your ratings lie on average, but not which "
            f"songs are higher and which are lower. {advice}"
        )
    return f"It did not help: no improvement could be told from chance. {advice}"


def axis_figures(
    label: str, truth: Array, before: Array, after: Array, constant: Array,
    groups: Sequence[str], *, seed: int, rounds: int,
) -> list[Figure]:  # fmt: skip
    """R2, CCC and mean absolute error of one axis; all arrays are [num_tracks]."""
    exam = _exam(label, _OF_AN_AXIS, truth, before, after, constant, groups)
    figures = figures_of([exam], seed=seed, rounds=rounds)
    follows = any(figure.metric == "CCC" and figure.low > 0 for figure in figures)
    return [_following(figure, follows) for figure in figures]


def mood_figures(
    words: Array, before: Array, after: Array, constant: Array, groups: Sequence[str],
    *, seed: int, rounds: int,
) -> list[Figure]:  # fmt: skip
    """How well the moods' scores agree with the user's words; all are [num_tracks, num_moods]."""
    asked = _exam("moods", _OF_MOODS, words, before, after, constant, groups)
    taught, beside_constant = (
        figures_of([replace(asked, before=other)], seed=seed, rounds=rounds)
        for other in (before, constant)
    )
    return [
        _following(figure, beside.change is not None and beside.change.low > 0)
        for figure, beside in zip(taught, beside_constant, strict=True)
    ]


def words_of_use(judgement: Judgement, lessons: Lessons) -> tuple[Judgement, bool]:
    """Whether what is taught about words brings held-out tracks nearer to the user; and what to
    judge by: if not, a model whose words are left alone.
    """
    own = np.flatnonzero(lessons.words.any(axis=1))
    if len(own):
        with_words, without = (
            average_precision(lessons.words[own], scores[own])
            for scores in (judgement.worded, judgement.placed)
        )
        if with_words > without:
            return judgement, True
    return replace(judgement, worded=judgement.placed), False


def _exam(
    label: str, asked: Mapping[str, metrics.Metric], truth: Array, before: Array, after: Array,
    constant: Array, groups: Sequence[str],
) -> Exam:  # fmt: skip
    return Exam(
        BY_SONG, (OWN_RATINGS,), "", SONG, label, asked, truth, after, constant, groups,
        before=before,
    )  # fmt: skip


def _following(figure: Figure, follows: bool) -> Figure:
    assert figure.change is not None
    return replace(figure, change=replace(figure.change, follows=follows))


def _first_word(truth: Array, scores: Array) -> float:
    """For how many tracks the strongest mood is one of the user's words."""
    return float(truth[np.arange(len(truth)), scores.argmax(axis=1)].mean())


def average_precision(truth: Array, scores: Array) -> float:
    """The mean, over the tracks and the user's words, of the precision down to that word."""
    order = np.argsort(-scores, axis=1, kind="stable")
    hits = np.take_along_axis(truth, order, axis=1)
    precision = np.cumsum(hits, axis=1) / np.arange(1, hits.shape[1] + 1)
    return float(((precision * hits).sum(axis=1) / hits.sum(axis=1)).mean())


_DECIDING = (MAE, AVERAGE_PRECISION)
_OF_AN_AXIS = {"R2": metrics.r2, "CCC": metrics.ccc, MAE: metrics.mae}
_OF_MOODS = {"first word": _first_word, AVERAGE_PRECISION: average_precision}
