"""Dividing clips into folds so that nothing of a group stands on both sides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mer_core.errors import TrainingError

IntArray = NDArray[np.int64]


def group_folds(groups: Sequence[str], folds: int, *, seed: int) -> IntArray:
    """The fold, 0 to ``folds`` - 1, of every clip: whole groups, the folds about equally large.

    With fewer groups than folds, each group is a fold. Large groups are dealt first, groups of one
    size in an order that ``seed`` decides. Raises TrainingError where there is but one group.
    """
    names, owner = np.unique(np.asarray(groups, dtype=object).astype(str), return_inverse=True)
    if len(names) < 2 or folds < 2:
        raise TrainingError("Cross-validation needs at least two groups and two folds.")
    sizes = np.bincount(owner)
    shuffled = np.random.default_rng(seed).permutation(len(names))
    order = shuffled[np.argsort(-sizes[shuffled], kind="stable")]
    filled = np.zeros(min(folds, len(names)), dtype=np.int64)
    fold_of_group = np.zeros(len(names), dtype=np.int64)
    for group in order:
        smallest = int(np.argmin(filled))
        fold_of_group[group] = smallest
        filled[smallest] += sizes[group]
    result: IntArray = fold_of_group[owner]
    check_no_leak(groups, result)
    return result


def random_folds(num_clips: int, folds: int, *, seed: int) -> IntArray:
    """The fold of every clip, at random: what papers do whose pieces share songs and singers."""
    if folds < 2 or num_clips < folds:
        raise TrainingError(f"{num_clips} clips cannot be dealt into {folds} folds.")
    result: IntArray = np.random.default_rng(seed).permutation(num_clips) % folds
    return result


def check_no_leak(groups: Sequence[str], fold: IntArray) -> None:
    """Raises TrainingError where a group stands in two folds: such figures would be worthless."""
    seen: dict[str, int] = {}
    for name, number in zip(groups, fold.tolist(), strict=True):
        if seen.setdefault(name, number) != number:
            raise TrainingError(f"The group {name!r} would be trained and tested on: a leak.")
