"""Rows of the library: found, sorted, counted, read."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mer_core.emotion import MOODS, NOT_CORRECTED, Correction
from mer_core.errors import InputError, LibraryError
from mer_core.library import corrections
from mer_core.library.albums import AlbumNumbers, Albums
from mer_core.library.connection import Connection, Row
from mer_core.library.crates import read_tree
from mer_core.library.mood_text import unpack_moods
from mer_core.library.query.fields import (
    BPM_SQL,
    RATING_SQL,
    TONALITY_SQL,
    Condition,
    mood_score_sql,
)
from mer_core.library.schema import ALBUM_SQL
from mer_core.library.search import CAN_BE_STALE, condition_in, crate_condition, state_of
from mer_core.library.stored import read_measures
from mer_core.library.tracks import STATES, Counts, Details, Track, TrackRow
from mer_core.tonality import Key

Ids = NDArray[np.int64]

#: What rows can be sorted by: SQL whose index gives the order without sorting. Unknown values come
#: last.
ORDERS = {
    "path": ("path",),
    "title": ("title_key",),
    "artist": ("artist_key", "album_key", "path"),
    "album": ("album_key", "disc", "track", "path"),
    "release": (ALBUM_SQL, "disc", "track", "path"),
    "duration": ("duration_s",),
    "state": ("state", "model_id"),
    "mood": ("moods",),
    "valence": ("valence",),
    "arousal": ("arousal",),
    "tension": ("tension",),
    "confidence": ("confidence",),
    "energy": ("energy",),
    "added": ("added_at",),
    "albumartist": ("album_artist_key", "path"),
    "year": ("year",),
    "track": ("track",),
    "disc": ("disc",),
    "format": ("codec", "sample_rate"),
    "genre": ("genre_key",),
    "bpm": (BPM_SQL,),
    "key": (TONALITY_SQL,),
    "rating": (RATING_SQL,),
    "plays": ("plays",),
    "played": ("played_at",),
    **{mood: (mood_score_sql(mood),) for mood in MOODS},
}
#: Before the id of a plain crate: the order that was given to it by hand.
_CRATE = "crate:"
_TRACK = (
    "id, path, size, mtime_ns, audio_hash, title, artist, album, duration_s, codec, sample_rate,"
    " num_channels, genre, album_artist, year, track, disc, added_at, tag_bpm, tag_tonality,"
    " tag_energy, tag_rating"
)
_SUMMARY = (
    "valence, arousal, tension, confidence, moods, failure, energy, bpm, tonality, drive,"
    f" {RATING_SQL}, plays, played_at"
)


class Listing:
    """Finds and sorts. The order of the whole library is kept until someone changes the library,
    for a sorted search is then only a matter of leaving out: far quicker than to let SQLite sort
    what was found.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._version: tuple[int, int] | None = None
        self._orders: dict[str, Ids] = {}
        self._albums: AlbumNumbers | None = None

    def ids(self, query: str, order_by: str, model_sha256: str | None) -> Ids:
        """The ids of the tracks that a search finds, in order: int64 [num_tracks]."""
        condition = condition_in(self._connection, query, model_sha256)
        order = self._order(order_by)
        if condition.sql == "1":
            return order
        # What is not wanted is mostly less than what is; no condition is ever NULL.
        is_not = condition.sql.startswith("NOT ")
        sql = condition.sql.removeprefix("NOT ")
        found = self._read(f"SELECT id FROM tracks WHERE {sql}", *condition.parameters)
        if not len(order):
            return order
        wanted = np.full(int(max(found.max(initial=0), order.max())) + 1, is_not)
        wanted[found] = not is_not
        chosen: Ids = order[wanted[order]]
        return chosen

    def albums(self, ids: Iterable[int]) -> Albums:
        """Where albums begin among ids that stand album by album."""
        self._forget_what_was()
        if self._albums is None:
            self._albums = AlbumNumbers.read(self._connection)
        return self._albums.albums(np.fromiter(ids, np.int64))

    def _forget_what_was(self) -> None:
        """What is kept is of the library as it was before somebody changed it."""
        version = self._connection.version()
        if version != self._version:
            self._orders.clear()
            self._albums = None
            self._version = version

    def _order(self, order_by: str) -> Ids:
        self._forget_what_was()
        if order_by.startswith(_CRATE):
            return self._crate_order(int(order_by.removeprefix(_CRATE)))
        if order_by not in self._orders:
            self._orders[order_by] = self._read(
                f"SELECT id FROM tracks ORDER BY {order_sql(order_by)}"
            )
        return self._orders[order_by]

    def _crate_order(self, crate_id: int) -> Ids:
        """The songs of a plain crate as they stand in it, then all others by their paths."""
        songs = self._read(
            "SELECT track_id AS id FROM crate_tracks WHERE crate_id = ? ORDER BY place", crate_id
        )
        others = self._order("path")
        return np.concatenate((songs, others[~np.isin(others, songs)]))

    def _read(self, sql: str, *parameters: object) -> Ids:
        # One long text is read several times faster than as many rows.
        text = self._connection.value(f"SELECT group_concat(id) FROM ({sql})", *parameters)
        return np.fromstring(str(text), np.int64, sep=",") if text else np.zeros(0, np.int64)


def order_sql(order_by: str) -> str:
    """The columns after ORDER BY. Raises InputError where a key is none of ORDERS."""
    keys = order_by.replace(",", " ").split()
    parts = []
    for number, key in enumerate(keys, 1):
        if key.removeprefix("-") not in ORDERS:
            raise InputError(f'Rows cannot be sorted by "{key}"; choose from {", ".join(ORDERS)}.')
        direction = "DESC" if key.startswith("-") else "ASC"
        columns = ORDERS[key.removeprefix("-")]
        # Only the last key may break its own ties: before that, the next key does.
        columns = columns if number == len(keys) else columns[:1]
        parts.append(f"{columns[0]} {direction} NULLS LAST")
        # An index has its unknown values first: it gives the order of ties only where they stay so.
        parts += [f"{name} {direction}" for name in columns[1:]]
    return ", ".join([*parts, "id"])


def count(connection: Connection, query: str, model_sha256: str | None) -> int:
    """How many tracks a search finds."""
    condition = condition_in(connection, query, model_sha256)
    return _count(connection, condition)


def _count(connection: Connection, condition: Condition) -> int:
    sql = f"SELECT count(*) FROM tracks WHERE {condition.sql}"
    return int(connection.value(sql, *condition.parameters))


def crate_count(connection: Connection, crate_id: int, model_sha256: str | None) -> int:
    """How many tracks are in a crate, or in those of a folder; none where it is deleted."""
    tree = read_tree(connection)
    crate = tree.get(crate_id)
    if crate is None:
        return 0
    condition = crate_condition(connection, crate, model_sha256, tree)
    return _count(connection, condition)


def counts(connection: Connection, model_sha256: str | None) -> Counts:
    """How many tracks are in each state."""
    found = dict.fromkeys(STATES, 0)
    rows = connection.all(
        "SELECT state, m.sha256, num FROM"
        " (SELECT state, model_id, count(*) AS num FROM tracks GROUP BY 1, 2)"
        " LEFT JOIN models m ON m.id = model_id"
    )
    for state, sha256, number in rows:
        stale = model_sha256 not in (None, sha256) and state in CAN_BE_STALE
        found["stale" if stale else state] += number
    return Counts(sum(found.values()), **found)


def rows_of(
    connection: Connection, ids: Iterable[int], model_sha256: str | None = None
) -> list[TrackRow]:
    """The rows of these tracks, in the order of ``ids``; those that are no longer there are left
    out.
    """
    state = state_of(model_sha256)
    wanted = [int(track_id) for track_id in ids]
    found = connection.all(
        f"SELECT {_TRACK}, {state.sql}, {_SUMMARY} FROM tracks"
        " WHERE id IN (SELECT value FROM json_each(?))",
        *state.parameters,
        json.dumps(wanted),
    )
    by_id = {row[0]: row for row in found}
    corrected = corrections.of_tracks(connection, wanted)
    return [
        _track_row(by_id[track_id], corrected.get(track_id, NOT_CORRECTED))
        for track_id in wanted
        if track_id in by_id
    ]


def id_of(connection: Connection, path: Path) -> int | None:
    """The track at a path."""
    row = connection.one("SELECT id FROM tracks WHERE path = ?", os.fsencode(path))
    return None if row is None else int(row[0])


def ids_at(connection: Connection, paths: Iterable[Path]) -> list[int | None]:
    """The track at each path, None where there is none."""
    known: dict[bytes, int] = dict(connection.all("SELECT path, id FROM tracks"))
    return [known.get(os.fsencode(path)) for path in paths]


def pending(
    connection: Connection, model_sha256: str, ids: Iterable[int] | None = None
) -> list[Track]:
    """The tracks that wait for an analysis by a model, one for each audio, in the order of their
    paths or of ``ids``.

    Not among them: failed and missing ones, and what the model has analysed already.
    """
    chosen, order, parameters = "1", "path", [model_sha256]
    if ids is not None:
        chosen, order = "id IN (SELECT value FROM json_each(?))", "id"
        wanted = list(ids)
        parameters.append(json.dumps(wanted))
    rows = connection.all(
        f"SELECT {_TRACK} FROM tracks"
        " WHERE audio_hash IS NOT NULL AND failure IS NULL AND NOT missing"
        " AND (model_id IS NULL OR model_id IS NOT (SELECT id FROM models WHERE sha256 = ?))"
        f" AND {chosen} ORDER BY {order}",
        *parameters,
    )
    tracks = [_track(row) for row in rows]
    if ids is not None:
        place = {track_id: number for number, track_id in enumerate(wanted)}
        tracks.sort(key=lambda track: place[track.id])
    first_of = {track.audio_hash: track for track in reversed(tracks)}
    return [track for track in tracks if first_of[track.audio_hash] is track]


def _track(row: Row) -> Track:
    track_id, path, size, mtime_ns, audio_hash, *names, duration_s, codec, rate, channels = row[:12]
    title, artist, album = map(_shown, names)
    year, number, disc, added_at, bpm, rank, energy, rating = row[14:22]
    key = None if rank is None else Key(rank)
    return Track(
        track_id, Path(os.fsdecode(path)), size, mtime_ns, audio_hash or "", title, artist, album,
        duration_s, codec, rate, channels, _shown(row[12]),
        Details(_shown(row[13]), year, number, disc, bpm, key, energy, rating),
        added_at,
    )  # fmt: skip


def _shown(values: str) -> str:
    """Several values, stored one a line, as one text."""
    return values.replace("\n", "; ")


def _track_row(row: Row, correction: Correction) -> TrackRow:
    state, valence, arousal, tension, confidence, words, message, energy = row[22:30]
    measured, heard = row[30:33], row[33:]
    try:
        moods, measures = unpack_moods(words), read_measures(*measured)
    except ValueError as error:
        raise LibraryError(
            f"The stored moods of track {row[0]} are damaged ({error}); analyse the track again."
        ) from error
    return TrackRow(
        _track(row), state, valence, arousal, tension, confidence, moods, message or "", energy,
        correction, measures, *heard,
    )  # fmt: skip
