"""What the window and the feeder's thread tell each other: frozen values, handed over whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Song:
    """A song to play. ``number`` tells it from all others that were loaded, ``duration_s`` is what
    was known of its length then.
    """

    path: Path
    number: int
    duration_s: float | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What the listener wants: each seek and each load is a new ``generation`` that starts at
    ``start_s``.

    ``following`` comes after the song without a gap, the last ``crossfade_s`` seconds of the one
    and the first of the other together. ``loudness`` is one of ``mer_core.settings.LOUDNESS``.
    ``num_choices`` counts the choices of an output, so that choosing the same one again tries it
    again.
    """

    generation: int = 0
    song: Song | None = None
    following: Song | None = None
    start_s: float = 0.0
    playing: bool = False
    crossfade_s: float = 0.0
    loudness: str = "off"
    device: str = ""
    num_choices: int = 0
    closing: bool = False


@dataclass(frozen=True, slots=True)
class DurationFound:
    """The song of this number lasts ``duration_s`` seconds, or at least so long while its end was
    not decoded.
    """

    number: int
    duration_s: float
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Advanced:
    """``song``, which followed, is heard now."""

    generation: int
    song: Song


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
class SoundMoved:
    """The output in use went away and another took over; ``sentence`` says which."""

    sentence: str


@dataclass(frozen=True, slots=True)
class OutputChanged:
    """Sound goes to the output ``label`` from now on, "" for silence."""

    label: str


@dataclass(frozen=True, slots=True)
class OutputsFound:
    """The outputs to choose from, the default first."""

    labels: tuple[str, ...]


Event = (
    DurationFound
    | Advanced
    | Ended
    | DecodingFailed
    | SoundLost
    | SoundMoved
    | OutputChanged
    | OutputsFound
)
