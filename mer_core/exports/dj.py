"""What both DJ formats say of a song: its comment with our block, its colour, its cues."""

from __future__ import annotations

from dataclasses import dataclass

from mer_core.changes import sections
from mer_core.emotion import MOODS, UNCERTAIN
from mer_core.exports.request import Request
from mer_core.library.tracks import TrackRow
from mer_core.tags.fields import SECOND_MOOD_FROM
from mer_core.tags.mood_block import with_block

_MOODS_NAMED = 3
#: rekordbox keeps ten cues a song, and the user may have some.
_MOST_CUES = 8


@dataclass(frozen=True, slots=True)
class Cue:
    """A place ``start_s`` seconds into a song, and what it is called."""

    start_s: float
    name: str


def mood_of(row: TrackRow) -> str | None:
    """The strongest mood, None where nothing is known or can be said."""
    return row.moods[0].name if row.moods and row.moods[0].name != UNCERTAIN else None


def comment_of(row: TrackRow, comment: str) -> str:
    """A song's own comment with our block: its moods and, as "Energy 7", its energy."""
    named = [
        mood.name.capitalize()
        for place, mood in enumerate(row.moods)
        if mood.name in MOODS and (place == 0 or mood.score >= SECOND_MOOD_FROM)
    ]
    energy = [f"Energy {row.energy}"] if named and row.energy is not None else []
    # An unknown song's comment stays as it is: somebody else may know it.
    return with_block(comment, [*named[:_MOODS_NAMED], *energy]) if named else comment


def cues_of(request: Request, row: TrackRow) -> tuple[Cue, ...]:
    """What the user has marked first, then where the song's emotion changes, up to eight, by their
    times; none unless they are asked for.
    """
    if not request.with_cues:
        return ()
    cues = [Cue(each.time_s, each.name) for each in request.markers_of(row.track.id)][:_MOST_CUES]
    emotion = request.emotion_of(row.track.id)
    if emotion is not None and len(cues) < _MOST_CUES:
        changed = sections(emotion.curve, most=_MOST_CUES - len(cues))
        cues += [Cue(each.start_s, each.mood.capitalize()) for each in changed]
    return tuple(sorted(cues, key=lambda cue: cue.start_s))
