"""What a corpus says about a clip, converted once to Moodline's ranges."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]


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
    valence and arousal were derived from emotion words rather than rated. ``gems`` and ``film``
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
    gems: tuple[float, ...] | None = None
    film: tuple[float, ...] | None = None
    voice: int | None = None
    curve: LabelledCurve | None = None
