"""What DJ programs need from a file's own tags beside its names: comment, tempo and key."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mutagen

from mer_core.tags import code_pages
from mer_core.tags.names import FAILURES, Bounded

_LATIN_1 = 0
#: Where the containers keep comment, tempo and key. A Vorbis field KEY is left alone: Mixed In Key
#: keeps a structure of its own there.
_KEYS = {
    "comment": ("comment", "description", "\xa9cmt", "Comment", "Description"),
    "bpm": ("bpm", "tmpo", "BPM", "WM/BeatsPerMinute"),
    "key": ("initialkey", "----:com.apple.iTunes:initialkey", "InitialKey", "WM/InitialKey"),
}
_FRAMES = {"bpm": "TBPM", "key": "TKEY"}


@dataclass(frozen=True, slots=True)
class DjFields:
    """``comment`` is the default one, with its line breaks; ``bpm`` is positive, None where the
    file does not say; ``key`` as it is written there.
    """

    comment: str = ""
    bpm: float | None = None
    key: str = ""


NO_DJ_FIELDS = DjFields()


def read_dj_fields(path: Path) -> DjFields:
    """What the tags of the file at ``path`` say; nothing where they cannot be read."""
    try:
        with Bounded(path.open("rb", buffering=0)) as file:
            opened = mutagen.File(file)
            tags = opened.tags if opened is not None else None
            if tags is None:
                return NO_DJ_FIELDS
            read = _of_frames if hasattr(tags, "getall") else _of_keys
            found = {field: read(tags, field) for field in _KEYS}
    except FAILURES:
        return NO_DJ_FIELDS
    return DjFields(found["comment"], _number(found["bpm"]), found["key"].strip())


def _of_frames(tags: Any, field: str) -> str:
    """A field of an ID3 tag; of several comments the one without a description."""
    frames = [f for f in tags.getall("COMM") if not f.desc] if field == "comment" else []
    frames += tags.getall(_FRAMES[field]) if field in _FRAMES else []
    return next((_decoded(frame) for frame in frames), "")


def _decoded(frame: Any) -> str:
    text = "\n".join(map(str, frame.text))
    if frame.encoding != _LATIN_1 or text.isascii():
        return text
    data = text.encode("latin-1")  # which holds whatever the writer's system used
    return code_pages.decoded(data, code_pages.guess([data]))


def _of_keys(tags: Any, field: str) -> str:
    for key in _KEYS[field]:
        try:
            values = tags.get(key)
        except FAILURES:  # no name that this container could hold
            continue
        if values:
            return "\n".join(_texts([values] if isinstance(values, str) else values))
    return ""


def _texts(values: Iterable[Any]) -> Iterable[str]:
    for value in values:
        yield bytes(value).decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) and value > 0 else None
