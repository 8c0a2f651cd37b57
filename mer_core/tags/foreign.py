"""Moods that other programs wrote: read where our own field is missing, never written.

| field | who writes it | how |
|---|---|---|
| ``MusicMatch_Mood`` (a comment) | MusicMatch | words |
| ``ESSENTIA_MOOD`` | Essentia-to-Metadata | words |
| ``1T_VALENCE``, ``1T_ENERGY`` | OneTagger | 0 to 100 |
| ``ab:mood`` | Picard's AcousticBrainz plug-in | words, "Not happy" among them |
| ``ab:hi:mood_happy:happy`` and so on | the same | probabilities, 0 to 1 |
| ``mood_relaxed``, ``mood_aggressive``, ``mood_party`` | beets (xtractor), Jaikoz | the same |
| ``valence``, ``energy`` | VibeNet (a beets plug-in) | 0 to 1 |

Picard and beets write words into the mood field that we write too, and ``mood_happy`` and
``mood_sad`` are scores of ours as well: see fields.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Texts = Mapping[str, tuple[str, ...]]

MUSICMATCH = "MUSICMATCH_MOOD"
_WORDS = (MUSICMATCH, "ESSENTIA_MOOD", "AB:MOOD")
_CLASSES = ("HAPPY", "SAD", "AGGRESSIVE", "RELAXED", "PARTY")
_PROBABILITIES = {
    **{f"AB:HI:MOOD_{name}:{name}": name.capitalize() for name in _CLASSES},
    **{f"MOOD_{name}": name.capitalize() for name in ("AGGRESSIVE", "RELAXED", "PARTY")},
}
#: The fields of a number, each with its value for 1.
_VALENCE = {"1T_VALENCE": 100.0, "VALENCE": 1.0}
_AROUSAL = {"1T_ENERGY": 100.0, "ENERGY": 1.0}
_PROBABLE = 0.5
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?(?:[eE]-\d+)?)\s*", re.ASCII)

#: Their names in capitals, as files are searched for them.
FIELDS = (*_WORDS, *_PROBABILITIES, *_VALENCE, *_AROUSAL)


def moods(texts: Texts) -> tuple[str, ...]:
    """The words that others wrote, or those they hold for probable, the most probable first."""
    for field in _WORDS:
        words = tuple(w for w in texts.get(field, ()) if not w.casefold().startswith("not "))
        if words:
            return words
    sure: dict[str, float] = {}
    for field, word in _PROBABILITIES.items():
        sure[word] = max(sure.get(word, 0.0), number(texts, {field: 1.0}) or 0.0)
    found = [word for word in sure if sure[word] >= _PROBABLE]
    return tuple(sorted(found, key=lambda word: -sure[word]))


def valence(texts: Texts) -> float | None:
    """In [0, 1], as tags have it."""
    return number(texts, _VALENCE)


def arousal(texts: Texts) -> float | None:
    """In [0, 1]; others call it energy."""
    return number(texts, _AROUSAL)


def number(texts: Texts, scales: Mapping[str, float]) -> float | None:
    """The first number in [0, 1] among these fields, divided by their scales; what is no such
    number, as what Mixed In Key keeps in a field of the same name, is passed over.
    """
    for field, scale in scales.items():
        values = texts.get(field) or ("",)
        match = _NUMBER.fullmatch(values[0])
        if match and float(match[1]) <= scale:
            return float(match[1]) / scale
    return None
