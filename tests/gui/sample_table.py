"""A plausible library for pictures: the rows of the drawing, as the delegates read them."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from app.roles import (
    DURATION_ROLE,
    FRACTION_ROLE,
    MOODS_ROLE,
    PLAYING_ROLE,
    STATE_ROLE,
    VALUE_ROLE,
)
from mer_core.emotion import MoodScore

_HEADERS = ("#", "Title", "Artist", "Time", "Mood", "Valence", "Arousal", "State")
_ROWS = (
    ("Caketown", "Matthew Pablo", 144.0, "happy .81 energetic .44", 0.62, 0.48, "written"),
    ("Battle Lost", "Mumu", 72.0, "solemn .66 sad .52", -0.38, -0.41, "written"),
    ("Awareness", "El Corleo", 146.0, "tense .58 nostalgic .31", -0.12, 0.37, "staged"),
    ("Heroism", "Edward J. Blakeley", 185.0, "energetic .74 happy .35", 0.33, 0.71, "staged"),
    ("Rainy", "Ove Melaa", 161.0, "calm .69 nostalgic .48", 0.18, -0.52, "staged"),
    ("Sad Moment", "", 98.0, "sad .83", -0.66, -0.49, "staged"),
    ("House in a Forest", "HorrorPen", 130.0, "tender .57 calm .51", 0.44, -0.39, "staged"),
    ("Don’t Close Your Eyes", "", 122.0, "tense .77 angry .28", -0.49, 0.58, "stale"),
    ("Shrine", "YD", 169.0, "dreamy .63 solemn .40", 0.16, -0.55, "failed"),
    ("School of Quirks", "Zander Noriega", 192.0, "", None, None, "analysing"),
    ("Icy Wind", "", 48.0, "uncertain .0", None, None, "uncertain"),
    ("Forest at Night", "", 64.0, "", None, None, "queued"),
)


def _moods(text: str) -> tuple[MoodScore, ...]:
    words = text.split()
    return tuple(
        MoodScore(name, float(figures))
        for name, figures in zip(words[::2], words[1::2], strict=True)
    )


class SampleTable(QAbstractTableModel):
    """The rows of the drawing."""

    def rowCount(self, _parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(_ROWS)

    def columnCount(self, _parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            right = section in (0, 3)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex, role: int = 0) -> object:
        title, artist, duration_s, moods, valence, arousal, state = _ROWS[index.row()]
        column = index.column()
        values = {
            PLAYING_ROLE: index.row() == 2,
            DURATION_ROLE: duration_s,
            MOODS_ROLE: _moods(moods),
            STATE_ROLE: state,
            VALUE_ROLE: valence if column == 5 else arousal,
            FRACTION_ROLE: 0.62 if state == "analysing" else None,
        }
        if role == Qt.ItemDataRole.DisplayRole:
            return (index.row() + 1, title, artist, "", "", "", "", state)[column]
        return values.get(role)
