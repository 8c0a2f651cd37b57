"""What a text must hold to match a regular expression: SQLite looks for that far faster than Python
matches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

#: One of these letters in a row must be there.
Needed = tuple[str, ...]

_PIECES = re.compile(
    r"(?P<code>\\(?:x[\da-f]{2}|u[\da-f]{4}|U[\da-f]{8}|N\{[^}]*\}|0[0-7]{0,2}))"
    r"|\\(?P<escaped>.)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\((?:\?:)?)|(?P<close>\))"
    r"|(?P<repeat>[*+?]|\{\d*,?\d*\})|(?P<or>\|)|(?P<start>\^)|(?P<any>[.$])|(?P<letter>.)",
    re.DOTALL | re.IGNORECASE,
)
_SHORTEST = 2


def needed(pattern: str) -> list[Needed]:
    """What a text of lines, each between line breaks, must hold so that one of them can match the
    pattern (out of check_pattern): something of each. Empty where nothing can be said.
    """
    return _Reader(pattern).branches()


class _Reader:
    def __init__(self, pattern: str) -> None:
        self._pieces = list(_PIECES.finditer(pattern))
        self._position = 0

    def branches(self) -> list[Needed]:
        """What all branches up to a closing bracket need; of several, one thing of each."""
        found = [self._branch()]
        while self._kind() == "or":
            self._position += 1
            found.append(self._branch())
        if len(found) == 1:
            return found[0]
        best = [max(branch, key=_length, default=None) for branch in found]
        if any(each is None for each in best):
            return []
        return [tuple(word for each in best if each is not None for word in each)]

    def _branch(self) -> list[Needed]:
        found: list[Needed] = []
        run = ""
        while (kind := self._kind()) not in (None, "or", "close"):
            piece = self._pieces[self._position]
            self._position += 1
            inner: list[Needed] = []
            letter = ""
            if kind == "open":
                inner = self.branches()
                self._position += 1  # its end
            elif kind == "letter" or (kind == "escaped" and not piece["escaped"].isalnum()):
                letter = piece[0][-1].lower()
            elif kind == "start" and not run and not found:
                letter = "\n"
            may_miss, repeats = self._repeat()
            if letter and letter.isascii() and not may_miss:
                run += letter
                if not repeats:
                    continue
            found.append((run,))
            run = ""
            if not may_miss:
                found += inner
        return [words for words in (*found, (run,)) if _length(words) >= _SHORTEST]

    def _kind(self) -> str | None:
        ended = self._position >= len(self._pieces)
        return None if ended else self._pieces[self._position].lastgroup

    def _repeat(self) -> tuple[bool, bool]:
        """Whether what stands before may be missing, and whether it may be repeated."""
        if self._kind() != "repeat":
            return False, False
        sign = self._pieces[self._position][0]
        self._position += 1
        if self._kind() == "repeat":  # a lazy one
            self._position += 1
        return sign in ("*", "?") or bool(re.match(r"\{0*[,}]", sign)), True


def _length(words: Iterable[str]) -> int:
    return min(map(len, words))
