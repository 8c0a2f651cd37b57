"""The Vorbis comment, as FLAC, Ogg Vorbis, Opus and Speex hold it: entries ``NAME=value``, one per
value.

Source: https://xiph.org/vorbis/doc/v-comment.html.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from mer_core.tags.fields import Texts
from mer_core.tags.splices import Splice, normalised
from mer_core.tags.storage.entries import Entry, Refused, first_blocks, revise, values_of
from mer_core.tags.table import BLOCK_FIELDS, BY_NAME, VORBIS, name_of

VENDOR = b"Moodline"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment found at ``start``: its entries, where their number stands, where the last one
    ends.
    """

    start: int
    count_at: int
    num_entries: int
    entries: tuple[Entry, ...]
    end: int


def parse(data: bytes, start: int) -> Comment:
    """Find the entries in ``data``, which stands at ``start`` of the file; what follows them is
    left alone.

    Raises Refused for a comment that is damaged.
    """
    try:
        (vendor_size,) = struct.unpack_from("<I", data, 0)
        count_at = 4 + vendor_size
        (count,) = struct.unpack_from("<I", data, count_at)
        position = count_at + 4
        entries = []
        for _ in range(count):
            (size,) = struct.unpack_from("<I", data, position)
            raw = data[position : position + 4 + size]
            if len(raw) != 4 + size:
                raise Refused("its Vorbis comment is damaged: an entry is longer than the comment")
            entries.append(_entry(start + position, raw))
            position += len(raw)
    except struct.error as error:
        raise Refused("its Vorbis comment is damaged: it ends too early") from error
    return Comment(start, start + count_at, count, first_blocks(entries), start + position)


def _entry(start: int, raw: bytes) -> Entry:
    key, separator, value = raw[4:].partition(b"=")
    name = name_of(key.decode("ascii", "replace"), VORBIS) if separator else ""
    if not name:
        return Entry(start, raw, "", ())
    text = value.decode("utf-8", "surrogateescape" if name in BLOCK_FIELDS else "replace")
    return Entry(start, raw, name, values_of(name, [text]), key)


def encode(field: str, values: tuple[str, ...], spelling: bytes) -> list[bytes]:
    """One entry per value; the name of a field of others stays in the case it had."""
    key = BY_NAME[field].native(VORBIS).encode("ascii")
    if spelling and field in BLOCK_FIELDS:
        key = spelling
    texts = [key + b"=" + value.encode("utf-8", "surrogateescape") for value in values]
    return [struct.pack("<I", len(text)) + text for text in texts]


def revised(comment: Comment, wanted: Texts) -> list[Splice]:
    """The splices that make ``comment`` say ``wanted``, its count included."""
    revision = revise(comment.entries, wanted, encode, comment.end)
    old = struct.pack("<I", comment.num_entries)
    new = struct.pack("<I", comment.num_entries + revision.num_added)
    return normalised([*revision.splices, Splice(comment.count_at, old, new)])


def fresh(wanted: Texts) -> bytes:
    """A new comment without anything but our fields."""
    entries = [raw for field, values in wanted.items() for raw in encode(field, values, b"")]
    head = struct.pack("<I", len(VENDOR)) + VENDOR + struct.pack("<I", len(entries))
    return head + b"".join(entries)
