"""What the disk holds and refuses: text as editors save it, files written whole or not at all, and
errors in words.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EFBIG: "the file may not grow any further here",
    errno.EACCES: "you may not change it",
    errno.EPERM: "you may not change it",
    errno.EROFS: "its disk is read-only",
    errno.ENOENT: "it is no longer there",
    errno.ENOTDIR: "it is no longer there",
    errno.EISDIR: "it is a folder",
    errno.EBUSY: "another program is using it",
    errno.ETXTBSY: "another program is using it",
    errno.EIO: "the disk answered with an error; check it",
}


def reason_of(error: OSError) -> str:
    """What went wrong when something was to be written, as a clause."""
    if sys.platform == "win32" and isinstance(error, PermissionError):
        return "another program is using it, or you may not change it"
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def decoded(data: bytes) -> str:
    """The text in a file: UTF-8 with or without a byte order mark, or UTF-16 with one.

    Raises UnicodeDecodeError.
    """
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if is_utf16 else "utf-8-sig")


def read_small(path: Path, max_bytes: int) -> bytes:
    """All that is in a small file. Raises OSError, and ValueError where it holds more."""
    with path.open("rb") as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise ValueError(f"it is larger than {max_bytes / 2**20:.3g} MB")
    return data


@contextlib.contextmanager
def replaced(path: Path, *, must_be_new: bool = False) -> Iterator[BinaryIO]:
    """A file to write that takes the place of ``path`` in one step, once all of it is on the disk.

    Where anything goes wrong, ``path`` stays as it was and nothing is left beside it. A link stays
    a link, and a pipe or device is written into as it stands. Raises OSError: FileExistsError where
    something is there that ``must_be_new``.
    """
    if must_be_new and os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(path))
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    target = Path(os.path.realpath(path))
    temp = target.with_name(f".moodline-{secrets.token_hex(8)}.tmp")
    try:
        with temp.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, temp)
        os.replace(temp, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temp.unlink()
        raise
