"""Where the emotion of a song changes for good: the boundaries between its sections.

At every moment the seconds before are compared with the seconds after; where they lie farthest
apart on the plane, one section ends and the next begins (as novelty in Foote 2000). Pure; numpy
only.
"""

from __future__ import annotations

import numpy as np

from mer_core.emotion import EmotionCurve

# Both were chosen on the chains of benchmarks/timeline.py that their figure is measured on.
#: So many seconds are compared on both sides; what is shorter than that is a passing change.
LASTING_S = 8.0
#: Two sections lie at least so far apart on the plane.
LEAST_STEP = 0.25


def changes(curve: EmotionCurve, *, late_s: float = 0.0) -> tuple[float, ...]:
    """The times in seconds at which one section ends and the next begins, rising.

    ``late_s`` is by how much the curve follows the music.
    """
    reach = max(1, round(LASTING_S / curve.step_s))
    places = np.stack([curve.valence, curve.arousal], axis=1).astype(np.float64)
    sums = np.concatenate([np.zeros((1, 2)), places.cumsum(axis=0)])
    cuts = np.arange(reach, len(places) - reach + 1)
    before, here, after = sums[cuts - reach], sums[cuts], sums[cuts + reach]
    apart = np.linalg.norm(after - 2.0 * here + before, axis=1) / reach
    found: list[int] = []
    for index in np.flatnonzero(apart >= LEAST_STEP).tolist():
        around = apart[max(0, index - reach) : index + reach + 1]
        # What lies on the slopes of a larger change is none of its own; of equal ones the first is.
        if apart[index] == around.max() and (not found or index - found[-1] > reach):
            found.append(index)
    start_s = curve.start_s - late_s
    return tuple(start_s + curve.step_s * float(cuts[index]) for index in found)
