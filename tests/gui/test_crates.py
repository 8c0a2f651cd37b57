from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from app.dragging import CRATE, SONGS, packed
from app.main_window import MainWindow
from app.models.columns import Column
from app.roles import REASON_ROLE
from app.views.sidebar import PLACES
from mer_core.library.crates import FOLDER, PLAIN, SMART, CrateTree
from mer_core.library.database import Library
from mer_core.library.tracks import ScannedFile
from mer_core.paths import AppPaths
from tests.gui.conftest import MakeWindow
from tests.gui.screens import faults, settle


@pytest.fixture
def ids(paths: AppPaths) -> list[int]:
    """Six songs, A to F, a crate of B, D, C in a folder, and another that is empty."""
    with Library.open(paths.library) as library:
        found = library.add(
            ScannedFile(Path(f"/nowhere/{name}.flac"), 1, 1, name * 64, title=name, duration_s=60.0)
            for name in "ABCDEF"
        )
        library.crates.create("Friday", FOLDER)
        folder = library.crates.tree().called("Friday")[0]
        crate = library.crates.create("Warm <b>up</b>", PLAIN, parent_id=folder.id)
        library.crates.add_songs(crate.id, [found[1], found[3], found[2]])
        library.crates.create("Late & loud", PLAIN)
    return found


@pytest.fixture
def window(ids: list[int], make_window: MakeWindow, qtbot: QtBot) -> MainWindow:
    window = make_window()
    window.process.close()
    qtbot.waitUntil(lambda: len(window.frame.sidebar._crates) == 15)
    notices = window.frame.notices
    qtbot.waitUntil(lambda: "not there" in notices.text)  # these songs have no files
    notices.bar.dismiss()
    return window


def tree_of(window: MainWindow) -> CrateTree:
    with Library.open(window.paths.library) as library:
        return library.crates.tree()


def names(window: MainWindow) -> list[str]:
    tree = tree_of(window)
    return [tree.path(crate) for crate in tree]


def songs(window: MainWindow, name: str) -> str:
    with Library.open(window.paths.library) as library:
        found = library.crates.tree().called(name)
        rows = library.rows_of(library.crates.songs(found[0].id)) if found else []
        return "".join(row.track.title for row in rows)


def item(window: MainWindow, name: str) -> QTreeWidgetItem:
    items = window.frame.sidebar._crates.values()
    return next(each for each in items if each.text(0) == name)


def shown(window: MainWindow) -> str:
    places = range(window.track_model.rowCount())
    return "".join(str(window.track_model.index(place, Column.TITLE).data()) for place in places)


def open_crate(qtbot: QtBot, window: MainWindow, name: str, expected: str) -> None:
    window.frame.sidebar.setCurrentItem(item(window, name))
    qtbot.waitUntil(lambda: shown(window) == expected)


def choose(window: MainWindow, ids: Iterable[int]) -> None:
    window.frame.library.select_ids(ids)
    window.frame.library.table.setFocus()


def type_name(qtbot: QtBot, window: MainWindow, name: str) -> None:
    def editors() -> list[QLineEdit]:
        found = window.frame.sidebar.viewport().findChildren(QLineEdit)
        return [edit for edit in found if edit.isVisible()]

    qtbot.waitUntil(lambda: bool(editors()))
    edit = editors()[0]
    edit.selectAll()
    qtbot.keyClicks(edit, name)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def drop(widget: QWidget, kind: str, ids: list[int], place: QPoint) -> None:
    data = packed(kind, ids)
    common = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    QApplication.sendEvent(widget, QDragEnterEvent(place, *common))
    QApplication.sendEvent(widget, QDragMoveEvent(place, *common))
    QApplication.sendEvent(widget, QDropEvent(QPointF(place), *common))


def action(menu: QMenu, *path: str) -> QAction:
    for name in path[:-1]:
        menu = next(a for a in menu.actions() if a.text() == name).menu()  # type: ignore[assignment]
    return next(a for a in menu.actions() if a.text() == path[-1])


def test_a_plain_crate_opens_in_its_own_order_until_a_column_sorts(
    qtbot: QtBot, window: MainWindow
) -> None:
    open_crate(qtbot, window, "Warm <b>up</b>", "BDC")
    assert window.frame.header.search.query() == 'crate:"Warm <b>up</b>"'
    assert window.frame.sidebar.currentItem() is item(window, "Warm <b>up</b>")
    window.frame.library.table._on_header_clicked(Column.TITLE)
    qtbot.waitUntil(lambda: shown(window) == "BCD")
    window.frame.library.table._on_header_clicked(Column.TITLE)
    window.frame.library.table._on_header_clicked(Column.TITLE)
    qtbot.waitUntil(lambda: shown(window) == "BDC")
    window.frame.header.search.set_query("")
    qtbot.waitUntil(lambda: shown(window) == "ABCDEF")
    assert window.frame.sidebar.currentItem().text(0) == "Library"


def test_crates_are_counted_and_counted_again(
    qtbot: QtBot, window: MainWindow, ids: list[int]
) -> None:
    def count(name: str) -> str:
        return str(item(window, name).data(0, Qt.ItemDataRole.AccessibleTextRole))

    qtbot.waitUntil(lambda: count("Friday") == "Friday, folder, 3 songs")
    assert count("Late & loud") == "Late & loud, crate, 0 songs"
    window.crate_actions.add_songs(tree_of(window).called("Late & loud")[0], ids)
    qtbot.waitUntil(lambda: count("Late & loud") == "Late & loud, crate, 6 songs")


def test_a_new_crate_is_named_at_once(qtbot: QtBot, window: MainWindow) -> None:
    window.commands.new_crate.trigger()
    type_name(qtbot, window, "Sunday")
    qtbot.waitUntil(lambda: "Sunday" in names(window))
    window.commands.new_folder.trigger()
    type_name(qtbot, window, "Sets")
    qtbot.waitUntil(lambda: "Sets" in names(window))


def test_a_search_becomes_a_smart_crate_with_its_order(qtbot: QtBot, window: MainWindow) -> None:
    window.frame.header.search.set_query("title:a | title:b")
    qtbot.waitUntil(lambda: shown(window) == "AB")
    table = window.frame.library.table
    table._on_header_clicked(Column.TITLE)
    table._on_header_clicked(Column.TITLE)
    qtbot.waitUntil(lambda: shown(window) == "BA")
    window.commands.new_smart_crate.trigger()
    type_name(qtbot, window, "Mine")
    qtbot.waitUntil(lambda: "Mine" in names(window))
    crate = tree_of(window).called("Mine")[0]
    assert (crate.kind, crate.query, crate.order) == (SMART, "title:a | title:b", "-title")
    open_crate(qtbot, window, "Warm <b>up</b>", "BDC")
    open_crate(qtbot, window, "Mine", "BA")


def test_a_crate_is_renamed_by_f2_and_a_name_taken_is_told(
    qtbot: QtBot, window: MainWindow
) -> None:
    open_crate(qtbot, window, "Late & loud", "")
    sidebar = window.frame.sidebar
    sidebar.setFocus()
    qtbot.keyClick(sidebar, Qt.Key.Key_F2)
    type_name(qtbot, window, "Later")
    qtbot.waitUntil(lambda: "Later" in names(window))
    qtbot.waitUntil(lambda: window.frame.header.search.query() == 'crate:"Later"')
    qtbot.keyClick(sidebar, Qt.Key.Key_F2)
    with qtbot.waitSignal(window.crate_actions.failed) as told:
        type_name(qtbot, window, "FRIDAY")
    assert "already" in told.args[0]
    assert item(window, "Later") is not None


def test_a_count_that_arrives_leaves_what_is_being_typed(qtbot: QtBot, window: MainWindow) -> None:
    crate = tree_of(window).called("Late & loud")[0]
    window.frame.sidebar.edit_crate(crate)
    edit = window.frame.sidebar.viewport().findChildren(QLineEdit)[0]
    qtbot.keyClicks(edit, "Slow")
    window.frame.sidebar.set_crate_counts({crate.id: 7})
    assert edit.text() == "Slow"
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert "Late & loud" in names(window)


def test_a_deleted_crate_comes_back_by_undo(qtbot: QtBot, window: MainWindow) -> None:
    before = names(window)
    open_crate(qtbot, window, "Friday", "BCD")
    window.frame.sidebar.setFocus()
    qtbot.keyClick(window.frame.sidebar, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "deleted" in window.frame.notices.text)
    assert "Friday" not in names(window)
    qtbot.waitUntil(lambda: shown(window) == "ABCDEF")
    window.frame.notices.bar.action_button.click()
    qtbot.waitUntil(lambda: names(window) == before)
    assert songs(window, "Friday/Warm <b>up</b>") == "BDC"


def test_songs_are_dragged_into_a_crate_and_taken_back(
    qtbot: QtBot, window: MainWindow, ids: list[int]
) -> None:
    sidebar = window.frame.sidebar
    place = sidebar.visualItemRect(item(window, "Late & loud")).center()
    drop(sidebar.viewport(), SONGS, [ids[4], ids[0]], place)
    qtbot.waitUntil(lambda: songs(window, "Late & loud") == "EA")
    qtbot.waitUntil(lambda: "2 songs added" in window.frame.notices.text)
    window.frame.notices.bar.action_button.click()
    qtbot.waitUntil(lambda: songs(window, "Late & loud") == "")


@pytest.mark.parametrize("name", ["Library", "Crates", "Peak time 8–10", "Friday"])
def test_songs_are_not_dropped_where_none_are_kept(
    qtbot: QtBot, window: MainWindow, ids: list[int], name: str
) -> None:
    sidebar = window.frame.sidebar
    target = sidebar.findItems(name, Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchExactly)[0]
    with qtbot.assertNotEmitted(sidebar.drop.songs_dropped):
        drop(sidebar.viewport(), SONGS, ids, sidebar.visualItemRect(target).center())


def test_songs_are_dragged_to_another_place_in_an_open_crate(
    qtbot: QtBot, window: MainWindow, ids: list[int]
) -> None:
    table = window.frame.library.table
    drop(table.viewport(), SONGS, [ids[5]], QPoint(100, 5))
    open_crate(qtbot, window, "Warm <b>up</b>", "BDC")
    drop(table.viewport(), SONGS, [ids[2]], QPoint(100, table.rowViewportPosition(1) + 2))
    qtbot.waitUntil(lambda: shown(window) == "BCD")
    assert window.frame.library.selected_ids() == [ids[2]]
    drop(table.viewport(), SONGS, [ids[1], ids[2]], QPoint(100, table.viewport().height() - 2))
    qtbot.waitUntil(lambda: shown(window) == "DBC")
    table._on_header_clicked(Column.TITLE)
    qtbot.waitUntil(lambda: shown(window) == "BCD")
    drop(table.viewport(), SONGS, [ids[3]], QPoint(100, 2))
    assert songs(window, "Warm <b>up</b>") == "DBC"


def test_songs_move_and_go_by_keys(qtbot: QtBot, window: MainWindow, ids: list[int]) -> None:
    open_crate(qtbot, window, "Warm <b>up</b>", "BDC")
    table = window.frame.library.table
    choose(window, [ids[1], ids[3]])
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: shown(window) == "CBD")
    assert window.frame.library.selected_ids() == [ids[1], ids[3]]
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: shown(window) == "BDC")
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: shown(window) == "C")
    window.frame.notices.bar.action_button.click()
    qtbot.waitUntil(lambda: shown(window) == "BDC")
    with Library.open(window.paths.library) as library:
        assert library.count() == 6


def test_the_menu_of_songs_puts_them_into_any_crate(
    qtbot: QtBot, window: MainWindow, ids: list[int]
) -> None:
    menu = QMenu()
    window.crates.fill_song_menu(menu, ids[:2])
    action(menu, "Add to crate", "Late && loud").trigger()
    qtbot.waitUntil(lambda: songs(window, "Late & loud") == "AB")
    action(menu, "Add to crate", "Friday/Warm <b>up</b>").trigger()
    qtbot.waitUntil(lambda: songs(window, "Friday/Warm <b>up</b>") == "BDCA")
    action(menu, "Add to crate", "New crate").trigger()
    type_name(qtbot, window, "From the menu")
    qtbot.waitUntil(lambda: songs(window, "From the menu") == "AB")


def test_crates_move_by_drag_key_and_menu(qtbot: QtBot, window: MainWindow) -> None:
    sidebar = window.frame.sidebar
    crate_id = tree_of(window).called("Late & loud")[0].id
    centre = sidebar.visualItemRect(item(window, "Friday")).center()
    drop(sidebar.viewport(), CRATE, [crate_id], centre)
    qtbot.waitUntil(lambda: "Friday/Late & loud" in names(window))
    first = sidebar.visualItemRect(item(window, "Calm first 30 s"))
    drop(sidebar.viewport(), CRATE, [crate_id], first.topLeft() + QPoint(30, 3))
    qtbot.waitUntil(lambda: names(window)[0] == "Late & loud")
    qtbot.waitUntil(lambda: sidebar.topLevelItem(len(PLACES) + 1).text(0) == "Late & loud")
    sidebar.setCurrentItem(item(window, "Late & loud"))
    qtbot.keyClick(sidebar, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: names(window)[:2] == ["Calm first 30 s", "Late & loud"])
    menu = QMenu()
    window.crates._fill_crate_menu(menu, tree_of(window).get(crate_id))
    action(menu, "Move to folder", "Friday").trigger()
    qtbot.waitUntil(lambda: names(window)[-1] == "Friday/Late & loud")


def test_songs_chosen_on_the_map_are_no_crate(
    qtbot: QtBot, window: MainWindow, ids: list[int]
) -> None:
    open_crate(qtbot, window, "Warm <b>up</b>", "BDC")
    window.frame.small_map.lassoed.emit(ids[:2])
    qtbot.waitUntil(lambda: shown(window) == "AB")
    choose(window, ids[1:2])
    qtbot.keyClick(window.frame.library.table, Qt.Key.Key_Delete)
    drop(window.frame.library.table.viewport(), SONGS, ids[1:2], QPoint(100, 2))
    assert songs(window, "Warm <b>up</b>") == "BDC"


def test_left_and_right_close_and_open_a_folder(qtbot: QtBot, window: MainWindow) -> None:
    open_crate(qtbot, window, "Friday", "BCD")
    sidebar, friday = window.frame.sidebar, item(window, "Friday")
    window.activateWindow()
    sidebar.setFocus()
    qtbot.keyClick(sidebar, Qt.Key.Key_Left)
    assert not friday.isExpanded()
    qtbot.keyClick(sidebar, Qt.Key.Key_Right)
    assert friday.isExpanded()


def test_a_folder_stays_open_or_closed_when_the_window_comes_again(
    qtbot: QtBot, window: MainWindow, make_window: MakeWindow
) -> None:
    assert not item(window, "New and played").isExpanded()
    assert item(window, "Friday").isExpanded()
    item(window, "New and played").setExpanded(True)
    item(window, "Friday").setExpanded(False)
    qtbot.waitUntil(lambda: [crate.name for crate in tree_of(window) if crate.closed] == ["Friday"])
    window.close()
    again = make_window()
    qtbot.waitUntil(lambda: len(again.frame.sidebar._crates) == 15)
    assert item(again, "New and played").isExpanded()
    assert not item(again, "Friday").isExpanded()


def test_the_crate_of_failed_songs_tells_why_where_moods_would_be(
    qtbot: QtBot, window: MainWindow
) -> None:
    with Library.open(window.paths.library) as library:
        library.add([ScannedFile(Path("/nowhere/X.mp3"), 1, 1, "", failure="It is empty.")])
    open_crate(qtbot, window, "Failed", "X")
    assert window.track_model.index(0, Column.STATE).data() == "failed, It is empty."
    assert window.track_model.index(0, Column.MOOD).data(REASON_ROLE) == "It is empty."


def test_a_built_in_crate_takes_over_another_search(qtbot: QtBot, window: MainWindow) -> None:
    crate = tree_of(window).crates[0]
    window.frame.header.search.set_query("title:c")
    qtbot.waitUntil(lambda: shown(window) == "C")
    menu = QMenu()
    window.crates._fill_crate_menu(menu, crate)
    action(menu, "Find what is searched for now").trigger()
    qtbot.waitUntil(lambda: tree_of(window).crates[0].query == "title:c")


def test_names_of_crates_are_never_markup(qtbot: QtBot, window: MainWindow) -> None:
    tip = item(window, "Warm <b>up</b>").toolTip(0)
    assert "&lt;b&gt;" in tip


def test_everything_about_crates_is_in_view_on_a_small_screen(
    qtbot: QtBot, window: MainWindow
) -> None:
    open_crate(qtbot, window, "Warm <b>up</b>", "BDC")
    settle(window, (1024, 640))
    assert faults(window) == []
    button = window.frame.sidebar.add_button
    assert button.accessibleName() == "New crate"
    assert [a.text() for a in button.menu().actions()] == [
        "New crate", "New smart crate from this search", "New folder",
    ]  # fmt: skip


def test_every_change_of_crates_is_taken_back_and_made_again_by_keys(
    qtbot: QtBot, window: MainWindow, ids: list[int]
) -> None:
    """The same keys that take corrections back, in the order in which all was done."""

    def state() -> list[tuple[str, str, str]]:
        tree = tree_of(window)
        return [(tree.path(c), c.query, songs(window, f"/{tree.path(c)}")) for c in tree]

    def press(shift: bool) -> None:
        held = Qt.KeyboardModifier.ControlModifier
        held |= Qt.KeyboardModifier.ShiftModifier if shift else held
        with qtbot.waitSignal(window.crate_actions.stepped):
            qtbot.keyClick(window, Qt.Key.Key_Z, held)

    open_crate(qtbot, window, "Warm <b>up</b>", "BDC")
    tree = tree_of(window)
    warm, late, friday = (tree.called(name)[0] for name in ("Warm", "Late & loud", "Friday"))
    actions = window.crate_actions
    states = [state()]
    for change in (
        lambda: window.crates.take_out(),
        lambda: actions.add_songs(warm, [ids[5], ids[0]]),
        lambda: actions.move_songs(warm, [ids[5]], None),
        lambda: actions.rename(late, "Later"),
        lambda: actions.move(late, friday.id, warm.id),
        lambda: actions.move(late, None, tree.crates[0].id),
        lambda: actions.change_search(tree.crates[0], "title:c", "-title"),
        lambda: actions.create_with("Mine", ids[:2]),
        lambda: actions.delete(friday),
    ):
        choose(window, [ids[1]])
        before = window.history.last
        change()
        qtbot.waitUntil(lambda: window.history.last is not before)  # noqa: B023
        states.append(state())
    assert len({str(each) for each in states}) == len(states)
    for expected in states[-2::-1]:
        press(shift=False)
        assert state() == expected
    assert not window.commands.undo_change.isEnabled()
    for expected in states[1:]:
        press(shift=True)
        assert state() == expected
    assert not window.commands.redo_change.isEnabled()


def test_the_undo_of_a_message_takes_back_what_it_tells_of(
    qtbot: QtBot, window: MainWindow, ids: list[int]
) -> None:
    late = tree_of(window).called("Late & loud")[0]
    window.crate_actions.add_songs(late, ids[:2])
    qtbot.waitUntil(lambda: "2 songs added" in window.frame.notices.text)
    added = window.history.last
    window.crate_actions.rename(late, "Later")
    qtbot.waitUntil(lambda: window.history.last is not added)
    window.frame.notices.bar.action_button.click()
    qtbot.waitUntil(lambda: songs(window, "Later") == "")
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Late & loud" in names(window))
    assert not window.commands.undo_change.isEnabled()


def test_a_crate_is_made_in_the_folder_that_was_made_just_now(
    qtbot: QtBot, window: MainWindow
) -> None:
    open_crate(qtbot, window, "Late & loud", "")
    window.commands.new_folder.trigger()
    type_name(qtbot, window, "Sets")
    qtbot.waitUntil(lambda: "Sets" in names(window))
    qtbot.waitUntil(lambda: window.frame.sidebar.current_crate().name == "Sets")  # type: ignore[union-attr]
    window.commands.new_crate.trigger()
    type_name(qtbot, window, "First")
    qtbot.waitUntil(lambda: "Sets/First" in names(window))
