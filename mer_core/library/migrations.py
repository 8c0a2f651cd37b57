"""The library's schema, as a list of named steps.

Each step is applied in one transaction together with the record that it ran. A step that was
released is never changed: a new one is added. Steps are known by name, so a library with an unknown
name comes from a newer program.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from mer_core.errors import LibraryError
from mer_core.library.crate_schema import CRATES, FIRST_CRATES, MORE_CRATES
from mer_core.library.keys import keys
from mer_core.library.state_schema import (
    CORRECTION_TRIGGERS,
    PROFILE_TRIGGERS,
    STATE_TRIGGERS,
    TRIGGERS,
)

Step = Callable[[sqlite3.Connection], None]


def m001_tracks_and_analyses(sqlite: sqlite3.Connection) -> None:
    """Files, and what models said of their audio."""
    for statement in (_MODELS, _ANALYSES, _CURVES, _TRACKS, *TRIGGERS, *_INDEXES):
        sqlite.execute(statement)


def m002_several_artists_and_genres(sqlite: sqlite3.Connection) -> None:
    """Genres, every name of a field by itself, signs as people type them.

    Until its tags are read again a file keeps the names it had. It is read by the next scan, since
    no choice of code page is "?".
    """
    for column in ("genre TEXT NOT NULL DEFAULT ''", "genre_key TEXT", "code_page TEXT"):
        sqlite.execute(f"ALTER TABLE tracks ADD COLUMN {column}")
    rows = sqlite.execute("SELECT id, path, title, artist, album FROM tracks").fetchall()
    for track_id, path, *names in rows:
        columns = keys(Path(os.fsdecode(path)), *names)
        changes = ", ".join(f"{name} = ?" for name in columns)
        sqlite.execute(
            f"UPDATE tracks SET {changes}, code_page = '?' WHERE id = ?",
            (*columns.values(), track_id),
        )
    sqlite.execute("CREATE INDEX tracks_genre ON tracks (genre_key)")


def m003_state_from_the_file(sqlite: sqlite3.Connection) -> None:
    """What each file's own tags say, beside what its analysis would write."""
    for column in ("ctime_ns INTEGER", "held TEXT", "left_as TEXT", "says TEXT"):
        sqlite.execute(f"ALTER TABLE tracks ADD COLUMN {column}")
    sqlite.execute("ALTER TABLE analyses ADD COLUMN says TEXT")
    for name in ("tracks_added", "tracks_changed"):
        sqlite.execute(f"DROP TRIGGER {name}")
    for statement in STATE_TRIGGERS:
        sqlite.execute(statement)


def m004_lengths_that_were_heard(sqlite: sqlite3.Connection) -> None:
    """A track lasts as long as its analysis has heard, whatever its file's header says."""
    sqlite.execute(
        "UPDATE tracks SET duration_s = (SELECT duration_s FROM analyses WHERE id = analysis_id)"
        " WHERE analysis_id IS NOT NULL"
    )


def m005_corrections_by_hand(sqlite: sqlite3.Connection) -> None:
    """What people said of sounds, and energy as a figure of its own."""
    sqlite.execute(_CORRECTIONS)
    sqlite.execute("ALTER TABLE tracks ADD COLUMN energy INTEGER")
    sqlite.execute("UPDATE tracks SET energy = round(5.5 + 4.5 * arousal)")
    sqlite.execute("DROP INDEX tracks_search")
    for name in ("tracks_added", "tracks_changed"):
        sqlite.execute(f"DROP TRIGGER {name}")
    for statement in (*_CORRECTION_INDEXES, *CORRECTION_TRIGGERS):
        sqlite.execute(statement)


def m006_crates(sqlite: sqlite3.Connection) -> None:
    """Saved searches, songs put together by hand, folders of both; four to begin with."""
    for statement in CRATES:
        sqlite.execute(statement)
    _add_smart_crates(sqlite, FIRST_CRATES)


def m007_details(sqlite: sqlite3.Connection) -> None:
    """Album artist, year, track and disc; when a track was added.

    Without a ctime the next scan reads the tags alone of every file that nobody has touched. What
    an older library knows of the day is when it first analysed the sound.
    """
    for column in (
        "album_artist TEXT NOT NULL DEFAULT ''", "album_artist_key TEXT", "year INTEGER",
        "track INTEGER", "disc INTEGER", "added_at REAL",
    ):  # fmt: skip
        sqlite.execute(f"ALTER TABLE tracks ADD COLUMN {column}")
    sqlite.execute(
        "UPDATE tracks SET ctime_ns = NULL, added_at ="
        " (SELECT min(analysed_at) FROM analyses a WHERE a.audio_hash = tracks.audio_hash)"
    )
    sqlite.execute("DROP INDEX tracks_album")
    sqlite.execute("CREATE INDEX tracks_album ON tracks (album_key, disc, track, path)")
    sqlite.execute("CREATE INDEX tracks_album_artist ON tracks (album_artist_key, path)")
    sqlite.execute("CREATE INDEX tracks_format ON tracks (codec, sample_rate)")
    for column in ("year", "track", "disc", "added_at"):
        sqlite.execute(f"CREATE INDEX tracks_{column} ON tracks ({column})")


def m008_written_by_profiles(sqlite: sqlite3.Connection) -> None:
    """What was written in part, as a profile asked, is written: until something else is to be said.

    ``left_for`` is what the analysis said when the file was left as ``left_as``; ``wrote`` which
    words and values in it are ours (JSON).
    """
    for column in ("left_for TEXT", "wrote TEXT"):
        sqlite.execute(f"ALTER TABLE tracks ADD COLUMN {column}")
    sqlite.execute("UPDATE tracks SET wrote = '{}' WHERE written_id IS NOT NULL")
    for name in ("tracks_added", "tracks_changed"):
        sqlite.execute(f"DROP TRIGGER {name}")
    for statement in PROFILE_TRIGGERS:
        sqlite.execute(statement)


def m009_tempo_key_and_reasons(sqlite: sqlite3.Connection) -> None:
    """Tempo, key and drive as they were heard, tempo, key and energy as the files' tags state
    them; why a result is what it is, as JSON.

    Without a ctime the next scan reads the tags alone of every file that nobody has touched. What
    was analysed before has no tempo until it is analysed again; silence has no energy any more.
    """
    for table in ("analyses", "tracks"):
        for column in ("bpm REAL", "tonality INTEGER", "drive REAL"):
            sqlite.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    sqlite.execute("ALTER TABLE analyses ADD COLUMN why TEXT")
    for column in ("tag_bpm REAL", "tag_tonality INTEGER", "tag_energy INTEGER"):
        sqlite.execute(f"ALTER TABLE tracks ADD COLUMN {column}")
    sqlite.execute(
        "UPDATE tracks SET energy = NULL WHERE instr(moods, ' uncertain:') = 1"
        " AND audio_hash NOT IN (SELECT audio_hash FROM corrections)"
    )
    sqlite.execute("UPDATE tracks SET ctime_ns = NULL")
    sqlite.execute("CREATE INDEX tracks_bpm ON tracks (ifnull(tag_bpm, bpm))")
    sqlite.execute("CREATE INDEX tracks_tonality ON tracks (ifnull(tag_tonality, tonality))")


def m010_moments(sqlite: sqlite3.Connection) -> None:
    """A few moments of each song (see moments.py), by which songs like it are found.

    Those of what was analysed before are added when they are first asked for.
    """
    sqlite.execute(_MOMENTS)


def m011_more_crates(sqlite: sqlite3.Connection) -> None:
    """Crates of missing files and of copies, in a new library alone: nobody's own are disturbed."""
    crates = sqlite.execute("SELECT place, name, query, order_by FROM crates").fetchall()
    (num_tracks,) = sqlite.execute("SELECT count(*) FROM tracks").fetchone()
    if sorted(crates) == sorted(FIRST_CRATES) and not num_tracks:
        _add_smart_crates(sqlite, MORE_CRATES)


def _add_smart_crates(
    sqlite: sqlite3.Connection, crates: Sequence[tuple[int, str, str, str]]
) -> None:
    sqlite.executemany(
        "INSERT INTO crates (place, kind, name, query, order_by) VALUES (?, 'smart', ?, ?, ?)",
        crates,
    )


MIGRATIONS: tuple[Step, ...] = (
    m001_tracks_and_analyses,
    m002_several_artists_and_genres,
    m003_state_from_the_file,
    m004_lengths_that_were_heard,
    m005_corrections_by_hand,
    m006_crates,
    m007_details,
    m008_written_by_profiles,
    m009_tempo_key_and_reasons,
    m010_moments,
    m011_more_crates,
)

_RECORDS = """
CREATE TABLE IF NOT EXISTS migrations (
    name TEXT PRIMARY KEY,
    applied_at TEXT NOT NULL
)"""

_MODELS = """
CREATE TABLE models (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    version TEXT NOT NULL
)"""

# AUTOINCREMENT: an id is never used twice, so a late result or a note of writing cannot land on a
# stranger. moods: ' happy:0.81 calm:0.3', the strongest first. mood_curve: a letter for each step
# (see mood_text.LETTERS), so that SQL can look into a part of the song. spread, peak and the rises
# are of the curve (see analyses.py).
_ANALYSES = """
CREATE TABLE analyses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    audio_hash TEXT NOT NULL,
    model_id INTEGER NOT NULL REFERENCES models(id),
    analysed_at REAL NOT NULL,
    duration_s REAL NOT NULL,
    truncated INTEGER NOT NULL,
    valence REAL NOT NULL,
    arousal REAL NOT NULL,
    tension REAL NOT NULL,
    confidence REAL NOT NULL,
    moods TEXT NOT NULL,
    spread REAL,
    peak REAL,
    valence_rise REAL,
    arousal_rise REAL,
    start_s REAL NOT NULL,
    step_s REAL NOT NULL,
    mood_curve TEXT NOT NULL,
    UNIQUE (audio_hash, model_id)
)"""

# Apart from the analyses, so that a search does not read through them. valence, arousal: float32;
# heads: float64.
_CURVES = """
CREATE TABLE curves (
    analysis_id INTEGER PRIMARY KEY REFERENCES analyses(id) ON DELETE CASCADE,
    valence BLOB NOT NULL,
    arousal BLOB NOT NULL,
    gems BLOB,
    film BLOB,
    voice BLOB
)"""

_MOMENTS = """
CREATE TABLE moments (
    analysis_id INTEGER PRIMARY KEY REFERENCES analyses(id) ON DELETE CASCADE,
    letters TEXT NOT NULL
)"""

# The columns from model_id to arousal_rise repeat those of the current analysis, so that searching
# and sorting need no join; analyses.point_to alone writes them. The *_key columns are folded text
# (see keys.py), NULL where empty.
_TRACKS = """
CREATE TABLE tracks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    audio_hash TEXT,
    title TEXT NOT NULL,
    artist TEXT NOT NULL,
    album TEXT NOT NULL,
    duration_s REAL,
    codec TEXT NOT NULL,
    sample_rate INTEGER NOT NULL,
    num_channels INTEGER NOT NULL,
    title_key TEXT NOT NULL,
    artist_key TEXT,
    album_key TEXT,
    path_key TEXT NOT NULL,
    words TEXT NOT NULL,
    failure TEXT,
    missing INTEGER NOT NULL DEFAULT 0,
    written_id INTEGER,
    written_at REAL,
    analysis_id INTEGER REFERENCES analyses(id) ON DELETE SET NULL,
    model_id INTEGER,
    valence REAL,
    arousal REAL,
    tension REAL,
    confidence REAL,
    moods TEXT,
    spread REAL,
    peak REAL,
    valence_rise REAL,
    arousal_rise REAL,
    state TEXT NOT NULL DEFAULT 'queued'
)"""

# moods: words with a space between; NULL or '' in a column: not corrected.
_CORRECTIONS = """
CREATE TABLE corrections (
    audio_hash TEXT PRIMARY KEY,
    moods TEXT NOT NULL,
    valence REAL,
    arousal REAL,
    energy INTEGER,
    corrected_at REAL NOT NULL
)"""

# tracks_search covers what most searches look at: SQLite reads it in place of the much wider table.
_INDEXES = (
    "CREATE INDEX tracks_hash ON tracks (audio_hash)",
    "CREATE INDEX tracks_analysis ON tracks (analysis_id)",
    "CREATE INDEX tracks_title ON tracks (title_key)",
    "CREATE INDEX tracks_artist ON tracks (artist_key, album_key, path)",
    "CREATE INDEX tracks_album ON tracks (album_key, path)",
    "CREATE INDEX tracks_state ON tracks (state, model_id)",
    "CREATE INDEX tracks_moods ON tracks (moods)",
    "CREATE INDEX tracks_duration ON tracks (duration_s)",
    "CREATE INDEX tracks_valence ON tracks (valence)",
    "CREATE INDEX tracks_arousal ON tracks (arousal)",
    "CREATE INDEX tracks_tension ON tracks (tension)",
    "CREATE INDEX tracks_confidence ON tracks (confidence)",
    "CREATE INDEX tracks_search ON tracks (words, moods, valence, arousal, tension, confidence,"
    " spread, peak, valence_rise, arousal_rise, duration_s, state, model_id, analysis_id)",
)
_CORRECTION_INDEXES = (
    "CREATE INDEX tracks_energy ON tracks (energy)",
    "CREATE INDEX tracks_search ON tracks (words, moods, valence, arousal, tension, confidence,"
    " spread, peak, valence_rise, arousal_rise, duration_s, state, model_id, analysis_id, energy)",
)


def check(sqlite: sqlite3.Connection, path: Path, steps: Sequence[Step] = MIGRATIONS) -> set[str]:
    """The names of the applied steps; changes nothing.

    Raises LibraryError where the file is another program's or a newer Moodline's.
    """
    tables = {name for (name,) in sqlite.execute("SELECT name FROM sqlite_master")}
    if not tables:
        return set()
    if "migrations" not in tables:
        raise LibraryError(
            f"{path} is a database of another program; "
            "move it away or set MOODLINE_HOME to another folder."
        )
    applied = {name for (name,) in sqlite.execute("SELECT name FROM migrations")}
    unknown = sorted(applied - {step.__name__ for step in steps})
    if unknown:
        raise LibraryError(
            f"The library {path} was made by a newer Moodline (it has {unknown[0]}); "
            "update Moodline, or set MOODLINE_HOME to another folder."
        )
    return applied


def apply(sqlite: sqlite3.Connection, path: Path, steps: Sequence[Step] = MIGRATIONS) -> None:
    """Apply each step that is missing. Safe when several processes do it at once."""
    for step in steps:
        sqlite.execute("BEGIN IMMEDIATE")
        try:
            if step.__name__ not in check(sqlite, path, steps):
                sqlite.execute(_RECORDS)
                step(sqlite)
                sqlite.execute(
                    "INSERT INTO migrations VALUES (?, datetime('now'))", (step.__name__,)
                )
            sqlite.execute("COMMIT")
        except BaseException:
            if sqlite.in_transaction:
                sqlite.execute("ROLLBACK")
            raise
