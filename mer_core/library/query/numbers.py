"""Numbers and times as they are written in a search."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from mer_core.errors import InputError
from mer_core.library.query.tree import Term

_NUMBER = r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)"
_TIME = r"(?:\d+:)?\d+:\d\d(?:\.\d+)?|\d+(?:\.\d+)?s?"
_SHOWN = 0.0005  # values are shown with three decimals: "=" means equal as shown


@dataclass(frozen=True, slots=True)
class Interval:
    """Values from ``low`` to ``high``; an open end is not included itself."""

    low: float = -math.inf
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """How the values of a field are written.

    ``near`` is the distance that "~" allows; ``is_time`` reads 3:00 and gives seconds; ``example``
    is for the error.
    """

    near: float
    is_time: bool = False
    example: str = "0.6, >0.6 or 0.4-0.7"

    def interval(self, term: Term) -> Interval:
        """The values that a term asks for. Raises InputError where they cannot be read."""
        if term.form == "regex":
            raise self._unreadable(term)
        text = term.text.strip().replace("–", "-").replace("−", "-")
        if term.operator:
            return self._compared(term, text)
        value = _TIME if self.is_time else _NUMBER
        span = re.fullmatch(rf"({value})?\s*(?:\.\.|-)\s*({value})?", text, re.ASCII)
        single = re.fullmatch(value, text, re.ASCII)
        if single:
            return self._single(term, text)
        if span is None or not any(span.groups()) or term.near:
            raise self._unreadable(term)
        low = -math.inf if span[1] is None else self._read(span[1])
        high = math.inf if span[2] is None else self._read(span[2])
        if low > high:
            raise InputError(f'The range in "{term}" runs backwards; write the lower end first.')
        return Interval(low, high)

    def _single(self, term: Term, text: str) -> Interval:
        value = self._read(text)
        if term.near:
            return Interval(value - self.near, value + self.near)
        decimals = 0 if "." not in text else len(text.rstrip("s").partition(".")[2])
        half = 0.5 * 10.0**-decimals
        return Interval(value - half, value + half, high_open=True)

    def _compared(self, term: Term, text: str) -> Interval:
        value = _TIME if self.is_time else _NUMBER
        if not re.fullmatch(value, text, re.ASCII) or term.near:
            raise self._unreadable(term)
        number = self._read(text)
        return {
            "=": Interval(number - _SHOWN, number + _SHOWN),
            ">": Interval(low=number, low_open=True),
            ">=": Interval(low=number),
            "<": Interval(high=number, high_open=True),
            "<=": Interval(high=number),
        }[term.operator]

    def _read(self, text: str) -> float:
        if not self.is_time:
            return float(text)
        seconds = 0.0
        for part in text.rstrip("s").split(":"):
            seconds = seconds * 60 + float(part)
        return seconds

    def _unreadable(self, term: Term) -> InputError:
        what = "a time" if self.is_time else "a number"
        return InputError(
            f'"{term.text}" in "{term}" is not {what} or a range; write for example {self.example}.'
        )
