"""Moods as the texts that are stored."""

from __future__ import annotations

from collections.abc import Iterable

from mer_core.emotion import MoodScore

#: The letter of each mood in a stored mood curve. Libraries on disk depend on it: add at the end,
#: never change.
LETTERS = {
    "happy": "h", "energetic": "e", "tense": "t", "angry": "a", "sad": "s", "nostalgic": "n",
    "solemn": "o", "calm": "c", "tender": "r", "dreamy": "d", "uncertain": "u",
}  # fmt: skip
MOOD_OF = {letter: mood for mood, letter in LETTERS.items()}


def pack_moods(moods: Iterable[MoodScore]) -> str:
    """Moods as the text that is stored: each as " name:score", scores exact."""
    return "".join(f" {mood.name}:{float(mood.score)!r}" for mood in moods)


def unpack_moods(text: str | None) -> tuple[MoodScore, ...]:
    """The moods of a stored text. Raises ValueError where it is damaged."""
    pairs = (part.partition(":") for part in (text or "").split())
    return tuple(MoodScore(name, float(score)) for name, _, score in pairs)
