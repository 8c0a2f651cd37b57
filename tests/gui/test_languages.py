"""The window in the user's language."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextLayout

from app.i18n import speak, tr
from app.main_window import MainWindow
from app.theme.fonts import REGULAR, make_font
from mer_core.errors import InputError
from mer_core.paths import RESOURCES
from mer_core.settings import Settings


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 songs"), (1, "1 song"), (2, "2 songs"), (1204, "1,204 songs")]
)
def test_english_counts_without_a_file(number: int, text: str) -> None:
    speak("en")
    assert tr("%n song(s)", "", number) == text


def test_a_language_that_is_not_there_is_refused_in_a_sentence() -> None:
    with pytest.raises(InputError, match=r"'tlh' is unknown; choose one of en, uk, zh_CN"):
        Settings(language="tlh")


def test_chinese_is_drawn_in_the_window(window: MainWindow) -> None:
    """Every character has a glyph, of the system's font where ours has none."""
    texts = (RESOURCES / "translations" / "moodline_zh_CN.ts").read_text("utf-8")
    characters = "".join(sorted({c for c in texts if "\u4e00" <= c <= "\u9fff"} | set("歌曲，。")))
    layout = QTextLayout(characters, make_font(13, REGULAR))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    assert len(glyphs) >= len(characters)
    assert 0 not in glyphs
