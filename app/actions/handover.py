"""What the window hands over to other programs and takes in from files. In the background."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.actions.opened import Reader, workflow
from app.jobs import Job, JobQueue, Jobs
from mer_core.jobs import JobContext
from mer_core.library.database import Library
from mer_core.paths import AppPaths

if TYPE_CHECKING:
    from mer_core.exports.request import Exported
    from mer_core.workflows.export import ExportWish
    from mer_core.workflows.importing import ImportReport


class HandoverActions(QObject):
    """Exports songs and imports what is said of them.

    ``counted`` carries how many songs the last wish is about, or the sentence why it cannot be
    granted; ``exported`` (ExportWish, Exported), ``imported`` an ImportReport; ``saved`` the Path
    of a file; ``progress`` a Progress; ``failed`` a sentence.
    """

    counted = Signal(object)
    exported = Signal(object, object)
    imported = Signal(object)
    saved = Signal(object)
    progress = Signal(object)
    failed = Signal(str)

    def __init__(
        self, jobs: Jobs, paths: AppPaths, reader: Reader, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._paths = paths
        self._reader = reader
        self._count: Job | None = None

    def count(self, wish: ExportWish) -> None:
        """Count the songs of ``wish``; an earlier count that still runs is dropped."""
        from mer_core.workflows.export import count_songs

        if self._count is not None:
            self._count.cancel()
        self._count = self._jobs.run(
            self._reader.reading(count_songs),
            wish,
            on_done=self.counted.emit,
            on_error=lambda error: self.counted.emit(str(error)),
        )

    def export(self, wish: ExportWish) -> None:
        """Write the file; what is there is replaced, for the user was asked."""
        self._jobs.run_workflow(
            workflow(self._paths.library, _export),
            wish,
            lane=JobQueue.FILES,
            on_progress=self.progress.emit,
            on_done=lambda exported: self.exported.emit(wish, exported),
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def save(self, data: bytes, target: Path) -> None:
        """Write a file that is made already; what is there is replaced, for the user was asked."""
        self._jobs.run(
            _save,
            data,
            target,
            lane=JobQueue.FILES,
            on_done=self.saved.emit,
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def import_file(self, path: Path) -> None:
        """Take in corrections or analyses."""
        self._jobs.run_workflow(
            workflow(self._paths.library, _import),
            path,
            lane=JobQueue.FILES,
            on_progress=self.progress.emit,
            on_done=self.imported.emit,
            on_error=lambda error: self.failed.emit(str(error)),
        )


def _export(context: JobContext, library: Library, wish: ExportWish) -> Exported:
    from mer_core.workflows.export import export, save

    exported = export(context, library, wish)
    assert wish.target is not None
    save(exported.data, wish.target, force=True)
    return exported


def _save(data: bytes, target: Path) -> Path:
    from mer_core.workflows.export import save

    save(data, target, force=True)
    return target


def _import(context: JobContext, library: Library, path: Path) -> ImportReport:
    from mer_core.workflows.importing import import_file

    return import_file(context, library, path)
