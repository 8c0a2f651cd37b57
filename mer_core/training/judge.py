"""From held-out answers to figures that stand beside their companions, and fail on a leak."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mer_core.errors import TrainingError
from mer_core.paths import RESOURCES
from mer_core.plain import from_plain
from mer_core.training import metrics
from mer_core.training.held_out import require_disjoint
from mer_core.training.report import Change, Figure, Report, Run
from mer_core.training.requests import BY_SONG, PROTOCOLS

Array = NDArray[np.float64]
IntArray = NDArray[np.int64]

REGRESSION: Mapping[str, metrics.Metric] = {
    "R2": metrics.r2, "CCC": metrics.ccc, "r": metrics.pearson, "RMSE": metrics.rmse
}  # fmt: skip
CLASSES: Mapping[str, metrics.Metric] = {
    "accuracy": metrics.accuracy, "macro-F1": metrics.macro_f1, "UAR": metrics.uar
}  # fmt: skip
#: No rating is more reliable: an R2 by song above this means that the test leaked.
LARGEST_R2 = 0.95
#: What raters allow, as `python benchmarks/ceilings.py` prints it.
CEILINGS = RESOURCES / "ceilings.json"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How well anything can agree with the raters of ``corpus``: the ``value`` of a metric.

    ``task`` and ``label`` are those of a report; ``source`` says how it is known.
    """

    corpus: str
    task: str
    label: str
    metric: str
    value: float
    source: str


@cache
def ceilings() -> tuple[Ceiling, ...]:
    """All that are known. Corpora without any have acted emotions (RAVDESS) or tell nothing of
    single raters (Soundtracks 360).
    """
    return from_plain(tuple[Ceiling, ...], json.loads(CEILINGS.read_text("utf-8")))


def ceiling_of(corpora: Sequence[str], task: str, label: str, metric: str) -> Ceiling | None:
    """What the raters allow on ``corpora``: the highest of their ceilings, None if one has none."""
    known = {
        entry.corpus: entry
        for entry in ceilings()
        if (entry.task, entry.label, entry.metric) == (task, label, metric)
    }
    if not corpora or set(corpora) - set(known):
        return None
    return max((known[name] for name in corpora), key=lambda entry: entry.value)


@dataclass(frozen=True, slots=True, eq=False)
class Exam:
    """Held-out answers to one question, a row per piece or song, and how they are to be judged.

    ``truth`` [num_rows] or [num_rows, num_outputs] is what ``answers``, ``constant`` (a predictor
    without ears) and ``probe`` (the nearest neighbour; None without one) are compared to by each of
    ``metrics``. ``groups`` names per row what the bootstrap draws as a whole. ``corpora`` and
    ``task`` find the raters' ceiling. ``before`` is what a model said before it was taught, None
    where none was.
    """

    protocol: str
    corpora: tuple[str, ...]
    task: str
    unit: str
    label: str
    metrics: Mapping[str, metrics.Metric]
    truth: Array
    answers: Array
    constant: Array
    groups: Sequence[str]
    probe: Array | None = None
    before: Array | None = None


def figures_of(exams: Iterable[Exam], *, seed: int, rounds: int) -> tuple[Figure, ...]:
    """Every figure, in the order of ``exams``.

    Raises TrainingError where answers are not numbers.
    """
    found: list[Figure] = []
    for exam in exams:
        _require_numbers(exam)
        for name, metric in exam.metrics.items():
            found += _figure(exam, name, metric, seed, rounds)
    return tuple(found)


def _figure(
    exam: Exam, name: str, metric: metrics.Metric, seed: int, rounds: int
) -> Iterator[Figure]:
    """The figure, or nothing where the metric has no value, as R2 of equal labels."""
    truth = exam.truth
    drawn = partial(metrics.bootstrap, truth=truth, groups=exam.groups, seed=seed, rounds=rounds)
    value, interval = metric(truth, exam.answers), drawn(metric, guess=exam.answers)
    change = None
    if exam.before is not None:
        both = np.stack([exam.before, exam.answers], axis=-1)
        change = Change(metric(truth, exam.before), *drawn(partial(_gain, metric), guess=both))
    if not np.isfinite((value, *interval)).all():
        return
    ceiling = ceiling_of(exam.corpora, exam.task, exam.label, name)
    yield Figure(
        exam.protocol, ", ".join(exam.corpora), exam.unit, exam.label, name, value, *interval,
        constant=metric(truth, exam.constant),
        num_rows=len(truth),
        probe=None if exam.probe is None else metric(truth, exam.probe),
        ceiling=ceiling.value if ceiling else None,
        change=change,
    )  # fmt: skip


def _gain(metric: metrics.Metric, truth: Array, both: Array) -> float:
    return metric(truth, both[..., 1]) - metric(truth, both[..., 0])


def require_credible(figure: Figure) -> None:
    """Raises TrainingError where a figure by song is too good to be true.

    It is above the raters' ceiling by more than chance, that is with its whole interval; where they
    name none, above what any ratings let one explain. As published such a figure stays, marked as a
    leak.
    """
    if figure.protocol != BY_SONG:
        return
    ceiling = figure.ceiling
    if ceiling is None and figure.metric == "R2":
        ceiling = LARGEST_R2
    if ceiling is not None and figure.low > ceiling:
        raise TrainingError(
            f"{figure.corpus}, by song: {figure.label} {figure.metric} per {figure.unit} is "
            f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f}), above the "
            f"{ceiling:.3f} that the raters allow; something leaks."
        )


def _require_numbers(exam: Exam) -> None:
    if len(exam.truth) == 0:
        raise TrainingError(f"{exam.label}, {exam.protocol}: nothing was held out to judge.")
    if not (np.isfinite(exam.answers).all() and np.isfinite(exam.constant).all()):
        raise TrainingError(
            f"{exam.label}, {exam.protocol}: some answers are not numbers; the training diverged. "
            "Try a lower learning rate."
        )


def check_no_leak(groups: Sequence[str], fold: IntArray) -> None:
    """Raises TrainingError where a group stands in two folds."""
    for number in np.unique(fold):
        own = fold == number
        require_disjoint(
            [name for name, inside in zip(groups, own, strict=True) if not inside],
            [name for name, inside in zip(groups, own, strict=True) if inside],
        )


def notes_of(figures: Sequence[Figure], task: str) -> tuple[str, ...]:
    """Where each ceiling comes from, and what the marks beside a figure mean."""
    notes = []
    for corpus, label, metric in dict.fromkeys((f.corpus, f.label, f.metric) for f in figures):
        if ceiling := ceiling_of(corpus.split(", "), task, label, metric):
            notes.append(f"Ceiling of {label} {metric}: {ceiling.source}.")
    above = {figure.protocol == BY_SONG for figure in figures if figure.is_above_ceiling}
    if False in above:
        notes.append("(leak): better than the raters agree, so it measures something else.")
    if True in above:
        notes.append("(noise): above the ceiling, but the interval reaches below it.")
    return tuple(notes)


class Answered(Protocol):
    """Held-out answers under one protocol, of whatever was asked."""

    @property
    def recipe(self) -> str:
        """Whose they are."""

    @property
    def run(self) -> Run:
        """What they rest on."""

    def exams(self) -> Iterator[Exam]:
        """What is judged. Raises TrainingError where a group is in two folds."""


def judge(blank: Report, held: Sequence[Answered]) -> Report:
    """``blank`` with every figure of its recipe, from held-out answers under one protocol or both.

    Raises TrainingError where the answers do not belong to it, are not numbers, or leak.
    """
    if not held:
        raise TrainingError("There are no held-out answers to judge; run a protocol first.")
    if {answers.recipe for answers in held} != {blank.recipe}:
        raise TrainingError("Two recipes cannot share a report.")
    ordered = sorted(held, key=lambda answers: PROTOCOLS.index(answers.run.protocol))
    runs = tuple(answers.run for answers in ordered)
    if len({run.protocol for run in runs}) < len(runs):
        raise TrainingError("A report takes each protocol once.")
    exams = [exam for answers in ordered for exam in answers.exams()]
    figures = figures_of(exams, seed=blank.seed, rounds=blank.rounds)
    for figure in figures:
        require_credible(figure)
    return replace(blank, runs=runs, figures=figures, notes=notes_of(figures, blank.task))
