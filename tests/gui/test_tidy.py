"""Mood words of the files, renamed through the window."""

from __future__ import annotations

import os
from pathlib import Path

from mutagen.flac import FLAC
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.tidy_dialog import TidyDialog
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.workflows.scan import scan
from tests.data.audio_files import make_audio
from tests.gui.conftest import MakeWindow


def test_words_are_renamed_reviewed_applied_and_brought_back(
    paths: AppPaths, make_window: MakeWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    songs = [make_audio(tmp_path / f"{n}.flac", tags={"mood": "chill"}) for n in range(2)]
    before = [song.read_bytes() for song in songs]
    with Library.open(paths.library) as library:
        scan(SilentContext(), library, songs)
    window = make_window()
    window.process.close()
    window.commands.tidy.trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), TidyDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, TidyDialog)
    item = dialog.table.item(0, 2)
    assert item is not None
    item.setText("a;b")
    assert not dialog.review_button.isEnabled()
    assert "separates moods" in dialog.problem.text()
    item.setText("Calm")
    if where := os.environ.get("SCREENS"):
        dialog.grab().save(f"{where}/tidy.png")
    dialog.review_button.click()
    qtbot.waitUntil(lambda: len(window.review_model.changes) == 2)
    assert window.frame.page == "review"
    assert [song.read_bytes() for song in songs] == before
    with qtbot.waitSignal(window.tag_actions.applied):
        window.review.apply()
    assert [FLAC(song)["mood"] for song in songs] == [["Calm"]] * 2
    with qtbot.waitSignal(window.tag_actions.undone):
        window.review.undo()
    assert [song.read_bytes() for song in songs] == before
