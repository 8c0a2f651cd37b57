"""What would be written: one row per file, old beside new, with a tick."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.i18n import tr
from app.models.review_cells import (
    FIELDS,
    HEARD_HEADINGS,
    KINDS,
    REVIEW_HEADINGS,
    Item,
    ReviewColumn,
    is_changed,
    is_of,
    moods_of,
    text_of,
    tip_of,
    words_of,
)
from app.plain import tip
from app.roles import MOODS_ROLE, ROW_ROLE, STATE_ROLE, VALUE_ROLE
from mer_core.library.tracks import TrackRow

if TYPE_CHECKING:
    from mer_core.workflows.tag import StagedChange

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
#: True for a new value that differs from the old one.
CHANGED_ROLE = Qt.ItemDataRole.UserRole + 100


class ReviewModel(QAbstractTableModel):
    """Staged changes with ticks. ``ticked_changed`` says that counts are to be read again."""

    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = []
        self._shown: list[Item] = []
        self._by_id: dict[int, Item] = {}
        self._places: dict[int, int] = {}
        self._kind = ""
        self._changed_only = True
        self._least_sure_first = False

    def set_staged(self, staged: Iterable[StagedChange], rows: Mapping[int, TrackRow]) -> None:
        """Show these changes; whatever changes a file is ticked."""
        self._items = [Item(one, rows.get(one.track_id), one.change.changed) for one in staged]
        self._by_id = {item.staged.track_id: item for item in self._items}
        self._arrange()

    def renew(
        self, ids: Collection[int], staged: Iterable[StagedChange], rows: Mapping[int, TrackRow]
    ) -> None:
        """These tracks were planned anew: whatever changes a file is ticked; those of which
        nothing is to be said any more are left out.
        """
        planned = {one.track_id: one for one in staged}
        for item in self._items:
            if (one := planned.get(item.staged.track_id)) is not None:
                item.staged, item.row = one, rows.get(one.track_id)
                item.ticked, item.result = item.change.changed, ""
        gone = set(ids) - planned.keys()
        if gone & self._by_id.keys():
            self._items = [item for item in self._items if item.staged.track_id not in gone]
            self._by_id = {item.staged.track_id: item for item in self._items}
            self._arrange()
        else:
            self._tell_all()

    def set_filter(self, *, changed_only: bool, least_sure_first: bool, kind: str = "") -> None:
        """Hide files that stay as they are, or show all of a kind (one of KINDS); sort by
        confidence, the lowest first.
        """
        self._kind = kind
        self._changed_only = changed_only
        self._least_sure_first = least_sure_first
        self._arrange()

    def tick_all(self, ticked: bool) -> None:
        """Tick every shown row that would change, or none."""
        for item in self._shown:
            item.ticked = ticked and item.change.changed
        self._tell_all()

    def turn_field(self, places: Iterable[int], column: int) -> None:
        """Leave the field of this column as it is in the files of these rows; where it is left in
        all of them, write it after all.
        """
        name = FIELDS.get(column, "")
        items = [self._shown[place] for place in places if place < len(self._shown)]
        items = [i for i in items if name in i.rejected or name in i.change.fields]
        is_left = all(name in item.rejected for item in items)
        for item in items:
            item.rejected = item.rejected - {name} if is_left else item.rejected | {name}
            item.ticked = item.change.changed
        self._tell_all()

    def turn_ticks(self, places: Iterable[int]) -> None:
        """Tick these rows as far as they change a file; where all are ticked, none."""
        items = [self._shown[place] for place in places if place < len(self._shown)]
        items = [item for item in items if item.change.changed]
        ticked = not all(item.ticked for item in items)
        for item in items:
            item.ticked = ticked
        self._tell_all()

    def set_result(self, track_id: int, result: str) -> None:
        """What became of a track's file: "written", or why not; its tick goes."""
        item = self._by_id.get(track_id)
        if item is None:
            return
        item.result, item.ticked = result, False
        place = self._places.get(track_id)
        if place is not None:
            last = self.index(place, len(ReviewColumn) - 1)
            self.dataChanged.emit(self.index(place, 0), last)
        self.ticked_changed.emit()

    @property
    def changes(self) -> list[StagedChange]:
        """All changes, shown or not."""
        return [item.staged for item in self._items]

    @property
    def ticked(self) -> list[StagedChange]:
        """The changes to write, shown or not."""
        return [replace(i.staged, change=i.change) for i in self._items if i.ticked]

    @property
    def num_changed(self) -> int:
        """How many files would change."""
        return sum(item.staged.change.changed for item in self._items)

    @property
    def num_staged(self) -> int:
        """How many files were looked at."""
        return len(self._items)

    def counts_by_kind(self) -> list[int]:
        """How many songs are of each of KINDS."""
        return [sum(is_of(item, kind) for item in self._items) for kind in KINDS]

    def songs_at(self, places: Iterable[int]) -> list[tuple[TrackRow, tuple[str, ...]]]:
        """The songs in these table rows, with the mood words of our own that are to be written."""
        items = [self._shown[place] for place in places if place < len(self._shown)]
        return [(item.row, words_of(item)) for item in items if item.row is not None]

    def ids_of_sounds(self, audio_hashes: Container[str]) -> list[int]:
        """The tracks of these sounds that are looked at."""
        return [i.staged.track_id for i in self._items if i.staged.audio_hash in audio_hashes]

    def row_at(self, place: int) -> TrackRow | None:
        """The song in a table row."""
        return self._shown[place].row if 0 <= place < len(self._shown) else None

    # --- Qt's questions ---

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(ReviewColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(REVIEW_HEADINGS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(REVIEW_HEADINGS[section]) if section else ""
        if role == Qt.ItemDataRole.AccessibleTextRole and section in HEARD_HEADINGS:
            return tr(HEARD_HEADINGS[section])
        if role == Qt.ItemDataRole.ToolTipRole and section < ReviewColumn.OLD_VALENCE:
            return tr(REVIEW_HEADINGS[section]) if section else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            words = tr("As written into the file: 0 to 1, 0.500 is neutral")
            return f"{tr(REVIEW_HEADINGS[section])}. {words}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == ReviewColumn.TICK:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.checkIndex(index, QAbstractTableModel.CheckIndexOption.IndexIsValid):
            return None
        item, column = self._shown[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text_of(item, column)
            case Qt.ItemDataRole.AccessibleTextRole if column == ReviewColumn.TICK:
                return tr(HEARD_HEADINGS[column])
            case Qt.ItemDataRole.CheckStateRole if column == ReviewColumn.TICK:
                return Qt.CheckState.Checked if item.ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                return tip(tip_of(item, column))
            case _ if role == MOODS_ROLE:
                return moods_of(item.change.new)
            case _ if role == CHANGED_ROLE:
                return is_changed(item, column)
            case _ if role == VALUE_ROLE:
                return item.row.confidence if item.row is not None else None
            case _ if role == STATE_ROLE:
                return item.result
            case _ if role == ROW_ROLE:
                return item.row
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != ReviewColumn.TICK:
            return False
        item = self._shown[index.row()]
        item.ticked = Qt.CheckState(value) == Qt.CheckState.Checked and item.change.changed
        self.dataChanged.emit(index, index)
        self.ticked_changed.emit()
        return True

    # --- inside ---

    def _arrange(self) -> None:
        self.beginResetModel()
        self._shown = [item for item in self._items if self._is_wanted(item)]
        if self._least_sure_first:
            self._shown.sort(key=lambda item: item.confidence)
        self._places = {item.staged.track_id: place for place, item in enumerate(self._shown)}
        self.endResetModel()
        self.ticked_changed.emit()

    def _is_wanted(self, item: Item) -> bool:
        if self._kind:
            return is_of(item, self._kind)
        return item.staged.change.changed or not self._changed_only

    def _tell_all(self) -> None:
        if self._shown:
            last = self.index(len(self._shown) - 1, len(ReviewColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.ticked_changed.emit()
