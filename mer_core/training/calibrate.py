"""How a model's outputs are spread over songs it has not seen: what makes moods comparable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from mer_core.emotion import FILM, GEMS, VOICE
from mer_core.models.spec import QUANTILES, LabelCalibration, Param
from mer_core.models.tasks import TASKS
from mer_core.training.confidence import Placed, evened, fit_confidence, range_90
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.nets.answers import HeldOut
from mer_core.training.shipped.answers import Guess

Array = NDArray[np.float64]

_FEWEST_FOR_AN_ERROR = 10
_AXES = ("valence", "arousal")


def error_90(errors: Array) -> float | None:
    """The split-conformal half-width that covers nine songs in ten, from absolute errors on songs
    that the model had not seen; None where they are too few to tell.
    """
    if len(errors) < _FEWEST_FOR_AN_ERROR:
        return None
    place = int(np.ceil(0.9 * (len(errors) + 1))) - 1
    return float(np.sort(errors)[min(len(errors) - 1, place)])


def label_of(values: Array, errors: Array | None = None) -> LabelCalibration:
    """The spread of one output's ``values`` [num_songs], and what ``errors`` there were."""
    quantiles = tuple(float(value) for value in np.quantile(values, QUANTILES))
    error = None if errors is None else error_90(errors)
    return LabelCalibration(float(values.mean()), float(values.std()), quantiles, error)


def calibrated(
    guesses: Sequence[Guess], left: Mapping[str, Placed]
) -> tuple[dict[str, Param], dict[str, LabelCalibration]]:
    """What a specification states of confidence and ranges, and how the outputs are spread.

    Of music that was ``left`` out: what is said of a kind of music that training knew is surer than
    what may be said of a user's. Where nothing was left out, what the folds tell has to do.
    """
    calibration = calibration_of(guesses)
    if not left:
        return {}, calibration
    for axis, name in enumerate(_AXES):
        half = range_90(list(evened(left).values()), axis)
        if half is not None:
            calibration[name] = replace(calibration[name], error_90=half)
    return fit_confidence(list(left.values())).params(), calibration


def calibration_of(guesses: Sequence[Guess]) -> dict[str, LabelCalibration]:
    """Calibration of every output over the music, of the voice's over the voices.

    The guesses must come from a cross-validation by song: a fitted model's answers about its own
    training songs are too extreme.
    """
    music = [entry for entry in guesses if entry.clip.voice is None] or list(guesses)
    voices = [entry for entry in guesses if entry.clip.voice is not None]
    result = {}
    for axis, name in enumerate(_AXES):
        rated = [e for e in music if not e.clip.weak and getattr(e.clip, name) is not None]
        errors = [abs(e.plane[axis] - getattr(e.clip, name)) for e in rated]
        result[name] = label_of(np.array([e.plane[axis] for e in music]), np.array(errors))
    for head, labels in (("film", FILM), ("gems", GEMS)):
        rated = [e for e in music if getattr(e.clip, head) is not None]
        for index, name in enumerate(labels):
            errors = [abs(getattr(e, head)[index] - getattr(e.clip, head)[index]) for e in rated]
            said = np.array([getattr(e, head)[index] for e in music])
            result[f"{head}.{name}"] = label_of(said, np.array(errors))
    result["tension"] = result["film.tension"]
    for index, name in enumerate(VOICE if voices else ()):
        result[f"voice.{name}"] = label_of(np.array([e.voice[index] for e in voices]))
    result["spread"] = label_of(np.array([e.spread for e in music]))
    return result


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

    result = {"spread": label_of(per_song(output.spread))}
    for name in (*_AXES, "tension"):
        values = per_song(getattr(output, name))
        truth = _rated(name, [clips[song] for song in songs.tolist()])
        result[name] = label_of(values, None if truth is None else np.abs(values - truth))
    if task.name in ("gems", "voice"):
        shares = getattr(output, task.name)
        for index, label in enumerate(task.labels):
            result[f"{task.name}.{label}"] = label_of(per_song(shares[..., index]))
    return result


def _rated(name: str, clips: Sequence[LabelledClip]) -> Array | None:
    """The songs' ratings of ``name``; None where not all were rated."""
    values = [None if clip.weak else getattr(clip, name) for clip in clips]
    return None if None in values else np.array(values, dtype=np.float64)
