"""Text of files as it may be shown: in a terminal, in a label, in a cell."""

from __future__ import annotations

import unicodedata

#: Marks that turn the direction of what follows them on the line.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: Control characters, halves of pairs, breaks of lines and paragraphs.
_UNSHOWN = frozenset(("Cc", "Cs", "Zl", "Zp"))


def shown(text: str) -> str:
    """``text`` on one line, with "�" for what would be obeyed instead of shown."""
    if text.isprintable():
        return text
    return "".join(
        "�" if sign in _TURNS or unicodedata.category(sign) in _UNSHOWN else sign for sign in text
    )
