"""A walk through the window: every page, in the states that need the most room."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.views.guide_page import GUIDE
from app.views.settings.page import SettingsPage
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.settings import LANGUAGES
from mer_core.workflows.scan import scan
from tests.core.library.samples import make_curve, make_emotion
from tests.gui.conftest import make_song


def add_two_songs(paths: AppPaths, folder: Path) -> None:
    """Two songs in ``folder``, analysed, in the library."""
    with Library.open(paths.library) as library:
        for seed in (1, 2):
            song = make_song(folder / f"song {seed}.flac", seed=seed, duration_s=6.0)
            scan(SilentContext(), library, [song])
            curve = make_curve([-0.4] * 3 + [0.6] * 3, [0.2] * 6, ["sad"] * 3 + ["happy"] * 3)
            track = library.rows()[-1].track.id
            library.save_emotion(track, make_emotion(curve=curve, duration_s=6.0))


def states(window: MainWindow, qtbot: QtBot) -> Iterator[tuple[str, Sequence[str]]]:
    """What is shown now, one state after the other, of a window with analysed songs; and what is
    shown there that is nobody's to translate.
    """
    frame = window.frame
    qtbot.waitUntil(lambda: frame.now_playing.is_complete)
    yield "library", []
    frame.header.search.set_error("[The search is wrong]")
    yield "library: a wrong search", []
    frame.header.search.set_error("")
    frame.library.show_result("[words]", 0, 2)
    yield "library: nothing found", []
    frame.library.show_result("", 0, 0)
    frame.show_foot(False)
    yield "library: empty", []
    frame.library.show_result("", 2, 2)
    frame.show_foot(True)
    frame.strip.set_failures(12_345)
    frame.header.set_num_staged(123_456)
    window.queue.toggle()
    yield "queue", []
    window.queue.toggle()
    window.corrections.toggle_quick()
    yield "quick bar", []
    window.corrections.close_quick()
    frame.live.begin("[Microphone]")
    frame.live.show()
    yield "live bar", []
    frame.live.hide()
    window.menus.go("map")
    yield "map", []
    with qtbot.waitSignal(window.tag_actions.staged):
        window.menus.go("review")
    yield "review", []
    frame.review.table.selectRow(0)
    frame.review.edit_button.setChecked(True)
    yield "review: correcting", []
    frame.review.edit_button.setChecked(False)
    frame.review.fields_button.setChecked(True)
    yield "review: fields", []
    frame.review.fields_button.setChecked(False)
    with qtbot.waitSignal(window.tag_actions.listed):
        frame.review.history_button.setChecked(True)
    yield "review: history", []
    with qtbot.waitSignal(window.journey_actions.moods_read):
        window.menus.go("journey")
    journey = frame.journey
    qtbot.waitUntil(lambda: bool(journey.rows))
    yield "journey", [journey.note.text()]  # a sentence of the engine
    journey.kind.setCurrentIndex(1)
    journey.kind.activated.emit(1)
    qtbot.waitUntil(lambda: not journey.rows)
    yield "journey: a set", [journey.nothing.title_label.text()]
    window.menus.go("training")
    qtbot.waitUntil(lambda: frame.training.models.entry is not None)
    for tab in ("train", "teach", "models"):
        frame.training.turn_to(tab)
        yield f"training: {tab}", []
    window.settings_page.open()
    page = frame.pages.currentWidget()
    assert isinstance(page, SettingsPage)
    sections = page.sections
    for row in range(sections.count()):
        sections.setCurrentRow(row)
        yield f"settings: {row}", _of_settings(page)
    window.help.open_guide()
    titles = [
        path.read_text("utf-8").partition("\n")[0].lstrip("# ") for path in GUIDE.glob("*.md")
    ]
    yield "guide", titles


def _of_settings(page: SettingsPage) -> list[str]:
    """What stands there that is nobody's to translate: folders, sizes, and Qt's own words."""
    labels = [label.text() for label in page.privacy.findChildren(QLabel)]
    paths = [text for text in labels if os.sep in text or text.endswith("bytes")]
    edits = [edit.placeholderText() for edit in page.findChildren(QLineEdit)]
    return [*paths, *edits, *LANGUAGES.values(), "CUDA", "Metal"]
