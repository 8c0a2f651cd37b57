"""Cross-validation: rows dealt into folds, and every row answered by who has not seen it.

One way for heads fitted in closed form, for nets, and for a user's ratings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mer_core.errors import TrainingError
from mer_core.jobs import JobContext, Progress
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.requests import BY_SONG

IntArray = NDArray[np.int64]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """One fold of ``num_folds``: the rows that are learnt from, and those that are held out."""

    number: int
    num_folds: int
    seen: IntArray
    held: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Deal:
    """How rows are dealt out: ``fold`` [num_rows] the fold of each, of which ``folds_run`` are run.

    ``groups`` names per row what must stay on one side; None where nothing must.
    """

    fold: IntArray
    groups: tuple[str, ...] | None
    folds_run: int

    @property
    def folds(self) -> int:
        """How many folds there are: with few groups fewer than wanted."""
        return int(self.fold.max()) + 1

    @property
    def held(self) -> IntArray:
        """The rows that are held out in the folds that are run, fold by fold."""
        return np.concatenate([np.flatnonzero(self.fold == n) for n in range(self.folds_run)])


def deal_clips(
    clips: Sequence[LabelledClip], protocol: str, folds: int, folds_run: int | None, *, seed: int
) -> Deal:
    """The deal of clips under a protocol; each corpus is dealt out by itself.

    ``folds_run`` is None for all. Raises TrainingError where a corpus cannot be divided.
    """
    corpora = np.asarray([clip.corpus for clip in clips])
    fold = np.zeros(len(clips), dtype=np.int64)
    for name in np.unique(corpora):
        own = np.flatnonzero(corpora == name).tolist()
        if protocol == BY_SONG:
            fold[own] = group_folds([clips[i].group for i in own], folds, seed=seed)
        else:
            fold[own] = random_folds(len(own), folds, seed=seed)
    groups = tuple(map(group_name, clips)) if protocol == BY_SONG else None
    return Deal(fold, groups, min(folds_run or folds, int(fold.max()) + 1))


def deal_groups(groups: Sequence[str], folds: int, *, seed: int) -> Deal:
    """Whole groups dealt into folds, all of which are run."""
    fold = group_folds(groups, folds, seed=seed)
    return Deal(fold, tuple(groups), int(fold.max()) + 1)


def folds_of(deal: Deal) -> Iterator[Fold]:
    """The folds that are run.

    Raises TrainingError where a group is trained and tested on: such figures would be worthless.
    """
    for number in range(deal.folds_run):
        seen, held = np.flatnonzero(deal.fold != number), np.flatnonzero(deal.fold == number)
        if deal.groups is not None:
            require_disjoint([deal.groups[i] for i in seen], [deal.groups[i] for i in held])
        yield Fold(number, deal.folds_run, seen, held)


def hold_out(
    context: JobContext,
    deal: Deal,
    answer: Callable[[Fold], T],
    *,
    phase: str = "",
    title: str = "",
) -> list[T]:
    """What ``answer`` gives for each fold that is run.

    Where a ``phase`` is named, each fold is reported and may be cancelled before; else ``answer``
    sees to both. Raises TrainingError on a leak.
    """
    answers = []
    for fold in folds_of(deal):
        if stage:
            context.check_cancelled()
            context.report(Progress(stage, fold.number, deal.folds_run, title))
        answers.append(answer(fold))
    if stage:
        context.report(Progress(stage, deal.folds_run, deal.folds_run, title))
    return answers


def group_name(clip: LabelledClip) -> str:
    """The group of a clip; that of one corpus is not that of another."""
    return f"{clip.corpus} / {clip.group}"


def group_folds(groups: Sequence[str], folds: int, *, seed: int) -> IntArray:
    """The fold, 0 to ``folds`` - 1, of every row: whole groups, the folds about equally large.

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
    return result


def random_folds(num_rows: int, folds: int, *, seed: int) -> IntArray:
    """The fold of every row, at random: what papers do whose pieces share songs and singers."""
    if folds < 2 or num_rows < folds:
        raise TrainingError(f"{num_rows} clips cannot be dealt into {folds} folds.")
    result: IntArray = np.random.default_rng(seed).permutation(num_rows) % folds
    return result


def require_disjoint(seen: Sequence[str], held: Sequence[str]) -> None:
    """Raises TrainingError where a group is on both sides."""
    shared = set(seen) & set(held)
    if shared:
        raise TrainingError(f"{sorted(shared)[0]!r} would be trained and tested on: a leak.")
