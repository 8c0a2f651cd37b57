"""The item data roles the delegates read, under the widgets' own name; see ``app.roles``."""

from app.roles import (
    DURATION_ROLE,
    FRACTION_ROLE,
    MOODS_ROLE,
    PLAYING_ROLE,
    ROW_ROLE,
    SORT_ROLE,
    STATE_ROLE,
    VALUE_ROLE,
)

__all__ = [
    "DURATION_ROLE",
    "FRACTION_ROLE",
    "MOODS_ROLE",
    "PLAYING_ROLE",
    "ROW_ROLE",
    "SORT_ROLE",
    "STATE_ROLE",
    "VALUE_ROLE",
]
