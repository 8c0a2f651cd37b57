"""Proof before a write: the changed file, seen through its splices, says what it should and keeps
all else.

Two readers judge: our own, and mutagen, which shares no code with the one that made the change.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Callable, Iterator, Sequence, Set
from typing import Any, BinaryIO

from mutagen import MutagenError

from mer_core.tags.fields import OWN_FIELDS, Texts
from mer_core.tags.splices import CHUNK, Splice, view
from mer_core.tags.storage import Container
from mer_core.tags.storage.entries import Entry, Refused, texts_of, values_of
from mer_core.tags.storage.stores import TagStore
from mer_core.tags.table import BLOCK_FIELDS, name_of

#: mutagen's own errors, and what it lets escape on damaged files.
MUTAGEN_FAILURES = (
    MutagenError, ValueError, LookupError, ArithmeticError, EOFError, struct.error, MemoryError,
    AssertionError, AttributeError, TypeError, RecursionError,
)  # fmt: skip
_STREAM = ("sample_rate", "channels", "bits_per_sample")


def own_texts(entries: Sequence[Entry]) -> dict[str, tuple[str, ...]]:
    """What our own fields say."""
    return {name: values for name, values in texts_of(entries).items() if name in OWN_FIELDS}


def _sound(file: BinaryIO, store: TagStore) -> Iterator[bytes]:
    """The sound as ``store`` finds it, in pieces that are not empty."""
    for part in store.payload():
        if isinstance(part, bytes):
            yield from [part] if part else []
            continue
        start, end = part
        for position in range(start, end, CHUNK):
            file.seek(position)  # anew: the changed file is a view of the same one
            yield from filter(None, [file.read(min(CHUNK, end - position))])


def _equal(one: Iterator[bytes], other: Iterator[bytes]) -> bool:
    """Whether the same bytes come, whatever the pieces."""
    left = right = b""
    while True:
        left, right = left or next(one, b""), right or next(other, b"")
        num_bytes = min(len(left), len(right))
        if not num_bytes:
            return not left and not right
        if left[:num_bytes] != right[:num_bytes]:
            return False
        left, right = left[num_bytes:], right[num_bytes:]


def prove(
    container: Container,
    file: BinaryIO,
    before: TagStore,
    splices: Sequence[Splice],
    wanted: Texts,
) -> None:
    """Raise Refused unless ``splices`` make ``file``, in which ``before`` was found, say ``wanted``
    and change nothing else.

    A file that mutagen cannot read is refused too.
    """
    for splice in splices:
        file.seek(splice.offset)
        if file.read(len(splice.old)) != splice.old:
            raise Refused("the planned change does not fit the file")
    changed = view(file, splices)
    after = container.store(changed)
    said = texts_of(after.entries)
    # Where our block was all of a comment, the next comment is the first one then.
    gone = {name for name, values in wanted.items() if name in BLOCK_FIELDS and not values}
    if any(said.get(n, ()) != tuple(values) for n, values in wanted.items() if n not in gone):
        raise Refused("the new tags would not read back as they should")
    kept = _foreign(before.entries, wanted.keys())
    if kept != _foreign(after.entries, wanted.keys() - gone)[: len(kept)]:
        raise Refused("the change would touch fields of others")
    if not _equal(_sound(file, before), _sound(changed, after)):
        raise Refused("the change would touch the sound")
    _prove_with_mutagen(container, file, changed, wanted, texts_of(before.entries), after.family)


def _foreign(entries: Sequence[Entry], touched: Set[str]) -> list[bytes]:
    return [entry.raw for entry in entries if entry.name not in touched]


def _prove_with_mutagen(
    container: Container, old: BinaryIO, new: BinaryIO, wanted: Texts, held: Texts, family: str
) -> None:
    before = opened_by_mutagen(container.mutagen, old)
    after = opened_by_mutagen(container.mutagen, new)
    fields_before, said_before = _sorted_out(before, wanted, family)
    fields_after, said = _sorted_out(after, wanted, family)
    expected = {name: list(values) for name, values in wanted.items()}
    for name in BLOCK_FIELDS:  # other comments follow the one that our block is in
        if name in expected:
            expected[name] += said_before.get(name, [])[len(held.get(name, ())) :]
    for texts in (said, expected):
        for name in texts.keys() - set(BLOCK_FIELDS):
            texts[name].sort()  # some containers keep no order
    if said != {name: values for name, values in expected.items() if values}:
        raise Refused("other programs would not read the new tags as they should")
    had_tag = before.tags is not None
    if any(fields_after.get(key) != value for key, value in fields_before.items()):
        raise Refused("the change would touch fields of others")
    if had_tag and fields_after.keys() != fields_before.keys():
        raise Refused("the change would add fields of others")
    if _stream(before) != _stream(after):
        raise Refused("the change would touch the sound")


def opened_by_mutagen(opener: Callable[[BinaryIO], Any], file: BinaryIO) -> Any:
    """The file as mutagen sees it: the one place where mutagen's errors are translated.

    Raises Refused where mutagen cannot read it, with whatever error of its inside.
    """
    file.seek(0)
    try:
        return opener(file)
    except MUTAGEN_FAILURES as error:
        reason = str(error) or type(error).__name__
        raise Refused(f"its tags cannot be read safely ({reason})") from error


def _items(opened: Any) -> list[tuple[str, Any]]:
    return list(opened.tags.items()) if opened.tags is not None else []


def _sorted_out(
    opened: Any, wanted: Texts, family: str
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """What mutagen reads: the fields that must not change, and what those of ``wanted`` say."""
    others: dict[str, Any] = {}
    said: dict[str, list[str]] = {}
    for key, value in _items(opened):
        name = name_of("COMM" if key.startswith("COMM::") else key, family)
        if name not in wanted:
            others[key] = value
            continue
        values = getattr(value, "text", value)
        texts = [str(v, "utf-8", "replace") if isinstance(v, bytes) else str(v) for v in values]
        said[name] = [*said.get(name, []), *values_of(name, texts)]
    return others, said


def _stream(opened: Any) -> list[object]:
    values = [getattr(opened.info, name, None) for name in _STREAM]
    return list(itertools.chain(values, [round(getattr(opened.info, "length", 0.0) or 0.0, 2)]))
