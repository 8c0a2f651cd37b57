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
by ``recover`` at the next start.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from mer_core.disk import reason_of
from mer_core.errors import InputError, TagConflict, TagError
from mer_core.jobs import JobContext, track
from mer_core.tags import durable
from mer_core.tags.durable import FileChanged
from mer_core.tags.lock import locked
from mer_core.tags.records import LOG, OPEN_STATES, Entry, RunLog
from mer_core.tags.splices import Splice, aligned, digest, view
from mer_core.tags.steps import Unsettled, modes_for, perform, settle

#: More than this is not patched in place but written to a new file.
PATCH_LIMIT = 1 << 20
#: How many runs are kept at least, and how many bytes in all before older ones go.
KEEP_RUNS = 200
KEEP_BYTES = 2 << 30


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One run: its id, title, when it began (UTC), how many files it changed, whether all were
    taken back.
    """

    id: str
    title: str
    when: datetime
    num_files: int
    undone: bool


@dataclass(frozen=True, slots=True)
class UndoResult:
    """One file of an undone run: as it was before, or left alone for ``reason``."""

    path: Path
    reason: str = ""

    @property
    def ok(self) -> bool:
        """The file is as it was before the run."""
        return not self.reason


class Journal:
    """All runs, below one folder. Only one process at a time writes tags; others are told so."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self, title: str) -> JournalRun:
        """Start a run: a context manager. Mends first what a killed process left behind.

        Raises InputError where another run is under way, here or in another process, or the journal
        cannot be kept.
        """
        lock = self._locked()
        try:
            self._recover()
            when = datetime.now(UTC)
            log = self._new_log(title, when)
            self._prune(keep=log.folder)
        except OSError as error:
            lock.close()
            raise InputError(self._unwritable(error)) from error
        return JournalRun(log, lock)

    def runs(self) -> list[RunSummary]:
        """The runs that changed something, the newest first."""
        summaries = []
        for log in reversed(self._logs()):
            entries = log.of_state(("done", "undone", "undoing"))
            if entries:
                undone = all(entry.state == "undone" for entry in entries)
                summaries.append(
                    RunSummary(log.folder.name, log.title, log.when, len(entries), undone)
                )
        return summaries

    def undo(
        self,
        run_id: str,
        context: JobContext,
        *,
        on_result: Callable[[UndoResult], None] | None = None,
    ) -> list[UndoResult]:
        """Take back every file of a run, the last first; changed files are left alone.

        ``on_result`` hears of each file at once. Raises InputError for an unknown run or where
        another one is under way.
        """
        with contextlib.closing(self._locked()):
            self._recover()
            log = next((log for log in self._logs() if log.folder.name == run_id), None)
            if log is None:
                raise InputError(f"There is no run {run_id!r} in the journal.")
            entries = log.of_state(("done",))[::-1]
            results = []
            for entry in track(context, entries, stage="Undoing", total=len(entries)):
                result = _undone(log, entry)
                results.append(result)
                if on_result is not None:
                    on_result(result)
            return results

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
            return self._recover()

    def _recover(self) -> list[str]:
        messages = []
        for log in self._logs():
            for entry in log.of_state(OPEN_STATES):
                name = entry.path.name.encode("utf-8", "replace").decode("utf-8")
                try:
                    messages.append(f"{name}: {settle(log, log.loaded(entry), after_crash=True)}")
                except OSError as error:
                    messages.append(f"{name}: it could not be looked at ({reason_of(error)})")
        return messages

    def _logs(self) -> list[RunLog]:
        folders = sorted(path.parent for path in self.folder.glob(f"*/{LOG}"))
        return [RunLog(folder) for folder in folders]

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

    def _prune(self, *, keep: Path) -> None:
        """Forget the oldest runs beyond what is kept. Runs with a step under way are never
        forgotten.
        """
        logs, kept_bytes = self._logs()[::-1], 0
        for number, log in enumerate(logs):
            kept_bytes += sum(path.stat().st_size for path in log.folder.iterdir())
            is_old = number >= KEEP_RUNS or kept_bytes > KEEP_BYTES
            if log.folder != keep and not log.of_state(OPEN_STATES):
                empty = not log.of_state(("done", "undone"))
                if is_old or empty:
                    shutil.rmtree(log.folder)


class JournalRun:
    """One run: files are changed through it, one by one. Close it, or use it with ``with``."""

    def __init__(self, log: RunLog, lock: BinaryIO) -> None:
        self.id = log.folder.name
        self._log = log
        self._lock = lock
        self._num_files = 0

    def __enter__(self) -> JournalRun:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let others write."""
        self._lock.close()

    @property
    def num_files(self) -> int:
        """How many files were changed so far."""
        return self._num_files

    def change(self, path: Path, target: Path, splices: Sequence[Splice]) -> None:
        """Make ``splices`` true in ``target`` (``path`` without its symlinks), and read the whole
        file back.

        Raises TagError, or TagConflict where another program got in between; the file is as it was
        then.
        """
        if self._lock.closed:
            raise TagError(path, "the run that should note the change is over; nothing was written")
        try:
            self._change(path.absolute(), target, splices)
        except FileChanged as error:
            raise TagConflict(
                path, "another program changed it while it was being written"
            ) from error
        except Unsettled as error:
            raise TagError(path, _unsettled(error)) from error
        except OSError as error:
            raise TagError(path, f"{reason_of(error)}; nothing was written") from error

    def _change(self, path: Path, target: Path, splices: Sequence[Splice]) -> None:
        with open(target, "rb") as file:
            before = os.fstat(file.fileno())
            for splice in splices:
                file.seek(splice.offset)
                if file.read(len(splice.old)) != splice.old:
                    raise FileChanged(errno.EBUSY, "another program changed it")
            splices = aligned(file, splices, limit=PATCH_LIMIT) or splices
            entry = Entry(
                number=len(self._log.entries), path=path, target=target, splices=tuple(splices),
                old_sha256=digest(file), new_sha256=digest(view(file, splices)),
                old_size=before.st_size, atime_ns=before.st_atime_ns, mtime_ns=before.st_mtime_ns,
            )  # fmt: skip
        perform(self._log, entry, modes_for(splices, before.st_nlink))
        self._num_files += 1


def _unsettled(error: OSError) -> str:
    return f"{reason_of(error)}; the file will be looked at again at the next start"


def _undone(log: RunLog, entry: Entry) -> UndoResult:
    try:
        _take_back(log, entry)
    except TagError as error:
        return UndoResult(entry.path, error.reason)
    return UndoResult(entry.path)


def _take_back(log: RunLog, entry: Entry) -> None:
    """Undo one entry. Raises TagError, the file as it was, where it cannot be."""
    try:
        entry = log.loaded(entry)
        refusal = durable.refusal(entry.target)
        if refusal:
            raise TagError(entry.path, f"{refusal}; it was left as it is")
        with open(entry.target, "rb") as file:
            now = os.fstat(file.fileno())
            sha256 = digest(file)
        if sha256 == entry.old_sha256:
            log.settle(entry.number, "undone")
            return
        if sha256 != entry.new_sha256:
            raise TagConflict(
                entry.path, "it was changed since it was written; it was left as it is"
            )
        entry = replace(entry, atime_ns=now.st_atime_ns, mtime_ns=now.st_mtime_ns)
        perform(log, entry, modes_for(entry.splices, now.st_nlink), undo=True)
    except Unsettled as error:
        raise TagError(entry.path, _unsettled(error)) from error
    except OSError as error:
        raise TagError(entry.path, f"{reason_of(error)}; it was left as it is") from error
