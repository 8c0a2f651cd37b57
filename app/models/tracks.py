"""The library's table: ids in the order of the last search, rows read as they come into view."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage

from app.i18n import tr
from app.models.bands import Band, Bands, band_words
from app.models.columns import (
    HEADINGS,
    NUM_COLUMNS,
    ORDERS,
    RIGHT,
    Column,
    correction_words,
    heading,
    number_of,
    source_of,
    text_of,
)
from app.plain import tip
from app.roles import (
    BAND_ROLE,
    COVER_ROLE,
    DURATION_ROLE,
    FRACTION_ROLE,
    MANUAL_ROLE,
    MOODS_ROLE,
    PLAYING_ROLE,
    RATING_ROLE,
    REASON_ROLE,
    ROW_ROLE,
    STATE_ROLE,
    VALUE_ROLE,
)
from app.timers import make_timer
from mer_core.library.albums import Albums
from mer_core.library.tracks import TrackRow

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
#: Rows are asked for in pages of so many.
PAGE = 128


class TrackTableModel(QAbstractTableModel):
    """Track ids in order, with the TrackRows that were seen lately; before each album a band, where
    the tracks stand album by album. A song's place in ``ids`` is not the table's row, then.

    ``wanted`` carries ids whose rows are to be given to ``put_rows``; ``order_requested`` an order
    (see Library.row_ids), empty for none.
    """

    wanted = Signal(object)
    order_requested = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: Sequence[int] = ()
        self._bands = Bands()
        self._places: dict[int, int] = {}
        self._rows: dict[int, TrackRow] = {}
        self._playing: int | None = None
        self._fractions: dict[int, float] = {}
        self._missing: set[int] = set()
        self._asked: set[int] = set()
        self._marks: dict[int, str] = {}
        self.cover_of: Callable[[TrackRow], QImage | None] = lambda _row: None
        self._ask = make_timer(self, 0, self._ask_missing, once=True)

    # --- what is shown ---

    def set_ids(
        self, ids: Sequence[int], rows: Iterable[TrackRow] = (), albums: Albums | None = None
    ) -> None:
        """Show these tracks in this order, ``albums`` under bands; ``rows`` are those already
        read.
        """
        self.beginResetModel()
        self._ids = ids
        self._bands = Bands(len(ids), albums)
        self._places = {}
        self._rows = {row.track.id: row for row in rows}
        self._missing.clear()
        self._asked.clear()
        self.endResetModel()

    def put_rows(self, rows: Iterable[TrackRow]) -> None:
        """New values for rows; those not shown are passed over."""
        places = self._place_of_all()
        changed: list[int] = []
        for row in rows:
            place = places.get(row.track.id)
            self._asked.discard(row.track.id)
            if place is not None:
                self._rows[row.track.id] = row
                changed.append(place)
        if changed:
            self._tell(min(changed), max(changed))

    def set_playing(self, track_id: int | None) -> None:
        """Mark the loaded track."""
        before, self._playing = self._playing, track_id
        for changed in (before, track_id):
            self._tell_id(changed)

    def show_cover(self, track_id: int) -> None:
        """``cover_of`` knows a track's cover now."""
        self._tell_id(track_id)

    def set_fraction(self, track_id: int, fraction: float | None) -> None:
        """Show a track's analysis in its row; None ends it."""
        if fraction is None:
            self._fractions.pop(track_id, None)
        else:
            for other in [other for other in self._fractions if other != track_id]:
                self.set_fraction(other, None)
            self._fractions[track_id] = fraction
        cell = self.index_of(track_id, Column.STATE)
        if cell.isValid():
            self.dataChanged.emit(cell, cell)

    @property
    def ids(self) -> Sequence[int]:
        """The ids in order."""
        return self._ids

    def place_of(self, track_id: int) -> int | None:
        """The place of a track in ``ids``, None where it is not shown."""
        return self._place_of_all().get(track_id)

    def index_of(self, track_id: int, column: Column) -> QModelIndex:
        """The cell of a track, none where it is not shown."""
        place = self.place_of(track_id)
        return QModelIndex() if place is None else self.index(self._bands.row(place), column)

    def id_in(self, row: int) -> int | None:
        """The track in a row of the table, None where there is a band, or no such row."""
        place = self._bands.place(row) if 0 <= row < self._bands.num_rows else None
        return None if place is None else self._ids[place]

    def band_in(self, row: int) -> Band | None:
        """The band in a row of the table, None where there is a track, or no such row."""
        return self._bands.band(row) if 0 <= row < self._bands.num_rows else None

    def row_in(self, row: int) -> TrackRow | None:
        """What ``id_in`` gives, None where it was not read yet."""
        place = self._bands.place(row) if 0 <= row < self._bands.num_rows else None
        return None if place is None else self._row(place)

    def row_at(self, place: int) -> TrackRow | None:
        """The track at a place of ``ids``, None where it was not read yet."""
        if not 0 <= place < len(self._ids):
            return None
        return self._row(place)

    def ids_of_sounds(self, audio_hashes: Container[str]) -> list[int]:
        """The ids of the rows seen lately whose sound is one of these."""
        return [i for i, row in self._rows.items() if row.track.audio_hash in audio_hashes]

    def row_of(self, track_id: int) -> TrackRow | None:
        """A track that was read lately."""
        return self._rows.get(track_id)

    # --- Qt's questions ---

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else self._bands.num_rows

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else NUM_COLUMNS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(HEADINGS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return heading(section) + self._marks.get(section, "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return heading(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = section in RIGHT
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.checkIndex(index, QAbstractTableModel.CheckIndexOption.IndexIsValid):
            return None
        place = self._bands.place(index.row())
        if place is None:
            return self._band_value(index, role)
        track_id = self._ids[place]
        if role == PLAYING_ROLE:
            return track_id == self._playing
        if role == FRACTION_ROLE:
            return self._fractions.get(track_id)
        if role == Qt.ItemDataRole.DisplayRole and index.column() == Column.NUMBER:
            return str(place + 1)
        row = self._row(place)
        return None if row is None else self._value(row, index.column(), role)

    def sort_by(self, keys: Sequence[tuple[int, bool]]) -> None:
        """Ask for another order; the rows follow with ``set_ids``. ``keys`` are (column, whether
        downwards), the first one counts most; none for the search's own order.
        """
        self._marks = {}
        if len(keys) > 1:  # Qt marks one column only
            self._marks = {
                column: f" {'↓' if down else '↑'}{number}"
                for number, (column, down) in enumerate(keys, 1)
            }
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, NUM_COLUMNS - 1)
        names = (f"{'-' * down}{ORDERS[column]}" for column, down in keys)
        self.order_requested.emit(" ".join(names))

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.band_in(index.row()) is not None:
            return Qt.ItemFlag.NoItemFlags  # the cursor passes it by
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    # --- inside ---

    def _band_value(self, index: Index, role: int) -> object:
        band = self._bands.band(index.row())
        row = None if band is None else self._row(band.first)
        if band is None or row is None:
            return None
        match role:
            case _ if role == BAND_ROLE:
                return band_words(band, row)
            case Qt.ItemDataRole.DisplayRole if index.column() == Column.TITLE:
                return " · ".join(filter(None, band_words(band, row)))
            case _ if role == COVER_ROLE:
                return self.cover_of(row)
            case _ if role == ROW_ROLE:
                return row
        return None

    def _value(self, row: TrackRow, column: int, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text_of(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(_tip_of(row, column))
            case _ if role == MANUAL_ROLE:
                return bool(row.correction)
            case _ if role == VALUE_ROLE:
                return number_of(row, column)
            case _ if role == MOODS_ROLE:
                return row.moods
            case _ if role == STATE_ROLE:
                return row.state
            case _ if role == REASON_ROLE:
                return row.message
            case _ if role == DURATION_ROLE:
                return row.track.duration_s
            case _ if role == COVER_ROLE:
                return self.cover_of(row)
            case _ if role == RATING_ROLE:
                return row.rating
            case _ if role == ROW_ROLE:
                return row
        return None

    def _row(self, place: int) -> TrackRow | None:
        track_id = self._ids[place]
        row = self._rows.get(track_id)
        if row is None and track_id not in self._asked:
            first = place - place % PAGE
            page = self._ids[first : first + PAGE]
            self._missing.update(i for i in page if i not in self._rows and i not in self._asked)
            self._ask.start()
        return row

    def _ask_missing(self) -> None:
        missing, self._missing = list(self._missing), set()
        self._asked.update(missing)
        self.wanted.emit(missing)

    def _place_of_all(self) -> dict[int, int]:
        if len(self._places) != len(self._ids):
            self._places = {track_id: place for place, track_id in enumerate(self._ids)}
        return self._places

    def _tell_id(self, track_id: int | None) -> None:
        place = None if track_id is None else self.place_of(track_id)
        if place is not None:
            self._tell(place, place)

    def _tell(self, first: int, last: int) -> None:
        """The songs at these places have changed, and the band above them."""
        top = self._bands.row(first)
        top -= self._bands.band(top - 1) is not None
        bottom = self._bands.row(last)
        self.dataChanged.emit(self.index(top, 0), self.index(bottom, NUM_COLUMNS - 1))


def _tip_of(row: TrackRow, column: int) -> str:
    if row.message:
        return row.message
    if column == Column.STATE and row.correction:
        return tr("Corrected by hand: {correction}").format(
            correction=correction_words(row.correction)
        )
    if column in (Column.BPM, Column.KEY, Column.ENERGY):
        return source_of(row, column)
    return str(row.track.path) if column == Column.TITLE else ""
