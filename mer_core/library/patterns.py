"""Regular expressions of the search, kept from running away.

Python's matcher cannot be stopped once it runs, so a pattern is measured before it is used: the
number of ways it could try on a text of ``MAX_TEXT`` characters is bounded, and so is the time for
all rows together.
"""

from __future__ import annotations

import re
import time

from mer_core.errors import InputError
from mer_core.library.text import fold_pattern

MAX_PATTERN = 100
MAX_TEXT = 200  # characters of each text that are looked at
_MAX_WAYS = 50_000_000  # about a second
_MAX_SECONDS = 2.0

_PIECES = re.compile(
    r"(?P<escape>\\.)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\((?:\?:)?)|(?P<close>\))"
    r"|(?P<repeat>[*+]|\{\d*,?\d*\})|(?P<maybe>\?)|(?P<or>\|)|(?P<other>.)",
    re.DOTALL,
)


def check_pattern(pattern: str) -> str:
    """The pattern as it is matched against folded text. Raises InputError where it is wrong or
    could run away.
    """
    if len(pattern) > MAX_PATTERN:
        raise InputError(
            f"The pattern /{pattern[:20]}.../ is longer than {MAX_PATTERN} characters."
        )
    plain = fold_pattern(pattern)
    if "(?" in plain.replace("(?:", "") or re.search(r"\\[1-9]", plain):
        raise InputError(
            f"The pattern /{pattern}/ uses look-around, flags or back-references; "
            "these are not understood here."
        )
    try:
        # The cost comes first: compiling is safe only for what is no monster.
        cost = _ways(plain)
        re.compile(plain, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise InputError(f"The pattern /{pattern}/ cannot be read: {error}.") from error
    if cost > _MAX_WAYS:
        raise InputError(
            f"The pattern /{pattern}/ could take very long; "
            "use fewer * and +, and none inside a repeated group."
        )
    return plain


def _ways(pattern: str) -> int:
    """An upper bound of how many ways the pattern can be tried at all places of a text of MAX_TEXT
    characters.
    """
    ways = MAX_TEXT
    open_groups = [False]  # whether each open group holds a choice
    closed: bool | None = None  # the group that was closed just before, if any
    for piece in _PIECES.finditer(pattern):
        kind = piece.lastgroup
        if kind == "repeat":
            ways *= _MAX_WAYS if closed else MAX_TEXT
        elif kind in ("maybe", "or"):
            ways *= 2
        if kind in ("repeat", "maybe", "or"):
            open_groups[-1] = True
        if kind == "open":
            open_groups.append(False)
        closed = None
        if kind == "close" and len(open_groups) > 1:
            closed = open_groups.pop()
            open_groups[-1] |= closed
    return ways


class PatternMatcher:
    """The SQL function ``matches(pattern, text)``. ``failure`` says why the last statement was
    given up.
    """

    def __init__(self) -> None:
        self._compiled: dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]] = {}
        self._started = 0.0
        self.failure: InputError | None = None

    def start(self) -> None:
        """A new statement begins: its time is counted from here."""
        self._started = time.monotonic()
        self.failure = None

    def __call__(self, pattern: str, text: str | None) -> bool:
        """Whether ``pattern`` (out of check_pattern) is found in the beginning of a line of
        ``text``.
        """
        if text is None:
            return False
        compiled = self._compiled.get(pattern)
        if compiled is None:
            compiled = self._compiled[pattern] = _compile(pattern)
        of_line, of_text = compiled
        if time.monotonic() - self._started > _MAX_SECONDS:
            self.failure = InputError(f"The pattern /{pattern}/ takes too long; make it simpler.")
            raise self.failure
        lines = text.strip("\n")
        # One look at all lines together tells of most texts that no line of them matches.
        if of_text is not None and len(lines) <= MAX_TEXT:
            found = of_text.search(lines)
            if found is None or "\n" not in found[0]:
                return found is not None
        return any(of_line.search(line[:MAX_TEXT]) for line in lines.split("\n"))


def _compile(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    """For one line, and for all lines of a text at once where that finds whatever is in a line:
    not where it asks for the text's ends, nor where it takes (``*+``) what it never gives back, for
    that may be the end of a line.
    """
    of_line = re.compile(pattern, re.IGNORECASE)
    if re.search(r"\\[AZ]|[*+?}]\+", pattern):
        return of_line, None
    return of_line, re.compile(pattern, re.IGNORECASE | re.MULTILINE)
