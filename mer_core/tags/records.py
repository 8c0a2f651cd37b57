"""What the journal writes down: one line of JSON per step, on the disk before the step is taken.

A run is a folder with ``log.jsonl``, the splices in ``splices.bin`` (one zlib block per entry) and,
rarely, whole old files (``<entry>.old``). Its lines::

    {"kind": "run", "format": 1, "title": ..., "when": ...}
    {"kind": "intent", "entry": 0, "path": ..., "splices": [at, size], "old": ..., "new": ..., ...}
        before a write
    {"kind": "done" | "dropped", "entry": 0}
        after it
    {"kind": "undoing", "entry": 0, "mode": ..., "temp": ..., "path": ..., "target": ...}
        before an undo
    {"kind": "undone" | "done", "entry": 0}
        after it

This module is what the lines mean; ``runlog`` reads and writes them.
"""

from __future__ import annotations

import base64
import os
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mer_core.tags.splices import Splice

FORMAT = 1
#: How an entry is applied: splices of equal length in place; a new file that takes the old one's
#: place; the whole file over itself, with the old one kept in the journal; or a file that was not
#: there before, which undo removes.
PATCH, REPLACE, REWRITE, CREATE = MODES = ("patch", "replace", "rewrite", "create")
#: In place of the old content's hash where there was no file.
ABSENT = ""
_SPLICE = struct.Struct("<QII")
#: Of the largest files the splices are a tenth of this.
MAX_UNPACKED = 2**28
OPEN_STATES = ("intent", "undoing")
_OUTCOMES = ("done", "dropped", "undone")


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One file in a run.

    ``path`` is as the library knows it, ``target`` what a symlink leads to. ``state`` is the last
    kind of line. ``mode`` and ``temp`` belong to the step under way (write or undo). By
    ``new_size``, ``audio_hash`` and ``file_id`` (device and inode after the write) the file is
    found when it was moved; older journals lack them. ``times`` is what becomes of the file's time,
    see ``profiles.TIMES``.
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
    new_size: int | None = None
    audio_hash: str = ""
    file_id: tuple[int, int] | None = None
    times: str = "keep"

    @property
    def is_open(self) -> bool:
        """The step under way has no outcome yet."""
        return self.state in OPEN_STATES


def _path_to_text(path: Path) -> str:
    return base64.b64encode(os.fsencode(path)).decode("ascii")


def _path_from_text(text: str) -> Path:
    path = base64.b64decode(text)
    if b"\0" in path:
        raise ValueError("no file has such a path")
    return Path(os.fsdecode(path))


def pack(splices: Sequence[Splice]) -> bytes:
    """Splices as one compressed block; zlib's checksum guards it."""
    heads = (_SPLICE.pack(s.offset, len(s.old), len(s.new)) + s.old + s.new for s in splices)
    return zlib.compress(b"".join(heads), 1)


def unpack(block: bytes) -> tuple[Splice, ...]:
    """The splices in a block.

    Raises zlib.error, struct.error or ValueError where it is damaged or swells beyond MAX_UNPACKED.
    """
    inflater = zlib.decompressobj()
    data, position, splices = inflater.decompress(block, MAX_UNPACKED), 0, []
    if not inflater.eof:
        raise ValueError("the block is cut short, or larger than any that was packed")
    while position < len(data):
        offset, old_size, new_size = _SPLICE.unpack_from(data, position)
        old_end = position + _SPLICE.size + old_size
        position = old_end + new_size
        splices.append(Splice(offset, data[old_end - old_size : old_end], data[old_end:position]))
    return tuple(splices)


def intent_line(entry: JournalEntry, block: tuple[int, int]) -> dict[str, object]:
    """What is about to be written, with the place of its splices in the blocks' file."""
    return {
        "kind": "intent",
        "entry": entry.number,
        "name": entry.path.name.encode("utf-8", "replace").decode("utf-8"),
        "path": _path_to_text(entry.path),
        "target": _path_to_text(entry.target),
        "splices": block,
        "old": {"sha256": entry.old_sha256, "size": entry.old_size},
        "new": {"sha256": entry.new_sha256, "size": entry.new_size},
        "audio": entry.audio_hash,
        "atime_ns": entry.atime_ns,
        "mtime_ns": entry.mtime_ns,
        "mode": entry.mode,
        "temp": _path_to_text(entry.temp),
        "times": entry.times,
    }


def undoing_line(entry: JournalEntry) -> dict[str, object]:
    """That ``entry`` is about to be taken back where it is now, in its ``mode`` by its ``temp``."""
    return {
        "kind": "undoing",
        "entry": entry.number,
        "path": _path_to_text(entry.path),
        "target": _path_to_text(entry.target),
        "mode": entry.mode,
        "temp": _path_to_text(entry.temp),
        "atime_ns": entry.atime_ns,
        "mtime_ns": entry.mtime_ns,
    }


def outcome_line(number: int, outcome: str, file_id: tuple[int, int] | None) -> dict[str, object]:
    """How a step ended."""
    return {"kind": outcome, "entry": number} | ({"file": file_id} if file_id else {})


def entry_after(line: dict[str, Any], before: JournalEntry | None) -> JournalEntry:
    """The entry as ``line`` leaves it. Raises ValueError, TypeError or LookupError for a line that
    is none of ours.
    """
    if line["kind"] == "intent":
        return _from_intent(line)
    if before is None:
        raise ValueError("a step of an entry that never began")
    if line["kind"] == "undoing":
        return replace(
            before,
            state="undoing",
            mode=_mode(line),
            path=_path_from_text(line["path"]) if "path" in line else before.path,
            target=_path_from_text(line["target"]) if "target" in line else before.target,
            temp=_path_from_text(line["temp"]),
            atime_ns=_integer(line["atime_ns"]),
            mtime_ns=_integer(line["mtime_ns"]),
        )
    if line["kind"] not in _OUTCOMES:
        raise ValueError("a step of an unknown kind")
    return replace(before, state=line["kind"], file_id=_file_id(line) or before.file_id)


def block_of(line: dict[str, Any]) -> tuple[int, int]:
    """Where the splices of an intent stand. Raises ValueError or TypeError."""
    at, size = line["splices"]
    return _number(at), _number(size)


def _from_intent(line: dict[str, Any]) -> JournalEntry:
    new_size = line["new"].get("size")
    return JournalEntry(
        number=_number(line["entry"]),
        path=_path_from_text(line["path"]),
        target=_path_from_text(line["target"]),
        splices=(),
        old_sha256=str(line["old"]["sha256"]),
        new_sha256=str(line["new"]["sha256"]),
        old_size=_number(line["old"]["size"]),
        new_size=None if new_size is None else _number(new_size),
        audio_hash=str(line.get("audio", "")),
        atime_ns=_integer(line["atime_ns"]),
        mtime_ns=_integer(line["mtime_ns"]),
        mode=_mode(line),
        temp=_path_from_text(line["temp"]),
        times=str(line.get("times", "keep")),
    )


def _integer(value: object) -> int:
    if type(value) is not int:
        raise ValueError(f"{value!r} is no whole number")
    return value


def _number(value: object) -> int:
    if _integer(value) < 0:
        raise ValueError(f"{value!r} is below zero")
    return _integer(value)


def _mode(line: dict[str, Any]) -> str:
    if line["mode"] not in MODES:
        raise ValueError("a way of writing that is not known")
    return str(line["mode"])


def _file_id(line: dict[str, Any]) -> tuple[int, int] | None:
    if "file" not in line:
        return None
    device, inode = line["file"]
    return _number(device), _number(inode)
