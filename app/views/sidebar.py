"""Places and crates at the left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.dragging import CRATE, packed
from app.engine_words import engine_word
from app.i18n import mark, tr
from app.plain import tip
from app.theme import Theme
from app.views.crate_drop import CrateDrop
from app.views.sidebar_rows import (
    COUNT_ROLE,
    DEPTH_ROLE,
    OPEN_ROLE,
    PLACE_ROLE,
    RowPainter,
    crate_of,
    sign_end,
)
from app.widgets.wording import count
from mer_core.library.crates import FOLDER, Crate, CrateTree

WIDTH = 208
_KINDS = {"folder": mark("Folder"), "smart": mark("Smart crate"), "plain": mark("Crate")}


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the window."""

    id: str
    name: str


PLACES = (
    Place("library", mark("Library")),
    Place("map", mark("Mood map")),
    Place("journey", mark("Journey")),
    Place("review", mark("Review")),
    Place("training", mark("Training")),
)


class Sidebar(QTreeWidget):
    """``place_chosen`` carries a page's id, ``crate_chosen`` a Crate; what is asked of crates:
    ``renamed`` (Crate, name), ``delete_requested`` Crate, ``nudged`` (Crate, -1 or 1),
    ``menu_requested`` (Crate or None, place on screen); ``folded`` (Crate, whether it is closed
    now); ``drop`` tells what was dropped on crates.
    """

    place_chosen = Signal(str)
    crate_chosen = Signal(object)
    renamed = Signal(object, str)
    delete_requested = Signal(object)
    nudged = Signal(object, int)
    menu_requested = Signal(object, QPoint)
    folded = Signal(object, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Places and crates"))
        self.setProperty("edge", "right")
        self.setProperty("place", "sidebar")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)  # the rows are painted over the whole width
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragEnabled(True)
        self._rows = RowPainter(theme, self)
        self.setItemDelegate(self._rows)
        self.drop = CrateDrop(self)
        self._crates: dict[int, QTreeWidgetItem] = {}
        self._places = {place.id: self._add(tr(place.name), place) for place in PLACES}
        self.add_button = self._add_section()
        self._open_id: int | None = None
        self.set_theme(theme)
        self.setCurrentItem(self._places["library"])
        self._rows.renamed.connect(self.renamed)
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(self._on_clicked)
        self.itemExpanded.connect(lambda item: self._on_folded(item, closed=False))
        self.itemCollapsed.connect(lambda item: self._on_folded(item, closed=True))

    def _add_section(self) -> QToolButton:
        section = self._add(tr("Crates"), None)
        section.setFlags(Qt.ItemFlag.ItemIsEnabled)
        button = QToolButton()
        button.setText("+")
        button.setAccessibleName(tr("New crate"))
        button.setToolTip(tr("New crate, smart crate or folder"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        place = QWidget()
        place.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as the rows are painted
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 14, 2, 0)
        row.addStretch(1)
        row.addWidget(button)
        self.setItemWidget(section, 0, place)
        return button

    def set_menu(self, menu: QMenu) -> None:
        """Hang ``menu`` under the plus sign."""
        self.add_button.setMenu(menu)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._rows.theme = theme
        self.setFixedWidth(theme.px(WIDTH))
        self.setStyleSheet(
            f"QTreeWidget {{ background: {theme.panel}; border: none; "
            f"border-right: 1px solid {theme.line}; padding-top: 8px; }}"
            "QTreeWidget::item, QTreeWidget::item:hover, QTreeWidget::item:selected"
            " { background: transparent; border: none; }"
            "QToolButton::menu-indicator { image: none; }"
        )
        self.viewport().update()

    def fit(self, width: int) -> None:
        """Take no more than a quarter of a window so wide."""
        self.setFixedWidth(min(self._rows.theme.px(WIDTH), width // 4))

    # --- showing ---

    def set_counts(self, num_tracks: int, num_staged: int) -> None:
        """Counts beside the places."""
        self._set_count(self._places["library"], num_tracks)
        self._set_count(self._places["review"], num_staged)

    def set_crates(self, tree: CrateTree) -> None:
        """Show these crates; folders that were opened or closed here stay so."""
        closed = {crate.id: crate.closed for crate in tree}
        closed |= {key: not item.isExpanded() for key, item in self._crates.items()}
        counts = {key: item.data(0, COUNT_ROLE) for key, item in self._crates.items()}
        current = self.current_crate()
        self.blockSignals(True)
        for item in self._crates.values():
            if item.parent() is None:
                self.takeTopLevelItem(self.indexOfTopLevelItem(item))
        self._crates = {}
        for crate in tree:
            parent = self._crates.get(crate.parent_id or 0)
            item = self._add(engine_word(crate.name), crate, parent)
            depth = 0 if parent is None else parent.data(0, DEPTH_ROLE) + 1
            item.setData(0, DEPTH_ROLE, depth)
            item.setToolTip(0, tip(f"{tr(_KINDS[crate.kind])}: {crate.query or crate.name}"))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled)
            self._crates[crate.id] = item
            self._set_count(item, counts.get(crate.id))
        for key, item in self._crates.items():
            item.setExpanded(not closed[key])
            item.setData(0, OPEN_ROLE, not closed[key])
        if current is not None and current.id in self._crates:
            self.setCurrentItem(self._crates[current.id])
        self.blockSignals(False)

    def set_crate_counts(self, counts: Mapping[int, int | None]) -> None:
        """Counts beside the crates, by their ids."""
        for crate_id, number in counts.items():
            if crate_id in self._crates:
                self._set_count(self._crates[crate_id], number)

    def select_place(self, place: str) -> None:
        """Mark a page without saying so; of the library, the crate that is open. No row stands for
        the guide.
        """
        item = self._places.get(place)
        if item is not None and place == "library":
            item = self._crates.get(self._open_id or 0, item)
        self.blockSignals(True)
        if item is None:
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentItem(item)
        self.blockSignals(False)
        self.viewport().update()

    def set_open(self, crate: Crate | None) -> None:
        """Which crate the table shows, if any."""
        self._open_id = None if crate is None else crate.id

    def edit_crate(self, crate: Crate) -> None:
        """Let its name be typed."""
        item = self._crates.get(crate.id)
        if item is not None:
            self.setFocus()
            self.blockSignals(True)
            self.setCurrentItem(item)
            self.blockSignals(False)
            self.scrollToItem(item)
            self.editItem(item)

    def current_crate(self) -> Crate | None:
        """The crate under the cursor."""
        return crate_of(self.currentItem())

    # --- choosing ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        crate = self.current_crate()
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if crate is not None and event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit(crate)
        elif crate is not None and alt and event.key() in steps:
            self.nudged.emit(crate, steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Left and Right close and open folders, before they seek in the song."""
        crate = self.current_crate()
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
            and crate is not None
            and crate.kind == FOLDER
        ):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        crate = crate_of(item)
        if item is not None and crate is not None and crate.kind == FOLDER:
            end = sign_end(self._rows.theme, item.data(0, DEPTH_ROLE))
            if event.position().x() < end:
                item.setExpanded(not item.isExpanded())
                return
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_requested.emit(crate_of(self.itemAt(event.pos())), event.globalPos())
        elif (item := self.currentItem()) is not None:
            place = self.visualItemRect(item).center()
            self.menu_requested.emit(self.current_crate(), self.viewport().mapToGlobal(place))

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        place = item.data(0, PLACE_ROLE) if item is not None else None
        if isinstance(place, Place):
            self.place_chosen.emit(place.id)
        elif isinstance(place, Crate):
            self.crate_chosen.emit(place)

    def _on_clicked(self, item: QTreeWidgetItem) -> None:
        """A click on the crate that is chosen already asks for it again."""
        if crate_of(item) is not None:
            self._on_current(item)

    def _on_folded(self, item: QTreeWidgetItem, *, closed: bool) -> None:
        item.setData(0, OPEN_ROLE, not closed)
        self.folded.emit(crate_of(item), closed)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        crate = self.current_crate()
        if crate is not None:
            drag = QDrag(self)
            drag.setMimeData(packed(CRATE, [crate.id]))
            drag.exec(Qt.DropAction.MoveAction)

    # --- inside ---

    def _add(
        self, text: str, place: object, parent: QTreeWidgetItem | None = None
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text])
        (parent or self.invisibleRootItem()).addChild(item)
        item.setData(0, PLACE_ROLE, place)
        return item

    def _set_count(self, item: QTreeWidgetItem, number: int | None) -> None:
        item.setData(0, COUNT_ROLE, number)
        crate = crate_of(item)
        words = [item.text(0)]
        words += [tr(_KINDS[crate.kind]).lower()] if crate is not None else []
        words += [tr("{number} songs").format(number=count(number))] if number is not None else []
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(words))
