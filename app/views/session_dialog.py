"""The sheet of a session to be filled in, and those that were kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDateEdit,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.accessible import CHART
from app.i18n import mark, tr
from app.plain import tip
from app.theme import Theme
from app.views.session_paper import HEAD, NO_CLAIM, SOURCE, cells_of, paint_changes
from app.widgets.affect_grid import AffectGrid
from app.widgets.training.fields import sentence, under_name
from mer_core.library.sessions import MAX_NOTES, MAX_WHO, Session

_WIDTH, _HEIGHT, _NOTES, _CHART = 940, 580, 84, 130
_KEPT = mark("The sheet is kept.")


class SessionDialog(QDialog):
    """``kept`` carries a new Session, ``deleted`` one of those that were; ``undone``: take that
    back; ``csv_wished`` and ``pdf_wished``: write the listed ones.
    """

    kept = Signal(object)
    deleted = Signal(object)
    undone = Signal()
    csv_wished = Signal()
    pdf_wished = Signal()

    def __init__(self, theme: Theme, songs: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Session sheet"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.resize(theme.px(_WIDTH), theme.px(_HEIGHT))
        self._songs = tuple(songs)
        self.sessions: list[Session] = []
        self._doing = ""  # what is told once it is done
        self._is_deleting = False
        self.day = QDateEdit(QDate.currentDate())
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.lineEdit().setTextMargins(8, 0, 0, 0)
        self.day.setAccessibleName(tr("Date"))
        self.who = QLineEdit()
        self.who.setMaxLength(MAX_WHO)
        self.who.setPlaceholderText(tr("Initials or a code will do"))
        self.who.setAccessibleName(tr("Who (optional)"))
        self.before, self.after = AffectGrid(theme, tr("Before")), AffectGrid(theme, tr("After"))
        self.notes = QPlainTextEdit()
        self.notes.setAccessibleName(tr("Notes"))
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(theme.px(_NOTES))
        self.keep_button = QPushButton(tr("Keep"))
        self.keep_button.setProperty("kind", "primary")
        self.table = self._make_table(theme)
        self.chart = _Chart(theme)
        self.told = sentence("dim")
        self.delete_button, self.undo_button = QPushButton(tr("Delete")), QPushButton(tr("Undo"))
        self.csv_button, self.pdf_button = QPushButton(tr("CSV…")), QPushButton(tr("PDF…"))
        self._lay_out(theme)
        self._connect()
        self.show_sessions([])

    def _make_table(self, theme: Theme) -> QTableWidget:
        table = QTableWidget(0, len(HEAD))
        table.setHorizontalHeaderLabels(list(map(tr, HEAD)))
        table.setAccessibleName(tr("Sessions that were kept: pleasure / arousal"))
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.row_height)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _lay_out(self, theme: Theme) -> None:
        first, grids, foot, buttons = (QHBoxLayout() for _ in range(4))
        first.addWidget(under_name(tr("Date"), self.day))
        first.addWidget(under_name(tr("Who (optional)"), self.who), 1)
        for name, grid in ((tr("Before"), self.before), (tr("After"), self.after)):
            grids.addWidget(under_name(name, grid))
        songs = sentence("dim")
        words = tr("Songs of the journey, kept with the sheet: {number}.")
        songs.setText(words.format(number=len(self._songs)))
        foot.addWidget(songs, 1)
        foot.addWidget(self.keep_button)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addLayout(first)
        left.addLayout(grids)
        left.addWidget(under_name(tr("Notes"), self.notes))
        left.addLayout(foot)
        left.addStretch(1)
        for button in (self.delete_button, self.undo_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.csv_button, self.pdf_button):
            buttons.addWidget(button)
        right.addWidget(self.table, 1)
        right.addWidget(self.chart)
        right.addLayout(buttons)
        halves = QHBoxLayout()
        halves.setSpacing(20)
        halves.addLayout(left)
        halves.addLayout(right, 1)
        about = sentence("dim")
        stays = tr("Sheets stay in the library on this computer.")
        about.setText(f"{tr(SOURCE)} {stays} {tr(NO_CLAIM)}")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for each in (first, grids, foot, buttons, left, right):
            each.setSpacing(10)
        column.addLayout(halves, 1)
        column.addWidget(self.told)
        column.addWidget(about)

    def _connect(self) -> None:
        for grid in (self.before, self.after):
            grid.chosen.connect(self._show_buttons)
        self.notes.textChanged.connect(self._show_buttons)
        self.table.itemSelectionChanged.connect(self._show_buttons)
        self.keep_button.clicked.connect(self._keep)
        self.delete_button.clicked.connect(self._delete)
        self.undo_button.clicked.connect(self._undo)
        self.csv_button.clicked.connect(self.csv_wished)
        self.pdf_button.clicked.connect(self.pdf_wished)

    def show_sessions(self, sessions: list[Session]) -> None:
        """List these, the oldest first."""
        self.sessions = sessions
        self.table.setRowCount(len(sessions))
        for row, session in enumerate(sessions):
            hint = "\n".join((session.notes, *session.songs)).strip()
            for column, text in enumerate(cells_of(session)):
                item = QTableWidgetItem(text)
                item.setToolTip(tip(hint))
                self.table.setItem(row, column, item)
        self.table.clearSelection()
        self.table.scrollToBottom()
        self.chart.show_sessions(sessions)
        if self._doing == tr(_KEPT):
            for grid in (self.before, self.after):
                grid.set_square(None)
            self.notes.clear()
        self.undo_button.setVisible(self._is_deleting)
        self.tell(self._doing)

    def tell(self, text: str) -> None:
        """Say what was done, or what went wrong."""
        self._doing, self._is_deleting = "", False
        self.told.setText(text)
        self.told.setVisible(bool(text))
        self._show_buttons()

    def _show_buttons(self) -> None:
        chosen = self.before.square is not None and self.after.square is not None
        fits = len(self.notes.toPlainText()) <= MAX_NOTES
        self.keep_button.setEnabled(chosen and fits)
        self.keep_button.setToolTip("" if chosen else tip(tr("Choose a square before and after.")))
        self.delete_button.setEnabled(bool(self.table.selectedItems()))
        for button in (self.csv_button, self.pdf_button):
            button.setEnabled(bool(self.sessions))

    def _keep(self) -> None:
        before, after = self.before.square, self.after.square
        if before is None or after is None:
            return
        day = self.day.date().toString(Qt.DateFormat.ISODate)
        notes = self.notes.toPlainText()
        self._doing = tr(_KEPT)
        self.keep_button.setEnabled(False)
        self.kept.emit(Session(day, before, after, self.who.text().strip(), notes, self._songs))

    def _delete(self) -> None:
        session = self.sessions[self.table.currentRow()]
        self._doing = tr("The sheet of {day} was deleted.").format(day=session.day)
        self._is_deleting = True
        self.delete_button.setEnabled(False)
        self.deleted.emit(session)

    def _undo(self) -> None:
        self.undo_button.hide()
        self._doing = tr("The sheet is back.")
        self.undone.emit()


class _Chart(QWidget):
    """How pleasure and arousal changed, session by session."""

    accessible_role = CHART

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sessions: list[Session] = []
        self.setFixedHeight(theme.px(_CHART))
        self.setAccessibleName(tr("Change over time"))

    def show_sessions(self, sessions: list[Session]) -> None:
        """Draw these."""
        self._sessions = sessions
        words = "; ".join(" ".join(cells_of(session)) for session in sessions)
        self.setAccessibleDescription(words or tr("no session yet"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        paint_changes(painter, QRectF(self.rect()), self._sessions, theme, theme.font(11))
        painter.end()
