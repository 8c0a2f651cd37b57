"""What both DJ formats say of a song: its comment with our block, its colour, its cues."""

from __future__ import annotations

from mer_core.emotion import MOODS, UNCERTAIN
from mer_core.exports.changes import Change, changes
from mer_core.exports.request import Request
from mer_core.library.tracks import TrackRow
from mer_core.tags.fields import SECOND_MOOD_FROM
from mer_core.tags.mood_block import with_block

_MOODS_NAMED = 3


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
    return with_block(comment, [*named[:_MOODS_NAMED], *energy])


def cues_of(request: Request, row: TrackRow) -> tuple[Change, ...]:
    """Where the song's emotion changes; none unless they are asked for."""
    emotion = request.emotion_of(row.track.id) if request.with_cues else None
    return () if emotion is None else changes(emotion.curve)
