"""Nothing of a group ever stands on both sides."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mer_core.errors import TrainingError
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.splits import check_no_leak, group_folds, random_folds
from mer_core.training.validation import assign_folds, require_disjoint

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
    clip = LabelledClip("emotify", "1", Path("1.wav"), "song 1")
    with pytest.raises(TrainingError, match="a leak"):
        require_disjoint([clip], [clip])


def test_one_group_cannot_be_split() -> None:
    with pytest.raises(TrainingError):
        group_folds(["a", "a"], 2, seed=0)


def test_a_group_of_one_corpus_is_not_that_of_another() -> None:
    clips = [
        LabelledClip(corpus, str(i), Path("x"), f"group {i % 3}")
        for corpus in ("emotify", "vgmidi")
        for i in range(9)
    ]
    fold = assign_folds(clips, "by-song", 3, seed=0)
    assert np.bincount(fold).tolist() == [6, 6, 6]
    with pytest.raises(TrainingError, match="no protocol"):
        assign_folds(clips, "by-luck", 3, seed=0)
