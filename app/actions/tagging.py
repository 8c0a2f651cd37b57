"""Review before write: stage, apply, undo. Nothing reaches a file unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.actions.opened import workflow
from app.jobs import Job, Jobs, Lane
from mer_core.paths import AppPaths

if TYPE_CHECKING:
    from mer_core.workflows.tag import StagedChange


class TagActions(QObject):
    """Plans, writes and undoes tags in the background.

    ``staged`` carries a list of StagedChange, ``applied`` a TagReport, ``undone`` an UndoReport,
    ``progress`` the Progress of whichever runs, ``busy_changed`` whether files are being written,
    ``failed`` a sentence.
    """

    staged = Signal(object)
    applied = Signal(object)
    undone = Signal(object)
    progress = Signal(object)
    busy_changed = Signal(bool)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, paths: AppPaths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._paths = paths
        self._staging: Job | None = None
        self._playing: Path | None = None
        self._waiting: list[StagedChange] = []
        self.is_busy = False

    def set_playing(self, path: Path | None) -> None:
        """The file that sounds now: it is written once it has stopped."""
        self._playing = path
        ready = [staged for staged in self._waiting if staged.change.path != path]
        if ready:
            self._waiting = [staged for staged in self._waiting if staged.change.path == path]
            self.apply(ready)

    def stage(self, track_ids: Iterable[int] | None = None) -> None:
        """Plan what would be written, reading the files' tags; ``staged`` follows."""
        from mer_core.workflows.tag import stage

        if self._staging is not None:
            self._staging.cancel()
        ids = None if track_ids is None else tuple(track_ids)
        self._staging = self._jobs.run_workflow(
            workflow(self._paths.library, stage),
            ids,
            lane=Lane.FILES,
            on_progress=self.progress.emit,
            on_done=self.staged.emit,
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def apply(self, changes: Sequence[StagedChange]) -> int:
        """Write ``changes``; returns how many wait until their song has stopped playing."""
        from mer_core.workflows.tag import apply

        now = [staged for staged in changes if staged.change.path != self._playing]
        later = [staged for staged in changes if staged.change.path == self._playing]
        self._waiting += later
        if now:
            self._run(workflow(self._paths.library, apply), self.applied.emit, now)
        return len(later)

    def undo(self, run_id: str | None = None) -> None:
        """Put back what a run wrote, the last one where none is named."""
        from mer_core.workflows.undo import undo

        self._run(workflow(self._paths.library, undo), self.undone.emit, run_id)

    def _run(self, function: Callable[..., Any], tell: Callable[[Any], None], what: Any) -> None:
        from mer_core.tags.journal import Journal

        def done(result: Any) -> None:
            self._set_busy(False)
            tell(result)

        def failed(error: Exception) -> None:
            self._set_busy(False)
            self.failed.emit(str(error))

        self._set_busy(True)
        self._jobs.run_workflow(
            function,
            Journal(self._paths.journal),
            what,
            lane=Lane.FILES,
            on_progress=self.progress.emit,
            on_done=done,
            on_error=failed,
        )

    def _set_busy(self, busy: bool) -> None:
        self.is_busy = busy
        self.busy_changed.emit(busy)
