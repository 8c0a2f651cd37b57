"""One run of the journal: files are changed through it, one by one."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from mer_core.disk import reason_of
from mer_core.errors import TagConflict, TagError
from mer_core.tags import runs
from mer_core.tags.durable import FileChanged
from mer_core.tags.profiles import KEEP
from mer_core.tags.records import ABSENT, CREATE, JournalEntry
from mer_core.tags.runlog import RunLog
from mer_core.tags.splices import Splice, aligned, digest, total_growth, view
from mer_core.tags.steps import Unsettled, modes_for, perform
from mer_core.tags.undoing import unsettled

#: More than this is not patched in place but written to a new file.
PATCH_LIMIT = 1 << 20


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
        if not self._lock.closed:
            runs.note(self._log)
            self._lock.close()

    @property
    def num_files(self) -> int:
        """How many files were changed so far."""
        return self._num_files

    def change(
        self,
        path: Path,
        target: Path,
        splices: Sequence[Splice],
        *,
        audio_hash: str = "",
        times: str = KEEP,
    ) -> None:
        """Make ``splices`` true in ``target`` (``path`` without its symlinks), and read the whole
        file back. ``times`` says what becomes of its time.

        Raises TagError, or TagConflict where another program got in between; the file is as it was
        then.
        """
        self._perform(
            path, lambda: self._change(path.absolute(), target, splices, audio_hash, times)
        )

    def create(self, path: Path, target: Path, data: bytes) -> None:
        """Put a new file of ``data`` at ``target``, which belongs to the song at ``path``; undo
        removes it.

        Raises TagError, or TagConflict where there is one.
        """

        def create() -> None:
            now = time.time_ns()
            entry = JournalEntry(
                number=len(self._log.entries), path=path.absolute(), target=target.absolute(),
                splices=(Splice(0, b"", data),), old_sha256=ABSENT,
                new_sha256=hashlib.sha256(data).hexdigest(), old_size=0, new_size=len(data),
                atime_ns=now, mtime_ns=now,
            )  # fmt: skip
            perform(self._log, entry, (CREATE,))
            self._num_files += 1

        self._perform(path, create)

    def _perform(self, path: Path, step: Callable[[], None]) -> None:
        if self._lock.closed:
            raise TagError(path, "the run that should note the change is over; nothing was written")
        try:
            step()
        except FileChanged as error:
            raise TagConflict(
                path, "another program changed it while it was being written"
            ) from error
        except Unsettled as error:
            raise TagError(path, unsettled(error)) from error
        except OSError as error:
            raise TagError(path, f"{reason_of(error)}; nothing was written") from error

    def _change(
        self, path: Path, target: Path, splices: Sequence[Splice], audio_hash: str, times: str
    ) -> None:
        with open(target, "rb") as file:
            before = os.fstat(file.fileno())
            for splice in splices:
                file.seek(splice.offset)
                if file.read(len(splice.old)) != splice.old:
                    raise FileChanged(errno.EBUSY, "another program changed it")
            splices = aligned(file, splices, limit=PATCH_LIMIT) or splices
            entry = JournalEntry(
                number=len(self._log.entries), path=path, target=target, splices=tuple(splices),
                old_sha256=digest(file), new_sha256=digest(view(file, splices)),
                old_size=before.st_size, new_size=before.st_size + total_growth(splices),
                audio_hash=audio_hash, atime_ns=before.st_atime_ns, mtime_ns=before.st_mtime_ns,
                times=times,
            )  # fmt: skip
        perform(self._log, entry, modes_for(splices, before.st_nlink))
        self._num_files += 1
