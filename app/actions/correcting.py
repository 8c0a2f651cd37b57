"""Corrections by hand, and the steps back and forth over those that no file holds yet."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.actions.opened import reading
from app.jobs import JobQueue, Jobs
from mer_core.emotion import Correction
from mer_core.library.correcting import Corrected
from mer_core.library.database import Library
from mer_core.paths import AppPaths

T = TypeVar("T")

#: So many steps can be taken back.
MAX_STEPS = 200
#: After each so many songs that were corrected for the first time a model may be taught anew.
TEACH_EVERY = 20
#: More songs than these keep no search waiting.
_MANY = 500


class CorrectionActions(QObject):
    """Corrects songs in the library and remembers how.

    ``corrected``, ``undone`` and ``redone`` carry the Corrected that came of it;
    ``history_changed`` whether there is something to take back, and something to do again;
    ``ripe`` the number of corrected songs whenever TEACH_EVERY more can teach a model; ``failed`` a
    sentence.
    """

    corrected = Signal(object)
    undone = Signal(object)
    redone = Signal(object)
    history_changed = Signal(bool, bool)
    ripe = Signal(int)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, paths: AppPaths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._paths = paths
        self._done: deque[Corrected] = deque(maxlen=MAX_STEPS)
        self._undone: list[Corrected] = []

    def correct(
        self, track_ids: Iterable[int], newer: Correction, without: Iterable[str] = ()
    ) -> None:
        """Take back what was said of the fields ``without``, then say ``newer``."""
        ids = tuple(track_ids)
        self._run(_correct, self.after_step, len(ids), ids, newer, tuple(without))

    def undo(self) -> None:
        """Take the last step back."""
        if self._done:
            step = self._done.pop()
            self._run(Library.undo_correction, self._after_undo, len(step), step)
            self._tell_history()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._undone:
            step = self._undone.pop()
            self._run(Library.redo_correction, self._after_redo, len(step), step)
            self._tell_history()

    def after_step(self, step: Corrected) -> None:
        """A step was taken, here or by an import: it can be taken back."""
        if step:
            self._done.append(step)
            self._undone.clear()
        self._tell_history()
        self.corrected.emit(step)
        num_new = sum(_teaches(new) and not _teaches(step.before[name])
                      for name, new in step.after.items())  # fmt: skip
        if num_new:
            self._run(Library.num_teaching, lambda total: self._count(total, num_new), 1)

    def _count(self, total: int, num_new: int) -> None:
        if total // TEACH_EVERY > (total - num_new) // TEACH_EVERY:
            self.ripe.emit(total)

    def _after_undo(self, step: Corrected) -> None:
        # What was spared is no step of ours any more.
        if step:
            self._undone.append(Corrected(step.after, step.before))
        self._tell_history()
        self.undone.emit(step)

    def _after_redo(self, step: Corrected) -> None:
        if step:
            self._done.append(step)
        self._tell_history()
        self.redone.emit(step)

    def _tell_history(self) -> None:
        self.history_changed.emit(bool(self._done), bool(self._undone))

    def _run(
        self, function: Callable[..., T], then: Callable[[T], object], num_songs: int, *args: object
    ) -> None:
        # A few songs are corrected in the lane of the searches, not behind a scan of minutes.
        self._jobs.run(
            reading(self._paths.library, function),
            *args,
            lane=JobQueue.QUERY if num_songs < _MANY else JobQueue.FILES,
            on_done=then,
            on_error=lambda error: self.failed.emit(str(error)),
        )


def _teaches(correction: Correction) -> bool:
    """Whether it says anything that a model can be taught."""
    return bool(correction.without(["energy"]))


def _correct(
    library: Library, ids: tuple[int, ...], newer: Correction, without: tuple[str, ...]
) -> Corrected:
    return library.correct(ids, newer, without=without)
