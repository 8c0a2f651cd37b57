"""The look of the library's columns: widths, delegates, which are there at first."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView

from app.models.columns import MOOD_COLUMNS, Column
from app.models.columns import RIGHT as NUMBERS
from app.theme import Theme
from app.widgets.cover import CoverDelegate
from app.widgets.delegates import (
    MoodChipsDelegate,
    NumberDelegate,
    RowDelegate,
    StateDelegate,
    TimeDelegate,
    ValueBarDelegate,
    title_delegate,
)
from app.widgets.painting import RIGHT
from app.widgets.stars import StarsDelegate

#: The least width that shows a column, and the one it has where there is room.
WIDTHS: dict[int, tuple[int, int]] = {
    Column.NUMBER: (44, 52),
    Column.TITLE: (120, 196),
    Column.ARTIST: (90, 168),
    Column.ALBUM: (90, 160),
    Column.TIME: (60, 66),
    Column.MOOD: (116, 276),
    Column.VALENCE: (76, 150),
    Column.AROUSAL: (76, 150),
    Column.TENSION: (76, 150),
    Column.CONFIDENCE: (96, 150),
    Column.FORMAT: (110, 130),
    Column.STATE: (120, 156),
    Column.GENRE: (90, 160),
    Column.ALBUM_ARTIST: (110, 168),
    Column.YEAR: (64, 70),
    Column.TRACK: (66, 70),
    Column.DISC: (60, 66),
    Column.ADDED: (96, 110),
    Column.PATH: (120, 300),
    Column.BPM: (64, 76),
    Column.KEY: (84, 96),
    Column.ENERGY: (70, 76),
    Column.RATING: (104, 108),
    Column.PLAYS: (64, 70),
    Column.PLAYED: (96, 110),
    Column.COVER: (58, 62),
    **dict.fromkeys(MOOD_COLUMNS, (96, 150)),
}
#: Columns of words, which have use for more than they want.
GROWING = (
    Column.TITLE, Column.ARTIST, Column.ALBUM, Column.MOOD, Column.GENRE, Column.ALBUM_ARTIST,
    Column.PATH,
)  # fmt: skip
#: Columns that stay away until the user asks for them.
HIDDEN = (
    Column.ALBUM, Column.TENSION, Column.CONFIDENCE, Column.FORMAT, Column.GENRE,
    Column.ALBUM_ARTIST, Column.YEAR, Column.TRACK, Column.DISC, Column.ADDED, Column.PATH,
    Column.BPM, Column.KEY, Column.ENERGY, Column.RATING, Column.PLAYS, Column.PLAYED,
    Column.COVER, *MOOD_COLUMNS,
)  # fmt: skip
ALWAYS = (Column.NUMBER, Column.TITLE)
#: So many columns had the layouts that were saved without their number.
NUM_COLUMNS_ONCE = 13


def set_delegates(table: QTableView, theme: Theme) -> list[RowDelegate]:
    """Give every column what paints it."""
    plain = RowDelegate(theme, table)
    figures = RowDelegate(theme, table, align=RIGHT)
    score = ValueBarDelegate(theme, "accent", table, low=0.0)
    table.setItemDelegate(plain)
    own: dict[int, RowDelegate] = dict.fromkeys(NUMBERS, figures) | {
        Column.NUMBER: NumberDelegate(theme, table),
        Column.TITLE: title_delegate(theme, table),
        Column.TIME: TimeDelegate(theme, table),
        Column.MOOD: MoodChipsDelegate(theme, table),
        Column.VALENCE: ValueBarDelegate(theme, "valence", table),
        Column.AROUSAL: ValueBarDelegate(theme, "arousal", table),
        Column.TENSION: ValueBarDelegate(theme, "tension", table),
        Column.CONFIDENCE: score,
        Column.STATE: StateDelegate(theme, table),
        Column.RATING: StarsDelegate(theme, table),
        Column.COVER: CoverDelegate(theme, table),
        **dict.fromkeys(MOOD_COLUMNS, score),
    }
    for column, delegate in own.items():
        table.setItemDelegateForColumn(column, delegate)
    return list(dict.fromkeys((plain, *own.values())))
