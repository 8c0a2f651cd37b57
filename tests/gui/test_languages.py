"""The window in the user's language."""

from __future__ import annotations

import pytest

from app.i18n import speak, tr
from mer_core.errors import InputError
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
