"""MP4, M4A and ALAC: freeform items (``----``) in ``moov.udta.meta.ilst``; chunk offsets follow
where sound moves.

Sources: ISO/IEC 14496-12 (boxes), the iTunes metadata layout as mutagen and TagLib read it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from mer_core.tags.fields import Texts
from mer_core.tags.splices import Splice, normalised, resized_zeros, total_growth
from mer_core.tags.storage.entries import (
    PADDING,
    Entry,
    Refused,
    first_blocks,
    revise,
    size_of,
    take,
    values_of,
)  # fmt: skip
from mer_core.tags.storage.stores import Span
from mer_core.tags.table import BY_NAME, MP4, name_of

MEAN = b"com.apple.iTunes"
UTF8, INTEGER = 1, 21
#: Items that are a number of two bytes.
NUMBERS = ("tmpo",)
HDLR = b"\0" * 8 + b"mdirappl" + b"\0" * 9
#: Boxes that are looked into on the way to chunk offsets.
PARENTS = (b"trak", b"mdia", b"minf", b"stbl")
#: Boxes that name places in the file in ways this module does not follow.
UNFOLLOWED = (b"saio", b"iloc")


@dataclass(frozen=True, slots=True)
class Box:
    """One box (atom): its content is ``[body, end)`` of the file."""

    kind: bytes
    start: int
    body: int
    end: int


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    while start + 8 <= end:
        size, kind = struct.unpack(">I4s", take(file, start, 8))
        body = start + 8
        if size == 1:
            (size,) = struct.unpack(">Q", take(file, body, 8))
            body += 8
        elif size == 0:
            size = end - start
        if size < body - start or start + size > end:
            raise Refused("its MP4 structure is damaged: a box is longer than what holds it")
        yield Box(kind, start, body, start + size)
        start += size


def render(kind: bytes, body: bytes) -> bytes:
    """A box as bytes."""
    return struct.pack(">I4s", len(body) + 8, kind) + body


class Mp4Store:
    """The tags of an MP4 file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._top = list(_boxes(file, 0, size_of(file)))
        moovs = [box for box in self._top if box.kind == b"moov"]
        if len(moovs) != 1:
            raise Refused("its MP4 structure is damaged: it has no single index (moov)")
        self._moov = moovs[0]
        self._udta = self._child(self._moov, b"udta")
        self._meta = self._child(self._udta, b"meta")
        self._meta_children = self._children_of_meta()
        found = [box for box in self._meta_children if box.kind == b"ilst"]
        self._ilst = found[0] if found else None
        items = list(_boxes(file, self._ilst.body, self._ilst.end)) if self._ilst else []
        self.entries: tuple[Entry, ...] = first_blocks(self._entry(box) for box in items)
        self.family = MP4
        self.tag_span: Span = (self._moov.start, self._moov.end)

    def _child(self, parent: Box | None, kind: bytes) -> Box | None:
        if parent is None:
            return None
        # Some writers end udta with a zero of four bytes: too short for a box, so the walk stops
        # there.
        boxes = _boxes(self._file, parent.body, parent.end)
        return next((box for box in boxes if box.kind == kind), None)

    def _children_of_meta(self) -> list[Box]:
        if self._meta is None:
            return []
        body = self._meta.body
        if take(self._file, body + 4, 4) != b"hdlr":  # QuickTime's meta has no version field
            body += 4
        return list(_boxes(self._file, body, self._meta.end))

    def _entry(self, box: Box) -> Entry:
        raw = take(self._file, box.start, box.end - box.start)
        body = raw[box.body - box.start :]
        if box.kind == b"----":
            name, values = _freeform(body)
        else:
            name, values = _standard(box.kind, body)
        return Entry(box.start, raw, name, values_of(name, values))

    def revised(self, wanted: Texts) -> list[Splice]:
        """Change the items; take up growth in a free box beside them, or move what follows."""
        if self._ilst is None:
            return self._with_new_ilst(wanted) if any(wanted.values()) else []
        ilst = self._ilst
        splices = list(revise(self.entries, wanted, encode, ilst.end).splices)
        if not splices:
            return []
        splices += self._resized([ilst], total_growth(splices))
        free = self._free_after(ilst)
        growth = total_growth(splices)
        parents = [box for box in (self._meta, self._udta, self._moov) if box]
        if free and free.end - free.body >= growth:
            old_size = free.end - free.body
            splices += self._resized([free], -growth)
            splices.append(resized_zeros(free.body, old_size, old_size - growth))
            return normalised(splices)
        if growth < 0 and growth <= -8:
            splices.append(Splice(ilst.end, b"", render(b"free", bytes(-growth - 8))))
            return normalised(splices)
        splices.append(Splice(ilst.end, b"", render(b"free", bytes(PADDING))))
        return self._moved(splices, parents, ilst.end)

    def _free_after(self, ilst: Box) -> Box | None:
        for box in self._meta_children:
            if box.kind == b"free" and box.start == ilst.end and box.body == box.start + 8:
                return box if not any(take(self._file, box.body, box.end - box.body)) else None
        return None

    def _with_new_ilst(self, wanted: Texts) -> list[Splice]:
        said = {field: values for field, values in wanted.items() if values}
        items = b"".join(raw for field in said for raw in encode(field, said[field], b""))
        new = render(b"ilst", items) + render(b"free", bytes(PADDING))
        parents = [box for box in (self._meta, self._udta, self._moov) if box]
        if self._meta is None:
            new = render(b"meta", bytes(4) + render(b"hdlr", HDLR) + new)
        elif not any(box.kind == b"hdlr" for box in self._meta_children):
            raise Refused("its MP4 metadata is of an unknown kind")
        place = self._meta.end if self._meta else 0
        if self._udta is None:
            new, place = render(b"udta", new), self._moov.end
        elif self._meta is None:
            place = self._udta.body
        return self._moved([Splice(place, b"", new)], parents, place)

    def _moved(self, splices: list[Splice], parents: list[Box], place: int) -> list[Splice]:
        growth = total_growth(splices)
        splices += self._resized(parents, growth)
        if any(box.kind not in (b"free", b"skip") for box in self._top if box.start >= place):
            splices += self._offsets_moved(place, growth)
        return normalised(splices)

    def _resized(self, boxes: Iterable[Box], growth: int) -> list[Splice]:
        """New sizes in the heads of ``boxes``."""
        splices = []
        for box in boxes:
            is_long = box.body - box.start == 16
            place, form = (box.start + 8, ">Q") if is_long else (box.start, ">I")
            old = take(self._file, place, struct.calcsize(form))
            size = struct.unpack(form, old)[0]
            if size == 0:
                continue  # "to the end of the file" stays true
            if not is_long and size + growth > 0xFFFFFFFF:
                raise Refused("its MP4 tags would become too big")
            splices.append(Splice(place, old, struct.pack(form, size + growth)))
        return splices

    def _offsets_moved(self, place: int, growth: int) -> list[Splice]:
        """All chunk offsets that point behind ``place``, in every track."""
        if any(box.kind in (b"moof", b"mfra", b"sidx") for box in self._top):
            raise Refused("it is a fragmented MP4, and its tags have no room left")
        splices = []
        for box, form in self._offset_tables():
            old = take(self._file, box.body + 8, box.end - box.body - 8)
            count = int.from_bytes(take(self._file, box.body + 4, 4), "big")
            width = struct.calcsize(form)
            if count * width > len(old):
                raise Refused("its MP4 index is damaged")
            for position in range(0, count * width, width):
                (offset,) = struct.unpack_from(">" + form, old, position)
                if offset >= place:
                    if width == 4 and offset + growth > 0xFFFFFFFF:
                        raise Refused("its MP4 index has no room for the moved sound")
                    at = box.body + 8 + position
                    raw = old[position : position + width]
                    splices.append(Splice(at, raw, struct.pack(">" + form, offset + growth)))
        return splices

    def _offset_tables(self) -> Iterator[tuple[Box, str]]:
        pending = [self._moov]
        while pending:
            parent = pending.pop()
            for box in _boxes(self._file, parent.body, parent.end):
                if box.kind in UNFOLLOWED:
                    raise Refused("its MP4 index names places that Moodline cannot move")
                if box.kind in PARENTS:
                    pending.append(box)
                elif box.kind in (b"stco", b"co64"):
                    yield box, "I" if box.kind == b"stco" else "Q"

    def payload(self) -> Iterable[Span | bytes]:
        """The boxes beside the index, and the first bytes that each chunk offset points at."""
        size = size_of(self._file)
        for top in self._top:
            if top.kind != b"moov":
                yield top.start, top.end
        for box, form in self._offset_tables():
            data = take(self._file, box.body + 8, box.end - box.body - 8)
            for (offset,) in struct.iter_unpack(">" + form, data):
                yield offset, min(offset + 16, size)


def _freeform(body: bytes) -> tuple[str, list[str]]:
    """The name and texts of a ``----`` item; ("", []) where it is not one of the known fields."""
    parts: list[tuple[bytes, bytes]] = []
    position = 0
    while position + 8 <= len(body):
        size, kind = struct.unpack_from(">I4s", body, position)
        if size < 12 or position + size > len(body):
            return "", []
        parts.append((kind, body[position + 8 : position + size]))
        position += size
    kinds = [kind for kind, _ in parts]
    if kinds[:2] != [b"mean", b"name"] or set(kinds[2:]) - {b"data"}:
        return "", []
    native = f"----:{MEAN.decode()}:{parts[1][1][4:].decode('utf-8', 'replace')}"
    name = name_of(native, MP4)
    if parts[0][1][4:] != MEAN or not name:
        return "", []
    return name, [data[8:].decode("utf-8", "replace") for _, data in parts[2:]]


def _standard(kind: bytes, body: bytes) -> tuple[str, list[str]]:
    """The same for an item that iTunes has a name of its own for, with one text or number in it."""
    name = name_of(kind.decode("latin-1"), MP4)
    if not name or len(body) < 16:
        return "", []
    size, data, code, _ = struct.unpack_from(">I4sII", body, 0)
    value = body[16:]
    if size != len(body) or data != b"data":
        return "", []
    if kind.decode("latin-1") in NUMBERS:
        return name, [str(int.from_bytes(value, "big"))]
    return (name, [value.decode("utf-8", "surrogateescape")]) if code == UTF8 else ("", [])


def encode(field: str, values: tuple[str, ...], spelling: bytes) -> list[bytes]:
    """One item with one data box per value."""
    native = BY_NAME[field].native(MP4)
    kind, _, name = native.partition(f":{MEAN.decode()}:")
    body = b""
    if name:
        body = render(b"mean", bytes(4) + MEAN) + render(b"name", bytes(4) + name.encode("ascii"))
    for value in values:
        if native in NUMBERS:
            body += render(b"data", struct.pack(">IIH", INTEGER, 0, int(value)))
        else:
            data = value.encode("utf-8", "surrogateescape")
            body += render(b"data", struct.pack(">II", UTF8, 0) + data)
    return [render(kind.encode("latin-1"), body)]
