"""The first start as a person meets it: by keys and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from mer_core.paths import AppPaths
from mer_core.settings import Settings
from tests.gui.conftest import MakeWindow, make_song

SPACE, TAB = Qt.Key.Key_Space, Qt.Key.Key_Tab


@pytest.fixture
def newcomer(paths: AppPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user who has never started Moodline, with two songs in the system's folder of music."""
    paths.settings.write_text('model = "tiny"\ndevice = "cpu"\n', "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / ".config"))
    music = tmp_path / "home" / "Music"
    music.mkdir(parents=True)
    for number in range(2):
        make_song(music / f"{number}.flac", seed=number)
    return music


def press(widget: QWidget, key: Qt.Key) -> None:
    """A key where the keyboard is."""
    QTest.keyClick(widget.window().focusWidget() or widget, key)


def reach(window: MainWindow, button: QPushButton) -> None:
    """Press Tab until ``button`` has the keyboard."""
    for _ in range(40):
        if window.focusWidget() is button:
            return
        press(window, TAB)
    pytest.fail(f"{button.text()} is not reached by Tab")


def test_all_steps_by_keys_alone(newcomer: Path, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    page = window.frame.library
    assert page.empty.step_label.text() == "Step 1 of 3"
    assert window.focusWidget() is page.empty.folder_button
    assert page.empty.folder_button.text() == "Listen to the folder Music"
    press(window, SPACE)
    qtbot.waitUntil(page.welcome.isVisible)
    assert page.table.isVisible()
    assert window.focusWidget() is page.table
    assert window.preferences.settings.folders == (str(newcomer),)
    assert page.welcome.step_label.text() == "Step 2 of 3"
    reach(window, page.welcome.next_button)
    press(window, SPACE)
    assert page.welcome.step_label.text() == "Step 3 of 3"
    assert window.focusWidget() is page.welcome.play_button
    press(window, SPACE)
    assert not page.welcome.isVisible()
    assert window.focusWidget() is page.table
    qtbot.waitUntil(lambda: window.playing_actions.row is not None)
    window.close()
    assert "welcome" in Settings.load(window.paths.settings).seen


def test_by_mouse_a_song_is_found_and_the_steps_do_not_come_again(
    newcomer: Path, make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window()
    page = window.frame.library
    click(page.empty.folder_button)
    qtbot.waitUntil(page.welcome.isVisible)
    click(page.welcome.next_button)
    click(page.welcome.find_button)
    assert window.focusWidget() is window.frame.header.search.edit
    window.close()
    again = make_window()
    assert not again.frame.library.welcome.isVisible()
    assert again.frame.library.table.isVisible()


def test_skipped_they_are_gone_and_the_invitation_stays(
    newcomer: Path, make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window()
    empty = window.frame.library.empty
    click(empty.skip_button)
    assert empty.folder_button.isVisible()
    assert not empty.step_label.isVisible()
    click(empty.folder_button)
    qtbot.waitUntil(window.frame.library.table.isVisible)
    assert not window.frame.library.welcome.isVisible()


def test_they_end_with_the_session_in_which_there_is_a_library(
    newcomer: Path, make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window()
    click(window.frame.library.empty.folder_button)
    qtbot.waitUntil(window.frame.library.welcome.isVisible)
    window.close()
    assert not make_window().frame.library.welcome.isVisible()


def test_without_a_folder_of_music_none_is_offered(newcomer: Path, make_window: MakeWindow) -> None:
    for song in newcomer.iterdir():
        song.unlink()
    window = make_window()
    empty = window.frame.library.empty
    assert not empty.folder_button.isVisible()
    assert window.focusWidget() is empty.add_button


def test_songs_are_listed_and_heard_while_the_scan_goes_on(
    newcomer: Path, make_window: MakeWindow, qtbot: QtBot
) -> None:
    """Here the scan never says that it has ended."""
    window = make_window()
    window.library_actions.scanned.disconnect(window.library.after_scan)
    click(window.frame.library.empty.folder_button)
    qtbot.waitUntil(lambda: window.track_model.rowCount() == 2)
    with qtbot.waitSignal(window.analysis_actions.finished):
        pass


def click(button: QPushButton) -> None:
    QApplication.processEvents()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
