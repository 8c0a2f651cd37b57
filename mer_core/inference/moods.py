"""The mood map: what the mood words mean, read from a file that users may edit."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mer_core.disk import decoded, read_small
from mer_core.emotion import MOODS
from mer_core.errors import InputError
from mer_core.inference.steps import LABELS
from mer_core.paths import RESOURCES, AppPaths

MOOD_MAP = RESOURCES / "moods.toml"
_KEYS = {"valence": (-1.0, 1.0), "arousal": (-1.0, 1.0), "spread": (0.0, 2.0), "plane": (0.0, 10.0)}
_MAX_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Mood:
    """A mood word: its place on the V-A plane, its spread there, and the heads that speak for it.

    ``valence`` and ``arousal`` are in [-1, 1], ``spread`` in (0, 2]; ``plane`` is the weight of the
    place and ``heads`` the weights of the model's answers, negative where they speak against it.
    """

    name: str
    valence: float
    arousal: float
    spread: float
    plane: float
    heads: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class MoodMap:
    """All mood words in the order of emotion.MOODS."""

    moods: tuple[Mood, ...]

    @classmethod
    def load(cls, path: Path = MOOD_MAP) -> MoodMap:
        """Read a complete map. Raises InputError with what is wrong in the file."""
        return cls._of(path, _read(path))

    @classmethod
    def of_user(cls, paths: AppPaths) -> MoodMap:
        """The shipped map, changed by what the user's own file says. Raises InputError."""
        own = paths.moods
        if not own.exists():
            return cls.load()
        shipped, changed = _read(MOOD_MAP), _read(own)
        merged: dict[str, object] = dict(shipped)
        for name, entry in changed.items():
            basis = shipped.get(name)
            if isinstance(entry, Mapping) and isinstance(basis, Mapping):
                entry = {**basis, **entry}
            merged[name] = entry
        return cls._of(own, merged)

    @classmethod
    def _of(cls, path: Path, values: Mapping[str, object]) -> MoodMap:
        unknown = sorted(set(values) - set(MOODS))
        if unknown:
            raise _mistake(path, f"{unknown[0]!r} is no mood; the moods are {', '.join(MOODS)}")
        missing = [name for name in MOODS if name not in values]
        if missing:
            raise _mistake(path, f"the mood {missing[0]!r} is missing")
        return cls(tuple(_mood(path, name, values[name]) for name in MOODS))


def _mistake(path: Path, what: str) -> InputError:
    return InputError(f"The mood map {path} has a mistake: {what}. Mend or delete it.")


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(decoded(read_small(path, _MAX_BYTES)))
    except OSError as error:
        raise InputError(f"The mood map {path} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise _mistake(path, str(error)) from error


def _mood(path: Path, name: str, entry: object) -> Mood:
    if not isinstance(entry, Mapping):
        raise _mistake(path, f"{name} must be a table")
    unknown = sorted(set(entry) - {*_KEYS, "heads"})
    if unknown:
        raise _mistake(path, f"{name} has an unknown key {unknown[0]!r}")
    values = {}
    for key, (low, high) in _KEYS.items():
        value = _number(path, f"{name}.{key}", entry.get(key))
        if not low <= value <= high or (key == "spread" and value == 0.0):
            raise _mistake(path, f"{name}.{key} must lie between {low:g} and {high:g}")
        values[key] = value
    heads = _heads(path, name, entry.get("heads", {}))
    if values["plane"] == 0.0 and not any(weight > 0 for _label, weight in heads):
        raise _mistake(path, f"nothing speaks for {name}; give it a plane weight or a head")
    return Mood(name=name, heads=heads, **values)


def _heads(path: Path, name: str, entry: object) -> tuple[tuple[str, float], ...]:
    if not isinstance(entry, Mapping):
        raise _mistake(path, f"{name}.heads must be a table of weights")
    for label in entry:
        if label not in LABELS:
            raise _mistake(path, f"{name}.heads names {label!r}, which no model answers")
    return tuple(
        (str(label), _number(path, f"the weight {label} of {name}", weight))
        for label, weight in entry.items()
    )


def _number(path: Path, what: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _mistake(path, f"{what} must be a number")
    return float(value)
