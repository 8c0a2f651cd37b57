"""Tables of corrections: CSV from any spreadsheet, JSON Lines, and what `mer export` writes.

Columns: ``path`` or ``audio_hash`` says which song, ``moods``, ``valence``, ``arousal`` and
``energy`` what it feels like. Where a column ``manual`` names fields, only those were said by a
person; the others are the model's and are not taken.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from mer_core.cells import unguarded
from mer_core.disk import decoded, read_small
from mer_core.emotion import CORRECTABLE, Correction
from mer_core.errors import InputError
from mer_core.imports.typed import read_energy, read_moods, read_value

_MAX_BYTES = 512 * 2**20
_DELIMITERS = ",;\t"
_NAMES = {
    "path": "path", "file": "path", "filename": "path", "location": "path",
    "audio hash": "audio_hash", "mood": "moods", "moods": "moods", "mood words": "moods",
    "valence": "valence", "arousal": "arousal", "energy": "energy", "manual": "manual",
}  # fmt: skip
_HASH = re.compile(r"[0-9a-f]{16,128}")
_EXPONENT = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d{1,3}", re.ASCII)
#: Only what a model says has these.
_OF_A_MODEL = ("timeline", "quadrant")


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says of a song. ``path`` is as it stands in the table, None where it does not;
    ``audio_hash`` likewise ("").
    """

    line: int
    path: str | None
    audio_hash: str
    correction: Correction


@dataclass(frozen=True, slots=True)
class Unusable:
    """A row that cannot be taken, and why."""

    line: int
    reason: str


def read_table(path: Path) -> Iterator[Said | Unusable]:
    """The rows of the table in ``path`` that say something; blank ones are passed over.

    Raises InputError, a finished sentence, where the file is no such table.
    """
    try:
        data = read_small(path, _MAX_BYTES)
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise InputError(f"{path} cannot be read: {error}.") from error
    text = _text(path, data)
    rows = _objects(text) if text.lstrip()[:1] == "{" else _rows(path, text)
    for line, values in rows:
        said = _said(line, values)
        if said is not None:
            yield said


def _text(path: Path, data: bytes) -> str:
    """The bytes of names that are no text are kept, as the system spells them."""
    try:
        text = decoded(data)
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", "surrogateescape")
    if "\0" in text:
        raise InputError(f"{path} is no text; save the table as CSV in UTF-8.")
    return text


def _objects(text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    """Each line's object, or the reason why it is none."""
    for line, source in enumerate(text.split("\n"), 1):
        if not source.strip():
            continue
        try:
            values = json.loads(source)
        except (ValueError, RecursionError):
            yield line, "it is no JSON."
            continue
        yield line, values if isinstance(values, dict) else "it is no JSON object."


def _rows(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    head = next(iter(text.splitlines()), "")
    delimiter = max(_DELIMITERS, key=lambda sign: len(_columns(head, sign)))
    columns = _columns(head, delimiter)
    known = list(columns.values())
    if not {"path", "audio_hash"} & set(known) or not set(known) & set(CORRECTABLE):
        raise InputError(
            f"The first line of {path} must name the columns: path or audio_hash, and moods,"
            f" valence, arousal or energy. It reads “{head.strip()[:80]}”."
        )
    if len(set(known)) < len(known):
        raise InputError(f"The first line of {path} names a column twice; keep one of them.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    next(reader)
    begin = reader.line_num + 1
    try:
        for cells in reader:
            line, begin = begin, reader.line_num + 1
            if any(cell.strip() for cell in cells):
                yield (
                    line,
                    {n: unguarded(cells[at]) for at, n in columns.items() if at < len(cells)},
                )
    except csv.Error as error:
        raise InputError(f"{path} is no table ({error}, line {reader.line_num}).") from error


def _columns(head: str, delimiter: str) -> dict[int, str]:
    """Our names by the place of their column; columns that we do not know are left out."""
    try:
        cells = next(csv.reader([head], delimiter=delimiter), [])
    except csv.Error:
        return {}
    names = [" ".join(cell.replace("_", " ").split()).casefold() for cell in cells]
    return {at: _NAMES[name] for at, name in enumerate(names) if name in _NAMES}


def _said(line: int, values: Mapping[str, Any] | str) -> Said | Unusable | None:
    if isinstance(values, str):
        return Unusable(line, values)
    if "manual" not in values and any(name in values for name in _OF_A_MODEL):
        return Unusable(line, "it is what a model said, and no correction; use --format analyses.")
    try:
        correction = _correction(values)
        path, audio_hash = values.get("path") or None, values.get("audio_hash") or ""
        if not correction:
            return None
        if not isinstance(path, str | None) or not isinstance(audio_hash, str):
            raise InputError("path and audio_hash must be texts.")
        if audio_hash and not _HASH.fullmatch(audio_hash):
            raise InputError(f"“{audio_hash[:20]}” is no audio_hash.")
        if path is None and not audio_hash:
            raise InputError("it names no song.")
    except InputError as error:
        return Unusable(line, str(error))
    return Said(line, path, audio_hash, correction)


def _correction(values: Mapping[str, Any]) -> Correction:
    """What was said by hand. Raises InputError."""
    fields: tuple[str, ...] = CORRECTABLE
    if "manual" in values:
        named = values["manual"] or ()
        words = named.replace(";", " ").split() if isinstance(named, str) else named
        fields = tuple(name for name in CORRECTABLE if name in words)
    given = {name: values.get(name) for name in fields}
    moods = given.get("moods")
    if isinstance(moods, list):
        moods = " ".join(str(m.get("name", "")) if isinstance(m, dict) else str(m) for m in moods)
    texts = {name: "" if value is None else _plain(str(value)) for name, value in given.items()}
    texts["moods"] = "" if moods is None else str(moods).replace("|", " ")
    valence, arousal = (
        read_value(name, texts[name]) if texts.get(name, "").strip() else None
        for name in ("valence", "arousal")
    )
    words, energy = texts["moods"].strip(), texts.get("energy", "").strip().removesuffix(".0")
    moods_said = read_moods(words) if words else ()
    return Correction(moods_said, valence, arousal, read_energy(energy) if energy else None)


def _plain(text: str) -> str:
    """A number with an exponent, as programs write small ones, without it."""
    return format(Decimal(text), "f") if _EXPONENT.fullmatch(text.strip()) else text
