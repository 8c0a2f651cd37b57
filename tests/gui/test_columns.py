from __future__ import annotations

import html
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.models.columns import HEADINGS, MOOD_COLUMNS, NUM_COLUMNS, Column
from app.views.track_columns import HIDDEN
from mer_core.library.database import Library
from mer_core.library.tracks import Details, ScannedFile, TagsRead
from mer_core.paths import AppPaths
from mer_core.tonality import Key, Measures
from tests.core.library.samples import make_emotion
from tests.gui.conftest import MakeWindow


@pytest.fixture
def window(paths: AppPaths, make_window: MakeWindow) -> MainWindow:
    """A to D, of two artists and two years."""
    songs = [("A", "X", 1990), ("B", "Y", 2000), ("C", "X", 2000), ("D", "Y", 1990)]
    with Library.open(paths.library) as library:
        ids = library.add(
            ScannedFile(
                Path(f"/nowhere/{title}.flac"), 1, 1, title * 64, title, artist, "Album", 60.0,
                "FLAC", 44_100, 2, details=Details("Various", year, 3, 1),
            )
            for title, artist, year in songs
        )  # fmt: skip
        library.save_emotion(ids[0], make_emotion())
    window = make_window()
    window.process.close()
    return window


def shown(window: MainWindow) -> str:
    places = range(window.track_model.rowCount())
    return "".join(str(window.track_model.index(place, Column.TITLE).data()) for place in places)


def click(qtbot: QtBot, window: MainWindow, column: Column, *, shift: bool = False) -> None:
    header = window.frame.library.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    key = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, key, place)


def heading(window: MainWindow, column: Column) -> str:
    return str(window.track_model.headerData(column, Qt.Orientation.Horizontal))


def test_shift_click_sorts_by_one_column_more(qtbot: QtBot, window: MainWindow) -> None:
    window.frame.library.table.setColumnHidden(Column.YEAR, False)
    click(qtbot, window, Column.YEAR)
    click(qtbot, window, Column.YEAR)
    click(qtbot, window, Column.ARTIST, shift=True)
    qtbot.waitUntil(lambda: shown(window) == "CBAD")
    assert heading(window, Column.YEAR) == "Year ↓1"
    assert heading(window, Column.ARTIST) == "Artist ↑2"
    click(qtbot, window, Column.ARTIST, shift=True)
    qtbot.waitUntil(lambda: shown(window) == "BCDA")
    click(qtbot, window, Column.ARTIST, shift=True)
    assert heading(window, Column.YEAR) == "Year"
    click(qtbot, window, Column.TITLE)
    qtbot.waitUntil(lambda: shown(window) == "ABCD")
    click(qtbot, window, Column.TITLE)
    qtbot.waitUntil(lambda: shown(window) == "DCBA")
    click(qtbot, window, Column.TITLE)
    qtbot.waitUntil(lambda: shown(window) == "ABCD")
    assert not window.frame.library.table.horizontalHeader().isSortIndicatorShown()


def test_every_column_says_what_is_known_and_can_be_shown(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: shown(window) == "ABCD")
    happy = next(column for column, mood in MOOD_COLUMNS.items() if mood == "happy")
    expected = {
        Column.YEAR: "1990", Column.TRACK: "3", Column.DISC: "1", Column.ALBUM_ARTIST: "Various",
        Column.PATH: "/nowhere/A.flac", happy: "+0.80",
    }  # fmt: skip
    for column, text in expected.items():
        assert window.track_model.index(0, column).data() == text, HEADINGS[column]
    assert window.track_model.index(1, happy).data() == ""
    assert str(window.track_model.index(0, Column.ADDED).data()).startswith("20")
    table = window.frame.library.table
    assert all(table.isColumnHidden(column) for column in HIDDEN)
    menu = table.column_menu()
    actions = [a for a in menu.actions() if a.menu() is None]
    actions += [a.menu() for a in menu.actions() if a.menu() is not None][-1].actions()
    for action in actions:
        action.setChecked(True)
    assert not any(table.isColumnHidden(column) for column in range(NUM_COLUMNS))


def test_a_layout_saved_by_an_older_version_hides_what_it_did_not_know(
    qtbot: QtBot, window: MainWindow
) -> None:
    page, table = window.frame.library, window.frame.library.table
    table.setColumnHidden(Column.GENRE, False)
    table.setColumnHidden(Column.YEAR, False)
    layout = bytes(page.columns_state().data())
    page.restore_columns(QByteArray(layout))
    assert not table.isColumnHidden(Column.YEAR)
    page.restore_columns(QByteArray(layout.rpartition(b"#")[0]))
    assert not table.isColumnHidden(Column.GENRE)
    assert table.isColumnHidden(Column.YEAR)


def test_tempo_key_and_energy_are_columns_that_tell_where_they_come_from(
    qtbot: QtBot, window: MainWindow
) -> None:
    qtbot.waitUntil(lambda: shown(window) == "ABCD")
    with Library.open(window.paths.library) as library:
        first, second = (row.track.id for row in library.rows()[:2])
        heard = Measures(127.96, Key.parse("Am"), 1.0)
        library.save_emotion(first, make_emotion(), heard)
        row = library.row(second)
        assert row is not None
        details = replace(row.track.details, bpm=140.0)
        library.note_tags([TagsRead(row.track.path, 1, "", details)])
        library.save_emotion(second, make_emotion(), heard)
        window.track_model.put_rows(library.rows())
    for column, text, other in (
        (Column.BPM, "128.0", "140.0"), (Column.KEY, "8A · Am", "8A · Am"),
        (Column.ENERGY, "7", "7"),
    ):  # fmt: skip
        assert column in HIDDEN
        assert window.track_model.index(0, column).data() == text
        assert window.track_model.index(1, column).data() == other
    tip = Qt.ItemDataRole.ToolTipRole
    assert "Heard by Moodline: 128.0 BPM" in window.track_model.index(0, Column.BPM).data(tip)
    said = window.track_model.index(1, Column.BPM).data(tip)
    assert "From the file's tags; heard: 128.0 BPM" in html.unescape(said)


def test_a_layout_is_kept_chosen_renamed_and_deleted(
    qtbot: QtBot, window: MainWindow, make_window: MakeWindow
) -> None:
    table, header = window.frame.library.table, window.frame.library.table.horizontalHeader()
    standard = look(window)
    table.setColumnHidden(Column.YEAR, False)
    table.setColumnHidden(Column.MOOD, True)
    header.moveSection(header.visualIndex(Column.YEAR), 1)
    header.resizeSection(Column.TITLE, 301)
    click(qtbot, window, Column.YEAR)
    click(qtbot, window, Column.ARTIST, shift=True)
    qtbot.waitUntil(lambda: shown(window) == "ADCB")
    mine, order = look(window), shown(window)
    window.commands.keep_layout.trigger()
    type_name(window, "  Years ")
    assert layouts(window) == ["Standard", "Years ✓"]
    window.commands.standard_layout.trigger()
    qtbot.waitUntil(lambda: shown(window) == "ABCD")
    assert look(window) == standard
    assert layouts(window) == ["Standard ✓", "Years"]
    action(window, "Years").trigger()
    qtbot.waitUntil(lambda: shown(window) == order)
    assert look(window) == mine
    assert heading(window, Column.ARTIST) == "Artist ↑2"
    window.commands.rename_layout.trigger()
    type_name(window, "By year & artist")
    window.close()
    again = make_window()
    again.process.close()
    assert layouts(again) == ["Standard", "By year && artist ✓"]
    assert look(again) == mine
    again.commands.delete_layout.trigger()
    assert layouts(again) == ["Standard ✓"]
    assert look(again) == mine
    again.frame.notices.bar.action_button.click()
    assert layouts(again) == ["Standard", "By year && artist ✓"]


def test_a_layout_kept_by_a_name_that_is_there_takes_its_place_until_undone(
    qtbot: QtBot, window: MainWindow
) -> None:
    dismiss_problem(qtbot, window)
    table = window.frame.library.table
    for name, column in (("One", Column.YEAR), ("ONE", Column.GENRE)):
        table.setColumnHidden(column, False)
        window.commands.keep_layout.trigger()
        type_name(window, name)
    assert layouts(window) == ["Standard", "ONE ✓"]
    window.frame.notices.bar.action_button.click()
    assert layouts(window) == ["Standard", "One ✓"]
    action(window, "One").trigger()
    assert not table.isColumnHidden(Column.YEAR)
    assert table.isColumnHidden(Column.GENRE)


@pytest.mark.parametrize(
    ("name", "words"),
    [("  ", "needs a name"), ("standard", "already"), ("a\u202eb", "needs a name")],
)
def test_a_layout_needs_a_name_of_its_own(
    qtbot: QtBot, window: MainWindow, name: str, words: str
) -> None:
    dismiss_problem(qtbot, window)
    window.commands.keep_layout.trigger()
    type_name(window, name)
    assert words in window.frame.notices.text
    assert layouts(window) == ["Standard ✓"]


def test_layouts_are_reached_from_the_header_the_menu_and_by_keys(
    qtbot: QtBot, window: MainWindow
) -> None:
    table = window.frame.library.table
    assert table.layouts_menu.menuAction() in table.column_menu().actions()
    window.menus.fill_columns_menu()
    assert table.layouts_menu.menuAction() in window.commands.columns_menu.actions()
    names = ("layouts", "standard_layout", "keep_layout", "rename_layout", "delete_layout")
    assert set(names) < set(window.commands.keyed)
    window.frame.show_page("map")
    qtbot.keyClick(
        window,
        Qt.Key.Key_L,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    qtbot.waitUntil(table.layouts_menu.isVisible)
    assert window.frame.page == "library"
    assert table.layouts_menu.activeAction() == window.commands.standard_layout
    table.layouts_menu.close()


def dismiss_problem(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: "not there" in window.frame.notices.text)  # these songs have no files
    window.frame.notices.bar.dismiss()


def look(window: MainWindow) -> list[tuple[int, int]]:
    """The columns that are shown with their widths, but that of the last, which takes the rest."""
    header = window.frame.library.table.horizontalHeader()
    places = [header.logicalIndex(place) for place in range(header.count())]
    seen = [(each, header.sectionSize(each)) for each in places if not header.isSectionHidden(each)]
    return [*seen[:-1], (seen[-1][0], 0)]


def layouts(window: MainWindow) -> list[str]:
    """What the menu offers, the chosen one ticked."""
    actions = window.frame.library.table.layouts_menu.actions()
    return [a.text() + " ✓" * a.isChecked() for a in actions if a.isCheckable()]


def action(window: MainWindow, name: str) -> QAction:
    actions = window.frame.library.table.layouts_menu.actions()
    return next(each for each in actions if each.text() == name)


def type_name(window: MainWindow, name: str) -> None:
    (dialog,) = (each for each in window.findChildren(QInputDialog) if each.isVisible())
    dialog.setTextValue(name)
    dialog.accept()
