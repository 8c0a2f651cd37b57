"""The user guide names only what there is: commands, options, keys, words of the window, files."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from app.theme import Theme
from app.views.commands import Commands
from app.views.guide_page import GUIDE
from app.widgets.song_plot import SongPlot
from mer_core.cli.__main__ import mer
from mer_core.library.database import Library

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(GUIDE.glob("*.md"))
TEXT = "\n".join(path.read_text("utf-8") for path in PAGES)
#: Keys of one widget, not of the window.
OWN_KEYS = {"Esc", "Del", "Alt+Up", "Alt+Down"}


def mer_lines() -> list[str]:
    """Every command line: those that stand alone, and those within a sentence."""
    alone = re.findall(r"^    (mer .+)$", TEXT, re.MULTILINE)
    return sorted({*alone, *re.findall(r"`(mer [^`]+)`", TEXT)})


def keys() -> set[str]:
    """Every key in backticks."""
    found = re.findall(r"`((?:(?:Ctrl|Shift|Alt)\+)*(?:[A-Z]|F\d+|[A-Z][a-z]+))`", TEXT)
    return {key for key in found if "+" in key or len(key) > 1}


def test_there_are_eleven_short_pages() -> None:
    assert len(PAGES) == 11
    for path in PAGES:
        assert path.read_text("utf-8").startswith("# ")
        assert len(path.read_text("utf-8").split()) < 700, path.name


@pytest.mark.parametrize("line", mer_lines())
def test_every_command_of_the_guide_and_its_options_exist(line: str) -> None:
    _, name, *words = shlex.split(line, comments=True)
    command = mer.commands[name]
    context = click.Context(command)
    given, _, _ = command.make_parser(context).parse_args(args=words)
    for option in command.params:
        value = given.get(option.name or "")
        for each in value if isinstance(value, list) else [value]:
            if isinstance(option.type, click.Choice | click.IntRange) and each is not None:
                option.type.convert(each, option, context)


def test_every_command_that_is_not_for_researchers_is_in_the_guide() -> None:
    said = {line.split()[1] for line in mer_lines()}
    assert said == set(mer.commands)


def test_every_key_of_the_guide_is_one_of_the_window(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    commands = Commands(window)
    plot = SongPlot(Theme.dark())
    qtbot.addWidget(plot)
    there = {each.shortcut().toString() for each in (*window.actions(), *plot.actions())}
    assert len(keys()) > 20
    assert {QKeySequence(key).toString() for key in keys() - OWN_KEYS} <= there
    assert commands.guide.shortcut() == QKeySequence("F1")


def test_every_word_of_the_window_in_the_guide_is_in_the_window() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in (ROOT / "app").rglob("*.py"))
    sources += (ROOT / "mer_core" / "library" / "tracks.py").read_text("utf-8")
    sources += (ROOT / "mer_core" / "exports" / "formats.py").read_text("utf-8")
    prose = re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL)
    without_books = prose.partition("Altshuler, I. M.")[0] + prose.partition("45-52.")[2]
    said = re.findall(r"(?<![*\w])\*([^*]+)\*(?!\*)", without_books)
    assert len(said) > 20
    for words in said:
        assert f'"{" ".join(words.split())}' in sources, words


def test_every_search_of_the_guide_is_understood(tmp_path: Path) -> None:
    found = re.findall(r"`((?!mer )[^`\n]*\b[a-z]+:[^`\n]+)`", TEXT)
    searches = [search for search in found if "crate:" not in search]  # there is none here
    assert len(searches) > 10
    with Library.open(tmp_path / "library.sqlite") as library:
        for search in searches:
            assert library.row_ids(search) == []


def test_every_link_and_picture_of_the_guide_is_there_and_every_picture_is_shown() -> None:
    targets = re.findall(r"\]\(([^)]+)\)", TEXT)
    for target in targets:
        assert (GUIDE / target).is_file(), target
    shown = {target for target in targets if target.endswith(".png")}
    assert {path.name for path in GUIDE.glob("*.png")} == shown
