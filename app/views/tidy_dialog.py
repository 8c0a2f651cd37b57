"""All mood words that stand in the files, and what is to become of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import mark, tr
from app.plain import tip
from app.theme import Theme
from app.widgets.training.fields import sentence
from app.widgets.wording import count
from mer_core.errors import InputError
from mer_core.shown import shown
from mer_core.workflows.tidy import MoodWord, read_renames

_WIDTH, _HEIGHT = 520, 460
_HEAD = (mark("In the files"), mark("Files"), mark("Becomes"))


class TidyDialog(QDialog):
    """``wished`` carries each old word with its new one, to be reviewed."""

    wished = Signal(object)

    def __init__(self, theme: Theme, words: Sequence[MoodWord], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Tidy moods"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.resize(theme.px(_WIDTH), theme.px(_HEIGHT))
        self._words = words
        self.told = sentence("dim")
        self.told.setText(
            tr(
                "Write another word beside one to rename it in all files; two that become the same "
                "are one. You review it before anything is written."
            )
            if words
            else tr("No file of the library holds a mood word yet.")
        )
        self.table = self._make_table(theme)
        self.problem = sentence("bad")
        self.problem.hide()
        self.review_button = QPushButton(tr("Review…"))
        self.review_button.setProperty("kind", "primary")
        self.review_button.setEnabled(False)
        self.cancel_button = QPushButton(tr("Cancel"))
        self._lay_out()
        self.table.itemChanged.connect(lambda _: self._show_wish())
        self.review_button.clicked.connect(self._review)
        self.cancel_button.clicked.connect(self.reject)

    def _make_table(self, theme: Theme) -> QTableWidget:
        table = QTableWidget(len(self._words), len(_HEAD))
        table.setHorizontalHeaderLabels(list(map(tr, _HEAD)))
        table.setAccessibleName(tr("Mood words in the files"))
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.row_height)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, each in enumerate(self._words):
            for column, text in enumerate((shown(each.word), count(each.num_files))):
                item = QTableWidgetItem(text)
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                item.setToolTip(tip(text))
                table.setItem(row, column, item)
            table.setItem(row, 2, QTableWidgetItem(""))
        if self._words:
            table.setCurrentCell(0, 2)
        return table

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.review_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addWidget(self.problem)
        column.addLayout(foot)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each old word that has a new one beside it."""
        found = []
        for row, each in enumerate(self._words):
            item = self.table.item(row, 2)
            text = "" if item is None else item.text().strip()
            if text:
                found.append((each.word, text))
        return found

    def _show_wish(self) -> None:
        try:
            renames, reason = read_renames(self.pairs), ""
        except InputError as error:
            renames, reason = {}, str(error)
        self.problem.setText(reason)
        self.problem.setVisible(bool(reason))
        self.review_button.setEnabled(bool(renames))

    def _review(self) -> None:
        self.wished.emit(read_renames(self.pairs))
        self.accept()
