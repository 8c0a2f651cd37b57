"""Watches the library's folders while the switch is on."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.jobs import Job, JobQueue, Jobs
from mer_core.jobs import JobContext


class WatchActions(QObject):
    """``changed`` carries the Changes that have come to rest, ``went`` and ``came`` a folder whose
    drive was taken away, or is back.
    """

    changed = Signal(object)
    went = Signal(object)
    came = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._folders: tuple[Path, ...] = ()
        self._gone: set[Path] = set()

    def watch(self, folders: Iterable[Path]) -> None:
        """Watch these folders from now on, and no others."""
        wanted = tuple(folders)
        if wanted == self._folders:
            return
        self._folders = wanted
        self._gone.clear()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if wanted:
            self._job = self._jobs.run_workflow(
                _watch, wanted, lane=JobQueue.WATCH, on_item=self._on_item
            )

    def _on_item(self, item: object) -> None:
        from mer_core.watching.settling import Changes
        from mer_core.workflows.watch import FolderCame, FolderWent

        match item:
            case Changes():
                self.changed.emit(item)
            case FolderWent(folder=folder):
                self._gone.add(folder)
                self.went.emit(folder)
            case FolderCame(folder=folder) if folder in self._gone:
                self._gone.discard(folder)
                self.came.emit(folder)


def _watch(context: JobContext, folders: tuple[Path, ...]) -> None:
    from mer_core.workflows.watch import watch

    with closing(watch(context, folders)) as news:
        for changes in news:
            context.publish(changes)
