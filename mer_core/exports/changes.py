"""Where in a song the emotion changes, as cues for a DJ."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from mer_core.emotion import UNCERTAIN, EmotionCurve

#: A mood that lasts shorter than this is a moment within another; rekordbox keeps ten cues a song.
LEAST_S = 8.0
MOST = 8


@dataclass(frozen=True, slots=True)
class Change:
    """From ``time_s`` on the song is in ``mood``, for ``length_s`` at least."""

    time_s: float
    mood: str
    length_s: float


def changes(curve: EmotionCurve) -> tuple[Change, ...]:
    """The stretches of one mood, in their order: at most MOST, the longest where there are more,
    but always the first. What nothing can be said of is no stretch.
    """
    found: list[Change] = []
    place = 0
    for mood, steps in groupby(curve.moods):
        length = len(list(steps))
        start_s, length_s = curve.start_s + place * curve.step_s, length * curve.step_s
        place += length
        if mood == UNCERTAIN or length_s < LEAST_S:
            continue
        if found and found[-1].mood == mood:  # it was only interrupted
            found[-1] = Change(found[-1].time_s, mood, found[-1].length_s + length_s)
        else:
            found.append(Change(start_s, mood, length_s))
    kept = set(found[:1]) | set(sorted(found[1:], key=lambda c: -c.length_s)[: MOST - 1])
    return tuple(change for change in found if change in kept)
