"""What the window asks of the library: searches, rows, counts, folders. Each runs in the
background.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.actions.opened import Reader, reading, workflow
from app.i18n import mark, tr
from app.jobs import ErrorCallback, Job, JobQueue, Jobs
from app.timers import make_timer
from mer_core.errors import InputError
from mer_core.inference.protocol import WaitsForRoom
from mer_core.jobs import JobContext, Progress
from mer_core.library.albums import Albums
from mer_core.library.database import Library
from mer_core.library.map_songs import MapSongs
from mer_core.library.points import Points
from mer_core.library.tracks import Counts, TrackRow
from mer_core.paths import RESOURCES, AppPaths
from mer_core.workflows.room import once_there_is_room

T = TypeVar("T")

#: Changes are collected for so long before their rows are read again.
REFRESH_MS = 150
#: So many rows come with the ids of a search, enough for the first screen.
FIRST_ROWS = 64
#: What the status line says while work waits for room.
FULL = mark("Paused: the library's disk is full")
DEMO = RESOURCES / "demo"


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The ids that answer ``query``, the first rows, the counts of the whole library, and where
    albums begin if they were asked for.
    """

    query: str
    ids: list[int]
    rows: list[TrackRow]
    counts: Counts
    albums: Albums | None = None


class LibraryActions(QObject):
    """Searches the library, adds to it and tells what changed.

    ``found`` carries a SearchResult; ``search_failed`` a sentence (the last result stays) and which
    letters of the query are wrong, (first, behind the last) or None;
    ``rows_read`` TrackRows; ``points_read`` Points; ``map_read`` MapSongs; ``counted`` Counts;
    ``scanning`` Progress; ``arrived`` that a scan has added songs and goes on; ``scanned`` a
    ScanReport, ``followed`` one of watched folders;
    ``altered`` that tracks were removed or queued again; ``failed`` a sentence.
    """

    found = Signal(object)
    search_failed = Signal(str, object)
    rows_read = Signal(object)
    points_read = Signal(object)
    map_read = Signal(object)
    counted = Signal(object)
    scanning = Signal(object)
    arrived = Signal()
    scanned = Signal(object)
    followed = Signal(object)
    altered = Signal()
    failed = Signal(str)

    def __init__(self, jobs: Jobs, paths: AppPaths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._paths = paths
        self.reader = Reader(paths.library)
        jobs.at_close(JobQueue.QUERY, self.reader.close)
        self._search: Job | None = None
        self._stale: set[int] = set()
        self._refresh = make_timer(self, REFRESH_MS, self._read_stale, once=True)
        self.model_sha256: str | None = None
        self.query = ""
        self.own_order = "path"
        self.order_by = ""
        self.by_album = False
        self._code_page = ""

    def search(self, query: str) -> None:
        """Find ``query``; an earlier search that still runs is dropped."""
        if self._search is not None:
            self._search.cancel()
        self.query = query
        self._search = self._ask(
            _search,
            query,
            self.order,
            self.by_album,
            self.model_sha256,
            on_done=self.found.emit,
            on_error=lambda error: self.search_failed.emit(str(error), getattr(error, "at", None)),
        )

    def sort(self, order_by: str) -> None:
        """The same search in another order (see Library.row_ids); empty for its own, that of the
        crate that is open.
        """
        if order_by != self.order_by:
            self.order_by = order_by
            self.search(self.query)

    def group(self, by_album: bool) -> None:
        """The same search album by album, or not; what columns sort by is the order within each."""
        if by_album != self.by_album:
            self.by_album = by_album
            self.search(self.query)

    @property
    def sort_keys(self) -> str:
        """What columns or the open smart crate sort by; empty for paths, or an order by hand."""
        own = self.own_order
        return self.order_by or ("" if own == "path" or own.startswith("crate:") else own)

    @property
    def order(self) -> str:
        """How the songs are listed, as Library.row_ids takes it."""
        if self.by_album:
            return f"release {self.sort_keys}".rstrip()
        return self.order_by or self.own_order

    def reload(self) -> None:
        """The same search again."""
        self.search(self.query)

    def count(self) -> None:
        """Count the tracks in each state."""
        self._ask(_count, self.model_sha256, on_done=self.counted.emit)

    def read(self, ids: Sequence[int]) -> None:
        """Read these rows; ``rows_read`` follows."""
        self._ask(_rows_of, tuple(ids), self.model_sha256, on_done=self.rows_read.emit)

    def rows(self, ids: Sequence[int], then: Callable[[list[TrackRow]], object]) -> None:
        """Read these rows for ``then``; those of tracks that are gone are missing there."""
        self._ask(_rows_of, tuple(ids), self.model_sha256, on_done=then)

    def read_points(self) -> None:
        """Read where the tracks of the current search stand; ``points_read`` follows."""
        self._ask(
            _points,
            self.query,
            self.model_sha256,
            on_done=self.points_read.emit,
            on_error=lambda _: None,
        )

    def read_map(self) -> None:
        """Read what a large map shows of the current search; ``map_read`` follows."""
        self._ask(
            _map_songs,
            self.query,
            self.model_sha256,
            on_done=self.map_read.emit,
            on_error=lambda _: None,
        )

    def touch(self, track_id: int) -> None:
        """This track's row has changed in the library: read it again soon."""
        self._stale.add(track_id)
        if not self._refresh.isActive():
            self._refresh.start()

    def set_code_page(self, code_page: str) -> None:
        """How the next scans read old tags; empty to guess."""
        self._code_page = code_page

    def add(self, paths: Iterable[Path], *, again: bool = False) -> None:
        """Scan files and folders into the library (``again``: even what looks unchanged)."""
        from mer_core.workflows.scan import scan

        self._jobs.run_workflow(
            workflow(self._paths.library, partial(scan, again=again)),
            tuple(paths),
            self._code_page,
            lane=JobQueue.FILES,
            on_progress=self.scanning.emit,
            on_item=self._on_scan_item,
            on_done=self.scanned.emit,
            on_error=self._fail,
        )

    def follow(self, changes: object) -> None:
        """Bring the library up to date with what was seen in watched folders."""
        from mer_core.workflows.watch import follow

        self._jobs.run_workflow(
            workflow(self._paths.library, follow),
            changes,
            self._code_page,
            lane=JobQueue.FILES,
            on_item=self._on_scan_item,
            on_done=self.followed.emit,
            on_error=self._fail,
        )

    def sum_up(self) -> None:
        """Let a library of an older Moodline learn what makes searches of parts of songs quick."""
        self._jobs.run_workflow(workflow(self._paths.library, _sum_up), on_error=self._fail)

    def add_demo(self) -> None:
        """Copy the demo tracks into the user's folder and add them: ours are never written to."""
        self._jobs.run(
            copy_demo,
            self._paths.demo,
            lane=JobQueue.FILES,
            on_done=lambda folder: self.add([folder]),
            on_error=self._fail,
        )

    def remove(self, track_ids: Iterable[int]) -> None:
        """Forget these tracks; their files stay as they are."""
        self._change(Library.remove, track_ids)

    def retry(self, track_ids: Iterable[int]) -> None:
        """Queue failed tracks again."""
        self._change(Library.retry, track_ids)

    def forget(self, track_ids: Iterable[int]) -> None:
        """Drop what was analysed of these tracks, so that it is made again."""
        self._change(Library.forget, track_ids)

    def _change(
        self, function: Callable[[Library, tuple[int, ...]], None], ids: Iterable[int]
    ) -> None:
        self._jobs.run(
            reading(self._paths.library, function),
            tuple(ids),
            lane=JobQueue.FILES,
            on_done=lambda _: self.altered.emit(),
            on_error=self._fail,
        )

    def _ask(
        self,
        function: Callable[..., T],
        *args: object,
        on_done: Callable[[T], object],
        on_error: ErrorCallback | None = None,
    ) -> Job:
        return self._jobs.run(
            self.reader.reading(function),
            *args,
            on_done=on_done,
            on_error=on_error or self._fail,
        )

    def _on_scan_item(self, item: object) -> None:
        if isinstance(item, WaitsForRoom):
            self.scanning.emit(Progress(FULL))
        else:
            self.arrived.emit()

    def _read_stale(self) -> None:
        stale, self._stale = self._stale, set()
        self.read(tuple(stale))

    def _fail(self, error: Exception) -> None:
        self.failed.emit(str(error))


def copy_demo(folder: Path) -> Path:
    """Copy the shipped demo tracks into ``folder``. Raises InputError where the disk refuses."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in sorted(DEMO.iterdir()):
            if file.is_file() and not (folder / file.name).exists():
                shutil.copyfile(file, folder / file.name)
    except OSError as error:
        raise InputError(
            tr("The demo tracks could not be copied to {folder} ({reason}).").format(
                folder=folder, reason=error.strerror
            )
        ) from error
    return folder


def _search(
    library: Library, query: str, order_by: str, by_album: bool, model_sha256: str | None
) -> SearchResult:
    ids = library.row_ids(query, order_by=order_by, model_sha256=model_sha256)
    rows = library.rows_of(ids[:FIRST_ROWS], model_sha256=model_sha256)
    counts = library.counts(model_sha256=model_sha256)
    return SearchResult(query, ids, rows, counts, library.albums(ids) if by_album else None)


def _sum_up(context: JobContext, library: Library) -> None:
    once_there_is_room(context, partial(library.sum_up, context.check_cancelled))


def _count(library: Library, model_sha256: str | None) -> Counts:
    return library.counts(model_sha256=model_sha256)


def _rows_of(library: Library, ids: tuple[int, ...], model_sha256: str | None) -> list[TrackRow]:
    return library.rows_of(ids, model_sha256=model_sha256)


def _points(library: Library, query: str, model_sha256: str | None) -> Points:
    return library.points(query, model_sha256=model_sha256)


def _map_songs(library: Library, query: str, model_sha256: str | None) -> MapSongs:
    return library.map_songs(query, model_sha256=model_sha256)
