"""Emotion as values: points on Russell's plane, curves over time, mood words. Pure; numpy only."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from mer_core.arrays import FloatArray

UNCERTAIN = "uncertain"
#: The mood words, in the order of the legend. "uncertain" is a value of its own, no weak "sad".
MOODS = (
    "happy", "energetic", "tense", "angry", "sad", "nostalgic", "solemn", "calm", "tender",
    "dreamy",
)  # fmt: skip
MOODS_AND_UNCERTAIN = (*MOODS, UNCERTAIN)

#: The names of the extra heads, as their corpora spell them.
GEMS = (
    "amazement", "solemnity", "tenderness", "nostalgia", "calmness", "power", "joyful_activation",
    "tension", "sadness",
)  # fmt: skip
FILM = ("valence", "energy", "tension", "anger", "fear", "happy", "sad", "tender")
#: The first of FILM run from -1 to 1, the others from 0 to 1.
NUM_BIPOLAR = 3
#: Russell's quadrants: +V+A, -V+A, -V-A, +V-A.
QUADRANTS = ("Q1", "Q2", "Q3", "Q4")
VOICE = ("neutral", "calm", "happy", "sad", "angry", "fearful")
#: Where felt and sung emotions lie on Russell's (1980) circumplex, (valence, arousal) in the order
#: of GEMS (after Zentner et al. 2008) and VOICE.
GEMS_PLACES = (
    (0.5, 0.3), (0.1, -0.2), (0.5, -0.4), (0.0, -0.35), (0.5, -0.7), (0.3, 0.7), (0.8, 0.6),
    (-0.6, 0.6), (-0.7, -0.5),
)  # fmt: skip
VOICE_PLACES = ((0.0, -0.3), (0.25, -0.6), (0.7, 0.4), (-0.6, -0.4), (-0.6, 0.7), (-0.6, 0.5))


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ValueError(message)


def quadrant(valence: float, arousal: float) -> str:
    """Russell's quadrant of a point; zero counts as positive.

    Q1 (+V+A), Q2 (-V+A), Q3 (-V-A), Q4 (+V-A).
    """
    if arousal >= 0:
        return "Q1" if valence >= 0 else "Q2"
    return "Q4" if valence >= 0 else "Q3"


@dataclass(frozen=True, slots=True)
class MoodScore:
    """A mood word and its calibrated score in [0, 1]."""

    name: str
    score: float

    def __post_init__(self) -> None:
        # Made by the thousand for a table's rows: no message is built unless it is needed.
        if self.name not in MOODS_AND_UNCERTAIN:
            raise ValueError(f"unknown mood {self.name!r}")
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"score {self.score} outside [0, 1]")


@dataclass(frozen=True, slots=True)
class ModelRef:
    """Which model made a result: its id, version and the SHA-256 of its weights (64 hex digits)."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class EmotionCurve:
    """Emotion over time, one value every ``step_s`` seconds.

    ``valence`` and ``arousal`` are float32 [num_steps] in [-1, 1]; ``moods`` holds num_steps words
    of MOODS_AND_UNCERTAIN. Value i speaks for ``start_s + i * step_s`` until one step later.
    """

    start_s: float
    step_s: float
    valence: FloatArray
    arousal: FloatArray
    moods: tuple[str, ...]

    def __post_init__(self) -> None:
        _require(math.isfinite(self.start_s) and self.step_s > 0, "a curve needs a positive step")
        for name in ("valence", "arousal"):
            values: FloatArray = getattr(self, name)
            _require(
                values.dtype == np.float32 and values.ndim == 1,
                f"{name} must be float32 [num_steps]",
            )
            _require(bool(np.all(np.abs(values) <= 1.0)), f"{name} outside [-1, 1]")
            _require(len(values) == len(self.moods), f"{name} and moods differ in length")
        _require(set(self.moods) <= set(MOODS_AND_UNCERTAIN), "unknown mood in curve")

    @property
    def num_steps(self) -> int:
        """How many values the curve holds."""
        return len(self.moods)

    def index_at(self, time_s: float) -> int:
        """The step that speaks for ``time_s``, clipped to the curve.

        Raises ValueError on an empty curve.
        """
        _require(self.num_steps > 0, "the curve is empty")
        return min(max(int((time_s - self.start_s) // self.step_s), 0), self.num_steps - 1)

    def range_of(self, axis: str) -> tuple[float, float]:
        """The 5th and 95th percentile of "valence" or "arousal" over the song."""
        low, high = np.percentile(getattr(self, axis), (5, 95))
        return float(low), float(high)


@dataclass(frozen=True, slots=True)
class Heads:
    """The extra heads, in the scales of their corpora; None where a model was not taught one.

    ``gems``: 9 fractions of listeners in [0, 1], in the order of GEMS. ``film``: 8 values in the
    order of FILM, the first three in [-1, 1], the others in [0, 1]. ``voice``: a distribution over
    VOICE.
    """

    gems: tuple[float, ...] | None = None
    film: tuple[float, ...] | None = None
    voice: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        for name, labels in (("gems", GEMS), ("film", FILM), ("voice", VOICE)):
            values: tuple[float, ...] | None = getattr(self, name)
            if values is None:
                continue
            _require(len(values) == len(labels), f"{name} needs {len(labels)} values")
            lows = [-1.0 if name == "film" and i < NUM_BIPOLAR else 0.0 for i in range(len(labels))]
            ok = all(low <= v <= 1.0 for low, v in zip(lows, values, strict=True))
            _require(ok, f"{name} outside its range: {values}")


@dataclass(frozen=True, slots=True, eq=False)
class TrackEmotion:
    """What a model says of one track.

    ``valence``, ``arousal``, ``tension`` in [-1, 1]; ``confidence`` in [0, 1]; ``moods`` the
    strongest first (at least one; exactly ``uncertain`` where nothing can be said); ``truncated``
    tells that the file ended before its stated length. ``heads`` is None for models without them.
    """

    duration_s: float
    valence: float
    arousal: float
    tension: float
    confidence: float
    moods: tuple[MoodScore, ...]
    curve: EmotionCurve
    heads: Heads | None
    model: ModelRef
    truncated: bool = False

    def __post_init__(self) -> None:
        _require(
            math.isfinite(self.duration_s) and self.duration_s >= 0, "duration_s must be finite"
        )
        for name in ("valence", "arousal", "tension"):
            _require(-1.0 <= getattr(self, name) <= 1.0, f"{name} outside [-1, 1]")
        _require(0.0 <= self.confidence <= 1.0, "confidence outside [0, 1]")
        _require(len(self.moods) > 0, "a track needs at least one mood")

    @property
    def uncertain(self) -> bool:
        """Nothing can be said of this sound."""
        return self.moods[0].name == UNCERTAIN

    @property
    def quadrant(self) -> str | None:
        """Q1 to Q4, or None where uncertain."""
        return None if self.uncertain else quadrant(self.valence, self.arousal)


#: Energy as disc jockeys count it. Where nobody said another, it is arousal in ten steps.
LEAST_ENERGY, MOST_ENERGY = 1, 10

#: What of a sound can be corrected.
CORRECTABLE = ("moods", "valence", "arousal", "energy")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of one sound, in place of the model; what is not given stays the model's.

    ``moods`` are words of MOODS, the strongest first; ``valence`` and ``arousal`` in [-1, 1];
    ``energy`` 1 to 10. A corrected arousal moves the energy, as long as nobody gave that too; a
    corrected energy moves nothing else. False where nothing is corrected.
    """

    moods: tuple[str, ...] = ()
    valence: float | None = None
    arousal: float | None = None
    energy: int | None = None

    def __post_init__(self) -> None:
        _require(set(self.moods) <= set(MOODS), f"unknown mood in {self.moods}")
        _require(len(set(self.moods)) == len(self.moods), "a mood is named twice")
        for name in ("valence", "arousal"):
            value: float | None = getattr(self, name)
            _require(value is None or -1.0 <= value <= 1.0, f"{name} outside [-1, 1]")
        energy = self.energy
        _require(energy is None or LEAST_ENERGY <= energy <= MOST_ENERGY, "energy outside 1 to 10")

    def __bool__(self) -> bool:
        return bool(self.fields)

    def __str__(self) -> str:
        said = [f"mood {', '.join(self.moods)}"] if self.moods else []
        said += [] if self.valence is None else [f"valence {self.valence:+.2f}"]
        said += [] if self.arousal is None else [f"arousal {self.arousal:+.2f}"]
        said += [] if self.energy is None else [f"energy {self.energy}"]
        return "; ".join(said)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of what is corrected."""
        return tuple(name for name in CORRECTABLE if getattr(self, name) not in (None, ()))

    def changed_by(self, newer: Correction) -> Correction:
        """This with what ``newer`` gives in its place."""
        return replace(self, **{name: getattr(newer, name) for name in newer.fields})

    def without(self, fields: Iterable[str]) -> Correction:
        """This without what is said of these ``fields``."""
        nothing = Correction()
        return replace(self, **{name: getattr(nothing, name) for name in fields})

    def over(self, emotion: TrackEmotion) -> TrackEmotion:
        """``emotion`` with what a person said in place of the model's figures and words."""
        return replace(
            emotion,
            valence=emotion.valence if self.valence is None else self.valence,
            arousal=emotion.arousal if self.arousal is None else self.arousal,
            moods=tuple(MoodScore(word, 1.0) for word in self.moods) or emotion.moods,
        )


NOT_CORRECTED = Correction()
