"""How a founding system's answers are spread over songs that it has not heard."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from mer_core.models.spec import QUANTILES, LabelCalibration
from mer_core.models.tasks import TASKS
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.outcomes import HeldOut

Array = NDArray[np.float64]

_FEWEST_FOR_AN_ERROR = 10


def calibration_of_net(held: HeldOut, clips: Sequence[LabelledClip]) -> dict[str, LabelCalibration]:
    """Calibration of the labels that the task teaches, from its held-out answers per song.

    ``clips`` are the songs of ``held`` in its order. Keys as in ModelSpec.
    """
    task = TASKS[held.task]
    # Held-out answers are probabilities and deviations; the task wants what a net says.
    said = torch.from_numpy(held.answers).float()
    if task.is_classes:
        raw = torch.log(said + 1e-9)
    else:
        raw = torch.cat([said[:, :2], torch.log(said[:, 2:])], dim=1)
    output = task.net_output(raw[:, None])
    songs = np.unique(held.song)

    def per_song(values: torch.Tensor) -> Array:
        column = values.reshape(len(held.song)).double().numpy()
        return np.array([column[held.song == song].mean() for song in songs])

    result = {}
    for name in ("valence", "arousal", "tension", "spread"):
        values = per_song(getattr(output, name))
        result[name] = _label(values, _rated(name, [clips[song] for song in songs.tolist()]))
    if task.name in ("gems", "voice"):
        shares = getattr(output, task.name)
        for index, label in enumerate(task.labels):
            result[f"{task.name}.{label}"] = _label(per_song(shares[..., index]), None)
    return result


def _rated(name: str, clips: Sequence[LabelledClip]) -> Array | None:
    """The songs' ratings of valence, arousal or tension; None where not all were rated."""
    if name == "spread":
        return None
    values = [None if clip.weak else getattr(clip, name) for clip in clips]
    return None if None in values else np.array(values, dtype=np.float64)


def _label(values: Array, truth: Array | None) -> LabelCalibration:
    quantiles = tuple(float(value) for value in np.quantile(values, QUANTILES))
    return LabelCalibration(
        float(values.mean()), float(values.std()), quantiles, _error_90(values, truth)
    )


def _error_90(values: Array, truth: Array | None) -> float | None:
    """The split-conformal half-width that covers nine songs in ten."""
    if truth is None or len(truth) < _FEWEST_FOR_AN_ERROR:
        return None
    errors = np.sort(np.abs(values - truth))
    return float(errors[min(len(errors) - 1, int(np.ceil(0.9 * (len(errors) + 1))) - 1)])
