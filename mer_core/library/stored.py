"""Results as they stand in the library: packed, and read back."""

from __future__ import annotations

import math
import struct

import numpy as np

from mer_core.arrays import FloatArray
from mer_core.emotion import EmotionCurve, Heads, ModelRef, TrackEmotion
from mer_core.errors import LibraryError
from mer_core.library.connection import Connection, Row
from mer_core.library.mood_text import MOOD_OF, unpack_moods
from mer_core.reasons import Why
from mer_core.tonality import Key, Measures


def spread_of(curve: EmotionCurve) -> float | None:
    """How far the song moves, 0 to 1: half the wider of its two 5-95 % ranges. None for an empty
    curve.
    """
    if not curve.num_steps:
        return None
    ranges = (curve.range_of("valence"), curve.range_of("arousal"))
    return max(high - low for low, high in ranges) / 2


def rise_of(values: FloatArray) -> float | None:
    """Mean of the last third of ``values`` [num_steps] minus that of the first. None under three
    steps.
    """
    third = len(values) // 3
    if not third:
        return None
    return float(values[-third:].mean() - values[:third].mean())


def pack_heads(heads: Heads | None) -> list[bytes | None]:
    """The GEMS, film and voice heads as float64; None for one that is not there."""
    if heads is None:
        return [None, None, None]
    return [
        None if head is None else struct.pack(f"<{len(head)}d", *head)
        for head in (heads.gems, heads.film, heads.voice)
    ]


def unpack_heads(blobs: Row) -> Heads | None:
    """The inverse of ``pack_heads``. Raises struct.error where a blob is damaged."""
    if all(blob is None for blob in blobs):
        return None
    return Heads(
        *(None if blob is None else struct.unpack(f"<{len(blob) // 8}d", blob) for blob in blobs)
    )


def read_measures(bpm: float | None, rank: int | None, drive: float | None) -> Measures:
    """Measures as they are stored. Raises ValueError where they are damaged."""
    return Measures(bpm, None if rank is None else Key(rank), drive)


def why(connection: Connection, track_id: int) -> Why | None:
    """What moved the current analysis of a track; None where that is not known or damaged."""
    text = connection.value(
        "SELECT (SELECT why FROM analyses a WHERE a.id = t.analysis_id) FROM"
        " (SELECT ? AS id) asked LEFT JOIN tracks t ON t.id = asked.id",
        track_id,
    )
    try:
        return None if text is None else Why.from_json(str(text))
    except ValueError:
        return None


def load(connection: Connection, track_id: int) -> TrackEmotion | None:
    """The current analysis of a track. Raises LibraryError where what is stored is damaged."""
    row = connection.one(
        "SELECT a.duration_s, a.valence, a.arousal, a.tension, a.confidence, a.moods, a.truncated,"
        " a.start_s, a.step_s, a.mood_curve, c.valence, c.arousal, c.gems, c.film, c.voice,"
        " m.name, m.version, m.sha256 FROM tracks t JOIN analyses a ON a.id = t.analysis_id"
        " LEFT JOIN curves c ON c.analysis_id = a.id JOIN models m ON m.id = a.model_id"
        " WHERE t.id = ?",
        track_id,
    )
    if row is None:
        return None
    try:
        return _emotion(row)
    except (ValueError, KeyError, TypeError, struct.error) as error:
        raise LibraryError(
            f"The stored analysis of track {track_id} is damaged ({error}); analyse it again."
        ) from error


def _emotion(row: Row) -> TrackEmotion:
    duration_s, valence, arousal, tension, confidence, moods, truncated = row[:7]
    start_s, step_s, mood_curve, valence_curve, arousal_curve = row[7:12]
    if not math.isfinite(step_s):
        raise ValueError("the curve's step is not finite")
    curve = EmotionCurve(
        start_s,
        step_s,
        np.frombuffer(valence_curve, "<f4").astype(np.float32),
        np.frombuffer(arousal_curve, "<f4").astype(np.float32),
        tuple(MOOD_OF[letter] for letter in mood_curve),
    )
    heads = unpack_heads(row[12:15])
    return TrackEmotion(
        duration_s, valence, arousal, tension, confidence, unpack_moods(moods), curve, heads,
        ModelRef(*row[15:18]), bool(truncated),
    )  # fmt: skip
