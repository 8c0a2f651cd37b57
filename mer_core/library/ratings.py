"""Stars, and how often songs were heard: kept once for each sound, apart from what models said.

So they stay with a file that is moved, retagged or removed and added again, and copies share them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mer_core.errors import InputError
from mer_core.library.connection import Connection

MOST_STARS = 5
#: What somebody said of a sound: 0 to 5 stars, 0 for none whatever its file says; None: nothing.
Stars = int | None


@dataclass(frozen=True, slots=True)
class Rated:
    """What was said of sounds ``before`` and ``after`` one step, by their audio hashes: only those
    for which that differs.
    """

    before: Mapping[str, Stars]
    after: Mapping[str, Stars]

    def __len__(self) -> int:
        return len(self.after)


class Ratings:
    """The stars and plays of a library. Every change is one commit."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rate(self, ids: Iterable[int], stars: Stars) -> Rated:
        """Give tracks so many stars; those whose files were never read are passed over. None leaves
        it to the files' tags. Raises InputError for what is no number of stars.
        """
        if stars is not None and not 0 <= stars <= MOST_STARS:
            raise InputError(f"{stars} is no rating; give 0 to {MOST_STARS} stars.")
        with self._connection.transaction():
            found = self._connection.all(
                "SELECT DISTINCT t.audio_hash, r.rating FROM tracks t"
                " LEFT JOIN ratings r ON r.audio_hash = t.audio_hash"
                " WHERE t.audio_hash IS NOT NULL AND t.id IN (SELECT value FROM json_each(?))",
                json.dumps(list(ids)),
            )
            before = {audio_hash: old for audio_hash, old in found if old != stars}
            for audio_hash in before:
                self._put(audio_hash, stars)
        return Rated(before, dict.fromkeys(before, stars))

    def undo(self, step: Rated) -> Rated:
        """Take a step back for the sounds of which nobody has said anything else since; gives what
        changed, which can be taken back in turn.
        """
        gone: list[str] = []
        with self._connection.transaction():
            for audio_hash, stars in step.before.items():
                now = self._connection.value(
                    "SELECT rating FROM ratings WHERE audio_hash = ?", audio_hash
                )
                if now == step.after[audio_hash]:
                    self._put(audio_hash, stars)
                    gone.append(audio_hash)
        return Rated(
            {name: step.after[name] for name in gone}, {name: step.before[name] for name in gone}
        )

    def count_play(self, track_id: int, at_s: float) -> None:
        """A track was heard, at that time in seconds since 1970."""
        with self._connection.transaction():
            row = self._connection.one(
                "INSERT INTO ratings (audio_hash, plays, played_at)"
                " SELECT audio_hash, 1, ?1 FROM tracks WHERE id = ?2 AND audio_hash IS NOT NULL"
                " ON CONFLICT (audio_hash) DO UPDATE SET plays = plays + 1, played_at = ?1"
                " RETURNING audio_hash",
                at_s, track_id,
            )  # fmt: skip
            if row is not None:
                show(self._connection, row[0])

    def _put(self, audio_hash: str, stars: Stars) -> None:
        self._connection.run(
            "INSERT INTO ratings (audio_hash, rating) VALUES (?1, ?2)"
            " ON CONFLICT (audio_hash) DO UPDATE SET rating = ?2",
            audio_hash, stars,
        )  # fmt: skip
        show(self._connection, audio_hash)


def show(connection: Connection, audio_hash: str) -> None:
    """Let every track of a sound say what is kept of it."""
    connection.run(
        "UPDATE tracks SET (rating, plays, played_at) ="
        " (SELECT max(rating), ifnull(max(plays), 0), max(played_at) FROM ratings"
        " WHERE audio_hash = ?1) WHERE audio_hash = ?1",
        audio_hash,
    )
