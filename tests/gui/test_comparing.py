"""Two songs on one axis: seen together, graded together, heard in turn."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from mer_core.library.database import Library
from mer_core.library.tracks import ScannedFile
from mer_core.paths import AppPaths
from tests.data.audio_files import make_audio
from tests.gui.conftest import MakeWindow
from tests.gui.playback.card import Card
from tests.gui.screens import faults, settle

pytestmark = pytest.mark.gui


@pytest.fixture
def window(
    paths: AppPaths, tmp_path: Path, make_window: MakeWindow, qtbot: QtBot, card: Card
) -> MainWindow:
    """A of twenty seconds stands at its start; B of forty is chosen and compared with it."""
    lengths = {"A": 20.0, "B": 40.0}
    files = {
        name: make_audio(tmp_path / f"{name}.flac", duration_s=lengths[name]) for name in lengths
    }
    with Library.open(paths.library) as library:
        ids = library.add(
            ScannedFile(path, 1, 1, name * 64, title=name, duration_s=lengths[name])
            for name, path in files.items()
        )
    window = make_window()
    window.process.close()
    qtbot.waitUntil(lambda: window.playing_actions.row is not None)
    qtbot.waitUntil(lambda: window.frame.now_playing.is_complete)
    row = window.track_model.row_of(ids[1])
    assert row is not None
    window.playing_actions.seek(3.0)
    window.compare.compare(row)
    compared = window.frame.now_playing.compared
    assert compared.plot._position_s == 3.0  # the playhead stands in both, paused or not
    qtbot.waitUntil(lambda: known_s(compared.plot) > 39.0)
    settle(window)
    return window


def known_s(plot: object) -> float:
    store = plot._mel.store  # type: ignore[attr-defined]
    return 0.0 if store is None else float(store.end_s)


def test_both_have_one_axis_as_long_as_the_longer_and_move_together(window: MainWindow) -> None:
    now = window.frame.now_playing
    first, second = now.plot, now.compared.plot
    assert not window.frame.pages.isVisible()
    assert first.span() == second.span() == (0.0, pytest.approx(40.0))
    assert first._mel.levels == second._mel.levels
    second.view.setXRange(5.0, 15.0, padding=0)
    assert first.span() == (5.0, 15.0)
    first.fit()
    assert second.span() == first.span()
    second.looks.brighten(2)
    first.looks.zoom(0.5)
    assert first._mel.levels == second._mel.levels == (-78.0, -8.0)
    assert first._mel.bands == second._mel.bands
    assert first._mel.is_zoomed


@pytest.mark.parametrize("size", [(1024, 640), (1440, 900)])
def test_both_fit_into_the_window(window: MainWindow, size: tuple[int, int]) -> None:
    settle(window, size)
    assert (window.width(), window.height()) == size
    assert faults(window) == []


def test_the_other_is_heard_from_the_same_place_on(window: MainWindow, qtbot: QtBot) -> None:
    window.playing_actions.seek(12.0)
    window.commands.switch.trigger()
    assert window.playing_actions.row is not None
    assert window.playing_actions.row.track.title == "B"
    assert window.playing_actions.position_s() == pytest.approx(12.0)
    assert window.frame.now_playing.compared.name.text() == "A"
    qtbot.waitUntil(lambda: known_s(window.frame.now_playing.compared.plot) > 19.0)
    qtbot.waitUntil(lambda: window.frame.now_playing.is_complete)


def test_what_follows_in_the_queue_stays_whichever_is_heard(window: MainWindow) -> None:
    playing = window.playing_actions
    a = playing.row
    assert a is not None
    playing.play(a)
    playing.add([a.track.id])
    follows = playing.queue.upcoming
    window.commands.switch.trigger()
    assert playing.queue.current != a.track.id
    assert playing.is_playing
    window.commands.switch.trigger()
    assert playing.queue.current == a.track.id
    assert playing.queue.upcoming == follows


def test_escape_ends_it_and_the_song_has_its_own_axis_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.keyClick(window.frame.now_playing.plot, Qt.Key.Key_Escape)
    now = window.frame.now_playing
    assert window.frame.pages.isVisible()
    assert not now.is_comparing
    assert now.plot.span() == (0.0, pytest.approx(20.0))
    window.commands.switch.trigger()  # there is nothing to hear instead
    assert window.playing_actions.row is not None
    assert window.playing_actions.row.track.title == "A"


def test_a_song_is_not_compared_with_itself(window: MainWindow) -> None:
    window.compare.end()
    row = window.playing_actions.row
    assert row is not None
    window.compare.compare(row)
    assert not window.frame.now_playing.is_comparing
