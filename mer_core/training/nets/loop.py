"""The one training loop of all founding systems, and what it asks of them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from mer_core.arrays import FloatArray
from mer_core.jobs import JobContext, Progress
from mer_core.models.registry import build
from mer_core.models.segmented import SegmentNet
from mer_core.models.spec import ModelSpec
from mer_core.models.tasks import TASKS
from mer_core.training import metrics
from mer_core.training.nets.device import device_of, quick_arithmetic
from mer_core.training.nets.examples import Examples, features_of
from mer_core.training.nets.states import TrainingState, load_state, save_state
from mer_core.training.nets.zoo import NetRecipe
from mer_core.training.report import EpochDone

IntArray = NDArray[np.int64]

#: The learning rate is halved once the loss has not fallen by a hundredth for so many epochs.
PATIENCE = 3
_LEAST_GAIN = 0.01
_FALLING = 0.4
_LONGEST_GRADIENT = 5.0
_ROWS_AT_ONCE = 64
#: The figure per task, higher is better.
SCORES = {"quadrants": "macro-F1", "gems": "macro-F1", "voice": "UAR", "plane": "CCC"}
#: How much the spreads weigh beside the means.
_SPREAD_WEIGHT = 0.1
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Attempt:
    """Which net of how many is trained: ``fold`` of ``num_folds`` under ``protocol``."""

    recipe: NetRecipe
    protocol: str
    fold: int
    num_folds: int
    seed: int

    def random(self, *facts: object) -> int:
        """A seed for one purpose: the same for the same run, unlike all others."""
        text = repr((self.recipe.id, self.protocol, self.fold, self.seed, facts))
        return int.from_bytes(sha256(text.encode()).digest()[:4], "little")


def blank_net(recipe: NetRecipe, spec: ModelSpec, *, seed: int) -> SegmentNet:
    """An untrained net of ``recipe``. Raises ModelError where its architecture refuses."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net = build(spec)
    if not isinstance(net, SegmentNet):
        raise TypeError(f"{recipe.architecture} reads no pieces")
    return net


def fit(
    context: JobContext,
    net: SegmentNet,
    attempt: Attempt,
    examples: Examples,
    seen: IntArray,
    held: IntArray | None = None,
    *,
    state: Path | None = None,
) -> tuple[EpochDone, ...]:
    """Train ``net`` on the rows ``seen`` and, after every epoch, judge it on those ``held`` out.

    The net is trained where it lies. The held-out rows decide nothing. With ``state``, a file, a
    run that was stopped goes on after its last whole epoch and ends with the same weights as one
    that was not. Publishes EpochDone per epoch, those of an earlier run too. Raises JobCancelled
    between two batches.
    """
    recipe, device = attempt.recipe, device_of(net)
    optimizer = torch.optim.Adam(
        net.parameters(), lr=recipe.learning_rate, weight_decay=recipe.weight_decay
    )
    history: list[EpochDone] = []
    if state is not None and (found := load_state(state)) is not None:
        history += found.history
        net.load_state_dict(found.weights)
        _load_adam(optimizer, found.optimizer)
        for done in history:
            context.publish(done)
    with torch.random.fork_rng(devices=[device] if device.type == "cuda" else []):
        for epoch in range(len(history), recipe.epochs):
            context.report(Progress("Training", epoch, recipe.epochs, _title(attempt)))
            begun = time.monotonic()
            losses = [done.train_loss for done in history]
            rate = learning_rate(recipe.learning_rate, losses, recipe.epochs)
            for group in optimizer.param_groups:
                group["lr"] = rate
            # Every epoch has its own randomness, so that none has to be kept.
            torch.manual_seed(attempt.random("epoch", epoch))
            train_loss = _one_epoch(context, net, optimizer, attempt, epoch, examples, seen)
            valid_loss, score = _judge(context, net, recipe, examples, held)
            history.append(
                EpochDone(
                    recipe.id, attempt.protocol, attempt.fold, attempt.num_folds, epoch,
                    recipe.epochs, train_loss, valid_loss, score, SCORES[recipe.task], rate,
                    time.monotonic() - begun,
                )
            )  # fmt: skip
            if state is not None:
                save_state(state, TrainingState(net.state_dict(), _adam(optimizer), tuple(history)))
            context.publish(history[-1])
    context.report(Progress("Training", recipe.epochs, recipe.epochs, _title(attempt)))
    net.eval()
    return tuple(history)


def _title(attempt: Attempt) -> str:
    if attempt.num_folds == 1:
        return f"{attempt.recipe.id}, {attempt.protocol}"
    return (
        f"{attempt.recipe.id}, {attempt.protocol}, fold {attempt.fold + 1} of {attempt.num_folds}"
    )


def _one_epoch(
    context: JobContext, net: SegmentNet, optimizer: torch.optim.Optimizer, attempt: Attempt,
    epoch: int, examples: Examples, seen: IntArray,
) -> float:  # fmt: skip
    """One pass over the rows ``seen`` in a random order; returns the mean loss."""
    recipe = attempt.recipe
    random = np.random.default_rng(attempt.random("order", epoch))
    order = random.permutation(seen)
    targets = torch.from_numpy(examples.targets).to(device_of(net))
    batches = np.array_split(order, max(1, round(len(order) / recipe.batch_size)))
    total = 0.0
    net.train()
    for number, batch in enumerate(batches):
        context.check_cancelled()
        features = features_of(examples, batch, net, recipe, random)
        wanted = targets[torch.from_numpy(batch)]
        if recipe.mixup > 0:
            features, wanted = _mixed(features, wanted, recipe.mixup, random)
        optimizer.zero_grad(set_to_none=True)
        with quick_arithmetic(features.device):
            raw = net.read(features)
        loss = loss_of(recipe.task, raw.float(), wanted)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(net.parameters(), _LONGEST_GRADIENT)
        optimizer.step()
        total += float(loss.detach()) * len(batch)
        share = (number + 1) / len(batches)
        context.report(Progress("Training", epoch, recipe.epochs, _title(attempt), share))
    return total / len(order)


def _mixed(
    features: Tensor, targets: Tensor, concentration: float, random: np.random.Generator
) -> tuple[Tensor, Tensor]:
    """Mixup (Zhang et al. 2018): every row blended with another of its batch, targets alike."""
    share = float(random.beta(concentration, concentration))
    partner = torch.from_numpy(random.permutation(len(features)))
    return (
        share * features + (1.0 - share) * features[partner],
        share * targets + (1.0 - share) * targets[partner],
    )


def _judge(
    context: JobContext, net: SegmentNet, recipe: NetRecipe, examples: Examples,
    held: IntArray | None,
) -> tuple[float | None, float | None]:  # fmt: skip
    """Loss and score on the held-out rows, None without any."""
    if held is None or not len(held):
        return None, None
    raw = answers(context, net, recipe, examples, held)
    loss = loss_of(recipe.task, torch.from_numpy(raw), torch.from_numpy(examples.targets[held]))
    return float(loss), score_of(recipe.task, raw, examples.targets[held])


def answers(
    context: JobContext, net: SegmentNet, recipe: NetRecipe, examples: Examples, chosen: IntArray
) -> FloatArray:
    """Raw answers to the ``chosen`` rows, unaltered: float32 [num_chosen, num_outputs]."""
    net.eval()
    parts = []
    with torch.inference_mode(), quick_arithmetic(device_of(net)):
        for some in np.array_split(chosen, -(-len(chosen) // _ROWS_AT_ONCE)):
            context.check_cancelled()
            parts.append(net.read(features_of(examples, some, net, recipe)).float().cpu())
    result: FloatArray = torch.cat(parts).numpy()
    return result


def learning_rate(first: float, losses: Sequence[float], num_epochs: int) -> float:
    """The rate of the next epoch, after ``losses`` (positive) on the training side so far.

    Halved on a plateau. In the last two fifths of ``num_epochs`` it falls in a straight line:
    short budgets gain most from coming to rest.
    """
    rate, best, waited = first, float("inf"), 0
    for loss in losses:
        if loss < best * (1.0 - _LEAST_GAIN):
            best, waited = loss, 0
        else:
            waited += 1
        if waited > PATIENCE:
            rate, waited = rate / 2.0, 0
    left = (num_epochs - len(losses)) / num_epochs
    return rate * min(1.0, left / _FALLING)


def _adam(optimizer: torch.optim.Optimizer) -> dict[str, Tensor]:
    """The optimizer's memory as named tensors."""
    return {
        f"{index}.{name}": value
        for index, memory in optimizer.state_dict()["state"].items()
        for name, value in memory.items()
    }


def _load_adam(optimizer: torch.optim.Optimizer, tensors: dict[str, Tensor]) -> None:
    memory: dict[int, dict[str, Tensor]] = {}
    for key, value in tensors.items():
        index, name = key.split(".")
        memory.setdefault(int(index), {})[name] = value
    optimizer.load_state_dict(optimizer.state_dict() | {"state": memory})


def loss_of(task: str, raw: Tensor, targets: Tensor) -> Tensor:
    """The mean loss of raw answers [batch, num_outputs] against ``targets``, as Pieces has them.

    Cross-entropy for classes, whose targets may be mixed. On the plane .5 MSE + .5 (1 - CCC) of
    valence and arousal, and a tenth of the squared error of the logarithmic spreads where known.
    """
    if TASKS[task].is_classes:
        return functional.cross_entropy(raw, targets)
    means, wanted = raw[:, :2], targets[:, :2]
    loss = 0.5 * functional.mse_loss(means, wanted) + 0.5 * (1.0 - _concordance(means, wanted))
    known = torch.isfinite(targets[:, 2:])
    # Unknown spreads must not reach the gradient: nan times zero is nan.
    missed = torch.where(known, raw[:, 2:] - torch.nan_to_num(targets[:, 2:]), 0.0)
    return loss + _SPREAD_WEIGHT * missed.square().sum() / known.sum().clamp(min=1)


def _concordance(guess: Tensor, truth: Tensor) -> Tensor:
    """Lin's (1989) coefficient over a batch, the mean of the columns."""
    joint = ((guess - guess.mean(0)) * (truth - truth.mean(0))).mean(0)
    moments = guess.var(0, correction=0) + truth.var(0, correction=0)
    return (2.0 * joint / (moments + (guess.mean(0) - truth.mean(0)).square() + _TINY)).mean()


def score_of(task: str, raw: FloatArray, targets: FloatArray) -> float:
    """The figure SCORES names, for raw answers [num_rows, num_outputs]."""
    if TASKS[task].is_classes:
        truth, guess = targets.argmax(axis=1), raw.argmax(axis=1)
        score = metrics.uar if SCORES[task] == "UAR" else metrics.macro_f1
        return score(truth.astype(np.float64), guess.astype(np.float64))
    both = [
        metrics.ccc(targets[:, axis].astype(np.float64), raw[:, axis].astype(np.float64))
        for axis in (0, 1)
    ]
    return float(np.mean(both))
