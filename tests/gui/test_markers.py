"""Markers in the playing song: set, named, moved, jumped to and deleted by keys and mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.widgets.cell_editor import CellEditor
from mer_core.library.database import Library
from mer_core.library.markers import Marker
from mer_core.library.tracks import ScannedFile
from mer_core.paths import AppPaths
from tests.data.audio_files import make_audio
from tests.gui.conftest import MakeWindow
from tests.gui.playback.card import Card
from tests.gui.screens import faults, settle

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def ids(paths: AppPaths, tmp_path: Path) -> list[int]:
    """Two songs of forty seconds."""
    files = [make_audio(tmp_path / f"{name}.flac", duration_s=40.0) for name in "AB"]
    with Library.open(paths.library) as library:
        return library.add(
            ScannedFile(path, 1, 1, path.stem * 64, title=path.stem, duration_s=40.0)
            for path in files
        )


@pytest.fixture
def window(ids: list[int], make_window: MakeWindow, qtbot: QtBot, card: Card) -> MainWindow:
    """It shows A, which stands at its start."""
    window = make_window()
    window.process.close()
    qtbot.waitUntil(lambda: window.playing_actions.row is not None)
    qtbot.waitUntil(lambda: window.frame.now_playing.is_complete)
    settle(window)
    return window


def times(window: MainWindow) -> list[float]:
    return [each.time_s for each in window.marker_actions.markers]


def stored(window: MainWindow, track_id: int) -> tuple[Marker, ...]:
    with Library.open(window.paths.library) as library:
        return library.markers.of(track_id)


def mark_at(window: MainWindow, *seconds: float) -> None:
    for time_s in seconds:
        window.playing_actions.seek(time_s)
        window.commands.mark.trigger()


def flag(window: MainWindow, number: int) -> QPoint:
    """The middle of a flag, in the canvas's pixels."""
    plot = window.frame.now_playing.plot
    at = plot.view.x_of(times(window)[number]) + 5.0
    return plot.canvas.mapFromScene(plot.view.mapToScene(QPointF(at, 8.0)))


def choose(window: MainWindow, qtbot: QtBot, number: int, entry: str) -> None:
    """Open the menu over a flag by the mouse and choose an entry."""
    canvas = window.frame.now_playing.plot.canvas
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.RightButton, pos=flag(window, number))
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = (each for each in menu.actions() if each.text() == entry)
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def test_markers_are_set_kept_for_their_song_and_taken_back(
    window: MainWindow, ids: list[int], qtbot: QtBot
) -> None:
    mark_at(window, 20.0, 5.0, 20.0)
    assert times(window) == [5.0, 20.0]
    qtbot.waitUntil(lambda: len(stored(window, ids[0])) == 2)
    assert "Markers: 1 0:05, 2 0:20." in window.frame.now_playing.plot.accessibleDescription()
    settle(window, (1440, 900))
    assert faults(window) == []
    window.playing_actions.next()
    qtbot.waitUntil(lambda: window.playing_actions.row.track.id == ids[1])  # type: ignore[union-attr]
    assert times(window) == []
    window.playing_actions.previous()
    qtbot.waitUntil(lambda: times(window) == [5.0, 20.0])
    window.commands.undo_change.trigger()
    qtbot.waitUntil(lambda: times(window) == [20.0])
    window.commands.redo_change.trigger()
    qtbot.waitUntil(lambda: times(window) == [5.0, 20.0])


def test_keys_jump_from_marker_to_marker(window: MainWindow, qtbot: QtBot) -> None:
    mark_at(window, 5.0, 20.0)
    window.playing_actions.seek(0.0)
    for command, place in (
        (window.commands.next_marker, 5.0), (window.commands.next_marker, 20.0),
        (window.commands.next_marker, 20.0), (window.commands.previous_marker, 5.0),
        (window.commands.previous_marker, 5.0),
    ):  # fmt: skip
        command.trigger()
        assert window.playing_actions.position_s() == pytest.approx(place)


def test_a_flag_is_clicked_and_dragged(window: MainWindow, ids: list[int], qtbot: QtBot) -> None:
    mark_at(window, 10.0)
    window.playing_actions.seek(0.0)
    canvas = window.frame.now_playing.plot.canvas
    qtbot.mouseClick(canvas.viewport(), LEFT, pos=flag(window, 0))
    qtbot.waitUntil(lambda: window.playing_actions.position_s() == pytest.approx(10.0))
    begin = flag(window, 0)
    qtbot.mousePress(canvas.viewport(), LEFT, pos=begin)
    for step in range(1, 6):
        qtbot.mouseMove(canvas.viewport(), begin + QPoint(20 * step, 0))
    qtbot.mouseRelease(canvas.viewport(), LEFT, pos=begin + QPoint(100, 0))
    qtbot.waitUntil(lambda: times(window)[0] > 10.5)
    qtbot.waitUntil(lambda: stored(window, ids[0])[0].time_s == times(window)[0])
    assert window.frame.now_playing.plot.span() == (0.0, 40.0)  # it was not panned


def test_a_marker_is_named_and_deleted_by_its_menu(
    window: MainWindow, ids: list[int], qtbot: QtBot
) -> None:
    mark_at(window, 10.0, 30.0)
    choose(window, qtbot, 1, "Name this marker")
    editor = window.frame.now_playing.plot.findChild(CellEditor)
    assert isinstance(editor, CellEditor)
    assert editor.hasFocus()
    qtbot.keyClicks(editor, "Drop")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert [each.name for each in window.marker_actions.markers] == ["", "Drop"]
    assert "Drop 0:30" in window.frame.now_playing.plot.accessibleDescription()
    choose(window, qtbot, 0, "Delete this marker")
    qtbot.waitUntil(lambda: stored(window, ids[0]) == (Marker(30.0, "Drop"),))


def test_what_was_begun_with_a_marker_ends_with_its_song(
    window: MainWindow, ids: list[int], qtbot: QtBot
) -> None:
    """A menu and a drag may outlive the song: neither touches the markers of the next."""
    with Library.open(window.paths.library) as library:
        library.markers.put(ids[1], [Marker(10.0, "Theirs")])
    mark_at(window, 10.0)
    canvas = window.frame.now_playing.plot.canvas
    (marker,) = window.marker_actions.markers
    begin = flag(window, 0)
    qtbot.mousePress(canvas.viewport(), LEFT, pos=begin)
    for step in range(1, 4):
        qtbot.mouseMove(canvas.viewport(), begin + QPoint(20 * step, 0))
    window.playing_actions.next()
    qtbot.waitUntil(lambda: [each.name for each in window.marker_actions.markers] == ["Theirs"])
    qtbot.mouseMove(canvas.viewport(), begin + QPoint(90, 0))
    qtbot.mouseRelease(canvas.viewport(), LEFT, pos=begin + QPoint(100, 0))
    window.marker_actions.delete(marker)
    window.marker_actions.rename(marker, "Ours")
    assert window.marker_actions.markers == (Marker(10.0, "Theirs"),)
    qtbot.waitUntil(lambda: stored(window, ids[0]) == (marker,))
    assert stored(window, ids[1]) == (Marker(10.0, "Theirs"),)
