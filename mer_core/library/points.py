"""Where the tracks stand on the plane of valence and arousal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mer_core.arrays import FloatArray
from mer_core.emotion import MOODS_AND_UNCERTAIN, UNCERTAIN
from mer_core.library.connection import Connection
from mer_core.library.query.fields import BPM_SQL, TONALITY_SQL
from mer_core.library.search import condition_in

#: The strongest mood of a track, and where moods stand in MOODS_AND_UNCERTAIN.
STRONGEST_SQL = "substr(moods, 2, instr(moods, ':') - 2)"
PLACE_OF = {name: place for place, name in enumerate(MOODS_AND_UNCERTAIN)}


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Analysed tracks as points.

    ``ids`` int64 [num_tracks]; ``valence`` and ``arousal`` float32 [num_tracks] in [-1, 1];
    ``moods`` int64 [num_tracks], the strongest mood's place in MOODS_AND_UNCERTAIN.
    """

    ids: NDArray[np.int64]
    valence: FloatArray
    arousal: FloatArray
    moods: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


def points(connection: Connection, query: str, model_sha256: str | None) -> Points:
    """The analysed tracks that a search finds, uncertain ones left out, in the order of ids."""
    condition = condition_in(connection, query, model_sha256)
    rows = connection.all(
        f"SELECT id, valence, arousal, {STRONGEST_SQL} FROM tracks"
        f" WHERE valence IS NOT NULL AND arousal IS NOT NULL AND {condition.sql} ORDER BY id",
        *condition.parameters,
    )
    certain = [row for row in rows if row[3] in PLACE_OF and row[3] != UNCERTAIN]
    return Points(
        np.array([row[0] for row in certain], np.int64),
        np.array([row[1] for row in certain], np.float32),
        np.array([row[2] for row in certain], np.float32),
        np.array([PLACE_OF[row[3]] for row in certain], np.int64),
    )


@dataclass(frozen=True, slots=True)
class PlacedSong:
    """An analysed track that can be played: what a journey over the plane asks of it.

    ``artist`` is the same for the same artists however they are written; "" where unknown. ``key``
    is a rank (see tonality.Key).
    """

    id: int
    valence: float
    arousal: float
    duration_s: float | None
    artist: str
    audio_hash: str
    energy: int | None
    bpm: float | None
    key: int | None


def placed_songs(connection: Connection, query: str, model_sha256: str | None) -> list[PlacedSong]:
    """The analysed tracks that a search finds, missing and uncertain ones left out, by id."""
    condition = condition_in(connection, query, model_sha256)
    rows = connection.all(
        "SELECT id, valence, arousal, duration_s, artist_key, audio_hash,"
        f" energy, {BPM_SQL}, {TONALITY_SQL} FROM tracks"
        " WHERE valence IS NOT NULL AND arousal IS NOT NULL AND NOT missing"
        f" AND +state != 'uncertain' AND {condition.sql} ORDER BY id",
        *condition.parameters,
    )
    return [PlacedSong(*row) for row in rows]
