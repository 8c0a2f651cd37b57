"""Changing a file so that a crash at any moment leaves it whole, or mendable from the journal."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import shutil
import stat
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from mer_core.spelling import as_listed
from mer_core.tags.profiles import KEEP, LATER, NOW
from mer_core.tags.splices import CHUNK, Splice, digest

_REPLACE_TRIES = 3
_REPLACE_PAUSE_S = 0.3


class FileChanged(OSError):
    """Someone else changed the file while we were about to."""


def target_of(path: Path) -> Path:
    """Where a symlink leads: the file itself is changed, the link stays.

    As its folder spells it: a file that takes its place must not change its name.
    """
    return as_listed([Path(os.path.realpath(path))])[0]


def sync_file(file: BinaryIO | io.FileIO) -> None:
    """Put the file's content on the disk itself."""
    file.flush()
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
    else:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Put a folder's list of names on the disk; Windows does that by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy(source: BinaryIO, target: BinaryIO) -> None:
    """All of ``source`` from its start to where ``target`` stands."""
    source.seek(0)
    shutil.copyfileobj(source, target, CHUNK)


def set_times(path: Path, atime_ns: int, mtime_ns: int, times: str = KEEP) -> None:
    """Give the file its times back, to the nanosecond, or what else ``times`` asks for."""
    if times == NOW:
        os.utime(path)
        return
    mtime_ns += 1_000_000_000 if times == LATER else 0
    if os.stat(path).st_mtime_ns != mtime_ns:
        os.utime(path, ns=(atime_ns, mtime_ns))


def create(path: Path, temp: Path, data: bytes) -> None:
    """Put a new file of ``data`` at ``path``, by way of ``temp``, in one step that cannot be seen
    half-done.

    Raises FileChanged where something is there, and OSError, nothing left behind.
    """
    handle = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with open(handle, "wb", buffering=0) as file:
            write_all(file, data)
            sync_file(file)
        if os.path.lexists(path):
            raise FileChanged(errno.EEXIST, "another program put a file there")
        _rename(temp, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temp)
        raise
    sync_folder(path.parent)


def remove(path: Path) -> None:
    """Take a file away for good. Raises OSError."""
    os.unlink(path)
    sync_folder(path.parent)


def write_beside(path: Path, temp: Path, content: BinaryIO, sha256: str) -> os.stat_result:
    """Write ``content`` to the new file ``temp`` in the folder of ``path``, and read it back.

    It gets the rights, owner, times and extended attributes of ``path``, whose state now is
    returned for ``take_place``. Raises OSError, nothing left behind, where folder or disk refuse.
    """
    before = os.stat(path)
    handle = os.open(temp, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with open(handle, "w+b") as file:
            copy(content, file)
            sync_file(file)
            if digest(file) != sha256:
                raise OSError(errno.EIO, "the disk did not keep what was written")
        if sys.platform != "win32":
            os.chown(temp, before.st_uid, before.st_gid)
        shutil.copystat(path, temp)
    except BaseException:
        os.unlink(temp)
        raise
    return before


def take_place(path: Path, temp: Path, before: os.stat_result) -> None:
    """Put ``temp`` in the place of ``path``, in one step that cannot be seen half-done.

    Raises FileChanged where ``path`` is no longer as it was ``before``, and OSError.
    """
    now = os.stat(path)
    if (now.st_ino, now.st_size, now.st_mtime_ns) != (
        before.st_ino, before.st_size, before.st_mtime_ns,
    ):  # fmt: skip
        raise FileChanged(errno.EBUSY, "another program changed it")
    _rename(temp, path)
    sync_folder(path.parent)


def _rename(temp: Path, path: Path) -> None:
    """On Windows a virus scanner or player may hold the file for a moment: try three times."""
    for attempt in range(_REPLACE_TRIES):
        try:
            os.replace(temp, path)
            return
        except PermissionError:
            if sys.platform != "win32" or attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(_REPLACE_PAUSE_S)


def patch(path: Path, splices: Sequence[Splice]) -> None:
    """Write splices that keep their length into the file as it stands."""
    with open(path, "r+b", buffering=0) as file:
        for splice in splices:
            file.seek(splice.offset)
            write_all(file, splice.new)
        sync_file(file)


def rewrite(path: Path, content: BinaryIO, size: int) -> None:
    """Write ``content`` over the file as it stands: its inode, so its hard links, stay.

    The room is taken first, so that a full disk shows before anything is overwritten. The journal
    must hold the old content. Raises OSError.
    """
    with open(path, "r+b", buffering=0) as file:
        old_size = os.fstat(file.fileno()).st_size
        if size > old_size:
            try:
                file.seek(old_size)
                write_all(file, bytes(size - old_size))
                sync_file(file)
            except OSError:
                file.truncate(old_size)
                raise
        file.seek(0)
        content.seek(0)
        while block := content.read(CHUNK):
            write_all(file, block)
        file.truncate(size)
        sync_file(file)


def write_all(file: io.FileIO, data: bytes) -> None:
    """An unbuffered file may take less than it is given."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def refusal(path: Path) -> str | None:
    """Why ``path`` is not a file that may be changed, or None. Raises OSError where it is gone."""
    found = os.stat(path)
    if stat.S_ISDIR(found.st_mode):
        return "it is a folder"
    if not stat.S_ISREG(found.st_mode):
        return "it is not a file"
    if found.st_size == 0:
        return "the file is empty"
    if not found.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(
        path, os.W_OK
    ):
        return "the file is read-only"
    if _is_placeholder(found):
        return "its content is not on this computer; let the cloud program fetch it first"
    return None


def _is_placeholder(found: os.stat_result) -> bool:
    offline = (
        0x1000 | 0x40000 | 0x400000
    )  # FILE_ATTRIBUTE_OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS
    dataless = 0x40000000  # macOS SF_DATALESS
    attributes: int = getattr(found, "st_file_attributes", 0)
    flags: int = getattr(found, "st_flags", 0)
    return bool(attributes & offline or flags & dataless)
