"""Days as they are written in a search: "<7d" for the last week, "2024-05", "2023..2024-06"."""

from __future__ import annotations

import datetime
import math
import re
import time

from mer_core.errors import InputError
from mer_core.library.query.numbers import Interval
from mer_core.library.query.tree import Term

_UNITS_S = {"h": 3600.0, "d": 86400.0, "w": 604800.0, "m": 30 * 86400.0, "y": 365 * 86400.0}
_AGE = re.compile(r"(\d{1,5}(?:\.\d+)?)([hdwmy])", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


def days(term: Term, now_s: float | None = None) -> Interval:
    """The moments, in seconds since 1970, that a term asks for: ages ("<7d" is younger than seven
    days, and so is "7d") or days of the calendar where the user is. Raises InputError where it
    cannot be read.
    """
    text = term.text.strip()
    if term.form == "regex" or term.near:
        raise _unreadable(term)
    if _AGE.fullmatch(text):
        moment = (time.time() if now_s is None else now_s) - _age_s(text)
        older = term.operator in (">", ">=")
        return Interval(high=moment) if older else Interval(low=moment)
    first, dots, last = text.partition("..")
    if dots and (term.operator or not (first or last)):
        raise _unreadable(term)
    low = -math.inf if dots and not first else _span(term, first)[0]
    high = math.inf if dots and not last else _span(term, last or first)[1]
    if low > high:
        raise InputError(f'The range in "{term}" runs backwards; write the earlier day first.')
    return {
        ">": Interval(low=high), ">=": Interval(low=low),
        "<": Interval(high=low, high_open=True), "<=": Interval(high=high, high_open=True),
    }.get(term.operator, Interval(low, high, high_open=True))  # fmt: skip


def _age_s(text: str) -> float:
    return float(text[:-1]) * _UNITS_S[text[-1]]


def _span(term: Term, text: str) -> tuple[float, float]:
    """The beginning and the end of a year, a month or a day."""
    found = _DAY.fullmatch(text)
    if found is None:
        raise _unreadable(term)
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        first = datetime.datetime(year, month or 1, day or 1)
        if day is not None:
            last = first + datetime.timedelta(days=1)
        elif month is not None:
            last = first.replace(year=year + month // 12, month=month % 12 + 1)
        else:
            last = first.replace(year=year + 1)
        return first.timestamp(), last.timestamp()
    except (ValueError, OverflowError, OSError) as error:
        raise _unreadable(term) from error


def _unreadable(term: Term) -> InputError:
    return InputError(
        f'"{term.text}" in "{term}" is no day or age; write for example <7d, 2024-05 or'
        " 2023..2024-06."
    )
