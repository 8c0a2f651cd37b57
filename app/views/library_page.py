"""The table of songs."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QByteArray,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QContextMenuEvent, QDrag, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.dragging import SONGS, packed
from app.models.tracks import HEADINGS, ORDERS, Column, TrackTableModel
from app.theme import Theme
from app.widgets.delegates import (
    MoodChipsDelegate,
    NumberDelegate,
    RowDelegate,
    StateDelegate,
    TimeDelegate,
    ValueBarDelegate,
    title_delegate,
)
from app.widgets.empty_state import EmptyState
from app.widgets.fitted_columns import FittedColumns
from app.widgets.pages import Pages
from app.widgets.row_drop import RowDrop
from mer_core.library.tracks import TrackRow

#: The least width that shows a column, and the one it has where there is room.
_WIDTHS: dict[int, tuple[int, int]] = {
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
}
#: Columns that stay away until the user asks for them.
_HIDDEN = (Column.ALBUM, Column.TENSION, Column.CONFIDENCE, Column.FORMAT, Column.GENRE)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ALWAYS = (Column.NUMBER, Column.TITLE)
_WELCOME = (
    "What does your music feel like?",
    "Add a folder, or drop music anywhere in this window. Moodline listens to it here, on this "
    "computer, and changes no file until you say so.",
)


class TrackTable(QTableView):
    """The table itself. ``played`` carries the row to play; ``nudged`` (-1 or 1) asks to move the
    chosen songs in their crate, ``taken_out`` to take them out; ``drop`` lets them be dragged.
    """

    played = Signal(object)
    nudged = Signal(int)
    taken_out = Signal()
    menu_requested = Signal(QPoint)

    def __init__(self, theme: Theme, model: TrackTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setModel(model)
        self.setAccessibleName("Songs")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSortingEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDragEnabled(True)
        self.drop = RowDrop(theme, self)
        self.delegates = self._set_delegates(theme)
        self._set_header()
        self.set_theme(theme)
        self.activated.connect(self._on_activated)

    def _set_delegates(self, theme: Theme) -> list[RowDelegate]:
        plain = RowDelegate(theme, self)
        self.setItemDelegate(plain)
        own: dict[Column, RowDelegate] = {
            Column.NUMBER: NumberDelegate(theme, self),
            Column.TITLE: title_delegate(theme, self),
            Column.TIME: TimeDelegate(theme, self),
            Column.MOOD: MoodChipsDelegate(theme, self),
            Column.VALENCE: ValueBarDelegate(theme, "valence", self),
            Column.AROUSAL: ValueBarDelegate(theme, "arousal", self),
            Column.TENSION: ValueBarDelegate(theme, "tension", self),
            Column.CONFIDENCE: ValueBarDelegate(theme, "accent", self, low=0.0),
            Column.STATE: StateDelegate(theme, self),
        }
        for column, delegate in own.items():
            self.setItemDelegateForColumn(column, delegate)
        return [plain, *own.values()]

    def _set_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(40)
        header.setAccessibleName("Columns")
        for column in _HIDDEN:
            self.setColumnHidden(column, True)
        self.columns = FittedColumns(self, _WIDTHS)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        header.sectionClicked.connect(self._on_header_clicked)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        for delegate in self.delegates:
            delegate.set_theme(theme)
        self.drop.set_theme(theme)
        self.verticalHeader().setDefaultSectionSize(theme.row_height)
        self.viewport().update()

    def column_menu(self) -> QMenu:
        """A menu with a tick for every column."""
        menu = QMenu(self)
        for column in Column:
            if column in _ALWAYS:
                continue
            action = QAction(HEADINGS[column], menu)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(column))
            action.toggled.connect(lambda on, column=column: self.setColumnHidden(column, not on))
            menu.addAction(action)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Delete:
            self.taken_out.emit()
        elif alt and event.key() in _STEPS:
            self.nudged.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the ids of the chosen songs: Qt's own way would pack every cell."""
        model = self.model()
        assert isinstance(model, TrackTableModel)
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        drag = QDrag(self)
        drag.setMimeData(packed(SONGS, (model.ids[place] for place in places)))
        drag.exec(Qt.DropAction.CopyAction)

    def forget_sort(self) -> None:
        """No column sorts any more."""
        self.horizontalHeader().setSortIndicatorShown(False)

    def _on_header_menu(self, place: QPoint) -> None:
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def _on_header_clicked(self, section: int) -> None:
        """First click up, second down, third back to the library's own order."""
        header = self.horizontalHeader()
        if Column(section) not in ORDERS:
            header.setSortIndicatorShown(False)
            self.model().sort(-1)
            return
        same = header.isSortIndicatorShown() and self._sorted == section
        up = Qt.SortOrder.AscendingOrder
        if same and header.sortIndicatorOrder() != up:
            header.setSortIndicatorShown(False)
            self.model().sort(-1)
            return
        order = Qt.SortOrder.DescendingOrder if same else up
        self._sorted = section
        header.setSortIndicator(section, order)
        header.setSortIndicatorShown(True)
        self.model().sort(section, order)

    _sorted = -1

    def _on_activated(self, index: QModelIndex) -> None:
        model = self.model()
        row = model.row_at(index.row()) if isinstance(model, TrackTableModel) else None
        if row is not None:
            self.played.emit(row)


class LibraryPage(QWidget):
    """The table, or an invitation where there is nothing to show."""

    def __init__(self, theme: Theme, model: TrackTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.table = TrackTable(theme, model, self)
        self.empty = EmptyState(theme)
        self.nothing = EmptyState(theme)
        self.nothing.set_words("Nothing matches", "", buttons=False)
        self._stack = Pages(self.table, self.empty, self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        for widget in (self.table, self.empty, self.nothing):
            widget.set_theme(theme)

    def show_result(self, query: str, num_found: int, num_tracks: int) -> None:
        """Show the table, the invitation, or that nothing matches."""
        if num_found:
            self._stack.setCurrentWidget(self.table)
        elif num_tracks:
            text = f"No song answers “{query}”. Escape clears the search."
            self.nothing.set_words("Nothing matches", text, buttons=False)
            self._stack.setCurrentWidget(self.nothing)
        else:
            self.empty.set_words(*_WELCOME)
            self._stack.setCurrentWidget(self.empty)

    def selected_ids(self) -> list[int]:
        """The ids of the chosen songs."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self._model.ids[place] for place in places]

    def select_ids(self, ids: Iterable[int]) -> None:
        """Choose these songs, where they are shown."""
        places = [self._model.place_of(track_id) for track_id in ids]
        chosen = QItemSelection()
        for place in sorted(place for place in places if place is not None):
            chosen.select(self._model.index(place, 0), self._model.index(place, 0))
        flag = QItemSelectionModel.SelectionFlag
        selection = self.table.selectionModel()
        if chosen.indexes():
            cursor = self._model.index(chosen.indexes()[0].row(), Column.TITLE)
            selection.setCurrentIndex(cursor, flag.NoUpdate)
            self.table.scrollTo(cursor)
        selection.select(chosen, flag.ClearAndSelect | flag.Rows)

    def current_row(self) -> TrackRow | None:
        """The song under the cursor."""
        return self._model.row_at(self.table.currentIndex().row())

    def show_track(self, track_id: int) -> None:
        """Scroll to a track and put the cursor on it."""
        place = self._model.place_of(track_id)
        if place is not None:
            index = self._model.index(place, Column.TITLE)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def columns_state(self) -> QByteArray:
        """Widths, order and visibility of the columns."""
        return self.table.columns.state()

    def restore_columns(self, state: QByteArray) -> None:
        """Put back what ``columns_state`` gave; anything else is passed over."""
        self.table.columns.restore(state)
        self.table.horizontalHeader().setSortIndicatorShown(False)
