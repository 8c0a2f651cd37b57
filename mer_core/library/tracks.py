"""What the library tells of a track."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from mer_core.emotion import NOT_CORRECTED, Correction, MoodScore
from mer_core.tonality import DRIVE_SHARE, UNMEASURED, Key, Measures

#: A row is in exactly one state; "staged" is analysed but not yet written into the file's tags,
#: "written" analysed and the file's tags say so, "changed" written once and changed by another
#: program since, "stale" analysed by another model than the one asked for, "missing" no longer at
#: its path (what is known of it is kept).
STATES = ("queued", "staged", "written", "changed", "uncertain", "failed", "stale", "missing")

#: Corrected by hand, at least in part: found by a search for the state, whatever that is.
MANUAL = "manual"
#: Energy from an arousal and the row's drive, as tonality.energy_of has it.
ENERGY_SQL = (
    f"round(5.5 + 4.5 * ifnull({1.0 - DRIVE_SHARE} * {{0}} + {DRIVE_SHARE} * drive, {{0}}))"
)

#: What tells that a file was changed: its size in bytes, mtime_ns and ctime_ns (None: not known; 0
#: where the system has no time that every change moves).
Stamp = tuple[int, int, int | None]


@dataclass(frozen=True, slots=True)
class Details:
    """What tags say of a track beside its names; None where they do not. Several album artists
    stand one a line. ``bpm``, ``key`` and ``energy`` (1 to 10) are what a disc jockey's
    program or a person wrote there; ``rating`` 1 to 5 stars.
    """

    album_artist: str = ""
    year: int | None = None
    track: int | None = None
    disc: int | None = None
    bpm: float | None = None
    key: Key | None = None
    energy: int | None = None
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """What a scan found out about one file.

    ``size`` in bytes, ``mtime_ns`` and ``ctime_ns`` are the file's own (None: not told);
    ``audio_hash`` is the hash of the encoded audio without its tags. Where the file could not be
    read, ``failure`` says why and ``audio_hash`` may be empty. Several titles, artists, albums,
    genres stand one a line; ``other_artists`` are found too but not shown. ``code_page`` is the
    user's choice (empty for none) by which text of no stated alphabet was read, None where there
    was no such text. ``held`` is the gist of the mood fields in the file (see tags.fields), None
    where that cannot be told.
    """

    path: Path
    size: int
    mtime_ns: int
    audio_hash: str = ""
    title: str = ""
    artist: str = ""
    album: str = ""
    duration_s: float | None = None
    codec: str = ""
    sample_rate: int = 0
    num_channels: int = 0
    failure: str = ""
    genre: str = ""
    other_artists: str = ""
    code_page: str | None = None
    ctime_ns: int | None = None
    held: str | None = None
    details: Details = Details()

    def __post_init__(self) -> None:
        if not self.path.is_absolute():
            raise ValueError(f"the library holds absolute paths, not {self.path}")
        if not self.audio_hash and not self.failure:
            raise ValueError(f"{self.path} has neither a hash nor a reason why not")
        if self.duration_s is not None and not math.isfinite(self.duration_s):
            raise ValueError("duration_s must be finite")


@dataclass(frozen=True, slots=True)
class TagsRead:
    """What the tags alone of a known file say: ``held`` as in ScannedFile; ``details`` are None
    where they could not be read.
    """

    path: Path
    ctime_ns: int | None
    held: str | None
    details: Details | None


@dataclass(frozen=True, slots=True)
class Track:
    """One file of the library. ``audio_hash`` is empty where the file could never be read.

    Several artists, album artists or genres are joined by "; ". ``added_at`` is when the library
    first had it, in seconds since 1970; None where an older Moodline did not note it.
    """

    id: int
    path: Path
    size: int
    mtime_ns: int
    audio_hash: str
    title: str
    artist: str
    album: str
    duration_s: float | None
    codec: str
    sample_rate: int
    num_channels: int
    genre: str = ""
    details: Details = Details()
    added_at: float | None = None


@dataclass(frozen=True, slots=True)
class TrackRow:
    """A track with its state (one of STATES) and the summary of its emotion, as a table shows it.

    ``valence``, ``arousal``, ``tension`` in [-1, 1], ``confidence`` in [0, 1] and ``energy`` 1 to
    10 are None before the analysis; ``moods`` are the strongest first; ``message`` says why a track
    failed. Where ``correction`` says something, that stands here in place of the model's.
    ``measures`` are what was heard; ``bpm``, ``key`` and ``energy`` are the file's own where its
    tags state them, else what was heard. ``rating`` is 0 (none) to 5 stars, of the user's or else
    of the file's tags; ``played_at``, when it was heard last, in seconds since 1970.
    """

    track: Track
    state: str
    valence: float | None
    arousal: float | None
    tension: float | None
    confidence: float | None
    moods: tuple[MoodScore, ...]
    message: str
    energy: int | None = None
    correction: Correction = NOT_CORRECTED
    measures: Measures = UNMEASURED
    rating: int = 0
    plays: int = 0
    played_at: float | None = None

    @property
    def bpm(self) -> float | None:
        """Beats per minute."""
        return self.measures.bpm if self.track.details.bpm is None else self.track.details.bpm

    @property
    def key(self) -> Key | None:
        """The key."""
        return self.measures.key if self.track.details.key is None else self.track.details.key

    @property
    def from_file(self) -> tuple[str, ...]:
        """Which of "bpm", "key" and "energy" here are what the file's own tags state."""
        details = self.track.details
        by_hand = {"energy", "arousal"} & set(self.correction.fields)
        said = ("bpm", "key") if by_hand else ("bpm", "key", "energy")
        return tuple(name for name in said if getattr(details, name) is not None)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tracks are in each state; the states add up to ``total``."""

    total: int
    queued: int
    staged: int
    written: int
    changed: int
    uncertain: int
    failed: int
    stale: int
    missing: int
