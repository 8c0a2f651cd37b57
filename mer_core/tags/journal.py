"""The journal: every change of a file can be taken back, and a killed process leaves no
half-written file.

How the old bytes are kept: as the splices that were written, with the bytes they replaced. Tags are
changed by splices alone (see ``splices``), so that is exact for every container, also where a
longer tag moves chunk offsets (MP4) or renumbers pages (Ogg), and it takes kilobytes where a copy
of each file would take the size of the library. A whole copy is made only where a file must be
written over itself while it grows: it has hard links, or its folder has no room or rights for a new
file. Undo makes the old file from the splices and compares the SHA-256 of all of it with what was
there before, so it is byte-identical or refused.

Protocol of one write: what is about to be done is on the disk (``intent``) before the file is
touched; then the file is changed; then it is read back whole; then ``done`` is written. Whatever
goes wrong in between, the file's SHA-256 tells whether it is the old one, the new one, or
half-written, and the half-written one is mended to the old one: at once if the process lives, else
by ``recover`` when the window starts next, or by the next run.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from mer_core.disk import reason_of
from mer_core.errors import InputError
from mer_core.jobs import JobContext
from mer_core.tags import runs
from mer_core.tags.by_path import below
from mer_core.tags.journal_run import JournalRun
from mer_core.tags.lock import locked
from mer_core.tags.records import OPEN_STATES, JournalEntry
from mer_core.tags.runlog import LOG, RunLog, Unreadable
from mer_core.tags.runs import RunSummary, Seen
from mer_core.tags.steps import settle
from mer_core.tags.undoing import (
    Finder,
    Found,
    Hear,
    Standing,
    UndoResult,
    nowhere,
    standing,
    undo_all,
)

#: How many runs are kept at least, and how many bytes in all before older ones go.
KEEP_RUNS = 200
KEEP_BYTES = 2 << 30


class Journal:
    """All runs, below one folder. Only one process at a time writes tags; others are told so.

    A run whose log is damaged or of a newer Moodline is set aside: it stays on the disk and is
    named by ``problems``, and nothing else takes notice of it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self, title: str) -> JournalRun:
        """Start a run: a context manager. Mends first what a killed process left behind.

        Raises InputError where another run is under way, here or in another process, or the journal
        cannot be kept.
        """
        lock = self._locked()
        try:
            known, _ = runs.look(self.folder)
            known, _ = self._mended(known)
            log = self._new_log(title, datetime.now(UTC))
            runs.prune(known, keep_runs=KEEP_RUNS, keep_bytes=KEEP_BYTES)
        except OSError as error:
            lock.close()
            raise InputError(self._unwritable(error)) from error
        except BaseException:
            lock.close()
            raise
        return JournalRun(log, lock)

    def runs(self) -> list[RunSummary]:
        """The runs that changed something, the newest first."""
        known, _ = runs.look(self.folder)
        return [run.summary for run in reversed(known) if run.summary.num_files]

    def problems(self) -> list[str]:
        """The runs that are set aside, each with what can be done. Every log is read."""
        return [_set_aside(run) for run in runs.check(self.folder)]

    def holds(self, run_id: str) -> bool:
        """Whether there is a run of this id."""
        return Path(run_id).name == run_id and os.path.exists(self.folder / run_id / LOG)

    def standing(self, run_id: str) -> list[Standing]:
        """Which files of a run can still be undone, and which cannot and why; changes nothing.

        Raises InputError for a run that is unknown or set aside.
        """
        if not self.holds(run_id):
            raise InputError(f"There is no run {run_id!r} in the journal.")
        try:
            log = runs.read(self.folder / run_id)
        except Unreadable as error:
            raise InputError(_set_aside(error)) from error
        return [standing(log, entry) for entry in log.of_state(("done", "undone", "undoing"))]

    def undo(
        self,
        run_id: str,
        context: JobContext,
        *,
        find: Finder = nowhere,
        on_result: Hear | None = None,
    ) -> list[UndoResult]:
        """Take back every file of a run, the last first; changed files are left alone.

        ``find`` knows where a file may be that is no longer where it was. ``on_result`` hears of
        each file at once. Raises InputError for a run that is unknown or set aside, or where
        another one is under way.
        """
        if not self.holds(run_id):
            raise InputError(f"There is no run {run_id!r} in the journal.")
        with contextlib.closing(self._locked()):
            self._mended(runs.look(self.folder)[0])
            try:
                log = runs.read(self.folder / run_id)
            except Unreadable as error:
                raise InputError(_set_aside(error)) from error
            files = [Found([(log, entry)], None) for entry in log.of_state(("done",))[::-1]]
            return undo_all(files, context, find, on_result)

    def undo_below(
        self,
        path: Path,
        context: JobContext,
        *,
        find: Finder = nowhere,
        on_result: Hear | None = None,
    ) -> list[UndoResult]:
        """Take back the last change of the file at ``path``, or of each file below it.

        Of several runs, the last that can still be undone counts, for each file by itself. Raises
        InputError where another run is under way.
        """
        with contextlib.closing(self._locked()):
            known, _ = self._mended(runs.look(self.folder)[0])
            logs = []
            for run in reversed(runs.can_be_undone(known)):
                with contextlib.suppress(Unreadable):
                    logs.append(run.log or runs.read(run.folder))
            return undo_all(below(path, logs), context, find, on_result)

    def recover(self) -> list[str]:
        """Bring every file that a killed process was writing to its old or its new state; tell what
        was done.

        Does nothing while another process writes.
        """
        if not self.folder.exists():
            return []
        try:
            lock = self._locked()
        except InputError:
            return []
        with contextlib.closing(lock):
            return self._mended(runs.look(self.folder)[0])[1]

    def _mended(self, known: Iterable[Seen]) -> tuple[list[Seen], list[str]]:
        """The runs, no step of them under way where that could be helped, and what was done."""
        settled, messages = [], []
        for run in known:
            if run.log is not None and run.is_open:
                messages += [_mend(run.log, entry) for entry in run.log.of_state(OPEN_STATES)]
                run = Seen.of(run.log)
            settled.append(run)
        return settled, messages

    def _new_log(self, title: str, when: datetime) -> RunLog:
        """A run with the next number, so that the order of runs does not hang on the clock."""
        names = [path.name for path in self.folder.iterdir() if path.is_dir()]
        last = max((int(name[:6]) for name in names if name[:6].isdigit()), default=0)
        name = f"{last + 1:06d}-{when:%Y%m%dT%H%M%S}"
        return RunLog.create(self.folder / name, title, when)

    def _locked(self) -> BinaryIO:
        try:
            return locked(self.folder / "lock")
        except OSError as error:
            raise InputError(self._unwritable(error)) from error

    def _unwritable(self, error: OSError) -> str:
        reason = reason_of(error)
        return (
            f"The journal in {self.folder} cannot be written ({reason}); without it, no tags are."
        )


def _mend(log: RunLog, entry: JournalEntry) -> str:
    name = entry.path.name.encode("utf-8", "replace").decode("utf-8")
    try:
        return f"{name}: {settle(log, log.loaded(entry), after_crash=True)}"
    except OSError as error:
        return f"{name}: it could not be looked at ({reason_of(error)})"


def _set_aside(run: Unreadable) -> str:
    if run.is_newer:
        return f"The run {run.folder.name} {run}; update Moodline to undo it."
    return (
        f"The run {run.folder.name} cannot be undone ({run}); the files it wrote stay as they are."
        f" Bring {run.folder} back from a backup, or delete it when you no longer need it."
    )
