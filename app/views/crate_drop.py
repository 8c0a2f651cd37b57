"""Songs and crates dropped on the crates of the sidebar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from app.dragging import CRATE, SONGS, unpacked
from app.views.sidebar_rows import TARGET_ROLE, crate_of
from mer_core.library.crates import FOLDER, PLAIN, Crate


class CrateDrop(QObject):
    """``songs_dropped`` carries (Crate, ids of tracks); ``crate_dropped`` (id of the dragged crate,
    id of a folder or None, id of the crate it is to stand before or None).
    """

    songs_dropped = Signal(object, object)
    crate_dropped = Signal(int, object, object)

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree
        self._marked: QTreeWidgetItem | None = None
        tree.viewport().setAcceptDrops(True)
        tree.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragLeave:
            self._mark(None)
        if not isinstance(event, QDropEvent):  # the root of all drag events with a place
            return super().eventFilter(watched, event)
        data = event.mimeData()
        item = self._tree.itemAt(event.position().toPoint())
        crate = crate_of(item)
        songs = data.hasFormat(SONGS) and crate is not None and crate.kind == PLAIN
        takes = songs or (data.hasFormat(CRATE) and crate is not None)
        moving = isinstance(event, QDragMoveEvent)
        self._mark(item if takes and moving else None)
        # Where it was refused at the edge it would not be asked again further in.
        enters = isinstance(event, QDragEnterEvent) and (
            data.hasFormat(SONGS) or data.hasFormat(CRATE)
        )
        event.setAccepted(takes or enters)
        if takes and not moving and item is not None and crate is not None:
            if songs:
                self.songs_dropped.emit(crate, unpacked(data, SONGS))
            for crate_id in unpacked(data, CRATE):
                self._drop_crate(crate_id, item, crate, event.position().y())
        return True

    def _drop_crate(self, crate_id: int, item: QTreeWidgetItem, crate: Crate, y: float) -> None:
        """Into a folder, but at its upper and lower edge; else before or behind the crate there."""
        rect = self._tree.visualItemRect(item)
        share = (y - rect.top()) / max(rect.height(), 1)
        if crate.kind == FOLDER and 0.25 < share < 0.75:
            self.crate_dropped.emit(crate_id, crate.id, None)
            return
        before: Crate | None = crate
        if share >= 0.5:
            parent = item.parent() or self._tree.invisibleRootItem()
            before = crate_of(parent.child(parent.indexOfChild(item) + 1))
        place = before.id if before is not None else None
        self.crate_dropped.emit(crate_id, crate.parent_id, place)

    def _mark(self, item: QTreeWidgetItem | None) -> None:
        if self._marked is not None and self._marked is not item:
            self._marked.setData(0, TARGET_ROLE, None)
        if item is not None:
            item.setData(0, TARGET_ROLE, True)
        self._marked = item
