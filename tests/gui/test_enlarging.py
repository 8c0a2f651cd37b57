"""The playing song takes the whole window, and gives it back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from tests.gui.screens import settle


def test_the_playing_song_gets_the_window_and_escape_brings_the_pages_back(
    window: MainWindow, songs: Path, qtbot: QtBot
) -> None:
    frame = window.frame
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert frame.pages.isVisible()  # there is no song yet
    assert not window.commands.enlarge.isChecked()
    (songs / "broken.mp3").unlink()
    with qtbot.waitSignal(window.analysis_actions.finished):
        window.menus.open([songs])
    qtbot.waitUntil(lambda: frame.now_playing.is_complete)
    before = frame.now_playing.plot.height()
    QTest.keyClick(window, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: frame.now_playing.plot.height() > 1.5 * before)
    assert not frame.pages.isVisible()
    assert window.commands.enlarge.isChecked()
    QTest.keyClick(frame.now_playing.plot, Qt.Key.Key_Escape)
    assert frame.pages.isVisible()
    assert not window.commands.enlarge.isChecked()
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert not frame.pages.isVisible()
    window.menus.go("map")
    assert frame.pages.isVisible()


def test_the_map_beside_a_large_song_grows_with_the_window_and_makes_room_again(
    window: MainWindow, songs: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.analysis_actions.finished):
        window.menus.open([songs])
    beside = window.frame.small_map
    settle(window, (1440, 900))
    usual = beside.width()
    window.commands.enlarge.trigger()
    settle(window, (2560, 1440))
    assert usual < beside.width() <= 2560 / 4
    settle(window, (1024, 640))
    assert (window.width(), window.height()) == (1024, 640)
    assert beside.width() <= usual
    settle(window, (1440, 900))
    assert usual < beside.width() <= 1440 / 4
