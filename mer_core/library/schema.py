"""The SQL of the migrations: tables, triggers, indexes. What was released is never changed."""

from __future__ import annotations

import os

MODELS = """
CREATE TABLE models (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    version TEXT NOT NULL
)"""

# AUTOINCREMENT: an id is never used twice, so a late result or a note of writing cannot land on a
# stranger. moods: ' happy:0.81 calm:0.3', the strongest first. mood_curve: a letter for each step
# (see mood_text.LETTERS), so that SQL can look into a part of the song. spread, peak and the rises
# are of the curve (see stored.py).
ANALYSES = """
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
CURVES = """
CREATE TABLE curves (
    analysis_id INTEGER PRIMARY KEY REFERENCES analyses(id) ON DELETE CASCADE,
    valence BLOB NOT NULL,
    arousal BLOB NOT NULL,
    gems BLOB,
    film BLOB,
    voice BLOB
)"""

MOMENTS = """
CREATE TABLE moments (
    analysis_id INTEGER PRIMARY KEY REFERENCES analyses(id) ON DELETE CASCADE,
    letters TEXT NOT NULL
)"""

# pleasure and arousal: 1 to 9, of the affect grid; songs: their names as JSON, for a song may go.
SESSIONS = """
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day TEXT NOT NULL,
    who TEXT NOT NULL,
    pleasure_before INTEGER NOT NULL,
    arousal_before INTEGER NOT NULL,
    pleasure_after INTEGER NOT NULL,
    arousal_after INTEGER NOT NULL,
    notes TEXT NOT NULL,
    songs TEXT NOT NULL
)"""

# What people made of sounds. rating: 0 to 5 stars, 0 for "none" over what a file's tags say, NULL
# where nobody said anything; played_at: seconds since 1970.
RATINGS = """
CREATE TABLE ratings (
    audio_hash TEXT PRIMARY KEY,
    rating INTEGER,
    plays INTEGER NOT NULL DEFAULT 0,
    played_at REAL
)"""

# places: JSON, a list of [seconds, name].
MARKERS = "CREATE TABLE markers (audio_hash TEXT PRIMARY KEY, places TEXT NOT NULL)"

# See outlines.py.
OUTLINES = "CREATE TABLE outlines (id INTEGER PRIMARY KEY, data BLOB NOT NULL)"

# The columns from model_id to arousal_rise repeat those of the current analysis, so that searching
# and sorting need no join; analyses.point_to alone writes them. The *_key columns are folded text
# (see keys.py), NULL where empty.
TRACKS = """
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

# The state follows from the other columns; a trigger keeps it, for no index covers a generated
# column.
STATE = """
UPDATE tracks SET state = CASE
    WHEN missing THEN 'missing'
    WHEN failure IS NOT NULL THEN 'failed'
    WHEN analysis_id IS NULL THEN 'queued'
    WHEN written_id = analysis_id THEN 'written'
    WHEN instr(moods, ' uncertain:') = 1 THEN 'uncertain'
    ELSE 'staged' END
WHERE id = new.id"""
TRIGGERS = (
    f"CREATE TRIGGER tracks_added AFTER INSERT ON tracks BEGIN {STATE}; END",
    "CREATE TRIGGER tracks_changed AFTER UPDATE OF missing, failure, analysis_id, written_id, moods"
    f" ON tracks BEGIN {STATE}; END",
)

# The gist (see tags.fields.gist) of the mood fields: ``held`` is what stood in the file when it was
# last read (NULL where it was not, or could not be), ``left_as`` what we left there when we last
# wrote or undid, ``says`` what the current analysis would write (NULL in older libraries until a
# scan). A file is written if it says what the analysis says. It was changed from outside if it says
# something else than what we left, or, where we do not know that, what the same weights once wrote.
STATE_FROM_THE_FILE = """
UPDATE tracks SET state = CASE
    WHEN missing THEN 'missing'
    WHEN failure IS NOT NULL THEN 'failed'
    WHEN analysis_id IS NULL THEN 'queued'
    WHEN instr(moods, ' uncertain:') = 1 THEN 'uncertain'
    WHEN held = '' THEN 'staged'
    WHEN ifnull(held = says, written_id = analysis_id) THEN 'written'
    WHEN ifnull(held != left_as, substr(held, 1, 8) = substr(says, 1, 8)) THEN 'changed'
    ELSE 'staged' END
WHERE id = new.id"""
STATE_TRIGGERS = (
    f"CREATE TRIGGER tracks_added AFTER INSERT ON tracks BEGIN {STATE_FROM_THE_FILE}; END",
    "CREATE TRIGGER tracks_changed AFTER UPDATE OF missing, failure, analysis_id, written_id,"
    f" moods, held, left_as, says ON tracks BEGIN {STATE_FROM_THE_FILE}; END",
)

# moods: words with a space between; NULL or '' in a column: not corrected.
CORRECTIONS = """
CREATE TABLE corrections (
    audio_hash TEXT PRIMARY KEY,
    moods TEXT NOT NULL,
    valence REAL,
    arousal REAL,
    energy INTEGER,
    corrected_at REAL NOT NULL
)"""

# What a person said of a sound that the model cannot judge is to be written like anything else.
STATE_WITH_CORRECTIONS = STATE_FROM_THE_FILE.replace(
    "WHEN instr(moods, ' uncertain:') = 1 THEN",
    "WHEN instr(moods, ' uncertain:') = 1 AND ifnull(says, '') = '' THEN",
)
CORRECTION_TRIGGERS = (
    f"CREATE TRIGGER tracks_added AFTER INSERT ON tracks BEGIN {STATE_WITH_CORRECTIONS}; END",
    "CREATE TRIGGER tracks_changed AFTER UPDATE OF missing, failure, analysis_id, written_id,"
    f" moods, held, left_as, says ON tracks BEGIN {STATE_WITH_CORRECTIONS}; END",
)

STATE_WITH_PROFILES = STATE_WITH_CORRECTIONS.replace(
    "WHEN ifnull(held = says, written_id = analysis_id) THEN",
    "WHEN ifnull(held = says, written_id = analysis_id)"
    " OR (held = left_as AND left_for = says) THEN",
)
PROFILE_TRIGGERS = (
    f"CREATE TRIGGER tracks_added AFTER INSERT ON tracks BEGIN {STATE_WITH_PROFILES}; END",
    "CREATE TRIGGER tracks_changed AFTER UPDATE OF missing, failure, analysis_id, written_id,"
    f" moods, held, left_as, left_for, says ON tracks BEGIN {STATE_WITH_PROFILES}; END",
)

# Two albums called "Greatest Hits" are told apart by their album artist. Many files name none:
# then the folder tells, so that a compilation stays whole. Tracks without an album come last.
_LAST = "char(1114111)"
_PATH = "CAST(path AS TEXT)"
_FOLDER = f"rtrim({_PATH}, replace({_PATH}, char({ord(os.sep)}), ''))"
ALBUM_SQL = f"iif(album_key IS NULL, {_LAST}, album_key || ifnull(album_artist_key, {_FOLDER}))"

# tracks_search covers what most searches look at: SQLite reads it in place of the much wider table.
INDEXES = (
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
CORRECTION_INDEXES = (
    "CREATE INDEX tracks_energy ON tracks (energy)",
    "CREATE INDEX tracks_search ON tracks (words, moods, valence, arousal, tension, confidence,"
    " spread, peak, valence_rise, arousal_rise, duration_s, state, model_id, analysis_id, energy)",
)
