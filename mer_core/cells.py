"""Text in the cells of CSV tables, which spreadsheets take for a formula where it begins like one.

See OWASP, "CSV injection": an apostrophe in front makes it text again.
"""

from __future__ import annotations

import re

#: What a formula may begin with, behind apostrophes of our own or the user's.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """``text`` as a spreadsheet shows it and does not compute it."""
    text = text.replace("\0", " ")
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """What ``guarded`` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
