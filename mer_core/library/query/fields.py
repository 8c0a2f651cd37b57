"""The fields of the search language, each with its SQL.

Every condition is true or false, never NULL, so that "not" finds the tracks for which nothing is
known too. Text is always a parameter; the only names put into SQL are those of the tables below.

A "+" before a column keeps SQLite from seeking in that column's own index and then reading the wide
table row by row: going through the one index that covers all searched columns is quicker.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from mer_core.emotion import MOODS, MOODS_AND_UNCERTAIN
from mer_core.errors import InputError
from mer_core.library.literals import holding, needed
from mer_core.library.patterns import check_pattern
from mer_core.library.query.dates import days
from mer_core.library.query.numbers import Interval, Scale
from mer_core.library.query.tree import Term
from mer_core.library.text import fold, forms
from mer_core.library.tracks import MANUAL, STATES
from mer_core.tonality import Key

#: The least difference between the means of a song's last and first third that counts as rising or
#: falling.
RISE = 0.2

UNIT = Scale(near=0.1)
TIME = Scale(near=15.0, is_time=True, example="3:00, >3:00 or 3:00-4:00")
ENERGY = Scale(near=1.0, example="7, >7 or 7-10")
YEAR = Scale(near=1.0, example="1994, >1990 or 1990..1999")
PLACE = Scale(near=1.0, example="3, >3 or 1-5")
BPM = Scale(near=5.0, example="128, >120 or 120..130")
STARS = Scale(near=1.0, example="5, >=4 or 3..5")
PLAYS = Scale(near=1.0, example="0, >3 or 1..10")

#: What a file's tags state counts, else what was heard. Indexes have these very words.
BPM_SQL, TONALITY_SQL = "ifnull(tag_bpm, bpm)", "ifnull(tag_tonality, tonality)"
#: The user's stars count, else the file's; 0 for none.
RATING_SQL = "ifnull(ifnull(rating, tag_rating), 0)"

_CODEC = "char(10) || lower(codec) || char(10)"
TEXTS = {
    "title": "title_key", "artist": "artist_key", "album": "album_key", "genre": "genre_key",
    "albumartist": "album_artist_key", "path": "path_key", "codec": _CODEC, "format": _CODEC,
}  # fmt: skip
NUMBERS = {
    "valence": ("+valence", UNIT),
    "arousal": ("+arousal", UNIT),
    "tension": ("+tension", UNIT),
    "confidence": ("+confidence", UNIT),
    "spread": ("+spread", UNIT),
    "peak": ("+peak", UNIT),
    "energy": ("+energy", ENERGY),
    "duration": ("+duration_s", TIME),
    "year": ("year", YEAR),
    "track": ("track", PLACE),
    "disc": ("disc", PLACE),
    "bpm": (BPM_SQL, BPM),
    "rating": (RATING_SQL, STARS),
    "plays": ("plays", PLAYS),
}
_OTHERS = ("mood", "key", "state", "missing", "is", "rise", "fall", "at", "crate", "added",
           "played")  # fmt: skip
_ALIASES = {
    "conf": "confidence", "time": "duration", "length": "duration", "file": "path",
    "album_artist": "albumartist", "tracknumber": "track", "discnumber": "disc",
    "tempo": "bpm", "initialkey": "key", "energylevel": "energy",
    "stars": "rating", "playcount": "plays", "lastplayed": "played",
}  # fmt: skip
#: What a file can be.
KINDS = ("copy",)
#: What is said in place of a day: was it ever heard?
NEVER = "never"
FIELDS = (*TEXTS, *NUMBERS, *_OTHERS)

MISSING = {
    "mood": "+moods IS NULL",
    "title": "title = ''",
    "artist": "artist_key IS NULL",
    "album": "album_key IS NULL",
    "genre": "genre_key IS NULL",
    "codec": "codec = ''",
    "format": "codec = ''",
    "albumartist": "album_artist_key IS NULL",
    "year": "year IS NULL",
    "track": "track IS NULL",
    "disc": "disc IS NULL",
    "duration": "+duration_s IS NULL",
    "bpm": f"{BPM_SQL} IS NULL",
    "key": f"{TONALITY_SQL} IS NULL",
    "rating": f"{RATING_SQL} = 0",
    "plays": "plays = 0",
    "added": "added_at IS NULL",
    "played": "played_at IS NULL",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """An SQL expression over one row, and its parameters in order."""

    sql: str
    parameters: tuple[object, ...] = ()


def canonical(field: str) -> str:
    """The field that ``field`` is another name of, or itself."""
    return _ALIASES.get(field, field)


def track_condition(
    term: Term, state: Condition, in_crates: Callable[[Term], Condition]
) -> Condition:
    """What a term asks of a row of ``tracks``; ``state`` is the expression of its state,
    ``in_crates`` answers for the field "crate".
    """
    name = canonical(term.field)
    if term.form == "nothing":
        if name not in (*FIELDS, *MOODS) and not term.text:
            return _text("words", Term("", f"{term.field}:"))  # "Mission: Impossible"
        raise InputError(
            f'Nothing stands after "{term}"; to find what has none write {term.field}:"".'
        )
    if term.near and name not in (*NUMBERS, "key") and name not in MOODS:
        raise InputError(f'"~" finds numbers that are near, so "{term}" cannot be read.')
    if name in MISSING and term.form == "quoted" and not term.text:
        return Condition(MISSING[name])
    if not name:
        return _text("words", term)
    if name in TEXTS:
        return _named_text(name, term)
    if name in NUMBERS:
        expression, scale = NUMBERS[name]
        return number(expression, term, scale)
    if name in MOODS:
        return _mood_score(name, term)
    others = {"mood": _mood, "key": _key, "missing": _missing, "rise": _rise, "fall": _rise,
              "crate": in_crates, "is": _is}  # fmt: skip
    if name in others:
        return others[name](term)
    if name in ("added", "played"):
        return _moment(name, term)
    if name == "state":
        return _state(term, state)
    raise InputError(
        f'There is no field "{term.field}"; use {", ".join(FIELDS)} or a mood, '
        "or put the words in quotation marks."
    )


def choice(term: Term, names: tuple[str, ...], what: str) -> str:
    """The one of ``names`` that a term spells. Raises InputError with the list where it is none."""
    name = fold(term.text.strip())
    if name not in names or term.form == "regex" or term.operator not in ("", "="):
        raise InputError(
            f'"{term.operator}{term.text}" is no {what}; choose one of {", ".join(names)}.'
        )
    return name


def number(expression: str, term: Term, scale: Scale) -> Condition:
    """A number of a row in the interval that the term asks for; ``field:""`` asks for none."""
    if term.form == "quoted" and not term.text:
        return Condition(f"{expression} IS NULL")
    bounds = within(expression, scale.interval(term))
    return Condition(f"({expression} IS NOT NULL AND {bounds.sql})", bounds.parameters)


def within(expression: str, interval: Interval) -> Condition:
    """Whether an SQL expression that is never NULL lies in an interval."""
    parts, parameters = [], []
    if interval.low > -math.inf:
        parts.append(f"{expression} {'>' if interval.low_open else '>='} ?")
        parameters.append(interval.low)
    if interval.high < math.inf:
        parts.append(f"{expression} {'<' if interval.high_open else '<='} ?")
        parameters.append(interval.high)
    return Condition(f"({' AND '.join(parts) or '1'})", tuple(parameters))


def _text(column: str, term: Term) -> Condition:
    if term.form == "regex":
        return _matching(column, check_pattern(term.text))
    if term.operator == "=":
        sought = [f"\n{form}\n" for form in forms(term.text)]
    else:
        # < and > mean nothing for text: they are looked for as they stand.
        sought = list(forms(term.operator + term.text))
    found, parameters = holding(column, sought)
    return Condition(f"({column} IS NOT NULL AND {found})", parameters)


def _matching(column: str, pattern: str) -> Condition:
    held = [holding(column, words) for words in needed(pattern)]
    parts = [f"{column} IS NOT NULL", *(sql for sql, _ in held), f"matches(?, {column})"]
    words = [word for _, words in held for word in words]
    return Condition(f"({' AND '.join(parts)})", (*words, pattern))


def _named_text(name: str, term: Term) -> Condition:
    if term.form == "quoted" and not term.text:
        return Condition(MISSING.get(name, "0"))
    found = _text(TEXTS[name], term)
    if name in ("codec", "format"):
        # There are but a few of them.
        codecs = f"SELECT codec FROM (SELECT DISTINCT codec FROM tracks) WHERE {found.sql}"
        found = Condition(f"codec IN ({codecs})", found.parameters)
    if name != "format" or term.form == "regex":
        return found
    # People say WAV for a kind of file, the sound in it is called PCM.
    ending = f".{fold(term.text).removeprefix('.')}\n"
    return Condition(f"({found.sql} OR instr(path_key, ?) > 0)", (*found.parameters, ending))


def is_never(name: str, term: Term) -> bool:
    """Whether a term asks for what was never heard: "played:never"."""
    plain = term.form != "regex" and term.operator in ("", "=")
    return name == "played" and plain and fold(term.text.strip()) == NEVER


def _moment(name: str, term: Term) -> Condition:
    if is_never(name, term):
        return Condition(MISSING[name])
    column = f"{name}_at"
    bounds = within(column, days(term))
    return Condition(f"({column} IS NOT NULL AND {bounds.sql})", bounds.parameters)


def _state(term: Term, state: Condition) -> Condition:
    name = choice(term, (*STATES, MANUAL), "state")
    if name == MANUAL:
        return Condition(
            "id IN (SELECT t.id FROM corrections c JOIN tracks t ON t.audio_hash = c.audio_hash)"
        )
    return Condition(f"{state.sql} = ?", (*state.parameters, name))


def _mood(term: Term) -> Condition:
    mood = choice(term, MOODS_AND_UNCERTAIN, "mood")
    return _has_mood(mood, "= 1" if term.operator == "=" else "> 0")


def _key(term: Term) -> Condition:
    """A key by any of its names; with "~" those too that mix with it: its neighbours on the wheel
    and its relative.
    """
    key = Key.parse(term.text)
    if key is None or term.form == "regex" or term.operator not in ("", "="):
        raise InputError(f'"{term.operator}{term.text}" is no key; write for example 8A or Am.')
    ranks = [each.rank for each in (key.mixing if term.near else (key,))]
    return Condition(
        f"({TONALITY_SQL} IS NOT NULL AND {TONALITY_SQL} IN ({', '.join('?' * len(ranks))}))",
        tuple(ranks),
    )


def _has_mood(mood: str, place: str = "> 0") -> Condition:
    return Condition(f"(+moods IS NOT NULL AND instr(+moods, ?) {place})", (f" {mood}:",))


def mood_score_sql(mood: str) -> str:
    """A mood's score in a row, NULL where it is not among the track's moods."""
    # The cast reads the number at its beginning and stops at the space behind it.
    start = f" {mood}:"
    score = f"CAST(substr(moods, instr(moods, '{start}') + {len(start)}) AS REAL)"
    return f"iif(instr(moods, '{start}') > 0, {score}, NULL)"


def _mood_score(mood: str, term: Term) -> Condition:
    score = mood_score_sql(mood)
    named = _has_mood(mood)
    if term.form == "quoted" and not term.text:
        return Condition(f"NOT {named.sql}", named.parameters)
    bounds = within(score, UNIT.interval(term))
    return Condition(f"({named.sql} AND {bounds.sql})", (*named.parameters, *bounds.parameters))


def _missing(term: Term) -> Condition:
    return Condition(f"({MISSING[choice(term, tuple(MISSING), 'thing that can be missing')]})")


def _is(term: Term) -> Condition:
    """A copy: another file that is there holds the same sound."""
    choice(term, KINDS, "kind of file")
    # The first half is answered by an index alone, so that few rows are left for the second.
    return Condition(
        "(audio_hash IS NOT NULL AND audio_hash IN"
        " (SELECT audio_hash FROM tracks GROUP BY 1 HAVING count(*) > 1)"
        " AND EXISTS (SELECT 1 FROM tracks o WHERE o.audio_hash = tracks.audio_hash"
        " AND o.id != tracks.id AND NOT o.missing))"
    )


def _rise(term: Term) -> Condition:
    column = f"ifnull({choice(term, ('valence', 'arousal'), 'curve')}_rise, 0)"
    if term.field == "fall":
        return within(column, Interval(high=-RISE))
    return within(column, Interval(low=RISE))
