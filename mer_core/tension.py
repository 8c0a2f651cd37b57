"""How a song's tension moves."""

from __future__ import annotations

import numpy as np

from mer_core.arrays import FloatArray
from mer_core.emotion import TrackEmotion

#: Least squares over the raters of 285 film excerpts (Eerola & Vuoskoski 2011), in [-1, 1]:
#: benchmarks/tension.py.
OF_VALENCE, OF_AROUSAL = -0.854, 0.303


def tension_curve(emotion: TrackEmotion) -> FloatArray:
    """Tension over time, float32 [num_steps] in [-1, 1], a step for each of ``emotion.curve``.

    No corpus rates tension second by second, so no model is taught it: the song's tension is what
    the model says of the song, and within the song it moves as valence and arousal do, by what
    listeners make of them: they explain 89 % of the tension of film music.
    """
    curve = emotion.curve
    if not curve.num_steps:
        return np.zeros(0, np.float32)
    moves = OF_VALENCE * curve.valence + OF_AROUSAL * curve.arousal
    tension: FloatArray = np.clip(emotion.tension + moves - moves.mean(), -1.0, 1.0).astype(
        np.float32
    )
    return tension
