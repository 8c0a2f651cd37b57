"""Review before write: old beside new, ticks, one Apply, Undo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QPushButton,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.models.review import CHANGED_ROLE, ReviewModel
from app.models.review_cells import ReviewColumn
from app.theme import MEDIUM, REGULAR, SEMIBOLD, ColourName, Theme, paint_icon
from app.widgets.buttons import ActionButton
from app.widgets.delegates import MoodChipsDelegate, RowDelegate, ValueBarDelegate, title_delegate
from app.widgets.empty_state import EmptyState
from app.widgets.fitted_columns import FittedColumns
from app.widgets.history_panel import HistoryPanel
from app.widgets.keys import keep_own_keys
from app.widgets.labels import ElidedLabel, Label
from app.widgets.pages import Pages
from app.widgets.painting import DASH, fill_round
from app.widgets.profile_panel import ProfilePanel
from app.widgets.turning_bar import TurningBar
from app.widgets.wording import count
from mer_core.tags.profiles import Profile

_Index = QModelIndex | QPersistentModelIndex
#: The least width that shows a column, and the one it has where there is room.
_WIDTHS: dict[int, tuple[int, int]] = {
    ReviewColumn.TICK: (40, 44),
    ReviewColumn.TITLE: (116, 210),
    ReviewColumn.OLD_MOOD: (90, 150),
    ReviewColumn.NEW_MOOD: (116, 260),
    ReviewColumn.OLD_VALENCE: (68, 78),
    ReviewColumn.NEW_VALENCE: (56, 72),
    ReviewColumn.OLD_AROUSAL: (68, 78),
    ReviewColumn.NEW_AROUSAL: (56, 72),
    ReviewColumn.CONFIDENCE: (96, 140),
    ReviewColumn.RESULT: (90, 110),
}
_BOX = 16


class _TickDelegate(RowDelegate):
    """A tick box; a click anywhere in the cell, or Enter, turns it."""

    def paint_cell(self, painter: QPainter, rect: QRectF, index: _Index) -> None:
        box = QRectF(0, 0, _BOX, _BOX)
        box.moveCenter(rect.center())
        checked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole) or 0)
        if checked == Qt.CheckState.Checked:
            fill_round(painter, box, 4, self.theme.colour("accent"))
            inner = box.adjusted(1, 1, -1, -1)
            paint_icon(painter, "check", inner, self.theme.colour("on_accent"))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("faint"), 1))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        _option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        if event.type() != QEvent.Type.MouseButtonRelease:
            return False
        return toggle(model, index)


def toggle(model: QAbstractItemModel, index: _Index) -> bool:
    """Turn the tick of a row."""
    cell = model.index(index.row(), ReviewColumn.TICK)
    role = Qt.ItemDataRole.CheckStateRole
    checked = Qt.CheckState(cell.data(role) or 0) == Qt.CheckState.Checked
    return model.setData(cell, Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked, role)


class _ChangeDelegate(RowDelegate):
    """A new value: strong where it differs from the old one."""

    def paint_cell(self, painter: QPainter, rect: QRectF, index: _Index) -> None:
        changed = bool(index.data(CHANGED_ROLE))
        text = str(index.data() or "") or DASH
        tone: ColourName = "text" if changed else "faint"
        self.write(painter, rect, text, tone=tone, weight=SEMIBOLD if changed else REGULAR)


class _ResultDelegate(RowDelegate):
    """What became of the file: green where written, red where not."""

    def paint_cell(self, painter: QPainter, rect: QRectF, index: _Index) -> None:
        text = str(index.data() or "")
        tones: dict[str, ColourName] = {"written": "good", "already so": "faint", "undone": "dim"}
        waits = text.startswith(("waits", "new: ", "kept: "))
        tone = "dim" if waits else tones.get(text, "bad")
        self.write(painter, rect, text, tone=tone, weight=MEDIUM)


class ReviewPage(QWidget):
    """``apply_clicked``: write what is ticked; ``undo_clicked``: take the last run back;
    ``profile_chosen``: write by the profile of this name.
    """

    apply_clicked = Signal()
    undo_clicked = Signal()
    profile_chosen = Signal(str)

    def __init__(self, theme: Theme, model: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "ground")
        self._model = model
        self._busy = False
        self._title = Label("Review before writing")
        self._title.setProperty("role", "heading")
        self._counts = ElidedLabel()
        self._counts.setProperty("role", "dim")
        self.changed_only = QCheckBox("Changed only")
        self.changed_only.setChecked(True)
        self.least_sure = QCheckBox("Least sure first")
        self._all = QPushButton("Tick all")
        self._none = QPushButton("Tick none")
        self.undo_button = QPushButton("Undo last write")
        for button in (self._all, self._none, self.undo_button):
            button.setProperty("kind", "quiet")
        self.profile_box = QComboBox()
        self.profile_box.setAccessibleName("Profile: what is written")
        self.fields_button = QPushButton("Fields")
        self.fields_button.setCheckable(True)
        self.fields_button.setProperty("kind", "quiet")
        self.panel = ProfilePanel()
        self.panel.hide()
        self.history_button = QPushButton("History")
        self.history_button.setCheckable(True)
        self.history_button.setProperty("kind", "quiet")
        self.history = HistoryPanel()
        self.history.hide()
        self.apply_button = ActionButton(theme, "Apply", "Ctrl+S", primary=True)
        self.table = self._make_table(theme)
        self.nothing = EmptyState(theme)
        self.nothing.set_words(
            "Nothing to review", "Analysed songs wait here until you write them.", buttons=False
        )
        self._stack = Pages(self.table, self.nothing)
        self._lay_out()
        self._connect()
        self._show_counts()

    def _make_table(self, theme: Theme) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setAccessibleName("Changes to review")
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(theme.row_height)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        header.setDefaultAlignment(left)
        change = _ChangeDelegate(theme, table)
        own = {
            ReviewColumn.TICK: _TickDelegate(theme, table),
            ReviewColumn.TITLE: title_delegate(theme, table),
            ReviewColumn.NEW_MOOD: MoodChipsDelegate(theme, table),
            ReviewColumn.NEW_VALENCE: change,
            ReviewColumn.NEW_AROUSAL: change,
            ReviewColumn.CONFIDENCE: ValueBarDelegate(theme, "accent", table, low=0.0),
            ReviewColumn.RESULT: _ResultDelegate(theme, table),
        }
        plain = RowDelegate(theme, table)
        table.setItemDelegate(plain)
        for column, delegate in own.items():
            table.setItemDelegateForColumn(column, delegate)
        FittedColumns(table, _WIDTHS)
        self._delegates: list[RowDelegate] = [plain, *own.values()]
        return table

    def _lay_out(self) -> None:
        filters = (self.changed_only, self.least_sure, self._all, self._none)
        bar = TurningBar(
            (
                self._title,
                self._counts,
                None,
                self.profile_box,
                self.fields_button,
                self.history_button,
            ),
            (*filters, None, self.undo_button, self.apply_button),
        )
        # In the table Space plays, so that one can listen while reviewing; Return ticks.
        keep_own_keys(bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.panel, 1)
        layout.addWidget(self.history, 1)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        for box in (self.changed_only, self.least_sure):
            box.toggled.connect(self._filter)
        self._all.clicked.connect(lambda: self._model.tick_all(True))
        self._none.clicked.connect(lambda: self._model.tick_all(False))
        self.apply_button.clicked.connect(self.apply_clicked)
        self.undo_button.clicked.connect(self.undo_clicked)
        self.profile_box.textActivated.connect(self.profile_chosen)
        self.fields_button.toggled.connect(self.panel.setVisible)
        self.history_button.toggled.connect(self.history.setVisible)
        self._model.ticked_changed.connect(self._show_counts)
        self.leave = QAction("Leave this field as it is, or write it", self.table)
        self.leave.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        self.leave.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.leave.triggered.connect(lambda: self._model.turn_field(self.table.currentIndex()))
        self.table.addAction(self.leave)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.activated.connect(lambda index: toggle(self._model, index))

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        for delegate in self._delegates:
            delegate.set_theme(theme)
        self.apply_button.set_theme(theme)
        self.nothing.set_theme(theme)
        self.table.verticalHeader().setDefaultSectionSize(theme.row_height)

    def show_profiles(self, names: Sequence[str], chosen: Profile) -> None:
        """Offer these profiles; the panel lists what the chosen one writes."""
        self.profile_box.clear()
        self.profile_box.addItems(names)
        self.profile_box.setCurrentText(chosen.name)
        self.panel.show_profile(chosen)

    def set_busy(self, busy: bool) -> None:
        """Files are being written: nothing else can be started."""
        self._busy = busy
        self.undo_button.setEnabled(not busy)
        self.profile_box.setEnabled(not busy)
        self._show_counts()

    def say(self, text: str) -> None:
        """What stands in place of the table while there is nothing to review."""
        self.nothing.set_words(
            text, "Analysed songs wait here until you write them.", buttons=False
        )

    def _filter(self) -> None:
        self._model.set_filter(
            changed_only=self.changed_only.isChecked(),
            least_sure_first=self.least_sure.isChecked(),
        )

    def _show_counts(self) -> None:
        ticked = len(self._model.ticked)
        changed, staged = self._model.num_changed, self._model.num_staged
        same = staged - changed
        words = f"{count(staged)} songs, {count(changed)} to change"
        words += f", {count(same)} already so" if same else ""
        self._counts.setText(f"{words} · {count(ticked)} ticked" if staged else "")
        self.apply_button.setText(f"Apply {count(ticked)}" if ticked else "Apply")
        self.apply_button.setEnabled(ticked > 0 and not self._busy)
        for widget in (self.changed_only, self.least_sure, self._all, self._none):
            widget.setEnabled(staged > 0)
        self._stack.setCurrentWidget(self.table if staged else self.nothing)
