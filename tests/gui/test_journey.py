from __future__ import annotations

import os
import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.views.journey_page import JourneyPage
from mer_core.library.crates import PLAIN
from mer_core.library.database import Library
from mer_core.library.tracks import ScannedFile
from mer_core.paths import AppPaths
from mer_core.playlists.sets import SetWish
from mer_core.tonality import Key, Measures
from tests.core.library.samples import make_emotion
from tests.gui.conftest import MakeWindow
from tests.gui.screens import faults, settle


@pytest.fixture
def page(paths: AppPaths, make_window: MakeWindow, qtbot: QtBot) -> JourneyPage:
    """The page of journeys over a library of 300 songs all over the plane, a journey on it."""
    rng = np.random.default_rng(1)
    with Library.open(paths.library) as library:
        ids = library.add(
            ScannedFile(
                Path(f"/nowhere/{n}.flac"), 1, 1, f"{n:064x}", title=f"Song <b>{n}</b>",
                artist=f"Artist {n % 30}", duration_s=240.0,
            )
            for n in range(300)
        )  # fmt: skip
        for track_id, place in zip(ids, rng.uniform(-0.9, 0.9, (300, 2)), strict=True):
            measures = Measures(120.0 + track_id % 9, Key(track_id % 4))
            emotion = make_emotion(*map(float, place), duration_s=240.0)
            library.save_emotion(track_id, emotion, measures)
    window = make_window()
    window.process.close()
    qtbot.waitUntil(lambda: window.track_model.rowCount() == 300)
    window.commands.journey.trigger()
    qtbot.waitUntil(lambda: window.frame.page == "journey")
    page = window.frame.journey
    qtbot.waitUntil(lambda: page.journey is not None)
    return page


def window_of(page: JourneyPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def cell(page: JourneyPage, row: int, column: int) -> str:
    item = page.table.item(row, column)
    assert item is not None
    return item.text()


def test_it_leads_from_sad_to_happy_at_first(page: JourneyPage, qtbot: QtBot) -> None:
    assert page.journey is not None
    assert (page.start.currentText(), page.end.currentText()) == ("sad", "happy")
    assert page.table.rowCount() == len(page.journey.rows) >= 5
    assert cell(page, 0, 1).startswith("Song <b>")
    assert cell(page, 0, 4) == "the beginning"
    assert "pleasant" in cell(page, 1, 4)
    assert "songs · " in page._summary.whole()


def test_another_wish_finds_other_songs(page: JourneyPage, qtbot: QtBot) -> None:
    before = page.journey
    page.end.setCurrentText("calm")
    page.end.activated.emit(page.end.currentIndex())
    qtbot.waitUntil(lambda: page.journey is not None and page.journey is not before)
    page.songs.setValue(9)
    qtbot.waitUntil(lambda: page.table.rowCount() == 9)


def test_an_end_is_moved_by_the_arrow_keys_and_by_dragging(page: JourneyPage, qtbot: QtBot) -> None:
    start, end = page.plane.ends
    page.plane.setFocus()
    qtbot.keyClick(page.plane, Qt.Key.Key_Up)
    assert page.plane.ends[0] == (start[0], pytest.approx(start[1] + 0.05))
    assert page.start.currentText() == "On the map"
    qtbot.keyClick(page.plane, Qt.Key.Key_Space)
    qtbot.keyClick(page.plane, Qt.Key.Key_Left)
    assert page.plane.ends[1][0] == pytest.approx(end[0] - 0.05)
    press = page.plane.position_of(*page.plane.ends[1]).toPoint()
    goal = page.plane.position_of(0.5, -0.5).toPoint()
    qtbot.mousePress(page.plane, Qt.MouseButton.LeftButton, pos=press)
    qtbot.mouseMove(page.plane, goal)
    qtbot.mouseRelease(page.plane, Qt.MouseButton.LeftButton, pos=goal)
    assert page.plane.ends[1] == (pytest.approx(0.5, abs=0.02), pytest.approx(-0.5, abs=0.02))
    qtbot.waitUntil(
        lambda: page.journey is not None and page.journey.wish.end == page.plane.ends[1]
    )


def test_a_song_is_replaced_by_another_that_fits(page: JourneyPage, qtbot: QtBot) -> None:
    page.table.setCurrentCell(2, 0)
    actions = window_of(page).journey_actions
    with qtbot.waitSignal(actions.others) as told:
        page.other_button.click()
    menu = page.show_others(told.args[0])
    before = cell(page, 2, 1)
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: cell(page, 2, 1) != before)
    assert page.table.currentRow() == 2
    menu.close()


def test_it_is_kept_as_a_crate_in_its_order(page: JourneyPage, qtbot: QtBot) -> None:
    window = window_of(page)
    assert page.journey is not None
    ids = page.journey.ids
    with qtbot.waitSignal(window.crate_actions.made) as made:
        page.form.start_button.click()
    crate = made.args[0]
    assert (crate.kind, crate.name) == (PLAIN, "From sad to happy")
    with Library.open(window.paths.library) as library:
        assert library.crates.songs(crate.id) == ids


def test_its_songs_are_the_queue_in_their_order(page: JourneyPage, qtbot: QtBot) -> None:
    playing = window_of(page).playing_actions
    assert page.journey is not None
    ids = page.journey.ids
    page.table.setCurrentCell(1, 0)
    with qtbot.waitSignal(playing.queue_changed):
        page.play_button.click()
    assert playing.queue.current == ids[1]
    assert playing.queue.upcoming == ids[2:]


def test_a_session_sheet_takes_the_names_of_its_songs(page: JourneyPage, qtbot: QtBot) -> None:
    window = window_of(page)
    with qtbot.waitSignal(window.session_actions.listed):
        page.session_button.click()
    dialog = window.sessions.dialog
    assert dialog is not None
    with qtbot.waitSignal(dialog.kept) as kept:
        for grid in (dialog.before, dialog.after):
            qtbot.keyClick(grid, Qt.Key.Key_Up)
        dialog.keep_button.click()
    assert len(kept.args[0].songs) == len(page.rows)
    assert kept.args[0].songs[0] == f"{page.rows[0].track.artist} – {page.rows[0].track.title}"


def choose_set(page: JourneyPage, qtbot: QtBot) -> None:
    page.kind.setCurrentIndex(1)
    page.kind.activated.emit(1)
    qtbot.waitUntil(lambda: page.journey is not None and isinstance(page.journey.wish, SetWish))


def test_a_set_is_made_by_energy_tempo_and_key(page: JourneyPage, qtbot: QtBot) -> None:
    choose_set(page, qtbot)
    assert not page.plane.isVisible()
    assert page.table.rowCount() >= 12
    assert re.fullmatch(r"energy \d+ → \d+, \d+ → \d+ BPM", cell(page, 1, 4))
    page.set_fields.keys.click()
    qtbot.waitUntil(lambda: page.table.rowCount() > 1 and cell(page, 1, 4).count("→") == 3)
    window = window_of(page)
    with qtbot.waitSignal(window.crate_actions.made) as made:
        page.form.start_button.click()
    assert made.args[0].name == "Set: build"
    settle(window, (1024, 640))
    assert not faults(window)
    if where := os.environ.get("SCREENS"):
        window.grab().save(f"{where}/set.png")


def test_too_few_songs_are_told_in_place_of_the_table(page: JourneyPage, qtbot: QtBot) -> None:
    window = window_of(page)
    window.library.ask("title:nothing")
    qtbot.waitUntil(lambda: window.track_model.rowCount() == 0)
    window.commands.journey.trigger()
    qtbot.waitUntil(lambda: page.journey is None)
    assert not page.form.start_button.isEnabled()
    assert not page.other_button.isEnabled()
    assert "too few songs (0)" in page.nothing.title_label.text()


@pytest.mark.parametrize("size", [(1024, 640), (1366, 768)])
def test_everything_is_on_the_screen(
    page: JourneyPage, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window = window_of(page)
    window.resize(*size)
    settle(window)
    assert not faults(window)


def test_songs_of_one_artist_make_a_journey_that_says_so(page: JourneyPage, qtbot: QtBot) -> None:
    window = window_of(page)
    window.frame.header.search.set_query('artist:="Artist 3"')
    qtbot.waitUntil(lambda: window.track_model.rowCount() == 10)
    window.commands.journey.trigger()
    qtbot.waitUntil(lambda: "by one artist" in page.note.text() and page.note.isVisible())
    assert {row.track.artist for row in page.rows} == {"Artist 3"}
    settle(window, (1024, 640))
    assert faults(window) == []
    if where := os.environ.get("SCREENS"):
        window.grab().save(os.path.join(where, "journey-of-one-artist.png"))
