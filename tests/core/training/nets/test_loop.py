"""The training loop learns, repeats itself, and goes on where it was stopped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from mer_core.jobs import JobCancelled, SilentContext
from mer_core.models.segmented import SegmentNet
from mer_core.training.corpora import load_corpora
from mer_core.training.nets.examples import Examples, describe_pieces
from mer_core.training.nets.learner import blank_spec
from mer_core.training.nets.loop import (
    PATIENCE,
    Attempt,
    blank_net,
    fit,
    learning_rate,
    loss_of,
    score_of,
)
from mer_core.training.nets.pieces import cut_pieces
from mer_core.training.nets.zoo import NetRecipe
from mer_core.training.report import EpochDone
from tests.core.training.nets.tiny_recipes import tiny_recipe

#: Everything that is random at once.
_RESTLESS = ("gain", "equaliser", "filters", "pitch", "shift", "noise", "specaugment")


class StoppedContext(SilentContext):
    """Cancelled the ``after``-th time it is asked."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.left = after

    def check_cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise JobCancelled


def rows(corpora: Path, recipe: NetRecipe) -> tuple[SegmentNet, Examples]:
    context = SilentContext()
    pieces = cut_pieces(context, load_corpora(corpora, recipe.corpora), recipe, cache=None)
    net = blank_net(recipe, blank_spec(recipe, pieces), seed=3)
    return net, describe_pieces(context, pieces, net, recipe)


def trained(
    corpora: Path, recipe: NetRecipe, context: SilentContext, state: Path | None = None
) -> tuple[SegmentNet, tuple[EpochDone, ...]]:
    net, examples = rows(corpora, recipe)
    run = Attempt(recipe, "by-song", 0, 1, 5)
    held = np.arange(0, len(examples), 3)
    seen = np.setdiff1d(np.arange(len(examples)), held)
    return net, fit(context, net, run, examples, seen, held, state=state)


@pytest.mark.parametrize(
    ("task", "corpus", "target"),
    [
        ("voice", "ravdess_song", 0.3),
        ("quadrants", "soundtracks360", 0.3),
        ("plane", "vgmidi", 0.2),
    ],
)
def test_the_loss_falls_when_a_few_clips_are_learnt_by_heart(
    corpora: Path, task: str, corpus: str, target: float
) -> None:
    recipe = tiny_recipe(task, corpus, epochs=40, learning_rate=3e-3)
    net, examples = rows(corpora, recipe)
    history = fit(
        SilentContext(), net, Attempt(recipe, "final", 0, 1, 5), examples, np.arange(len(examples))
    )
    assert history[-1].train_loss < target * history[0].train_loss
    assert history[-1].valid_loss is None
    assert history[-1].score is None


def test_the_same_seed_gives_the_same_weights(corpora: Path) -> None:
    recipe = tiny_recipe(mixup=0.3, augmentations=_RESTLESS)
    (first, before), (second, after) = (trained(corpora, recipe, SilentContext()) for _ in range(2))
    assert [done.train_loss for done in before] == [done.train_loss for done in after]
    for name, value in first.state_dict().items():
        assert torch.equal(value, second.state_dict()[name]), name


@pytest.mark.parametrize("after", [1, 4, 7])
def test_a_stopped_run_ends_as_one_that_was_not(corpora: Path, tmp_path: Path, after: int) -> None:
    recipe = tiny_recipe(epochs=3, mixup=0.3, augmentations=_RESTLESS, batch_size=12)
    straight, history = trained(corpora, recipe, SilentContext())
    state = tmp_path / "run.state"
    with pytest.raises(JobCancelled):
        trained(corpora, recipe, StoppedContext(after), state)
    assert state.exists() is (after > 3)  # two batches and a judgement are an epoch
    context = SilentContext()
    resumed, again = trained(corpora, recipe, context, state)
    for name, value in straight.state_dict().items():
        assert torch.equal(value, resumed.state_dict()[name]), name
    assert [done.train_loss for done in again] == [done.train_loss for done in history]
    assert [done.score for done in again] == [done.score for done in history]
    # Whoever watches sees the epochs of the first run too.
    assert context.published == list(again)


def test_a_damaged_state_is_begun_anew(corpora: Path, tmp_path: Path) -> None:
    recipe = tiny_recipe(epochs=1)
    state = tmp_path / "run.state"
    state.write_bytes(b"no tensors at all")
    _, history = trained(corpora, recipe, SilentContext(), state)
    assert len(history) == 1


def test_epochs_tell_what_a_curve_needs(corpora: Path) -> None:
    _, history = trained(corpora, tiny_recipe(), SilentContext())
    assert [(done.epoch, done.num_epochs, done.score_name) for done in history] == [
        (0, 2, "UAR"),
        (1, 2, "UAR"),
    ]
    for done in history:
        assert done.valid_loss is not None
        assert done.score is not None
        assert 0 <= done.score <= 1
        assert done.duration_s > 0


def test_held_out_rows_decide_nothing(corpora: Path) -> None:
    recipe = tiny_recipe()
    net, examples = rows(corpora, recipe)
    other, _ = rows(corpora, recipe)
    seen, run = np.arange(12), Attempt(recipe, "by-song", 0, 1, 5)
    fit(SilentContext(), net, run, examples, seen, np.arange(12, 18))
    fit(SilentContext(), other, run, examples, seen, None)
    for name, value in net.state_dict().items():
        assert torch.equal(value, other.state_dict()[name]), name


def test_the_learning_rate_is_halved_on_a_plateau() -> None:
    falling = [1.0 / (epoch + 1) for epoch in range(10)]
    assert learning_rate(0.1, falling, 100) == 0.1
    flat = [1.0] * (PATIENCE + 1)
    assert learning_rate(0.1, flat, 100) == 0.1
    assert learning_rate(0.1, [*flat, 1.0], 100) == 0.05


def test_the_learning_rate_comes_to_rest() -> None:
    falling = [1.0 / (epoch + 1) for epoch in range(9)]
    rates = [learning_rate(0.1, falling[:epoch], 10) for epoch in range(10)]
    assert rates[:7] == [0.1] * 7
    assert rates[7:] == pytest.approx([0.075, 0.05, 0.025])
    assert learning_rate(0.1, [], 1) == 0.1


def test_unknown_spreads_have_no_say() -> None:
    raw = torch.tensor([[0.1, 0.2, -1.0, -2.0], [0.3, -0.2, 5.0, 9.0]], requires_grad=True)
    nan = float("nan")
    targets = torch.tensor([[0.1, 0.2, -1.0, -2.0], [0.3, -0.2, nan, nan]])
    loss = loss_of("plane", raw, targets)
    assert loss.item() == pytest.approx(0.0, abs=1e-4)
    loss.backward()
    assert raw.grad is not None
    assert torch.isfinite(raw.grad).all()
    none = targets.clone()
    none[:, 2:] = nan
    assert torch.isfinite(loss_of("plane", raw, none))


def test_scores_are_those_of_the_task() -> None:
    targets = np.eye(4, dtype=np.float32)
    assert score_of("quadrants", targets * 3, targets) == 1.0
    plane = np.array([[-0.5, 0.5, 0, 0], [0.5, -0.5, 0, 0]], np.float32)
    assert score_of("plane", plane, plane) == pytest.approx(1.0)
    assert score_of("plane", -plane, plane) == pytest.approx(-1.0)
