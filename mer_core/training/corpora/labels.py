"""What a corpus says about a clip, converted once to Moodline's ranges; and reading its tables."""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mer_core.arrays import FloatArray
from mer_core.errors import TrainingError

_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True, eq=False)
class LabelledCurve:
    """Valence and arousal over time: float32 [num_points] in [-1, 1] from ``times_s`` on."""

    times_s: FloatArray
    valence: FloatArray
    arousal: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class LabelledClip:
    """One clip of a corpus.

    ``group`` is what must stay on one side of a split: a song, an actor, an album, a game or an
    artist. ``valence``, ``arousal`` and ``tension`` are in [-1, 1] or None; ``weak`` says that
    valence and arousal were derived from emotion words rather than rated; ``quadrant`` is one of
    emotion.QUADRANTS where no more than that was asked. ``gems`` and ``film``
    are in the order and ranges of emotion.Heads; ``voice`` is an index into emotion.VOICE.
    """

    corpus: str
    name: str
    path: Path
    group: str
    valence: float | None = None
    arousal: float | None = None
    tension: float | None = None
    weak: bool = False
    quadrant: str | None = None
    gems: tuple[float, ...] | None = None
    film: tuple[float, ...] | None = None
    voice: int | None = None
    curve: LabelledCurve | None = None


def rows(path: Path, required: Iterable[str]) -> list[dict[str, str]]:
    """The rows of a CSV file. Raises TrainingError where it or a ``required`` column is missing."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, skipinitialspace=True)
            names = [name.strip() for name in reader.fieldnames or ()]
            reader.fieldnames = names
            missing = sorted(set(required) - set(names))
            if missing:
                raise TrainingError(f"{path} has no column {', '.join(missing)}.")
            return [
                {name: (value or "").strip() for name, value in row.items() if name is not None}
                for row in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TrainingError(f"The labels in {path} cannot be read ({error}).") from error


def number(row: Mapping[str, str], name: str, path: Path) -> float:
    """A finite number of a row. Raises TrainingError naming the table and column otherwise."""
    try:
        value = float(row[name])
    except (KeyError, ValueError):
        value = math.nan
    if not math.isfinite(value):
        raise TrainingError(f"{path}: {name} is {row.get(name)!r}, which is no number.")
    return value


def rescaled(value: float, low: float, high: float) -> float:
    """``value`` of [low, high] moved to [-1, 1], and clipped there."""
    return min(1.0, max(-1.0, 2.0 * (value - low) / (high - low) - 1.0))


def audio_by_stem(folder: Path) -> dict[str, Path]:
    """Every audio file below ``folder``, keyed by its path without suffix, relative, with slashes.

    Corpora circulate re-encoded, so a table's suffix means nothing.
    """
    from mer_core.audio.files import AUDIO_SUFFIXES  # which loads FFmpeg; `mer --help` must not

    if not folder.is_dir():
        raise TrainingError(f"There is no folder {folder}.")
    return {
        path.relative_to(folder).with_suffix("").as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in AUDIO_SUFFIXES and path.is_file()
    }


def normalised(title: str) -> str:
    """An album's or artist's name without case, accents, punctuation and articles.

    Two spellings of one name must not become two groups: that would leak.
    """
    plain = unicodedata.normalize("NFKD", title).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"\(.*?\)|\[.*?\]", " ", plain).replace("&", " and ")
    words = re.findall(r"\w+", plain)
    return " ".join(word for word in words if word not in _ARTICLES) or plain.strip()
