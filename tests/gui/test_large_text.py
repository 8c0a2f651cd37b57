"""Text of one and a half times its size in the smallest window: all of it is read and reached."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.workflows.scan import scan
from tests.core.library.samples import make_curve, make_emotion
from tests.gui.conftest import MakeWindow, make_song
from tests.gui.screens import SIZES, faults, settle
from tests.gui.walk import states

#: A table that is wider than every window, whatever the text.
SIDEWAYS = "QTableWidget 'Fields that are written'"


@pytest.fixture
def window(paths: AppPaths, make_window: MakeWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A window with two analysed songs and the largest text."""
    with paths.settings.open("a", encoding="utf-8") as settings:
        settings.write("text_size = 150\n")
    with Library.open(paths.library) as library:
        for seed in (1, 2):
            song = make_song(tmp_path / f"song {seed}.flac", seed=seed, duration_s=6.0)
            scan(SilentContext(), library, [song])
            curve = make_curve([-0.4] * 3 + [0.6] * 3, [0.2] * 6, ["sad"] * 3 + ["happy"] * 3)
            track = library.rows()[-1].track.id
            library.save_emotion(track, make_emotion(curve=curve, duration_s=6.0))
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
