"""How a search that is being typed may go on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mer_core.emotion import MOODS, MOODS_AND_UNCERTAIN
from mer_core.library.query.fields import FIELDS, KINDS, MISSING, NEVER, canonical
from mer_core.library.text import fold
from mer_core.library.tracks import MANUAL, STATES
from mer_core.tonality import Key

_BEFORE = r"(?:^|(?<=[\s(|]))[-!]*"
_FIELD = re.compile(_BEFORE + r"(~?[A-Za-z_]{2,})$")
_VALUE = re.compile(_BEFORE + r"~?([A-Za-z_]+):(?:[^\s\"()]*\|)?=?(\"[^\"]*|[^\s\"()|]*)$")
_VALUES: dict[str, Sequence[str]] = {
    "mood": MOODS_AND_UNCERTAIN,
    "state": (*STATES, MANUAL),
    "missing": tuple(MISSING),
    "is": KINDS,
    "played": (NEVER,),
    "rise": ("valence", "arousal"),
    "fall": ("valence", "arousal"),
    "key": tuple(Key(rank).camelot for rank in range(24)),
}


def completions(text: str, cursor: int, crates: Iterable[str] = ()) -> tuple[int, list[str]]:
    """Where the word before the cursor begins, and what may take its place up to the cursor: names
    of fields and moods with their colon, or what can stand after a field. ``crates`` are their
    names.
    """
    before = text[:cursor]
    if match := _VALUE.search(before):
        start, typed, name = match.start(2), match[2].lstrip('"'), canonical(match[1].lower())
        names = list(map(_quoted, crates) if name == "crate" else _VALUES.get(name, ()))
    elif match := _FIELD.search(before):
        near = match[1].startswith("~")
        start, typed = match.start(1) + near, match[1][near:]
        names = [f"{name}:" for name in dict.fromkeys((*FIELDS, *MOODS))]
    else:
        return cursor, []
    found = [each for each in names if fold(each.lstrip('"')).startswith(fold(typed))]
    return start, [] if found == [before[start:]] else found


def _quoted(name: str) -> str:
    """A crate's name as it is typed in a search."""
    if re.fullmatch(r"\w+", name):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
