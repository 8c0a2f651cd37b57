"""A file's comment as it stands there: what DJ programs show, and what our block is put into."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import mutagen

from mer_core.tags import code_pages
from mer_core.tags.names import FAILURES, Bounded

_LATIN_1 = 0
#: Where the containers keep it.
_KEYS = ("comment", "description", "\xa9cmt", "Comment", "Description")


def read_comment(path: Path) -> str:
    """The default comment of the file at ``path``, with its line breaks; empty where it has none or
    cannot be read.
    """
    try:
        with Bounded(path.open("rb", buffering=0)) as file:
            opened = mutagen.File(file)
            tags = opened.tags if opened is not None else None
            if tags is None:
                return ""
            return _of_frames(tags) if hasattr(tags, "getall") else _of_keys(tags)
    except FAILURES:
        return ""


def _of_frames(tags: Any) -> str:
    """That of an ID3 tag; of several the one without a description."""
    return next((_decoded(frame) for frame in tags.getall("COMM") if not frame.desc), "")


def _decoded(frame: Any) -> str:
    text = "\n".join(map(str, frame.text))
    if frame.encoding != _LATIN_1 or text.isascii():
        return text
    data = text.encode("latin-1")  # which holds whatever the writer's system used
    return code_pages.decoded(data, code_pages.guess([data]))


def _of_keys(tags: Any) -> str:
    for key in _KEYS:
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
