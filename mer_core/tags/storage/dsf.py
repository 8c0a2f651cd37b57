"""DSF: an ID3v2 tag at the end, which the header points to.

Source: Sony, DSF File Format Specification 1.01.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import BinaryIO

from mer_core.tags.fields import Texts
from mer_core.tags.splices import Splice, normalised, total_growth
from mer_core.tags.storage import id3
from mer_core.tags.storage.entries import Entry, Refused, size_of, take
from mer_core.tags.storage.stores import Span

#: Where the header holds the size of the file and the place of its tag (0 for none).
SIZE_AT, POINTER_AT, HEADER_SIZE = 12, 20, 28


class DsfStore:
    """The tags of a DSF file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = size_of(file)
        self._stated, self._pointer = struct.unpack("<QQ", take(file, SIZE_AT, 16))
        if self._stated > self._size:
            raise Refused("it is shorter than it says; only a whole file can be tagged")
        self._tag = id3.find(file, self._pointer) if self._pointer else None
        if self._pointer and (self._pointer < HEADER_SIZE or self._tag is None):
            raise Refused("its header points to a tag that is not there")
        self.entries: tuple[Entry, ...] = self._tag.entries if self._tag else ()
        self.family = id3.family_of(self._tag)
        self.tag_span: Span = (self._pointer or self._size, self._size)

    def revised(self, wanted: Texts) -> list[Splice]:
        """Change the tag, or put a new one at the end."""
        if self._tag:
            splices = id3.revised(self._tag, wanted)
        elif any(wanted.values()):
            splices = [Splice(self._size, b"", id3.fresh(wanted))]
            pointer = struct.pack("<Q", self._size)
            splices.append(Splice(POINTER_AT, struct.pack("<Q", 0), pointer))
        else:
            return []
        growth = total_growth(splices)
        old, new = self._stated, self._stated + growth
        splices.append(Splice(SIZE_AT, struct.pack("<Q", old), struct.pack("<Q", new)))
        return normalised(splices)

    def payload(self) -> Iterable[Span | bytes]:
        """Everything between the header and the tag, and what stands behind it."""
        yield 0, SIZE_AT
        yield HEADER_SIZE, self._tag.start if self._tag else self._size
        if self._tag:
            yield self._tag.end, self._size
