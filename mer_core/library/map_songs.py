"""What a large map shows of the tracks: where they stand on any axis, their names, their crates."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np
from numpy.typing import NDArray

from mer_core.arrays import FloatArray
from mer_core.emotion import UNCERTAIN
from mer_core.library.connection import Connection
from mer_core.library.crates import PLAIN, read_tree, songs_of
from mer_core.library.points import PLACE_OF, STRONGEST_SQL
from mer_core.library.query.fields import BPM_SQL
from mer_core.library.search import condition_in

#: What can be an axis, each with its SQL.
AXES = {
    "valence": "valence", "arousal": "arousal", "tension": "tension", "energy": "energy",
    "tempo": BPM_SQL, "year": "year",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class MapSongs:
    """Analysed tracks, in the order of ids.

    ``ids`` int64 [num_tracks]; ``values`` holds float32 [num_tracks] for each of AXES, NaN where
    unknown; ``moods`` int64 [num_tracks], the strongest mood's place in MOODS_AND_UNCERTAIN;
    ``genres`` has each track's first; ``crates`` the indices of a plain crate's tracks in its
    order, by its path.
    """

    ids: NDArray[np.int64]
    values: dict[str, FloatArray]
    moods: NDArray[np.int64]
    titles: list[str]
    artists: list[str]
    genres: list[str]
    crates: dict[str, NDArray[np.int64]]

    def __len__(self) -> int:
        return len(self.ids)


def map_songs(connection: Connection, query: str, model_sha256: str | None) -> MapSongs:
    """The analysed tracks that a search finds, uncertain ones among them."""
    condition = condition_in(connection, query, model_sha256)
    rows = connection.all(
        f"SELECT id, {STRONGEST_SQL}, title, artist, genre, CASE title WHEN '' THEN path END,"
        f" {', '.join(AXES.values())} FROM tracks"
        f" WHERE valence IS NOT NULL AND arousal IS NOT NULL AND {condition.sql} ORDER BY id",
        *condition.parameters,
    )
    table = np.array([row[6:] for row in rows], np.float32).reshape(len(rows), len(AXES))
    ids = np.array([row[0] for row in rows], np.int64)
    return MapSongs(
        ids,
        {name: np.ascontiguousarray(table[:, column]) for column, name in enumerate(AXES)},
        np.array([PLACE_OF.get(row[1], PLACE_OF[UNCERTAIN]) for row in rows], np.int64),
        [(row[2] or _stem(row[5])).replace("\n", "; ") for row in rows],
        [row[3].replace("\n", "; ") for row in rows],
        [row[4].split("\n", 1)[0] for row in rows],
        _crates(connection, ids),
    )


def _stem(path: bytes) -> str:
    return PurePath(os.fsdecode(path)).stem.encode("utf-8", "replace").decode("utf-8")


def _crates(connection: Connection, ids: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    tree = read_tree(connection)
    found = {}
    for crate in tree:
        if crate.kind == PLAIN:
            songs = np.array(songs_of(connection, crate.id), np.int64)
            songs = songs[np.isin(songs, ids)]
            found[tree.path(crate)] = np.searchsorted(ids, songs)
    return {name: places for name, places in found.items() if len(places)}
