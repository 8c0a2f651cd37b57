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
from mer_core.library.crate_schema import (
    CRATES,
    FIRST_CRATES,
    MORE_CRATES,
    add_played_crates,
)
from mer_core.library.keys import keys
from mer_core.library.schema import (
    ALBUM_SQL,
    ANALYSES,
    CORRECTION_INDEXES,
    CORRECTION_TRIGGERS,
    CORRECTIONS,
    CURVES,
    INDEXES,
    MARKERS,
    MODELS,
    MOMENTS,
    OUTLINES,
    PROFILE_TRIGGERS,
    RATINGS,
    SESSIONS,
    STATE_TRIGGERS,
    TRACKS,
    TRIGGERS,
)

Step = Callable[[sqlite3.Connection], None]


def m001_tracks_and_analyses(sqlite: sqlite3.Connection) -> None:
    """Files, and what models said of their audio."""
    for statement in (MODELS, ANALYSES, CURVES, TRACKS, *TRIGGERS, *INDEXES):
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
    sqlite.execute(CORRECTIONS)
    sqlite.execute("ALTER TABLE tracks ADD COLUMN energy INTEGER")
    sqlite.execute("UPDATE tracks SET energy = round(5.5 + 4.5 * arousal)")
    sqlite.execute("DROP INDEX tracks_search")
    for name in ("tracks_added", "tracks_changed"):
        sqlite.execute(f"DROP TRIGGER {name}")
    for statement in (*CORRECTION_INDEXES, *CORRECTION_TRIGGERS):
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
    sqlite.execute(MOMENTS)


def m011_more_crates(sqlite: sqlite3.Connection) -> None:
    """Crates of missing files and of copies, in a new library alone: nobody's own are disturbed."""
    crates = sqlite.execute("SELECT place, name, query, order_by FROM crates").fetchall()
    (num_tracks,) = sqlite.execute("SELECT count(*) FROM tracks").fetchone()
    if sorted(crates) == sorted(FIRST_CRATES) and not num_tracks:
        _add_smart_crates(sqlite, MORE_CRATES)


def m012_outlines(sqlite: sqlite3.Connection) -> None:
    """The curves of all songs in short (see outlines.py), by which a part of a song is searched.

    Those of what was analysed before are added in the background; a new library has them all. A
    search in paths and formats reads an index in place of the whole table.
    """
    sqlite.execute(OUTLINES)
    sqlite.execute("INSERT INTO outlines SELECT -1, x'' WHERE NOT EXISTS (SELECT 1 FROM analyses)")
    sqlite.execute("CREATE INDEX tracks_path ON tracks (path_key, codec)")


def m013_sessions(sqlite: sqlite3.Connection) -> None:
    """Sheets of listening sessions (see sessions.py)."""
    sqlite.execute(SESSIONS)


def m014_ratings(sqlite: sqlite3.Connection) -> None:
    """Stars, how often and when a sound was heard; the stars that files' tags give.

    Without a ctime the next scan reads the tags alone of every file that nobody has touched.
    """
    sqlite.execute(RATINGS)
    for column in (
        "tag_rating INTEGER", "rating INTEGER", "plays INTEGER NOT NULL DEFAULT 0",
        "played_at REAL",
    ):  # fmt: skip
        sqlite.execute(f"ALTER TABLE tracks ADD COLUMN {column}")
    sqlite.execute("UPDATE tracks SET ctime_ns = NULL")
    sqlite.execute("CREATE INDEX tracks_rating ON tracks (ifnull(ifnull(rating, tag_rating), 0))")
    for column in ("plays", "played_at"):
        sqlite.execute(f"CREATE INDEX tracks_{column} ON tracks ({column})")


def m015_markers(sqlite: sqlite3.Connection) -> None:
    """Places in songs that the user has marked."""
    sqlite.execute(MARKERS)


def m016_played_crates(sqlite: sqlite3.Connection) -> None:
    """Crates of what is new, played, never played or failed; whether a folder is closed."""
    sqlite.execute("ALTER TABLE crates ADD COLUMN closed INTEGER NOT NULL DEFAULT 0")
    add_played_crates(sqlite)


def m017_albums(sqlite: sqlite3.Connection) -> None:
    """Tracks can be listed album by album."""
    sqlite.execute(f"CREATE INDEX tracks_release ON tracks ({ALBUM_SQL}, disc, track, path)")


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
    m012_outlines,
    m013_sessions,
    m014_ratings,
    m015_markers,
    m016_played_crates,
    m017_albums,
)

_RECORDS = """
CREATE TABLE IF NOT EXISTS migrations (
    name TEXT PRIMARY KEY,
    applied_at TEXT NOT NULL
)"""


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
    """Apply each step that is missing. Safe when several processes do it at once. Where none is, a
    writer is not waited for.
    """
    applied = check(sqlite, path, steps)
    for step in steps:
        if step.__name__ in applied:
            continue
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
