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
#: So many texts are looked for in place of one that is not known for certain.
_MOST = 8
#: SQLite refuses patterns of more than 50,000 bytes.
_MAX_GLOB = 1000


def holding(column: str, texts: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The SQL, and its parameters, for: one of ``texts`` is in ``column``, which is not NULL. GLOB
    finds where a text may begin faster than instr does, but where it begins with what is common.
    """
    parts: list[str] = []
    parameters: list[str] = []
    for text in texts:
        by_glob = len(text) < _MAX_GLOB and not text.startswith("\n")
        parts.append(f"{column} GLOB ?" if by_glob else f"instr({column}, ?) > 0")
        literal = re.sub(r"([*?[])", r"[\1]", text)
        parameters.append(f"*{literal}*" if by_glob else text)
    return f"({' OR '.join(parts)})", tuple(parameters)


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
        runs: Needed = ("",)
        while (kind := self._kind()) not in (None, "or", "close"):
            texts = self._texts(is_first=runs == ("",) and not found)
            inner: list[Needed] = []
            if kind == "open" and not texts:
                inner = self.branches()
                self._position += 1  # its end
            may_miss, repeats = self._repeat()
            if texts and not may_miss:
                is_long = len(texts) > 1 and _length(runs) > _SHORTEST  # few texts hold it anyway
                if is_long or len(runs) * len(texts) > _MOST:
                    found.append(runs)
                    runs = ("",)
                runs = tuple(dict.fromkeys(run + text for run in runs for text in texts))
                if not repeats:
                    continue
            found.append(runs)
            runs = ("",)
            if not may_miss:
                found += inner
        return [words for words in (*found, runs) if _length(words) >= _SHORTEST]

    def _texts(self, *, is_first: bool) -> Needed:
        """Pass the next piece, and give the texts of which one stands there; none where they are
        not known, or too many. Only a group that is not known is entered, not passed.
        """
        piece, kind = self._pieces[self._position], self._kind()
        self._position += 1
        found: Needed = ()
        if kind == "letter" or (kind == "escaped" and not piece["escaped"].isalnum()):
            found = (piece[0][-1].lower(),)
        elif kind == "start" and is_first:
            found = ("\n",)
        elif kind == "set" and re.fullmatch(r"\[[a-z\d ]+\]", piece[0], re.IGNORECASE):
            found = tuple(piece[0][1:-1].lower())
        elif kind == "open" and (words := self._plain_words()):
            found = words
            self._position += sum(map(len, words)) + len(words)  # the signs between and the end
        return found if len(found) <= _MOST and "".join(found).isascii() else ()

    def _plain_words(self) -> Needed:
        """The words of a group that holds nothing but them; it begins here."""
        text = ""
        for piece in self._pieces[self._position :]:
            if piece.lastgroup == "close":
                words = tuple(text.lower().split("\n"))
                return words if len(words) <= _MOST and text.isascii() else ()
            if piece.lastgroup not in ("letter", "or"):
                return ()
            text += "\n" if piece.lastgroup == "or" else piece[0]
        return ()

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
