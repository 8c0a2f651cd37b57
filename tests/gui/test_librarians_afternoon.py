"""A librarian's afternoon: a small collection corrected, ordered, written, handed over and put back
as it was, by keys and mouse alone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import mutagen
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from mer_core.emotion import MOODS, ModelRef
from mer_core.library.crates import PLAIN, SMART
from mer_core.library.database import Library
from mer_core.models.store import find_model
from mer_core.paths import AppPaths
from mer_core.tags import writer
from tests.core.exports.rekordbox_layout import check
from tests.core.library.samples import make_emotion
from tests.data.audio_files import make_audio
from tests.gui.conftest import MakeWindow
from tests.gui.test_from_folder_to_tags import digests

Key, Ctrl, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
SUFFIXES = (".mp3", ".flac", ".ogg", ".opus", ".m4a", ".wav", ".aiff", ".wma", ".wv")
NUM_SONGS = 24


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Two dozen songs in nine containers."""
    folder = tmp_path / "music"
    folder.mkdir()
    for number in range(NUM_SONGS):
        suffix = SUFFIXES[number % len(SUFFIXES)]
        make_audio(
            folder / f"{number:02d} song{suffix}", frequency_hz=220.0 + 20.0 * number,
            tags={"title": f"Song {number}", "artist": f"Artist {number % 7}"},
        )  # fmt: skip
    return folder


@pytest.fixture
def window(make_window: MakeWindow, paths: AppPaths, music: Path, qtbot: QtBot) -> MainWindow:
    """A window over them, analysed: they stand all over the plane."""
    from mer_core.jobs import SilentContext
    from mer_core.workflows.scan import scan

    entry = find_model(paths, "tiny")
    ref = ModelRef(entry.id, entry.version, entry.sha256)
    with Library.open(paths.library) as library:
        scan(SilentContext(), library, [music])
        for place, row in enumerate(library.rows()):
            moods = ((MOODS[place % len(MOODS)], 0.8), ("calm", 0.3))[: 2 - (place % 10 == 7)]
            spot = (place % 5 - 2) * 0.4, (place // 5 - 2) * 0.35
            library.save_emotion(row.track.id, make_emotion(*spot, moods=moods, model=ref))
    window = make_window()
    qtbot.waitUntil(lambda: window.playing_actions.row is not None)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is window.windowHandle())
    return window


class Hands:
    """What a person has: a keyboard and a mouse."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot = qtbot
        self._window = window

    def press(self, key: Key, *held: Qt.KeyboardModifier) -> None:
        """A key, to whatever has the keyboard now."""
        modifiers = Qt.KeyboardModifier.NoModifier
        for each in held:
            modifiers |= each
        QTest.keyClick(self._focus(), key, modifiers)

    def _focus(self) -> QWindow:
        self.wait(self._has_keyboard)
        return QApplication.focusWindow()

    def _has_keyboard(self) -> bool:
        """Whether what is in front has the keyboard; if not, it is given back.

        Window managers never take it from a window for its menus: Qt itself hands them its keys.
        The platform without a screen gives it to each menu that opens, and to nobody afterwards;
        a name that is being typed ends with that.
        """
        QApplication.processEvents()  # it gives it a moment later
        front = QApplication.activeModalWidget() or self._window
        if QApplication.focusWindow() is front.windowHandle() and front.isActiveWindow():
            return True
        front.windowHandle().requestActivate()
        return False

    def type(self, text: str) -> None:
        """Text, sign by sign."""
        for sign in text:
            QTest.keyClick(self._focus(), sign)

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """The left button."""
        QTest.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, place or QPoint())

    def menu_key(self) -> None:
        """What systems make of the Menu key; the one without a screen makes nothing of it."""
        self._focus()
        where = QApplication.focusWidget()
        middle = where.rect().center()
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Keyboard, middle, where.mapToGlobal(middle)
        )
        QApplication.sendEvent(where, event)

    def choose(self, *path: str) -> None:
        """Entries of the menu that is open, by the mouse."""
        for text in path:
            self.wait(lambda text=text: text in _entries() and _is_seen())  # type: ignore[misc]
            self._focus()
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            entry = menu.actions()[_entries().index(text)]
            self.click(menu, menu.actionGeometry(entry).center())

    def wait(self, happened: Callable[[], object]) -> object:
        """Until something is there."""
        self._qtbot.waitUntil(lambda: bool(happened()))
        return happened()

    def search(self, query: str, number: int) -> None:
        """Ctrl+F, and back to the table."""
        self.press(Key.Key_F, Ctrl)
        self.type(query)
        self.wait(lambda: self._window.track_model.rowCount() == number)
        self.press(Key.Key_Return)

    def click_crate(self, name: str) -> None:
        """A crate at the left."""
        sidebar = self._window.frame.sidebar
        (item,) = self.wait(  # type: ignore[misc]
            lambda: sidebar.findItems(name, Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchExactly)
        )
        sidebar.scrollToItem(item)
        self.click(sidebar.viewport(), sidebar.visualItemRect(item).center())

    def name_it(self, name: str) -> None:
        """Type over the name that is offered."""
        self.wait(
            lambda: self._has_keyboard() and isinstance(QApplication.focusWidget(), QLineEdit)
        )
        self.type(name)
        self.press(Key.Key_Return)
        sidebar = self._window.frame.sidebar
        self.wait(lambda: [i for i in sidebar._crates.values() if i.text(0) == name])


def _entries() -> list[str]:
    """What the open menu offers."""
    menu = QApplication.activePopupWidget()
    actions = menu.actions() if isinstance(menu, QMenu) else []
    return [action.text().split("\t")[0] for action in actions]


def _is_seen() -> bool:
    """Whether the open menu is on the screen: before that nobody can click it, and news of its
    having the keyboard would come after it has closed.
    """
    menu = QApplication.activePopupWidget()
    return menu is not None and menu.windowHandle().isExposed()


def num_found(window: MainWindow, query: str) -> int:
    with Library.open(window.paths.library) as library:
        return library.count(query)


def crates(window: MainWindow) -> dict[str, tuple[str, str, list[int]]]:
    with Library.open(window.paths.library) as library:
        tree = library.crates.tree()
        return {
            tree.path(each): (each.kind, each.query, library.crates.songs(each.id)) for each in tree
        }


def correct_twenty(hands: Hands, window: MainWindow) -> None:
    """Ten one by one, four at once, six while listening."""
    hands.press(Key.Key_Home, Ctrl)
    for number in range(10):
        hands.press(Key.Key_F2)
        hands.type(("sad", "happy", "dreamy, calm")[number % 3])
        hands.press(Key.Key_Return)
        hands.press(Key.Key_Down)
    for _ in range(3):
        hands.press(Key.Key_Down, Shift)
    hands.press(Key.Key_F2)
    hands.type("sad")
    hands.press(Key.Key_Return)
    hands.wait(lambda: "4 songs corrected" in window.frame.notices.text)
    hands.press(Key.Key_Down)
    hands.wait(lambda: window.playing_actions.row.track.id == window.track_model.ids[14])  # type: ignore[union-attr]
    hands.press(Key.Key_E, Ctrl)
    for sign in "hsn42d":
        hands.type(sign)
    hands.press(Key.Key_E, Ctrl)
    hands.wait(lambda: num_found(window, "state:manual") == 20)


def make_crates(hands: Hands, window: MainWindow) -> None:
    """A smart crate, a plain one and a journey, in one folder."""
    num_sad, num_happy = num_found(window, "mood:=sad"), num_found(window, "mood:=happy")
    hands.search("mood:=sad", num_sad)
    hands.press(Key.Key_N, Ctrl, Shift)
    hands.name_it("Sad ones")
    hands.menu_key()
    hands.choose("New folder")
    hands.name_it("Friday")
    hands.press(Key.Key_N, Ctrl)
    hands.name_it("Warm up")
    hands.search("mood:=happy", num_happy)
    hands.press(Key.Key_A, Ctrl)
    hands.menu_key()
    hands.choose("Add to crate", "Friday/Warm up")
    hands.wait(lambda: len(crates(window)["Friday/Warm up"][2]) == num_happy)
    hands.press(Key.Key_F, Ctrl)
    hands.press(Key.Key_Delete)
    hands.wait(lambda: window.track_model.rowCount() == NUM_SONGS)
    hands.press(Key.Key_J, Ctrl)
    journey = hands.wait(lambda: window.frame.page == "journey" and window.frame.journey)
    hands.wait(lambda: journey.journey)  # type: ignore[attr-defined]
    hands.click(journey.form.start_button)  # type: ignore[attr-defined]
    hands.name_it("Up")
    for name in ("Up", "Sad ones"):
        hands.click_crate(name)
        hands.menu_key()
        hands.choose("Move to folder", "Friday")
        hands.wait(lambda name=name: f"Friday/{name}" in crates(window))  # type: ignore[misc]


def write(hands: Hands, qtbot: QtBot, window: MainWindow) -> None:
    """By the DJ profile."""
    with qtbot.waitSignal(window.tag_actions.staged):
        hands.press(Key.Key_S, Ctrl)
    hands.click(window.frame.review.profile_box)
    with qtbot.waitSignal(window.tag_actions.staged):
        hands.type("d")
        hands.press(Key.Key_Return)
    assert window.frame.review.profile_box.currentText() == "DJ"
    with qtbot.waitSignal(window.tag_actions.applied) as applied:
        hands.press(Key.Key_S, Ctrl)
    assert (applied.args[0].written, applied.args[0].failed) == (NUM_SONGS, ())
    assert num_found(window, "state:written") == NUM_SONGS


def export(hands: Hands, window: MainWindow, target: Path) -> None:
    """The folder, for rekordbox."""
    hands.click_crate("Friday")
    hands.menu_key()
    hands.choose("Export…")
    dialog = hands.wait(lambda: window.handover.dialog)
    hands.wait(lambda: QApplication.focusWindow() is dialog.windowHandle())  # type: ignore[attr-defined]
    hands.type("rek")
    hands.wait(dialog.export_button.isEnabled)  # type: ignore[attr-defined]
    hands.press(Key.Key_Return)
    hands.wait(target.exists)


def test_an_afternoon_leaves_every_file_as_it_was(
    qtbot: QtBot, window: MainWindow, music: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = Hands(qtbot, window)
    before, crates_before = digests(music), crates(window)
    times = {path: path.stat().st_mtime_ns for path in music.iterdir()}
    target = tmp_path / "friday.xml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))

    correct_twenty(hands, window)
    make_crates(hands, window)
    assert digests(music) == before, "nothing reaches a file unasked"
    made = crates(window)
    assert [made[f"Friday/{name}"][0] for name in ("Warm up", "Up", "Sad ones")] == [
        PLAIN, PLAIN, SMART,
    ]  # fmt: skip
    assert len(made["Friday/Up"][2]) >= 5

    write(hands, qtbot, window)
    assert all(before[name] != now for name, now in digests(music).items())
    models = [writer.read(path).model for path in music.iterdir()]
    assert sum(model.endswith(" manual") for model in models) == 20
    for path in music.glob("*.flac"):
        assert "[MOOD: " in mutagen.File(path)["comment"][0]

    export(hands, window, target)
    root = ElementTree.fromstring(target.read_bytes())
    check(root)
    lists = {node.get("Name"): node for node in root.iter("NODE")}
    assert {"Friday", "Warm up", "Up", "Sad ones"} <= lists.keys()
    assert len(lists["Up"]) == len(made["Friday/Up"][2])
    for track in root.iterfind("COLLECTION/TRACK"):
        place = track.attrib["Location"].removeprefix("file://localhost")
        assert Path(unquote_to_bytes(place).decode()).parent == music
        assert "[MOOD: " in track.attrib["Comments"]

    with qtbot.waitSignal(window.tag_actions.undone):
        hands.press(Key.Key_U, Ctrl, Shift)
    assert digests(music) == before
    assert {path: path.stat().st_mtime_ns for path in music.iterdir()} == times
    while window.commands.undo_change.isEnabled():
        hands.press(Key.Key_Z, Ctrl)
    qtbot.waitUntil(
        lambda: num_found(window, "state:manual") == 0 and crates(window) == crates_before
    )
    assert digests(music) == before
