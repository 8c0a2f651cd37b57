"""The mood map's page in the real window: search, choose, play, keep, list."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.views.map_page import MapPage
from mer_core.library.database import Library
from mer_core.library.tracks import ScannedFile
from mer_core.paths import AppPaths
from tests.core.library.samples import make_emotion
from tests.gui.conftest import MakeWindow, make_song


@pytest.fixture
def window(paths: AppPaths, make_window: MakeWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A window on the map of four real songs, one a corner."""
    with Library.open(paths.library) as library:
        files = [make_song(tmp_path / f"{n}.flac", seed=n, duration_s=2.0) for n in range(4)]
        ids = library.add(
            ScannedFile(file, file.stat().st_size, file.stat().st_mtime_ns, f"{n:064x}",
                        title=f"Song {n}", duration_s=2.0)
            for n, file in enumerate(files)
        )  # fmt: skip
        for track_id, corner in zip(ids, [(-1, 1), (1, 1), (-1, -1), (1, -1)], strict=True):
            valence, arousal = corner
            library.save_emotion(track_id, make_emotion(valence * 0.5, arousal * 0.5))
    window = make_window()
    window.process.close()
    window.menus.go("map")
    qtbot.waitUntil(lambda: shown(window) == 4)
    return window


def shown(window: MainWindow) -> int:
    songs = window.frame.map.map.picture.songs
    return 0 if songs is None else len(songs)


def choose_upper(page: MapPage) -> None:
    """Draw around the two songs above."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    area = page.map.picture.space.area.toRect().adjusted(1, 1, -1, -1)
    corners = (area.topLeft(), area.topRight(), *_middle(area))
    QTest.mousePress(page.map, left, none, corners[0])
    for corner in corners[1:]:
        QTest.mouseMove(page.map, corner)
    QTest.mouseRelease(page.map, left, none, corners[-1])


def _middle(area: QRect) -> tuple[QPoint, QPoint]:
    right, left = area.topRight(), area.topLeft()
    right.setY(area.center().y())
    left.setY(area.center().y())
    return right, left


def press(page: MapPage, name: str) -> None:
    button = next(b for b in page.findChildren(QPushButton) if b.text() == name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_search_filters_the_map_and_stays_there(window: MainWindow, qtbot: QtBot) -> None:
    window.frame.header.search.set_query("valence:>0")
    qtbot.waitUntil(lambda: shown(window) == 2)
    assert window.frame.page == "map"
    window.library.leave_search()
    qtbot.waitUntil(lambda: shown(window) == 4)
    assert window.frame.page == "map"


def test_chosen_songs_are_played_kept_and_listed(window: MainWindow, qtbot: QtBot) -> None:
    page = window.frame.map
    choose_upper(page)
    chosen = window.track_model.ids[:2]
    press(page, "Play")
    qtbot.waitUntil(lambda: window.player.is_playing)
    assert window.frame.page == "map"
    assert window.track_model.ids == chosen
    assert window.playing_actions.row is not None
    assert window.playing_actions.row.track.id == chosen[0]
    with qtbot.waitSignal(window.crate_actions.made) as made:
        press(page, "New crate")
    press(page, "Show in the list")
    assert window.frame.page == "library"
    window.player.stop()
    window.crates.open_crate(made.args[0])
    qtbot.waitUntil(lambda: window.track_model.ids == chosen)


def test_a_song_is_heard_while_the_key_is_held(window: MainWindow, qtbot: QtBot) -> None:
    songs = window.frame.map.map
    songs.setFocus()
    QTest.keyClick(songs, Qt.Key.Key_Up)
    QTest.keyPress(songs, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: window.player.is_playing)
    QTest.keyRelease(songs, Qt.Key.Key_H)
    assert not window.player.is_playing


def test_a_crate_has_a_trail(window: MainWindow, qtbot: QtBot) -> None:
    page = window.frame.map
    assert page.trail.isHidden()
    choose_upper(page)
    press(page, "New crate")
    qtbot.waitUntil(lambda: window.frame.map.trail.count() == 2)
    page.trail.setCurrentIndex(1)
    assert page.map.picture.trail == "From the map"
