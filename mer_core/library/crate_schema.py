"""The tables of crates as m006_crates makes them, and the crates to begin with."""

from __future__ import annotations

import sqlite3

# place: where a crate stands among those of its folder, and a song in its crate.
CRATES = (
    """
CREATE TABLE crates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    parent_id INTEGER REFERENCES crates(id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('folder', 'smart', 'plain')),
    name TEXT NOT NULL,
    query TEXT NOT NULL DEFAULT '',
    order_by TEXT NOT NULL DEFAULT ''
)""",
    """
CREATE TABLE crate_tracks (
    crate_id INTEGER NOT NULL REFERENCES crates(id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    track_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE,
    PRIMARY KEY (crate_id, place)
) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX crate_tracks_track ON crate_tracks (track_id, crate_id)",
    "CREATE INDEX crates_parent ON crates (parent_id)",
)
FIRST_CRATES = (
    (0, "Calm first 30 s", "at:0:00-0:30 mood:calm", ""),
    (1, "Peak time 8–10", "energy:8-10", "-arousal"),
    (2, "Least sure first", "conf:<0.5", "confidence"),
    (3, "Not yet tagged", "state:staged|changed", ""),
)
#: What m011_more_crates adds where a library is new.
MORE_CRATES = (
    (4, "Missing", "state:missing", "path"),
    (5, "Copies", "is:copy", "title"),
)
#: What m016_played_crates adds: a folder of crates by (name, query, order_by), and one beside it.
PLAYED_FOLDER = "New and played"
PLAYED_CRATES = (
    ("Recently added", "added:<30d", "-added"),
    ("Recently played", "played:<30d", "-played"),
    ("Most played", "plays:>0", "-plays"),
    ("Never played", "played:never", "-added"),
)
FAILED_CRATE = ("Failed", "state:failed", "path")


def add_played_crates(sqlite: sqlite3.Connection) -> None:
    """Add them behind what is there, the folder closed; a name that is taken gets a number, and
    what somebody searches for in a crate already is left out.
    """
    known = {query for (query,) in sqlite.execute("SELECT query FROM crates WHERE kind = 'smart'")}
    if FAILED_CRATE[1] not in known:
        _add(sqlite, None, "smart", *FAILED_CRATE)
    wanted = [crate for crate in PLAYED_CRATES if crate[1] not in known]
    if wanted:
        folder_id = _add(sqlite, None, "folder", PLAYED_FOLDER)
        sqlite.execute("UPDATE crates SET closed = 1 WHERE id = ?", (folder_id,))
        for crate in wanted:
            _add(sqlite, folder_id, "smart", *crate)


def _add(
    sqlite: sqlite3.Connection, parent_id: int | None, kind: str, name: str, *search: str
) -> int | None:
    rows = sqlite.execute("SELECT name FROM crates WHERE parent_id IS ?", (parent_id,))
    taken = {other.casefold() for (other,) in rows}
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name} {number}"
    query, order_by = search or ("", "")
    return sqlite.execute(
        "INSERT INTO crates (parent_id, place, kind, name, query, order_by)"
        " VALUES (?, (SELECT ifnull(max(place) + 1, 0) FROM crates), ?, ?, ?, ?)",
        (parent_id, kind, free, query, order_by),
    ).lastrowid
