"""One word of a search as a rule of Navidrome's, or the sentence why there is none."""

from __future__ import annotations

import datetime
import math
import re

from mer_core.emotion import MOODS
from mer_core.errors import InputError
from mer_core.library.query.dates import days
from mer_core.library.query.fields import PLACE, TIME, YEAR, canonical
from mer_core.library.query.tree import Term

Rule = dict[str, object]

_TEXTS = {
    "title": "title", "artist": "artist", "album": "album", "genre": "genre",
    "albumartist": "albumartist", "path": "filepath",
}  # fmt: skip
_ANYWHERE = ("title", "artist", "album", "filepath")
_WHOLE_NUMBERS = {
    "year": ("year", YEAR), "track": ("tracknumber", PLACE), "disc": ("discnumber", PLACE),
}  # fmt: skip
_AGE = re.compile(r"(\d+(?:\.\d+)?)([hdwmy])", re.ASCII)
_DAYS = {"h": 1 / 24, "d": 1, "w": 7, "m": 30, "y": 365}
#: Navidrome has no "at least" for lengths; they are counted in hundredths at most.
_STEP_S = 0.001


def cannot(term: Term, why: str) -> InputError:
    """What to raise for words that Navidrome has no way to say."""
    return InputError(f"A Navidrome smart playlist cannot say {term}: {why}.")


def rule_of(term: Term, *, negated: bool) -> Rule:
    """The rule that says ``term``, or its opposite. Raises InputError where there is none."""
    name = canonical(term.field)
    if name in ("", *_TEXTS):
        return _text(term, _ANYWHERE if not name else (_TEXTS[name],), negated=negated)
    if name in _WHOLE_NUMBERS:
        return _whole_number(term, name, negated=negated)
    if name == "duration":
        return _duration(term, negated=negated)
    if name == "added":
        return _added(term, negated=negated)
    if name == "format" and term.form != "regex" and term.text:
        wanted = term.text.lower().removeprefix(".")
        return {"isNot" if negated else "is": {"filetype": wanted}}
    if name == "mood":
        return _mood(term, negated=negated)
    if name in MOODS or name in ("valence", "arousal", "tension", "energy"):
        raise cannot(term, "it reads the words of moods, and none of their figures")
    if name in ("rating", "plays", "played"):
        raise cannot(term, "its stars and plays are those of its own users")
    raise cannot(term, "it does not know this of a song")


def _text(term: Term, fields: tuple[str, ...], *, negated: bool) -> Rule:
    if term.form == "regex":
        raise cannot(term, "it has no patterns")
    if not term.text:
        raise cannot(term, "it cannot look for what is empty")
    if term.operator == "=":
        rules: list[Rule] = [{"isNot" if negated else "is": {name: term.text}} for name in fields]
    else:
        text = term.operator + term.text
        if re.search("[%_]", text):
            raise cannot(term, "% and _ stand for any letters there")
        rules = [{"notContains" if negated else "contains": {name: text}} for name in fields]
    return rules[0] if len(rules) == 1 else {"all" if negated else "any": rules}


def _mood(term: Term, *, negated: bool) -> Rule:
    if term.operator == "=":
        raise cannot(term, "it does not know which mood is the strongest")
    word = term.text.strip().casefold()
    if word not in MOODS:
        raise cannot(term, "it finds moods by their words alone")
    return {"notContains" if negated else "contains": {"mood": word}}


def _whole_number(term: Term, name: str, *, negated: bool) -> Rule:
    """What is not known is 0 in Navidrome, and must not be among the small numbers."""
    field, scale = _WHOLE_NUMBERS[name]
    if term.form == "quoted" and not term.text:
        return {"isNot" if negated else "is": {field: 0}}
    span = scale.interval(term)
    low = 1 if span.low == -math.inf else math.ceil(span.low)
    low += span.low_open and low == span.low
    high = None if span.high == math.inf else math.floor(span.high)
    if high is not None:
        high -= span.high_open and high == span.high
    if low == high:
        return {"isNot" if negated else "is": {field: low}}
    if negated:
        outside: list[Rule] = [{"lt": {field: low}}]
        return _joined(outside + ([] if high is None else [{"gt": {field: high}}]), "any")
    inside: list[Rule] = [{"gt": {field: low - 1}}]
    return _joined(inside + ([] if high is None else [{"lt": {field: high + 1}}]), "all")


def _duration(term: Term, *, negated: bool) -> Rule:
    if term.form == "quoted" and not term.text:
        raise cannot(term, "it cannot look for what is empty")
    span = TIME.interval(term)
    rules: list[Rule] = []
    if span.low > -math.inf:
        rules.append(_bound("lt" if negated else "gt", span.low, itself=span.low_open == negated))
    if span.high < math.inf:
        rules.append(_bound("gt" if negated else "lt", span.high, itself=span.high_open == negated))
    return _joined(rules, "any" if negated else "all")


def _bound(operator: str, seconds: float, *, itself: bool) -> Rule:
    """Longer ("gt") or shorter ("lt") than that, or as long ``itself``."""
    step = {"gt": -_STEP_S, "lt": _STEP_S}[operator] * itself
    return {operator: {"duration": round(seconds + step, 3)}}


def _added(term: Term, *, negated: bool) -> Rule:
    if term.form == "quoted" and not term.text:
        raise cannot(term, "it cannot look for what is empty")
    if age := _AGE.fullmatch(term.text.strip()):
        number = float(age[1]) * _DAYS[age[2]]
        if number != int(number):
            raise cannot(term, "it counts whole days")
        is_older = (term.operator in (">", ">=")) != negated
        return {"notInTheLast" if is_older else "inTheLast": {"dateadded": int(number)}}
    span = days(term)
    rules: list[Rule] = []
    if span.low > -math.inf:
        rules.append({"before" if negated else "after": {"dateadded": _day(span.low)}})
    if span.high < math.inf:
        rules.append({"after" if negated else "before": {"dateadded": _day(span.high)}})
    return _joined(rules, "any" if negated else "all")


def _day(seconds: float) -> str:
    return datetime.datetime.fromtimestamp(seconds).date().isoformat()


def _joined(rules: list[Rule], how: str) -> Rule:
    return rules[0] if len(rules) == 1 else {how: rules}
