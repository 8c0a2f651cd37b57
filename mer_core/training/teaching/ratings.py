"""A user's own ratings: a table of sound files with valence, arousal and mood words.

The first line names the columns: ``path``, and ``valence``, ``arousal``, ``moods`` or some of them.
Commas, semicolons or tabs part the columns, as spreadsheets of different countries write them.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import math
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mer_core.cells import unguarded
from mer_core.emotion import MOODS
from mer_core.errors import TrainingError
from mer_core.training.corpora.labels import rescaled

#: What the columns may be called, in lower case.
_NAMES = {
    "path": "path", "file": "path", "filename": "path", "location": "path",
    "valence": "valence", "arousal": "arousal",
    "mood": "moods", "moods": "moods", "mood words": "moods",
}  # fmt: skip
_DELIMITERS = ",;\t"
_BYTES_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MAX_BYTES = 64 * 2**20
_NUMBER = r"[-+]?\d+(?:\.\d+)?"
_SCALE = re.compile(rf"({_NUMBER})\s*(?:-|–|:|\.\.|to)\s*({_NUMBER})")
#: Scales that are offered where ratings do not fit; the narrowest that fits is named.
_USUAL = ((1, 5), (1, 7), (1, 9), (0, 10), (0, 100), (-5, 5), (-10, 10), (-100, 100))


@dataclass(frozen=True, slots=True)
class RatingScale:
    """The lowest and the highest rating that the user could give."""

    low: float
    high: float

    @classmethod
    def parse(cls, text: str) -> RatingScale:
        """Read "1-9", "0-100" or "-5..5". Raises TrainingError on anything else."""
        match = _SCALE.fullmatch(text.strip())
        if match is None or float(match[1]) >= float(match[2]):
            raise TrainingError(
                f"{text!r} is no scale; give its lowest and its highest number, such as 1-9."
            )
        return cls(float(match[1]), float(match[2]))

    def __str__(self) -> str:
        return f"{self.low:g} to {self.high:g}"

    def holds(self, value: float) -> bool:
        """Whether a rater could have said ``value``."""
        return self.low <= value <= self.high


#: Moodline's own scale; what is meant where the user names none.
PLAIN = RatingScale(-1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Rating:
    """One rated file: ``valence`` and ``arousal`` in [-1, 1] or None, ``moods`` words of MOODS."""

    path: Path
    line: int
    valence: float | None
    arousal: float | None
    moods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ratings:
    """What could be read, what could not with the reason, and what the user should know besides."""

    rated: tuple[Rating, ...]
    skipped: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


class _BadRow(Exception):
    """This row cannot be used; says why."""


def read_ratings(path: Path, scale: RatingScale = PLAIN) -> Ratings:
    """Read the table in ``path``, whose numbers are on ``scale``.

    A row that cannot be used is skipped with its reason. Raises TrainingError where the file is no
    table of ratings, or its ratings lie on another scale than Moodline's and none was named.
    """
    text = _text(path)
    rows, columns = _rows(path, text)
    rated: list[Rating] = []
    skipped: list[tuple[str, str]] = []
    unknown: Counter[str] = Counter()
    seen: dict[str, int] = {}
    if scale == PLAIN:
        _require_plain(path, rows, columns)
    for line, row in rows:
        name = row.get("path", "")
        try:
            rating = _rating(path.parent, line, row, scale, unknown)
            first = seen.setdefault(os.path.realpath(rating.path), line)
            if first != line:
                raise _BadRow(f"it is rated in line {first} already.")
        except _BadRow as reason:
            skipped.append((name or f"line {line}", str(reason)))
        else:
            rated.append(rating)
    return Ratings(tuple(rated), tuple(skipped), _notes(rated, unknown, scale))


def _text(path: Path) -> str:
    """The file as text: UTF-8 or UTF-16 if it says so, else what Windows wrote before."""
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise TrainingError(f"{path} cannot be read ({error.strerror}).") from error
    if len(data) > _MAX_BYTES:
        raise TrainingError(f"{path} is too large to be a table of ratings.")
    is_utf16 = data.startswith(_BYTES_OF_UTF16)
    data = data.removeprefix(codecs.BOM_UTF8)
    encodings = ("utf-16",) if is_utf16 else ("utf-8", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TrainingError(f"{path} is no text; save your table as CSV in UTF-8.")


def _rows(path: Path, text: str) -> tuple[list[tuple[int, dict[str, str]]], set[str]]:
    """Rows with the number of their first line, keyed by our names, and the columns there are."""
    lines = text.splitlines()
    head = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=lambda sign: len(_columns(head, sign)))
    columns = _columns(head, delimiter)
    missing = "path" not in columns.values() or len(set(columns.values())) < 2
    if missing or len(set(columns.values())) < len(columns):
        raise TrainingError(
            f"The first line of {path} must name the columns: path, and valence, arousal or moods"
            f" (each once). It reads {head.strip()[:80]!r}."
        )
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begin, width = 1, 0
    try:
        for cells in reader:
            line, begin = begin, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if width:
                rows.append((line, _row(cells, columns, width, delimiter)))
            width = width or len(cells)
    except csv.Error as error:
        raise TrainingError(f"{path} is no table ({error}, line {reader.line_num}).") from error
    return rows, set(columns.values())


def _row(cells: list[str], columns: dict[int, str], width: int, delimiter: str) -> dict[str, str]:
    """One row keyed by our names; the header has ``width`` cells."""
    if columns.get(width - 1) == "moods":  # words parted by the sign that parts the columns
        cells = [*cells[: width - 1], "|".join(cells[width - 1 :])]
    values = {name: cells[at].strip() for at, name in columns.items() if at < len(cells)}
    for axis in ("valence", "arousal"):
        values[axis] = unguarded(values.get(axis, ""))
    if delimiter != ",":  # where commas part no columns, they stand in numbers
        for axis in ("valence", "arousal"):
            values[axis] = values[axis].replace(",", ".")
    return values


def _columns(head: str, delimiter: str) -> dict[int, str]:
    """Our names by the place of their column; columns that we do not know are left out."""
    cells = next(csv.reader([head], delimiter=delimiter), [])
    names = [" ".join(cell.replace("_", " ").split()).casefold() for cell in cells]
    return {at: _NAMES[name] for at, name in enumerate(names) if name in _NAMES}


def _require_plain(path: Path, rows: list[tuple[int, dict[str, str]]], columns: set[str]) -> None:
    """Raises TrainingError, with the option to use, where a number lies outside [-1, 1]."""
    found = [
        (value, line, axis)
        for axis in ("valence", "arousal")
        if axis in columns
        for line, row in rows
        if (value := _value(row, axis)) is not None
    ]
    outside = next((entry for entry in found if not PLAIN.holds(entry[0])), None)
    if outside is None:
        return
    value, line, axis = outside
    low, high = min(found)[0], max(found)[0]
    fitting = [RatingScale(*ends) for ends in _USUAL if ends[0] <= low and high <= ends[1]]
    best = fitting[0] if fitting else RatingScale(math.floor(low), math.ceil(high))
    name = f"{best.low:g}..{best.high:g}" if best.low < 0 else f"{best.low:g}-{best.high:g}"
    raise TrainingError(
        f"{path}, line {line}: {axis} is {value:g}, outside {PLAIN}. If your scale goes from "
        f"{best}, add --scale {name}; otherwise mend the number."
    )


def _value(row: Mapping[str, str], axis: str) -> float | None:
    """A finite number, or None where there is nothing or no number."""
    try:
        value = float(row.get(axis, ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _rating(
    folder: Path, line: int, row: Mapping[str, str], scale: RatingScale, unknown: Counter[str]
) -> Rating:
    """The rating in a row; counts the words that are no moods. Raises _BadRow."""
    numbers = [_rescaled(row, axis, scale) for axis in ("valence", "arousal")]
    words = [" ".join(word.split()).casefold() for word in re.split(r"[;|,]", row.get("moods", ""))]
    strange = [word for word in words if word and word not in MOODS]
    unknown.update(strange)
    moods = tuple(dict.fromkeys(word for word in words if word in MOODS))
    path = _file(folder, row.get("path", ""))
    if numbers == [None, None] and not moods:
        known = f"none of its words is a mood ({', '.join(strange)})."
        raise _BadRow(known if strange else "it has no rating.")
    return Rating(path, line, numbers[0], numbers[1], moods)


def _rescaled(row: Mapping[str, str], axis: str, scale: RatingScale) -> float | None:
    text = row.get(axis, "")
    if not text:
        return None
    value = _value(row, axis)
    if value is None:
        raise _BadRow(f"{axis} is {text[:20]!r}, which is no number.")
    if not scale.holds(value):
        raise _BadRow(f"{axis} is {value:g}, outside {scale}.")
    return rescaled(value, scale.low, scale.high)


def _file(folder: Path, name: str) -> Path:
    """The file that ``name`` means, absolute or relative to the table. Raises _BadRow."""
    if not name:
        raise _BadRow("it names no file.")
    # Tables travel: Windows writes backslashes, macOS parts letters from their accents.
    slashed = name.replace("\\", "/")
    for spelling in (name, slashed, unguarded(name), *_bytes_behind(name)):
        forms = (spelling, *(unicodedata.normalize(form, spelling) for form in ("NFC", "NFD")))
        for form in forms:
            path = folder / os.path.expanduser(form)
            if os.path.isfile(path):
                return path.absolute()
    raise _BadRow("there is no such file.")


def _bytes_behind(name: str) -> Iterator[str]:
    """The name as its bytes stand in the table: one that is no text makes the whole table none."""
    for encoding in ("cp1252", "latin-1"):
        with contextlib.suppress(UnicodeEncodeError):
            yield os.fsdecode(name.encode(encoding))


def _notes(rated: list[Rating], unknown: Counter[str], scale: RatingScale) -> tuple[str, ...]:
    """What the user should know although it stops nothing."""
    notes = []
    if unknown:
        words = ", ".join(f"{word} ({count})" for word, count in unknown.most_common(10))
        notes.append(f"Not known as moods: {words}. The moods are {', '.join(MOODS)}.")
    values = [v for entry in rated for v in (entry.valence, entry.arousal) if v is not None]
    if scale == PLAIN and values and min(values) >= 0.0:
        notes.append(
            f"No rating is below 0 on the scale {PLAIN}; if yours starts at 0, use --scale 0-1."
        )
    return tuple(notes)
