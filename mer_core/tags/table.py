"""Every field that Moodline may write, as one table: a row per field, a rule per kind of tag. Pure.

The tag modules in ``storage`` spell and recognise fields by this table alone, and docs/TAGS.md is
held to it. Where a kind of tag has no name for a field, the field is not written there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mer_core.tags import foreign
from mer_core.tags.fields import (
    AROUSAL,
    AROUSAL_RANGE,
    MODEL,
    MOOD,
    OWN_FIELDS,
    SCORES,
    VALENCE,
    VALENCE_RANGE,
)

ENERGY, BPM, KEY = "ENERGYLEVEL", "BPM", "INITIALKEY"
TIMELINE = "MOOD_TIMELINE"
COMMENT, GROUPING = "COMMENT", "GROUPING"
QUODLIBET = "QUODLIBET::"

ID3_4, ID3_3, VORBIS, MP4, APE, ASF = FAMILIES = (
    "ID3v2.4", "ID3v2.3", "Vorbis comment", "MP4", "APEv2", "ASF",
)  # fmt: skip

#: OURS is written and taken out as we like; FILLED only where nobody else wrote it; of a BLOCK
#: field, which is other people's, only what stands between our own marks.
OURS, FILLED, BLOCK = "ours", "filled", "block"

#: What a profile chooses by, with what it is in a few words.
GROUPS: Mapping[str, str] = {
    "mood": "mood words",
    "numbers": "valence and arousal",
    "scores": "a score for each mood",
    "ranges": "how far valence and arousal move",
    "model": "which model said it, when and how",
    "energy": "energy level, where there is none",
    "bpm": "beats per minute, where there is none",
    "key": "key, where there is none",
    "timeline": "the emotion over time",
    "quodlibet": "a copy of the numbers for Quod Libet",
    "comment": "moods in a marked block of the comment",
    "grouping": "moods in a marked block of the grouping",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One row: the field's ``name`` inside Moodline, its group, its kind, and what it is called in
    each of FAMILIES ("" where it is not written).
    """

    name: str
    group: str
    kind: str
    natives: tuple[str, ...]

    def native(self, family: str) -> str:
        """What the field is called in this kind of tag; "" where it is not written there."""
        return self.natives[FAMILIES.index(family)]


def _named(name: str, group: str, kind: str = OURS, *, spelled: str = "") -> Field:
    """A field that everybody may name as he likes: the same in every kind of tag."""
    said = spelled or name
    txxx, freeform = f"TXXX:{said}", f"----:com.apple.iTunes:{said}"
    return Field(name, group, kind, (txxx, txxx, name, freeform, said, said))


def _mirrored(name: str, *, only_2_3: bool = False) -> Field:
    native = f"TXXX:QuodLibet::{name.lower()}"
    natives = ("" if only_2_3 else native, native, "", "", "", "")
    return Field(QUODLIBET + name, "quodlibet", OURS, natives)


#: In the order in which new fields are added to a file.
TABLE: tuple[Field, ...] = (
    Field(MOOD, "mood", OURS, (
        "TMOO", "TXXX:MOOD", "MOOD", "----:com.apple.iTunes:MOOD", "Mood", "WM/Mood")),
    _named(VALENCE, "numbers"),
    _named(AROUSAL, "numbers"),
    *(_named(field, "scores") for field in SCORES),
    _named(VALENCE_RANGE, "ranges"),
    _named(AROUSAL_RANGE, "ranges"),
    _named(MODEL, "model"),
    _named(ENERGY, "energy", FILLED, spelled="EnergyLevel"),
    Field(BPM, "bpm", FILLED, ("TBPM", "TBPM", "BPM", "tmpo", "BPM", "WM/BeatsPerMinute")),
    # Never a Vorbis field KEY: Mixed In Key keeps its own there.
    Field(KEY, "key", FILLED, (
        "TKEY", "TKEY", "INITIALKEY", "----:com.apple.iTunes:initialkey", "INITIALKEY",
        "WM/InitialKey")),
    _named(TIMELINE, "timeline"),
    _mirrored(MOOD, only_2_3=True),
    *(_mirrored(field) for field in (VALENCE, AROUSAL, *SCORES)),
    # WMA keeps its comment outside the attributes, and no DJ program reads it there.
    Field(COMMENT, "comment", BLOCK, ("COMM", "COMM", "COMMENT", "\xa9cmt", "Comment", "")),
    Field(GROUPING, "grouping", BLOCK, (
        "TIT1", "TIT1", "GROUPING", "\xa9grp", "Grouping", "WM/ContentGroupDescription")),
)  # fmt: skip
BY_NAME: Mapping[str, Field] = {field.name: field for field in TABLE}
BLOCK_FIELDS = tuple(field.name for field in TABLE if field.kind == BLOCK)

#: Other names under which others keep what we only fill in.
ALIASES: Mapping[str, tuple[str, ...]] = {BPM: ("TEMPO", "FBPM"), KEY: ("KEY",)}
_ALIASES = tuple(alias for aliases in ALIASES.values() for alias in aliases)
_FREE = (*OWN_FIELDS, *foreign.FIELDS, *_ALIASES, *BY_NAME)


def _by_native(families: Iterable[str]) -> dict[str, str]:
    found = {field.native(f).upper(): field.name for field in TABLE for f in families}
    return {native: name for native, name in found.items() if native}


_ID3_NAMES = _by_native((ID3_4, ID3_3)) | {f"COMM:{foreign.MUSICMATCH}": foreign.MUSICMATCH}
_NAMES: Mapping[str, Mapping[str, str]] = {
    family: _ID3_NAMES if family in (ID3_4, ID3_3) else _by_native((family,)) for family in FAMILIES
}
_PREFIXES = {ID3_4: "TXXX:", ID3_3: "TXXX:", MP4: "----:COM.APPLE.ITUNES:"}


def name_of(native: str, family: str) -> str:
    """The field that is called ``native`` in this kind of tag, in any case; "" for one that means
    nothing to us.
    """
    key = native.upper()
    known = _NAMES[family].get(key)
    if known is not None:
        return known
    prefix = _PREFIXES.get(family, "")
    free = key.removeprefix(prefix)
    if not key.startswith(prefix):
        return ""
    is_block = free in BLOCK_FIELDS
    return free if not is_block and free in _FREE else ""


def kinds_of(fields: Iterable[str]) -> str:
    """What ``fields`` are about, in a few words."""
    kinds = {VALENCE: "valence", AROUSAL: "arousal"}
    named = (kinds.get(field, BY_NAME[field].group) for field in fields)
    return ", ".join(dict.fromkeys(named)) or "spelling"
