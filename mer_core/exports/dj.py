"""What both DJ formats say of a song: its comment with our block, its colour, its cues."""

from __future__ import annotations

from mer_core.changes import Section, sections
from mer_core.emotion import MOODS, UNCERTAIN
from mer_core.exports.request import Request
from mer_core.library.tracks import TrackRow
from mer_core.tags.fields import SECOND_MOOD_FROM
from mer_core.tags.mood_block import with_block

_MOODS_NAMED = 3
#: rekordbox keeps ten cues a song, and the user may have some.
_MOST_CUES = 8


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


def cues_of(request: Request, row: TrackRow) -> tuple[Section, ...]:
    """Where the song's emotion changes; none unless they are asked for."""
    emotion = request.emotion_of(row.track.id) if request.with_cues else None
    return () if emotion is None else sections(emotion.curve, most=_MOST_CUES)
