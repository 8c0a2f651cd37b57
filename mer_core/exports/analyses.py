"""Analyses by the sound they are of, so that another machine need not make them again.

JSON Lines: the first line says what the file is, every other one is one analysis. The sound is told
by the hash of its packets, so it does not matter what the file is called there or how it is tagged.
Figures are exact: the curves are float32, little-endian, in base64. `mer import` reads it.
"""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import Any

from mer_core.emotion import TrackEmotion
from mer_core.exports.request import Exported, Request
from mer_core.exports.table import json_line
from mer_core.library.mood_text import LETTERS

KIND, VERSION = "analyses", 1


def analyses(request: Request) -> Exported:
    """The current analysis of every song, each sound once; songs without one are left out."""
    lines = [json_line({"moodline": KIND, "version": VERSION})]
    seen: set[str] = set()
    for row in request.songs:
        audio_hash = row.track.audio_hash
        emotion = request.emotion_of(row.track.id) if audio_hash not in seen else None
        if emotion is not None:
            seen.add(audio_hash)
            lines.append(json_line({"audio_hash": audio_hash, **plain(emotion)}))
    return Exported("".join(line + "\n" for line in lines).encode("ascii"))


def plain(emotion: TrackEmotion) -> dict[str, Any]:
    """An analysis as JSON holds it."""
    curve = emotion.curve
    return {
        "model": asdict(emotion.model),
        "duration_s": emotion.duration_s,
        "truncated": emotion.truncated,
        "valence": emotion.valence,
        "arousal": emotion.arousal,
        "tension": emotion.tension,
        "confidence": emotion.confidence,
        "moods": [[mood.name, mood.score] for mood in emotion.moods],
        "curve": {
            "start_s": curve.start_s,
            "step_s": curve.step_s,
            "valence": base64.b64encode(curve.valence.astype("<f4").tobytes()).decode(),
            "arousal": base64.b64encode(curve.arousal.astype("<f4").tobytes()).decode(),
            "moods": "".join(LETTERS[mood] for mood in curve.moods),
        },
        "heads": None if emotion.heads is None else asdict(emotion.heads),
    }
