"""The playing song takes the whole window, and gives it back."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.main_window import MainWindow


def test_the_playing_song_gets_the_window_and_escape_brings_the_pages_back(
    window: MainWindow, songs: Path, qtbot: QtBot
) -> None:
    frame = window.frame
    window.commands.enlarge.trigger()
    assert frame.pages.isVisible()  # there is no song yet
    assert not window.commands.enlarge.isChecked()
    (songs / "broken.mp3").unlink()
    with qtbot.waitSignal(window.analysis_actions.finished):
        window.menus.open([songs])
    qtbot.waitUntil(lambda: frame.now_playing.is_complete)
    before = frame.now_playing.plot.height()
    window.commands.enlarge.trigger()
    qtbot.waitUntil(lambda: frame.now_playing.plot.height() > 1.5 * before)
    assert not frame.pages.isVisible()
    assert window.commands.enlarge.isChecked()
    frame._escape.activated.emit()
    assert frame.pages.isVisible()
    assert not window.commands.enlarge.isChecked()
    window.commands.enlarge.trigger()
    window.menus.go("map")
    assert frame.pages.isVisible()
