"""Text as the search sees it: without accents, without case, and with signs as people leave them
out or type them. Nothing here depends on the system's language.
"""

from __future__ import annotations

import re
import unicodedata

#: Letters and signs that Unicode does not take apart or turns into something else. The accents that
#: people type for an apostrophe come first, since Unicode makes them a space with an accent.
_LETTERS = {
    **dict.fromkeys("`´‘’‚‛ʹʻʼʽˈˊˋ′‵＇｀", "'"), **dict.fromkeys("“”„‟«»″‶〝〞＂", '"'),
    **dict.fromkeys("‐‑‒–—―⁃−﹘﹣－", "-"),
    "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
    "ŋ": "ng", "ŧ": "t", "ƒ": "f", "ɨ": "i", "ƀ": "b", "⁄": "/",
}  # fmt: skip
#: Stands for a sign between letters while forms are made; no text holds it.
_MARK = "\0"
_BETWEEN = re.compile(rf"(?<=[^\s{_MARK}]){_MARK}+(?=[^\s{_MARK}])")


class _Folded(dict[int, str]):
    """A table for str.translate, filled as letters are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        # Casefolding can bring marks of its own (the Turkish capital I), so they are taken off
        # last.
        parts = _LETTERS.get(letter) or unicodedata.normalize("NFKD", letter.casefold())
        folded = "".join(
            _LETTERS.get(part, part) for part in parts.casefold() if not _is_silent(part)
        )
        self[code] = folded
        return folded


def _is_silent(letter: str) -> bool:
    """Accents, and what cannot be seen: controls, zero-width signs, variation selectors."""
    return (
        unicodedata.combining(letter) != 0
        or (unicodedata.category(letter) in ("Cc", "Cf", "Cs") and not letter.isspace())
        or 0xFE00 <= ord(letter) <= 0xFE0F
    )


class _Marked(dict[int, str]):
    """A table that puts _MARK for every sign, and leaves apostrophes out."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        sign = _MARK if unicodedata.category(letter)[0] in "PS" else letter
        self[code] = "" if letter == "'" else sign
        return self[code]


_FOLDED, _MARKED = _Folded(), _Marked()


def fold(text: str) -> str:
    """``text`` without accents, case and double spaces; quotes, apostrophes and dashes of all kinds
    are those of ASCII. Lone surrogates (bytes of odd file names) become "?".
    """
    return " ".join(_sound(text).translate(_FOLDED).split())


def _sound(text: str) -> str:
    """Letters and their accents in one, nothing that is no text."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))


def fold_pattern(pattern: str) -> str:
    """A regular expression for folded text: its letters beyond ASCII folded one by one, its signs
    as they are.
    """
    return "".join(
        letter if letter.isascii() else re.sub(r"([^\w\s'\"])", r"\\\1", letter.translate(_FOLDED))
        for letter in _sound(pattern)
    )


def forms(text: str) -> tuple[str, ...]:
    """How ``text`` may be typed: folded ("ac/dc"), with spaces for its signs ("ac dc"), with those
    inside words left out ("acdc"). Apostrophes say nothing, but for "'n'"; "&" is "and".
    """
    folded = fold(text)
    if folded.replace(" ", "").isalnum():
        return (folded,)
    alone = " ".join("and" if word in ("&", "+") else word for word in folded.split())
    spaced = (
        alone.replace("'n'", " n ").replace("&", " and ").translate(_MARKED).replace(_MARK, " ")
    )
    joined = _BETWEEN.sub("", alone.translate(_MARKED)).replace(_MARK, " ")
    found = (folded, " ".join(spaced.split()), " ".join(joined.split()))
    return tuple(form for form in dict.fromkeys(found) if form or not folded)
