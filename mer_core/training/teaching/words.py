"""Teaching a model which mood words a user says, and how readily.

The moods' evidence, normal deviates that Calibration takes from a model's answers, is stretched and
shifted mood by mood: a user who calls everything dreamy hears it named more often. The word that is
said follows a conditional logit (McFadden 1974) whose departures from the model are shrunk towards
none, because a user gives words to dozens of songs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from mer_core.models.spec import LabelCalibration
from mer_core.training.held_out import deal_groups, folds_of
from mer_core.training.teaching.caution import most_cautious

Array = NDArray[np.float64]

#: Fewer tracks with words teach none.
MIN_WORDED = 8
_INNER_FOLDS = 5
_ROUNDS = 20
#: A log loss smaller by less than this is no reason to change a thing.
_NEGLIGIBLE = 0.005
#: How far a mood may be shifted, in deviates, and stretched.
_MOST_SHIFT, _STRETCH = 1.5, (0.25, 4.0)
#: The standard normal deviates of spec.QUANTILES.
_DEVIATES = (-1.645, -1.282, -0.674, 0.0, 0.674, 1.282, 1.645)


@dataclass(frozen=True, slots=True)
class WordFreedom:
    """How far words may be taught: the precisions of the shifts and stretches about none at all;
    None leaves them out.
    """

    name: str
    shift: float | None = None
    stretch: float | None = None


#: From the most cautious to the freest.
FREEDOMS = (
    WordFreedom("unchanged"),
    WordFreedom("shifted", shift=10.0),
    WordFreedom("shifted", shift=3.0),
    WordFreedom("shifted", shift=1.0),
    WordFreedom("shifted and stretched", shift=3.0, stretch=10.0),
    WordFreedom("shifted and stretched", shift=1.0, stretch=3.0),
)


@dataclass(frozen=True, slots=True, eq=False)
class WordCorrection:
    """What is taught about the moods; ``offsets`` and ``scales`` are [num_moods]."""

    freedom: str
    offsets: Array
    scales: Array

    def apply(self, evidence: Array) -> Array:
        """The taught evidence, from the model's [num_tracks, num_moods]."""
        taught: Array = self.offsets + self.scales * evidence
        return taught

    def labels(self, names: Sequence[str]) -> Mapping[str, LabelCalibration]:
        """The same as Calibration reads it: the moods' evidence as it is spread for this user."""
        if self.freedom == FREEDOMS[0].name:
            return {}
        sds = 1.0 / self.scales
        means = -self.offsets * sds
        return {
            f"mood.{name}": LabelCalibration(
                float(mean), float(sd), tuple(float(mean + sd * each) for each in _DEVIATES)
            )
            for name, mean, sd in zip(names, means, sds, strict=True)
        }

    def mark(self) -> float:
        """A number in (0, 0.001] that tells corrections apart; 0 where nothing is changed."""
        if self.freedom == FREEDOMS[0].name:
            return 0.0
        digest = sha256(self.offsets.tobytes() + self.scales.tobytes()).digest()
        return (1 + int.from_bytes(digest[:2], "big")) / 2**16 / 1000.0


def unchanged(num_moods: int) -> WordCorrection:
    """No correction at all."""
    return WordCorrection(FREEDOMS[0].name, np.zeros(num_moods), np.ones(num_moods))


def learn_words(
    evidence: Array, words: Array, groups: Sequence[str], *, seed: int
) -> WordCorrection:
    """What ``words`` [num_tracks, num_moods], 1 where the user gave a track that mood, teach about
    the model's ``evidence`` of the same shape. ``groups`` names what must stay on one side of a
    split. A track without words says nothing.
    """
    own = np.flatnonzero(words.any(axis=1))
    names = [groups[index] for index in own.tolist()]
    if len(own) < MIN_WORDED or len(set(names)) < 2 or len(np.unique(words[own], axis=0)) < 2:
        return unchanged(words.shape[1])
    heard, said = evidence[own], words[own] / words[own].sum(axis=1, keepdims=True)
    losses = np.empty((len(FREEDOMS), len(own)))
    for fold in folds_of(deal_groups(names, _INNER_FOLDS, seed=seed)):
        for rank, freedom in enumerate(FREEDOMS):
            theta, parts = _fit(heard[fold.seen], said[fold.seen], freedom)
            chances = _chances(_columns(heard[fold.held], parts), theta)
            losses[rank, fold.held] = -(said[fold.held] * np.log(chances + 1e-12)).sum(axis=1)
    chosen = FREEDOMS[most_cautious(losses, np.ones(len(own)), negligible=_NEGLIGIBLE)]
    theta, parts = _fit(heard, said, chosen)
    return _correction(theta, parts, chosen, words.shape[1])


def _correction(
    theta: Array, parts: tuple[bool, bool], freedom: WordFreedom, num_moods: int
) -> WordCorrection:
    """The fitted logit in the evidence's own units."""
    sharpness = max(float(theta[0]), 0.3)
    offsets, scales = np.zeros(num_moods), np.ones(num_moods)
    if parts[0]:
        offsets = np.clip(theta[1 : 1 + num_moods] / sharpness, -_MOST_SHIFT, _MOST_SHIFT)
    if parts[1]:
        scales = np.clip(1.0 + theta[-num_moods:] / sharpness, *_STRETCH)
    return WordCorrection(freedom.name, offsets, scales)


def _columns(evidence: Array, parts: tuple[bool, bool]) -> Array:
    """What the logit is linear in: [num_tracks, num_moods, num_parameters]."""
    num_tracks, num_moods = evidence.shape
    every = np.eye(num_moods)
    columns = [evidence[:, :, None]]
    if parts[0]:
        columns.append(np.broadcast_to(every, (num_tracks, num_moods, num_moods)))
    if parts[1]:
        columns.append(evidence[:, :, None] * every)
    return np.concatenate(columns, axis=2)


def _chances(columns: Array, theta: Array) -> Array:
    utility = columns @ theta
    odds = np.exp(utility - utility.max(axis=1, keepdims=True))
    chances: Array = odds / odds.sum(axis=1, keepdims=True)
    return chances


def _fit(evidence: Array, said: Array, freedom: WordFreedom) -> tuple[Array, tuple[bool, bool]]:
    """The parameters that explain the words best, by Newton's steps, halved where they overshoot;
    and which kinds of them there are.
    """
    parts = (freedom.shift is not None, freedom.stretch is not None)
    columns = _columns(evidence, parts)
    num_moods = evidence.shape[1]
    middle = np.zeros(columns.shape[2])
    middle[0] = 1.0
    precision = np.concatenate(
        [[1.0], *(np.full(num_moods, p) for p in (freedom.shift, freedom.stretch) if p is not None)]
    )

    def loss(theta: Array) -> float:
        fit = -(said * np.log(_chances(columns, theta) + 1e-12)).sum()
        return float(fit + 0.5 * (precision * np.square(theta - middle)).sum())

    theta, now = middle, loss(middle)
    for _ in range(_ROUNDS):
        chances = _chances(columns, theta)
        slope = np.einsum("nmp,nm->p", columns, chances - said) + precision * (theta - middle)
        mean = np.einsum("nmp,nm->np", columns, chances)
        bend = np.einsum("nmp,nm,nmq->pq", columns, chances, columns, optimize=True)
        step = np.linalg.solve(bend - mean.T @ mean + np.diag(precision), slope)
        while (then := loss(theta - step)) > now and np.abs(step).max() > 1e-6:
            step = step / 2.0
        if now - then < 1e-8:
            break
        theta, now = theta - step, then
    return theta, parts
