"""Between the queue and what shows it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QObject

from app.actions.crates import CrateActions
from app.actions.library import LibraryActions
from app.actions.playing import PlayingActions
from app.i18n import tr
from app.models.queue import QueueModel
from app.timers import make_timer
from app.views.frame import Frame
from app.views.queue_panel import QueuePanel
from mer_core.playlists.queue import REPEATS

#: The queue is kept on disk once it has rested for so long.
_KEEP_AFTER_MS = 1000


class QueuePresenter(QObject):
    """Opens the panel and does what it asks for; keeps the queue in ``path``."""

    def __init__(
        self,
        frame: Frame,
        playing: PlayingActions,
        crates: CrateActions,
        library: LibraryActions,
        path: Path,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._playing = playing
        self._crates = crates
        self._path = path
        self._panel: QueuePanel | None = None
        self.model = QueueModel(playing.queue, self)
        self.model.wanted.connect(lambda ids: library.rows(ids, self.model.put_rows))
        self._keep = make_timer(self, _KEEP_AFTER_MS, self.keep, once=True)

    def restore(self) -> None:
        """Take up the queue of the last time."""
        self._playing.restore(self._path)
        self._keep.stop()

    def keep(self) -> None:
        """Save the queue; that a disk refuses it is not worth a word."""
        self._keep.stop()
        with suppress(OSError):
            self._playing.keep(self._path)

    def toggle(self) -> None:
        """Show the panel, or hide it."""
        if self._panel is None:
            self._panel = self._make()
        elif self._panel.isVisible():
            self._frame.show_queue(False)
            self._frame.library.table.setFocus()
            return
        self._frame.show_queue(True)
        self._show()
        self._panel.list.setFocus()

    def _make(self) -> QueuePanel:
        panel = QueuePanel(self._frame.theme, self.model)
        self._frame.add_queue(panel)
        panel.closed.connect(self.toggle)
        panel.shuffle_clicked.connect(self.shuffle)
        panel.repeat_clicked.connect(self.repeat)
        panel.save_clicked.connect(self.save)
        panel.clear_clicked.connect(lambda: self._playing.change(lambda queue: queue.clear()))
        panel.list.played.connect(self._playing.jump)
        panel.list.removed.connect(self.remove)
        panel.list.moved.connect(self.move)
        panel.list.dropped.connect(self.insert)
        return panel

    def show_queue(self) -> None:
        """Other songs come than before."""
        self._keep.start()
        self._show()

    def _show(self) -> None:
        if self._panel is not None and self._panel.isVisible():
            self.model.show_anew()
            self._panel.show_queue(self._playing.queue)
            self._panel.show_song(self._playing.row)

    def add(self, *, first: bool = False) -> None:
        """Put the chosen songs of the table into the queue."""
        self.add_ids(self._frame.library.selected_ids(), first=first)

    def add_ids(self, ids: Sequence[int], *, first: bool = False) -> None:
        """Put songs into the queue, and say so where it is not seen."""
        if not ids:
            return
        self._playing.add(ids, first=first)
        if first:
            self._frame.notices.note(tr("%n song(s) will play next.", "", len(ids)))
        else:
            self._frame.notices.note(tr("%n song(s) added to the queue.", "", len(ids)))

    def insert(self, ids: Sequence[int], place: int) -> None:
        """Songs were dropped before a row."""
        self._playing.change(lambda queue: queue.insert(ids, place))

    def move(self, places: Sequence[int], to: int) -> None:
        """Rows were moved before another; they stay chosen."""
        self._playing.change(lambda queue: queue.move(places, to))
        self._choose(to - sum(place < to for place in places), len(places))

    def remove(self, places: Sequence[int]) -> None:
        """Take rows out; the cursor stays where they were."""
        self._playing.change(lambda queue: queue.remove(places))
        self._choose(min(places[0], len(self._playing.queue) - 1), 1)

    def shuffle(self) -> None:
        """Mix what comes, or no more."""
        self._playing.change(lambda queue: queue.set_shuffled(not queue.shuffled))

    def repeat(self) -> None:
        """Off, the whole list, this song, and off again."""
        after = (REPEATS.index(self._playing.queue.repeat) + 1) % len(REPEATS)
        self._playing.change(lambda queue: queue.set_repeat(REPEATS[after]))

    def save(self) -> None:
        """Make a crate of what plays and what comes."""
        queue = self._playing.queue
        current = [] if queue.current is None else [queue.current]
        self._crates.create_with(tr("Queue"), dict.fromkeys(current + queue.upcoming))

    def _choose(self, first: int, number: int) -> None:
        if self._panel is None or first < 0:
            return
        selection = self._panel.list.selectionModel()
        flag = QItemSelectionModel.SelectionFlag
        selection.setCurrentIndex(self.model.index(first, 0), flag.ClearAndSelect | flag.Rows)
        for place in range(first + 1, first + number):
            selection.select(self.model.index(place, 0), flag.Select | flag.Rows)
