"""Fitting the heads of a FusionNet in closed form."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from mer_core.emotion import VOICE
from mer_core.errors import TrainingError
from mer_core.models.fusion import HEADS, Describe, FusionNet
from mer_core.models.kernel import KernelHead, radial_kernel
from mer_core.models.musicnn import EMBEDDING
from mer_core.models.spec import ModelSpec
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.describing import DescribedClip
from mer_core.training.recipes import HeadRecipe, Recipe

Array = NDArray[np.float64]
FloatArray = NDArray[np.float32]

_HARD_FLOOR = 1e-4  # of a feature's deviation: constant features must not explode
_VOICE_SHARPNESS = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Windows of clips: ``features`` float32 [num_rows, num_features] and their clips' indices.

    ``share`` [num_rows] is one over the number of rows that the clip has.
    """

    features: FloatArray
    clip: NDArray[np.int64]
    share: Array


def target(clip: LabelledClip, head: str) -> tuple[float, ...] | None:
    """What ``head`` should say of ``clip``, None where the clip has no such label."""
    if head == "plane":
        if clip.valence is None or clip.arousal is None:
            return None
        return (clip.valence, clip.arousal)
    if head == "voice":
        if clip.voice is None:
            return None
        return tuple(float(rank == clip.voice) for rank in range(len(VOICE)))
    return clip.gems if head == "gems" else clip.film


def blank_spec(recipe: Recipe) -> ModelSpec:
    """The specification of a model of ``recipe`` before anything is fitted."""
    params: dict[str, int | float | bool | str] = {"window": recipe.window, "rows": 1}
    for head in HEADS:
        params |= {f"{head}_first": 0, f"{head}_rows": 1}
    return ModelSpec(
        recipe.id, recipe.version, "fusion", recipe.mel, recipe.step_s, recipe.context_s,
        params=params, heads=("gems", "film", "voice"),
    )  # fmt: skip


def fit(
    clips: Sequence[DescribedClip], recipe: Recipe, spec: ModelSpec, describe: Describe
) -> FusionNet:
    """A net of ``recipe`` fitted to ``clips``; it shares ``describe``.

    Deterministic. Raises TrainingError where a head has no labels at all.
    """
    ordered = sorted(clips, key=lambda entry: entry.clip.corpus)
    bank = rows_of(ordered, per_clip=recipe.rows_per_clip, copies=False)
    extended = rows_of(ordered, per_clip=recipe.rows_per_clip, copies=True)
    centre, scale = _standard(bank)
    labels = {name: _targets(ordered, name, recipe.heads[name]) for name in HEADS}
    ranges = {name: _span(bank, weights, name) for name, (_, weights) in labels.items()}
    params = dict(spec.params) | {"rows": len(bank.features)}
    for name, (first, last) in ranges.items():
        params |= {f"{name}_first": first, f"{name}_rows": last - first}
    net = _empty(spec, params, describe)
    net.centre.copy_(torch.from_numpy(centre))
    net.scale.copy_(torch.from_numpy(scale))
    net.bank.copy_(net.standardise(torch.from_numpy(bank.features)))
    spread = net.standardise(torch.from_numpy(extended.features))
    for name, (values, weights) in labels.items():
        head = net.heads[name]
        assert isinstance(head, KernelHead)
        _fit_head(
            head, recipe.heads[name], net.bank, bank, spread, extended, values, weights,
            float(scale[-1]),
        )  # fmt: skip
    net.sharpness.fill_(_VOICE_SHARPNESS)
    return net.eval()


def _empty(spec: ModelSpec, params: Mapping[str, object], describe: Describe) -> FusionNet:
    fields = {name: getattr(spec, name) for name in ModelSpec.__dataclass_fields__}
    net = FusionNet.from_spec(ModelSpec(**(fields | {"params": params})))
    net.describe = describe
    return net


def rows_of(clips: Sequence[DescribedClip], *, per_clip: int, copies: bool) -> Rows:
    """Up to ``per_clip`` evenly spaced windows of every clip, and of its copies if asked."""
    features, owner, share = [], [], []
    for index, entry in enumerate(clips):
        sources = (entry.features, *entry.copies) if copies else (entry.features,)
        picked = [values[places(len(values), per_clip)] for values in sources]
        total = sum(len(values) for values in picked)
        features.extend(picked)
        owner.extend([index] * total)
        share.extend([1.0 / total] * total)
    return Rows(
        np.concatenate(features).astype(np.float32),
        np.asarray(owner, dtype=np.int64),
        np.asarray(share, dtype=np.float64),
    )


def places(num_steps: int, most: int) -> NDArray[np.int64]:
    """Evenly spaced steps, about one in eight seconds, at least one and at most ``most``."""
    count = min(most, max(1, round(num_steps / 16)))
    return ((np.arange(count) + 0.5) * num_steps / count).astype(np.int64)


def _standard(rows: Rows) -> tuple[FloatArray, FloatArray]:
    """Mean and deviation of every feature, each clip counting once."""
    weights = rows.share / rows.share.sum()
    values = rows.features.astype(np.float64)
    centre = weights @ values
    scale = np.sqrt(weights @ np.square(values - centre))
    return centre.astype(np.float32), np.maximum(scale, _HARD_FLOOR).astype(np.float32)


def _targets(clips: Sequence[DescribedClip], head: str, recipe: HeadRecipe) -> tuple[Array, Array]:
    """The labels [num_clips, num_outputs], zeros where there are none, and the clips' weights."""
    values = np.zeros((len(clips), HEADS[head]))
    weights = np.zeros(len(clips))
    for index, entry in enumerate(clips):
        label = target(entry.clip, head)
        if label is not None and recipe.corpora.get(entry.clip.corpus, 0.0) > 0:
            values[index] = label
            weights[index] = recipe.corpora[entry.clip.corpus]
    if not weights.any():
        raise TrainingError(f"No clip has a label for {head!r}; add a corpus that has.")
    return values, weights


def _span(rows: Rows, weights: Array, head: str) -> tuple[int, int]:
    """The first and last row with a label; corpora lie together, so few others are between."""
    used = np.flatnonzero(weights[rows.clip] > 0)
    return int(used[0]), int(used[-1]) + 1


def _fit_head(
    head: KernelHead,
    recipe: HeadRecipe,
    bank: torch.Tensor,
    bank_rows: Rows,
    spread: torch.Tensor,
    spread_rows: Rows,
    values: Array,
    weights: Array,
    level_scale: float,
) -> None:
    """Fill ``head``: kernel ridge on the bank, ridge on the bank and the altered copies."""
    blocks = _blocks(bank.shape[1], recipe)
    bias = weights @ values / weights.sum()
    head.bias.copy_(torch.from_numpy(bias))
    if recipe.slopes:
        head.tilt.copy_(torch.tensor(recipe.slopes) * level_scale)
    tilt = head.tilt.double().numpy()
    head.mix.fill_(recipe.mix)
    width = math.sqrt(recipe.width / bank.shape[1])
    head.weights.copy_(torch.from_numpy(blocks * width))
    own = slice(head.first_row, head.first_row + head.num_rows)
    counts = (weights[bank_rows.clip] * bank_rows.share)[own]
    tilted = bank[own, -1:].double().numpy() * tilt
    goal = (values - bias)[bank_rows.clip[own]] - tilted
    head.dual.copy_(_kernel_ridge(bank[own] * head.weights, goal, counts, recipe.kernel_ridge))
    counts = weights[spread_rows.clip] * spread_rows.share
    goal = (values - bias)[spread_rows.clip] - spread[:, -1:].double().numpy() * tilt
    scaled = spread.double().numpy() * blocks
    linear = _ridge(scaled, goal, counts, recipe.linear_ridge) * blocks[:, None]
    head.linear.copy_(torch.from_numpy(linear))


def _blocks(num_features: int, recipe: HeadRecipe) -> Array:
    blocks = np.ones(num_features)
    blocks[-1 - EMBEDDING : -1] = recipe.embedding
    blocks[-1] = recipe.level
    return blocks


def _kernel_ridge(rows: torch.Tensor, goal: Array, counts: Array, penalty: float) -> torch.Tensor:
    """Dual coefficients; a row's penalty grows as its weight shrinks, weight 0 leaves it out."""
    used = counts > 0
    chosen = torch.from_numpy(used)
    kernel = radial_kernel(rows[chosen].double(), rows[chosen].double())
    kernel.diagonal().add_(torch.from_numpy(penalty / counts[used]))
    dual = torch.zeros(len(rows), goal.shape[1], dtype=torch.float64)
    factor = torch.linalg.cholesky(kernel)
    dual[chosen] = torch.cholesky_solve(torch.from_numpy(goal[used]), factor)
    return dual.float()


def _ridge(rows: Array, goal: Array, counts: Array, penalty: float) -> Array:
    """Coefficients [num_features, num_outputs] of weighted ridge regression."""
    weighted = rows * counts[:, None]
    square: Array = (weighted.T @ rows).astype(np.float64)
    square[np.diag_indices_from(square)] += penalty
    result: Array = np.linalg.solve(square, weighted.T @ goal)
    return result
