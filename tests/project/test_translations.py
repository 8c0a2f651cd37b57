"""The translations are whole, say what the texts say, and are what the window reads."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.gui.pseudo import translations_tool

FOLDER = Path(__file__).parents[2] / "resources" / "translations"
#: By its number of plural forms.
LANGUAGES = {"uk": 3, "zh_CN": 1}
_PARTS = re.compile(r"\{\w*\}|%n")


def messages(language: str) -> list[tuple[str, list[str], bool]]:
    """Each text, what it is translated to in all its forms, and whether it counts."""
    found = []
    for message in ElementTree.parse(FOLDER / f"moodline_{language}.ts").iter("message"):
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, (
            message.findtext("source"),
            translation.get("type"),
        )
        counts = message.get("numerus") == "yes"
        forms = [form.text or "" for form in translation.findall("numerusform")]
        texts = forms if counts else [translation.text or ""]
        found.append((message.findtext("source") or "", texts, counts))
    return found


@pytest.mark.parametrize(("language", "num_forms"), LANGUAGES.items())
def test_every_text_is_translated_with_all_its_parts(language: str, num_forms: int) -> None:
    for source, texts, counts in messages(language):
        assert len(texts) == (num_forms if counts else 1), source
        for text in texts:
            assert text.strip(), source
            assert sorted(_PARTS.findall(text)) == sorted(_PARTS.findall(source)), source
            if language != "zh_CN":  # whose marks bring their own room
                assert (text[0] == " ", text[-1] == " ") == (source[0] == " ", source[-1] == " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_window_reads_is_made_of_them(language: str, tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    source = FOLDER / f"moodline_{language}.ts"
    subprocess.run([tool, "-silent", source, "-qm", made], check=True)
    assert made.read_bytes() == (FOLDER / f"moodline_{language}.qm").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_sources_stands_in_it_and_none_that_is_gone(
    language: str, tmp_path: Path
) -> None:
    """Run packaging/translations.py and translate what is new, if this fails."""
    name = f"moodline_{language}.ts"
    found = tmp_path / name
    found.write_bytes((FOLDER / name).read_bytes())
    translations_tool(tmp_path, language).update()
    assert found.read_text("utf-8") == (FOLDER / name).read_text("utf-8")
