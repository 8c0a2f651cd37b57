"""Where a song is to be heard first by whoever judges what was found."""

from __future__ import annotations

import numpy as np

from mer_core.emotion import UNCERTAIN, TrackEmotion

#: As long as a piece that listeners rate in a study.
_HEARD_S = 30.0


def deciding_s(emotion: TrackEmotion) -> float:
    """Where the half minute begins, in seconds, that speaks most for the song's own mood: there
    valence and arousal go furthest the way in which the whole song goes. Of passages that nobody
    can tell, nothing is counted.
    """
    curve = emotion.curve
    num_heard = max(round(_HEARD_S / curve.step_s), 1) if curve.num_steps else 1
    if curve.num_steps <= num_heard:
        return curve.start_s
    sure = np.array([mood != UNCERTAIN for mood in curve.moods])
    pull = np.where(sure, curve.valence * emotion.valence + curve.arousal * emotion.arousal, 0.0)
    whole = np.convolve(pull, np.ones(num_heard), "valid")
    return curve.start_s + int(whole.argmax()) * curve.step_s
