"""What the window asks of the crates: their tree, their counts, every change. In the background."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.actions.crate_steps import Change, deletion, filling, moving, new_search, renaming
from app.actions.history import History, Reverse
from app.actions.opened import Reader
from app.jobs import Jobs
from mer_core.errors import InputError
from mer_core.library.crate_changes import Crates
from mer_core.library.crates import Crate, CrateTree
from mer_core.library.database import Library

T = TypeVar("T")


class CrateActions(QObject):
    """Reads and changes crates, on the lane of searches: a change is short and must not wait for a
    scan.

    ``listed`` carries the CrateTree as it is after every change; ``counted`` a dict from a crate's
    id to its number of songs (None where its search cannot be understood); ``made`` a Crate that
    the user shall name; ``deleted`` a Crate; ``filled`` (Crate, how many songs are new or gone);
    ``stepped``: a change was taken back or done again; ``failed`` a sentence.
    """

    listed = Signal(object)
    counted = Signal(object)
    made = Signal(object)
    deleted = Signal(object)
    filled = Signal(object, int)
    stepped = Signal()
    failed = Signal(str)

    def __init__(
        self, jobs: Jobs, reader: Reader, history: History, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._jobs = jobs
        self._reader = reader
        self._tree = CrateTree(())
        self._waiting: list[int] = []
        self._counts: dict[int, int | None] = {}
        self._again = False
        self._model_sha256: str | None = None

    # --- reading ---

    def load(self) -> None:
        """Read the tree; ``listed`` follows."""
        self._change(lambda crates: None)

    def count(self, model_sha256: str | None) -> None:
        """Count every crate. One after the other, so that a search never waits for more than one;
        while they are being counted they are only marked to be counted once more.
        """
        self._model_sha256 = model_sha256
        if self._waiting:
            self._again = True
            return
        self._again = False
        self._counts = {}
        self._waiting = [crate.id for crate in self._tree]
        self._count_next()

    def _count_next(self) -> None:
        if self._waiting:
            self._jobs.run(
                self._reader.reading(_count),
                self._waiting[0],
                self._model_sha256,
                on_done=self._note_count,
                on_error=self._stop_counting,
            )
        elif self._again:
            self.count(self._model_sha256)

    def _note_count(self, number: int | None) -> None:
        self._counts[self._waiting.pop(0)] = number
        if not self._waiting:
            self.counted.emit(self._counts)
        self._count_next()

    def _stop_counting(self, error: Exception) -> None:
        self._waiting = []
        self.failed.emit(str(error))

    # --- crates ---

    def create(self, name: str, kind: str, parent_id: int | None, **search: str) -> None:
        """Make a crate of this or a similar name; ``made`` follows."""

        def change(crates: Crates) -> Crate:
            free = crates.tree().free_name(name, parent_id)
            return crates.create(free, kind, parent_id=parent_id, **search)

        self._make(change)

    def create_with(self, name: str, track_ids: Iterable[int]) -> None:
        """Make a plain crate of these songs; ``made`` follows."""
        ids = tuple(track_ids)

        def change(crates: Crates) -> Crate:
            crate = crates.create(crates.tree().free_name(name, None), "plain")
            crates.add_songs(crate.id, ids)
            return crate

        self._make(change)

    def _make(self, change: Callable[[Crates], Crate]) -> None:
        def made(crate: Crate) -> None:
            self._history.add(self._reverse(deletion(crate.id)))
            self.made.emit(crate)

        self._change(change, made)

    def rename(self, crate: Crate, name: str) -> None:
        """Give it another name."""
        if name != crate.name:
            self._change(renaming(crate.id, name), self._note)

    def change_search(self, crate: Crate, query: str, order_by: str) -> None:
        """Let a smart crate find this."""
        self._change(new_search(crate.id, query, order_by), self._note)

    def move(self, crate: Crate, parent_id: int | None, before: int | None) -> None:
        """Put it into a folder, before another crate."""
        self._change(moving(crate.id, parent_id, before), self._note)

    def close(self, crate: Crate, closed: bool) -> None:
        """Remember whether a folder is closed. Where that cannot be kept, nobody needs to know."""
        self._jobs.run(self._reader.reading(_close), crate.id, closed, on_error=lambda _: None)

    def delete(self, crate: Crate) -> None:
        """Delete it with all it holds; ``deleted`` follows."""

        def gone(back: Change) -> None:
            self._note(back)
            self.deleted.emit(crate)

        self._change(deletion(crate.id), gone)

    # --- songs ---

    def add_songs(self, crate: Crate, track_ids: Iterable[int]) -> None:
        """Put songs at the crate's end; ``filled`` follows."""
        ids = tuple(track_ids)
        self._fill(crate, lambda crates: crates.add_songs(crate.id, ids))

    def remove_songs(self, crate: Crate, track_ids: Iterable[int]) -> None:
        """Take songs out of the crate; ``filled`` follows."""
        ids = tuple(track_ids)
        self._fill(crate, lambda crates: crates.remove_songs(crate.id, ids))

    def move_songs(self, crate: Crate, track_ids: Iterable[int], before: int | None) -> None:
        """Put songs before another one; ``filled`` follows."""
        ids = tuple(track_ids)
        self._fill(crate, lambda crates: crates.move_songs(crate.id, ids, before))

    def _fill(self, crate: Crate, change: Callable[[Crates], object]) -> None:
        def fill(crates: Crates) -> tuple[list[int], list[int]]:
            before = crates.songs(crate.id)
            change(crates)
            return before, crates.songs(crate.id)

        def filled(songs: tuple[list[int], list[int]]) -> None:
            before, now = songs
            if before != now:
                self._note(filling(crate.id, before))
            self.filled.emit(crate, len(now) - len(before))

        self._change(fill, filled)

    # --- back and forth ---

    def _note(self, back: Change) -> None:
        self._history.add(self._reverse(back))

    def _reverse(self, change: Change) -> Reverse:
        def act(then: Callable[[Reverse | None], None]) -> None:
            def done(back: Change) -> None:
                then(self._reverse(back))
                self.stepped.emit()

            self._change(change, done)

        return act

    def _change(
        self, change: Callable[[Crates], T], on_done: Callable[[T], object] | None = None
    ) -> None:
        def done(result: tuple[T, CrateTree]) -> None:
            self._tree = result[1]
            self.listed.emit(self._tree)
            self.count(self._model_sha256)
            if on_done is not None:
                on_done(result[0])

        def refused(error: Exception) -> None:
            self.failed.emit(str(error))
            self.listed.emit(self._tree)  # a name that was typed in vain goes

        self._jobs.run(
            self._reader.reading(partial(_changed, change)), on_done=done, on_error=refused
        )


def _changed(change: Callable[[Crates], T], library: Library) -> tuple[T, CrateTree]:
    return change(library.crates), library.crates.tree()


def _close(library: Library, crate_id: int, closed: bool) -> None:
    library.crates.close(crate_id, closed)


def _count(library: Library, crate_id: int, model_sha256: str | None) -> int | None:
    try:
        return library.crates.count(crate_id, model_sha256=model_sha256)
    except InputError:
        return None
