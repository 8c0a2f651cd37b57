"""The models at hand at the left, the chosen one's card at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.actions.models import Card
from app.i18n import tr
from app.theme import MEDIUM, RADIUS, Theme
from app.views.training.form import FORM_WIDTH
from app.widgets.buttons import ActionButton
from app.widgets.labels import ElidedLabel
from app.widgets.markdown_text import MarkdownText
from app.widgets.painting import LEFT, RIGHT, draw_text, fill_round, text_width
from app.widgets.wording import count
from mer_core.models.store import ModelEntry

_ENTRY = Qt.ItemDataRole.UserRole
_USED = _ENTRY + 1


class _ModelDelegate(QStyledItemDelegate):
    """A model's name over where it comes from; a dot and a word at the one in use."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(10, self.theme.px(52))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, entry = self.theme, index.data(_ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(10, 1, -10, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            fill_round(painter, rect, RADIUS, theme.colour("raised"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            fill_round(painter, rect, RADIUS, theme.colour("raised", 0.5))
        text = rect.adjusted(10, 6, -10, -6)
        top, foot = QRectF(text), QRectF(text)
        top.setHeight(text.height() / 2)
        foot.setTop(text.top() + text.height() / 2)
        draw_text(
            painter, top, entry.id, font=theme.font(weight=MEDIUM), colour=theme.colour("text")
        )
        words = tr("version {version}, trained here")
        if entry.bundled:
            words = tr("version {version}, ships with Moodline")
        words = words.format(version=entry.version)
        small = theme.font(12)
        draw_text(painter, foot, words, font=small, colour=theme.colour("dim"), align=LEFT)
        if index.data(_USED):
            self._paint_used(painter, top)
        painter.restore()

    def _paint_used(self, painter: QPainter, rect: QRectF) -> None:
        theme, small = self.theme, self.theme.font(12)
        words = tr("in use")
        draw_text(painter, rect, words, font=small, colour=theme.colour("good"), align=RIGHT)
        dot = theme.px(7)
        x = rect.right() - text_width(small, words) - theme.px(8)
        box = QRectF(x - dot, rect.center().y() - dot / 2, dot, dot)
        fill_round(painter, box, dot / 2, theme.colour("good"))


class ModelsView(QWidget):
    """``use_clicked`` carries the ModelEntry to analyse with, ``picked`` one whose card is asked
    for.
    """

    use_clicked = Signal(object)
    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._used = ""
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Models"))
        self.list.setMouseTracking(True)
        self._delegate = _ModelDelegate(theme, self.list)
        self.list.setItemDelegate(self._delegate)
        self.name_label = ElidedLabel()
        self.name_label.setProperty("role", "heading")
        self.facts_label = ElidedLabel()
        self.facts_label.setProperty("role", "dim")
        self.use_button = ActionButton(theme, tr("Use this model"), primary=True)
        self.use_button.setToolTip(tr("Analyse with this model from now on"))
        self.text = MarkdownText(theme, tr("The model's card"))
        self._lay_out()
        self.list.currentItemChanged.connect(self._on_current)
        self.use_button.clicked.connect(self._on_use)
        self.set_theme(theme)

    def _lay_out(self) -> None:
        left = self._left = QFrame()
        left.setProperty("surface", "panel")
        left.setProperty("edge", "right")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 8, 0, 8)
        column.addWidget(self.list)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self.name_label)
        head.addWidget(self.facts_label)
        head.addStretch(1)
        head.addWidget(self.use_button)
        right = QVBoxLayout()
        right.setContentsMargins(20, 14, 16, 8)
        right.setSpacing(10)
        right.addLayout(head)
        right.addWidget(self.text, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addLayout(right, 1)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = self._delegate.theme = theme
        self.use_button.set_theme(theme)
        self.list.setStyleSheet(f"QListWidget {{ background: {theme.panel}; }}")
        self.list.viewport().update()
        self.text.set_theme(theme)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The card has the larger part."""
        self._left.setFixedWidth(min(self._theme.px(FORM_WIDTH), self.width() * 2 // 5))

    def show_models(self, entries: list[ModelEntry], used: str) -> None:
        """List ``entries``; ``used`` is the sha256 of the one in use."""
        chosen = self.entry.folder if self.entry is not None else None
        self._used = used
        self.list.blockSignals(True)
        self.list.clear()
        for entry in entries:
            item = QListWidgetItem(entry.id, self.list)
            item.setData(_ENTRY, entry)
            item.setData(_USED, entry.sha256 == used)
        self.list.blockSignals(False)
        for place, entry in enumerate(entries):
            if entry.folder == chosen or (chosen is None and entry.sha256 == used):
                self.list.setCurrentRow(place)
        if self.list.currentRow() < 0 and entries:
            self.list.setCurrentRow(0)
        self._on_current()

    def choose(self, folder: Path) -> None:
        """Turn to the model in ``folder``, if it is listed."""
        for place in range(self.list.count()):
            if self.list.item(place).data(_ENTRY).folder == folder:
                self.list.setCurrentRow(place)

    @property
    def entry(self) -> ModelEntry | None:
        """The chosen model."""
        item = self.list.currentItem()
        entry: ModelEntry | None = None if item is None else item.data(_ENTRY)
        return entry

    def show_card(self, card: Card) -> None:
        """The card was read."""
        if self.entry is not None and card.entry.folder == self.entry.folder:
            self._write(card)

    def _on_current(self) -> None:
        entry = self.entry
        is_used = entry is not None and entry.sha256 == self._used
        self.use_button.setEnabled(entry is not None and not is_used)
        self.use_button.setText(tr("In use") if is_used else tr("Use this model"))
        if entry is not None:
            self.name_label.setText(entry.id)
            self.picked.emit(entry)

    def _on_use(self) -> None:
        if self.entry is not None:
            self.use_clicked.emit(self.entry)

    def _write(self, card: Card) -> None:
        megabytes = card.num_bytes / 1e6
        facts = [
            tr("{number} parameters").format(number=count(card.spec.num_parameters)),
            f"{megabytes:.1f} MB",
        ]
        facts += [card.spec.architecture]
        self.facts_label.setText(" · ".join(facts))
        first, _, rest = card.text.lstrip().partition("\n")
        self.text.show_text(rest if first.startswith("# ") else card.text)  # its name stands above
