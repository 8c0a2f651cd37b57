"""Analyses that another Moodline exported (see exports/analyses.py)."""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from mer_core.arrays import FloatArray
from mer_core.emotion import EmotionCurve, Heads, ModelRef, MoodScore, TrackEmotion
from mer_core.errors import InputError
from mer_core.exports.analyses import KIND, VERSION
from mer_core.library.mood_text import MOOD_OF

_MAX_LINE = 64 * 2**20
_HASH = re.compile(r"[0-9a-f]{16,128}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Heard:
    """What a model said of a sound."""

    audio_hash: str
    emotion: TrackEmotion


def holds_analyses(path: Path) -> bool:
    """Whether the file at ``path`` says that it is such an export. Raises InputError where it
    cannot be read, or comes from a newer Moodline.
    """
    try:
        with path.open("rb") as file:
            head = _line(file)
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}).") from error
    except ValueError:
        return False
    if head is None or head.get("moodline") != KIND:
        return False
    if head.get("version") != VERSION:
        raise InputError(f"{path} was written by a newer Moodline; update this one.")
    return True


def read_analyses(path: Path) -> Iterator[tuple[int, Heard | str]]:
    """Each line's number with its analysis, or with the reason why it holds none."""
    with path.open("rb") as file:
        _line(file)
        line = 1
        while True:
            line += 1
            try:
                values = _line(file)
                if values is None:
                    return
                found: Heard | str = heard_of(values)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                found = f"it is no analysis ({type(error).__name__}: {error})."
            yield line, found


def _line(file: BinaryIO) -> dict[str, Any] | None:
    """The next line's object, None at the end. Raises ValueError."""
    source = file.readline(_MAX_LINE)
    if not source:
        return None
    values = json.loads(source)
    if not isinstance(values, dict):
        raise ValueError("no object")
    return values


def heard_of(values: dict[str, Any]) -> Heard:
    """An analysis out of values that nobody has checked. Raises ValueError, KeyError, TypeError."""
    audio_hash, model = values["audio_hash"], ModelRef(**values["model"])
    if not _HASH.fullmatch(audio_hash) or not _SHA256.fullmatch(model.sha256):
        raise ValueError("a hash is none")
    if not all(isinstance(text, str) and text.isprintable() for text in (model.id, model.version)):
        raise ValueError("the model has no name")
    curve, heads = values["curve"], values["heads"]
    if not math.isfinite(curve["step_s"]):
        raise ValueError("the curve's step is not finite")
    emotion = TrackEmotion(
        duration_s=float(values["duration_s"]),
        valence=float(values["valence"]),
        arousal=float(values["arousal"]),
        tension=float(values["tension"]),
        confidence=float(values["confidence"]),
        moods=tuple(MoodScore(name, float(score)) for name, score in values["moods"]),
        curve=EmotionCurve(
            float(curve["start_s"]), float(curve["step_s"]), _floats(curve["valence"]),
            _floats(curve["arousal"]), tuple(MOOD_OF[letter] for letter in curve["moods"]),
        ),
        heads=None if heads is None else Heads(**{n: _tuple(heads[n]) for n in heads}),
        model=model,
        truncated=bool(values["truncated"]),
    )  # fmt: skip
    return Heard(audio_hash, emotion)


def _floats(text: str | list[float]) -> FloatArray:
    """A curve in base64, or as it is."""
    if isinstance(text, list):
        return np.array(text, np.float32)
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
    values: FloatArray = np.frombuffer(data, "<f4").astype(np.float32)
    return values


def _tuple(values: Any) -> tuple[float, ...] | None:
    return None if values is None else tuple(float(value) for value in values)
