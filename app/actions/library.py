"""What the window asks of the library: searches, counts, folders. Each runs in the background."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.actions.opened import reading, workflow
from app.jobs import Job, Jobs, Lane
from mer_core.errors import InputError
from mer_core.library.database import Library
from mer_core.paths import RESOURCES, AppPaths

if TYPE_CHECKING:
    from mer_core.library.tracks import TrackRow

P = ParamSpec("P")
T = TypeVar("T")

#: Changes are collected for so long before their rows are read again.
REFRESH_MS = 150
DEMO = RESOURCES / "demo"


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The rows that answer ``query``, and how many tracks there are in all."""

    query: str
    rows: list[TrackRow]
    total: int


class LibraryActions(QObject):
    """Searches the library, adds to it and tells what changed.

    ``found`` carries a SearchResult, ``search_failed`` a sentence (the last result stays),
    ``changed`` the TrackRows that were read again, ``counted`` a dict from query to count,
    ``scanning`` Progress, ``scanned`` a ScanReport, ``altered`` says that tracks were removed or
    queued again, ``failed`` carries a sentence.
    """

    found = Signal(object)
    search_failed = Signal(str)
    changed = Signal(object)
    counted = Signal(object)
    scanning = Signal(object)
    scanned = Signal(object)
    altered = Signal()
    failed = Signal(str)

    def __init__(self, jobs: Jobs, paths: AppPaths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._paths = paths
        self._model_sha256: str | None = None
        self._search: Job | None = None
        self._stale: set[int] = set()
        self._refresh = QTimer(self, interval=REFRESH_MS, singleShot=True)
        self._refresh.timeout.connect(self._read_changed)
        self.query = ""

    def use_model(self, sha256: str) -> None:
        """Results of other models are stale from now on."""
        self._model_sha256 = sha256

    def search(self, query: str) -> None:
        """Find ``query``; an earlier search that still runs is dropped."""
        if self._search is not None:
            self._search.cancel()
        self.query = query
        self._search = self._jobs.run(
            self._reading(_search),
            query,
            self._model_sha256,
            on_done=self.found.emit,
            on_error=lambda error: self.search_failed.emit(str(error)),
        )

    def reload(self) -> None:
        """The same search again."""
        self.search(self.query)

    def count(self, queries: Iterable[str]) -> None:
        """Count what each query finds."""
        self._jobs.run(
            self._reading(_count),
            tuple(queries),
            on_done=self.counted.emit,
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def touch(self, track_id: int) -> None:
        """This track's row has changed in the library: read it again soon."""
        self._stale.add(track_id)
        if not self._refresh.isActive():
            self._refresh.start()

    def add(self, paths: Iterable[Path]) -> None:
        """Scan files and folders into the library."""
        from mer_core.workflows.scan import scan

        self._jobs.run_workflow(
            workflow(self._paths.library, scan),
            tuple(paths),
            lane=Lane.FILES,
            on_progress=self.scanning.emit,
            on_done=self.scanned.emit,
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def add_demo(self) -> None:
        """Copy the demo tracks into the user's folder and add them, so that ours are never written
        to.
        """
        self._jobs.run(
            copy_demo,
            self._paths.data / "demo",
            lane=Lane.FILES,
            on_done=lambda folder: self.add([folder]),
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def remove(self, track_ids: Iterable[int]) -> None:
        """Forget these tracks; their files stay as they are."""
        self._change(Library.remove, tuple(track_ids))

    def retry(self, track_ids: Iterable[int]) -> None:
        """Queue failed tracks again."""
        self._change(Library.retry, tuple(track_ids))

    def _change(
        self, function: Callable[[Library, tuple[int, ...]], None], ids: tuple[int, ...]
    ) -> None:
        self._jobs.run(
            self._reading(function),
            ids,
            lane=Lane.FILES,
            on_done=lambda _: self.altered.emit(),
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def _reading(self, function: Callable[Concatenate[Library, P], T]) -> Callable[P, T]:
        return reading(self._paths.library, function)

    def _read_changed(self) -> None:
        ids, self._stale = tuple(self._stale), set()
        self._jobs.run(
            self._reading(_rows_of),
            ids,
            on_done=self.changed.emit,
            on_error=lambda error: self.failed.emit(str(error)),
        )


def copy_demo(folder: Path) -> Path:
    """Copy the shipped demo tracks into ``folder``. Raises InputError where the disk refuses."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in sorted(DEMO.iterdir()):
            if file.is_file() and not (folder / file.name).exists():
                shutil.copyfile(file, folder / file.name)
    except OSError as error:
        raise InputError(
            f"The demo tracks could not be copied to {folder} ({error.strerror})."
        ) from error
    return folder


def _search(library: Library, query: str, model_sha256: str | None) -> SearchResult:
    return SearchResult(query, library.rows(query, model_sha256=model_sha256), library.count())


def _count(library: Library, queries: tuple[str, ...]) -> dict[str, int]:
    return {query: library.count(query) for query in queries}


def _rows_of(library: Library, ids: tuple[int, ...]) -> list[TrackRow]:
    return [row for row in map(library.row, ids) if row is not None]
