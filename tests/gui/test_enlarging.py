"""The playing song takes the whole window, and gives it back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow


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
