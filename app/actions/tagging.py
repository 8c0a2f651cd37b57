"""Review before write: stage, apply, undo. Nothing reaches a file unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from app.actions.opened import workflow
from app.jobs import Job, JobQueue, Jobs
from mer_core.jobs import JobContext
from mer_core.library.database import Library
from mer_core.library.tracks import TrackRow
from mer_core.paths import AppPaths
from mer_core.tags.profiles import STANDARD, Profile

if TYPE_CHECKING:
    from mer_core.tags.journal import Journal
    from mer_core.workflows.tag import StagedChange

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Staged:
    """What a review shows: the changes, and the rows of their tracks by id."""

    changes: list[StagedChange]
    rows: dict[int, TrackRow]


class TagActions(QObject):
    """Plans, writes and undoes tags in the background.

    ``staged`` carries Staged, ``staged_again`` ids and their Staged, ``words_read`` the MoodWords
    in the files, ``problem`` a StageFailed,
    ``written`` a track id, ``applied`` a TagReport, ``undone`` an UndoReport, ``listed`` the
    journal's RunSummaries, ``stood`` the Standings of a run's files, ``recovered`` what was mended
    after a kill, ``progress`` the Progress of whichever runs, ``busy_changed`` whether files are
    being written, ``failed`` a sentence.
    """

    staged = Signal(object)
    staged_again = Signal(object, object)
    words_read = Signal(object)
    problem = Signal(object)
    written = Signal(int)
    applied = Signal(object)
    undone = Signal(object)
    listed = Signal(object)
    stood = Signal(object)
    recovered = Signal(str)
    progress = Signal(object)
    busy_changed = Signal(bool)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, paths: AppPaths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._paths = paths
        self._staging: Job | None = None
        self._in_use: Path | None = None
        self._waiting: list[StagedChange] = []
        self.is_busy = False
        #: By which profile tags are written.
        self.profile = STANDARD

    def set_in_use(self, path: Path | None) -> None:
        """The file that sounds now; what waited for another one is written at once."""
        self._in_use = path
        ready = [staged for staged in self._waiting if staged.change.path != path]
        if ready:
            self._waiting = [staged for staged in self._waiting if staged.change.path == path]
            self.apply(ready)

    def stage(self, track_ids: Iterable[int] | None = None, *, anew: bool = False) -> None:
        """Plan what would be written, reading the files' tags; ``staged`` follows. ``anew``: into
        all that were analysed, not only those that wait to be written.
        """
        ids = None if track_ids is None else tuple(track_ids)
        self._read(_stage, self.staged.emit, ids, self.profile, anew)

    def read_words(self) -> None:
        """Read which mood words stand in the files; ``words_read`` follows."""
        from mer_core.workflows.tidy import mood_words

        self._read(mood_words, self.words_read.emit)

    def stage_renames(self, renames: Mapping[str, str]) -> None:
        """Plan what would be written if mood words were renamed; ``staged`` follows."""
        self._read(_stage_renames, self.staged.emit, renames)

    def _read(self, function: Callable[..., R], tell: Callable[[R], None], *wanted: object) -> None:
        """Read the files' tags, in place of an earlier such job that still runs."""
        if self._staging is not None:
            self._staging.cancel()
        self._staging = self._jobs.run_workflow(
            workflow(self._paths.library, function),
            *wanted,
            lane=JobQueue.FILES,
            on_item=self.problem.emit,
            on_progress=self.progress.emit,
            on_done=tell,
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def stage_again(self, track_ids: Iterable[int]) -> None:
        """Plan some of them anew, as they were corrected; ``staged_again`` follows."""
        ids = tuple(track_ids)
        self._jobs.run_workflow(
            workflow(self._paths.library, _stage),
            ids,
            self.profile,
            False,
            lane=JobQueue.FILES,
            on_item=self.problem.emit,
            on_done=lambda staged: self.staged_again.emit(ids, staged),
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def apply(self, changes: Sequence[StagedChange]) -> list[StagedChange]:
        """Write ``changes``; returns those that wait until their song has stopped."""
        from mer_core.workflows.tag import apply

        now = [staged for staged in changes if staged.change.path != self._in_use]
        later = [staged for staged in changes if staged.change.path == self._in_use]
        self._waiting += [staged for staged in later if staged not in self._waiting]
        if now:
            self._run(workflow(self._paths.library, apply), self.applied.emit, now)
        return later

    def undo(self, run_id: str | None = None) -> None:
        """Put back what a run wrote, the last one where none is named."""
        from mer_core.workflows.undo import undo

        self._run(workflow(self._paths.library, undo), self.undone.emit, run_id)

    def recover(self) -> None:
        """Bring what a killed process was writing to its old or new state; ``recovered`` follows
        where there was such a file.
        """
        if self._paths.journal.is_dir():
            self._ask(
                lambda journal: journal.recover(),
                lambda done: self.recovered.emit("; ".join(done)) if done else None,
            )

    def list_runs(self) -> None:
        """Read what the journal holds; ``listed`` follows."""
        self._ask(lambda journal: journal.runs(), self.listed.emit)

    def ask_about(self, run_id: str) -> None:
        """Look which files of a run can still be undone; ``stood`` follows."""
        self._ask(lambda journal: journal.standing(run_id), self.stood.emit)

    def _ask(self, question: Callable[[Journal], R], tell: Callable[[R], object]) -> None:
        self._jobs.run(
            _asked,
            self._paths.journal,
            question,
            lane=JobQueue.FILES,
            on_done=tell,
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def _run(self, function: Callable[..., R], tell: Callable[[R], object], what: object) -> None:
        from mer_core.tags.journal import Journal

        def done(result: R) -> None:
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
            lane=JobQueue.FILES,
            on_item=lambda item: self.written.emit(item.track_id),
            on_progress=self.progress.emit,
            on_done=done,
            on_error=failed,
        )

    def _set_busy(self, busy: bool) -> None:
        self.is_busy = busy
        self.busy_changed.emit(busy)


def _asked(folder: Path, question: Callable[[Journal], R]) -> R:
    from mer_core.tags.journal import Journal

    return question(Journal(folder))


def _stage(
    context: JobContext,
    library: Library,
    ids: tuple[int, ...] | None,
    profile: Profile,
    anew: bool,
) -> Staged:
    from mer_core.workflows.tag import ANALYSED, UNWRITTEN, stage

    query = ANALYSED if anew else UNWRITTEN
    return _with_rows(library, stage(context, library, ids, profile=profile, query=query))


def _stage_renames(context: JobContext, library: Library, renames: Mapping[str, str]) -> Staged:
    from mer_core.workflows.tidy import stage_renames

    return _with_rows(library, stage_renames(context, library, renames))


def _with_rows(library: Library, changes: list[StagedChange]) -> Staged:
    rows = library.rows_of([change.track_id for change in changes])
    return Staged(changes, {row.track.id: row for row in rows})
