"""From held-out answers to figures that stand beside their companions, and fail on a leak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mer_core.errors import TrainingError
from mer_core.models.tasks import TASKS
from mer_core.training import metrics
from mer_core.training.companions import Ceiling, ceiling_of
from mer_core.training.figures import BY_SONG, PIECE, SONG, Figure, Report, Run
from mer_core.training.outcomes import HeldOut
from mer_core.training.splits import check_no_leak
from mer_core.training.validation import PROTOCOLS

__all__ = [
    "Figure",
    "Report",
    "Run",
    "Sample",
    "as_quadrants",
    "judge",
    "quadrants_of",
    "samples_of",
]

Array = NDArray[np.float64]
IntArray = NDArray[np.int64]

_AXES = ("valence", "arousal")
_REGRESSION = {"R2": metrics.r2, "CCC": metrics.ccc, "r": metrics.pearson, "RMSE": metrics.rmse}
_CLASSES = {"accuracy": metrics.accuracy, "macro-F1": metrics.macro_f1, "UAR": metrics.uar}
#: The k of top-k: some published figures count the true quadrant among the three likeliest.
_TOP = (2, 3)


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What is judged, per piece or per song; the fields are HeldOut's, classes as float64 too."""

    truth: Array
    answers: Array
    constant: Array
    probe: Array
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Judge:
    """One protocol and unit on trial; the bootstrap draws whole ``groups``, one name a row."""

    held: HeldOut
    unit: str
    groups: tuple[str, ...]
    rounds: int

    def figure(
        self, label: str, name: str, metric: metrics.Metric, truth: Array, guess: Array,
        constant: Array, probe: Array | None,
    ) -> Iterator[Figure]:  # fmt: skip
        """The figure, or nothing where the metric has no value, as R2 of equal labels."""
        value = metric(truth, guess)
        low, high = metrics.bootstrap(
            metric, truth, guess, self.groups, seed=self.held.seed, rounds=self.rounds
        )
        if not np.isfinite((value, low, high)).all():
            return
        ceiling = _ceiling(self.held, label, name)
        yield Figure(
            self.held.protocol, self.unit, label, name, value, low, high,
            constant=metric(truth, constant),
            probe=None if probe is None else metric(truth, probe),
            ceiling=ceiling.value if ceiling else None,
        )  # fmt: skip


def judge(held_out: Sequence[HeldOut], *, rounds: int = 300) -> Report:
    """Every figure of one recipe, from its held-out answers under one protocol or both.

    Raises TrainingError where the answers do not belong together or are not numbers, and under the
    protocol by song where a group stands in two folds or a figure is above the raters' ceiling:
    above by more than chance, that is with its whole interval. As published such a figure stays,
    marked as a leak.
    """
    ordered = [held for name in PROTOCOLS for held in held_out if held.protocol == name]
    _require_one_recipe(ordered)
    figures: list[Figure] = []
    for held in ordered:
        _require_sound(held)
        for unit, sample in samples_of(held).items():
            figures += _figures(held, unit, sample, rounds)
    for figure in figures:
        _require_below_ceiling(ordered[0].recipe, figure)
    first = ordered[0]
    return Report(
        first.recipe, first.task, first.corpora, first.num_parameters, first.seed, rounds,
        tuple(map(_run_of, ordered)), tuple(figures), _notes(first, figures),
    )  # fmt: skip


def quadrants_of(plane: Array) -> IntArray:
    """Russell's quadrant, 0 to 3 for Q1 to Q4, of valence and arousal [num, 2]; see emotion."""
    valence, arousal = plane[:, 0] >= 0, plane[:, 1] >= 0
    return np.where(arousal, np.where(valence, 0, 1), np.where(valence, 3, 2)).astype(np.int64)


def samples_of(held: HeldOut) -> dict[str, Sample]:
    """The pieces as they are, and the songs: the mean of what is said of a song's pieces.

    A song's class is that of most of its pieces, and so is the probe's.
    """
    pieces = Sample(
        held.truth.astype(np.float64), held.answers, held.constant, held.probe.astype(np.float64),
        tuple(held.groups[song] for song in held.song.tolist()),
    )  # fmt: skip
    present, owner = np.unique(held.song, return_inverse=True)
    sizes = np.bincount(owner)[:, None]

    def mean(values: Array) -> Array:
        total: Array = np.zeros((len(present), values.shape[1]))
        np.add.at(total, owner, values)
        return total / sizes

    def merged(values: Array) -> Array:
        if values.ndim == 2:
            return mean(values)
        votes = mean(np.eye(held.answers.shape[1])[values.astype(np.int64)])
        most: Array = votes.argmax(axis=1).astype(np.float64)
        return most

    songs = Sample(
        merged(pieces.truth), mean(held.answers), mean(held.constant), merged(pieces.probe),
        tuple(held.groups[song] for song in present.tolist()),
    )  # fmt: skip
    return {PIECE: pieces, SONG: songs}


def _figures(held: HeldOut, unit: str, sample: Sample, rounds: int) -> Iterator[Figure]:
    one = _Judge(held, unit, sample.groups, rounds)
    if TASKS[held.task].is_classes:
        yield from _of_classes(one, "class", sample)
        return
    for axis, label in enumerate(_AXES):
        columns = [
            values[:, axis]
            for values in (sample.truth, sample.answers, sample.constant, sample.probe)
        ]
        for name, metric in _REGRESSION.items():
            yield from one.figure(label, name, metric, *columns)
    yield from _of_classes(one, "quadrant", as_quadrants(sample))


def as_quadrants(sample: Sample) -> Sample:
    """The quadrants that follow from valence and arousal; see ``quadrants_of``.

    The training side's quadrants are not told, so ``constant`` knows the held-out ones' shares: it
    is, if anything, too good.
    """
    truth = quadrants_of(sample.truth)
    shares = np.bincount(truth, minlength=4) / len(truth)
    return Sample(
        truth.astype(np.float64), _nearness(sample.answers), np.tile(shares, (len(truth), 1)),
        quadrants_of(sample.probe).astype(np.float64), sample.groups,
    )  # fmt: skip


def _of_classes(one: _Judge, label: str, sample: Sample) -> Iterator[Figure]:
    called = sample.answers.argmax(axis=1).astype(np.float64)
    most = sample.constant.argmax(axis=1).astype(np.float64)
    for name, metric in _CLASSES.items():
        yield from one.figure(label, name, metric, sample.truth, called, most, sample.probe)
    for k in _TOP:
        if k < sample.answers.shape[1]:
            top = partial(metrics.top_k, k=k)
            yield from one.figure(
                label, f"top-{k}", top, sample.truth, sample.answers, sample.constant, None
            )


def _nearness(plane: Array) -> Array:
    """How near a point is to each quadrant, [num, 4]: minus the squared distance; 0 inside."""
    # Zero counts as positive, so that the nearest quadrant is quadrants_of(plane).
    valence, arousal = (np.where(axis == 0, 1e-12, axis) for axis in (plane[:, 0], plane[:, 1]))
    signs = ((1, 1), (-1, 1), (-1, -1), (1, -1))
    return -np.stack(
        [np.minimum(v * valence, 0) ** 2 + np.minimum(a * arousal, 0) ** 2 for v, a in signs],
        axis=1,
    )


def _require_one_recipe(ordered: Sequence[HeldOut]) -> None:
    if not ordered:
        raise TrainingError("There are no held-out answers to judge; run a protocol first.")
    if len({(held.recipe, held.task, held.corpora, held.seed) for held in ordered}) > 1:
        raise TrainingError("Two recipes, corpora or seeds cannot share a report.")
    if len({held.protocol for held in ordered}) < len(ordered):
        raise TrainingError("A report takes each protocol once.")


def _require_sound(held: HeldOut) -> None:
    if len(held.song) == 0:
        raise TrainingError(f"{held.recipe}, {held.protocol}: nothing was held out to judge.")
    if not (np.isfinite(held.answers).all() and np.isfinite(held.constant).all()):
        raise TrainingError(
            f"{held.recipe}, {held.protocol}: some answers are not numbers; the training diverged. "
            "Try a lower learning rate."
        )
    if held.protocol == BY_SONG:
        check_no_leak([held.groups[song] for song in held.song.tolist()], held.fold)


def _require_below_ceiling(recipe: str, figure: Figure) -> None:
    if figure.protocol == BY_SONG and figure.ceiling is not None and figure.low > figure.ceiling:
        raise TrainingError(
            f"{recipe}, by song: {figure.label} {figure.metric} per {figure.unit} is "
            f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f}), above the "
            f"{figure.ceiling:.3f} that the raters allow; something leaks."
        )


def _run_of(held: HeldOut) -> Run:
    songs = np.unique(held.song).tolist()
    return Run(
        held.protocol, len(held.song), len(songs), len({held.groups[song] for song in songs}),
        held.folds_run, held.folds, held.epochs, held.duration_s,
    )  # fmt: skip


def _ceiling(held: HeldOut, label: str, metric: str) -> Ceiling | None:
    return ceiling_of(held.corpora, held.task, label, metric)


def _notes(held: HeldOut, figures: Sequence[Figure]) -> tuple[str, ...]:
    """Where each ceiling comes from, and what the marks beside a figure mean."""
    notes = []
    for label, metric in dict.fromkeys((figure.label, figure.metric) for figure in figures):
        if ceiling := _ceiling(held, label, metric):
            notes.append(f"Ceiling of {label} {metric}: {ceiling.source}.")
    above = {figure.protocol == BY_SONG for figure in figures if figure.is_above_ceiling}
    if False in above:
        notes.append("(leak): better than the raters agree, so it measures something else.")
    if True in above:
        notes.append("(noise): above the ceiling, but the interval reaches below it.")
    return tuple(notes)
