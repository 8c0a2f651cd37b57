"""Teaching a fitted net a user's own ratings: a small correction of its plane head.

Per axis the taught model answers ``offset + scale * answer + features @ slopes``, where ``answer``
and ``features`` are the shipped model's. The correction is fitted in closed form and shrunk towards
none at all, because a user rates dozens of songs and the model learnt from hundreds. How much it
may change is chosen by cross-validation among the ratings, from "nothing" upwards.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from mer_core.jobs import JobContext
from mer_core.models.fusion import FusionNet
from mer_core.models.kernel import KernelHead
from mer_core.models.registry import build
from mer_core.training.held_out import Fold, deal_groups, folds_of, hold_out
from mer_core.training.teaching.caution import most_cautious
from mer_core.training.teaching.words import WordCorrection, learn_words

Array = NDArray[np.float64]
IntArray = NDArray[np.int64]
#: The moods' evidence [num_tracks, num_moods] of the tracks of these numbers, were this their place
#: on the plane, [num_tracks, 2].
Moods = Callable[[IntArray, Array], Array]

AXES = ("valence", "arousal")
#: Fewer rated songs teach nothing that could be told from chance.
MIN_TRACKS = 8
#: Songs that people give a word lie about half way to the word's place on the plane (film music
#: rated by Eerola and Vuoskoski's listeners: .50 in valence, .43 in arousal).
WORD_SHARE = 0.5
#: What such a place counts beside a rating in numbers.
WORD_WEIGHT = 0.5
_INNER_FOLDS = 5
#: Ratings that differ less than this (standard deviation) hold nothing to learn.
_MIN_DEVIATION = 0.01
#: A mean squared error smaller by less than this, .01 on the plane, is no reason to change a thing.
_NEGLIGIBLE = 0.01**2


@dataclass(frozen=True, slots=True)
class Freedom:
    """How far a correction may go: what is expected of it, in units of a rating's noise.

    ``offset`` and ``scale`` are standard deviations; ``slopes`` is the noise's variance over the
    variance that all features explain together, so that less is freer; None leaves them out.
    """

    name: str
    offset: float = 0.0
    scale: float = 0.0
    slopes: float | None = None


#: From the most cautious to the freest.
FREEDOMS = (
    Freedom("unchanged"),
    Freedom("shifted", offset=1.0),
    Freedom("shifted and stretched", offset=1.0, scale=2.0),
    *(
        Freedom("taught from the sound", offset=1.0, scale=2.0, slopes=slopes)
        for slopes in (10.0, 3.0, 1.0, 0.3)
    ),
)


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """Rated tracks as numbers.

    ``features`` [num_tracks, num_features] and ``answers`` [num_tracks, 2] are a track's means of
    the standardised features and of what the base model says. ``goals`` [num_tracks, 2] is what it
    should say and ``weights`` [num_tracks, 2] how much that counts, 0 where there is no goal.
    ``words`` [num_tracks, num_moods] is 1 where the user gave the track that mood, else 0.
    ``groups`` names what must stay on one side of a split.
    """

    features: Array
    answers: Array
    goals: Array
    weights: Array
    words: Array
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """What is taught about one axis; ``slopes`` is [num_features], ``freedom`` a name."""

    freedom: str
    offset: float
    scale: float
    slopes: Array

    def apply(self, answers: Array, features: Array) -> Array:
        """The taught answers [num_tracks], from the base model's and [num_tracks, num_features]."""
        taught: Array = self.offset + self.scale * answers + features @ self.slopes
        return np.clip(taught, -1.0, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """What corrections that had not seen a track say of it: ``taught`` [num_tracks, 2].

    ``constant`` [num_tracks, 2] and ``common`` [num_tracks, num_moods] are answers without ears:
    the mean goal and the share of each mood among the tracks that were seen. ``placed`` is the
    moods' evidence at the taught places, ``worded`` the same with what was taught about words, both
    [num_tracks, num_moods].
    """

    taught: Array
    constant: Array
    common: Array
    placed: Array
    worded: Array


def heard_by_plane(net: FusionNet) -> NDArray[np.bool_]:
    """Which of the features the plane head may weigh: not the absolute level."""
    heard: NDArray[np.bool_] = (_plane_head(net).linear != 0).any(dim=1).numpy()
    return heard


def learn(lessons: Lessons, *, seed: int) -> tuple[Correction, Correction]:
    """The corrections of valence and arousal that all lessons together teach."""
    everything = np.arange(len(lessons.groups))
    valence, arousal = (_learn(_Axis(lessons, axis), everything, seed) for axis in range(2))
    return valence, arousal


def learn_moods(
    lessons: Lessons, corrections: Sequence[Correction], moods: Moods, *, seed: int
) -> WordCorrection:
    """What all lessons together teach about the words, once the plane is corrected so."""
    places = np.stack(
        [
            correction.apply(lessons.answers[:, axis], lessons.features)
            for axis, correction in enumerate(corrections)
        ],
        axis=1,
    )
    evidence = moods(np.arange(len(places)), places)
    return learn_words(evidence, lessons.words, lessons.groups, seed=seed)


def judge_teaching(
    context: JobContext, lessons: Lessons, moods: Moods, *, folds: int, seed: int
) -> Judgement:
    """Teach on all folds but one and answer for that one; groups are never parted.

    The freedom is chosen anew within every training part.
    """
    axes = [_Axis(lessons, axis) for axis in range(2)]
    taught, constant = np.empty_like(lessons.answers), np.zeros_like(lessons.answers)
    common, placed, worded = np.zeros((3, *lessons.words.shape))

    def answer(fold: Fold) -> None:
        seen, held = fold.seen, fold.held
        common[held] = lessons.words[seen].mean(axis=0)
        places = np.empty((len(seen), len(AXES)))
        for rank, axis in enumerate(axes):
            correction = _learn(axis, seen, seed)
            taught[held, rank] = correction.apply(axis.answers[held], lessons.features[held])
            places[:, rank] = correction.apply(axis.answers[seen], lessons.features[seen])
            weights = axis.weights[seen]
            if weights.any():
                constant[held, rank] = np.average(axis.goals[seen], weights=weights)
        groups = [lessons.groups[index] for index in seen.tolist()]
        words = learn_words(moods(seen, places), lessons.words[seen], groups, seed=seed)
        placed[held] = moods(held, taught[held])
        worded[held] = words.apply(placed[held])

    hold_out(context, deal_groups(lessons.groups, folds, seed=seed), answer, phase="Validating")
    return Judgement(taught, constant, common, placed, worded)


class _Axis:
    """The lessons about one axis; ``unit`` makes the features' number irrelevant."""

    def __init__(self, lessons: Lessons, axis: int) -> None:
        self.features = lessons.features
        self.groups = np.asarray(lessons.groups, dtype=object)
        self.answers: Array = lessons.answers[:, axis]
        self.weights: Array = lessons.weights[:, axis]
        self.goals: Array = lessons.goals[:, axis]
        self.unit = 1.0 / math.sqrt(max(1, int(np.any(self.features != 0.0, axis=0).sum())))

    def teachable(self, rows: IntArray) -> bool:
        """Whether there is anything to learn from these tracks."""
        goals = self.goals[rows]
        return (
            len(rows) >= MIN_TRACKS // 2
            and len(set(self.groups[rows])) > 1
            and float(goals.std()) >= _MIN_DEVIATION
        )


def _learn(axis: _Axis, seen: IntArray, seed: int) -> Correction:
    """The correction that the tracks ``seen`` teach, as free as they can prove to be of use."""
    rows = seen[axis.weights[seen] > 0]
    if not axis.teachable(rows):
        return Correction(FREEDOMS[0].name, 0.0, 1.0, np.zeros(axis.features.shape[1]))
    return _fit(axis, rows, _choose(axis, rows, seed))


def _choose(axis: _Axis, rows: IntArray, seed: int) -> Freedom:
    """The most cautious freedom that is about as good as the best."""
    deal = deal_groups(axis.groups[rows].tolist(), _INNER_FOLDS, seed=seed)
    errors = np.empty((len(FREEDOMS), len(rows)))
    for fold in folds_of(deal):
        seen, held = rows[fold.seen], rows[fold.held]
        for rank, freedom in enumerate(FREEDOMS):
            answers = _fit(axis, seen, freedom).apply(axis.answers[held], axis.features[held])
            errors[rank, fold.held] = np.square(answers - axis.goals[held])
    return FREEDOMS[most_cautious(errors, axis.weights[rows], negligible=_NEGLIGIBLE)]


def _fit(axis: _Axis, rows: IntArray, freedom: Freedom) -> Correction:
    """What the base model gets wrong of these tracks, as ridge regression explains it."""
    answers, features = axis.answers[rows], axis.features[rows]
    middle, centre = float(answers.mean()), features.mean(axis=0)
    columns = [np.full((len(rows), 1), freedom.offset), freedom.scale * (answers - middle)[:, None]]
    unit = 0.0 if freedom.slopes is None else axis.unit / math.sqrt(freedom.slopes)
    if unit:
        columns.append((features - centre) * unit)
    found = _ridge(np.hstack(columns), axis.goals[rows] - answers, axis.weights[rows])
    stretch = freedom.scale * float(found[1])
    slopes = found[2:] * unit if unit else np.zeros(len(centre))
    offset = freedom.offset * float(found[0]) - stretch * middle - float(centre @ slopes)
    return Correction(freedom.name, offset, 1.0 + stretch, slopes)


def _ridge(columns: Array, goals: Array, weights: Array) -> Array:
    """Coefficients [num_columns] with penalty 1, rows weighted; by the smaller of two systems.

    By torch, whose threads wait politely on a busy machine.
    """
    root = torch.from_numpy(np.sqrt(weights))
    left, right = torch.from_numpy(columns) * root[:, None], torch.from_numpy(goals) * root
    dual = left.shape[0] < left.shape[1]
    square = left @ left.T if dual else left.T @ left
    square.diagonal().add_(1.0)
    factor = torch.linalg.cholesky(square)
    solved = torch.cholesky_solve((right if dual else left.T @ right)[:, None], factor)[:, 0]
    result: Array = (left.T @ solved if dual else solved).numpy()
    return result


def taught_net(
    net: FusionNet, corrections: Sequence[Correction], words: WordCorrection
) -> FusionNet:
    """A copy of ``net`` whose plane head gives the corrected answers; its layout is the same.

    The head is affine in everything that is scaled here, and its linear part counts by ``mix``.
    What was taught about words stands in the specification, but results are known by the weights
    that made them: so it leaves a mark, a shift of all voices, which their softmax takes out again.
    """
    result = build(net.spec)
    result.load_state_dict(net.state_dict())
    assert isinstance(result, FusionNet)
    head = _plane_head(result)
    scale = torch.tensor([entry.scale for entry in corrections])
    offset = torch.tensor([entry.offset for entry in corrections])
    slopes = torch.from_numpy(np.stack([entry.slopes for entry in corrections], axis=1)).float()
    for tensor in (head.dual, head.linear, head.bias, head.tilt):
        tensor.mul_(scale)
    head.linear.add_(slopes / head.mix)
    head.bias.add_(offset)
    voices = result.heads["voice"]
    assert isinstance(voices, KernelHead)
    voices.bias.add_(words.mark())
    return result.eval()


def _plane_head(net: FusionNet) -> KernelHead:
    head = net.heads["plane"]
    assert isinstance(head, KernelHead)
    return head
