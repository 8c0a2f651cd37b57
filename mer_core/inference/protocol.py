"""What the analysis process and its supervisor say to each other: one JSON object per line, both
ways.

The supervisor writes commands to the child's standard input; the child answers with events on its
standard output. When the input ends, the window has stopped the analysis or is gone, and the child
ends at once, whatever it is doing: each song commits by itself, so nothing is lost but the songs in
flight. The analysis process (``mer_core.workflows.analysis_main``) supervises workers
(``worker_main``) in the same words. No torch here: the window imports this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from mer_core.child import Language, Misunderstood
from mer_core.jobs import Progress
from mer_core.reasons import Why

# --- commands: supervisor to child ---


@dataclass(frozen=True, slots=True)
class Analyse:
    """Queue tracks. No ``track_ids``: whatever the library still lacks."""

    track_ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Prioritise:
    """The user plays this track: it goes next."""

    track_id: int


@dataclass(frozen=True, slots=True)
class Explain:
    """Why is this track what it is at ``at_s``? Answered at once, also while paused."""

    track_id: int
    at_s: float


@dataclass(frozen=True, slots=True)
class Hear:
    """To a worker of a crew alone: hear this track, whatever the library holds of it."""

    track_id: int


@dataclass(frozen=True, slots=True)
class Sense:
    """To the listening process alone: what does ``samples`` feel like? Mono, at the rate that nets
    hear (features/live_sound), 16-bit little-endian in Base64; nothing of it is kept.
    """

    number: int
    samples: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold still, within a tenth of a second of the processor."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on."""


# --- events: child to supervisor ---


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is loaded; ``device`` in words."""

    model: str
    sha256: str
    device: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """One Analyse was taken into the queue."""


@dataclass(frozen=True, slots=True)
class TrackStarted:
    """This track is in flight."""

    track_id: int
    name: str


@dataclass(frozen=True, slots=True)
class TrackHeard:
    """This share of a track in flight is heard, 0 to 1."""

    track_id: int
    fraction: float


@dataclass(frozen=True, slots=True)
class TrackDone:
    """This track's emotion is in the library."""

    track_id: int


@dataclass(frozen=True, slots=True)
class TrackFailed:
    """This track could not be analysed; the library holds the reason too."""

    track_id: int
    message: str


@dataclass(frozen=True, slots=True)
class Explaining:
    """The track is heard again, to be explained; this share of it, 0 to 1, is done."""

    track_id: int
    fraction: float


#: The message of Explained where a process died of the question, or beside it.
UNTOLD = "The analysis process ended before it could tell; ask again."


@dataclass(frozen=True, slots=True)
class Explained:
    """The answer to an Explain: ``why``, None where nothing sounds there or, with the reason in
    ``message``, where it could not be told.
    """

    track_id: int
    at_s: float
    why: Why | None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Sensed:
    """The answer to a Sense: a live estimate, which stands for no file and is stored nowhere."""

    number: int
    valence: float
    arousal: float
    mood: str
    score: float


@dataclass(frozen=True, slots=True)
class WaitsForRoom:
    """The disk that holds the library is full; said again before every further try."""

    message: str


@dataclass(frozen=True, slots=True)
class RoomAgain:
    """The disk took what had to wait; the work goes on."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing is left to do."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The analysis cannot go on at all, for a reason the user can understand."""

    message: str


Command: TypeAlias = Analyse | Prioritise | Explain | Hear | Sense | Pause | Resume
Event: TypeAlias = (
    Ready
    | Accepted
    | Progress
    | TrackStarted
    | TrackHeard
    | TrackDone
    | TrackFailed
    | Explaining
    | Explained
    | Sensed
    | WaitsForRoom
    | RoomAgain
    | Finished
    | Broken
    | Misunderstood
)

LANGUAGE = Language(
    "the analysis process",
    (
        Analyse, Prioritise, Explain, Hear, Sense, Pause, Resume,
        Ready, Accepted, Progress, TrackStarted, TrackHeard, TrackDone, TrackFailed, Explaining,
        Explained, Sensed, WaitsForRoom, RoomAgain, Finished, Broken,
    ),
)  # fmt: skip
