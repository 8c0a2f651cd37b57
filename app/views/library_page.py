"""The table of songs."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QByteArray,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QContextMenuEvent, QDrag, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.dragging import SONGS, packed
from app.i18n import mark, tr
from app.models.columns import MOOD_COLUMNS, NUM_COLUMNS, ORDERS, Column, heading
from app.models.tracks import TrackTableModel
from app.theme import Theme
from app.views.track_columns import (
    ALWAYS,
    GROWING,
    HIDDEN,
    NUM_COLUMNS_ONCE,
    WIDTHS,
    set_delegates,
)
from app.widgets.empty_state import EmptyState
from app.widgets.fitted_columns import FittedColumns
from app.widgets.pages import Pages
from app.widgets.row_drop import RowDrop
from app.widgets.welcome import Welcome, WelcomeBar
from mer_core.library.tracks import TrackRow

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_WELCOME = (
    mark("What does your music feel like?"),
    mark(
        "Add a folder, or drop music anywhere in this window. Moodline listens to it here, on this "
        "computer, and changes no file until you say so."
    ),
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
        self.setAccessibleName(tr("Songs"))
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
        self.delegates = set_delegates(self, theme)
        self._set_header()
        self.set_theme(theme)
        self.activated.connect(self._on_activated)

    def _set_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(40)
        header.setAccessibleName(tr("Columns"))
        for column in HIDDEN:
            self.setColumnHidden(column, True)
        self.columns = FittedColumns(self, WIDTHS, GROWING)
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
        menu.addActions([self._ticker(c, menu) for c in Column if c not in ALWAYS])
        scores = menu.addMenu(tr("How strong a mood is"))
        scores.addActions([self._ticker(column, scores) for column in MOOD_COLUMNS])
        return menu

    def _ticker(self, column: int, menu: QMenu) -> QAction:
        """What shows and hides a column."""
        action = QAction(heading(column), menu)
        action.setCheckable(True)
        action.setChecked(not self.isColumnHidden(column))
        action.toggled.connect(lambda on: self.setColumnHidden(column, not on))
        return action

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
        """Drag the chosen songs: Qt's own way would pack every cell."""
        drag = QDrag(self)
        drag.setMimeData(self.dragged())
        drag.exec(Qt.DropAction.CopyAction)

    def dragged(self) -> QMimeData:
        """The chosen songs by their ids; to other programs their files, where all are known."""
        model = self.model()
        assert isinstance(model, TrackTableModel)
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = (model.row_of(model.ids[place]) for place in places)
        files = [row.track.path for row in rows if row is not None]
        whole = len(files) == len(places)  # half of what was chosen would be taken for all of it
        return packed(SONGS, (model.ids[place] for place in places), files if whole else ())

    def forget_sort(self) -> None:
        """No column sorts any more."""
        self._show_keys([])
        model = self.model()
        assert isinstance(model, TrackTableModel)
        model.sort_by([])

    def _on_header_menu(self, place: QPoint) -> None:
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def _on_header_clicked(self, section: int) -> None:
        """First click up, second down, third back to the search's own order. With Shift the column
        is one more to sort by, after those before it.
        """
        shift = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        keys = (
            list(self._keys)
            if shift
            else [key for key in self._keys if self._keys == (key,) and key[0] == section]
        )
        places = [column for column, _ in keys]
        if section not in ORDERS:
            keys = []
        elif section not in places:
            keys.append((section, False))
        elif not keys[places.index(section)][1]:
            keys[places.index(section)] = (section, True)
        else:
            del keys[places.index(section)]
        self._show_keys(keys)
        model = self.model()
        assert isinstance(model, TrackTableModel)
        model.sort_by(keys)

    def _show_keys(self, keys: list[tuple[int, bool]]) -> None:
        """Qt marks one column; more of them are told by the headings."""
        self._keys = tuple(keys)
        header = self.horizontalHeader()
        if keys:
            order = Qt.SortOrder.DescendingOrder if keys[0][1] else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(keys[0][0], order)
        header.setSortIndicatorShown(len(keys) == 1)

    _keys: tuple[tuple[int, bool], ...] = ()

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
        """Widths, order and visibility of the columns, and how many there are."""
        return self.table.columns.state().append(f"#{NUM_COLUMNS}".encode())

    def restore_columns(self, state: QByteArray) -> None:
        """Put back what ``columns_state`` gave; anything else is passed over."""
        layout, _, number = bytes(state.data()).rpartition(b"#")
        if not number.isdigit():
            layout, number = bytes(state.data()), str(NUM_COLUMNS_ONCE).encode()
        self.table.columns.restore(QByteArray(layout))
        for column in range(int(number), NUM_COLUMNS):  # not known when it was saved
            self.table.setColumnHidden(column, True)
        self.table.horizontalHeader().setSortIndicatorShown(False)
