"""What stands in the files' own tags, as far as the library knows: noted when a file is read,
written or undone.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mer_core.errors import LibraryError
from mer_core.library import analyses
from mer_core.library.connection import Connection
from mer_core.library.files import detail_columns
from mer_core.library.tracks import Stamp, TagsRead


def stamp_of(path: Path | bytes) -> Stamp:
    """What tells that the file was changed. Raises OSError where there is none."""
    found = os.stat(path)
    # On Windows it is the time when the file was made, which no change moves.
    ctime_ns = 0 if sys.platform == "win32" else found.st_ctime_ns
    return found.st_size, found.st_mtime_ns, ctime_ns


def mark_written(
    connection: Connection,
    track_id: int,
    model_sha256: str,
    held: str | None,
    says: str | None,
    wrote: Mapping[str, Sequence[str]],
) -> None:
    """Note that the track's analysis by this model now stands in the file's tags as ``held`` (None:
    as it says today), as much of ``says`` (None: all) as was asked for; ``wrote`` are the words and
    values there that are ours. The file is looked at anew.
    """
    row = connection.one(
        "SELECT a.id, a.says FROM tracks t JOIN analyses a ON a.audio_hash = t.audio_hash"
        " JOIN models m ON m.id = a.model_id WHERE t.id = ? AND m.sha256 = ?",
        track_id, model_sha256,
    )  # fmt: skip
    if row is None:
        raise LibraryError(f"Track {track_id} has no analysis by this model that could be written.")
    held = row[1] if held is None else held
    _note(
        connection, track_id, written_id=row[0], written_at=time.time(), left_as=held, held=held,
        left_for=row[1] if says is None else says,
        wrote=json.dumps({name: list(values) for name, values in wrote.items()}),
    )  # fmt: skip


def wrote(connection: Connection, ids: Iterable[int]) -> dict[int, dict[str, tuple[str, ...]]]:
    """What in the files of these tracks is ours, as ``mark_written`` was told; those into which
    this library wrote nothing are left out.
    """
    rows = connection.all(
        "SELECT id, wrote FROM tracks WHERE wrote IS NOT NULL"
        " AND id IN (SELECT value FROM json_each(?))",
        json.dumps(list(ids)),
    )
    return {
        track_id: {name: tuple(values) for name, values in json.loads(text).items()}
        for track_id, text in rows
    }


def mark_unwritten(connection: Connection, track_id: int, held: str | None) -> None:
    """Note that the file's tags were brought back to what is ``held`` now (None: not known); the
    file is looked at anew.
    """
    _note(
        connection, track_id, written_id=None, written_at=None, left_as=held, held=held,
        left_for=None, wrote=None,
    )  # fmt: skip


def mark_tidied(
    connection: Connection, track_id: int, held: str | None, wrote: Mapping[str, Sequence[str]]
) -> None:
    """Note that mood words were renamed in the file, which is ``held`` now; ``wrote`` are the words
    and values there that are ours. What was written stays so, the file is looked at anew.
    """
    row = connection.one("SELECT state, says, wrote FROM tracks WHERE id = ?", track_id)
    state, says, before = row or ("", None, None)
    columns: dict[str, object] = {"held": held}
    if before is not None:
        columns["wrote"] = json.dumps({name: list(values) for name, values in wrote.items()})
    if state == "written":
        columns |= {"left_as": held, "left_for": says}
    _note(connection, track_id, **columns)


def paths_like(connection: Connection, audio_hash: str, size: int | None) -> list[Path]:
    """Where files of this sound are; where it is not known (""), files of this size in bytes."""
    condition = "audio_hash = ?" if audio_hash else "size = ?"
    rows = connection.all(
        f"SELECT path FROM tracks WHERE {condition} AND NOT missing ORDER BY path",
        audio_hash or size,
    )
    return [Path(os.fsdecode(path)) for (path,) in rows]


def note_tags(connection: Connection, found: Iterable[TagsRead]) -> None:
    """Note the tags of files that are otherwise as they were."""
    with connection.transaction():
        for read in found:
            columns: dict[str, object] = {"ctime_ns": read.ctime_ns, "held": read.held}
            if read.details is not None:
                columns |= detail_columns(read.details)
            names = ", ".join(f"{name} = ?" for name in columns)
            path = os.fsencode(read.path)
            connection.run(f"UPDATE tracks SET {names} WHERE path = ?", *columns.values(), path)
            sound = connection.value("SELECT max(audio_hash) FROM tracks WHERE path = ?", path)
            if sound is not None:
                analyses.refresh(connection, str(sound))


def _note(connection: Connection, track_id: int, **values: object) -> None:
    """Set ``values`` for every name (link) of the track's file, with the file's stamp."""
    for name_id, path in _names(connection, track_id):
        try:
            size, mtime_ns, ctime_ns = stamp_of(path)
        except OSError:  # gone again: the next scan will see that for itself
            stamp: dict[str, object] = {}
        else:
            stamp = {"size": size, "mtime_ns": mtime_ns, "ctime_ns": ctime_ns}
        columns = values | stamp
        names = ", ".join(f"{name} = ?" for name in columns)
        connection.run(f"UPDATE tracks SET {names} WHERE id = ?", *columns.values(), name_id)


def _names(connection: Connection, track_id: int) -> list[tuple[int, bytes]]:
    """The ids and paths under which the library has the track's file."""
    rows = connection.all(
        "SELECT o.id, o.path FROM tracks t JOIN tracks o ON o.id = t.id"
        " OR o.audio_hash = t.audio_hash WHERE t.id = ?",
        track_id,
    )
    own = next((path for name_id, path in rows if name_id == track_id), b"")
    return [
        (name_id, path) for name_id, path in rows if name_id == track_id or _is_same_file(path, own)
    ]


def _is_same_file(path: bytes, other: bytes) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False
