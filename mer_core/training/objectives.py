"""What a net is asked for: the loss of each task, and the figure that is watched meanwhile."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from mer_core.models.tasks import TASKS
from mer_core.training import metrics

FloatArray = NDArray[np.float32]

#: The figure per task, higher is better.
SCORES = {"quadrants": "macro-F1", "gems": "macro-F1", "voice": "UAR", "plane": "CCC"}
#: How much the spreads weigh beside the means.
_SPREAD_WEIGHT = 0.1
_TINY = 1e-6


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
