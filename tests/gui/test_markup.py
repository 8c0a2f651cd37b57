"""What stands in a file's tags and name is shown letter by letter, wherever the window shows it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.models.columns import Column
from app.plain import menu_text, tip, title_text
from app.theme import Theme
from app.widgets.labels import ElidedLabel, Figures, Label
from app.widgets.markdown_text import MarkdownText
from mer_core.jobs import Progress
from mer_core.paths import RESOURCES
from mer_core.shown import shown
from tests.data.audio_files import make_audio

APP = RESOURCES.parent / "app"
TITLES = (
    "<b>x</b>",
    "<img src=file:///etc/passwd>",
    "Back\\[/b] x",
    ":fire: [red]x[/red]",
    "&File && <i>",
    "&lt;b&gt;",
    "<html><body bgcolor=red>" + "long " * 1000,
    "שלום \u202eevil",
    "o" + "\u0301" * 300,
    "one\ntwo\tthree\x1b[31m",
    "100 % %s {x} %1 [*]",
)


@pytest.fixture
def titled(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The window over one song for each of the titles."""
    folder = tmp_path / "<b>&amp; music"
    folder.mkdir()
    for number, title in enumerate(TITLES):
        path = folder / f"{number:02} <i>&x.flac"
        make_audio(path, duration_s=0.5, tags={"title": title, "artist": title, "album": title})
    with qtbot.waitSignal(window.analysis_actions.finished):
        window.menus.open([folder])
    qtbot.waitUntil(lambda: window.track_model.rowCount() == len(TITLES))
    return window


def seen(text: str) -> str:
    """What Qt shows of a tool tip."""
    if not Qt.mightBeRichText(text):
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def test_every_label_of_the_window_shows_text_as_it_stands(titled: MainWindow) -> None:
    frame = titled.frame
    for place in ("map", "review", "training", "library"):
        titled.menus.go(place)
    frame.notices.problem("<b>x</b>")
    frame.strip.set_progress(Progress("<u>Scanning</u>", 1, 2, "<b>&x</b>"))
    labels = titled.findChildren(QLabel)
    assert len(labels) > 40
    rich = [label for label in labels if label.textFormat() != Qt.TextFormat.PlainText]
    assert {type(label) for label in rich} == {Figures}
    assert len(rich) == 4  # confidence, spread, the moment and the position
    assert frame.notices.bar.text_label.text() == "<b>x</b>"
    assert frame.strip.item_label.whole() == "<b>&x</b>"
    assert frame.strip.phase_label.text() == "<u>Scanning</u>"


def test_the_playing_song_and_the_tips_say_what_tags_and_names_say(
    titled: MainWindow, qtbot: QtBot
) -> None:
    model, card = titled.track_model, titled.frame.now_playing.card
    for place in range(model.rowCount()):
        qtbot.waitUntil(lambda place=place: model.row_at(place) is not None)
        row = model.row_at(place)
        assert row is not None
        titled.now_playing.show_track(row)
        assert card.title_label.whole() == shown(row.track.title)
        assert titled.windowTitle() == f"{title_text(row.track.title)} – Moodline"
        told = model.index(place, Column.TITLE).data(Qt.ItemDataRole.ToolTipRole)
        assert seen(told) == str(row.track.path)
        assert not model.index(place, Column.ARTIST).data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize("text", [*TITLES, "word " * 60, "plain", ""])
def test_a_tool_tip_is_seen_as_it_was_written(text: str, qtbot: QtBot) -> None:
    assert " ".join(seen(tip(text)).split()) == " ".join(shown(text)[:1000].split())
    label = ElidedLabel(text)
    qtbot.addWidget(label)
    label.resize(12, 20)
    assert label.toolTip() == ("" if label.text() == label.whole() else tip(text))


def test_an_ampersand_is_no_shortcut_and_a_star_no_unsaved_work() -> None:
    assert menu_text("R&B &File\n") == "R&&B &&File�"
    assert title_text("All [*] &x") == "All [*][*] &x"


def test_a_label_keeps_its_lines_and_drops_what_would_turn_them(qtbot: QtBot) -> None:
    label = Label("a\nb \u202e<b>c</b>\x00")
    qtbot.addWidget(label)
    assert label.text() == "a\nb �<b>c</b>�"


def test_a_models_card_holds_no_html_and_loads_no_file(qtbot: QtBot) -> None:
    picture = QUrl.fromLocalFile(str(next((RESOURCES / "icons").glob("*.svg"))))
    card = MarkdownText(Theme.dark(), "The model's card")
    qtbot.addWidget(card)
    card.show_text(f"<b>bold</b> ![x]({picture.toString()})\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert "<b>bold</b>" in card.toPlainText()
    image = QTextDocument.ResourceType.ImageResource.value
    assert card.document().resource(image, picture).isNull()


def test_no_tip_is_set_but_by_a_literal_or_by_tip() -> None:
    """What is put together at run time may hold a file's text."""
    wrong = [
        f"{path.relative_to(APP)}:{node.lineno}"
        for path in APP.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("setToolTip", "setStatusTip", "setWhatsThis")
        and not _is_safe(node.args[0])
    ]
    assert wrong == []


def _is_safe(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_safe(node.body) and _is_safe(node.orelse)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        translated = node.func.id == "tr" and _is_safe(node.args[0])
        return node.func.id == "tip" or translated
    return isinstance(node, ast.Constant)
