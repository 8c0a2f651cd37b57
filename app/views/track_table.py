"""The table of songs: its header, menu and keys."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QContextMenuEvent, QDrag, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from app.dragging import SONGS, packed
from app.i18n import tr
from app.models.columns import MOOD_COLUMNS, ORDERS, Column, heading
from app.models.tracks import TrackTableModel
from app.theme import Theme
from app.views.track_columns import ALWAYS, GROWING, HIDDEN, WIDTHS, set_delegates
from app.widgets.album_bands import AlbumBands
from app.widgets.fitted_columns import FittedColumns
from app.widgets.row_drop import RowDrop

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


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
        self.bands = AlbumBands(theme, self)
        self.bands.chosen.connect(self._choose_album)
        self.bands.opened.connect(lambda row: self._on_activated(self.model().index(row + 1, 0)))
        self.bands.dragged.connect(lambda: self.startDrag(Qt.DropAction.CopyAction))
        self.delegates = set_delegates(self, theme)
        self.layouts_menu = QMenu(tr("Layout"), self)
        self.column_actions: list[QAction] = []  # above the columns in their menu
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
        header.moveSection(header.visualIndex(Column.COVER), 1)
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
        self.bands.set_theme(theme)
        self.verticalHeader().setDefaultSectionSize(theme.row_height)
        self.viewport().update()

    def column_menu(self) -> QMenu:
        """A menu of layouts, and a tick for every column."""
        menu = QMenu(self)
        menu.addActions([self.layouts_menu.menuAction(), *self.column_actions])
        menu.addSeparator()
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

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.bands.paint()

    def _choose_album(self, row: int, keys: Qt.KeyboardModifier) -> None:
        """Choose the songs under a band; with Ctrl besides what is chosen, with Shift up to it."""
        model, selection = self.model(), self.selectionModel()
        assert isinstance(model, TrackTableModel)
        band = model.band_in(row)
        if band is None:
            return
        first, last = row + 1, row + band.num_songs
        flag = QItemSelectionModel.SelectionFlag
        how = flag.ClearAndSelect
        if keys & Qt.KeyboardModifier.ControlModifier:
            how = flag.Select
        elif keys & Qt.KeyboardModifier.ShiftModifier and self.currentIndex().isValid():
            at = self.currentIndex().row()
            first, last = min(first, at), max(last, at)
        else:
            selection.setCurrentIndex(model.index(first, Column.TITLE), flag.NoUpdate)
        songs = QItemSelection(model.index(first, 0), model.index(last, 0))
        selection.select(songs, how | flag.Rows)

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
        ids = self.selected_ids()
        rows = map(model.row_of, ids)
        files = [row.track.path for row in rows if row is not None]
        whole = len(files) == len(ids)  # half of what was chosen would be taken for all of it
        return packed(SONGS, ids, files if whole else ())

    def selected_ids(self) -> list[int]:
        """The ids of the chosen songs, from top to bottom."""
        model = self.model()
        assert isinstance(model, TrackTableModel)
        rows = sorted(cell.row() for cell in self.selectionModel().selectedRows())
        return [track_id for row in rows if (track_id := model.id_in(row)) is not None]

    def forget_sort(self) -> None:
        """No column sorts any more."""
        self._sort([])

    @property
    def order(self) -> str:
        """What the columns sort by, as Library.row_ids takes it; empty for the search's own."""
        return " ".join(f"{'-' * down}{ORDERS[column]}" for column, down in self._keys)

    def sort(self, order: str) -> None:
        """Let columns sort as ``order`` says; what is no column is passed over."""
        columns = {name: column for column, name in ORDERS.items()}
        names = [(name.removeprefix("-"), name.startswith("-")) for name in order.split()]
        self._sort([(columns[name], down) for name, down in names if name in columns])

    def _sort(self, keys: list[tuple[int, bool]]) -> None:
        self._show_keys(keys)
        model = self.model()
        assert isinstance(model, TrackTableModel)
        model.sort_by(keys)

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
        self._sort(keys)

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
        assert isinstance(model, TrackTableModel)
        row = model.row_in(index.row())
        if row is not None:
            self.played.emit(row)
