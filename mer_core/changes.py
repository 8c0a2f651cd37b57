"""Where the emotion of a song changes for good: the boundaries between its sections.

At every moment the seconds before are compared with the seconds after; where they lie farthest
apart on the plane, one section ends and the next begins (as novelty in Foote 2000). What JSON and
cue points tell of. Pure; numpy only.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from mer_core.emotion import UNCERTAIN, EmotionCurve

# Both were chosen on the chains of benchmarks/timeline.py that their figure is measured on.
#: So many seconds are compared on both sides; what is shorter than that is a passing change.
LASTING_S = 8.0
#: Two sections lie at least so far apart on the plane.
LEAST_STEP = 0.25


@dataclass(frozen=True, slots=True)
class Section:
    """From ``start_s`` on, for ``length_s``, ``mood`` prevails."""

    start_s: float
    length_s: float
    mood: str


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


def sections(curve: EmotionCurve, *, most: int) -> tuple[Section, ...]:
    """The song between its changes, in order: at most ``most``, the longest where there are more,
    but always the first. Where nothing can be said there is none.
    """
    begins = (curve.start_s, *changes(curve))
    ends = (*begins[1:], curve.start_s + curve.step_s * curve.num_steps)
    found = []
    for start_s, end_s in zip(begins, ends, strict=True):
        first, stop = (round((at_s - curve.start_s) / curve.step_s) for at_s in (start_s, end_s))
        moods = Counter(mood for mood in curve.moods[first:stop] if mood != UNCERTAIN)
        if moods:
            found.append(Section(start_s, end_s - start_s, moods.most_common(1)[0][0]))
    kept = set(found[:1]) | set(sorted(found[1:], key=lambda s: -s.length_s)[: most - 1])
    return tuple(section for section in found if section in kept)
