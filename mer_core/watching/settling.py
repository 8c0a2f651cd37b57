"""Files that have changed, until they have stopped changing.

A file that is still being copied looks like a whole one that is cut short. It has come to rest when
its stamp has stayed the same for a while and nobody has it open for writing.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from mer_core.audio.files import find_audio
from mer_core.errors import InputError
from mer_core.library.files import has_vanished
from mer_core.library.tracks import Stamp
from mer_core.library.writings import stamp_of

#: A copy over a network may pause for so long.
SETTLE_S = 3.0
_F_SETSIG, _F_SETLEASE = 10, 1024  # Linux


@dataclass(frozen=True, slots=True)
class Changes:
    """What has come to rest: ``files`` are there and are to be read; at or below each of ``places``
    files may have gone.
    """

    files: tuple[Path, ...]
    places: tuple[Path, ...]

    def __bool__(self) -> bool:
        return bool(self.files or self.places)


@dataclass
class Settling:
    """Paths that something has happened to; moments are in seconds, of any clock that runs on."""

    _seen: dict[Path, tuple[Stamp | None, float]] = field(default_factory=dict)

    def note(self, path: Path, now_s: float) -> None:
        """Something happened at ``path``: a file or folder was made, changed, moved or removed."""
        self._seen[path] = (_stamp(path), now_s)

    def settled(self, now_s: float) -> Changes:
        """What has stopped changing, each path once. A folder that has is looked through, and what
        is in it noted.
        """
        files: list[Path] = []
        places: list[Path] = []
        for path, (seen, since_s) in list(self._seen.items()):
            stamp = _stamp(path)
            if stamp != seen:
                self._seen[path] = (stamp, now_s)
            elif now_s - since_s < SETTLE_S or (stamp and is_being_written(path)):
                continue
            else:
                del self._seen[path]
                if stamp is not None and not os.path.isdir(path):
                    files.append(path)
                else:
                    places.append(path)
        for folder in places:
            for file in _music_below(folder):
                if file not in self._seen:
                    self.note(file, now_s)
        return Changes(tuple(files), tuple(places))


def _stamp(path: Path) -> Stamp | None:
    """What tells that something changed; None where nothing is there."""
    try:
        return stamp_of(path)
    except OSError:
        return None if has_vanished(path) else (-1, -1, None)


def _music_below(folder: Path) -> Iterable[Path]:
    try:
        return list(find_audio([folder])) if os.path.isdir(folder) else ()
    except InputError:  # gone again
        return ()


def is_being_written(path: Path) -> bool:
    """Whether a program has the file open for writing, as far as the system tells: Linux alone
    does, of files of one's own on its own disks.
    """
    if sys.platform != "linux" or os.path.isdir(path):
        return False
    import fcntl

    try:
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        # A lease to read is given only where nobody writes. Whoever opens the file meanwhile makes
        # the kernel send a signal, which must not be the usual one: that would end the program.
        fcntl.fcntl(number, _F_SETSIG, signal.SIGURG)
        fcntl.fcntl(number, _F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(number, _F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(number)
    return False
