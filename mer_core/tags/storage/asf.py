"""WMA and ASF: attributes in the extended content description object of the header.

mutagen, and so Picard, keeps the second and later values of an attribute in the metadata library
object; they are read there too, and taken out where the field changes. Source: Microsoft, Advanced
Systems Format specification 01.20.03, sections 3.2, 3.4, 3.11, 4.8.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from mer_core.tags.fields import Texts
from mer_core.tags.splices import Splice, normalised, total_growth
from mer_core.tags.storage.entries import (
    Entry,
    Refused,
    first_blocks,
    revise,
    size_of,
    take,
    texts_of,
    values_of,
)  # fmt: skip
from mer_core.tags.storage.stores import Span
from mer_core.tags.table import ASF, BLOCK_FIELDS, BY_NAME, name_of

HEADER = UUID("75B22630-668E-11CF-A6D9-00AA0062CE6C").bytes_le
FILE_PROPERTIES = UUID("8CABDCA1-A947-11CF-8EE4-00C00C205365").bytes_le
EXTENDED_CONTENT = UUID("D2D0A440-E307-11D2-97F0-00A0C95EA850").bytes_le
HEADER_EXTENSION = UUID("5FBF03B5-A92E-11CF-8EE3-00C00C205365").bytes_le
METADATA_LIBRARY = UUID("44231C94-9498-49D1-A141-1D134E457054").bytes_le
TEXT = 0


@dataclass(frozen=True, slots=True)
class AsfObject:
    """One object of the header: its GUID, its place, its content from 24 bytes later to ``end``."""

    guid: bytes
    start: int
    end: int


def _walk(file: BinaryIO, start: int, end: int) -> list[AsfObject]:
    objects = []
    while start < end:
        guid, size = struct.unpack("<16sQ", take(file, start, 24))
        if size < 24 or start + size > end:
            raise Refused("its ASF header is damaged: an object is longer than what holds it")
        objects.append(AsfObject(guid, start, start + size))
        start += size
    return objects


class AsfStore:
    """The tags of a WMA file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = size_of(file)
        guid, size, self._num_objects = struct.unpack("<16sQI", take(file, 0, 28))
        if guid != HEADER or size > self._size:
            raise Refused("its ASF header is damaged")
        self._header_end = size
        self._objects = _walk(file, 30, self._header_end)
        if len(self._objects) != self._num_objects:
            raise Refused("its ASF header is damaged: objects are missing")
        self._object = self._single(EXTENDED_CONTENT)
        self._entries = self._parse(self._object, 2) if self._object else ()
        self._extension = self._single(HEADER_EXTENSION)
        inside = self._extension
        self._inner = _walk(file, inside.start + 46, inside.end) if inside else []
        self._library = next((item for item in self._inner if item.guid == METADATA_LIBRARY), None)
        self._more = self._parse(self._library, 12) if self._library else ()
        self.entries: tuple[Entry, ...] = self._entries + self._more
        self.family = ASF
        self.tag_span: Span = (0, self._header_end)

    def _single(self, guid: bytes) -> AsfObject | None:
        found = [item for item in self._objects if item.guid == guid]
        if len(found) > 1:
            raise Refused("its ASF header holds its tags twice")
        return found[0] if found else None

    def _parse(self, held: AsfObject, head: int) -> tuple[Entry, ...]:
        """The attributes of an object. ``head`` is 2 bytes (a name's size) in the extended content
        description, 12 (language, stream, sizes, type) in the metadata library.
        """
        data = take(self._file, held.start, held.end - held.start)
        entries = []
        try:
            (count,) = struct.unpack_from("<H", data, 24)
            position = 26
            for _ in range(count):
                if head == 2:
                    (name_size,) = struct.unpack_from("<H", data, position)
                    name_end = position + 2 + name_size
                    kind, value_size = struct.unpack_from("<HH", data, name_end)
                    value_start = name_end + 4
                else:
                    _, stream, name_size, kind, value_size = struct.unpack_from(
                        "<HHHHI", data, position
                    )
                    name_end = value_start = position + 12 + name_size
                    kind = kind if stream == 0 else -1
                end = value_start + value_size
                name, value = data[position + head : name_end], data[value_start:end]
                entries.append(_entry(held.start + position, data[position:end], name, kind, value))
                position = end
        except struct.error as error:
            raise Refused("its ASF tags are damaged: they end too early") from error
        if position != len(data):
            raise Refused("its ASF tags are damaged: they do not fill their object")
        return first_blocks(entries)

    def revised(self, wanted: Texts) -> list[Splice]:
        """Change the attributes, or add the object that holds them."""
        held = texts_of(self.entries)
        stale = [
            entry
            for entry in self._more
            if entry.name in wanted and held[entry.name] != tuple(wanted[entry.name])
        ]
        own = texts_of(self._entries)
        kept = {entry.name for entry in self._more} - {entry.name for entry in stale}
        first = {**wanted, **{name: own.get(name, ()) for name in kept if name in wanted}}
        splices = self._first_object(first) + self._without(stale)
        growth = total_growth(splices)
        if splices:
            splices.append(self._number(16, "<Q", growth))
            properties = self._single(FILE_PROPERTIES)
            if properties:
                splices.append(self._number(properties.start + 40, "<Q", growth))
        return normalised(splices)

    def _first_object(self, wanted: Texts) -> list[Splice]:
        if self._object:
            revision = revise(self._entries, wanted, encode, self._object.end)
            splices = list(revision.splices)
            if splices:
                growth = total_growth(splices)
                splices.append(self._number(self._object.start + 16, "<Q", growth))
                splices.append(self._number(self._object.start + 24, "<H", revision.num_added))
            return splices
        entries = [raw for field, values in wanted.items() for raw in encode(field, values, b"")]
        if not entries:
            return []
        body = struct.pack("<H", len(entries)) + b"".join(entries)
        new = EXTENDED_CONTENT + struct.pack("<Q", len(body) + 24) + body
        return [Splice(self._header_end, b"", new), self._number(24, "<I", 1)]

    def _without(self, stale: list[Entry]) -> list[Splice]:
        """Take entries out of the metadata library."""
        if not stale or not self._library or not self._extension:
            return []
        splices = [Splice(entry.start, entry.raw, b"") for entry in stale]
        growth = total_growth(splices)
        splices.append(self._number(self._library.start + 16, "<Q", growth))
        splices.append(self._number(self._library.start + 24, "<H", -len(stale)))
        splices.append(self._number(self._extension.start + 16, "<Q", growth))
        splices.append(self._number(self._extension.start + 42, "<I", growth))
        return splices

    def _number(self, at: int, form: str, growth: int) -> Splice:
        old = take(self._file, at, struct.calcsize(form))
        try:
            return Splice(at, old, struct.pack(form, struct.unpack(form, old)[0] + growth))
        except struct.error as error:
            raise Refused("its ASF tags would become too many") from error

    def payload(self) -> Iterable[Span | bytes]:
        """Everything after the header."""
        yield self._header_end, self._size


def _entry(start: int, raw: bytes, name: bytes, kind: int, value: bytes) -> Entry:
    native = name.decode("utf-16-le", "replace").rstrip("\0")
    field = name_of(native, ASF) if kind == TEXT else ""
    if not field:
        return Entry(start, raw, "", ())
    errors = "surrogatepass" if field in BLOCK_FIELDS else "replace"
    text = value.decode("utf-16-le", errors).rstrip("\0")
    return Entry(start, raw, field, values_of(field, [text]))


def encode(field: str, values: tuple[str, ...], _: bytes) -> list[bytes]:
    """One attribute per value."""
    name = (BY_NAME[field].native(ASF) + "\0").encode("utf-16-le")
    encoded = []
    for value in values:
        text = (value + "\0").encode("utf-16-le", "surrogatepass")
        sizes = struct.pack("<HH", TEXT, len(text))
        encoded.append(struct.pack("<H", len(name)) + name + sizes + text)
    return encoded
