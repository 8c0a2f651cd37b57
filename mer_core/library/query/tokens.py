"""The search text, cut into tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from mer_core.errors import InputError
from mer_core.library.text import fold

OPEN, CLOSE, OR, NOT, FIELD, WORD, END = "open", "close", "or", "not", "field", "word", "end"

_FIELD = re.compile(r"(~?)([A-Za-z_]+):")
_OPERATOR = re.compile(r">=|<=|=|>|<")
_QUOTES = '"“”„‟«»＂'
_QUOTED = re.compile(
    rf'"((?:\\.|[^"\\])*)"|[{_QUOTES}]((?:\\.|[^{_QUOTES}\\])*)[{_QUOTES}]', re.DOTALL
)
_ESCAPED = re.compile(r'\\(["\\])')
_REGEX = re.compile(r"/((?:\\.|[^/\\])+)/(?=[\s()|]|$)", re.DOTALL)
_BARE = re.compile(r"[^\s()|]+")  # a quotation mark within is an inch: 12"
_QUODLIBET = re.compile(r"#\(([^()]*)\)")
_COMPARISON = re.compile(r"\s*([A-Za-z_]+)\s*(!=|>=|<=|=|>|<)\s*([^\s<>=!]+)\s*")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the search text.

    ``text`` is a field's name or a word without its quotes, slashes and operator; ``operator`` is
    one of "", "=", ">", ">=", "<", "<="; ``form`` tells a "bare" word from a "quoted" one, a
    "regex" and "nothing", where a field has no value; ``near`` a field with ``~``; ``tight`` that
    nothing stands before it but a token. ``start`` and ``end`` are where it stands in the text.
    """

    kind: str
    text: str
    operator: str = ""
    form: str = "bare"
    near: bool = False
    tight: bool = False
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


def tokens(text: str) -> Iterator[Token]:
    """Cut ``text`` up, with an END token last. Raises InputError naming what cannot be read."""
    position = 0
    while position < len(text):
        start = position
        while position < len(text) and text[position].isspace():
            position += 1
        if position == len(text):
            break
        tight = position == start and start > 0
        numeric = _QUODLIBET.match(text, position)
        if numeric:
            with marked(position, numeric.end()):
                found = list(_comparisons(numeric[1]))
            yield from (replace(token, start=position, end=numeric.end()) for token in found)
            position = numeric.end()
            continue
        with marked(position, len(text)):
            following = list(_next(text, position, tight=tight))
        for token, end in following:
            yield replace(token, start=position, end=end)
            position = end
    yield Token(END, "", start=len(text), end=len(text))


@contextmanager
def marked(start: int, end: int) -> Iterator[None]:
    """An InputError from inside is at this place of the text, unless it knows a better one."""
    try:
        yield
    except InputError as error:
        error.at = error.at or (start, end)
        raise


def _next(text: str, position: int, *, tight: bool) -> Iterator[tuple[Token, int]]:
    """The tokens that begin at ``position`` (a field comes with its value), each with the place
    after it.
    """
    letter = text[position]
    following = text[position + 1 : position + 2]
    if letter in "()|":
        kind = {"(": OPEN, ")": CLOSE, "|": OR}[letter]
        yield Token(kind, letter, tight=tight), position + 1
    elif fold(letter) == "-" and (not following or following.isspace()):
        # "Artist - Title", as people paste it: the dash says nothing.
        yield Token(WORD, "", form="quoted", tight=tight), position + 1
    elif letter in "-!":
        yield Token(NOT, letter), position + 1
    elif name := _FIELD.match(text, position):
        yield Token(FIELD, name[2].lower(), near=bool(name[1]), tight=tight), name.end()
        yield _value(text, name.end())
    else:
        yield _word(text, position, tight=tight)


def _value(text: str, position: int) -> tuple[Token, int]:
    """What stands after a field and its colon: an operator, perhaps, and a word."""
    operator = _OPERATOR.match(text, position)
    start = operator.end() if operator else position
    if start == len(text) or text[start].isspace() or text[start] in "()|":
        return Token(WORD, operator[0] if operator else "", form="nothing", tight=True), start
    token, end = _word(text, start, tight=True)
    name = operator[0] if operator else ""
    return Token(WORD, token.text, name, token.form, tight=True), end


def _word(text: str, position: int, *, tight: bool) -> tuple[Token, int]:
    if text[position] in _QUOTES:
        quoted = _QUOTED.match(text, position)
        if quoted is None:
            raise InputError(
                f"The quotation mark before {_start_of(text, position + 1)} is not closed."
            )
        inside = _ESCAPED.sub(r"\1", quoted[quoted.lastindex or 1])
        return Token(WORD, inside, form="quoted", tight=tight), quoted.end()
    regex = _REGEX.match(text, position)
    if regex:
        return Token(WORD, regex[1].replace("\\/", "/"), form="regex", tight=tight), regex.end()
    bare = _BARE.match(text, position)
    assert bare is not None  # all other letters were looked at before
    if bare[0] in ("OR", "NOT"):
        return Token(bare[0].lower(), bare[0]), bare.end()
    return Token(WORD, bare[0], tight=tight), bare.end()


def _comparisons(text: str) -> Iterator[Token]:
    """Quod Libet's ``#(length < 3:00, valence >= 0.6)``."""
    yield Token(OPEN, "(")
    for part in text.split(","):
        found = _COMPARISON.fullmatch(part)
        if found is None:
            raise InputError(
                f'"#({_clip(text)})" cannot be read; '
                "write for example #(valence > 0.5, energy <= 7)."
            )
        name, operator, value = found.groups()
        if operator == "!=":
            yield Token(NOT, "!")
        yield Token(FIELD, name.lower())
        yield Token(WORD, value, operator.removeprefix("!"), tight=True)
    yield Token(CLOSE, ")")


def _start_of(text: str, position: int) -> str:
    rest = text[position:].split()
    return f'"{_clip(rest[0])}"' if rest else "the end"


def _clip(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
