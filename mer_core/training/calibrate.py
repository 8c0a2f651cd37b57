"""How a model's outputs are spread over songs it has not seen: what makes moods comparable."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mer_core.emotion import FILM, GEMS, VOICE
from mer_core.models.spec import QUANTILES, LabelCalibration
from mer_core.training.validation import Guess

Array = NDArray[np.float64]


def calibration_of(guesses: Sequence[Guess]) -> dict[str, LabelCalibration]:
    """Calibration of every output over the music, of the voice's over the voices.

    The guesses must come from a cross-validation by song: a fitted model's answers about its own
    training songs are too extreme.
    """
    music = [entry for entry in guesses if entry.clip.voice is None] or list(guesses)
    voices = [entry for entry in guesses if entry.clip.voice is not None] or list(guesses)
    result = {}
    for axis, name in enumerate(("valence", "arousal")):
        rated = [
            (entry.plane[axis], (entry.clip.valence, entry.clip.arousal)[axis])
            for entry in music
            if not entry.clip.weak and entry.clip.valence is not None
        ]
        result[name] = _label(np.array([entry.plane[axis] for entry in music]), _error(rated))
    for index, name in enumerate(FILM):
        rated = [(e.film[index], e.clip.film[index]) for e in music if e.clip.film is not None]
        result[f"film.{name}"] = _label(np.array([e.film[index] for e in music]), _error(rated))
    result["tension"] = result["film.tension"]
    for index, name in enumerate(GEMS):
        rated = [(e.gems[index], e.clip.gems[index]) for e in music if e.clip.gems is not None]
        result[f"gems.{name}"] = _label(np.array([e.gems[index] for e in music]), _error(rated))
    for index, name in enumerate(VOICE):
        result[f"voice.{name}"] = _label(np.array([e.voice[index] for e in voices]), None)
    result["spread"] = _label(np.array([entry.spread for entry in music]), None)
    return result


def _label(values: Array, error_90: float | None) -> LabelCalibration:
    quantiles = tuple(float(value) for value in np.quantile(values, QUANTILES))
    return LabelCalibration(float(values.mean()), float(values.std()), quantiles, error_90)


def _error(rated: Sequence[tuple[float, float | None]]) -> float | None:
    """The split-conformal half-width that covers nine songs in ten."""
    errors = np.sort([abs(guess - truth) for guess, truth in rated if truth is not None])
    if len(errors) < 10:
        return None
    return float(errors[min(len(errors) - 1, int(np.ceil(0.9 * (len(errors) + 1))) - 1)])
