"""The page of songs: their table, or what stands in its place."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QByteArray, QItemSelection, QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import mark, tr
from app.models.columns import NUM_COLUMNS, Column
from app.models.tracks import TrackTableModel
from app.theme import Theme
from app.views.track_columns import NUM_COLUMNS_ONCE
from app.views.track_table import TrackTable
from app.widgets.empty_state import EmptyState
from app.widgets.pages import Pages
from app.widgets.welcome import Welcome, WelcomeBar
from mer_core.library.tracks import TrackRow

_WELCOME = (
    mark("What does your music feel like?"),
    mark(
        "Add a folder, or drop music anywhere in this window. Moodline listens to it here, on this "
        "computer, and changes no file until you say so."
    ),
)


class LibraryPage(QWidget):
    """The table, or an invitation where there is nothing to show."""

    def __init__(self, theme: Theme, model: TrackTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.table = TrackTable(theme, model, self)
        self.empty = Welcome(theme)
        self.welcome = WelcomeBar(theme)
        self.nothing = EmptyState(theme)
        self.nothing.set_words(tr("Nothing matches"), "", buttons=False)
        self._stack = Pages(self.table, self.empty, self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.welcome)
        layout.addWidget(self._stack, 1)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        for widget in (self.table, self.empty, self.welcome, self.nothing):
            widget.set_theme(theme)

    def show_result(self, query: str, num_found: int, num_tracks: int) -> None:
        """Show the table, the invitation, or that nothing matches."""
        if num_found:
            self._stack.setCurrentWidget(self.table)
        elif num_tracks:
            text = tr("No song answers “{query}”. Escape clears the search.").format(query=query)
            self.nothing.set_words(tr("Nothing matches"), text, buttons=False)
            self._stack.setCurrentWidget(self.nothing)
        else:
            self.empty.set_words(*map(tr, _WELCOME))
            self._stack.setCurrentWidget(self.empty)

    def selected_ids(self) -> list[int]:
        """The ids of the chosen songs."""
        return self.table.selected_ids()

    def select_ids(self, ids: Iterable[int]) -> None:
        """Choose these songs, where they are shown."""
        cells = (self._model.index_of(track_id, Column.NUMBER) for track_id in ids)
        chosen = QItemSelection()
        for cell in sorted((cell for cell in cells if cell.isValid()), key=QModelIndex.row):
            chosen.select(cell, cell)
        flag = QItemSelectionModel.SelectionFlag
        selection = self.table.selectionModel()
        if chosen.indexes():
            cursor = self._model.index(chosen.indexes()[0].row(), Column.TITLE)
            selection.setCurrentIndex(cursor, flag.NoUpdate)
            self.table.scrollTo(cursor)
        selection.select(chosen, flag.ClearAndSelect | flag.Rows)

    def current_row(self) -> TrackRow | None:
        """The song under the cursor."""
        return self._model.row_in(self.table.currentIndex().row())

    def show_track(self, track_id: int) -> None:
        """Scroll to a track and put the cursor on it."""
        index = self._model.index_of(track_id, Column.TITLE)
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def columns_state(self) -> QByteArray:
        """Widths, order and visibility of the columns, and how many there are."""
        return self.table.columns.state().append(f"#{NUM_COLUMNS}".encode())

    @property
    def standard_columns(self) -> QByteArray:
        """``columns_state`` before anybody has changed it."""
        return QByteArray(self.table.columns.standard).append(f"#{NUM_COLUMNS}".encode())

    def restore_columns(self, state: QByteArray) -> None:
        """Put back what ``columns_state`` gave; anything else is passed over."""
        layout, _, number = bytes(state.data()).rpartition(b"#")
        if not number.isdigit():
            layout, number = bytes(state.data()), str(NUM_COLUMNS_ONCE).encode()
        self.table.columns.restore(QByteArray(layout))
        for column in range(int(number), NUM_COLUMNS):  # not known when it was saved
            self.table.setColumnHidden(column, True)
        self.table.horizontalHeader().setSortIndicatorShown(False)
