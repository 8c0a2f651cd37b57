"""Text as the search sees it: without accents, without case."""

from __future__ import annotations

import unicodedata

#: Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def without_accents(text: str) -> str:
    """``text`` with its accents taken off and lone surrogates (bytes of odd file names) as "?"."""
    if text.isascii():
        return text
    sound = text.encode("utf-8", "replace").decode("utf-8")
    parts = unicodedata.normalize("NFKD", sound)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def fold(text: str) -> str:
    """``text`` in the form that is stored beside it and compared: no accents, no case."""
    # Casefolding can bring marks of its own (the Turkish capital I), so they are taken off last.
    return without_accents(text.casefold()).casefold().translate(_LETTERS)
