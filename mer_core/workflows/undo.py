"""Take back what was written into tags: every file as it was, byte for byte, wherever it is now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mer_core.errors import InputError
from mer_core.jobs import JobContext
from mer_core.library.database import Library
from mer_core.spelling import as_listed
from mer_core.tags import writer
from mer_core.tags.journal import Journal
from mer_core.tags.undoing import UndoResult
from mer_core.workflows.whereabouts import Whereabouts


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What an undo did: how many files are as they were, and which are not, with the reason.

    ``run_id`` is None where files of any runs were meant.
    """

    run_id: str | None
    restored: int
    failed: tuple[tuple[Path, str], ...]


def undo(
    context: JobContext, library: Library, journal: Journal, run_id: str | None = None
) -> UndoReport:
    """Take back a run, the last one that was not yet undone where none is named.

    A file that was moved is found by what the library knows of it, or near where it was; one that
    was changed since is left alone and reported. Raises InputError where there is nothing to undo,
    or another run is under way.
    """
    if run_id is None:
        run_id = next((run.id for run in journal.runs() if not run.undone), None)
    if run_id is None:
        raise InputError("There is nothing to undo: no tags were written.")
    find = Whereabouts(context, library).leads
    results = journal.undo(run_id, context, find=find, on_result=_noting(library))
    return _report(run_id, results)


def undo_below(context: JobContext, library: Library, journal: Journal, path: Path) -> UndoReport:
    """Take back the last change of the file at ``path``, or of each file below that folder.

    Where nothing is there any more, the files that were there are followed. Raises InputError where
    there is nothing to undo, or another run is under way.
    """
    (path,) = as_listed([path.absolute()])
    find = Whereabouts(context, library).leads
    results = journal.undo_below(path, context, find=find, on_result=_noting(library))
    if not results:
        raise InputError(f"There is nothing to undo: no tags were written into {_shown(path)}.")
    return _report(None, results)


def _noting(library: Library) -> Callable[[UndoResult], None]:
    def note(result: UndoResult) -> None:
        if result.place is None:
            return
        names = [result.place, *as_listed([result.place])]
        names += [result.path] if _is_same_file(result.path, result.place) else []
        rows = (library.find(name) for name in names)
        row = next((row for row in rows if row is not None), None)
        if row is not None:
            library.mark_unwritten(row.track.id, writer.held(row.track.path))

    return note


def _is_same_file(name: Path, other: Path) -> bool:
    try:
        return name.samefile(other)
    except OSError:
        return False


def _report(run_id: str | None, results: list[UndoResult]) -> UndoReport:
    failed = tuple((result.path, result.reason) for result in results if not result.ok)
    return UndoReport(run_id, sum(result.ok for result in results), failed)


def _shown(path: Path) -> str:
    return str(path).encode("utf-8", "replace").decode("utf-8")
