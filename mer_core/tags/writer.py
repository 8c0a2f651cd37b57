"""Reading and writing mood tags of one file.

Moodline writes tags itself, splice by splice, and has mutagen prove every change before it is made:
mutagen's own ``save`` re-encodes, sorts and drops fields of others. Whatever goes wrong below
(parsing, the proof by mutagen, the disk) becomes a TagError here.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import mutagen

from mer_core.disk import reason_of
from mer_core.errors import TagConflict, TagError
from mer_core.tags.durable import refusal, target_of
from mer_core.tags.fields import (
    KNOWN_FIELDS,
    MOOD,
    MoodTags,
    Texts,
    differing,
    gist,
    settled,
    split_moods,
)
from mer_core.tags.journal import JournalRun
from mer_core.tags.proof import opened_by_mutagen, own_texts, prove
from mer_core.tags.splices import Splice
from mer_core.tags.storage import Container, container_of
from mer_core.tags.storage.entries import Refused, take, texts_of
from mer_core.tags.storage.stores import TagStore

_PREFIX = re.compile("(TXXX|----:com.apple.iTunes):")

NOTHING = "nothing was written"
#: What a damaged file may lead our own parsing to, besides what it refuses in words.
PARSE_FAILURES = (ValueError, LookupError, OverflowError, MemoryError, struct.error)


@dataclass(frozen=True, slots=True)
class Signature:
    """What tells that nobody changed a file since: its size, its time, a hash of its tags."""

    size: int
    mtime_ns: int
    tags_sha256: str


@dataclass(frozen=True, slots=True)
class TagChange:
    """What would change in one file: ``fields`` of ours; ``changed`` is False where the file says
    ``new`` already.
    """

    path: Path
    old: MoodTags
    new: MoodTags
    signature: Signature
    changed: bool
    fields: tuple[str, ...] = ()


def read(path: Path) -> MoodTags:
    """The mood in a file's tags; empty where there is none. Never writes.

    Raises TagError where the file or its tags cannot be read.
    """
    with _translated(path, "its tags were not read"), open(path, "rb") as file:
        container = container_of(file)
        if container is None:
            return MoodTags.from_texts(_texts_by_mutagen(file))
        return MoodTags.from_texts(texts_of(container.store(file).entries))


def held(path: Path) -> str | None:
    """What our own fields in a file say, in short (see ``fields.gist``). Never writes.

    None where that cannot be told: the tags cannot be read, or are of a kind that is not written.
    """
    try:
        with _translated(path), open(path, "rb") as file:
            container = container_of(file)
            return None if container is None else gist(own_texts(container.store(file).entries))
    except TagError:
        return None


def plan(path: Path, new: MoodTags) -> TagChange:
    """What would change if ``new`` were written; an empty ``new`` takes our fields out. Never
    writes.

    Raises TagError where the file cannot be changed, or not without risk.
    """
    with _translated(path), _opened(path) as (file, container):
        store = container.store(file)
        splices = _splices(path, store, new)
        texts = texts_of(store.entries)
        fields = differing(new.texts(), texts) if splices else ()
        old = MoodTags.from_texts(texts)
        return TagChange(path, old, new, _signature(file, store), bool(splices), fields)


def write(change: TagChange, run: JournalRun, *, audio_hash: str = "") -> None:
    """Write ``change``; does not touch the file where nothing changes. ``audio_hash`` is noted, so
    that undo can find the file where it is moved.

    The change is proved before and the file is read back after it; its times stay. Raises
    TagConflict where the file is not as it was planned for, TagError where it cannot be written;
    the file is as it was then.
    """
    path = change.path
    with _translated(path), _opened(path) as (file, container):
        store = container.store(file)
        if _signature(file, store) != change.signature:
            raise TagConflict(path, f"another program changed it since it was read; {NOTHING}")
        splices = _splices(path, store, change.new)
        if not splices:
            return
        wanted = settled(change.new.texts(), own_texts(store.entries))
        prove(container, file, splices, wanted)
    run.change(path, target_of(path), splices, audio_hash=audio_hash)


def _splices(path: Path, store: TagStore, new: MoodTags) -> list[Splice]:
    try:
        texts = new.texts()
    except ValueError as error:
        raise TagError(path, f"{error}; {NOTHING}") from error
    return store.revised(settled(texts, own_texts(store.entries)))


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, Container]]:
    reason = refusal(path)
    if reason:
        raise TagError(path, f"{reason}; {NOTHING}")
    with open(path, "rb") as file:
        container = container_of(file)
        if container is None:
            kind = path.suffix.lstrip(".").upper() or "this kind of"
            raise TagError(path, f"{kind} files cannot hold mood tags; {NOTHING}")
        yield file, container


def _signature(file: BinaryIO, store: TagStore) -> Signature:
    found = os.fstat(file.fileno())
    start, end = store.tag_span
    tags_sha256 = hashlib.sha256(take(file, start, end - start)).hexdigest()
    return Signature(found.st_size, found.st_mtime_ns, tags_sha256)


@contextmanager
def _translated(path: Path, consequence: str = NOTHING) -> Iterator[None]:
    try:
        yield
    except Refused as error:
        raise TagError(path, f"{error}; {consequence}") from error
    except OSError as error:
        raise TagError(path, f"{reason_of(error)}; {consequence}") from error
    except PARSE_FAILURES as error:
        raise TagError(path, f"its tags cannot be read safely ({error}); {consequence}") from error


def _texts_by_mutagen(file: BinaryIO) -> Texts:
    """The known fields of a container that Moodline does not write."""
    opened = opened_by_mutagen(mutagen.File, file)
    texts: dict[str, tuple[str, ...]] = {}
    if opened is None or opened.tags is None:
        return texts
    for key, value in opened.tags.items():
        name = MOOD if key == "TMOO" else _PREFIX.sub("", key).upper()
        if name in KNOWN_FIELDS:
            values = [str(v) for v in (value if isinstance(value, list) else [value])]
            texts[name] = split_moods(values) if name == MOOD else tuple(values)
    return texts
