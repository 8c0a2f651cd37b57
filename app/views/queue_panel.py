"""The queue at the right: what plays, what comes, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.dragging import SONGS, packed
from app.i18n import mark, tr
from app.models.columns import title_of
from app.models.queue import QueueModel
from app.roles import ROW_ROLE
from app.theme import MEDIUM, Theme
from app.widgets.buttons import RoundButton
from app.widgets.delegates import Index, RowDelegate
from app.widgets.labels import ElidedLabel, Label
from app.widgets.painting import RIGHT, draw_text
from app.widgets.row_drop import RowDrop
from app.widgets.rows import lay_rows
from app.widgets.wording import clock
from mer_core.library.tracks import TrackRow
from mer_core.playlists.queue import PlayQueue

WIDTH = 272
_MOST_SHARE, _LOWEST = 0.31, 30
_ROW = 46
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_REPEATS = {
    "off": ("repeat", mark("Repeat: off")),
    "all": ("repeat", mark("Repeat: the whole list")),
    "one": ("repeat-one", mark("Repeat: this song")),
}


class _SongDelegate(RowDelegate):
    """Title over artist, the time at the right; a bar at the left of what was added by hand."""

    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        model, row = index.model(), index.data(ROW_ROLE)
        if row is None:
            return
        if isinstance(model, QueueModel) and model.is_added(index.row()):
            bar = QRectF(rect.left() - 4, rect.top() + 9, 3, rect.height() - 18)
            painter.fillRect(bar, self.theme.colour("accent"))
        rect = rect.adjusted(6, 0, 0, 0)
        length = row.track.duration_s
        self.write(painter, rect, "" if length is None else clock(length), align=RIGHT)
        words = rect.adjusted(0, 4, -44, 0)
        words.setHeight(rect.height() / 2 - 3)
        self.write(painter, words, title_of(row), tone="text", weight=MEDIUM)
        below = words.translated(0, words.height())
        font, dim = self.theme.font(12), self.theme.colour("dim")
        draw_text(painter, below, row.track.artist or row.track.album, font=font, colour=dim)


class QueueList(QTableView):
    """``played`` carries a place, ``removed`` places, ``moved`` places and the place before which
    they are to stand, ``dropped`` ids of other songs and such a place.
    """

    played = Signal(int)
    removed = Signal(object)
    moved = Signal(object, int)
    dropped = Signal(object, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Songs to come"))
        lay_rows(self)
        self.horizontalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self._dragged: list[int] = []
        self._drop = RowDrop(theme, self)
        self._drop.set_enabled(True)
        self._drop.dropped.connect(self._on_dropped)
        self._delegate = _SongDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.activated.connect(lambda index: self.played.emit(index.row()))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._delegate.set_theme(theme)
        self._drop.set_theme(theme)
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self.viewport().update()

    def places(self) -> list[int]:
        """The chosen rows."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places, key = self.places(), event.key()
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if key == Qt.Key.Key_Delete and places:
            self.removed.emit(places)
        elif alt and key in _STEPS and places:
            down = _STEPS[Qt.Key(key)] > 0
            to = places[-1] + 2 if down else places[0] - 1
            if 0 <= to <= self.model().rowCount():
                self.moved.emit(places, to)
        else:
            super().keyPressEvent(event)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        self._dragged = self.places()
        rows = [self.model().index(place, 0).data(ROW_ROLE) for place in self._dragged]
        drag = QDrag(self)
        drag.setMimeData(packed(SONGS, (row.track.id for row in rows if row is not None)))
        drag.exec(Qt.DropAction.CopyAction)
        self._dragged = []

    def _on_dropped(self, ids: list[int], place: int) -> None:
        if self._dragged:
            self.moved.emit(self._dragged, place)
        else:
            self.dropped.emit(ids, place)


class QueuePanel(QFrame):
    """The list with its heading and buttons. It asks by signal and shows what it is told."""

    shuffle_clicked = Signal()
    repeat_clicked = Signal()
    save_clicked = Signal()
    clear_clicked = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setProperty("edge", "left")
        self.setAccessibleName(tr("Queue"))
        self.list = QueueList(theme)
        self.list.setModel(model)
        self.list.setMinimumHeight(_LOWEST)
        self.shuffle = RoundButton(theme, "shuffle", tr("Shuffle: off"), self, diameter=28)
        self.repeat = RoundButton(theme, "repeat", tr("Repeat: off"), self, diameter=28)
        self.close_button = RoundButton(theme, "close", tr("Close the queue"), self, diameter=24)
        self.shuffle.setCheckable(True)
        self.repeat.setCheckable(True)
        self._now, self._artist, self._next = ElidedLabel(), ElidedLabel(), Label(tr("Next"))
        self._artist.setProperty("role", "dim")
        self._next.setProperty("role", "dim")
        self.save_button, self.clear_button = (
            QPushButton(tr("Save as crate")),
            QPushButton(tr("Clear")),
        )
        self._lay_out()
        self.shuffle.clicked.connect(lambda _=False: self.shuffle_clicked.emit())
        self.repeat.clicked.connect(lambda _=False: self.repeat_clicked.emit())
        self.close_button.clicked.connect(lambda _=False: self.closed.emit())
        self.save_button.clicked.connect(lambda _=False: self.save_clicked.emit())
        self.clear_button.clicked.connect(lambda _=False: self.clear_clicked.emit())
        self.set_theme(theme)
        self.show_song(None)

    def _lay_out(self) -> None:
        heading = Label(tr("Queue"))
        heading.setProperty("role", "heading")
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 10, 0)
        head.addWidget(heading, 1)
        for button in (self.shuffle, self.repeat, self.close_button):
            head.addWidget(button)
        words = QVBoxLayout()
        words.setContentsMargins(14, 0, 14, 4)
        words.setSpacing(2)
        for label in (self._now, self._artist):
            words.addWidget(label)
        words.addSpacing(8)
        words.addWidget(self._next)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 10, 8)
        for push in (self.save_button, self.clear_button):
            push.setProperty("kind", "quiet")
            foot.addWidget(push)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addLayout(words)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.setFixedWidth(theme.px(WIDTH))
        for widget in (self.list, self.shuffle, self.repeat, self.close_button):
            widget.set_theme(theme)

    def fit(self, width: int) -> None:
        """Leave the table its room in a window so wide."""
        self.setFixedWidth(min(self._theme.px(WIDTH), round(width * _MOST_SHARE)))

    def show_song(self, row: TrackRow | None) -> None:
        """What plays."""
        self._now.setText(title_of(row) if row is not None else tr("Nothing is playing"))
        self._artist.setText((row.track.artist if row is not None else "") or "—")

    def show_queue(self, queue: PlayQueue) -> None:
        """What is chosen, and how many songs come."""
        number = len(queue)
        self._next.setText(tr("Next · %n song(s)", "", number))
        self.shuffle.setChecked(queue.shuffled)
        self.shuffle.set_icon(
            "shuffle", tr("Shuffle: on") if queue.shuffled else tr("Shuffle: off")
        )
        self.repeat.setChecked(queue.repeat != "off")
        icon, words = _REPEATS[queue.repeat]
        self.repeat.set_icon(icon, tr(words))
        self.clear_button.setEnabled(number > 0)
        self.save_button.setEnabled(number > 0 or queue.current is not None)
