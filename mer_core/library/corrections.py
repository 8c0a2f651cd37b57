"""What people said of sounds: stored once for each audio, apart from what models said."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable

from mer_core.emotion import Correction
from mer_core.library.connection import Connection, Row

_FIELDS = "moods, valence, arousal, energy"


def stored(connection: Connection, audio_hash: str) -> Correction:
    """The correction of a sound; an empty one where there is none."""
    row = connection.one(f"SELECT {_FIELDS} FROM corrections WHERE audio_hash = ?", audio_hash)
    return Correction() if row is None else _correction(row)


def of_tracks(connection: Connection, ids: Iterable[int]) -> dict[int, Correction]:
    """The corrections of these tracks by their ids; those without one are left out."""
    rows = connection.all(
        "SELECT t.id, c.moods, c.valence, c.arousal, c.energy FROM corrections c"
        " JOIN tracks t ON t.audio_hash = c.audio_hash"
        " WHERE t.id IN (SELECT value FROM json_each(?))",
        json.dumps(list(ids)),
    )
    return {row[0]: _correction(row[1:]) for row in rows}


def store(connection: Connection, audio_hash: str, correction: Correction) -> None:
    """Keep a correction within a transaction of the caller's; an empty one is none."""
    connection.run("DELETE FROM corrections WHERE audio_hash = ?", audio_hash)
    if correction:
        connection.run(
            f"INSERT INTO corrections (audio_hash, {_FIELDS}, corrected_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            audio_hash, " ".join(correction.moods), correction.valence, correction.arousal,
            correction.energy, time.time(),
        )  # fmt: skip


def num_teaching(connection: Connection) -> int:
    """How many sounds were corrected in what a model can be taught: all but the energy."""
    return int(
        connection.value(
            "SELECT count(*) FROM corrections"
            " WHERE moods != '' OR valence IS NOT NULL OR arousal IS NOT NULL"
        )
    )


def _correction(row: Row) -> Correction:
    moods, valence, arousal, energy = row
    return Correction(tuple(moods.split()), valence, arousal, energy)
