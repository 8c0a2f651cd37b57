"""Confidence and ranges fitted to music that was left out, and judged on yet other music."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mer_core.models.confidence import Confidence, phi
from mer_core.training.judge import Exam
from mer_core.training.nets.answers import quadrants_of
from mer_core.training.report import ECE, SONG
from mer_core.training.requests import BY_CORPUS

Array = NDArray[np.float64]

AXES = ("valence", "arousal")
#: Bins of a reliability diagram, and how many answers each needs: chance alone moves fewer by .08.
MOST_BINS, LEAST_IN_BIN = 10, 40
#: Deviations that are tried, in the plane's units.
_TRIED = np.geomspace(0.03, 3.0, 200)


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Answers to one corpus by heads that it was left out of.

    ``said`` and ``truth`` are [num_clips, 2]; of ``truth`` only the signs count where not ``rated``
    on a scale. ``groups`` names what the bootstrap draws as a whole.
    """

    said: Array
    truth: Array
    rated: bool
    groups: tuple[str, ...]

    @property
    def right(self) -> Array:
        """1 where the answer is in the true quadrant, else 0: [num_clips]."""
        agree = (self.said >= 0) == (self.truth >= 0)
        right: Array = agree.all(axis=1).astype(np.float64)
        return right


def fit_confidence(corpora: Sequence[Placed]) -> Confidence:
    """The likeliest deviations, and what always naming a corpus's commonest quadrant gets right;
    every corpus counts alike.
    """
    shares = [np.bincount(quadrants_of(one.truth)).max() / len(one.truth) for one in corpora]
    valence, arousal = (_likeliest(corpora, axis) for axis in range(len(AXES)))
    return Confidence(valence, arousal, least=float(np.mean(shares)))


def _likeliest(corpora: Sequence[Placed], axis: int) -> float:
    losses = np.zeros(len(_TRIED))
    for placed in corpora:
        towards = placed.said[:, axis] * np.where(placed.truth[:, axis] >= 0, 1.0, -1.0)
        losses -= np.log(phi(towards / _TRIED[:, None]) + 1e-4).mean(axis=1)
    return float(_TRIED[losses.argmin()])


def range_90(corpora: Sequence[Placed], axis: int) -> float | None:
    """Half of the range that holds nine ratings in ten, every corpus counting alike; None where
    none was rated.
    """
    errors = [np.abs(one.said - one.truth)[:, axis] for one in corpora if one.rated]
    if not errors:
        return None
    values = np.concatenate(errors)
    shares = np.concatenate([np.full(len(own), 1.0 / len(own)) for own in errors])
    order = values.argsort()
    reached = np.cumsum(shares[order]) / shares.sum()
    return float(values[order][min(int(np.searchsorted(reached, 0.9)), len(values) - 1)])


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """How sure the answers to one corpus were, by a confidence fitted to the others: ``sure`` and
    ``right`` are [num_clips].
    """

    sure: Array
    right: Array
    groups: tuple[str, ...]
    constant: Array


def said_of(corpora: Mapping[str, Placed]) -> dict[str, Said]:
    """What is said of each corpus; nothing where there is no other."""
    result = {}
    for name, placed in corpora.items():
        others = [other for key, other in corpora.items() if key != name]
        if others:
            sure = fit_confidence(others).of(placed.said)
            elsewhere = np.mean([other.right.mean() for other in others])
            result[name] = Said(
                sure, placed.right, placed.groups, np.full(len(sure), float(elsewhere))
            )
    return result


def pooled(said: Mapping[str, Said]) -> Said:
    """All corpora as one."""
    parts = list(said.values())
    groups = tuple(f"{name} / {group}" for name, one in said.items() for group in one.groups)
    return Said(
        np.concatenate([one.sure for one in parts]), np.concatenate([one.right for one in parts]),
        groups, np.concatenate([one.constant for one in parts]),
    )  # fmt: skip


def bins_of(right: Array, sure: Array) -> list[tuple[float, float, int]]:
    """How sure, how often right, and how many: equally filled bins, the least sure first."""
    num_bins = min(MOST_BINS, max(1, len(sure) // LEAST_IN_BIN))
    parts = np.array_split(np.argsort(sure, kind="stable"), num_bins)
    return [(float(sure[own].mean()), float(right[own].mean()), len(own)) for own in parts]


def calibration_error(right: Array, sure: Array) -> float:
    """The expected calibration error: by how much a bin's confidence misses how often it is right,
    on average (Naeini et al. 2015, with equally filled bins).
    """
    return sum(abs(said - hit) * num for said, hit, num in bins_of(right, sure)) / len(right)


def confidence_exams(corpora: Mapping[str, Placed]) -> Iterator[Exam]:
    """How true confidence and ranges are, each corpus judged by what was fitted to the others.

    The constant is always as sure as the others' answers are right.
    """
    said = said_of(corpora)
    whole = {"": pooled(said)} if len(said) > 1 else {}
    for name, one in (said | whole).items():
        names = (name,) if name else tuple(said)
        yield Exam(
            BY_CORPUS, names, "plane", SONG, "confidence", {ECE: calibration_error}, one.right,
            one.sure, one.constant, one.groups,
        )  # fmt: skip
    yield from _ranges(corpora, "90 % range of {}")
    yield from _ranges(evened(corpora), "90 % range of {}, scales evened")


def evened(corpora: Mapping[str, Placed]) -> dict[str, Placed]:
    """The corpora that were rated on a scale, brought to one: ratings with the mean of the answers
    and the corpora's mean deviation. What is left of an error is not the raters' own scale.
    """
    rated = {name: placed for name, placed in corpora.items() if placed.rated}
    deviation = sum(placed.truth.std(axis=0) for placed in rated.values()) / max(1, len(rated))
    return {
        name: replace(
            placed,
            truth=placed.said.mean(axis=0)
            + (placed.truth - placed.truth.mean(axis=0))
            * (deviation / np.maximum(placed.truth.std(axis=0), 1e-9)),
        )
        for name, placed in rated.items()
    }


def _ranges(corpora: Mapping[str, Placed], label: str) -> Iterator[Exam]:
    """How many ratings of a corpus are in the range that holds nine in ten of the others'."""
    for axis, name in enumerate(AXES):
        for corpus, placed in corpora.items():
            half = range_90([other for key, other in corpora.items() if key != corpus], axis)
            if half is None or not placed.rated:
                continue
            truth, answers = placed.truth[:, axis], placed.said[:, axis]
            yield Exam(
                BY_CORPUS, (corpus,), "plane", SONG, label.format(name),
                {"share inside": partial(_inside, half=half)}, truth, answers,
                np.full(len(truth), answers.mean()), placed.groups,
            )  # fmt: skip


def _inside(truth: Array, answers: Array, *, half: float) -> float:
    """How often the truth is within ``half`` of the answer."""
    return float((np.abs(truth - answers) <= half).mean())
