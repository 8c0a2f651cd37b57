"""What all tag formats have in common: a row of entries, some of them ours.

A format's module finds the entries and says how one of ours is spelled; ``revise`` decides what has
to change. Foreign entries are never parsed further than needed to know that they are foreign, and
never rewritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from mer_core.tags.fields import MOOD, Texts, split_moods
from mer_core.tags.splices import Splice
from mer_core.tags.table import BLOCK_FIELDS, BY_NAME, QUODLIBET

#: Room left after a tag that had to grow, so that the next writes fit in place.
PADDING = 2048
#: No tag, box or block that is read at once may be larger: covers are not, a forged size may be.
MAX_PIECE = 64 * 2**20


class Refused(ValueError):
    """A tag cannot be changed without risk; the message is a clause that says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One stored entry: its bytes at ``start`` in the file, the field's name ("" if unknown), its
    values, and how it was spelled, as far as a new spelling has to keep to that.
    """

    start: int
    raw: bytes
    name: str
    values: tuple[str, ...]
    spelling: bytes = b""


@dataclass(frozen=True, slots=True)
class Revision:
    """The splices inside the row of entries, and by how many entries it grows."""

    splices: tuple[Splice, ...]
    num_added: int


#: Spells a field with these values as one or more entries, in place of an old one's ``spelling``.
Encode = Callable[[str, tuple[str, ...], bytes], list[bytes]]


def revise(entries: Sequence[Entry], wanted: Texts, encode: Encode, append_at: int) -> Revision:
    """The least change that makes the fields in ``wanted`` say that, be it nothing.

    A field that says so already is not touched; a changed one is replaced where it stands, its
    duplicates go, a new one is put at ``append_at``.
    """
    splices: list[Splice] = []
    appended: list[bytes] = []
    num_added = 0
    for field in BY_NAME:
        if field not in wanted:
            continue
        held = [entry for entry in entries if entry.name == field]
        values = tuple(wanted[field])
        if tuple(value for entry in held for value in entry.values) == values and (
            values or not held
        ):
            continue
        new = encode(field, values, held[0].spelling if held else b"") if values else []
        num_added += len(new) - len(held)
        if held:
            splices.append(Splice(held[0].start, held[0].raw, b"".join(new)))
            splices += [Splice(entry.start, entry.raw, b"") for entry in held[1:]]
        else:
            appended += new
    if appended:
        splices.append(Splice(append_at, b"", b"".join(appended)))
    return Revision(tuple(splices), num_added)


def texts_of(entries: Sequence[Entry]) -> dict[str, tuple[str, ...]]:
    """The values of every field with a known name."""
    texts: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        if entry.name:
            texts[entry.name] = texts.get(entry.name, ()) + entry.values
    return texts


def values_of(name: str, values: Sequence[str], separators: str = ";") -> tuple[str, ...]:
    """The values of field ``name`` as read: moods are taken apart, others stand as they are."""
    is_mood = name in (MOOD, QUODLIBET + MOOD)
    return split_moods(values, separators) if is_mood else tuple(values)


def first_blocks(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries, where of several comments only the first, which programs show, counts as one."""
    seen: set[str] = set()
    result = []
    for entry in entries:
        if entry.name in seen:
            entry = Entry(entry.start, entry.raw, "", ())
        elif entry.name in BLOCK_FIELDS:
            seen.add(entry.name)
        result.append(entry)
    return tuple(result)


def take(file: BinaryIO, offset: int, length: int) -> bytes:
    """Exactly ``length`` bytes at ``offset``.

    Raises Refused where the file ends before, or where it is more than MAX_PIECE.
    """
    if length > MAX_PIECE:
        raise Refused(f"its tags hold a piece of {length / 2**20:,.0f} MB; Moodline takes up to 64")
    file.seek(offset)
    data = file.read(length)
    if len(data) != length:
        raise Refused("the file ends in the middle of its tags")
    return data


def size_of(file: BinaryIO) -> int:
    """The size of an open file in bytes."""
    return file.seek(0, 2)
