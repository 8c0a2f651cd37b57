"""The side-car ``<name>.mood.json``, beside a file that cannot hold tags.

Never ``<name>.mood``: Strawberry takes that for its mood bar. Its format stands in docs/TAGS.md.
"""

from __future__ import annotations

import json
from pathlib import Path

from mer_core.disk import read_small
from mer_core.tags.fields import Texts
from mer_core.tags.storage.entries import Refused

SUFFIX = ".mood.json"
VERSION = 1
_MAX_BYTES = 2**20


def path_of(song: Path) -> Path:
    """Where the side-car of ``song`` is, if it has one."""
    return song.with_name(song.name + SUFFIX)


def written(texts: Texts) -> bytes:
    """The side-car that says ``texts``."""
    fields = {name: list(values) for name, values in texts.items() if values}
    values = {"moodline": VERSION, "fields": fields}
    return json.dumps(values, indent=1, ensure_ascii=False).encode("utf-8") + b"\n"


def read(song: Path) -> tuple[bytes, dict[str, tuple[str, ...]]] | None:
    """The bytes of a song's side-car and what it says; None where there is none.

    Raises Refused where the file of that name is something else, and OSError.
    """
    try:
        data = read_small(path_of(song), _MAX_BYTES)
    except FileNotFoundError:
        return None
    try:
        values = json.loads(data)
        if values["moodline"] != VERSION:
            raise ValueError("of another version")
        fields = values["fields"]
        texts = {str(name): tuple(map(str, fields[name])) for name in fields}
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise Refused(f"{path_of(song).name} beside it is none that Moodline wrote") from error
    return data, texts
