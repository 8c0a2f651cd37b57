"""The triggers that keep the state of a track, as each migration has made them."""

from __future__ import annotations

# The state follows from the other columns; a trigger keeps it, for no index covers a generated
# column.
_STATE = """
UPDATE tracks SET state = CASE
    WHEN missing THEN 'missing'
    WHEN failure IS NOT NULL THEN 'failed'
    WHEN analysis_id IS NULL THEN 'queued'
    WHEN written_id = analysis_id THEN 'written'
    WHEN instr(moods, ' uncertain:') = 1 THEN 'uncertain'
    ELSE 'staged' END
WHERE id = new.id"""
TRIGGERS = (
    f"CREATE TRIGGER tracks_added AFTER INSERT ON tracks BEGIN {_STATE}; END",
    "CREATE TRIGGER tracks_changed AFTER UPDATE OF missing, failure, analysis_id, written_id, moods"
    f" ON tracks BEGIN {_STATE}; END",
)

# The gist (see tags.fields.gist) of the mood fields: ``held`` is what stood in the file when it was
# last read (NULL where it was not, or could not be), ``left_as`` what we left there when we last
# wrote or undid, ``says`` what the current analysis would write (NULL in older libraries until a
# scan). A file is written if it says what the analysis says. It was changed from outside if it says
# something else than what we left, or, where we do not know that, what the same weights once wrote.
_STATE_FROM_THE_FILE = """
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
    f"CREATE TRIGGER tracks_added AFTER INSERT ON tracks BEGIN {_STATE_FROM_THE_FILE}; END",
    "CREATE TRIGGER tracks_changed AFTER UPDATE OF missing, failure, analysis_id, written_id,"
    f" moods, held, left_as, says ON tracks BEGIN {_STATE_FROM_THE_FILE}; END",
)

# What a person said of a sound that the model cannot judge is to be written like anything else.
_STATE_WITH_CORRECTIONS = _STATE_FROM_THE_FILE.replace(
    "WHEN instr(moods, ' uncertain:') = 1 THEN",
    "WHEN instr(moods, ' uncertain:') = 1 AND ifnull(says, '') = '' THEN",
)
CORRECTION_TRIGGERS = (
    f"CREATE TRIGGER tracks_added AFTER INSERT ON tracks BEGIN {_STATE_WITH_CORRECTIONS}; END",
    "CREATE TRIGGER tracks_changed AFTER UPDATE OF missing, failure, analysis_id, written_id,"
    f" moods, held, left_as, says ON tracks BEGIN {_STATE_WITH_CORRECTIONS}; END",
)

_STATE_WITH_PROFILES = _STATE_WITH_CORRECTIONS.replace(
    "WHEN ifnull(held = says, written_id = analysis_id) THEN",
    "WHEN ifnull(held = says, written_id = analysis_id)"
    " OR (held = left_as AND left_for = says) THEN",
)
PROFILE_TRIGGERS = (
    f"CREATE TRIGGER tracks_added AFTER INSERT ON tracks BEGIN {_STATE_WITH_PROFILES}; END",
    "CREATE TRIGGER tracks_changed AFTER UPDATE OF missing, failure, analysis_id, written_id,"
    f" moods, held, left_as, left_for, says ON tracks BEGIN {_STATE_WITH_PROFILES}; END",
)
