"""Files and results to fill a library with."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from mer_core.emotion import EmotionCurve, Heads, ModelRef, MoodScore, TrackEmotion
from mer_core.library.connection import Connection, Migrations
from mer_core.library.database import Library
from mer_core.library.tracks import ScannedFile

MODEL = ModelRef("tiny", "1", "a" * 64)
NEWER_MODEL = ModelRef("tiny", "2", "b" * 64)


def make_file(
    path: Path, audio_hash: str = "", *, title: str = "", artist: str = "", album: str = "",
    duration_s: float | None = 180.0, codec: str = "FLAC", failure: str = "", genre: str = "",
) -> ScannedFile:  # fmt: skip
    """A file as the scan reports it; a real one is at ``path`` afterwards."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"sound")
    status = path.stat()
    if failure:
        duration_s, codec = None, ""
    elif not audio_hash:
        audio_hash = os.fsencode(path.name).hex()
    return ScannedFile(
        path, status.st_size, status.st_mtime_ns, audio_hash,
        title, artist, album, duration_s, codec, 44_100, 2, failure, genre,
    )  # fmt: skip


def make_emotion(
    valence: float = 0.5,
    arousal: float = 0.25,
    *,
    moods: tuple[tuple[str, float], ...] = (("happy", 0.8), ("calm", 0.3)),
    curve: EmotionCurve | None = None,
    confidence: float = 0.9,
    model: ModelRef = MODEL,
    heads: Heads | None = None,
    duration_s: float = 180.0,
) -> TrackEmotion:
    """A result whose curve is flat unless one is given."""
    if curve is None:
        curve = make_curve([valence] * 60, [arousal] * 60, [moods[0][0]] * 60)
    return TrackEmotion(
        duration_s, valence, arousal, 0.1, confidence, tuple(MoodScore(*pair) for pair in moods),
        curve, heads, model,
    )  # fmt: skip


def make_curve(valence: list[float], arousal: list[float], moods: list[str]) -> EmotionCurve:
    """A curve of one value a second."""
    return EmotionCurve(
        0.0, 1.0, np.array(valence, np.float32), np.array(arousal, np.float32), tuple(moods)
    )


def titles(library: Library, query: str = "", **options: str) -> list[str]:
    """The titles of what a search finds."""
    return [row.track.title for row in library.rows(query, **options)]


def older_copy(library: Library, path: Path, steps: Migrations) -> Connection:
    """What ``library`` holds at a new ``path``, as the schema of an older Moodline held it."""
    older = Connection(path, steps=steps)
    older.run("ATTACH ? AS newer", os.fspath(library.path))
    for table in ("models", "analyses", "curves", "tracks"):
        columns = ", ".join(row[1] for row in older.all(f"PRAGMA main.table_info({table})"))
        older.run(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}")
    return older
