"""Take back what a run wrote into tags: every file as it was, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mer_core.errors import InputError
from mer_core.jobs import JobContext
from mer_core.library.database import Library
from mer_core.tags.journal import Journal, UndoResult


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What ``undo`` did: how many files are as they were, and which are not, with the reason."""

    run_id: str
    restored: int
    failed: tuple[tuple[Path, str], ...]


def undo(
    context: JobContext, library: Library, journal: Journal, run_id: str | None = None
) -> UndoReport:
    """Take back a run, the last one that was not yet undone where none is named.

    A file that was changed since is left alone and reported. Raises InputError where there is
    nothing to undo, or another run is under way.
    """
    if run_id is None:
        run_id = next((run.id for run in journal.runs() if not run.undone), None)
    if run_id is None:
        raise InputError("There is nothing to undo: no tags were written.")

    def note(result: UndoResult) -> None:
        row = library.find(result.path) if result.ok else None
        if row is not None:
            library.mark_unwritten(row.track.id)

    results = journal.undo(run_id, context, on_result=note)
    failed = tuple((result.path, result.reason) for result in results if not result.ok)
    return UndoReport(run_id, sum(result.ok for result in results), failed)
