"""Corrections by hand; those that no file holds yet can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.actions.history import History, Reverse
from app.actions.opened import reading
from app.jobs import JobQueue, Jobs
from mer_core.emotion import Correction
from mer_core.library.correcting import Corrected
from mer_core.library.database import Library
from mer_core.paths import AppPaths

T = TypeVar("T")

#: After each so many songs that were corrected for the first time a model may be taught anew.
TEACH_EVERY = 20
#: More songs than these keep no search waiting.
_MANY = 500


class CorrectionActions(QObject):
    """Corrects songs in the library and adds that to the history.

    ``corrected``, ``undone`` and ``redone`` carry the Corrected that came of it; ``ripe`` the
    number of corrected songs whenever TEACH_EVERY more can teach a model; ``failed`` a
    sentence.
    """

    corrected = Signal(object)
    undone = Signal(object)
    redone = Signal(object)
    ripe = Signal(int)
    failed = Signal(str)

    def __init__(
        self, jobs: Jobs, paths: AppPaths, history: History, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._jobs = jobs
        self._paths = paths

    def correct(
        self, track_ids: Iterable[int], newer: Correction, without: Iterable[str] = ()
    ) -> None:
        """Take back what was said of the fields ``without``, then say ``newer``."""
        ids = tuple(track_ids)
        self._run(_correct, self.after_step, len(ids), ids, newer, tuple(without))

    def correct_sounds(self, said: Mapping[str, Correction]) -> None:
        """Say of each sound, by its audio hash, what is given."""
        self._run(Library.correct_sounds, self.after_step, len(said), said)

    def after_step(self, step: Corrected) -> None:
        """A step was taken, here or by an import: it can be taken back."""
        if step:
            self._history.add(self._undo(step))
        self.corrected.emit(step)
        num_new = sum(_teaches(new) and not _teaches(step.before[name])
                      for name, new in step.after.items())  # fmt: skip
        if num_new:
            self._run(Library.num_teaching, lambda total: self._count(total, num_new), 1)

    def _count(self, total: int, num_new: int) -> None:
        if total // TEACH_EVERY > (total - num_new) // TEACH_EVERY:
            self.ripe.emit(total)

    def _undo(self, step: Corrected) -> Reverse:
        def act(then: Callable[[Reverse | None], None]) -> None:
            def done(undone: Corrected) -> None:
                # What was spared is no step of ours any more.
                kept = Corrected(undone.after, undone.before)
                then(self._redo(kept) if undone else None)
                self.undone.emit(undone)

            self._run(Library.undo_correction, done, len(step), step)

        return act

    def _redo(self, step: Corrected) -> Reverse:
        def act(then: Callable[[Reverse | None], None]) -> None:
            def done(redone: Corrected) -> None:
                then(self._undo(redone) if redone else None)
                self.redone.emit(redone)

            self._run(Library.redo_correction, done, len(step), step)

        return act

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
