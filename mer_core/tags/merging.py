"""What a profile makes of what is to be said and of what a file says already. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mer_core.emotion import LEAST_ENERGY, MOODS, MOST_ENERGY
from mer_core.tags.fields import MODEL, MOOD, MoodTags, Texts, settled
from mer_core.tags.mood_block import with_block
from mer_core.tags.profiles import ADD, EMPTY, OWN, Profile
from mer_core.tags.table import (
    ALIASES,
    BLOCK,
    BPM,
    ENERGY,
    FILLED,
    KEY,
    QUODLIBET,
    TABLE,
    TIMELINE,
    Field,
)

#: What a tempo may be, in beats a minute.
MIN_BPM, MAX_BPM = 1, 999
#: As ID3 spells keys, or as disc jockeys count them.
_KEY = re.compile(r"[A-G][#b]?m?|\d{1,2}[ABdm]")
_OURS = re.compile(r"moodline/\S+ .* (auto|reviewed|manual)$")


@dataclass(frozen=True, slots=True)
class Saying:
    """All that may be said of one song; a profile chooses from it.

    ``energy`` 1 to 10, ``bpm`` in beats a minute, ``key`` as Am, F#m or 8A, ``timeline`` as
    ``timeline.written`` gives it; None or empty where nothing is known.
    """

    tags: MoodTags
    energy: int | None = None
    bpm: float | None = None
    key: str = ""
    timeline: str = ""

    def texts(self) -> dict[str, tuple[str, ...]]:
        """The values of all fields but those that are others'. Raises ValueError for what no tag
        can carry.
        """
        if self.key and not _KEY.fullmatch(self.key):
            raise ValueError(f"{self.key!r} is no musical key")
        if self.bpm is not None and not MIN_BPM <= self.bpm <= MAX_BPM:
            raise ValueError(f"{self.bpm} is no tempo")
        if self.energy is not None and self.energy not in range(LEAST_ENERGY, MOST_ENERGY + 1):
            raise ValueError(f"{self.energy} is no energy level")
        texts = self.tags.texts()
        more = {
            ENERGY: "" if self.energy is None else str(self.energy),
            BPM: "" if self.bpm is None else str(round(self.bpm)),
            KEY: self.key,
            TIMELINE: self.timeline,
        }
        mirror = {QUODLIBET + name: values for name, values in texts.items()}
        return texts | {name: (value,) for name, value in more.items() if value} | mirror


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the fields that a profile touches are to say, and of which groups nothing was changed
    on purpose: by group, a clause that says why.
    """

    texts: Texts
    kept: dict[str, str] = field(default_factory=dict)


def wanted(
    profile: Profile, saying: Saying, held: Texts, family: str, wrote: Texts | None = None
) -> Wanted:
    """What is to be written by ``profile`` where a file says ``held``.

    ``wrote`` is what this library's own last write put there, None where it wrote nothing. Raises
    ValueError for what no tag can carry.
    """
    manual = _is_manual(held) and wrote is None and not saying.tags.model.endswith(" manual")
    if manual and saying.tags != MoodTags():
        return Wanted({}, {"mood": "it was corrected by hand elsewhere"})
    said, texts, kept = saying.texts(), {}, {}
    for row in TABLE:
        if row.group not in profile.groups or not row.native(family):
            continue
        values, reason = _value(row, profile, said, held, wrote or {})
        if reason:
            kept[row.group] = reason
        else:
            texts[row.name] = values
    # Who said it is told where it is said, not where everything was kept.
    others = [name for name in texts if name != MODEL]
    if kept and all(texts[name] == held.get(name, ()) for name in others):
        texts.pop(MODEL, None)
    return Wanted(_dated(texts, held), kept)


def _value(
    row: Field, profile: Profile, said: Texts, held: Texts, wrote: Texts
) -> tuple[tuple[str, ...], str]:
    """What a field is to say; or why it is left alone."""
    now, new = tuple(held.get(row.name, ())), tuple(said.get(row.name, ()))
    if row.kind == BLOCK:
        return _blocked(now, tuple(said.get(MOOD, ()))), ""
    if row.kind == FILLED:
        others = any(held.get(alias) for alias in ALIASES.get(row.name, ()))
        is_ours = bool(now) and now == wrote.get(row.name)
        return (new, "") if is_ours or not (now or others) else (now, "there is one already")
    if row.name == MOOD and now:
        return _moods(profile, now, new, _own_words(held, wrote))
    if profile.existing == EMPTY and now:
        return now, "there is one already"
    return new, ""


def _moods(
    profile: Profile, now: tuple[str, ...], new: tuple[str, ...], own: set[str]
) -> tuple[tuple[str, ...], str]:
    foreign = tuple(word for word in now if word not in own)
    if profile.existing == EMPTY:
        return now, "there is one already"
    if profile.existing == OWN and foreign:
        return now, "others wrote it"
    if profile.existing == ADD:
        known = {word.casefold() for word in foreign}
        return (*foreign, *(word for word in new if word.casefold() not in known)), ""
    return new, ""


def _own_words(held: Texts, wrote: Texts) -> set[str]:
    """Which mood words in a file are ours: those we wrote; where we do not know, our vocabulary in
    a file that names our model.
    """
    if MOOD in wrote:
        return set(wrote[MOOD])
    is_ours = any(_OURS.match(text) for text in held.get(MODEL, ()))
    return {mood.capitalize() for mood in MOODS} if is_ours else set()


def _is_manual(held: Texts) -> bool:
    return any(match and match[1] == "manual" for match in map(_OURS.match, held.get(MODEL, ())))


def _blocked(now: tuple[str, ...], moods: tuple[str, ...]) -> tuple[str, ...]:
    """A comment with our block in it, or without one; nothing else of it changes."""
    text = with_block(now[0] if now else "", moods)
    return (text, *now[1:]) if text or now[1:] else ()


def _dated(texts: Texts, held: Texts) -> dict[str, tuple[str, ...]]:
    """``texts``, with the date and way of the last write where nothing else would change."""
    if MODEL not in texts:
        return dict(texts)
    own = {name: values for name, values in held.items() if name in texts}
    kept = settled({name: values for name, values in texts.items() if values}, own)
    return {name: kept.get(name, ()) for name in texts}


def added(texts: Texts, held: Texts, wrote: Texts | None) -> dict[str, tuple[str, ...]]:
    """Of what is written, the part that is ours: mood words that others did not write, and what
    fills a field. ``wanted`` is told of it as ``wrote`` the next time.
    """
    own = _own_words(held, wrote or {})
    foreign = {word for word in held.get(MOOD, ()) if word not in own}
    names = [MOOD, *(row.name for row in TABLE if row.kind == FILLED)]
    now = {name: tuple(texts[name]) for name in names if name in texts}
    if MOOD in now:
        now[MOOD] = tuple(word for word in now[MOOD] if word not in foreign)
    return {name: tuple(values) for name, values in (wrote or {}).items()} | now
