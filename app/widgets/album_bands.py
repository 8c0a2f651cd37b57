"""The bands that head each album's songs in a table: painted over the whole row, clicked to choose
the songs beneath.
"""

from __future__ import annotations

from itertools import takewhile

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QTableView

from app.roles import BAND_ROLE
from app.theme import MEDIUM, Theme
from app.widgets.cover import paint_cover_of
from app.widgets.delegates import PADDING
from app.widgets.painting import LEFT, RIGHT, draw_text, text_width

_GAP = 10


class AlbumBands(QObject):
    """Paints the rows of ``table`` whose cells have a BAND_ROLE.

    ``chosen`` carries such a row that was clicked and the keys held meanwhile, ``opened`` one that
    was clicked twice; ``dragged`` that it is dragged.
    """

    chosen = Signal(int, object)
    opened = Signal(int)
    dragged = Signal()

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table
        self._pressed: QPoint | None = None
        self._awaited: int | None = None  # chosen with others, which a drag would take along
        table.viewport().installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme

    def words(self, row: int) -> tuple[str, str, str] | None:
        """What a row's band says; None for other rows."""
        words: tuple[str, str, str] | None = self._table.model().index(row, 0).data(BAND_ROLE)
        return words

    # --- painting ---

    def paint(self) -> None:
        """Paint those in sight; after the table has painted its cells."""
        table, viewport = self._table, self._table.viewport()
        first = table.rowAt(0)
        if first < 0:
            return
        last = table.rowAt(viewport.height() - 1)
        painter = QPainter(viewport)
        for row in range(first, (last if last >= 0 else table.model().rowCount() - 1) + 1):
            words = self.words(row)
            if words is not None:
                y, height = table.rowViewportPosition(row), table.rowHeight(row)
                rect = QRectF(0, y, viewport.width(), height)
                self._paint(painter, rect, words, table.model().index(row, 0))
        painter.end()

    def _paint(
        self, painter: QPainter, rect: QRectF, words: tuple[str, str, str], index: QModelIndex
    ) -> None:
        theme, side = self._theme, painter.layoutDirection()
        painter.fillRect(rect, theme.colour("raised"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))

        def placed(part: QRectF) -> QRectF:
            return QRectF(QStyle.visualRect(side, rect.toRect(), part.toRect()))

        size = rect.height() - 6
        cover = QRectF(rect.x() + PADDING, rect.y() + 3, size, size)
        paint_cover_of(painter, placed(cover), theme, index)
        strong, plain = theme.font(weight=MEDIUM), theme.font()
        album, artist, facts = words
        line = rect.adjusted(PADDING + size + _GAP, 0, -PADDING, 0)
        width = min(text_width(plain, facts), line.width() / 3)
        end = QRectF(line.right() - width, line.y(), width, line.height())
        line.setRight(end.left() - _GAP)
        by = line.adjusted(text_width(strong, album) + _GAP, 0, 0, 0)
        bright, dim = theme.colour("text"), theme.colour("dim")
        for part, text, font, colour, align in (
            (end, facts, plain, dim, RIGHT),
            (line, album, strong, bright, LEFT),
            (by, artist, plain, dim, LEFT),
        ):
            if part.width() > 0:
                align = QStyle.visualAlignment(side, align)
                draw_text(painter, placed(part), text, font=font, colour=colour, align=align)

    # --- the mouse ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        place = event.position().toPoint()
        match event.type():
            case QEvent.Type.MouseMove if self._pressed is not None:
                far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
                if far:
                    self._pressed = self._awaited = None
                    self.dragged.emit()
                return True
            case QEvent.Type.MouseButtonRelease if self._pressed is not None:
                self._pressed = None
                if self._awaited is not None:
                    self.chosen.emit(self._awaited, event.modifiers())
                return True
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick:
                return self._press(event, place)
        return False

    def _press(self, event: QMouseEvent, place: QPoint) -> bool:
        row = self._table.rowAt(place.y())
        if row < 0 or self.words(row) is None:
            return False
        self._table.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.opened.emit(row)
            return True
        is_chosen = self._has_chosen_songs(row)
        is_left, keys = event.button() == Qt.MouseButton.LeftButton, event.modifiers()
        self._pressed = place if is_left else None
        self._awaited = row if is_left and is_chosen and not keys else None
        if not is_chosen or (is_left and keys):
            self.chosen.emit(row, keys)
        return True

    def _has_chosen_songs(self, row: int) -> bool:
        """Whether all songs under a band are chosen."""
        below = range(row + 1, self._table.model().rowCount())
        songs = takewhile(lambda each: self.words(each) is None, below)
        return all(map(self._table.selectionModel().isRowSelected, songs))
