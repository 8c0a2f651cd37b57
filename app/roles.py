"""The item data roles by which the tables' models feed the delegates of ``app.widgets``.

A leaf below models and widgets, so that neither needs to know the other. ``DisplayRole`` stays the
text that is read out, copied and searched.
"""

from __future__ import annotations

from PySide6.QtCore import Qt

_FIRST = Qt.ItemDataRole.UserRole

#: The whole ``TrackRow`` behind a row, at any column.
ROW_ROLE = _FIRST + 1
#: A number to draw a bar for, in [-1, 1] or [0, 1], or None where nothing is known.
VALUE_ROLE = _FIRST + 2
#: ``tuple[MoodScore, ...]``, the strongest first; empty where nothing is known.
MOODS_ROLE = _FIRST + 3
#: The state word: "queued", "analysing", "staged", "written", "changed", "uncertain",
#: "failed", "stale", "missing".
STATE_ROLE = _FIRST + 4
#: How much of the row's track is analysed, in [0, 1], or None while it is not being analysed.
FRACTION_ROLE = _FIRST + 5
#: Seconds as float, or None.
DURATION_ROLE = _FIRST + 6
#: True for the row of the loaded track.
PLAYING_ROLE = _FIRST + 7
#: True for the row of a track that was corrected by hand.
MANUAL_ROLE = _FIRST + 8
#: Stars, 0 to 5.
RATING_ROLE = _FIRST + 9
#: Why a track could not be read or analysed; empty where it could.
REASON_ROLE = _FIRST + 10
#: At every column of an album's band: the album, who made it, its year and size; else None.
BAND_ROLE = _FIRST + 11
#: A song's or a band's picture as QImage; None where there is none, or not yet.
COVER_ROLE = _FIRST + 12
