"""The runs in the journal's folder: which there are, what each came to, which are kept.

Beside a log whose steps are all settled stands what it came to, in short, so that the log itself is
not read again until it changes.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from mer_core.tags.records import OPEN_STATES
from mer_core.tags.runlog import LOG, RunLog, Stamp, Unreadable, stamp_of

SUMMARY = "summary.json"


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One run: its id, title, when it began (UTC), how many files it changed and how many of them
    were taken back.
    """

    id: str
    title: str
    when: datetime
    num_files: int
    num_undone: int

    @property
    def undone(self) -> bool:
        """All of its files were taken back."""
        return self.num_undone == self.num_files


@dataclass(frozen=True, slots=True)
class Seen:
    """A run as it is on the disk; ``log`` where it had to be read, ``is_open`` where a step has no
    outcome yet.
    """

    folder: Path
    summary: RunSummary
    num_bytes: int
    is_open: bool
    log: RunLog | None = None

    @classmethod
    def of(cls, log: RunLog) -> Seen:
        """What a log came to; noted beside it where everything is settled."""
        num_files = len(log.of_state(("done", "undone", "undoing")))
        num_undone = len(log.of_state(("undone",)))
        summary = RunSummary(log.folder.name, log.title, log.when, num_files, num_undone)
        num_bytes = sum(path.stat().st_size for path in log.folder.iterdir())
        seen = cls(log.folder, summary, num_bytes, bool(log.of_state(OPEN_STATES)), log)
        if not seen.is_open:
            _note(seen, log.stamp)
        return seen


def look(folder: Path) -> tuple[list[Seen], list[Unreadable]]:
    """All runs below the journal's ``folder``, the oldest first, and those that are set aside: left
    where they are, neither undone nor forgotten.
    """
    seen, unreadable = [], []
    for log in sorted(folder.glob(f"*/{LOG}")):
        try:
            seen.append(_noted(log.parent) or Seen.of(read(log.parent)))
        except Unreadable as error:
            unreadable.append(error)
        except FileNotFoundError:  # forgotten by another process just now
            continue
    return seen, unreadable


def read(folder: Path) -> RunLog:
    """The log of the run in ``folder``. Raises Unreadable; what was noted beside it goes then."""
    try:
        return RunLog(folder)
    except Unreadable:
        with contextlib.suppress(OSError):
            os.unlink(folder / SUMMARY)
        raise


def check(folder: Path) -> list[Unreadable]:
    """The runs that are set aside; unlike ``look``, every log is read."""
    unreadable = []
    for log in sorted(folder.glob(f"*/{LOG}")):
        try:
            read(log.parent)
        except Unreadable as error:
            unreadable.append(error)
    return unreadable


def note(log: RunLog) -> None:
    """Note beside ``log`` what it came to."""
    with contextlib.suppress(OSError):
        Seen.of(log)


def prune(runs: Sequence[Seen], *, keep_runs: int, keep_bytes: int) -> None:
    """Forget empty runs, and the oldest ones beyond what is kept. Runs with a step under way are
    never forgotten.
    """
    kept_bytes = 0
    for number, run in enumerate(reversed(runs), 1):
        kept_bytes += run.num_bytes
        is_old = number >= keep_runs or kept_bytes > keep_bytes
        if not run.is_open and (is_old or not run.summary.num_files):
            shutil.rmtree(run.folder, ignore_errors=True)


def _note(seen: Seen, stamp: Stamp) -> None:
    summary = seen.summary
    values = {
        "log": stamp, "title": summary.title, "when": summary.when.isoformat(),
        "files": summary.num_files, "undone": summary.num_undone, "bytes": seen.num_bytes,
    }  # fmt: skip
    temp = seen.folder / f"{SUMMARY}.tmp"
    with contextlib.suppress(OSError):  # it only saves time
        temp.write_text(json.dumps(values), "ascii")
        os.replace(temp, seen.folder / SUMMARY)


def _noted(folder: Path) -> Seen | None:
    """What stands beside a log, if the log is as it was then."""
    try:
        values: dict[str, Any] = json.loads((folder / SUMMARY).read_bytes())
        if tuple(values["log"]) != stamp_of(folder):
            return None
        when = datetime.fromisoformat(values["when"])
        num_files, num_undone = int(values["files"]), int(values["undone"])
        summary = RunSummary(folder.name, str(values["title"]), when, num_files, num_undone)
        return Seen(folder, summary, int(values["bytes"]), is_open=False)
    except (OSError, ValueError, TypeError, LookupError):
        return None


def can_be_undone(runs: Iterable[Seen]) -> list[Seen]:
    """The runs with files that were not taken back yet."""
    return [run for run in runs if run.summary.num_files > run.summary.num_undone]
