"""Fitting the heads of a FusionNet in closed form."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from mer_core.arrays import FloatArray
from mer_core.emotion import QUADRANTS, VOICE
from mer_core.errors import TrainingError
from mer_core.models.fusion import HEADS, Describe, FusionNet
from mer_core.models.kernel import Kernel, KernelHead
from mer_core.models.spec import ModelSpec
from mer_core.models.windows import sliding_mean
from mer_core.training.corpora.labels import LabelledClip, LabelledCurve
from mer_core.training.leave_out import SIGNS
from mer_core.training.shipped.describing import DescribedClip
from mer_core.training.shipped.recipe import HeadRecipe, MovementRecipe, Recipe

Array = NDArray[np.float64]

_HARD_FLOOR = 1e-4  # of a feature's deviation: constant features must not explode
_LEAST_DEVIATION = 1e-3  # of a corpus's labels
_VOICE_SHARPNESS = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Windows of clips, standardised later: what heads are fitted to.

    ``features`` is float32 [num_rows, num_features]; ``clip`` the rows' clips by index, ``step``
    their steps in the clip; ``share`` one over the clip's number of rows.
    """

    features: FloatArray
    clip: NDArray[np.int64]
    step: NDArray[np.int64]
    share: Array


@dataclass(frozen=True, slots=True, eq=False)
class Goals:
    """What a head should say of each row, [num_rows, num_outputs], and the rows' weights."""

    values: Array
    counts: Array


def target(clip: LabelledClip, head: str) -> tuple[float, ...] | None:
    """What ``head`` should say of ``clip``, None where the clip has no such label."""
    if head == "plane":
        if clip.quadrant is not None:
            return tuple(SIGNS[QUADRANTS.index(clip.quadrant)].tolist())
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
    params |= {
        "horizon": recipe.horizon, "delay": recipe.shown_delay, "smoothing": recipe.smoothing,
        "pitch": recipe.pitch, "every": recipe.every, "half": recipe.half,
        "near": recipe.movement.near,
    }  # fmt: skip
    for head in HEADS:
        params |= {f"{head}_first": 0, f"{head}_rows": 1}
        params[f"{head}_kernel"] = recipe.heads[head].kernel
    return ModelSpec(
        recipe.id, recipe.version, "fusion", recipe.mel, recipe.step_s, recipe.context_s,
        params=params, heads=("gems", "film", "voice"),
    )  # fmt: skip


def fit(
    clips: Sequence[DescribedClip], recipe: Recipe, spec: ModelSpec, describe: Describe,
    *, heads: Collection[str] = tuple(HEADS),
) -> FusionNet:  # fmt: skip
    """A net of ``recipe`` fitted to ``clips``; it shares ``describe``, its voice is untrained.

    Of its heads only ``heads`` are fitted: with a corpus left out others may have no label.
    Deterministic. Raises TrainingError where one of them has no labels at all.
    """
    # Those of the plane first: its head is the largest, and no rows of others lie in between.
    of_plane = recipe.heads["plane"].corpora
    ordered = sorted(clips, key=lambda e: (e.clip.corpus not in of_plane, e.clip.corpus))
    bank = rows_of(ordered, per_clip=recipe.rows_per_clip, horizon=recipe.horizon)
    centre, scale = _standard(bank, [entry.clip.corpus for entry in ordered], recipe.standard)
    goals = {name: _goals(bank, ordered, name, recipe) for name in heads}
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


def rows_of(clips: Sequence[DescribedClip], *, per_clip: int, horizon: int) -> Rows:
    """Up to ``per_clip`` evenly spaced steps of every clip, averaged over ``horizon`` steps."""
    features: list[FloatArray] = []
    owner: list[int] = []
    step: list[int] = []
    share: list[float] = []
    for index, entry in enumerate(clips):
        channels = torch.from_numpy(entry.features).T[None]
        around: FloatArray = sliding_mean(channels, horizon)[0].T.numpy()
        chosen = places(len(around), per_clip)
        features.append(around[chosen])
        step.extend(chosen.tolist())
        owner.extend([index] * len(chosen))
        share.extend([1.0 / len(chosen)] * len(chosen))
    return Rows(
        np.concatenate(features).astype(np.float32),
        np.asarray(owner, dtype=np.int64),
        np.asarray(step, dtype=np.int64),
        np.asarray(share, dtype=np.float64),
    )


def places(num_steps: int, most: int) -> NDArray[np.int64]:
    """Evenly spaced steps, about one in eight seconds, at least one and at most ``most``."""
    count = min(most, max(1, round(num_steps / 16)))
    return ((np.arange(count) + 0.5) * num_steps / count).astype(np.int64)


def _standard(
    rows: Rows, corpora: Sequence[str], shares: Mapping[str, float]
) -> tuple[FloatArray, FloatArray]:
    """Mean and deviation of every feature; ``corpora`` are the clips'.

    Each corpus counts by its share of ``shares``; where there are none, each clip counts once.
    """
    weights = rows.share.copy()
    owner = np.array(corpora)[rows.clip]
    for name in set(corpora) if shares else ():
        weights[owner == name] *= shares.get(name, 0.0) / weights[owner == name].sum()
    weights /= weights.sum()
    values = rows.features.astype(np.float64)
    centre = weights @ values
    scale = np.sqrt(weights @ np.square(values - centre))
    return centre.astype(np.float32), np.maximum(scale, _HARD_FLOOR).astype(np.float32)


def _goals(rows: Rows, clips: Sequence[DescribedClip], head: str, recipe: Recipe) -> Goals:
    """The goals of ``rows``; one without label weighs nothing. Raises TrainingError if all do."""
    weights, spread = recipe.heads[head].corpora, recipe.heads[head].spread
    maps = _maps([entry.clip for entry in clips], head, spread) if spread else {}
    values = np.zeros((len(rows.clip), HEADS[head]))
    counts = np.zeros(len(rows.clip))
    half_s = recipe.window * recipe.step_s / 2.0
    for row, (index, step) in enumerate(zip(rows.clip.tolist(), rows.step.tolist(), strict=True)):
        clip = clips[index].clip
        label = target(clip, head)
        if label is None:
            continue
        values[row] = label
        if head == "plane" and clip.curve is not None:
            reported_s = (step + 0.5 + recipe.delay) * recipe.step_s
            values[row] = _rated_near(clip.curve, reported_s, half_s, label)
        if clip.corpus in maps:
            middle, factor = maps[clip.corpus]
            values[row] = (values[row] - middle) * factor
        counts[row] = weights.get(clip.corpus, 0.0) * rows.share[row]
    if not counts.any():
        raise TrainingError(f"No clip has a label for {head!r}; add a corpus that has.")
    return Goals(values, counts)


def _maps(
    clips: Sequence[LabelledClip], head: str, spread: tuple[float, ...]
) -> dict[str, tuple[Array, Array]]:
    """Each corpus's way to the shared scale: the middle that is taken away, then a factor.

    Sides of an axis have their middle, whatever side more clips are on.
    """
    labels: dict[str, list[tuple[float, ...]]] = {}
    for clip in clips:
        label = target(clip, head)
        if label is not None:
            labels.setdefault(clip.corpus, []).append(label)
    sided = {clip.corpus for clip in clips if clip.quadrant is not None}
    result = {}
    for name, own in labels.items():
        deviation = np.maximum(np.std(own, axis=0), _LEAST_DEVIATION)
        middle = np.zeros(len(spread)) if name in sided else np.mean(own, axis=0)
        result[name] = (middle, np.array(spread) / (1.0 if name in sided else deviation))
    return result


def _rated_near(
    curve: LabelledCurve, time_s: float, half_s: float, label: tuple[float, ...]
) -> tuple[float, ...]:
    """The mean rating within ``half_s`` of ``time_s``, ``label`` where nothing was rated."""
    near = np.abs(curve.times_s - time_s) <= half_s
    if not near.any():
        return label
    return (float(curve.valence[near].mean()), float(curve.arousal[near].mean()))


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
    net.moving.copy_(torch.from_numpy(recipe.movement.liveliness * slopes * blocks[:, None]))


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
