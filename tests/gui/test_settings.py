"""The page of settings: every section by mouse and keys, over the same values as the menus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from mutagen.id3 import ID3, TIT2
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from app.i18n import language, speak
from app.main_window import MainWindow
from app.views.settings.page import SettingsPage
from mer_core.errors import InputError
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.settings import Settings
from mer_core.workflows.holdings import delete_all, holdings
from tests.data.audio_files import make_audio
from tests.gui.conftest import MakeWindow
from tests.gui.screens import SIZES, faults, settle

pytestmark = pytest.mark.gui

SECTIONS = ("folders", "playback", "analysis", "look", "keys", "privacy")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Whatever a test speaks, the next one speaks English."""
    yield
    speak("en")


@pytest.fixture
def window(make_window: MakeWindow, qtbot: QtBot) -> MainWindow:
    window = make_window()
    window.process.close()
    return window


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> SettingsPage:
    """Opened by its keys."""
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.frame.page == "settings"
    return window.settings_page.page


def test_the_picture_looks_as_it_did_when_the_window_was_closed(
    make_window: MakeWindow, qtbot: QtBot
) -> None:
    first = make_window()
    plot = first.frame.now_playing.plot
    brighter, _, wider, *_ = plot.looks.spectrogram
    for action in (brighter, brighter, wider, plot.looks.curves["valence"]):
        action.trigger()
    looked = plot.looks.words()
    first.close()
    again = make_window().frame.now_playing.plot
    qtbot.waitUntil(lambda: bool(again.looks.words()))
    assert again.looks.words() == looked
    assert "+6 dB" in looked
    assert not again.looks.curves["valence"].isChecked()
    assert again.looks.curves["arousal"].isChecked()
    again.looks.spectrogram[-1].trigger()  # as usual again
    again.looks.curves["valence"].trigger()
    assert again.looks.kept == {"gain_db": 0.0, "range_db": 0.0, "hidden_curves": ("tension",)}


def choose(box: QComboBox, value: object) -> None:
    """As by the mouse."""
    place = box.findData(value)
    box.setCurrentIndex(place)
    box.activated.emit(place)


def turn_to(page: SettingsPage, section: str) -> None:
    page.sections.setCurrentRow(SECTIONS.index(section))


def command(page: SettingsPage, text: str) -> None:
    """Put the cursor on a command."""
    turn_to(page, "keys")
    (item,) = page.keys.table.findItems(text, Qt.MatchFlag.MatchExactly)
    page.keys.table.setCurrentItem(item)


def test_every_section_fits_every_screen(window: MainWindow, page: SettingsPage) -> None:
    for size in SIZES:
        for section in SECTIONS:
            turn_to(page, section)
            settle(window, size)
            assert faults(window) == [], (size, section)


def test_the_menu_and_the_page_show_the_same(window: MainWindow, page: SettingsPage) -> None:
    boxes = {box.accessibleName(): box for box in page.findChildren(QComboBox)}
    choose(boxes["Look"], "light")
    choose(boxes["Crossfade"], 4.0)
    choose(boxes["Even loudness (ReplayGain)"], "album")
    settings = window.preferences.settings
    assert (settings.theme, settings.crossfade_s, settings.loudness) == ("light", 4.0, "album")
    ticked = [action.data() for action in window.commands.themes.actions() if action.isChecked()]
    assert ticked == ["light"]
    window.commands.watch.trigger()
    assert page.folders._ticks["watch"].isChecked()
    window.preferences.flush()
    assert Settings.load(window.paths.settings) == window.preferences.settings


def test_type_grows_and_everything_stays_in_sight(window: MainWindow, page: SettingsPage) -> None:
    before = window.frame.theme.px(100)
    (size,) = (box for box in page.findChildren(QComboBox) if box.accessibleName() == "Text size")
    choose(size, 125)
    assert window.frame.theme.px(100) == 125 != before
    for place in ("library", "map", "settings"):
        window.frame.show_page(place)
        settle(window, (1280, 720))
        assert faults(window) == [], place


def test_folders_are_added_and_taken_off_the_list(
    window: MainWindow, page: SettingsPage, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    music = tmp_path / "music"
    music.mkdir()
    make_audio(music / "a.flac")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(music))
    page.folders.add_button.click()
    assert page.folders.folders.item(0).text() == str(music)
    qtbot.waitUntil(lambda: len(window.track_model.ids) == 1)
    page.folders.folders.setCurrentRow(0)
    page.folders.remove_button.click()
    assert window.preferences.settings.folders == ()
    assert page.folders.folders.count() == 0
    assert (music / "a.flac").exists()
    assert len(window.track_model.ids) == 1


def test_another_code_page_reads_old_tags_anew_at_once(
    window: MainWindow, page: SettingsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    song = make_audio(tmp_path / "a.mp3")
    tags = ID3()
    tags.add(TIT2(0, ["Ïðèâåò"]))  # "Привет" in Windows-1251, called Latin-1
    tags.save(song)
    window.menus.open([tmp_path])
    qtbot.waitUntil(lambda: len(window.track_model.ids) == 1)
    (box,) = (b for b in page.findChildren(QComboBox) if b.accessibleName() == "Text of old tags")
    choose(box, "cp1251")

    def title() -> str:
        row = window.track_model.row_at(0)
        return "" if row is None else row.track.title

    qtbot.waitUntil(lambda: title() == "Привет")


def test_a_command_gets_other_keys_and_its_usual_ones_back(
    window: MainWindow, page: SettingsPage, qtbot: QtBot
) -> None:
    command(page, "Add folder…")
    page.keys.edit.setFocus()
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(page.keys.edit, Qt.Key.Key_D, modifiers)
    page.keys.take_button.click()
    assert window.preferences.settings.keys == ("add_folder=Ctrl+Alt+D",)
    assert window.commands.add_folder.shortcut() == QKeySequence("Ctrl+Alt+D")
    assert "Ctrl+Alt+D" in window.frame.header.add_button.toolTip()
    page.keys.reset_button.click()
    assert window.preferences.settings.keys == ()
    assert window.commands.add_folder.shortcut() == QKeySequence("Ctrl+O")


def test_keys_that_another_command_has_are_named_before_they_change_hands(
    window: MainWindow, page: SettingsPage
) -> None:
    command(page, "Mini player")
    page.keys.edit.setKeySequence(QKeySequence("Ctrl+U"))
    assert "Ctrl+U belongs to “Queue”" in page.keys.told.text()
    page.keys.take_button.click()
    assert window.commands.mini.shortcut() == QKeySequence("Ctrl+U")
    assert window.commands.queue.shortcut().isEmpty()
    command(page, "Queue")
    page.keys.reset_button.click()  # its usual keys, from who has them now
    assert window.commands.queue.shortcut() == QKeySequence("Ctrl+U")
    assert window.commands.mini.shortcut().isEmpty()
    command(page, "Quit")
    page.keys.none_button.click()
    assert window.commands.quit.shortcut().isEmpty()
    page.keys.reset_all_button.click()
    assert window.commands.mini.shortcut() == QKeySequence("Ctrl+M")
    shortcuts = [a.shortcut().toString() for a in window.commands.keyed.values()]
    used = [keys for keys in shortcuts if keys]
    assert len(used) == len(set(used))


def test_keys_are_read_at_the_next_start_and_bad_ones_are_told(
    make_window: MakeWindow, paths: AppPaths
) -> None:
    paths.settings.parent.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text('keys = ["play=P", "gone=Ctrl+X", "queue="]')
    window = make_window()
    assert window.commands.play.shortcut() == QKeySequence("P")
    assert window.commands.queue.shortcut().isEmpty()
    with pytest.raises(InputError, match="'Play Space' of keys cannot be read; write for example"):
        Settings(keys=("Play Space",))
    with pytest.raises(InputError, match="text size 300 is outside 90 to 150"):
        Settings(text_size=300)


def test_another_language_is_spoken_after_a_start_that_the_page_offers(
    window: MainWindow, page: SettingsPage, make_window: MakeWindow
) -> None:
    turn_to(page, "look")
    assert page.look.anew_button.isHidden()
    (box,) = (each for each in page.findChildren(QComboBox) if each.accessibleName() == "Language")
    choose(box, "uk")
    assert page.look.anew_button.isVisible()
    page.look.anew_button.click()
    assert (window.then, window.isVisible()) == ("start anew", False)
    again = make_window()
    assert language() == "uk"
    again.close()


def test_privacy_tells_what_is_kept_clears_the_cache_and_deletes_all_but_the_music(
    window: MainWindow, page: SettingsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    song = make_audio(tmp_path / "a.flac")
    window.menus.open([song])
    qtbot.waitUntil(lambda: len(window.track_model.ids) == 1)
    own = window.paths.data / "notes of mine.txt"
    own.write_text("stays")
    cached = window.paths.cache / "some" / "thing"
    cached.parent.mkdir(parents=True)
    cached.write_bytes(bytes(5000))
    window.settings_page.open()
    turn_to(page, "privacy")
    qtbot.waitUntil(lambda: "cache" in page.privacy._rows)
    assert {each.kind: each.num_bytes for each in holdings(window.paths)}["cache"] == 5000
    page.privacy.clear_button.click()
    qtbot.waitUntil(lambda: not cached.exists())
    qtbot.waitUntil(lambda: "The cache is empty" in window.frame.notices.text)
    page.privacy.delete_button.click()
    page.privacy.keep_button.click()
    assert page.privacy.agree_button.isHidden()
    page.privacy.delete_button.click()
    assert page.privacy.keep_button.hasFocus()
    page.privacy.agree_button.click()
    assert (window.isVisible(), list(window.problems)) == (False, [])
    left = [path for path in window.paths.data.rglob("*") if path.is_file()]
    assert left == [own]
    assert song.exists()


def test_what_cannot_be_deleted_is_named_and_links_are_not_followed(
    paths: AppPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Library.open(paths.library).close()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_text("x")
    paths.logs.symlink_to(elsewhere)
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path == paths.library:
            raise PermissionError(13, "Permission denied", str(path))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    (problem,) = delete_all(paths)
    assert problem.startswith(f"{paths.library} could not be deleted: ")
    assert (elsewhere / "kept").exists()
    assert not paths.logs.is_symlink()
