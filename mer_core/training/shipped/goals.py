"""What heads are fitted to: windows of clips, and what should be said of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from mer_core.arrays import FloatArray
from mer_core.emotion import QUADRANTS, VOICE
from mer_core.errors import TrainingError
from mer_core.models.fusion import HEADS
from mer_core.models.windows import sliding_mean
from mer_core.training.corpora.labels import LabelledClip, LabelledCurve
from mer_core.training.leave_out import SIGNS
from mer_core.training.shipped.describing import DescribedClip
from mer_core.training.shipped.recipe import Recipe

Array = NDArray[np.float64]

_HARD_FLOOR = 1e-4  # of a feature's deviation: constant features must not explode
_LEAST_DEVIATION = 1e-3  # of a corpus's labels


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


def standard_of(
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


def goals_of(rows: Rows, clips: Sequence[DescribedClip], head: str, recipe: Recipe) -> Goals:
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
