"""Mood as tag fields: which there are, what their text looks like, how they are read back. Pure."""

from __future__ import annotations

import datetime
import hashlib
import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mer_core.emotion import MOODS, NOT_CORRECTED, Correction, MoodScore, TrackEmotion
from mer_core.tags import foreign

Texts = Mapping[str, tuple[str, ...]]

MOOD = "MOOD"
VALENCE, AROUSAL = "MOOD_VALENCE", "MOOD_AROUSAL"
VALENCE_RANGE, AROUSAL_RANGE = "MOOD_VALENCE_RANGE", "MOOD_AROUSAL_RANGE"
MODEL = "MOOD_MODEL"
SCORES: Mapping[str, str] = {f"MOOD_{mood.upper()}": mood for mood in MOODS}

#: Every field Moodline writes, in the order in which new ones are added to a file. All others are
#: foreign.
OWN_FIELDS = (MOOD, VALENCE, AROUSAL, *SCORES, VALENCE_RANGE, AROUSAL_RANGE, MODEL)

HOW = ("auto", "reviewed", "manual")
MOODS_WRITTEN = 3
SECOND_MOOD_FROM = 0.5

_RANGE = re.compile(r"\s*(\d\.\d+)-(\d\.\d+)\s*")
_STAMP = re.compile(r" \d{4}-\d{2}-\d{2} \w+$")
_WEIGHTS = re.compile(r" ([0-9a-f]{8})(?: |$)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f;/]")


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ValueError(message)


def _in_unit(value: float | None) -> bool:
    return value is None or (math.isfinite(value) and 0.0 <= value <= 1.0)


@dataclass(frozen=True, slots=True)
class MoodTags:
    """The mood of one file as its tags say it.

    ``moods`` are words as they stand in the file, the strongest first. ``valence``, ``arousal`` and
    their ranges (5th to 95th percentile over the song) are in [0, 1] here, as tags have them: 0.5
    is neutral. ``scores`` in [0, 1]. ``model`` names what made them. Empty means that the file says
    nothing.
    """

    moods: tuple[str, ...] = ()
    valence: float | None = None
    arousal: float | None = None
    scores: tuple[MoodScore, ...] = ()
    valence_range: tuple[float, float] | None = None
    arousal_range: tuple[float, float] | None = None
    model: str = ""

    def __post_init__(self) -> None:
        for name in ("valence", "arousal"):
            _require(_in_unit(getattr(self, name)), f"{name} outside [0, 1]")
            for value in getattr(self, f"{name}_range") or ():
                _require(_in_unit(value), f"{name}_range outside [0, 1]")

    @classmethod
    def of(
        cls,
        emotion: TrackEmotion,
        *,
        date: datetime.date,
        how: str = "reviewed",
        correction: Correction = NOT_CORRECTED,
    ) -> MoodTags:
        """What to write for ``emotion`` where a person has corrected it or not. What the model is
        uncertain of is left out, so that no guess enters a file.

        The strongest mood is always named, up to two more where they score at least 0.5; of
        corrected moods, all. A range that is not of the corrected figure is left out. ``how`` is
        "auto", "reviewed" or "manual", which it is where anything is corrected.
        """
        _require(how in HOW, f"unknown way {how!r}")
        corrected = correction.fields
        told = [
            name for name in ("valence", "arousal") if name in corrected or not emotion.uncertain
        ]
        now = correction.over(emotion)
        if now.uncertain and not told:
            return cls()
        scores = tuple(score for score in now.moods if score.name in MOODS)
        named = [s.name for i, s in enumerate(scores) if i == 0 or s.score >= SECOND_MOOD_FROM]
        ref, how = emotion.model, "manual" if correction else how
        ranged = [name for name in told if name not in corrected and emotion.curve.num_steps]
        ranges = {name: _range_to_unit(emotion.curve.range_of(name)) for name in ranged}
        return cls(
            moods=tuple(
                name.capitalize() for name in named[: None if correction.moods else MOODS_WRITTEN]
            ),
            valence=_to_unit(now.valence) if "valence" in told else None,
            arousal=_to_unit(now.arousal) if "arousal" in told else None,
            scores=tuple(MoodScore(s.name, round(s.score, 3)) for s in scores),
            valence_range=ranges.get("valence"),
            arousal_range=ranges.get("arousal"),
            model=f"moodline/{ref.id}@{ref.version} {ref.sha256[:8]} {date.isoformat()} {how}",
        )

    def texts(self) -> dict[str, tuple[str, ...]]:
        """The fields to write and their values. Raises ValueError for a word no tag can carry."""
        for word in (*self.moods, self.model.replace("/", "")):
            _require(
                not _CONTROL.search(word) and word == word.strip(),
                f"the mood {word!r} holds a sign that separates moods in some file formats",
            )
        texts: dict[str, tuple[str, ...]] = {MOOD: tuple(dict.fromkeys(filter(None, self.moods)))}
        for field, value in ((VALENCE, self.valence), (AROUSAL, self.arousal)):
            texts[field] = () if value is None else (_number(value),)
        for score in self.scores:
            if score.name in MOODS:
                texts[f"MOOD_{score.name.upper()}"] = (_number(score.score),)
        ranges = ((VALENCE_RANGE, self.valence_range), (AROUSAL_RANGE, self.arousal_range))
        for field, span in ranges:
            texts[field] = () if span is None else ("-".join(_number(end) for end in span),)
        texts[MODEL] = (self.model,) if self.model else ()
        return {field: values for field, values in texts.items() if values}

    @classmethod
    def from_texts(cls, texts: Texts) -> MoodTags:
        """Read what a file says. Text that is no number in range counts as missing."""
        scores = {mood: _parsed(texts, field) for field, mood in SCORES.items()}
        valence, arousal = _parsed(texts, VALENCE), _parsed(texts, AROUSAL)
        return cls(
            moods=_distinct(texts.get(MOOD) or foreign.moods(texts)),
            valence=foreign.valence(texts) if valence is None else valence,
            arousal=foreign.arousal(texts) if arousal is None else arousal,
            scores=tuple(MoodScore(m, value) for m, value in scores.items() if value is not None),
            valence_range=_parsed_range(texts.get(VALENCE_RANGE)),
            arousal_range=_parsed_range(texts.get(AROUSAL_RANGE)),
            model=next(iter(texts.get(MODEL, ())), ""),
        )


def settled(wanted: Texts, held: Texts) -> dict[str, tuple[str, ...]]:
    """``wanted``, with the date and way of the last write kept where nothing else would change."""
    same = _statement(wanted) == _statement(held)
    return dict(wanted) | ({MODEL: held[MODEL]} if same and held.get(MODEL) else {})


def gist(texts: Texts) -> str:
    """What our own fields say, in short: equal where a write would change nothing, "" for nothing.

    The first eight letters are those of the weights that MOOD_MODEL names, or dashes.
    """
    statement = _statement(texts)
    if not statement:
        return ""
    named = _WEIGHTS.search(" ".join(statement.get(MODEL, ())))
    digest = hashlib.sha256(json.dumps(sorted(statement.items())).encode()).hexdigest()
    return f"{named[1] if named else '-' * 8}:{digest[:16]}"


def _statement(texts: Texts) -> dict[str, tuple[str, ...]]:
    """Our own fields, without when and how they came to be written."""
    own = {field: tuple(texts[field]) for field in OWN_FIELDS if texts.get(field)}
    if MODEL in own:
        own[MODEL] = tuple(_STAMP.sub("", text) for text in own[MODEL])
    return own


def split_moods(values: Iterable[str], separators: str = ";") -> tuple[str, ...]:
    """Several moods in one string, taken apart at any of ``separators``; blank ones are dropped."""
    parts = (part.strip() for v in values for part in re.split(f"[{re.escape(separators)}]", v))
    return tuple(part for part in parts if part)


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Without repetitions in any case; the first spelling stays."""
    seen: dict[str, str] = {}
    for word in words:
        seen.setdefault(word.casefold(), word)
    return tuple(seen.values())


def _to_unit(value: float) -> float:
    """From [-1, 1] inside to [0, 1] in tags, three decimals."""
    return round(min(max((value + 1.0) / 2.0, 0.0), 1.0), 3)


def _range_to_unit(span: tuple[float, float]) -> tuple[float, float]:
    return _to_unit(span[0]), _to_unit(span[1])


def _number(value: float) -> str:
    _require(_in_unit(value), f"{value} cannot be written into a tag")
    return f"{abs(value):.3f}"


def _parsed(texts: Texts, field: str) -> float | None:
    return foreign.number(texts, {field: 1.0})


def _parsed_range(values: tuple[str, ...] | None) -> tuple[float, float] | None:
    match = _RANGE.fullmatch(values[0]) if values else None
    if match is None or max(float(match[1]), float(match[2])) > 1.0:
        return None
    return float(match[1]), float(match[2])
