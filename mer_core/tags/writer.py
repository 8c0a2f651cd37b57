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
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

import mutagen

from mer_core.disk import reason_of
from mer_core.errors import TagConflict, TagError
from mer_core.tags import sidecar
from mer_core.tags.durable import refusal, target_of
from mer_core.tags.fields import MoodTags, Texts, gist
from mer_core.tags.journal_run import JournalRun
from mer_core.tags.merging import Saying, Wanted, added, wanted
from mer_core.tags.profiles import STANDARD, Profile
from mer_core.tags.proof import opened_by_mutagen, own_texts, prove
from mer_core.tags.splices import Splice
from mer_core.tags.storage import Container, container_of
from mer_core.tags.storage.entries import Refused, take, texts_of, values_of
from mer_core.tags.storage.stores import Span
from mer_core.tags.table import BLOCK_FIELDS, VORBIS, name_of

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
    """What would change in one file: ``fields``, by the names in the table; ``changed`` is False
    where nothing would.

    ``new`` is what the file will say then, ``wanted`` the values of all fields that are touched,
    ``held`` of all that are there, ``kept`` what is left alone on purpose and why, by group.
    ``family`` is the kind of tag; ``beside``: it is a side-car that is written. ``saying``,
    ``profile`` and ``wrote`` are what was asked for.
    """

    path: Path
    old: MoodTags
    new: MoodTags
    signature: Signature
    changed: bool
    fields: tuple[str, ...] = ()
    wanted: Texts = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    beside: bool = False
    saying: Saying = field(default_factory=lambda: Saying(MoodTags()))
    profile: Profile = STANDARD
    wrote: Texts | None = None
    held: Texts = field(default_factory=dict)
    family: str = VORBIS

    def without(self, names: Iterable[str]) -> TagChange:
        """The change without these fields, which stay as they are."""
        rejected = frozenset(names)
        wanted = {name: values for name, values in self.wanted.items() if name not in rejected}
        fields = tuple(name for name in self.fields if name not in rejected)
        new = MoodTags.from_texts({**self.held, **wanted})
        return replace(self, wanted=wanted, fields=fields, new=new, changed=bool(fields))

    @property
    def added(self) -> dict[str, tuple[str, ...]]:
        """What of it is ours, for the next time."""
        return added(self.wanted, self.held, self.wrote)


def read(path: Path) -> MoodTags:
    """The mood in a file's tags or side-car; empty where there is none. Never writes.

    Raises TagError where the file or its tags cannot be read.
    """
    return MoodTags.from_texts(said_by(path))


def said_by(path: Path) -> Texts:
    """All that a file or its side-car says in fields that Moodline knows, its own and those of
    others, by their names in the table. Never writes.

    Raises TagError where the file or its tags cannot be read.
    """
    with _translated(path, "its tags were not read"), open(path, "rb") as file:
        container = container_of(file)
        if container is not None:
            return texts_of(container.store(file).entries)
        beside = sidecar.read(path)
        return _texts_by_mutagen(file) if beside is None else beside[1]


def held(path: Path) -> str | None:
    """What our own fields in a file or its side-car say, in short (see ``fields.gist``). Never
    writes.

    None where that cannot be told: the tags cannot be read, or are of a kind that is not written.
    """
    try:
        with _translated(path), open(path, "rb") as file:
            container = container_of(file)
            if container is not None:
                return gist(own_texts(container.store(file).entries))
            beside = sidecar.read(path)
            return None if beside is None else gist(beside[1])
    except TagError:
        return None


def plan(
    path: Path,
    new: MoodTags | Saying,
    profile: Profile = STANDARD,
    *,
    wrote: Texts | None = None,
) -> TagChange:
    """What would change if ``new`` were written by ``profile``; an empty ``new`` takes the fields
    out that are ours. Never writes.

    ``wrote`` is what this library's own last write put there (see ``TagChange.added``), None where
    it wrote nothing. Raises TagError where the file cannot be changed, or not without risk.
    """
    saying = new if isinstance(new, Saying) else Saying(new)
    with _translated(path), _opened(path) as (file, container):
        if container is None:
            return _planned_beside(path, file, saying, profile, wrote)
        store = container.store(file)
        texts = texts_of(store.entries)
        found = _wanted(path, profile, saying, texts, store.family, wrote)
        splices = store.revised(found.texts)
        signature = _signature(file, store.tag_span)
        change = _change(path, saying, profile, wrote, texts, found, signature, bool(splices))
        return replace(change, family=store.family)


def again(change: TagChange) -> TagChange:
    """The same planned anew, as the file is now. Raises TagError."""
    return plan(change.path, change.saying, change.profile, wrote=change.wrote)


def write(change: TagChange, run: JournalRun, *, audio_hash: str = "") -> None:
    """Write ``change``; does not touch the file where nothing changes. ``audio_hash`` is noted, so
    that undo can find the file where it is moved.

    The change is proved before and the file is read back after it. Raises TagConflict where the
    file is not as it was planned for, TagError where it cannot be written; the file is as it was
    then.
    """
    path, times = change.path, change.profile.times
    if not change.changed:
        return
    with _translated(path), _opened(path) as (file, container):
        store = container.store(file) if container else None
        span = store.tag_span if store else (0, 0)
        if _signature(file, span) != change.signature:
            raise TagConflict(path, f"another program changed it since it was read; {NOTHING}")
        if container is not None and store is not None:
            splices = store.revised(change.wanted)
            prove(container, file, store, splices, change.wanted)
        else:
            _write_beside(change, run)
            return
    run.change(path, target_of(path), splices, audio_hash=audio_hash, times=times)


def _planned_beside(
    path: Path, file: BinaryIO, saying: Saying, profile: Profile, wrote: Texts | None
) -> TagChange:
    beside = sidecar.read(path)
    if not profile.sidecar and beside is None:
        kind = path.suffix.lstrip(".").upper() or "this kind of"
        raise TagError(path, f"{kind} files cannot hold mood tags; {NOTHING}")
    texts = beside[1] if beside else {}
    found = _wanted(path, profile, saying, texts, VORBIS, wrote)
    own = {name: values for name, values in found.texts.items() if name not in BLOCK_FIELDS}
    found = replace(found, texts=own)
    differs = any(tuple(texts.get(name, ())) != tuple(own[name]) for name in own)
    change = _change(path, saying, profile, wrote, texts, found, _signature(file, (0, 0)), differs)
    return replace(change, beside=True)


def _write_beside(change: TagChange, run: JournalRun) -> None:
    path, target = change.path, sidecar.path_of(change.path)
    beside = sidecar.read(path)
    if (beside[1] if beside else {}) != change.held:
        raise TagConflict(path, f"{target.name} was changed since it was read; {NOTHING}")
    data = sidecar.written({**change.held, **change.wanted})
    if beside is None:
        run.create(path, target, data)
    else:
        run.change(path, target_of(target), [Splice(0, beside[0], data)])


def _wanted(
    path: Path, profile: Profile, saying: Saying, held: Texts, family: str, wrote: Texts | None
) -> Wanted:
    try:
        return wanted(profile, saying, held, family, wrote)
    except ValueError as error:
        raise TagError(path, f"{error}; {NOTHING}") from error


def _change(
    path: Path,
    saying: Saying,
    profile: Profile,
    wrote: Texts | None,
    held: Texts,
    found: Wanted,
    signature: Signature,
    changed: bool,
) -> TagChange:
    texts = found.texts
    fields = tuple(name for name in texts if tuple(texts[name]) != tuple(held.get(name, ())))
    return TagChange(
        path, MoodTags.from_texts(held), MoodTags.from_texts({**held, **texts}), signature, changed,
        fields if changed else (), texts, found.kept, False, saying, profile, wrote, held,
    )  # fmt: skip


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, Container | None]]:
    reason = refusal(path)
    if reason:
        raise TagError(path, f"{reason}; {NOTHING}")
    with open(path, "rb") as file:
        yield file, container_of(file)


def _signature(file: BinaryIO, tag_span: Span) -> Signature:
    found = os.fstat(file.fileno())
    start, end = tag_span
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
        name = name_of("MOOD" if key == "TMOO" else _PREFIX.sub("", key), VORBIS)
        if name and name not in BLOCK_FIELDS:
            values = [str(v) for v in (value if isinstance(value, list) else [value])]
            texts[name] = values_of(name, values)
    return texts
