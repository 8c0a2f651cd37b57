"""WMA and ASF: attributes in the extended content description object of the header.

Source: Microsoft, Advanced Systems Format specification 01.20.03, sections 3.2 and 3.11.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from mer_core.tags.fields import KNOWN_FIELDS, MOOD, Texts
from mer_core.tags.splices import Splice, normalised, total_growth
from mer_core.tags.storage.entries import Entry, Refused, revise, size_of, take, values_of
from mer_core.tags.storage.stores import Span

HEADER = UUID("75B22630-668E-11CF-A6D9-00AA0062CE6C").bytes_le
FILE_PROPERTIES = UUID("8CABDCA1-A947-11CF-8EE4-00C00C205365").bytes_le
EXTENDED_CONTENT = UUID("D2D0A440-E307-11D2-97F0-00A0C95EA850").bytes_le
TEXT = 0


@dataclass(frozen=True, slots=True)
class AsfObject:
    """One object of the header: its GUID, its place, its content from 24 bytes later to ``end``."""

    guid: bytes
    start: int
    end: int


class AsfStore:
    """The tags of a WMA file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = size_of(file)
        guid, size, self._num_objects = struct.unpack("<16sQI", take(file, 0, 28))
        if guid != HEADER or size > self._size:
            raise Refused("its ASF header is damaged")
        self._header_end = size
        self._objects = self._walk()
        self._object = self._single(EXTENDED_CONTENT)
        self.entries: tuple[Entry, ...] = ()
        self._count = 0
        if self._object:
            self._parse(self._object)
        self.tag_span: Span = (0, self._header_end)

    def _walk(self) -> list[AsfObject]:
        objects, position = [], 30
        while position < self._header_end:
            guid, size = struct.unpack("<16sQ", take(self._file, position, 24))
            if size < 24 or position + size > self._header_end:
                raise Refused("its ASF header is damaged: an object is longer than the header")
            objects.append(AsfObject(guid, position, position + size))
            position += size
        if len(objects) != self._num_objects:
            raise Refused("its ASF header is damaged: objects are missing")
        return objects

    def _single(self, guid: bytes) -> AsfObject | None:
        found = [item for item in self._objects if item.guid == guid]
        if len(found) > 1:
            raise Refused("its ASF header holds its tags twice")
        return found[0] if found else None

    def _parse(self, held: AsfObject) -> None:
        data = take(self._file, held.start, held.end - held.start)
        entries = []
        try:
            (self._count,) = struct.unpack_from("<H", data, 24)
            position = 26
            for _ in range(self._count):
                (name_size,) = struct.unpack_from("<H", data, position)
                name_end = position + 2 + name_size
                kind, value_size = struct.unpack_from("<HH", data, name_end)
                end = name_end + 4 + value_size
                name, value = data[position + 2 : name_end], data[name_end + 4 : end]
                entries.append(_entry(held.start + position, data[position:end], name, kind, value))
                position = end
        except struct.error as error:
            raise Refused("its ASF tags are damaged: they end too early") from error
        if position != len(data):
            raise Refused("its ASF tags are damaged: they do not fill their object")
        self.entries = tuple(entries)

    def revised(self, wanted: Texts) -> list[Splice]:
        """Change the attributes, or add the object that holds them."""
        if self._object:
            revision = revise(self.entries, wanted, encode, self._object.end)
            splices = list(revision.splices)
            if not splices:
                return []
            growth = total_growth(splices)
            splices.append(self._number(self._object.start + 16, "<Q", growth))
            splices.append(self._number(self._object.start + 24, "<H", revision.num_added))
        elif wanted:
            entries = [raw for field, values in wanted.items() for raw in encode(field, values)]
            body = struct.pack("<H", len(entries)) + b"".join(entries)
            new = EXTENDED_CONTENT + struct.pack("<Q", len(body) + 24) + body
            splices = [Splice(self._header_end, b"", new), self._number(24, "<I", 1)]
        else:
            return []
        growth = total_growth(splices)
        splices.append(self._number(16, "<Q", growth))
        properties = self._single(FILE_PROPERTIES)
        if properties:
            splices.append(self._number(properties.start + 40, "<Q", growth))
        return normalised(splices)

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
    key = name.decode("utf-16-le", "replace").rstrip("\0").upper()
    key = MOOD if key == "WM/MOOD" else key
    if key not in KNOWN_FIELDS or kind != TEXT:
        return Entry(start, raw, "", ())
    text = value.decode("utf-16-le", "replace").rstrip("\0")
    return Entry(start, raw, key, values_of(key, [text]))


def encode(field: str, values: tuple[str, ...]) -> list[bytes]:
    """One attribute per value."""
    name = (("WM/Mood" if field == MOOD else field) + "\0").encode("utf-16-le")
    encoded = []
    for value in values:
        text = (value + "\0").encode("utf-16-le")
        sizes = struct.pack("<HH", TEXT, len(text))
        encoded.append(struct.pack("<H", len(name)) + name + sizes + text)
    return encoded
