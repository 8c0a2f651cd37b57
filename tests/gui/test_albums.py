"""The table's songs under their albums, and small covers in its rows."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.flac import FLAC, Picture
from PySide6.QtCore import QBuffer, QModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.dragging import SONGS, unpacked
from app.main_window import MainWindow
from app.models.bands import Bands
from app.models.columns import Column
from app.roles import BAND_ROLE, COVER_ROLE
from mer_core.library.albums import Albums
from mer_core.library.database import Library
from mer_core.library.tracks import Details, ScannedFile
from mer_core.paths import AppPaths
from tests.gui.conftest import MakeWindow, make_song

#: Title, artist, album, album artist, year, track.
TAGS = (
    ("Ágætis byrjun", "Sigur Rós", "Ágætis byrjun", "", 1999, 1),
    ("Starálfur", "Sigur Rós", "Ágætis byrjun", "", 1999, 2),
    ("Porcelain", "Moby", "Now 45", "", 2000, 1),
    ("Song 2", "Blur", "Now 45", "", 2000, 2),
    ("Sexy Boy", "Air", "Now 45", "", 2000, 3),
    ("A demo", "Somebody", "", "", None, None),
)
BANDS = [
    ("Ágætis byrjun", "Sigur Rós", "1999 · 2 songs"),
    ("Now 45", "Various artists", "2000 · 3 songs"),
    ("No album", "", "1 song"),
]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NO_KEY, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def window(paths: AppPaths, tmp_path: Path, make_window: MakeWindow) -> MainWindow:
    """Songs of two albums and one of none; the first has a cover, the second other bytes."""
    sound = make_song(tmp_path / "sound.flac", seed=1)
    files = []
    for title, artist, album, by, year, number in TAGS:
        path = tmp_path / (album or "loose") / f"{title}.flac"
        path.parent.mkdir(exist_ok=True)
        shutil.copyfile(sound, path)
        if title == "Ágætis byrjun":
            add_picture(path, red_picture())
        elif title == "Starálfur":
            add_picture(path, b"\x89PNG and no more")
        status = path.stat()
        files.append(
            ScannedFile(
                path, status.st_size, status.st_mtime_ns, f"{title:x<64}", title, artist, album,
                6.0, "FLAC", 44_100, 2, details=Details(by, year, number, 1),
            )
        )  # fmt: skip
    with Library.open(paths.library) as library:
        library.add(files)
    window = make_window()
    window.process.close()
    return window


@pytest.fixture
def grouped(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """The same under bands."""
    qtbot.keyClick(window, Qt.Key.Key_G, CONTROL)
    qtbot.waitUntil(lambda: bands(window) == BANDS)
    return window


def red_picture() -> bytes:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def add_picture(path: Path, data: bytes) -> None:
    file, picture = FLAC(path), Picture()
    picture.type, picture.mime, picture.data = 3, "image/png", data
    file.add_picture(picture)
    file.save()


def bands(window: MainWindow) -> list[tuple[str, str, str]]:
    model = window.track_model
    cells = (model.index(row, 0).data(BAND_ROLE) for row in range(model.rowCount()))
    return [words for words in cells if words]


def titles(window: MainWindow) -> list[str]:
    """Of the songs, as they stand."""
    model = window.track_model
    cells = (model.index(row, Column.TITLE) for row in range(model.rowCount()))
    return [cell.data() for cell in cells if model.id_in(cell.row()) is not None]


def chosen(window: MainWindow) -> list[str]:
    """The titles of the chosen songs."""
    rows = map(window.track_model.row_of, window.frame.library.selected_ids())
    return [row.track.title for row in rows if row is not None]


def middle(window: MainWindow, row: int) -> QPoint:
    table = window.frame.library.table
    return QPoint(200, table.rowViewportPosition(row) + table.rowHeight(row) // 2)


def click(qtbot: QtBot, window: MainWindow, row: int, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    viewport = window.frame.library.table.viewport()
    qtbot.mouseClick(viewport, LEFT, keys, middle(window, row))


@given(st.lists(st.integers(1, 5), max_size=8))
def test_every_song_has_a_row_and_every_album_one_above_them(sizes: list[int]) -> None:
    starts = np.cumsum([0, *sizes])[:-1].astype(np.int64)
    under = Bands(sum(sizes), Albums(starts, np.zeros(len(sizes), np.bool_)))
    places = [under.place(row) for row in range(under.num_rows)]
    expected: list[int | None] = []
    for start, size in zip(starts.tolist(), sizes, strict=True):
        expected += [None, *range(start, start + size)]
    assert places == expected
    assert [under.row(place) for place in range(sum(sizes))] == [
        row for row, place in enumerate(places) if place is not None
    ]
    heads = [band for row in range(under.num_rows) if (band := under.band(row)) is not None]
    assert [(band.first, band.num_songs) for band in heads] == list(
        zip(starts.tolist(), sizes, strict=True)
    )


def test_songs_stand_under_their_albums_and_the_cursor_passes_the_bands(
    qtbot: QtBot, grouped: MainWindow
) -> None:
    table, model = grouped.frame.library.table, grouped.track_model
    assert titles(grouped) == [tags[0] for tags in TAGS]
    assert [str(model.index(row, 0).data() or "-") for row in range(9)] == list("-12-345-6")
    said = [str(model.index(row, Column.TITLE).data()) for row in (0, 3, 7)]
    assert said == [" · ".join(filter(None, words)) for words in BANDS]
    table.setCurrentIndex(model.index(2, Column.TITLE))
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert grouped.frame.library.current_row().track.title == "Porcelain"  # type: ignore[union-attr]
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.currentIndex().row() == 2
    table.selectAll()
    assert chosen(grouped) == titles(grouped)
    grouped.commands.group.trigger()
    qtbot.waitUntil(lambda: not bands(grouped))
    assert len(titles(grouped)) == model.rowCount() == len(TAGS)


def test_columns_sort_within_the_albums(qtbot: QtBot, grouped: MainWindow) -> None:
    grouped.frame.library.table.sort("-title")
    expected = ["Starálfur", "Ágætis byrjun", "Song 2", "Sexy Boy", "Porcelain", "A demo"]
    qtbot.waitUntil(lambda: titles(grouped) == expected)
    assert bands(grouped) == BANDS
    grouped.library.search("song | somebody")
    one = ("Now 45", "Various artists", "2000 · 1 song")
    qtbot.waitUntil(lambda: bands(grouped) == [one, BANDS[2]])


def test_a_band_is_clicked_to_choose_its_songs(qtbot: QtBot, grouped: MainWindow) -> None:
    click(qtbot, grouped, 3)
    assert chosen(grouped) == ["Porcelain", "Song 2", "Sexy Boy"]
    click(qtbot, grouped, 7, CONTROL)
    assert chosen(grouped) == ["Porcelain", "Song 2", "Sexy Boy", "A demo"]
    click(qtbot, grouped, 2)
    assert chosen(grouped) == ["Starálfur"]
    click(qtbot, grouped, 3, SHIFT)
    assert chosen(grouped) == ["Starálfur", "Porcelain", "Song 2", "Sexy Boy"]


def test_pages_and_ends_of_the_table_are_reached_over_bands(
    qtbot: QtBot, grouped: MainWindow
) -> None:
    table, model = grouped.frame.library.table, grouped.track_model
    ids = list(model.ids)
    starts = np.arange(0, 6, dtype=np.int64)  # a band above each song: every other row is one
    rows = [model.row_of(track_id) for track_id in ids]
    model.set_ids(ids, filter(None, rows), Albums(starts, np.zeros(6, np.bool_)))
    for page in (60, 100, 140):  # pixels: a page ends at a band or at a song
        grouped.resize(grouped.width(), grouped.height() + page)
        table.setCurrentIndex(model.index(1, Column.TITLE))
        for key, there in (
            (Qt.Key.Key_PageDown, 11), (Qt.Key.Key_PageUp, 1),
        ):  # fmt: skip
            before = -1
            while before != table.currentIndex().row():
                before = table.currentIndex().row()
                qtbot.keyClick(table, key)
                assert model.id_in(table.currentIndex().row()) is not None
            assert before == there
        qtbot.keyClick(table, Qt.Key.Key_End, CONTROL)
        assert table.currentIndex().row() == 11
        qtbot.keyClick(table, Qt.Key.Key_Home, CONTROL)
        assert table.currentIndex().row() == 1


def test_chosen_albums_stay_chosen_for_their_menu_and_for_a_drag(
    qtbot: QtBot, grouped: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = grouped.frame.library.table
    both = ["Ágætis byrjun", "Starálfur", "A demo"]
    click(qtbot, grouped, 0)
    click(qtbot, grouped, 7, CONTROL)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.RightButton, NO_KEY, middle(grouped, 7))
    assert chosen(grouped) == both
    dragged: list[list[int]] = []
    monkeypatch.setattr(  # a drag has a loop of its own
        type(table), "startDrag", lambda self, _: dragged.append(unpacked(self.dragged(), SONGS))
    )
    start = middle(grouped, 0)
    qtbot.mousePress(table.viewport(), LEFT, NO_KEY, start)
    qtbot.mouseMove(table.viewport(), start + QPoint(QApplication.startDragDistance() + 2, 0))
    qtbot.mouseRelease(table.viewport(), LEFT, NO_KEY, start)
    assert len(dragged[0]) == 3
    assert chosen(grouped) == both
    click(qtbot, grouped, 0)  # a click without a drag is for this one alone
    assert chosen(grouped) == both[:2]
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.RightButton, NO_KEY, middle(grouped, 3))
    assert chosen(grouped) == ["Porcelain", "Song 2", "Sexy Boy"]


def test_a_band_is_clicked_twice_to_hear_its_first_song(qtbot: QtBot, grouped: MainWindow) -> None:
    viewport = grouped.frame.library.table.viewport()
    qtbot.mouseDClick(viewport, LEFT, NO_KEY, middle(grouped, 3))
    qtbot.waitUntil(lambda: grouped.playing_actions.row is not None)
    assert grouped.playing_actions.row.track.title == "Porcelain"  # type: ignore[union-attr]
    following = [grouped.track_model.row_of(i) for i in grouped.playing_actions.queue.upcoming]
    assert [row.track.title for row in following if row] == ["Song 2", "Sexy Boy", "A demo"]


def test_a_band_is_dragged_with_all_its_songs(
    qtbot: QtBot, grouped: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = grouped.frame.library.table
    dragged: list[list[int]] = []
    monkeypatch.setattr(  # a drag has a loop of its own
        type(table), "startDrag", lambda self, _: dragged.append(unpacked(self.dragged(), SONGS))
    )
    start = middle(grouped, 3)
    qtbot.mousePress(table.viewport(), LEFT, NO_KEY, start)
    qtbot.mouseMove(table.viewport(), start + QPoint(2, 0))
    assert dragged == []
    qtbot.mouseMove(table.viewport(), start + QPoint(QApplication.startDragDistance() + 2, 0))
    assert dragged == [list(grouped.track_model.ids[2:5])]
    qtbot.mouseRelease(table.viewport(), LEFT, NO_KEY, start)


def test_albums_are_shown_again_at_the_next_start(
    qtbot: QtBot, grouped: MainWindow, make_window: MakeWindow
) -> None:
    grouped.close()
    again = make_window()
    again.process.close()
    qtbot.waitUntil(lambda: bands(again) == BANDS)
    assert again.commands.group.isChecked()
    again.commands.standard_layout.trigger()
    qtbot.waitUntil(lambda: not bands(again))
    assert not again.commands.group.isChecked()


def test_a_layout_keeps_whether_songs_stand_under_their_albums(
    qtbot: QtBot, grouped: MainWindow
) -> None:
    grouped.layouts._keep_as("Albums")
    grouped.commands.standard_layout.trigger()
    qtbot.waitUntil(lambda: not bands(grouped))
    menu = grouped.frame.library.table.layouts_menu
    next(each for each in menu.actions() if each.text() == "Albums").trigger()
    qtbot.waitUntil(lambda: bands(grouped) == BANDS)


def test_the_menu_of_columns_offers_albums(window: MainWindow) -> None:
    assert window.commands.group in window.frame.library.table.column_menu().actions()
    assert "group" in window.commands.keyed


def test_a_cover_is_read_once_its_row_is_seen(qtbot: QtBot, grouped: MainWindow) -> None:
    table, model = grouped.frame.library.table, grouped.track_model
    table.setColumnHidden(Column.COVER, False)

    def cover(row: int) -> QImage | None:
        found: QImage | None = model.index(row, Column.COVER).data(COVER_ROLE)
        return found

    qtbot.waitUntil(lambda: cover(1) is not None)
    image = cover(1)
    assert image is not None
    assert (image.height(), image.pixelColor(10, 10)) == (64, QColor("red"))
    assert cover(0) is not None  # the band shows that of its first song
    seen: list[int] = []
    grouped.covers.changed.connect(seen.append)
    grouped.covers.forget()  # as after a scan
    qtbot.waitUntil(lambda: cover(1) is not None)
    assert seen == [model.id_in(1)]
    assert cover(2) is None  # no picture, whatever the file says
    shown = table.grab().toImage()
    place = table.visualRect(model.index(1, Column.COVER))
    at = table.viewport().mapTo(table, place.topLeft()) + QPoint(20, place.height() // 2)
    assert shown.pixelColor(at * shown.devicePixelRatio()).red() > 200
    assert shown.pixelColor(at * shown.devicePixelRatio()).green() < 60


def test_more_covers_than_are_wanted_at_once_are_read_as_they_come_into_view_again(
    qtbot: QtBot, window: MainWindow
) -> None:
    rows = map(window.track_model.row_of, window.track_model.ids)
    first = next(row for row in rows if row and row.track.title == "Ágætis byrjun")
    window.covers.forget()
    for number in range(200):  # as by a drag of the scroll bar
        window.covers.get(replace(first, track=replace(first.track, id=1000 + number)))
    qtbot.waitUntil(lambda: window.covers.get(first) is not None)


def test_no_index_is_no_song(window: MainWindow) -> None:
    assert window.track_model.id_in(QModelIndex().row()) is None
    assert window.track_model.band_in(999) is None
