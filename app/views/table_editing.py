"""Editing the table's moods, valence and arousal in place, for all chosen songs at once."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QObject, QPersistentModelIndex, Signal

from app.i18n import mark, tr
from app.models.columns import Column, heading
from app.models.tracks import TrackTableModel
from app.views.library_page import LibraryPage
from app.widgets.cell_editor import CellEditor
from mer_core.emotion import Correction
from mer_core.errors import InputError
from mer_core.imports.typed import read_moods, read_value
from mer_core.library.tracks import TrackRow

#: The columns that can be edited, from left to right, and what of a Correction they are.
EDITED = {Column.MOOD: "moods", Column.VALENCE: "valence", Column.AROUSAL: "arousal"}
VARIOUS = mark("(various)")
_HINTS = {"moods": "happy, tender", "valence": mark("-1 to 1"), "arousal": mark("-1 to 1")}


class TableEditing(QObject):
    """Opens one editor at a time.

    ``corrected`` carries track ids, a Correction and the fields whose correction is taken back (an
    emptied cell); ``refused`` a sentence, empty once that is past.
    """

    corrected = Signal(object, object, object)
    refused = Signal(str)

    def __init__(self, page: LibraryPage, model: TrackTableModel, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._table = page.table
        self._model = model
        self._cell = QPersistentModelIndex()
        self._ids: list[int] = []
        self.editor: CellEditor | None = None
        for bar in (self._table.verticalScrollBar(), self._table.horizontalScrollBar()):
            bar.valueChanged.connect(self._place)
        self._table.horizontalHeader().sectionResized.connect(self._place)
        model.modelAboutToBeReset.connect(self._close)

    def begin(self, column: Column | None = None) -> None:
        """Edit ``column``, or that of the cursor, in the row of the cursor and all chosen ones."""
        self._close()
        current = self._table.currentIndex()
        own = self._model.id_in(current.row())
        if own is None:
            return
        wanted = Column(current.column()) if column is None else column
        place = self._model.index(current.row(), self._shown(wanted))
        keep = QItemSelectionModel.SelectionFlag.NoUpdate
        self._table.selectionModel().setCurrentIndex(place, keep)
        self._table.scrollTo(place)
        self._cell = QPersistentModelIndex(place)
        chosen = self._page.selected_ids()
        self._ids = chosen if own in chosen else [own]
        self._open(EDITED[Column(place.column())])

    def _shown(self, wanted: Column) -> Column:
        """``wanted`` if it can be edited and seen, else the first that can."""
        seen = [column for column in EDITED if not self._table.isColumnHidden(column)]
        if not seen:
            self._table.setColumnHidden(Column.MOOD, False)
        return wanted if wanted in seen else next(iter(seen), Column.MOOD)

    def _open(self, field: str) -> None:
        number = len(self._ids)
        name = heading(self._cell.column())
        if number > 1:
            name = tr("{heading} of %n song(s)", "", number).format(heading=name)
        places = (self._model.place_of(track_id) for track_id in self._ids)
        rows = [None if place is None else self._model.row_at(place) for place in places]
        texts = {None if row is None else _text(row, field) for row in rows}
        text = next(iter(texts)) if len(texts) == 1 else None
        hint = tr(VARIOUS) if text is None else tr(_HINTS[field])
        editor = CellEditor(name, text or "", hint, self._table.viewport())
        editor.entered.connect(self._enter)
        editor.escaped.connect(self._close)
        editor.left.connect(self._leave)
        self.editor = editor
        self._place()
        editor.show()
        editor.setFocus()

    def _place(self) -> None:
        if self.editor is not None:
            self.editor.cover(self._table.visualRect(self._cell))

    def _enter(self, step: int) -> None:
        """Return, or Tab to the next field: take the text, or say why not."""
        if not self._take():
            return
        columns = [column for column in EDITED if not self._table.isColumnHidden(column)]
        following = columns.index(Column(self._cell.column())) + step
        self._close()
        if step and 0 <= following < len(columns):
            self.begin(columns[following])

    def _leave(self) -> None:
        """The keyboard is elsewhere: what can be read is taken."""
        if self.editor is not None and self._take():
            self._close()

    def _take(self) -> bool:
        assert self.editor is not None
        self.refused.emit("")
        if not self.editor.is_changed:
            return True
        field = EDITED[Column(self._cell.column())]
        text = self.editor.text().strip()
        try:
            newer = _read(field, text) if text else Correction()
        except InputError as error:
            self.editor.complain(str(error))
            self.refused.emit(str(error))
            return False
        self.corrected.emit(self._ids, newer, () if text else (field,))
        return True

    def _close(self) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            self.refused.emit("")
            if editor.hasFocus():  # else Qt would ask it for the next field
                self._table.setFocus()
            editor.hide()
            editor.deleteLater()


def _text(row: TrackRow, field: str) -> str:
    if field == "moods":
        return ", ".join(mood.name for mood in row.moods)
    value = row.valence if field == "valence" else row.arousal
    return "" if value is None else f"{value:+.2f}"


def _read(field: str, text: str) -> Correction:
    """What stands in a cell. Raises InputError."""
    if field == "moods":
        return Correction(read_moods(text))
    value = read_value(field, text)
    return Correction(valence=value) if field == "valence" else Correction(arousal=value)
