"""Text of one and a half times its size in the smallest window: all of it is read and reached."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from mer_core.paths import AppPaths
from tests.gui.conftest import MakeWindow
from tests.gui.screens import SIZES, faults, settle
from tests.gui.walk import add_two_songs, states

#: A table that is wider than every window, whatever the text.
SIDEWAYS = "QTableWidget 'Fields that are written'"


@pytest.fixture
def window(paths: AppPaths, make_window: MakeWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A window with two analysed songs and the largest text."""
    with paths.settings.open("a", encoding="utf-8") as settings:
        settings.write("text_size = 150\n")
    add_two_songs(paths, tmp_path)
    window = make_window()
    window.process.close()
    qtbot.waitUntil(lambda: window.now_playing.emotion is not None)
    return window


def test_every_page_is_read_and_reached_with_large_text(window: MainWindow, qtbot: QtBot) -> None:
    wrong: list[str] = []
    for state, _ in states(window, qtbot):
        settle(window)
        for size in SIZES:
            settle(window, size)
            settle(window)  # a page that turned may scroll now
            found = [fault for fault in faults(window) if not fault.startswith(SIDEWAYS)]
            if window.size().toTuple() != size:
                found.append(f"needs {window.size().toTuple()}")
            wrong += [f"{state} {size}: {fault}" for fault in found]
            if where := os.environ.get("SCREENS"):
                window.grab().save(f"{where}/{state.replace(': ', '-')}-{size[0]}.png")
    assert not wrong, "\n".join(wrong)
