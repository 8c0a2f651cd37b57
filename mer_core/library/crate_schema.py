"""The tables of crates as m006_crates makes them, and the crates to begin with."""

from __future__ import annotations

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
