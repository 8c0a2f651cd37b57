"""Corrections and times as people type them."""

from __future__ import annotations

import math
import re

from mer_core.emotion import LEAST_ENERGY, MOODS, MOST_ENERGY
from mer_core.errors import InputError

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_TIME = re.compile(r"(?:\d{1,3}:)?(?:\d{1,3}:)?\d{1,6}(?:\.\d{1,3})?", re.ASCII)
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


def read_time(text: str) -> float:
    """A time such as 1:05, 1:02:03 or 65 in seconds. Raises InputError."""
    if not _TIME.fullmatch(text.strip()):
        raise InputError(f'"{text}" is no time; write for example 1:05.')
    seconds = 0.0
    for part in text.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


def _number(text: str) -> float:
    """NaN where it is none."""
    plain = text.strip().replace("−", "-").replace("–", "-").replace(",", ".")
    return float(plain) if _NUMBER.fullmatch(plain) else math.nan
