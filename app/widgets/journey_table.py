"""The songs of a journey, one below the other, each with its step from the one before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from app.engine_words import STEPS
from app.i18n import mark, tr
from app.plain import tip
from app.theme import Theme
from app.widgets.delegates import RowDelegate, title_delegate
from app.widgets.fitted_columns import FittedColumns
from app.widgets.painting import RIGHT
from app.widgets.rows import lay_rows
from app.widgets.wording import clock, signed
from mer_core.library.tracks import TrackRow
from mer_core.playlists.journey import Step

_WIDTHS = {0: (40, 44), 1: (84, 240), 2: (66, 190), 3: (56, 66), 4: (196, 300)}
_BAR = 12
_HEAD = ("", mark("Title"), mark("Artist"), mark("Time"), mark("After the song before"))


class JourneyTable(QTableWidget):
    """Shows songs; one at a time can be chosen, none edited."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(0, len(_HEAD))
        for column, word in enumerate(_HEAD):
            item = QTableWidgetItem(tr(word) if word else "")
            item.setToolTip(tip(item.text()))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, item.text() or tr("Number"))
            self.setHorizontalHeaderItem(column, item)
        self.setAccessibleName(tr("Songs of the journey"))
        lay_rows(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        plain, figures = RowDelegate(theme, self), RowDelegate(theme, self, align=RIGHT)
        title = title_delegate(theme, self)
        self.setItemDelegate(plain)
        self.setItemDelegateForColumn(0, figures)
        self.setItemDelegateForColumn(1, title)
        FittedColumns(self, _WIDTHS)
        self.setMinimumWidth(sum(least for least, _ in _WIDTHS.values()) + _BAR)
        self._delegates = [plain, figures, title]

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        for delegate in self._delegates:
            delegate.set_theme(theme)
        self.verticalHeader().setDefaultSectionSize(theme.row_height)

    def show_songs(self, steps: Sequence[Step], rows: Sequence[TrackRow]) -> None:
        """Show the songs of ``steps``; the row that was chosen stays so."""
        current = self.currentRow()
        self.setRowCount(len(steps))
        for number, (step, row) in enumerate(zip(steps, rows, strict=True)):
            length = row.track.duration_s
            cells = (
                str(number + 1), row.track.title or row.track.path.name, row.track.artist,
                "" if length is None else clock(length), _said(step.words),
            )  # fmt: skip
            place = tr("valence {valence}, arousal {arousal}").format(
                valence=signed(step.place[0]), arousal=signed(step.place[1])
            )
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(tip(f"{text} ({place})" if column == len(cells) - 1 else text))
                self.setItem(number, column, item)
        self.setCurrentCell(min(max(current, 0), len(steps) - 1), 0)


def _said(words: str) -> str:
    """What a step of the engine says, in the user's language."""
    for phrase in STEPS:
        words = words.replace(phrase, tr(phrase))
    return words or tr("the beginning")
