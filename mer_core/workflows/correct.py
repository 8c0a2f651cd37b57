"""Corrections as people type them, and as the ratings that a model is taught by."""

from __future__ import annotations

import csv
import io
import math
import re
from pathlib import Path

from mer_core.cells import guarded
from mer_core.disk import reason_of, replaced
from mer_core.emotion import LEAST_ENERGY, MOODS, MOST_ENERGY
from mer_core.errors import InputError
from mer_core.library.database import Library
from mer_core.paths import AppPaths

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_SEPARATORS = re.compile(r"[\s,;]+")


def read_moods(*texts: str) -> tuple[str, ...]:
    """The mood words of ``texts``, in any case, with commas or spaces between them; each once.

    Raises InputError for a word that is no mood, and for a text without one.
    """
    words = [word.casefold() for text in texts for word in _SEPARATORS.split(text.strip(" ,;"))]
    unknown = next((word for word in words if word not in MOODS), None)
    if unknown is not None:
        raise InputError(f'"{unknown}" is no mood; the moods are {", ".join(MOODS)}.')
    return tuple(dict.fromkeys(words))


def read_value(name: str, text: str) -> float:
    """A valence or arousal in [-1, 1]; a decimal comma and a typographic minus are read too.

    Raises InputError, which calls it ``name``.
    """
    value = _number(text)
    if not -1.0 <= value <= 1.0:
        raise InputError(f'"{text}" is no {name}; write a number from -1 to 1, such as -0.35.')
    return value


def read_energy(text: str) -> int:
    """An energy, 1 to 10. Raises InputError."""
    value = _number(text)
    if value not in range(LEAST_ENERGY, MOST_ENERGY + 1):
        raise InputError(
            f'"{text}" is no energy; write a whole number from {LEAST_ENERGY} to {MOST_ENERGY}.'
        )
    return int(value)


def corrections_table(paths: AppPaths) -> Path:
    """Where the table is that ``save_ratings`` writes for teaching."""
    return paths.cache / "corrections.csv"


def save_ratings(library: Library, path: Path) -> Path:
    """Write what was corrected by hand into a table of ratings at ``path``: each sound once. Gives
    the path.

    Raises InputError where nothing was, or where the disk refuses.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(("path", "valence", "arousal", "moods"))
    seen: set[str] = set()
    for row in library.rows("state:manual -state:missing"):
        said = row.correction
        rated = said.without(["energy"])
        if rated and row.track.audio_hash not in seen:
            seen.add(row.track.audio_hash)
            name = guarded(str(row.track.path))
            table.writerow((name, said.valence, said.arousal, "|".join(said.moods)))
    if not seen:
        raise InputError(
            "No song's mood, valence or arousal was corrected by hand yet: correct some dozens,"
            " or name a table of ratings."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replaced(path) as file:
            file.write(text.getvalue().encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise InputError(f"{path} could not be written ({reason_of(error)}).") from error
    return path


def _number(text: str) -> float:
    """NaN where it is none."""
    plain = text.strip().replace("−", "-").replace("–", "-").replace(",", ".")
    return float(plain) if _NUMBER.fullmatch(plain) else math.nan
