"""What SQLite's errors mean for the user.

SQLite often knows only that the disk did not do as told, and keeps the reason to itself: on a full
disk it may say "disk I/O error" or "unable to open". Then the disk is asked once more.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import sys
import tempfile
from pathlib import Path

from mer_core.disk import reason_of
from mer_core.errors import LibraryError, LibraryFull

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_REFUSED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
#: What SQLite needs at least to open a library: its index of the write-ahead log, twice over.
_TRIAL_BYTES = 64 * 1024


def failure_of(error: sqlite3.Error, path: Path) -> LibraryError | None:
    """What ``error`` means for the library at ``path``, or None where it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _DAMAGED:
        return LibraryError(
            f"The library {path} is damaged or not a library. Move it away and scan your music "
            "again; tags that were written into your files are still there."
        )
    if code in _LOCKED:
        return LibraryError(
            f"The library {path} is locked: it is in use by another program; close that, or try "
            "again in a moment."
        )
    if code == sqlite3.SQLITE_FULL:
        return _full(path)
    if code == sqlite3.SQLITE_IOERR or code in _REFUSED:
        return _asked(path, refused=code in _REFUSED)
    return None


def _full(path: Path) -> LibraryFull:
    return LibraryFull(
        f"The disk that holds the library {path} is full; free some space and try again."
    )


def _asked(path: Path, *, refused: bool) -> LibraryError:
    """Ask the disk why SQLite could not read or write (``refused``: not even begin to)."""
    why = _trial(path)
    number = why.errno if why is not None else None
    if number in (errno.ENOSPC, errno.EDQUOT):
        return _full(path)
    if number == errno.EROFS:
        return LibraryError(
            f"The library {path} is on a disk that is read-only; make it writable, or set "
            "MOODLINE_HOME to a folder elsewhere."
        )
    if number in (errno.EACCES, errno.EPERM) or (why is None and refused):
        return LibraryError(
            f"You lack the permission to change the library {path}: it cannot be opened for "
            "writing; make the file and its folder writable, or set MOODLINE_HOME to another "
            "folder."
        )
    if why is not None:
        return LibraryError(
            f"The library {path} cannot be used ({reason_of(why)}); mend that, or set "
            "MOODLINE_HOME to another folder."
        )
    return LibraryError(
        f"The disk that holds the library {path} could not be read or written; check it."
    )


def _trial(path: Path) -> OSError | None:
    """What the system answers to opening the library and to writing a file beside it."""
    try:
        if path.exists():
            os.close(os.open(path, os.O_RDWR))
        with tempfile.TemporaryFile(dir=path.parent, buffering=0) as file:
            file.write(bytes(_TRIAL_BYTES))
            os.fsync(file.fileno())
        _check_limit(path)
    except OSError as error:
        return error
    return None


def _check_limit(path: Path) -> None:
    """Raise OSError where the system lets this process's files grow no further (ulimit -f)."""
    if sys.platform == "win32":
        return
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    if limit == resource.RLIM_INFINITY:
        return
    for file in (path, path.with_name(f"{path.name}-wal")):
        with contextlib.suppress(FileNotFoundError):
            if file.stat().st_size + _TRIAL_BYTES > limit:
                raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
