"""WAV and AIFF: an ID3v2 tag in a chunk of its own; every other chunk stays where it is."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from mer_core.tags.fields import Texts
from mer_core.tags.splices import Splice, normalised, total_growth
from mer_core.tags.storage import id3
from mer_core.tags.storage.entries import PADDING, Entry, Refused, size_of, take
from mer_core.tags.storage.stores import Span


@dataclass(frozen=True, slots=True)
class Chunk:
    """One chunk: its content is ``[start + 8, end)``; an odd one is followed by a zero byte."""

    name: bytes
    start: int
    end: int


class IffStore:
    """The tags of a WAV (``RIFF``) or AIFF (``FORM``) file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = size_of(file)
        is_riff = take(file, 0, 4) == b"RIFF"
        self._order = "<I" if is_riff else ">I"
        self._new_name = b"id3 " if is_riff else b"ID3 "
        self._form_end = 8 + self._number(4)
        if self._form_end > self._size:
            raise Refused("it is shorter than it says; only a whole file can be tagged")
        self._chunks = self._walk()
        tagged = [chunk for chunk in self._chunks if chunk.name.upper() == b"ID3 "]
        if len(tagged) > 1:
            raise Refused("it has several ID3 chunks")
        self._chunk = tagged[0] if tagged else None
        self._tag = id3.find(file, self._chunk.start + 8) if self._chunk else None
        if self._chunk and (self._tag is None or self._tag.end > self._chunk.end):
            raise Refused("its ID3 chunk is damaged")
        self.entries: tuple[Entry, ...] = self._tag.entries if self._tag else ()
        self.family = id3.family_of(self._tag)
        place = self._form_end
        self.tag_span: Span = (
            (self._chunk.start, self._chunk.end) if self._chunk else (place, place)
        )

    def _number(self, at: int) -> int:
        return int(struct.unpack(self._order, take(self._file, at, 4))[0])

    def _walk(self) -> list[Chunk]:
        chunks, position = [], 12
        while position + 8 <= self._form_end:
            chunk_end = position + 8 + self._number(position + 4)
            if chunk_end > self._form_end:
                raise Refused("its chunks are damaged: one is longer than the file says")
            chunks.append(Chunk(take(self._file, position, 4), position, chunk_end))
            position = chunk_end + (chunk_end - position) % 2
        return chunks

    def revised(self, wanted: Texts) -> list[Splice]:
        """Change the tag inside its chunk, or add a chunk at the end."""
        if self._chunk and self._tag:
            splices = id3.revised(self._tag, wanted)
            growth = total_growth(splices)
            if growth == 0:
                return splices
            old_size = self._chunk.end - self._chunk.start - 8
            splices += self._even(self._chunk.end, old_size, old_size + growth)
            splices.append(self._counted(self._chunk.start + 4, growth))
        elif any(wanted.values()):
            tag = id3.fresh(wanted)
            tag = id3.fresh(wanted, room=PADDING + len(tag) % 2)
            lead = bytes(self._form_end % 2)
            chunk = self._new_name + struct.pack(self._order, len(tag)) + tag
            splices = [Splice(self._form_end, b"", lead + chunk)]
        else:
            return []
        return normalised([*splices, self._counted(4, total_growth(splices))])

    def _even(self, end: int, old_size: int, new_size: int) -> list[Splice]:
        """The zero byte after an odd chunk comes or goes."""
        has_pad = bool(old_size % 2) and end < self._form_end
        if new_size % 2 and not has_pad:
            return [Splice(end, b"", b"\0")]
        if not new_size % 2 and has_pad:
            return [Splice(end, take(self._file, end, 1), b"")]
        return []

    def _counted(self, at: int, growth: int) -> Splice:
        old = take(self._file, at, 4)
        size = struct.unpack(self._order, old)[0] + growth
        if size > 0xFFFFFFFF:
            raise Refused("it would become too big for its format")
        return Splice(at, old, struct.pack(self._order, size))

    def payload(self) -> Iterable[Span | bytes]:
        """All chunks but the tag's, and what stands after the last one."""
        yield from ((c.start, c.end) for c in self._chunks if c is not self._chunk)
        yield self._form_end, self._size
