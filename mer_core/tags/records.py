"""What the journal writes down: one line of JSON per step, on the disk before the step is taken.

A run is a folder with ``log.jsonl``, the splices in ``splices.bin`` (one zlib block per entry) and,
rarely, whole old files (``<entry>.old``). Its lines::

    {"kind": "run", "format": 1, "title": ..., "when": ...}
    {"kind": "intent", "entry": 0, "path": ..., "splices": [at, size], "old": ..., "new": ..., ...}
    before a write {"kind": "done" | "dropped", "entry": 0}
    after it {"kind": "undoing", "entry": 0, "mode": ..., "temp": ...}
    before an undo {"kind": "undone" | "done", "entry": 0}
    after it

A torn last line (the process was killed while writing it) counts as never written: the step had not
begun.
"""

from __future__ import annotations

import base64
import json
import os
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mer_core.tags.durable import sync_file, sync_folder, write_all
from mer_core.tags.splices import Splice

FORMAT = 1
LOG, BLOCKS = "log.jsonl", "splices.bin"
#: How an entry is applied: splices of equal length in place; a new file that takes the old one's
#: place; or the whole file over itself, with the old one kept in the journal.
PATCH, REPLACE, REWRITE = "patch", "replace", "rewrite"
_SPLICE = struct.Struct("<QII")
OPEN_STATES = ("intent", "undoing")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in a run.

    ``path`` is as the library knows it, ``target`` what a symlink leads to. ``state`` is the last
    kind of line. ``mode`` and ``temp`` belong to the step under way (write or undo).
    """

    number: int
    path: Path
    target: Path
    splices: tuple[Splice, ...]
    old_sha256: str
    new_sha256: str
    old_size: int
    atime_ns: int
    mtime_ns: int
    mode: str = PATCH
    temp: Path = Path()
    state: str = "intent"

    @property
    def is_open(self) -> bool:
        """The step under way has no outcome yet."""
        return self.state in OPEN_STATES


def _path_to_text(path: Path) -> str:
    return base64.b64encode(os.fsencode(path)).decode("ascii")


def _path_from_text(text: str) -> Path:
    return Path(os.fsdecode(base64.b64decode(text)))


def pack(splices: Sequence[Splice]) -> bytes:
    """Splices as one compressed block; zlib's checksum guards it."""
    heads = (_SPLICE.pack(s.offset, len(s.old), len(s.new)) + s.old + s.new for s in splices)
    return zlib.compress(b"".join(heads), 1)


def unpack(block: bytes) -> tuple[Splice, ...]:
    """The splices in a block."""
    data, position, splices = zlib.decompress(block), 0, []
    while position < len(data):
        offset, old_size, new_size = _SPLICE.unpack_from(data, position)
        old_end = position + _SPLICE.size + old_size
        position = old_end + new_size
        splices.append(Splice(offset, data[old_end - old_size : old_end], data[old_end:position]))
    return tuple(splices)


def _intent(entry: Entry, block: tuple[int, int]) -> dict[str, Any]:
    return {
        "kind": "intent",
        "entry": entry.number,
        "name": entry.path.name.encode("utf-8", "replace").decode("utf-8"),
        "path": _path_to_text(entry.path),
        "target": _path_to_text(entry.target),
        "splices": block,
        "old": {"sha256": entry.old_sha256, "size": entry.old_size},
        "new": {"sha256": entry.new_sha256},
        "atime_ns": entry.atime_ns,
        "mtime_ns": entry.mtime_ns,
        "mode": entry.mode,
        "temp": _path_to_text(entry.temp),
    }


def _from_intent(line: dict[str, Any]) -> Entry:
    return Entry(
        number=line["entry"],
        path=_path_from_text(line["path"]),
        target=_path_from_text(line["target"]),
        splices=(),
        old_sha256=line["old"]["sha256"],
        new_sha256=line["new"]["sha256"],
        old_size=line["old"]["size"],
        atime_ns=line["atime_ns"],
        mtime_ns=line["mtime_ns"],
        mode=line["mode"],
        temp=_path_from_text(line["temp"]),
    )


class RunLog:
    """The log of one run, read at once and appended to line by line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.title = ""
        self.when = datetime.fromtimestamp(0, UTC)
        self.entries: dict[int, Entry] = {}
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

    def backup_of(self, entry: Entry) -> Path:
        """Where the whole old file of ``entry`` is kept, if it is."""
        return self.folder / f"{entry.number:06d}.old"

    def torn_of(self, entry: Entry) -> Path:
        """Where a half-written file is kept before it is mended."""
        return self.folder / f"{entry.number:06d}.torn"

    def _read(self) -> None:
        path = self.folder / LOG
        if not path.exists():
            return
        for raw in path.read_bytes().split(b"\n")[:-1]:
            line = json.loads(raw)
            if line["kind"] == "run":
                self.title, self.when = line["title"], datetime.fromisoformat(line["when"])
            elif line["kind"] == "intent":
                self.entries[line["entry"]] = _from_intent(line)
                self._blocks[line["entry"]] = tuple(line["splices"])
            else:
                self._take(line)

    def _take(self, line: dict[str, Any]) -> None:
        entry = replace(self.entries[line["entry"]], state=line["kind"])
        if line["kind"] == "undoing":
            entry = replace(
                entry, mode=line["mode"], temp=_path_from_text(line["temp"]),
                atime_ns=line["atime_ns"], mtime_ns=line["mtime_ns"],
            )  # fmt: skip
        self.entries[entry.number] = entry

    def intend(self, entry: Entry) -> None:
        """Write down what is about to be written."""
        block = self._append_block(pack(entry.splices))
        self._append(_intent(entry, block))
        self._blocks[entry.number] = block
        self.entries[entry.number] = replace(entry, splices=())

    def loaded(self, entry: Entry) -> Entry:
        """``entry`` with its splices, which are left on the disk until they are needed."""
        at, size = self._blocks[entry.number]
        with open(self.folder / BLOCKS, "rb") as file:
            file.seek(at)
            return replace(entry, splices=unpack(file.read(size)))

    def undoing(self, entry: Entry) -> None:
        """Write down that ``entry`` is about to be taken back, in its ``mode`` by way of its
        ``temp``.
        """
        line = {
            "kind": "undoing", "entry": entry.number, "mode": entry.mode,
            "temp": _path_to_text(entry.temp),
            "atime_ns": entry.atime_ns, "mtime_ns": entry.mtime_ns,
        }  # fmt: skip
        self._append(line)
        self._take(line)

    def settle(self, number: int, outcome: str) -> None:
        """Write down how the step ended: "done", "dropped" or "undone"."""
        self._append({"kind": outcome, "entry": number})
        self._take({"kind": outcome, "entry": number})

    def _append(self, line: dict[str, Any]) -> None:
        path = self.folder / LOG
        _cut_torn_line(path)
        _append_to(path, json.dumps(line).encode("ascii") + b"\n")

    def _append_block(self, block: bytes) -> tuple[int, int]:
        return _append_to(self.folder / BLOCKS, block), len(block)

    def of_state(self, states: Sequence[str]) -> list[Entry]:
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
