"""The emotion over time as one line of text in a tag: MOOD_TIMELINE. Its format stands in
docs/TAGS.md.

``v=1;t0=0.0;dt=1.0;n=240;ch=valence:u8,arousal:u8,class:u8;cls=happy|calm;enc=b64;d=...``: ``n``
values, one every ``dt`` seconds from ``t0`` on; the channels stand in ``d`` one after the other, a
byte a value. Valence and arousal: 0 is -1, 254 is 1; a class is a place in ``cls``. 255 is
uncertain.
"""

from __future__ import annotations

import base64
import binascii
import math
import re

import numpy as np

from mer_core.emotion import MOODS, MOODS_AND_UNCERTAIN, UNCERTAIN, EmotionCurve

VERSION = 1
#: A longer curve is written in coarser steps: 6 kB are enough for any file.
MAX_VALUES = 1500
_UNKNOWN, _TOP = 255, 254
_CHANNELS = "valence:u8,arousal:u8,class:u8"
_FORM = re.compile(
    r"v=1;t0=(\d{1,6}\.\d);dt=(\d{1,6}\.\d{1,3});n=(\d{1,5});"
    r"ch=valence:u8,arousal:u8,class:u8;cls=([a-z|]*);enc=b64;d=([A-Za-z0-9+/=]*)"
)


def written(curve: EmotionCurve) -> str:
    """``curve`` as a tag holds it; "" for one without a value."""
    if not curve.num_steps:
        return ""
    stride = -(-curve.num_steps // MAX_VALUES)
    words = curve.moods[::stride]
    classes = tuple(mood for mood in MOODS if mood in words)
    known = np.array([word != UNCERTAIN for word in words])
    channels = [
        np.where(known, np.rint((values[::stride] + 1.0) / 2.0 * _TOP), _UNKNOWN)
        for values in (curve.valence, curve.arousal)
    ]
    channels.append(
        np.array([classes.index(word) if word in classes else _UNKNOWN for word in words])
    )
    data = base64.b64encode(np.concatenate(channels).astype(np.uint8).tobytes()).decode("ascii")
    step_s = f"{curve.step_s * stride:.3f}".rstrip("0")
    step_s += "0" if step_s.endswith(".") else ""
    return (
        f"v={VERSION};t0={curve.start_s:.1f};dt={step_s};n={len(words)};ch={_CHANNELS};"
        f"cls={'|'.join(classes)};enc=b64;d={data}"
    )


def read(text: str) -> EmotionCurve | None:
    """The curve in a tag's text; None where it is damaged or of a version we do not know.

    Uncertain values have valence and arousal 0.
    """
    match = _FORM.fullmatch(text.strip())
    if match is None:
        return None
    start_s, step_s, count = float(match[1]), float(match[2]), int(match[3])
    classes = match[4].split("|") if match[4] else []
    try:
        data = np.frombuffer(base64.b64decode(match[5], validate=True), np.uint8)
    except binascii.Error:
        return None
    is_whole = len(data) == 3 * count and step_s > 0 and math.isfinite(step_s)
    if not is_whole or not set(classes) <= set(MOODS_AND_UNCERTAIN):
        return None
    valence, arousal, places = data.reshape(3, count)
    if any(place != _UNKNOWN and place >= len(classes) for place in places):
        return None
    moods = tuple(UNCERTAIN if place == _UNKNOWN else classes[place] for place in places)
    axes = [
        np.where(v == _UNKNOWN, 0.0, v.astype(np.float32) / _TOP * 2.0 - 1.0).astype(np.float32)
        for v in (valence, arousal)
    ]
    return EmotionCurve(start_s, step_s, axes[0], axes[1], moods)
