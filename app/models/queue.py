"""What comes in the queue, one row a song, read as they come into view."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.i18n import tr
from app.models.columns import title_of
from app.roles import DURATION_ROLE, ROW_ROLE
from app.timers import make_timer
from mer_core.library.tracks import TrackRow
from mer_core.playlists.queue import PlayQueue

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class QueueModel(QAbstractTableModel):
    """``wanted`` carries ids whose rows are to be given to ``put_rows``."""

    wanted = Signal(object)

    def __init__(self, queue: PlayQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._shown: tuple[int, list[int]] = (0, [])
        self._rows: dict[int, TrackRow] = {}
        self._missing: set[int] = set()
        self._asked: set[int] = set()  # those of tracks that are gone are asked for once
        self._ask = make_timer(self, 0, self._ask_missing, once=True)

    def show_anew(self) -> None:
        """Other songs come, or the first one is no longer among them: what is chosen stays so."""
        songs = (self._queue.num_added, self._queue.upcoming)
        self._asked = set()
        if songs[1] and songs[1] == self._shown[1][1:]:
            self.beginRemoveRows(_NO_INDEX, 0, 0)
            self._shown = songs
            self.endRemoveRows()
        elif songs != self._shown:
            self.beginResetModel()
            self._shown = songs
            self.endResetModel()

    def put_rows(self, rows: Iterable[TrackRow]) -> None:
        """Rows were read, those of other songs among them; of these nothing is kept."""
        known = self._rows.keys() | self._asked
        self._rows.update((row.track.id, row) for row in rows if row.track.id in known)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._shown[1])

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.checkIndex(index, QAbstractTableModel.CheckIndexOption.IndexIsValid):
            return None
        track_id = self._shown[1][index.row()]
        row = self._rows.get(track_id)
        if row is None:
            if track_id not in self._asked:
                self._missing.add(track_id)
                self._ask.start()
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = f"{title_of(row)}, {row.track.artist}"
            is_added = self.is_added(index.row())
            return tr("{song}, added by you").format(song=words) if is_added else words
        return {ROW_ROLE: row, DURATION_ROLE: row.track.duration_s}.get(role)

    def is_added(self, place: int) -> bool:
        """Whether the song was put there by hand."""
        return place < self._shown[0]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def _ask_missing(self) -> None:
        missing, self._missing = sorted(self._missing), set()
        self._asked.update(missing)
        self.wanted.emit(missing)
