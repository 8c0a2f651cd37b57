"""Songs that keep the mood of one: in which order the most alike are played after it."""

from __future__ import annotations

from collections.abc import Sequence

from mer_core.library.tracks import TrackRow

NUM_SONGS = 25

#: So many songs lie between two of one artist, where there are others.
_ARTIST_GAP = 3
#: Only among the most alike is one chosen for its artist or key: likeness comes first.
_AMONG = 12


def keep_on(first: TrackRow, alike: Sequence[TrackRow]) -> list[TrackRow]:
    """At most ``NUM_SONGS`` of ``alike`` (the most alike first) in an order to follow ``first``.

    Next comes the most alike whose artist was not heard just before and whose key mixes with that
    of the song before; of the two the artist weighs more. The same sound comes once.
    """
    left, order, sounds = list(alike), [first], {first.track.audio_hash}
    while left and len(order) <= NUM_SONGS:
        recent = {row.track.artist for row in order[-_ARTIST_GAP:]} - {""}
        row = min(
            left[:_AMONG],
            key=lambda row: (row.track.artist in recent, not _mix(order[-1], row)),
        )
        left.remove(row)
        if row.track.audio_hash not in sounds:
            sounds.add(row.track.audio_hash)
            order.append(row)
    return order[1:]


def _mix(before: TrackRow, after: TrackRow) -> bool:
    """Whether their keys go together; a key that is not known disturbs nothing."""
    return before.key is None or after.key is None or after.key in before.key.mixing
