"""Correcting tracks by hand, and taking that back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mer_core.emotion import Correction
from mer_core.library import analyses, corrections
from mer_core.library.connection import Connection


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was said of sounds ``before`` and ``after`` one step, by their audio hashes.

    Only those are named for which that differs. ``num_unread`` tracks could not be corrected, for
    their files were never read; ``num_written`` sounds were left alone, for it stands in a file.
    """

    before: Mapping[str, Correction]
    after: Mapping[str, Correction]
    num_unread: int = 0
    num_written: int = 0

    def __len__(self) -> int:
        return len(self.after)


def correct(
    connection: Connection, ids: Iterable[int], newer: Correction, without: Iterable[str]
) -> Corrected:
    """Take back what was said of the fields ``without``, then say ``newer``, in one commit."""
    fields = tuple(without)
    before: dict[str, Correction] = {}
    after: dict[str, Correction] = {}
    num_unread = 0
    with connection.transaction():
        for audio_hash, number in connection.all(
            "SELECT audio_hash, count(*) FROM tracks"
            " WHERE id IN (SELECT value FROM json_each(?)) GROUP BY audio_hash",
            json.dumps(list(ids)),
        ):
            if audio_hash is None:
                num_unread = number
                continue
            old = corrections.stored(connection, audio_hash)
            new = old.without(fields).changed_by(newer)
            if new != old:
                before[audio_hash], after[audio_hash] = old, new
                _put(connection, audio_hash, new)
    return Corrected(before, after, num_unread)


def undo(connection: Connection, step: Corrected) -> Corrected:
    """Take one step back for the sounds of which nobody has said anything else since, and whose
    correction no file holds.
    """
    return _go(connection, step.after, step.before, spare_written=True)


def redo(connection: Connection, step: Corrected) -> Corrected:
    """Take a step again that ``undo`` took back."""
    return _go(connection, step.before, step.after, spare_written=False)


def _go(
    connection: Connection,
    old: Mapping[str, Correction],
    new: Mapping[str, Correction],
    *,
    spare_written: bool,
) -> Corrected:
    gone, num_written = [], 0
    with connection.transaction():
        for audio_hash, correction in new.items():
            if corrections.stored(connection, audio_hash) != old[audio_hash]:
                continue
            written = _num_written(connection, audio_hash)
            _put(connection, audio_hash, correction)
            if spare_written and _num_written(connection, audio_hash) < written:
                _put(connection, audio_hash, old[audio_hash])
                num_written += 1
            else:
                gone.append(audio_hash)
    return Corrected(
        {name: old[name] for name in gone}, {name: new[name] for name in gone}, 0, num_written
    )


def _num_written(connection: Connection, audio_hash: str) -> int:
    """How many files say what is known of this sound."""
    return int(
        connection.value(
            "SELECT count(*) FROM tracks WHERE audio_hash = ? AND state = 'written'", audio_hash
        )
    )


def _put(connection: Connection, audio_hash: str, correction: Correction) -> None:
    corrections.store(connection, audio_hash, correction)
    analyses.refresh(connection, audio_hash)
