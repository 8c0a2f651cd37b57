"""A change to a file as a list of splices: at this offset, these old bytes become these new ones.

Everything that touches a file is said in this one form. What lies outside the splices is not
written, so audio and foreign fields cannot change; the old bytes in the splices are all that undo
needs.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Splice:
    """``old`` at ``offset`` (in the old file) becomes ``new``; the lengths may differ."""

    offset: int
    old: bytes
    new: bytes

    @property
    def end(self) -> int:
        """Where the old bytes end, in the old file."""
        return self.offset + len(self.old)

    @property
    def growth(self) -> int:
        """By how many bytes the file grows."""
        return len(self.new) - len(self.old)


def normalised(splices: Iterable[Splice]) -> list[Splice]:
    """Sorted, touching ones joined, empty ones dropped. Raises ValueError where two overlap."""
    joined: list[Splice] = []
    for splice in sorted(splices, key=lambda s: s.offset):
        if joined and splice.offset < joined[-1].end:
            raise ValueError("two changes overlap")
        if joined and splice.offset == joined[-1].end:
            last = joined.pop()
            splice = Splice(last.offset, last.old + splice.old, last.new + splice.new)
        joined.append(splice)
    return [s for s in joined if s.old != s.new]


def resized_zeros(offset: int, old_size: int, new_size: int) -> Splice:
    """``old_size`` zero bytes at ``offset`` become ``new_size``: only the difference is taken out
    or put in.
    """
    shrinks = new_size < old_size
    difference = bytes(abs(new_size - old_size))
    return Splice(offset, difference if shrinks else b"", b"" if shrinks else difference)


def reversed_splices(splices: Sequence[Splice]) -> list[Splice]:
    """The change back: offsets count in the new file."""
    back, growth = [], 0
    for splice in splices:
        back.append(Splice(splice.offset + growth, splice.new, splice.old))
        growth += splice.growth
    return back


def total_growth(splices: Iterable[Splice]) -> int:
    """By how many bytes the file grows in all."""
    return sum(splice.growth for splice in splices)


def aligned(file: BinaryIO, splices: Sequence[Splice], *, limit: int) -> list[Splice] | None:
    """The same change as splices that each keep their length, so that it can be made in place.

    What lies between two splices that shift it is rewritten with them. None where the file changes
    its size, or where more than ``limit`` bytes would have to be rewritten.
    """
    result: list[Splice] = []
    group: list[Splice] = []
    for splice in splices:
        group.append(splice)
        if total_growth(group) == 0:
            start, end = group[0].offset, group[-1].end
            if end - start > limit:
                return None
            file.seek(start)
            old = file.read(end - start)
            moved = [Splice(s.offset - start, s.old, s.new) for s in group]
            result.append(Splice(start, old, spliced(old, moved)))
            group = []
    return None if group or sum(len(s.old) for s in result) > limit else result


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """``data`` with the change made."""
    parts, position = [], 0
    for splice in splices:
        parts += [data[position : splice.offset], splice.new]
        position = splice.end
    return b"".join([*parts, data[position:]])


class SplicedFile(io.RawIOBase):
    """Reads as the changed file would, nothing written: ``file`` seen through ``splices``."""

    def __init__(self, file: BinaryIO, splices: Sequence[Splice]) -> None:
        super().__init__()
        self._file = file
        self._pieces: list[tuple[int, int, int | bytes]] = []  # start here, length, source
        self._position = 0
        self.name = getattr(file, "name", "")
        old, new = 0, 0
        for splice in splices:
            for length, source in (
                (splice.offset - old, old),
                (len(splice.new), splice.new),
            ):
                if length:
                    self._pieces.append((new, length, source))
                    new += length
            old = splice.end
        rest = max(file.seek(0, io.SEEK_END) - old, 0)
        self._pieces.append((new, rest, old))
        self.size = new + rest

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """As any file."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        if base + offset < 0:
            raise OSError(22, "negative seek")
        self._position = base + offset
        return self._position

    def tell(self) -> int:
        """As any file."""
        return self._position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """As any file; may give less than asked."""
        data = self._piece_at(self._position, len(buffer))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def _piece_at(self, position: int, length: int) -> bytes:
        low, high = 0, len(self._pieces)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._pieces[middle][0] <= position else (low, middle)
        start, size, source = self._pieces[low]
        inside = position - start
        length = min(length, size - inside)
        if length <= 0:
            return b""
        if isinstance(source, bytes):
            return source[inside : inside + length]
        self._file.seek(source + inside)
        return self._file.read(length)


def view(file: BinaryIO, splices: Sequence[Splice]) -> BinaryIO:
    """The changed file, buffered, for reading."""
    return io.BufferedReader(SplicedFile(file, splices), 1 << 16)


def digest(file: BinaryIO) -> str:
    """The SHA-256 of all of ``file``, 64 hex digits."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
