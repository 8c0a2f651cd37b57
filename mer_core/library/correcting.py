"""Correcting tracks by hand, and taking that back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mer_core.emotion import Correction
from mer_core.library import analyses, corrections
from mer_core.library.connection import Connection

BATCH = 500


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
    """Take back what was said of the fields ``without``, then say ``newer``."""
    fields = tuple(without)
    found = connection.all(
        "SELECT audio_hash, count(*) FROM tracks"
        " WHERE id IN (SELECT value FROM json_each(?)) GROUP BY audio_hash",
        json.dumps(list(ids)),
    )
    said = {name: newer for name, _ in found if name is not None}
    step = correct_sounds(connection, said, fields)
    return replace(step, num_unread=sum(number for name, number in found if name is None))


def correct_sounds(
    connection: Connection, said: Mapping[str, Correction], without: Sequence[str] = ()
) -> Corrected:
    """The same for sounds, each with what is said of it, by their audio hashes."""
    before: dict[str, Correction] = {}
    after: dict[str, Correction] = {}
    for batch in _batches(list(said)):
        with connection.transaction():
            for audio_hash in batch:
                old = corrections.stored(connection, audio_hash)
                new = old.without(without).changed_by(said[audio_hash])
                if new != old:
                    before[audio_hash], after[audio_hash] = old, new
                    _put(connection, audio_hash, new)
    return Corrected(before, after)


def _batches(audio_hashes: Sequence[str]) -> Iterator[Sequence[str]]:
    """What is committed together: not all at once, for others write too."""
    for first in range(0, len(audio_hashes), BATCH):
        yield audio_hashes[first : first + BATCH]


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
    gone: list[str] = []
    num_written = 0
    for batch in _batches(list(new)):
        with connection.transaction():
            for audio_hash in batch:
                if corrections.stored(connection, audio_hash) != old[audio_hash]:
                    continue
                written = _num_written(connection, audio_hash)
                _put(connection, audio_hash, new[audio_hash])
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
