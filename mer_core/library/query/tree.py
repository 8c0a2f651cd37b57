"""The search text as a tree: a recursive descent over its tokens.

::

    search   = either
    either   = both { ("OR" | "|") both }
    both     = part { part }
    part     = ("-" | "!" | "NOT") part  |  "(" either ")"  |  "at:" span part  |  term
    term     = word  |  field ":" word { "|" word }     (without spaces: state:staged|written)
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from mer_core.errors import InputError
from mer_core.library.query.tokens import CLOSE, END, FIELD, NOT, OPEN, OR, WORD, Token, tokens

MAX_LENGTH = 2000
MAX_TOKENS = 200
MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Term:
    """A word to be found in ``field`` or, where that is empty, anywhere; the rest as in Token."""

    field: str
    text: str
    operator: str = ""
    form: str = "bare"
    near: bool = False
    start: int = dataclasses.field(default=0, compare=False)
    end: int = dataclasses.field(default=0, compare=False)

    def __str__(self) -> str:
        text = {"quoted": f'"{self.text}"', "regex": f"/{self.text}/"}.get(self.form, self.text)
        return f"{'~' * self.near}{self.field}:{self.operator}{text}" if self.field else text


@dataclass(frozen=True, slots=True)
class Every:
    """All of ``parts`` hold; with no parts, everything is found."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of ``parts`` holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """``part`` does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class At:
    """``part`` holds within ``span`` (as written) of the song."""

    span: Term
    part: Node


Node = Term | Every | Either | Not | At


def parse(text: str) -> Node:
    """The tree of a search. Raises InputError with a sentence that names the word that is wrong."""
    if len(text) > MAX_LENGTH:
        raise InputError(f"The search is longer than {MAX_LENGTH} characters; make it shorter.")
    found = list(islice(tokens(text), MAX_TOKENS + 1))
    if len(found) > MAX_TOKENS:
        raise InputError(f"The search has more than {MAX_TOKENS} words; make it shorter.")
    if found[0].kind == END:
        return Every(())
    return _Parser(found).search()


class _Parser:
    def __init__(self, found: Iterable[Token]) -> None:
        self._tokens = list(found)
        self._position = 0
        self._depth = 0
        self._inside_at = False

    @property
    def _token(self) -> Token:
        return self._tokens[self._position]

    def _take(self) -> Token:
        token = self._token
        if token.kind != END:
            self._position += 1
        return token

    def search(self) -> Node:
        try:
            tree = self._either()
            if self._token.kind == CLOSE:
                raise InputError('There is a ")" without a "(" before it.')
        except InputError as error:
            error.at = self._token.start, self._token.end
            raise
        return tree

    def _either(self) -> Node:
        parts = [self._both()]
        while self._token.kind == OR:
            mark = self._take().text
            if self._token.kind in (END, CLOSE, OR):
                raise InputError(f'Nothing stands after "{mark}".')
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _both(self) -> Node:
        if self._token.kind == OR:
            raise InputError(f'Nothing stands before "{self._token.text}".')
        if self._token.kind == CLOSE:
            before = self._position and self._tokens[self._position - 1].kind == OPEN
            raise InputError(
                "There is nothing between ( and )."
                if before
                else 'There is a ")" without a "(" before it.'
            )
        parts = [self._part()]
        while self._token.kind not in (END, CLOSE, OR):
            parts.append(self._part())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _part(self) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise InputError(f"The search is nested more than {MAX_DEPTH} deep; make it simpler.")
        token = self._take()
        if token.kind == NOT:
            if self._token.kind in (END, CLOSE, OR):
                raise InputError(f'Nothing stands after "{token.text}".')
            node: Node = Not(self._part())
        elif token.kind == OPEN:
            node = self._either()
            if self._take().kind != CLOSE:
                raise InputError('A "(" is not closed.')
        elif token.kind == FIELD and token.text == "at":
            node = self._at(token)
        elif token.kind == FIELD:
            node = self._field(token)
        else:
            node = Term("", token.text, "", token.form, start=token.start, end=token.end)
        self._depth -= 1
        return node

    def _at(self, field: Token) -> Node:
        span = self._value_of(field)
        if self._token.kind in (END, CLOSE, OR):
            raise InputError(f'Say what is wanted there after "{span}", for example mood:calm.')
        if self._inside_at:
            raise InputError(f'"{span}" stands inside another "at:"; ask for one part at a time.')
        self._inside_at = True
        part = self._part()
        self._inside_at = False
        return At(span, part)

    def _field(self, field: Token) -> Node:
        terms: list[Node] = [self._value_of(field)]
        while self._token.kind == OR and self._token.tight:
            following = self._tokens[self._position + 1]
            if following.kind != WORD or not following.tight:
                break
            self._take()
            terms.append(self._value_of(field, start=following.start))
        return terms[0] if len(terms) == 1 else Either(tuple(terms))

    def _value_of(self, field: Token, start: int | None = None) -> Term:
        value = self._take()
        return Term(
            field.text, value.text, value.operator, value.form, field.near,
            field.start if start is None else start, value.end,
        )  # fmt: skip
