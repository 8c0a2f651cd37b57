"""The files of the library: adding, moving, losing."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from pathlib import Path

from mer_core.library import analyses, ratings
from mer_core.library.connection import Connection
from mer_core.library.keys import key, keys
from mer_core.library.tracks import Details, ScannedFile, Stamp


def add(connection: Connection, files: Iterable[ScannedFile]) -> list[int]:
    """Add or update files in one transaction; gives their track ids in the same order."""
    with connection.transaction():
        return [_add_one(connection, file) for file in files]


def _add_one(connection: Connection, file: ScannedFile) -> int:
    """A known path is updated; a known audio whose path has vanished has moved here; anything else
    is new.
    """
    values = _columns(file)
    known = connection.one(
        "SELECT id, audio_hash FROM tracks WHERE path = ?", os.fsencode(file.path)
    )
    if known is None:
        moved = _moved_track(connection, file.audio_hash)
        known = None if moved is None else (moved, file.audio_hash)
    if known is None:
        values["added_at"] = time.time()
        row = connection.one(
            f"INSERT INTO tracks ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})"
            " RETURNING id",
            *values.values(),
        )
        assert row is not None
        known = (row[0], None)
    else:
        names = ", ".join(f"{name} = ?" for name in values)
        connection.run(f"UPDATE tracks SET {names} WHERE id = ?", *values.values(), known[0])
    track_id, old_hash = known
    if values["audio_hash"] != old_hash:
        connection.run(
            "UPDATE tracks SET left_as = NULL, left_for = NULL, wrote = NULL WHERE id = ?", track_id
        )
        analyses.point_to_newest(connection, track_id)
    elif values["audio_hash"] is not None:
        analyses.refresh(connection, str(values["audio_hash"]))
    analyses.keep_length(connection, track_id)
    ratings.show(connection, file.audio_hash)
    return int(track_id)


def _columns(file: ScannedFile) -> dict[str, object]:
    return {
        "path": os.fsencode(file.path),
        "size": file.size,
        "mtime_ns": file.mtime_ns,
        "ctime_ns": file.ctime_ns,
        "audio_hash": file.audio_hash or None,
        "held": file.held,
        "title": _storable(file.title),
        "artist": _storable(file.artist),
        "album": _storable(file.album),
        "genre": _storable(file.genre),
        "duration_s": file.duration_s,
        "codec": _storable(file.codec),
        **detail_columns(file.details),
        "sample_rate": file.sample_rate,
        "num_channels": file.num_channels,
        **keys(file.path, file.title, file.artist, file.album, file.genre, file.other_artists),
        "code_page": file.code_page,
        "failure": _storable(file.failure) or None,
        "missing": 0,
    }


def detail_columns(details: Details) -> dict[str, object]:
    """The columns of what tags say beside the names."""
    album_artist = _storable(details.album_artist)
    return {
        "album_artist": album_artist,
        "album_artist_key": key(album_artist.split("\n")),
        "year": details.year,
        "track": details.track,
        "disc": details.disc,
        "tag_bpm": details.bpm,
        "tag_energy": details.energy,
        "tag_rating": details.rating,
        "tag_tonality": None if details.key is None else details.key.rank,
    }


def _storable(value: str) -> str:
    return value.encode("utf-8", "replace").decode("utf-8")


def _moved_track(connection: Connection, audio_hash: str) -> int | None:
    """The track that holds this audio at a path that is gone, if any."""
    if not audio_hash:
        return None
    for track_id, path in connection.all(
        "SELECT id, path FROM tracks WHERE audio_hash = ? ORDER BY id", audio_hash
    ):
        if has_vanished(Path(os.fsdecode(path))):
            return int(track_id)
    return None


def has_vanished(path: Path) -> bool:
    """Whether nothing is at ``path``. A folder that may not be entered hides a file; it does not
    make it vanish.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def known(connection: Connection, code_page: str) -> dict[str, Stamp]:
    """The stamp of every track's file when last read, by its path, missing ones too.

    A file that could not be read, or whose text was read by another choice of code page, has
    (-1, -1, None): it never looks unchanged and is read again.
    """
    again = "audio_hash IS NULL OR ifnull(code_page, ?1) != ?1"
    rows = connection.all(f"SELECT path, size, mtime_ns, ctime_ns, {again} FROM tracks", code_page)
    return {
        os.fsdecode(path): (-1, -1, None) if is_old else (size, mtime_ns, ctime_ns)
        for path, size, mtime_ns, ctime_ns, is_old in rows
    }


def missing(connection: Connection) -> set[Path]:
    """The paths of the tracks in state "missing"."""
    rows = connection.all("SELECT path FROM tracks WHERE missing")
    return {Path(os.fsdecode(path)) for (path,) in rows}


def set_missing(connection: Connection, paths: Iterable[Path], *, missing: bool) -> int:
    """Note that nothing is at these paths any more, or that they are back; all else is kept.

    Gives for how many tracks this is news.
    """
    rows = [(missing, os.fsencode(path)) for path in paths]
    if not rows:
        return 0
    with connection.transaction():
        return connection.run_many(
            "UPDATE tracks SET missing = ?1 WHERE path = ?2 AND missing != ?1", rows
        )


def respell(connection: Connection, old: Path, new: Path) -> None:
    """The track at ``old`` is at ``new``; its stamp goes, so that the file is read anew."""
    connection.run(
        "UPDATE tracks SET path = ?, mtime_ns = -1, ctime_ns = 0 WHERE path = ?",
        os.fsencode(new), os.fsencode(old),
    )  # fmt: skip


def remove(connection: Connection, ids: Iterable[int]) -> None:
    """Take tracks off the list. Their analyses stay, for the day they are added again."""
    connection.run(
        "DELETE FROM tracks WHERE id IN (SELECT value FROM json_each(?))", json.dumps(list(ids))
    )


def save_length(connection: Connection, track_id: int, duration_s: float) -> None:
    """Note how long a track was found to be when all of it was decoded; copies of it last as long.

    What the analysis has heard stands.
    """
    connection.run(
        "UPDATE tracks SET duration_s = ? WHERE analysis_id IS NULL AND (id = ? OR audio_hash ="
        " (SELECT audio_hash FROM tracks WHERE id = ?))",
        duration_s, track_id, track_id,
    )  # fmt: skip


def save_failure(connection: Connection, track_id: int, message: str) -> None:
    """Note why a track could not be analysed."""
    reason = _storable(message) or "no reason was given"
    connection.run("UPDATE tracks SET failure = ? WHERE id = ?", reason, track_id)


def retry(connection: Connection, ids: Iterable[int]) -> None:
    """Forget the failures of these tracks, but not of files that the next scan must read first."""
    connection.run(
        "UPDATE tracks SET failure = NULL WHERE failure IS NOT NULL AND audio_hash IS NOT NULL"
        " AND id IN (SELECT value FROM json_each(?))",
        json.dumps(list(ids)),
    )
