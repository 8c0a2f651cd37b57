"""What was written before: the runs in the journal, and which files of one can still be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.widgets.wording import count
from mer_core.shown import shown

if TYPE_CHECKING:
    from mer_core.tags.runs import RunSummary
    from mer_core.tags.undoing import Standing

_ID = Qt.ItemDataRole.UserRole


class HistoryPanel(QWidget):
    """``run_chosen`` carries a run's id, to be asked about its files; ``undo_clicked`` one that is
    to be taken back.
    """

    run_chosen = Signal(str)
    undo_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs = _table(
            tr("Writes, the last first"), (tr("When"), tr("What"), tr("Can be undone"))
        )
        self.files = _table(tr("Files of that write"), (tr("File"), tr("State")))
        self.undo_button = QPushButton(tr("Undo this write"))
        self.undo_button.setProperty("kind", "quiet")
        self.undo_button.setEnabled(False)
        self.undo_button.clicked.connect(lambda: self.undo_clicked.emit(self.chosen))
        self.runs.currentCellChanged.connect(lambda *_: self._choose())
        tables = QHBoxLayout()
        tables.addWidget(self.runs, 1)
        tables.addWidget(self.files, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 8)
        layout.addLayout(tables)
        layout.addWidget(self.undo_button, alignment=Qt.AlignmentFlag.AlignLeft)

    @property
    def chosen(self) -> str:
        """The id of the run whose row is current, "" for none."""
        item = self.runs.item(self.runs.currentRow(), 0)
        return "" if item is None else str(item.data(_ID))

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        """List the runs; none is chosen."""
        self.files.setRowCount(0)
        self.runs.clearContents()
        self.runs.setRowCount(len(runs))
        for place, run in enumerate(runs):
            left = run.num_files - run.num_undone
            state = tr("undone")
            if left:
                state = tr("{number} of %n file(s)", "", run.num_files).format(number=count(left))
            cells = (f"{run.when.astimezone():%Y-%m-%d %H:%M}", shown(run.title), state)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setData(_ID, run.id)
                self.runs.setItem(place, column, item)
        self.runs.setCurrentCell(-1, -1)
        self.undo_button.setEnabled(False)

    def show_files(self, files: Sequence[Standing]) -> None:
        """List the files of the chosen run, with what stands against undoing each."""
        self.files.setRowCount(len(files))
        for place, file in enumerate(files):
            name = QTableWidgetItem(shown(file.path.name))
            self.files.setItem(place, 0, name)
            self.files.setItem(place, 1, QTableWidgetItem(file.reason or tr("can be undone")))
        self.undo_button.setEnabled(any(file.can_be_undone for file in files))

    def _choose(self) -> None:
        self.undo_button.setEnabled(False)
        if self.chosen:
            self.run_chosen.emit(self.chosen)


def _table(name: str, headings: Sequence[str]) -> QTableWidget:
    table = QTableWidget(0, len(headings))
    table.setMinimumHeight(60)  # a heading and a row
    table.setHorizontalHeaderLabels(list(headings))
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setStretchLastSection(True)
    return table
