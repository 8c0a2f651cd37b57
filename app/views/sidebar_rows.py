"""How the sidebar's rows are painted and renamed."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidgetItem,
    QWidget,
)

from app.i18n import tr
from app.theme import MEDIUM, RADIUS, REGULAR, Theme
from app.widgets.painting import LEFT, RIGHT, draw_text, fill_round, text_width
from app.widgets.wording import count
from mer_core.library.crates import FOLDER, MAX_NAME, SMART, Crate

#: A Place, a Crate, or None for a section's name; how many songs; how deep in folders; whether a
#: folder is open; whether songs are dragged over it.
PLACE_ROLE = Qt.ItemDataRole.UserRole
COUNT_ROLE, DEPTH_ROLE, OPEN_ROLE, TARGET_ROLE = (PLACE_ROLE + number for number in range(1, 5))
_Index = QModelIndex | QPersistentModelIndex
_MARGIN, _STEP, _SIGN = 20, 12, 18


def sign_end(theme: Theme, depth: int) -> float:
    """Where the sign before a crate's name ends, from the left."""
    return _MARGIN + theme.px(depth * _STEP + _SIGN)


def crate_of(item: QTreeWidgetItem | None) -> Crate | None:
    """The crate in a row, None where there is none."""
    place = item.data(0, PLACE_ROLE) if item is not None else None
    return place if isinstance(place, Crate) else None


class RowPainter(QStyledItemDelegate):
    """A name at the left, a count at the right; section names are small and quiet. Crates have a
    sign of their kind before their name. ``renamed`` carries a Crate and what was typed.
    """

    renamed = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        is_section = index.data(PLACE_ROLE) is None
        return QSize(10, self.theme.px(46 if is_section else 33))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(10, 1, -10, -1)
        if index.data(PLACE_ROLE) is None:
            self._paint_section(painter, rect, index)
        else:
            self._paint_ground(painter, rect, option.state, index)
            self._paint_row(painter, rect, option.state, index)
        painter.restore()

    def _paint_section(self, painter: QPainter, rect: QRectF, index: _Index) -> None:
        draw_text(
            painter, rect.adjusted(10, 14, -10, 0), index.data(), font=self.theme.font(12),
            colour=self.theme.colour("faint"), align=LEFT,
        )  # fmt: skip

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag, index: _Index
    ) -> None:
        flag = QStyle.StateFlag
        if state & flag.State_Selected:
            fill_round(painter, rect, RADIUS, self.theme.colour("raised"))
        elif state & flag.State_MouseOver:
            fill_round(painter, rect, RADIUS, self.theme.colour("hover", 0.4))
        has_keyboard = state & flag.State_HasFocus and state & flag.State_KeyboardFocusChange
        if has_keyboard or index.data(TARGET_ROLE):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self.theme.colour("accent"))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def _paint_row(
        self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag, index: _Index
    ) -> None:
        theme, place = self.theme, index.data(PLACE_ROLE)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        ink = theme.colour("text" if selected else "dim")
        text = rect.adjusted(10, 0, -10, 0)
        if isinstance(place, Crate):
            end = sign_end(theme, index.data(DEPTH_ROLE))
            self._paint_sign(painter, end - theme.px(_SIGN), rect.center().y(), index)
            text.setLeft(end)
        number = index.data(COUNT_ROLE)
        if number is not None:
            figures, font = count(number), theme.font(12)
            draw_text(painter, text, figures, font=font, colour=theme.colour("faint"), align=RIGHT)
            text.setRight(text.right() - text_width(font, figures) - 8)
        font = theme.font(weight=MEDIUM if selected else REGULAR)
        draw_text(painter, text, index.data(), font=font, colour=ink, align=LEFT)

    def _paint_sign(self, painter: QPainter, left: float, middle: float, index: _Index) -> None:
        """An angle for a folder, a lens for a smart crate, lines for a plain one."""
        unit = self.theme.px(1.0)
        painter.setPen(QPen(self.theme.colour("faint"), 1.3 * unit))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        at = QPointF(left + 5 * unit, middle)
        crate: Crate = index.data(PLACE_ROLE)
        if crate.kind == FOLDER:
            turned = bool(index.data(OPEN_ROLE))
            ends = ((-4, -2), (0, 2), (4, -2)) if turned else ((-2, -4), (2, 0), (-2, 4))
            painter.drawPolyline([at + QPointF(x, y) * unit for x, y in ends])
        elif crate.kind == SMART:
            painter.drawEllipse(at + QPointF(-1, -1) * unit, 3.2 * unit, 3.2 * unit)
            painter.drawLine(at + QPointF(1.4, 1.4) * unit, at + QPointF(4, 4) * unit)
        else:
            for y, x in ((-3, 4), (0, 4), (3, 1)):
                painter.drawLine(at + QPointF(-4, y) * unit, at + QPointF(x, y) * unit)

    # --- renaming ---

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        edit = QLineEdit(parent)
        edit.setMaxLength(MAX_NAME)
        edit.setAccessibleName(tr("Name of the crate"))
        return edit

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        if not isinstance(editor, QLineEdit):  # the plus sign of a section
            super().updateEditorGeometry(editor, option, index)
            return
        left = round(sign_end(self.theme, index.data(DEPTH_ROLE))) - 6
        editor.setGeometry(option.rect.adjusted(left, 2, -12, -2))

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        # A count that arrives meanwhile must not take away what was typed.
        if isinstance(editor, QLineEdit) and not editor.isModified():
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        assert isinstance(editor, QLineEdit)
        if editor.text() != index.data():
            self.renamed.emit(index.data(PLACE_ROLE), editor.text())
