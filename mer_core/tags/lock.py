"""One writer at a time: a lock that the system frees when its holder dies, however it dies."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from mer_core.errors import InputError


def locked(path: Path) -> BinaryIO:
    """The lock file at ``path``, held until it is closed.

    Raises InputError where somebody else holds it, and OSError where it cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = open(path, "ab")  # noqa: SIM115 - it stays open as long as the lock is held
    try:
        _lock(file)
    except OSError as error:
        file.close()
        raise InputError(
            "Moodline is writing tags in another window or terminal; wait until it is done."
        ) from error
    return file


def _lock(file: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
