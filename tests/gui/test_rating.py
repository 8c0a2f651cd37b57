"""Stars in the window, by mouse and keys; songs that were heard are counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from pytestqt.qtbot import QtBot

from app.dragging import dropped_files
from app.main_window import MainWindow
from app.models.columns import Column
from app.widgets.stars import Stars
from mer_core.library.database import Library
from mer_core.library.tracks import Details, ScannedFile
from mer_core.paths import AppPaths
from tests.data.audio_files import make_audio
from tests.gui.conftest import MakeWindow
from tests.gui.playback.card import Card

pytestmark = pytest.mark.gui

LEFT, ALT, NONE = (
    Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier,
)  # fmt: skip


@pytest.fixture
def ids(paths: AppPaths, tmp_path: Path) -> list[int]:
    """Three songs of two seconds; the tags of B give it two stars."""
    files = [make_audio(tmp_path / f"{name}.flac", duration_s=2.0) for name in "ABC"]
    with Library.open(paths.library) as library:
        return library.add(
            ScannedFile(
                path, 1, 1, path.stem * 64, title=path.stem, duration_s=2.0,
                details=Details(rating=2 if path.stem == "B" else None),
            )
            for path in files
        )  # fmt: skip


@pytest.fixture
def window(ids: list[int], make_window: MakeWindow, qtbot: QtBot, card: Card) -> MainWindow:
    window = make_window()
    window.process.close()
    qtbot.waitUntil(lambda: list(window.track_model.ids) == ids)
    window.frame.library.table.setColumnHidden(Column.RATING, False)
    return window


def stars(window: MainWindow) -> list[int]:
    """What the table shows."""
    rows = [window.track_model.row_at(place) for place in range(3)]
    return [-1 if row is None else row.rating for row in rows]


def stored(window: MainWindow) -> list[tuple[int, int]]:
    with Library.open(window.paths.library) as library:
        return [(row.rating, row.plays) for row in library.rows()]


def of_playing(window: MainWindow) -> Stars:
    return window.frame.now_playing.card.stars


def click_star(window: MainWindow, qtbot: QtBot, place: int, star: int) -> None:
    table = window.frame.library.table
    index = window.track_model.index(place, Column.RATING)
    table.scrollTo(index)
    cell = table.visualRect(index)
    step = window.frame.theme.px(17)
    at = QPoint(round(cell.x() + 8 + (star - 0.5) * step), cell.center().y())
    qtbot.mouseClick(table.viewport(), LEFT, NONE, at)


def test_a_click_on_a_star_rates_the_same_once_more_clears_and_undo_brings_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: stars(window) == [0, 2, 0])
    click_star(window, qtbot, 0, 4)
    qtbot.waitUntil(lambda: stars(window) == [4, 2, 0])
    click_star(window, qtbot, 1, 2)  # over what the file says
    qtbot.waitUntil(lambda: stars(window) == [4, 0, 0])
    window.commands.undo_change.trigger()
    qtbot.waitUntil(lambda: stars(window) == [4, 2, 0])
    window.commands.undo_change.trigger()
    qtbot.waitUntil(lambda: stars(window) == [0, 2, 0])
    window.commands.redo_change.trigger()
    qtbot.waitUntil(lambda: stars(window) == [4, 2, 0])
    assert stored(window) == [(4, 0), (2, 0), (0, 0)]


def test_keys_rate_all_chosen_songs_and_one_undo_is_offered(
    window: MainWindow, ids: list[int], qtbot: QtBot
) -> None:
    window.frame.library.table.setFocus()
    window.frame.library.select_ids(ids)
    qtbot.keyClick(window.frame.library.table, Qt.Key.Key_5, ALT)
    qtbot.waitUntil(lambda: stars(window) == [5, 5, 5])
    assert "3 songs rated" in window.frame.notices.text
    window.frame.notices.bar.dismiss()
    window.commands.undo_change.trigger()
    qtbot.waitUntil(lambda: stars(window) == [0, 2, 0])
    # To offer "Undo" once more would take back whatever was done before.
    assert not window.frame.notices.bar.isVisible()


def test_the_playing_song_is_rated_beside_its_name(
    window: MainWindow, ids: list[int], qtbot: QtBot
) -> None:
    row = window.track_model.row_at(1)
    assert row is not None
    window.playing_actions.play(row)
    control = of_playing(window)
    assert (control.stars, control.accessibleDescription()) == (2, "2 stars")
    qtbot.mouseClick(control, LEFT, NONE, QPoint(round(window.frame.theme.px(17) * 4.5), 8))
    qtbot.waitUntil(lambda: control.stars == 5)
    for key, number in (
        (Qt.Key.Key_Left, 4), (Qt.Key.Key_1, 1), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Delete, 0),
    ):  # fmt: skip
        qtbot.keyClick(control, key)
        qtbot.waitUntil(lambda number=number: control.stars == number)  # type: ignore[misc]
    assert control.accessibleDescription() == "Not rated"
    assert window.playing_actions.row is not None
    assert window.playing_actions.row.track.id == ids[1]  # the arrows did not seek away
    window.frame.header.search.setFocus()
    window.commands.ratings.actions()[3].trigger()
    qtbot.waitUntil(lambda: control.stars == 3)


def test_the_playing_song_is_rated_in_the_mini_player(
    window: MainWindow, ids: list[int], qtbot: QtBot
) -> None:
    row = window.track_model.row_at(1)
    assert row is not None
    window.playing_actions.play(row)
    window.commands.mini.trigger()
    mini = window.mini.mini
    assert mini is not None
    assert mini.stars.stars == 2
    qtbot.mouseClick(mini.stars, LEFT, NONE, QPoint(round(window.frame.theme.px(17) * 4.5), 8))
    qtbot.waitUntil(lambda: (mini.stars.stars, of_playing(window).stars) == (5, 5))
    qtbot.keyClick(mini, Qt.Key.Key_3, ALT)
    qtbot.waitUntil(lambda: stored(window)[1][0] == 3)
    qtbot.waitUntil(lambda: mini.stars.stars == 3)
    window.playing_actions.next()
    qtbot.waitUntil(lambda: mini.stars.stars == 0)


def test_a_song_is_counted_once_after_half_of_it_and_not_for_seeking(
    window: MainWindow, ids: list[int], qtbot: QtBot, card: Card
) -> None:
    playing = window.playing_actions
    heard: list[int] = []
    window.rating_actions.heard.connect(heard.append)
    row = window.track_model.row_at(0)
    assert row is not None
    playing.play(row)
    playing.seek(1.9)
    qtbot.waitUntil(lambda: card.num_opened > 0)

    def has_come_to(track_id: int) -> bool:
        card.hear_at_once(0.02)
        return playing.row is not None and playing.row.track.id == track_id

    qtbot.waitUntil(lambda: has_come_to(ids[2]))
    qtbot.waitUntil(lambda: heard == [ids[1]])
    qtbot.waitUntil(lambda: has_come_to(ids[2]) and heard == ids[1:])
    assert stored(window) == [(0, 0), (2, 1), (0, 1)]
    qtbot.waitUntil(lambda: (seen := window.track_model.row_at(1)) is not None and seen.plays == 1)
    with Library.open(window.paths.library) as library:
        assert library.count("played:<1d") == 2


def test_chosen_songs_can_be_dragged_to_other_programs_but_not_back_into_the_window(
    window: MainWindow, ids: list[int], qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: stars(window) == [0, 2, 0])
    window.frame.library.select_ids(ids[:2])
    data = window.frame.library.table.dragged()
    paths = [window.track_model.row_at(place).track.path for place in (0, 1)]  # type: ignore[union-attr]
    assert [Path(url.toLocalFile()) for url in data.urls()] == paths
    assert dropped_files(data) == []
    foreign = QMimeData()
    foreign.setUrls(data.urls())
    assert dropped_files(foreign) == paths
