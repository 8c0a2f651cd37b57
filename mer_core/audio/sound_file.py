"""A sound file's bytes, as FFmpeg is given them.

The file is opened by us, not by FFmpeg: names that are no UTF-8 or look like addresses ("http:...")
are just names, nothing but a regular file is ever read, and no file can make FFmpeg open another.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from mer_core.errors import DecodeError

# FFmpeg may add this to ``whence`` to say that the seek may take long (avio.h, AVSEEK_FORCE).
_FORCE = 0x20000


class SoundFile:
    """A regular file opened for FFmpeg: its bytes ``start`` to ``end``, looking like a whole file.

    ``name`` carries the suffix alone, which FFmpeg takes as a hint of the format. ``error`` keeps
    what the disk answered, since FFmpeg would hide it. While ``budget`` is a number, no more bytes
    than that are given out.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = "sound" + path.suffix.encode("ascii", "replace").decode("ascii")
        self.error: OSError | None = None
        self.budget: int | None = None
        self._file = os.fdopen(_open_regular(path), "rb", buffering=0)
        self.start = 0
        self.end = os.fstat(self._file.fileno()).st_size
        self._blanks: list[tuple[int, int]] = []

    @property
    def size(self) -> int:
        """Bytes from ``start`` to ``end``."""
        return self.end - self.start

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes from here on."""
        here = self._file.tell()
        size = max(0, min(size, self.end - here))
        if self.budget is not None:
            size = min(size, self.budget)
            self.budget -= size
        try:
            data = self._file.read(size) or b""
        except OSError as error:
            self.error = error
            return b""
        for start, stop in self._blanks:
            first, last = max(start - here, 0), min(stop - here, len(data))
            if first < last:
                data = data[:first] + bytes(last - first) + data[last:]
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move as ``io`` files do; returns the new place, or -1 where there is none such.

        It never raises: FFmpeg follows whatever a file says, and PyAV prints what is raised here.
        """
        origin = {os.SEEK_SET: self.start, os.SEEK_CUR: self._file.tell(), os.SEEK_END: self.end}
        place = origin.get(whence & ~_FORCE, -1) + offset
        if whence & ~_FORCE not in origin or place < self.start:
            return -1
        try:
            return self._file.seek(place) - self.start
        except (OSError, OverflowError):
            return -1

    def tell(self) -> int:
        """The place from ``start``."""
        return self._file.tell() - self.start

    def read_at(self, offset: int, size: int) -> bytes:
        """``size`` bytes at ``offset`` (from the end where negative), then back to where it was."""
        here = self.tell()
        self.seek(offset if offset >= 0 else max(0, self.size + offset))
        data = self.read(size)
        self.seek(here)
        return data

    def narrow(self, start: int, end: int) -> None:
        """Be the bytes ``start`` to ``end`` of the file alone, and stand at their beginning."""
        self.start, self.end = start, end
        self.seek(0)

    def blank(self, offset: int, size: int) -> None:
        """From now on give zeros for the ``size`` bytes at ``offset``."""
        self._blanks.append((self.start + offset, self.start + offset + size))

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _open_regular(path: Path) -> int:
    """A descriptor of the regular, non-empty file at ``path``. Raises DecodeError."""
    # Without O_NONBLOCK, opening a FIFO would wait for somebody to write into it.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if path.is_dir():
            raise DecodeError(path, "it is a folder; name the sound files in it.")
        descriptor = os.open(path, flags)
    except FileNotFoundError as error:
        raise DecodeError(path, "the file is not there; was it moved or renamed?") from error
    except PermissionError as error:
        reason = "it may not be read; give yourself permission to read it."
        raise DecodeError(path, reason) from error
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) else str(error)
        raise DecodeError(path, f"it cannot be opened ({cause}); check its name.") from error
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode) and status.st_size > 0:
        return descriptor
    os.close(descriptor)
    if stat.S_ISREG(status.st_mode):
        raise DecodeError(path, "the file is empty; replace it by a good copy.")
    raise DecodeError(path, "it is a device or a pipe, which has no end; choose a sound file.")
