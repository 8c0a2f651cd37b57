"""How well raters agree, from their answers or from counts; and what is committed of it."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.ceilings import agreement_of_counts, agreement_of_halves, emotify, reliability
from mer_core.emotion import GEMS
from tests.core.training.conftest import write_table


def test_halves_agree_always_where_all_raters_do_and_by_chance_where_none_do() -> None:
    raters = np.full(400, 20)
    unanimous = np.tile([0.0, 1.0, 0.0, 0.0], (400, 1))
    assert agreement_of_counts(unanimous, raters, seed=0, rounds=2) == 1.0
    even = np.random.default_rng(0).binomial(20, 0.25, (400, 4)) / 20
    # Below chance: who is over-represented in one half is missing in the other.
    assert agreement_of_counts(even, raters, seed=0, rounds=20) < 0.3


def test_reliability_is_one_without_errors_and_falls_with_them() -> None:
    means = np.array([-1.0, 1.0, -1.0, 1.0])
    assert reliability(means, np.zeros(4), np.full(4, 30.0)) == 1.0
    # A standard deviation of 2 over 16 raters: a squared standard error of .25 in a variance of 1.
    assert reliability(means, np.full(4, 2.0), np.full(4, 16.0)) == pytest.approx(0.75)


def test_single_answers_agree_less_than_their_counts_let_on() -> None:
    random = np.random.default_rng(0)
    # Who chooses the first label chooses the second one too: the counts cannot tell.
    answers = [np.repeat(random.binomial(1, 0.5, (20, 2)), 2, axis=1) for _ in range(200)]
    shares = np.array([chose.mean(0) for chose in answers])
    from_counts = agreement_of_counts(shares, np.full(200, 20), seed=0, rounds=5)
    assert agreement_of_halves(answers, seed=0, rounds=5) != from_counts
    unanimous = [np.tile([0, 1, 0], (10, 1))] * 5
    assert agreement_of_halves(unanimous, seed=0, rounds=2) == 1.0


def test_emotifys_ceiling_comes_from_the_single_listeners_or_not_at_all(
    tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    chosen = {name: float(name == "power") for name in GEMS}
    write_table(folder / "labels_per_track.csv", [{"track_id": 1, "n_raters": 8, **chosen}])
    assert list(emotify(folder)) == []
    assert "not reproducible from here" in capsys.readouterr().out
    write_table(folder / "data.csv", [{"track id": 1, **chosen}] * 8)
    (found,) = emotify(folder)
    assert found.value == 1.0
