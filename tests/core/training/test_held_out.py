"""Nothing of a group ever stands on both sides."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mer_core.errors import TrainingError
from mer_core.jobs import Progress, SilentContext
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.held_out import (
    Deal,
    deal_clips,
    deal_groups,
    group_folds,
    hold_out,
    random_folds,
)
from mer_core.training.judge import check_no_leak

_GROUPS = st.lists(st.sampled_from("abcdefgh"), min_size=2, max_size=60).filter(
    lambda groups: len(set(groups)) > 1
)


@given(groups=_GROUPS, folds=st.integers(2, 12), seed=st.integers(0, 5))
def test_groups_stay_whole_and_no_fold_is_empty(groups: list[str], folds: int, seed: int) -> None:
    fold = group_folds(groups, folds, seed=seed)
    for name in set(groups):
        assert len({f for f, own in zip(fold.tolist(), groups, strict=True) if own == name}) == 1
    assert set(fold.tolist()) == set(range(min(folds, len(set(groups)))))
    assert np.array_equal(fold, group_folds(groups, folds, seed=seed))


@given(num_clips=st.integers(2, 80), folds=st.integers(2, 10), seed=st.integers(0, 5))
def test_random_folds_are_even(num_clips: int, folds: int, seed: int) -> None:
    if num_clips < folds:
        with pytest.raises(TrainingError):
            random_folds(num_clips, folds, seed=seed)
        return
    sizes = np.bincount(random_folds(num_clips, folds, seed=seed), minlength=folds)
    assert sizes.max() - sizes.min() <= 1


def test_a_leak_fails_the_run() -> None:
    with pytest.raises(TrainingError, match="a leak"):
        check_no_leak(["a", "b", "a"], np.array([0, 1, 1]))
    deal = Deal(np.array([0, 1, 1]), ("a", "b", "a"), 2)
    with pytest.raises(TrainingError, match="a leak"):
        hold_out(SilentContext(), deal, lambda fold: fold.held)


def test_every_row_is_answered_once_by_who_has_not_seen_it() -> None:
    context = SilentContext()
    deal = deal_groups([f"album {index // 2}" for index in range(12)], 3, seed=0)
    answers = hold_out(
        context, deal, lambda fold: (set(fold.seen), set(fold.held)), phase="Validating"
    )
    assert [seen & held for seen, held in answers] == [set()] * 3
    assert sorted(deal.held) == list(range(12))
    assert context.progress[-1] == Progress("Validating", 3, 3)


def test_fewer_folds_than_there_are_may_be_run() -> None:
    clips = [LabelledClip("vgmidi", str(i), Path("x"), f"game {i}") for i in range(10)]
    deal = deal_clips(clips, "by-song", 5, 2, seed=0)
    assert (deal.folds_run, deal.folds, len(deal.held)) == (2, 5, 4)
    assert deal_clips(clips, "by-song", 5, 9, seed=0).folds_run == 5


def test_one_group_cannot_be_split() -> None:
    with pytest.raises(TrainingError):
        group_folds(["a", "a"], 2, seed=0)


def test_a_group_of_one_corpus_is_not_that_of_another() -> None:
    clips = [
        LabelledClip(corpus, str(i), Path("x"), f"group {i % 3}")
        for corpus in ("emotify", "vgmidi")
        for i in range(9)
    ]
    deal = deal_clips(clips, "by-song", 3, None, seed=0)
    assert np.bincount(deal.fold).tolist() == [6, 6, 6]
    assert len(hold_out(SilentContext(), deal, lambda fold: fold)) == 3
