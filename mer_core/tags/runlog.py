"""The log of one run on the disk: read at once, appended to line by line.

A torn last line (the process was killed while writing it) counts as never written: the step had not
begun. Any other line that cannot be read makes the whole run Unreadable: what is not known for
certain is not undone.
"""

from __future__ import annotations

import errno
import json
import os
import struct
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mer_core.disk import reason_of
from mer_core.tags.durable import sync_file, sync_folder, write_all
from mer_core.tags.records import (
    FORMAT,
    JournalEntry,
    block_of,
    entry_after,
    intent_line,
    outcome_line,
    pack,
    undoing_line,
    unpack,
)

LOG, BLOCKS = "log.jsonl", "splices.bin"
_WRONG = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)


Stamp = tuple[int, int]


def stamp_of(folder: Path) -> Stamp:
    """Size in bytes and mtime_ns of the log of the run in ``folder``. Raises OSError."""
    found = os.stat(folder / LOG)
    return found.st_size, found.st_mtime_ns


class Unreadable(Exception):
    """The run in ``folder`` cannot be read; the message is a clause that says why."""

    def __init__(self, folder: Path, reason: str, *, is_newer: bool = False) -> None:
        super().__init__(reason)
        self.folder = folder
        self.is_newer = is_newer


class RunLog:
    """One run. Raises Unreadable where its log is damaged or of a newer Moodline.

    ``stamp`` is the log's when it was last read or appended to.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.title = ""
        self.when = datetime.fromtimestamp(0, UTC)
        self.entries: dict[int, JournalEntry] = {}
        self.stamp: Stamp = (0, 0)
        self._blocks: dict[int, tuple[int, int]] = {}
        self._read()

    @classmethod
    def create(cls, folder: Path, title: str, when: datetime) -> RunLog:
        """A new run's folder and first line. Raises FileExistsError where the folder is taken."""
        folder.mkdir(parents=True)
        log = cls(folder)
        log.title, log.when = title, when
        log._append({"kind": "run", "format": FORMAT, "title": title, "when": when.isoformat()})
        sync_folder(folder)
        sync_folder(folder.parent)
        return log

    def backup_of(self, entry: JournalEntry) -> Path:
        """Where the whole old file of ``entry`` is kept, if it is."""
        return self.folder / f"{entry.number:06d}.old"

    def torn_of(self, entry: JournalEntry) -> Path:
        """Where a half-written file is kept before it is mended."""
        return self.folder / f"{entry.number:06d}.torn"

    def _read(self) -> None:
        path = self.folder / LOG
        try:
            self.stamp = stamp_of(self.folder)  # before: what is appended meanwhile must show
            lines = path.read_bytes().split(b"\n")[:-1]
        except FileNotFoundError:
            return
        except OSError as error:
            raise Unreadable(self.folder, f"its log cannot be read: {reason_of(error)}") from error
        if not lines and (self.folder / BLOCKS).exists():
            raise Unreadable(self.folder, "its log is empty")
        for number, raw in enumerate(lines, 1):
            try:
                line = json.loads(raw)
                if number == 1:
                    self._take_head(line)
                else:
                    self._take(line)
            except _WRONG as error:
                raise Unreadable(self.folder, f"line {number} of its log is damaged") from error

    def _take_head(self, line: dict[str, Any]) -> None:
        if line["kind"] != "run" or type(line["format"]) is not int:
            raise ValueError("the first line does not name the run")
        if line["format"] > FORMAT:
            raise Unreadable(self.folder, "was made by a newer Moodline", is_newer=True)
        self.title, self.when = str(line["title"]), datetime.fromisoformat(line["when"])

    def _take(self, line: dict[str, Any]) -> None:
        entry = entry_after(line, self.entries.get(line["entry"]))
        if line["kind"] == "intent":
            self._blocks[entry.number] = block_of(line)
        self.entries[entry.number] = entry

    def intend(self, entry: JournalEntry) -> None:
        """Write down what is about to be written."""
        block = pack(entry.splices)
        self._note(intent_line(entry, (_append_to(self.folder / BLOCKS, block), len(block))))

    def loaded(self, entry: JournalEntry) -> JournalEntry:
        """``entry`` with its splices, which are left on the disk until they are needed. Raises
        OSError.
        """
        at, size = self._blocks[entry.number]
        try:
            with open(self.folder / BLOCKS, "rb") as file:
                file.seek(at)
                return replace(entry, splices=unpack(file.read(size)))
        except (FileNotFoundError, zlib.error, struct.error, MemoryError, *_WRONG) as error:
            reason = "the old bytes that the journal kept are damaged"
            raise OSError(errno.EBADMSG, reason) from error

    def undoing(self, entry: JournalEntry) -> None:
        """Write down that ``entry`` is about to be taken back."""
        self._note(undoing_line(entry))

    def settle(self, number: int, outcome: str, *, file_id: tuple[int, int] | None = None) -> None:
        """Write down how the step ended: "done", "dropped" or "undone"."""
        self._note(outcome_line(number, outcome, file_id))

    def _note(self, line: dict[str, Any]) -> None:
        self._append(line)
        self._take(line)

    def _append(self, line: dict[str, Any]) -> None:
        path = self.folder / LOG
        _cut_torn_line(path)
        _append_to(path, json.dumps(line).encode("ascii") + b"\n")
        self.stamp = stamp_of(self.folder)

    def of_state(self, states: Sequence[str]) -> list[JournalEntry]:
        """The entries whose last line is one of ``states``, in order."""
        return [entry for entry in self.entries.values() if entry.state in states]


def _append_to(path: Path, data: bytes) -> int:
    """Put ``data`` at the end of a file and on the disk; returns where. All of it, or OSError."""
    with open(path, "ab", buffering=0) as file:
        start = file.seek(0, os.SEEK_END)
        try:
            write_all(file, data)
            sync_file(file)
        except OSError:
            _cut(path, start)
            raise
    return start


def _cut_torn_line(path: Path) -> None:
    """What a killed process left of a line must not run into the next one."""
    if not path.exists() or path.stat().st_size == 0:
        return
    with open(path, "rb") as file:
        file.seek(-1, os.SEEK_END)
        if file.read(1) == b"\n":
            return
        file.seek(0)
        whole = file.read().rfind(b"\n") + 1
    _cut(path, whole)


def _cut(path: Path, size: int) -> None:
    with open(path, "r+b") as file:
        file.truncate(size)
