"""Fitting the heads of a FusionNet in closed form."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from mer_core.models.fusion import HEADS, Describe, FusionNet
from mer_core.models.kernel import Kernel, KernelHead
from mer_core.models.spec import ModelSpec
from mer_core.training.shipped.describing import DescribedClip
from mer_core.training.shipped.goals import Goals, goals_of, rows_of, standard_of
from mer_core.training.shipped.recipe import HeadRecipe, MovementRecipe, Recipe

Array = NDArray[np.float64]

_VOICE_SHARPNESS = 4.0


def blank_spec(recipe: Recipe) -> ModelSpec:
    """The specification of a model of ``recipe`` before anything is fitted."""
    params: dict[str, int | float | bool | str] = {"window": recipe.window, "rows": 1}
    params |= {
        "horizon": recipe.horizon, "delay": recipe.shown_delay, "smoothing": recipe.smoothing,
        "pitch": recipe.pitch, "every": recipe.every, "half": recipe.half,
        "near_valence": recipe.movement.near[0], "near_arousal": recipe.movement.near[1],
    }  # fmt: skip
    for head in HEADS:
        params |= {f"{head}_first": 0, f"{head}_rows": 1}
        if head in recipe.heads:
            params[f"{head}_kernel"] = recipe.heads[head].kernel
    return ModelSpec(
        recipe.id, recipe.version, "fusion", recipe.mel, recipe.step_s, recipe.context_s,
        params=params, heads=tuple(n for n in ("gems", "film", "voice") if n in recipe.heads),
    )  # fmt: skip


def fit(
    clips: Sequence[DescribedClip], recipe: Recipe, spec: ModelSpec, describe: Describe,
    *, heads: Collection[str] = (),
) -> FusionNet:  # fmt: skip
    """A net of ``recipe`` fitted to ``clips``; it shares ``describe``, its voice is untrained.

    Of its heads only ``heads`` are fitted where any is named: with a corpus left out others may
    have no label.
    Deterministic. Raises TrainingError where one of them has no labels at all.
    """
    # Those of the plane first: its head is the largest, and no rows of others lie in between.
    of_plane = recipe.heads["plane"].corpora
    ordered = sorted(clips, key=lambda e: (e.clip.corpus not in of_plane, e.clip.corpus))
    bank = rows_of(ordered, per_clip=recipe.rows_per_clip, horizon=recipe.horizon)
    centre, scale = standard_of(bank, [entry.clip.corpus for entry in ordered], recipe.standard)
    goals = {name: goals_of(bank, ordered, name, recipe) for name in heads or recipe.heads}
    params = dict(spec.params) | {"rows": len(bank.features)}
    for name, wanted in goals.items():
        used = np.flatnonzero(wanted.counts)
        # Corpora lie together in the bank, so that few rows of others are in between.
        params |= {f"{name}_first": int(used[0]), f"{name}_rows": int(used[-1] - used[0]) + 1}
    net = _empty(spec, params, describe)
    net.centre.copy_(torch.from_numpy(centre))
    net.scale.copy_(torch.from_numpy(scale))
    net.bank.copy_(net.standardise(torch.from_numpy(bank.features)))
    for name, wanted in goals.items():
        head = net.heads[name]
        assert isinstance(head, KernelHead)
        blocks = _blocks(describe, recipe.heads[name])
        _fit_base(head, recipe.heads[name], wanted, float(scale[-1]), blocks)
        _fit_kernel(head, recipe.heads[name], net.bank.float(), wanted)
        _fit_linear(head, recipe.heads[name], net.bank.float(), wanted, blocks)
    _fit_movement(net, ordered, recipe)
    net.sharpness.fill_(_VOICE_SHARPNESS)
    return net.eval()


def _empty(spec: ModelSpec, params: Mapping[str, object], describe: Describe) -> FusionNet:
    fields = {name: getattr(spec, name) for name in ModelSpec.__dataclass_fields__}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)  # its voice is untrained so far, and the same every time
        net = FusionNet.from_spec(ModelSpec(**(fields | {"params": params})))
    net.describe = describe
    return net


def _fit_base(
    head: KernelHead, recipe: HeadRecipe, goals: Goals, level_scale: float, blocks: Array
) -> None:
    """What does not need fitting: the mean label, the slopes, the weights of the features."""
    head.bias.copy_(torch.from_numpy(goals.counts @ goals.values / goals.counts.sum()))
    if recipe.slopes:
        head.tilt.copy_(torch.tensor(recipe.slopes) * level_scale)
    head.mix.fill_(recipe.mix)
    width = recipe.width / len(head.weights)
    # The radial kernel takes squares of what is weighed.
    scale = width if recipe.kernel == "laplacian" else math.sqrt(width)
    head.weights.copy_(torch.from_numpy(blocks * scale))


def _rest(head: KernelHead, features: torch.Tensor, goals: Goals) -> Array:
    """What is left to explain after the bias and the tilt."""
    base: Array = (head.bias + features[:, -1:] * head.tilt).double().numpy()
    return goals.values - base


def _fit_kernel(head: KernelHead, recipe: HeadRecipe, bank: torch.Tensor, goals: Goals) -> None:
    own = slice(head.first_row, head.first_row + head.num_rows)
    rest = _rest(head, bank, goals)[own]
    rows = bank[own] * head.weights
    counts, penalty = goals.counts[own], recipe.kernel_ridge
    head.dual.copy_(_kernel_ridge(head.kernel, rows, rest, counts, penalty))


def _fit_linear(
    head: KernelHead, recipe: HeadRecipe, rows: torch.Tensor, goals: Goals, blocks: Array
) -> None:
    scaled = rows.double().numpy() * blocks
    slopes = _ridge(scaled, _rest(head, rows, goals), goals.counts, recipe.linear_ridge)
    head.linear.copy_(torch.from_numpy(slopes * blocks[:, None]))


def _fit_movement(net: FusionNet, clips: Sequence[DescribedClip], recipe: Recipe) -> None:
    """Fit how listeners' curves leave their mean to how a clip's features leave theirs."""
    columns, goals, counts = [], [], []
    blocks = _blocks(net.describe, recipe.movement)
    for entry in clips:
        curve = entry.clip.curve
        if curve is None:
            continue
        features = net.late(net.standardise(torch.from_numpy(entry.features)[None]))[0]
        step = np.round(curve.times_s / net.spec.step_s - 0.5).astype(int) - recipe.lag
        rows = features.double().numpy()[step.clip(0, len(features) - 1)] * blocks
        rated = np.stack([curve.valence, curve.arousal], axis=1).astype(np.float64)
        columns.append(rows - rows.mean(axis=0))
        goals.append(rated - rated.mean(axis=0))
        counts.append(np.full(len(rated), 1.0 / len(rated)))
    if not columns:
        return  # nothing is known of movement: the curve shows the heads' answers alone
    slopes = _ridge(
        np.concatenate(columns), np.concatenate(goals), np.concatenate(counts),
        recipe.movement.ridge,
    )  # fmt: skip
    net.moving.copy_(torch.from_numpy(slopes * recipe.movement.liveliness * blocks[:, None]))


def _blocks(describe: Describe, recipe: HeadRecipe | MovementRecipe) -> Array:
    """The weight of every feature."""
    weights = {
        "timbre": recipe.statistics * recipe.timbre,
        "motion": recipe.statistics * recipe.motion,
        "pitch": recipe.statistics * recipe.pitch,
        "embedding": recipe.embedding,
        "level": recipe.level,
    }
    return np.concatenate([np.full(n, weights[name]) for name, n in describe.sizes.items()])


def _kernel_ridge(
    kernel_of: Kernel, rows: torch.Tensor, goal: Array, counts: Array, penalty: float
) -> torch.Tensor:
    """Dual coefficients; a row's penalty grows as its weight shrinks, weight 0 leaves it out."""
    used = counts > 0
    chosen = torch.from_numpy(used)
    kernel = kernel_of(rows[chosen].double(), rows[chosen].double())
    kernel.diagonal().add_(torch.from_numpy(penalty / counts[used]))
    dual = torch.zeros(len(rows), goal.shape[1], dtype=torch.float64)
    factor = torch.linalg.cholesky(kernel)
    dual[chosen] = torch.cholesky_solve(torch.from_numpy(goal[used]), factor)
    return dual.float()


def _ridge(rows: Array, goal: Array, counts: Array, penalty: float) -> Array:
    """Coefficients [num_features, num_outputs] of weighted ridge regression."""
    # By torch: numpy's own threads get in the way of torch's.
    left = torch.from_numpy(rows)
    weighted = (left * torch.from_numpy(counts)[:, None]).T
    square = weighted @ left + penalty * torch.eye(left.shape[1], dtype=left.dtype)
    result: Array = torch.linalg.solve(square, weighted @ torch.from_numpy(goal)).numpy()
    return result
