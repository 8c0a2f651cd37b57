"""Keys as disc jockeys and musicians call them, and energy as disc jockeys count it. Pure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_SHARPS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
#: As keys are usually spelled: five flats rather than seven sharps.
_MAJOR = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
_MINOR = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B")
_LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}

_CAMELOT = re.compile(r"0?([1-9]|1[0-2])([ab])", re.IGNORECASE)
_OPEN_KEY = re.compile(r"0?([1-9]|1[0-2])([dm])", re.IGNORECASE)
_NAMED = re.compile(
    r"([A-Ga-g])\s*(#|♯|b|♭|-?sharp|-?flat)?\s*[-_]?\s*(major|maj|dur|minor|min|moll|m|M)?",
)


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """A key by its place on the wheel of fifths, 0 to 23: 1A, 1B, 2A, ... 12B. Neighbours mix."""

    rank: int

    def __post_init__(self) -> None:
        if not 0 <= self.rank < 24:
            raise ValueError(f"there is no key {self.rank}")

    @classmethod
    def of(cls, tonic: int, *, minor: bool) -> Key:
        """The key on ``tonic``, 0 (C) to 11 (B)."""
        # 8B is C major, 8A its parallel A minor; a fifth up is one number up.
        relative = (tonic + 3) % 12 if minor else tonic
        number = (7 + 7 * relative) % 12
        return cls(2 * number + (not minor))

    @classmethod
    def parse(cls, text: str) -> Key | None:
        """A key as people and programs write it: "8A", "08a", "Am", "A minor", "a", "F#", "1m".

        None where ``text`` names none.
        """
        text = text.strip()
        if match := _CAMELOT.fullmatch(text):
            return cls(2 * (int(match[1]) - 1) + (match[2] in "bB"))
        if match := _OPEN_KEY.fullmatch(text):  # 1d is C major
            return cls((2 * (int(match[1]) - 1) + 14) % 24 + (match[2] in "dD"))
        match = _NAMED.fullmatch(text)
        if match is None:
            return None
        letter, sign, mode = match.groups()
        shift = 0 if not sign else 1 if sign in "#♯" or sign.endswith("sharp") else -1
        # A small letter alone is a minor key, as musicians write.
        minor = mode[:1] == "m" and mode not in ("maj", "major") if mode else letter.islower()
        return cls.of((_LETTERS[letter.upper()] + shift) % 12, minor=minor)

    @property
    def minor(self) -> bool:
        """Whether it is a minor key."""
        return self.rank % 2 == 0

    @property
    def tonic(self) -> int:
        """The tonic's pitch class, 0 (C) to 11 (B)."""
        relative = 7 * (self.rank // 2 - 7) % 12
        return (relative + 9 * self.minor) % 12

    @property
    def camelot(self) -> str:
        """The place on the wheel: "8A"."""
        return f"{self.rank // 2 + 1}{'A' if self.minor else 'B'}"

    @property
    def name(self) -> str:
        """In short, as ID3's TKEY has it: "Am", "C", "F#m"."""
        return _MINOR[self.tonic] + "m" if self.minor else _MAJOR[self.tonic]

    @property
    def mixing(self) -> tuple[Key, ...]:
        """The keys that mix with this one: itself, its relative, a fifth down and a fifth up."""
        return self, Key(self.rank ^ 1), Key((self.rank - 2) % 24), Key((self.rank + 2) % 24)

    def __str__(self) -> str:
        return f"{self.name} ({self.camelot})"


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured in a song beside its emotion; None where nothing is clear.

    ``bpm`` beats per minute; ``drive`` in [-1, 1]: how thickly notes and strokes follow each other
    and how loud it stays, a part of the energy.
    """

    bpm: float | None = None
    key: Key | None = None
    drive: float | None = None


UNMEASURED = Measures()

#: What the drive counts in the energy; the rest is arousal.
DRIVE_SHARE = 0.25


def energy_of(arousal: float, drive: float | None) -> int:
    """Energy from 1 to 10, as disc jockeys count it; of ``arousal`` alone where no drive is known.

    ``5.5 + 4.5 * (0.75 * arousal + 0.25 * drive)``, rounded; both in [-1, 1]. The formula is the
    scale: another model may move a song on it, but the scale stays.
    """
    heat = arousal if drive is None else (1.0 - DRIVE_SHARE) * arousal + DRIVE_SHARE * drive
    return int(5.5 + 4.5 * heat + 0.5)


def drive_of(onsets_per_s: float, steadiness_db: float) -> float:
    """How much a sound drives, in [-1, 1], whatever its gain.

    Half of it is how thickly notes and strokes follow each other (1.5 a second: -1, 3: 0, 6: 1),
    half how near its middle level stays to its loud parts, ``steadiness_db`` below them (12 dB: -1,
    2 dB: 1).
    """
    thick = math.log2(max(onsets_per_s, 0.01) / 3.0)
    steady = 1.0 - (steadiness_db - 2.0) / 5.0
    return 0.5 * min(max(thick, -1.0), 1.0) + 0.5 * min(max(steady, -1.0), 1.0)
