"""The queue in the window: what plays, what comes, and every way to change it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.dragging import SONGS, packed
from app.main_window import MainWindow
from app.models.queue import QueueModel
from app.roles import ROW_ROLE
from app.views.queue_panel import QueuePanel
from mer_core.library.database import Library
from mer_core.library.tracks import ScannedFile
from mer_core.paths import AppPaths
from tests.core.library.samples import make_emotion
from tests.data.audio_files import make_audio
from tests.gui.conftest import MakeWindow
from tests.gui.playback.card import Card
from tests.gui.screens import SIZES, faults, settle

pytestmark = pytest.mark.gui


@pytest.fixture
def ids(paths: AppPaths, tmp_path: Path) -> list[int]:
    """Six songs of one second, A to F."""
    files = [make_audio(tmp_path / f"{name}.flac", duration_s=1.0) for name in "ABCDEF"]
    with Library.open(paths.library) as library:
        return library.add(
            ScannedFile(path, 1, 1, path.stem * 64, title=path.stem, artist="Us", duration_s=1.0)
            for path in files
        )


@pytest.fixture
def window(ids: list[int], make_window: MakeWindow, qtbot: QtBot, card: Card) -> MainWindow:
    window = make_window()
    window.process.close()
    qtbot.waitUntil(lambda: list(window.track_model.ids) == ids)
    return window


def press(window: MainWindow, keys: str, qtbot: QtBot, *, on: int) -> None:
    """Press ``keys`` in the table, with the cursor on a row."""
    table = window.frame.library.table
    table.setFocus()
    window.frame.library.select_ids([window.track_model.ids[on]])
    sequence = {"Q": (Qt.Key.Key_Q, Qt.KeyboardModifier.NoModifier),
                "Shift+Q": (Qt.Key.Key_Q, Qt.KeyboardModifier.ShiftModifier)}  # fmt: skip
    qtbot.keyClick(table, *sequence[keys])


def play(window: MainWindow, place: int) -> None:
    row = window.track_model.row_at(place)
    assert row is not None
    window.playing_actions.play(row)


def open_panel(window: MainWindow) -> QueuePanel:
    window.commands.queue.trigger()
    panel = window.findChild(QueuePanel)
    assert isinstance(panel, QueuePanel)
    return panel


def upcoming(window: MainWindow, ids: list[int]) -> str:
    return "".join("ABCDEF"[ids.index(i)] for i in window.playing_actions.queue.upcoming)


def test_a_list_plays_on_without_a_gap_and_what_was_queued_comes_first(
    window: MainWindow, ids: list[int], qtbot: QtBot, card: Card
) -> None:
    play(window, 1)
    assert upcoming(window, ids) == "CDEF"
    press(window, "Q", qtbot, on=5)
    press(window, "Shift+Q", qtbot, on=4)
    assert upcoming(window, ids) == "EFCDEF"
    assert "will play next" in window.frame.notices.text
    heard: list[str] = []
    window.playing_actions.track_changed.connect(lambda row: heard.append(row.track.title))
    qtbot.waitUntil(lambda: card.num_opened > 0)

    def has_come_to(titles: list[str]) -> bool:
        card.hear_at_once(0.02)
        return heard == titles

    qtbot.waitUntil(lambda: has_come_to(["E"]))
    qtbot.waitUntil(lambda: has_come_to(["E", "F"]))
    assert upcoming(window, ids) == "CDEF"
    assert window.windowTitle().startswith("F")
    window.playing_actions.next()
    window.playing_actions.next()
    qtbot.waitUntil(lambda: heard[2:] == ["C", "D"])
    window.playing_actions.previous()
    qtbot.waitUntil(lambda: heard[4:] == ["C"])


def test_the_panel_moves_removes_and_plays_by_keyboard(
    window: MainWindow, ids: list[int], qtbot: QtBot
) -> None:
    play(window, 0)
    panel = open_panel(window)
    assert panel.list.hasFocus()
    qtbot.waitUntil(lambda: "B" in str(panel.list.model().index(0, 0).data()))
    flag = QItemSelectionModel.SelectionFlag  # selectRow would ask for the keys that are held
    first = panel.list.model().index(0, 0)
    panel.list.selectionModel().setCurrentIndex(first, flag.ClearAndSelect | flag.Rows)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert upcoming(window, ids) == "CBDEF"
    assert panel.list.places() == [1]
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert upcoming(window, ids) == "CDEF"
    assert panel.list.places() == [1]
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    row = window.playing_actions.row
    assert row is not None
    assert row.track.title == "D"
    assert upcoming(window, ids) == "EF"
    panel.clear_button.click()
    assert upcoming(window, ids) == ""
    panel.close_button.click()
    assert not panel.isVisible()
    assert window.frame.library.table.hasFocus()


def test_songs_are_dropped_into_the_queue_and_dragged_within_it(
    window: MainWindow, ids: list[int], qtbot: QtBot
) -> None:
    play(window, 0)
    panel = open_panel(window)
    settle(window)

    def drop(place: int) -> None:
        viewport, height = panel.list.viewport(), panel.list.rowHeight(0)
        mime = packed(SONGS, [ids[0]])
        where = QPointF(20, place * height + 3)
        button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        copy = Qt.DropAction.CopyAction
        enter = QDragEnterEvent(where.toPoint(), copy, mime, button, none)
        QApplication.sendEvent(viewport, enter)
        QApplication.sendEvent(viewport, QDragMoveEvent(where.toPoint(), copy, mime, button, none))
        QApplication.sendEvent(viewport, QDropEvent(where, copy, mime, button, none))

    drop(2)
    assert upcoming(window, ids) == "BCADEF"
    panel.list._dragged = [2]  # as while a drag of the panel's own goes on
    drop(0)
    assert upcoming(window, ids) == "ABCDEF"


def test_shuffle_and_repeat_are_told_in_words_and_kept(
    window: MainWindow, ids: list[int], qtbot: QtBot, make_window: MakeWindow
) -> None:
    play(window, 2)
    panel = open_panel(window)
    window.commands.shuffle.trigger()
    window.commands.repeat.trigger()
    assert panel.shuffle.accessibleName() == "Shuffle: on"
    assert panel.repeat.accessibleName() == "Repeat: the whole list"
    window.playing_actions.seek(0.5)
    order = upcoming(window, ids)
    assert sorted(order) == list("ABDEF")
    window.close()
    again = make_window()
    qtbot.waitUntil(lambda: again.playing_actions.row is not None)
    row = again.playing_actions.row
    assert row is not None
    assert row.track.title == "C"
    assert again.player.position_s() == pytest.approx(0.5)
    assert not again.player.is_playing
    assert upcoming(again, ids) == order
    again.commands.shuffle.trigger()
    assert upcoming(again, ids) == "DEF"


def test_what_follows_is_not_decoded_again_where_it_stays_the_same(
    window: MainWindow, ids: list[int]
) -> None:
    play(window, 0)
    following = window.player._deck.wish.following
    assert following is not None
    assert following.path.stem == "B"
    window.commands.repeat.trigger()
    assert window.player._deck.wish.following is following
    window.playing_actions.add([ids[4]])
    following = window.player._deck.wish.following
    assert following is not None
    assert following.path.stem == "E"
    window.playing_actions.add([ids[5]])
    assert window.player._deck.wish.following is following


def test_a_file_that_is_gone_is_passed_over(
    window: MainWindow, ids: list[int], qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "B.flac").unlink()
    play(window, 1)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("C"))
    assert window.player.is_playing


def test_the_sleep_timer_pauses_at_the_end_of_the_song_or_when_its_time_has_come(
    window: MainWindow, ids: list[int], qtbot: QtBot, card: Card
) -> None:
    chosen = {action.data(): action for action in window.commands.sleeps.actions()}
    play(window, 1)
    chosen[-1].trigger()
    qtbot.waitUntil(lambda: card.num_opened > 0)

    def is_held() -> bool:
        card.hear_at_once(0.02)
        return not window.player.is_playing

    qtbot.waitUntil(is_held)
    assert window.windowTitle().startswith("C")
    assert upcoming(window, ids) == "DEF"
    assert chosen[0].isChecked()
    window.playing_actions.toggle()
    chosen[30].trigger()
    assert window.sleep.timer.remainingTime() > 29 * 60_000
    window.sleep.timer.start(0)
    qtbot.waitUntil(lambda: window.player.state == "paused")
    assert chosen[0].isChecked()
    chosen[15].trigger()
    chosen[0].trigger()
    assert not window.sleep.timer.isActive()


def test_the_mini_player_shows_the_song_and_steers_it(
    window: MainWindow, ids: list[int], qtbot: QtBot, card: Card
) -> None:
    play(window, 0)
    window.commands.mini.trigger()
    mini = window.mini.mini
    assert mini is not None
    assert mini.isVisible()
    assert window.isMinimized()
    assert mini.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    settle(mini)  # type: ignore[arg-type]
    assert faults(mini) == []  # type: ignore[arg-type]
    assert mini.transport.play_button.accessibleName() == "Pause"
    mini.transport.play_button.click()
    assert mini.transport.play_button.accessibleName() == "Play"
    mini.transport.next_button.click()
    assert mini._title.text() == "B"
    qtbot.keyClick(mini, Qt.Key.Key_Escape)
    assert not mini.isVisible()
    assert not window.isMinimized()


def test_the_queue_becomes_a_crate(window: MainWindow, ids: list[int], qtbot: QtBot) -> None:
    play(window, 3)
    with qtbot.waitSignal(window.crate_actions.made):
        open_panel(window).save_button.click()
    with Library.open(window.paths.library) as library:
        (crate,) = library.crates.tree().called("Queue")
        assert library.crates.songs(crate.id) == ids[3:]


@pytest.mark.parametrize("size", SIZES)
def test_the_panel_fits(window: MainWindow, qtbot: QtBot, size: tuple[int, int]) -> None:
    play(window, 0)
    open_panel(window)
    settle(window, size)
    assert faults(window) == []


def test_a_song_that_is_gone_is_asked_for_once_and_rows_of_others_are_not_kept(
    window: MainWindow, ids: list[int], qtbot: QtBot
) -> None:
    queue, asked = window.playing_actions.queue, list[object]()
    play(window, 0)
    queue.add([max(ids) + 1])
    model = QueueModel(queue)
    model.wanted.connect(asked.append)
    model.show_anew()
    gone, next_one = model.index(0, 0), model.index(1, 0)
    for _ in range(3):
        assert gone.data(ROW_ROLE) is None
        assert next_one.data(ROW_ROLE) is None or asked
        qtbot.waitUntil(lambda: bool(asked))
        model.put_rows(window.track_model.row_at(place) for place in range(6))
        QApplication.processEvents()
    assert asked == [sorted([max(ids) + 1, ids[1]])]
    assert next_one.data(ROW_ROLE).track.id == ids[1]
    assert set(model._rows) == {ids[1]}


def test_the_mood_of_the_playing_song_is_kept_by_what_comes_next(
    window: MainWindow, ids: list[int], qtbot: QtBot
) -> None:
    moods = (0.8, -0.9, 0.7, -0.8, 0.75, 0.1)
    with Library.open(window.paths.library) as library:
        for track_id, valence in zip(ids, moods, strict=True):
            library.save_emotion(track_id, make_emotion(valence, valence))
    play(window, 0)
    playing = window.playing_actions
    with qtbot.waitSignal(window.like_actions.kept):
        qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert upcoming(window, ids) == "ECFDB"
    assert playing.is_playing
    assert playing.row is not None
    assert playing.row.track.id == ids[0]
    assert "5 songs like “A” come next" in window.frame.notices.text
