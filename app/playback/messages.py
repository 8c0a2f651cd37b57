"""What the window and the feeder's thread tell each other: frozen values, handed over whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wish:
    """What the listener wants: each seek and each load is a new ``generation`` that starts at
    ``start_s``.

    ``num_loads`` counts the songs, and ``duration_s`` is what was known of the song's length when
    it was loaded. ``num_choices`` counts the choices of an output, so that choosing the same one
    again tries it again.
    """

    generation: int = 0
    path: Path | None = None
    num_loads: int = 0
    duration_s: float | None = None
    start_s: float = 0.0
    playing: bool = False
    device: str = ""
    num_choices: int = 0
    closing: bool = False


@dataclass(frozen=True, slots=True)
class DurationFound:
    """The song of load number ``num_loads`` lasts ``duration_s`` seconds, or at least so long while
    its end was not decoded.
    """

    num_loads: int
    duration_s: float
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """The last sample of the song has been heard."""

    generation: int


@dataclass(frozen=True, slots=True)
class DecodingFailed:
    """The song cannot be decoded; ``sentence`` says why."""

    generation: int
    sentence: str


@dataclass(frozen=True, slots=True)
class SoundLost:
    """Playback goes on silently; ``sentence`` says why."""

    sentence: str


@dataclass(frozen=True, slots=True)
class OutputChanged:
    """Sound goes to the output ``label`` from now on, "" for silence."""

    label: str


@dataclass(frozen=True, slots=True)
class OutputsFound:
    """The outputs to choose from, the default first."""

    labels: tuple[str, ...]


Event = DurationFound | Ended | DecodingFailed | SoundLost | OutputChanged | OutputsFound
