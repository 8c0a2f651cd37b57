"""Songs dragged to another place in a table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QTableView, QWidget

from app.dragging import SONGS, unpacked
from app.theme import Theme


class RowDrop(QObject):
    """Lets a table take its own songs between two rows, while ``set_enabled``.

    ``dropped`` carries the ids and the row they are to stand before (the number of rows for the
    end).
    """

    dropped = Signal(object, int)

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._enabled = False
        self._line = QWidget(table.viewport())
        self._line.hide()
        self.set_theme(theme)
        table.viewport().installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._line.setStyleSheet(f"background: {theme.accent};")

    def set_enabled(self, enabled: bool) -> None:
        """Whether songs may be put elsewhere."""
        self._enabled = enabled
        self._table.viewport().setAcceptDrops(enabled)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragLeave:
            self._line.hide()
        if not isinstance(event, QDropEvent):  # the root of all drag events with a place
            return super().eventFilter(watched, event)
        if not (self._enabled and event.mimeData().hasFormat(SONGS)):
            event.ignore()
            return True
        place = self._place(event)
        event.acceptProposedAction()
        if isinstance(event, QDragMoveEvent):
            self._show_line(place)
        else:
            self._line.hide()
            self.dropped.emit(unpacked(event.mimeData(), SONGS), place)
        return True

    def _place(self, event: QDropEvent) -> int:
        """The row before which the songs would stand."""
        y = round(event.position().y())
        row = self._table.rowAt(y)
        if row < 0:
            return self._table.model().rowCount()
        middle = self._table.rowViewportPosition(row) + self._table.rowHeight(row) / 2
        return row + (y > middle)

    def _show_line(self, place: int) -> None:
        rows = self._table.model().rowCount()
        last = self._table.rowViewportPosition(rows - 1) + self._table.rowHeight(rows - 1)
        y = self._table.rowViewportPosition(place) if place < rows else last
        self._line.setGeometry(0, y - 1, self._table.viewport().width(), 2)
        self._line.show()
        self._line.raise_()
