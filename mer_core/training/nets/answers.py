"""What a founding system said about pieces that it was not trained on, and what that is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mer_core.models.tasks import TASKS
from mer_core.training import metrics
from mer_core.training.judge import CLASSES, REGRESSION, Exam, check_no_leak
from mer_core.training.report import PIECE, SONG, EpochDone, Run
from mer_core.training.requests import BY_SONG

Array = NDArray[np.float64]
IntArray = NDArray[np.int64]

_AXES = ("valence", "arousal")
#: The k of top-k: some published figures count the true quadrant among the three likeliest.
_TOP = (2, 3)


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """The held-out answers of one recipe under one protocol, over the folds that were run.

    ``task`` names an entry of models.tasks.TASKS. Per piece, [num_pieces]: ``song`` an index into
    ``songs``, ``fold``; ``truth`` int64 class indices, or float64 [num_pieces, 2] valence and
    arousal; ``answers`` [num_pieces, num_outputs], class probabilities or valence, arousal and
    their spreads; ``constant`` and ``probe`` what a predictor without ears (the training side's
    mean label, or its class frequencies, [num_pieces, num_outputs]) and the nearest neighbour on
    plain statistics of the spectrum (class index [num_pieces], or [num_pieces, 2]) would answer.
    Per song: ``songs`` its name, ``groups`` what must stay on one side. ``epochs``, ``folds_run``
    and ``folds`` state the budget, ``device`` what trained the nets.
    """

    recipe: str
    task: str
    protocol: str
    corpora: tuple[str, ...]
    songs: tuple[str, ...]
    groups: tuple[str, ...]
    song: IntArray
    fold: IntArray
    truth: IntArray | Array
    answers: Array
    constant: Array
    probe: IntArray | Array
    history: tuple[EpochDone, ...]
    epochs: int
    folds_run: int
    folds: int
    duration_s: float
    device: str = "CPU"

    @property
    def run(self) -> Run:
        """The budget, for a report."""
        songs = np.unique(self.song).tolist()
        return Run(
            self.protocol, len(self.song), len(songs), len({self.groups[song] for song in songs}),
            self.folds_run, self.folds, self.epochs, self.duration_s, self.device,
        )  # fmt: skip

    def exams(self) -> Iterator[Exam]:
        """What is judged: the pieces, then the songs. Raises TrainingError where a group leaks."""
        if self.protocol == BY_SONG:
            check_no_leak([self.groups[song] for song in self.song.tolist()], self.fold)
        for unit, sample in samples_of(self).items():
            if TASKS[self.task].is_classes:
                yield from self._of_classes(unit, "class", sample)
                continue
            for axis, label in enumerate(_AXES):
                yield Exam(
                    self.protocol, self.corpora, self.task, unit, label, REGRESSION,
                    sample.truth[:, axis], sample.answers[:, axis], sample.constant[:, axis],
                    sample.groups, sample.probe[:, axis],
                )  # fmt: skip
            yield from self._of_classes(unit, "quadrant", as_quadrants(sample))

    def _of_classes(self, unit: str, label: str, sample: Sample) -> Iterator[Exam]:
        """Which class is called, then which are the likeliest few."""
        facts = (self.protocol, self.corpora, self.task, unit, label)
        called = sample.answers.argmax(axis=1).astype(np.float64)
        most = sample.constant.argmax(axis=1).astype(np.float64)
        yield Exam(*facts, CLASSES, sample.truth, called, most, sample.groups, sample.probe)
        few = {f"top-{k}": partial(metrics.top_k, k=k) for k in _TOP if k < sample.answers.shape[1]}
        yield Exam(*facts, few, sample.truth, sample.answers, sample.constant, sample.groups)


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What is judged, per piece or per song; the fields are HeldOut's, classes as float64 too."""

    truth: Array
    answers: Array
    constant: Array
    probe: Array
    groups: tuple[str, ...]


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


def quadrants_of(plane: Array) -> IntArray:
    """Russell's quadrant, 0 to 3 for Q1 to Q4, of valence and arousal [num, 2]; see emotion."""
    valence, arousal = plane[:, 0] >= 0, plane[:, 1] >= 0
    return np.where(arousal, np.where(valence, 0, 1), np.where(valence, 3, 2)).astype(np.int64)


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


def _nearness(plane: Array) -> Array:
    """How near a point is to each quadrant, [num, 4]: minus the squared distance; 0 inside."""
    # Zero counts as positive, so that the nearest quadrant is quadrants_of(plane).
    valence, arousal = (np.where(axis == 0, 1e-12, axis) for axis in (plane[:, 0], plane[:, 1]))
    signs = ((1, 1), (-1, 1), (-1, -1), (1, -1))
    return -np.stack(
        [np.minimum(v * valence, 0) ** 2 + np.minimum(a * arousal, 0) ** 2 for v, a in signs],
        axis=1,
    )
