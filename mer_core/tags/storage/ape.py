"""APEv2, at the end of WavPack, Musepack, Monkey's Audio, OptimFROG and TAK files.

Source: https://wiki.hydrogenaud.io/index.php?title=APEv2_specification.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from typing import BinaryIO

from mer_core.tags.fields import Texts
from mer_core.tags.splices import Splice, normalised, total_growth
from mer_core.tags.storage.entries import (
    Entry,
    Refused,
    first_blocks,
    revise,
    size_of,
    take,
    values_of,
)  # fmt: skip
from mer_core.tags.storage.stores import Span
from mer_core.tags.table import APE, BLOCK_FIELDS, BY_NAME, name_of

HEAD = struct.Struct("<8sIIII8s")
MAGIC = b"APETAGEX"
HAS_HEADER, IS_HEADER = 1 << 31, 1 << 29


class ApeStore:
    """The APEv2 tag of a file; an ID3v1 or Lyrics3 tag after it stays where it is."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = size_of(file)
        self._footer = self._find_footer()
        self.entries: tuple[Entry, ...] = ()
        if self._footer is None:
            self._start = self._items_start = self._items_end = self._tail
            self._flags = 0
        else:
            self._parse(self._footer)
        self.family = APE
        self.tag_span: Span = (self._start, self._size)

    def _find_footer(self) -> int | None:
        """Where the footer stands; sets ``_tail``, where the tags after it begin."""
        self._tail = self._size
        if self._size >= 128 and take(self._file, self._size - 128, 3) == b"TAG":
            self._tail -= 128
        if self._tail >= 15 and take(self._file, self._tail - 9, 9) == b"LYRICS200":
            digits = take(self._file, self._tail - 15, 6)
            self._tail -= 15 + int(digits) if digits.isdigit() else 0
        footer = self._tail - HEAD.size
        if footer >= 0 and take(self._file, footer, 8) == MAGIC:
            return footer
        return None

    def _parse(self, footer: int) -> None:
        _, version, size, count, self._flags, _ = HEAD.unpack(take(self._file, footer, HEAD.size))
        if version not in (1000, 2000) or self._flags & IS_HEADER:
            raise Refused("its APE tag is damaged or of an unknown version")
        if self._flags & 1:
            raise Refused("its APE tag is marked as read-only")
        self._items_end = footer
        self._items_start = footer + HEAD.size - size
        self._has_header = bool(self._flags & HAS_HEADER)
        self._start = self._items_start - (HEAD.size if self._has_header else 0)
        if self._start < 0 or (self._has_header and take(self._file, self._start, 8) != MAGIC):
            raise Refused("its APE tag is damaged: its start is missing")
        data = take(self._file, self._items_start, footer - self._items_start)
        position = 0
        entries: list[Entry] = []
        while position < len(data) and len(entries) < count:
            match = re.compile(rb"[\x20-\x7e]{2,255}\0").match(data, position + 8)
            if match is None:
                raise Refused("its APE tag is damaged: an item has no name")
            value_size, flags = struct.unpack_from("<II", data, position)
            end = match.end() + value_size
            if end > len(data):
                raise Refused("its APE tag is damaged: an item is longer than the tag")
            name, value = match[0][:-1], data[match.end() : end]
            entries.append(
                _entry(self._items_start + position, data[position:end], name, flags, value)
            )
            position = end
        if position != len(data) or len(entries) != count:
            raise Refused("its APE tag is damaged: its items do not fill it")
        self.entries = first_blocks(entries)

    def revised(self, wanted: Texts) -> list[Splice]:
        """Change the tag, or put a new one at the end of the sound."""
        revision = revise(self.entries, wanted, encode, self._items_end)
        if not revision.splices:
            return []
        count = len(self.entries) + revision.num_added
        size = self._items_end - self._items_start + total_growth(revision.splices) + HEAD.size
        if self._footer is None:
            items = revision.splices[0].new
            flags = HAS_HEADER
            header = HEAD.pack(MAGIC, 2000, size, count, flags | IS_HEADER, bytes(8))
            footer = HEAD.pack(MAGIC, 2000, size, count, flags, bytes(8))
            return [Splice(self._tail, b"", header + items + footer)]
        sizes = struct.pack("<II", size, count)
        places = [self._footer + 12] + ([self._start + 12] if self._has_header else [])
        heads = [Splice(place, take(self._file, place, 8), sizes) for place in places]
        return normalised([*revision.splices, *heads])

    def payload(self) -> Iterable[Span | bytes]:
        """Everything before the tag, and the tags of other kinds after it."""
        return [(0, self._start), (self._tail, self._size)]


def _entry(start: int, raw: bytes, key: bytes, flags: int, value: bytes) -> Entry:
    is_text = (flags >> 1) & 3 == 0
    name = name_of(key.decode("ascii"), APE) if is_text else ""
    if not name:
        return Entry(start, raw, "", ())
    errors = "surrogateescape" if name in BLOCK_FIELDS else "replace"
    texts = value.decode("utf-8", errors).split("\0")
    return Entry(start, raw, name, values_of(name, texts), key)


def encode(field: str, values: tuple[str, ...], spelling: bytes) -> list[bytes]:
    """One item that holds all values; the name of a field of others stays in the case it had."""
    key = BY_NAME[field].native(APE).encode("ascii")
    key = spelling if spelling and field in BLOCK_FIELDS else key
    value = "\0".join(values).encode("utf-8", "surrogateescape")
    return [struct.pack("<II", len(value), 0) + key + b"\0" + value]
