"""How a run is summed up: curves, share and time left. No window."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from app.actions.training import fold_words, phase_words
from app.actions.training_run import RunHistory, choices
from app.views.training.run import traces
from mer_core.jobs import Progress
from mer_core.training.report import EpochDone
from mer_core.training.requests import RECIPES

FIRST = EpochDone(
    recipe="td-cnn-1", protocol="by-song", fold=0, num_folds=2, epoch=0, num_epochs=3,
    train_loss=1.5, valid_loss=1.6, score=0.2, score_name="UAR", learning_rate=1e-3, duration_s=2.0,
)  # fmt: skip


def fold(protocol: str, number: int, epochs: int = 3) -> list[EpochDone]:
    """The epochs of one fold; its scores tell it from others."""
    return [
        replace(
            FIRST, protocol=protocol, fold=number, epoch=epoch, score=number + epoch / 10,
            valid_loss=None if protocol == "final" else 1.0,
        )
        for epoch in range(epochs)
    ]  # fmt: skip


def history(*parts: list[EpochDone], protocols: int = 2) -> RunHistory:
    run = RunHistory(protocols)
    for events in parts:
        for event in events:
            run.add(event)
    return run


def test_every_recipe_can_be_chosen_and_tells_its_paper() -> None:
    found = choices()
    assert [choice.id for choice in found] == list(RECIPES)
    shipped = [choice for choice in found if choice.id.startswith("moodline")]
    assert found[: len(shipped)] == shipped
    assert all(choice.epochs == 0 and choice.corpora for choice in shipped)
    founding = found[len(shipped) :]
    assert all(choice.published and choice.epochs and choice.corpora for choice in founding)


def test_the_share_counts_both_protocols_and_the_model_that_is_kept() -> None:
    assert RunHistory().share() is None
    run = history(fold("by-song", 0), fold("by-song", 1, 1))
    assert run.share() == pytest.approx(4 / 15)  # 2 x 2 folds and the last, 3 epochs each
    assert run.share(0.5) == pytest.approx(4.5 / 15)
    assert run.left_s() == pytest.approx(2.0 * 11)
    whole = history(*(fold(p, n) for p in ("by-song", "as-published") for n in (0, 1)))
    for event in fold("final", 0):
        whole.add(replace(event, num_folds=1))
    assert whole.share() == pytest.approx(1.0)
    assert whole.left_s() == 0.0


def test_a_fold_that_ended_early_counts_as_done() -> None:
    run = history(fold("by-song", 0, 1), fold("by-song", 1, 1), protocols=1)
    assert run.share() == pytest.approx(4 / 9)


def test_an_epoch_that_is_told_twice_counts_once() -> None:
    run = RunHistory()
    assert run.add(FIRST)
    assert not run.add(FIRST)
    assert run.lines("score")[0].x == (1.0,)


def test_only_the_growing_fold_is_loud_until_the_means_take_over() -> None:
    run = history(fold("by-song", 0), fold("by-song", 1, 2))
    live = traces(run, "score", active=True)
    assert [(trace.quiet, trace.x) for trace in live] == [(True, (1, 2, 3)), (False, (1, 2))]
    done = [trace for trace in traces(run, "score", active=False) if not trace.quiet]
    assert [trace.name for trace in done] == ["by song"]
    assert done[0].y == pytest.approx((0.5, 0.6))
    assert all(trace.dashed for trace in traces(run, "train_loss", active=True))


def test_where_a_fold_is_one_epoch_the_folds_are_the_axis() -> None:
    run = RunHistory()
    for number in range(4):
        run.add(replace(FIRST, fold=number, num_folds=4, num_epochs=1, score=0.1 * number))
    assert run.is_by_fold
    assert run.length == 4
    (line,) = run.lines("score")
    assert line.x == (1.0, 2.0, 3.0, 4.0)


def test_what_is_not_known_has_no_curve() -> None:
    run = history([replace(event, score=None) for event in fold("final", 0)])
    assert run.lines("score") == []
    assert run.lines("valid_loss") == []
    assert not any(map(math.isnan, run.lines("train_loss")[0].y))


def test_the_run_is_told_in_words() -> None:
    assert fold_words(FIRST) == "by song, fold 1 of 2"
    assert fold_words(replace(FIRST, protocol="final", num_folds=1)) == "all songs, to be kept"
    described = phase_words(Progress("Describing", 12, 836, "a.wav"))
    assert described == "Describing · 12 of 836 · a.wav"
    learning = phase_words(Progress("Training", 4, 6, "td-cnn-1, by-song, fold 1 of 2"))
    assert learning == "Learns by song, fold 1 of 2, 4 of 6 epochs"
