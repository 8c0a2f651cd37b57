"""The review's table: old beside new, with a tick."""

from __future__ import annotations

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
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.engine_words import WAITS
from app.i18n import tr
from app.models.review import CHANGED_ROLE, ReviewModel
from app.models.review_cells import ReviewColumn
from app.roles import STATE_ROLE
from app.theme import MEDIUM, REGULAR, SEMIBOLD, ColourName, Theme, paint_icon
from app.widgets.delegates import MoodChipsDelegate, RowDelegate, ValueBarDelegate, title_delegate
from app.widgets.fitted_columns import FittedColumns
from app.widgets.painting import DASH, fill_round
from app.widgets.rows import lay_rows

_Index = QModelIndex | QPersistentModelIndex
#: The least width that shows a column, and the one it has where there is room.
_WIDTHS: dict[int, tuple[int, int]] = {
    ReviewColumn.TICK: (40, 44),
    ReviewColumn.TITLE: (100, 210),
    ReviewColumn.OLD_MOOD: (80, 150),
    ReviewColumn.NEW_MOOD: (104, 260),
    ReviewColumn.OLD_VALENCE: (68, 78),
    ReviewColumn.NEW_VALENCE: (56, 72),
    ReviewColumn.OLD_AROUSAL: (68, 78),
    ReviewColumn.NEW_AROUSAL: (56, 72),
    ReviewColumn.CONFIDENCE: (84, 140),
    ReviewColumn.RESULT: (90, 110),
}
_BOX = 16
#: The table's least height: a heading and a row.
_LOWEST = 60


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
        text, result = str(index.data() or ""), str(index.data(STATE_ROLE) or "")
        tones: dict[str, ColourName] = {
            "": "dim", "undone": "dim", WAITS: "dim", "written": "good"
        }  # fmt: skip
        tone = "faint" if text == tr("already so") else tones.get(result, "bad")
        self.write(painter, rect, text, tone=tone, weight=MEDIUM)


class ReviewTable(QTableView):
    """Return ticks the chosen rows, Del leaves their field under the cursor as it is, or writes it
    after all. ``edit_requested``: F2; ``listened`` carries the row of the song whose deciding
    moment is to be heard; ``chosen``: other rows are chosen.
    """

    edit_requested = Signal()
    listened = Signal(object)
    chosen = Signal()

    def __init__(self, theme: Theme, model: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setAccessibleName(tr("Changes to review"))
        lay_rows(self)
        self._delegates = self._set_delegates(theme)
        FittedColumns(self, _WIDTHS)
        self.set_theme(theme)
        self._add_actions(model)
        self.activated.connect(lambda _: model.turn_ticks(self.chosen_places()))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())

    def _set_delegates(self, theme: Theme) -> list[RowDelegate]:
        change = _ChangeDelegate(theme, self)
        own = {
            ReviewColumn.TICK: _TickDelegate(theme, self),
            ReviewColumn.TITLE: title_delegate(theme, self),
            ReviewColumn.NEW_MOOD: MoodChipsDelegate(theme, self),
            ReviewColumn.NEW_VALENCE: change,
            ReviewColumn.NEW_AROUSAL: change,
            ReviewColumn.CONFIDENCE: ValueBarDelegate(theme, "accent", self, low=0.0),
            ReviewColumn.RESULT: _ResultDelegate(theme, self),
        }
        plain = RowDelegate(theme, self)
        self.setItemDelegate(plain)
        for column, delegate in own.items():
            self.setItemDelegateForColumn(column, delegate)
        return [plain, *own.values()]

    def _add_actions(self, model: ReviewModel) -> None:
        for text, key, act in (
            (tr("Correct…"), Qt.Key.Key_F2, self.edit_requested.emit),
            (tr("Listen to what decided the mood"), Qt.Key.Key_L, self._listen),
            (
                tr("Leave this field as it is, or write it"),
                Qt.Key.Key_Delete,
                lambda: model.turn_field(self.chosen_places(), self.currentIndex().column()),
            ),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _checked=False, act=act: act())
            self.addAction(action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _listen(self) -> None:
        row = self._model.row_at(self.currentIndex().row())
        if row is not None:
            self.listened.emit(row)

    def chosen_places(self) -> list[int]:
        """The rows that are chosen, or that of the cursor."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        current = self.currentIndex().row()
        return places or ([current] if current >= 0 else [])

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        for delegate in self._delegates:
            delegate.set_theme(theme)
        self.verticalHeader().setDefaultSectionSize(theme.row_height)
        # Beside large text a low page scrolls, and then there is room for one row more.
        self.setMinimumHeight(_LOWEST if theme.scale <= 1 else theme.px(_LOWEST) + theme.row_height)
