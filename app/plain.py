"""Text of files for places where Qt would read it as markup. A leaf below models and widgets."""

from __future__ import annotations

import html

from PySide6.QtGui import Qt

from mer_core.shown import shown

#: Longer tips wrap, and end somewhere.
_LINE = 100
_LONGEST = 1000


def tip(text: str) -> str:
    """``text`` for a tool tip, which shows it letter by letter."""
    text = shown(text)
    if len(text) <= _LINE and not Qt.mightBeRichText(text):
        return text
    return f"<p>{html.escape(text[:_LONGEST])}</p>"


def menu_text(text: str) -> str:
    """``text`` for a menu or a button, in which "&" would underline a letter."""
    return shown(text).replace("&", "&&")


def title_text(text: str) -> str:
    """``text`` for a window's title, in which "[*]" would stand for unsaved work."""
    return shown(text).replace("[*]", "[*][*]")
