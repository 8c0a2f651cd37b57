"""A search in words, as it was understood."""

from __future__ import annotations

import math

from mer_core.emotion import MOODS
from mer_core.library.query.fields import NUMBERS, TEXTS, UNIT, canonical, is_never
from mer_core.library.query.numbers import Interval, Scale
from mer_core.library.query.tree import At, Every, Node, Not, Term
from mer_core.tonality import Key

_COMPARED = {">": "more than", ">=": "at least", "<": "less than", "<=": "at most"}
_AGED = {"": "at most", ">": "more than", ">=": "at least", "<": "less than", "<=": "at most"}


def in_words(node: Node, *, inside: bool = False) -> str:
    """What a search that can be understood (see ``search.condition_of``) asks for; ``inside``:
    within another, so that brackets are needed.
    """
    if isinstance(node, Term):
        return _term(node)
    if isinstance(node, Not):
        return f"not {in_words(node.part, inside=True)}"
    if isinstance(node, At):
        part = in_words(node.part, inside=True)
        return f"from {_interval(_scale_of_time(), node.span)} of the song: {part}"
    if not node.parts:
        return "all songs"
    joint = " and " if isinstance(node, Every) else " or "
    words = joint.join(in_words(part, inside=True) for part in node.parts)
    return f"({words})" if inside else words


def _term(term: Term) -> str:
    name = canonical(term.field)
    if term.form == "nothing":
        return f"a name holds “{term.field}:”"
    if not name:
        return "a name " + _held(term)
    if term.form == "quoted" and not term.text:
        return "is in no plain crate" if name == "crate" else f"has no {name}"
    if name in TEXTS:
        return f"the {name} {_held(term)}"
    if name in NUMBERS:
        return f"{name} {_interval(NUMBERS[name][1], term)}"
    if name in MOODS:
        return f"is {name} by {_interval(UNIT, term)}"
    return _other(name, term)


def _other(name: str, term: Term) -> str:
    text = term.text.strip().casefold()
    if name == "mood":
        return f"the strongest mood is {text}" if term.operator else f"{text} is among the moods"
    if name == "key":
        key = Key.parse(term.text)
        keys = key.mixing if key is not None and term.near else (key,)
        return "the key is " + " or ".join(map(str, keys))
    if is_never(name, term):
        return "was never played"
    if name in ("added", "played"):
        is_age = text[-1:].isalpha()
        operator = _AGED[term.operator] if is_age and term.operator != "=" else term.operator
        what = "was added" if name == "added" else "was last played"
        return f"{what} {operator} {text}{' ago' if is_age else ''}".replace("  ", " ")
    if name == "crate":
        return f"is in the crate “{term.text}”"
    if name == "state":
        return "was corrected by hand" if text == "manual" else f"the state is {text}"
    if name == "is":
        return f"is a {text}"
    if name == "missing":
        return f"has no {text}"
    return f"{text} {'rises' if name == 'rise' else 'falls'} from the first third to the last"


def _held(term: Term) -> str:
    if term.form == "regex":
        return f"matches /{term.text}/"
    return f"is “{term.text}”" if term.operator == "=" else f"holds “{term.operator}{term.text}”"


def _interval(scale: Scale, term: Term) -> str:
    if term.operator in _COMPARED:
        return f"{_COMPARED[term.operator]} {term.text}"
    found: Interval = scale.interval(term)
    if found.low == -math.inf:
        return f"at most {_number(scale, found.high)}"
    if found.high == math.inf:
        return f"at least {_number(scale, found.low)}"
    if term.near or ".." in term.text or "-" in term.text.lstrip("-+−–"):
        return f"{_number(scale, found.low)} to {_number(scale, found.high)}"
    return term.text.strip()


def _scale_of_time() -> Scale:
    return NUMBERS["duration"][1]


def _number(scale: Scale, value: float) -> str:
    if not scale.is_time:
        return f"{value:g}"
    minutes, seconds = divmod(value, 60.0)
    return f"{minutes:.0f}:{seconds:02.0f}"
