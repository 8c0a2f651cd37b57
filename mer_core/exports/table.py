"""Songs as a table: CSV for spreadsheets, JSON Lines for programs. `mer import` reads both."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
from pathlib import Path

from mer_core.cells import guarded
from mer_core.exports.request import Exported, Request
from mer_core.library.tracks import TrackRow
from mer_core.tonality import Key

_COLUMNS = (
    "path", "title", "artist", "album", "genre", "duration_s", "state", "valence", "arousal",
    "tension", "confidence", "moods", "energy", "manual", "audio_hash",
    "bpm", "key", "camelot", "from_file", "rating", "plays", "last_played",
)  # fmt: skip


def path_text(path: Path) -> str:
    """The path as its bytes read in UTF-8, whatever the locale makes of them."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def json_line(value: object) -> str:
    """One line of ASCII JSON: undecodable bytes of file names survive as lone surrogates."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


def measures_object(bpm: float | None, key: Key | None) -> dict[str, object]:
    """A tempo and a key by all of its names; None where none is clear."""
    return {
        "bpm": None if bpm is None else round(bpm, 2),
        "key": None if key is None else key.name,
        "camelot": None if key is None else key.camelot,
    }


def _moment(seconds: float) -> str:
    """A time of the day where the user is, as 2026-05-31T20:15:00+02:00."""
    return datetime.datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds")


def row_object(row: TrackRow) -> dict[str, object]:
    """All that the library tells of a song, as JSON has it."""
    track = row.track
    return {
        "path": path_text(track.path),
        "title": track.title,
        "artist": track.artist,
        "album": track.album,
        "genre": track.genre,
        "album_artist": track.details.album_artist,
        "year": track.details.year,
        "track": track.details.track,
        "disc": track.details.disc,
        "duration_s": track.duration_s,
        "state": row.state,
        "valence": row.valence,
        "arousal": row.arousal,
        "tension": row.tension,
        "confidence": row.confidence,
        "moods": [{"name": mood.name, "score": mood.score} for mood in row.moods],
        "energy": row.energy,
        **measures_object(row.bpm, row.key),
        "from_file": list(row.from_file),
        "rating": row.rating,
        "plays": row.plays,
        "last_played": None if row.played_at is None else _moment(row.played_at),
        "manual": list(row.correction.fields),
        "message": row.message,
        "audio_hash": track.audio_hash,
    }


def csv_table(request: Request) -> Exported:
    """A line for each song below the columns' names; no cell is taken for a formula."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(_COLUMNS)
    for row in request.songs:
        values = row_object(row)
        values["moods"] = "; ".join(mood.name for mood in row.moods)
        values["from_file"] = "; ".join(row.from_file)
        values["manual"] = "; ".join(row.correction.fields)
        cells = (values[name] for name in _COLUMNS)
        table.writerow(guarded(cell) if isinstance(cell, str) else cell for cell in cells)
    return Exported(text.getvalue().encode("utf-8", "surrogateescape"))


def json_lines(request: Request) -> Exported:
    """One JSON object a line."""
    return Exported(rows_as_json(request.songs))


def rows_as_json(rows: list[TrackRow] | tuple[TrackRow, ...]) -> bytes:
    """One JSON object a line."""
    return "".join(json_line(row_object(row)) + "\n" for row in rows).encode("ascii")
