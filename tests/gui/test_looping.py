"""One section of a song, heard again and again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from mer_core.library.database import Library
from mer_core.library.tracks import ScannedFile
from mer_core.paths import AppPaths
from tests.core.library.samples import make_curve, make_emotion
from tests.data.audio_files import make_audio
from tests.gui.conftest import MakeWindow
from tests.gui.playback.card import Card

CUT_S, END_S = 20.0, 40.0


@pytest.fixture
def window(
    make_window: MakeWindow, paths: AppPaths, tmp_path: Path, card: Card, qtbot: QtBot
) -> MainWindow:
    """Two songs; the first is sad for its first half, happy for the second."""
    half = round(CUT_S)
    valence, arousal = [-0.6] * half + [0.6] * half, [-0.5] * half + [0.6] * half
    curve = make_curve(valence, arousal, ["sad"] * half + ["happy"] * half)
    with Library.open(paths.library) as library:
        for name in "AB":
            path = make_audio(tmp_path / f"{name}.flac", duration_s=END_S)
            file = ScannedFile(path, path.stat().st_size, path.stat().st_mtime_ns, name * 64)
            (track_id,) = library.add([file])
            library.save_emotion(track_id, make_emotion(curve=curve, duration_s=END_S))
    window = make_window()
    window.process.close()
    qtbot.waitUntil(lambda: window.now_playing.emotion is not None)
    qtbot.waitUntil(lambda: window.frame.now_playing.is_complete)
    return window


def press(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)


def test_the_section_at_the_playhead_is_looped_until_the_key_is_pressed_again(
    window: MainWindow, card: Card, qtbot: QtBot
) -> None:
    playing, plot = window.playing_actions, window.frame.now_playing.plot
    playing.toggle()
    playing.seek(CUT_S - 1.0)
    press(window)
    assert window.loop.span == (0.0, CUT_S)
    assert window.commands.loop.isChecked()
    assert plot._loop.isVisible()
    card.hear(window.player, 0.9)
    assert playing.position_s() > CUT_S - 1.0
    with qtbot.waitSignal(playing.jumped):
        card.hear(window.player, 0.3)
    assert playing.position_s() == pytest.approx(0.0, abs=0.1)
    press(window)
    assert window.loop.span is None
    assert not window.commands.loop.isChecked()
    assert not plot._loop.isVisible()


def test_the_last_section_does_not_run_into_the_next_song(
    window: MainWindow, card: Card, qtbot: QtBot
) -> None:
    playing = window.playing_actions
    playing.toggle()
    row = playing.row
    playing.seek(END_S - 1.0)
    press(window)
    with qtbot.waitSignal(playing.jumped):
        card.hear(window.player, 0.9)
    assert playing.position_s() == pytest.approx(CUT_S, abs=0.1)
    assert playing.row is row


def test_a_jump_out_of_it_and_another_song_end_the_loop(window: MainWindow) -> None:
    playing = window.playing_actions
    press(window)
    playing.seek(CUT_S - 1.0)
    assert window.loop.span == (0.0, CUT_S)
    playing.seek(CUT_S + 1.0)
    assert window.loop.span is None
    press(window)
    assert window.loop.span == (CUT_S, END_S - 0.25)
    row = window.track_model.row_of(window.track_model.ids[1])
    assert row is not None
    playing.load(row)
    assert window.loop.span is None


def test_what_is_heard_live_in_the_songs_place_is_not_looped(
    window: MainWindow, qtbot: QtBot
) -> None:
    press(window)
    window.live.ear.opened.emit("Microphone")
    assert window.loop.span is None
    press(window)
    assert window.loop.span is None
    assert not window.commands.loop.isChecked()
    window.live.ear.ended.emit()
    qtbot.waitUntil(lambda: window.now_playing.emotion is not None)
    press(window)
    assert window.loop.span == (0.0, CUT_S)


def test_without_a_song_there_is_nothing_to_loop(make_window: MakeWindow) -> None:
    window = make_window()
    press(window)
    assert window.loop.span is None
    assert not window.commands.loop.isChecked()
