"""Correcting songs in the window, by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.models.columns import Column
from app.roles import MANUAL_ROLE
from app.theme import Theme
from app.widgets.cell_editor import CellEditor
from app.widgets.chips import MoodChips
from app.widgets.key_cap import KeyCap
from mer_core.emotion import Correction, ModelRef
from mer_core.library.database import Library
from mer_core.library.tracks import TrackRow
from mer_core.models.store import find_model
from mer_core.paths import AppPaths
from mer_core.tags import writer
from tests.core.library.samples import make_emotion
from tests.gui.conftest import MakeWindow, make_song
from tests.gui.screens import SIZES, faults, settle

Key, Shift, Ctrl = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
KEEP = QItemSelectionModel.SelectionFlag.NoUpdate


@pytest.fixture
def window(make_window: MakeWindow, paths: AppPaths, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A window over four real songs; the third has another valence than the others."""
    from mer_core.jobs import SilentContext
    from mer_core.workflows.scan import scan

    entry = find_model(paths, "tiny")
    ref = ModelRef(entry.id, entry.version, entry.sha256)
    folder = tmp_path / "music"
    folder.mkdir()
    for number in range(4):
        make_song(folder / f"song {number}.flac", seed=number, duration_s=1.0)
    with Library.open(paths.library) as library:
        scan(SilentContext(), library, [folder])
        for place, row in enumerate(library.rows()):
            valence = -0.4 if place == 2 else 0.5
            library.save_emotion(row.track.id, make_emotion(valence, 0.25, model=ref))
    window = make_window()
    qtbot.waitUntil(lambda: window.playing_actions.row is not None)
    window.activateWindow()
    return window


def row_of(window: MainWindow, place: int) -> TrackRow:
    row = window.track_model.row_at(place)
    assert row is not None
    return row


def said(window: MainWindow, place: int) -> Correction:
    return row_of(window, place).correction


def choose(window: MainWindow, column: Column, *places: int) -> None:
    """Put the cursor on a cell and choose rows."""
    table = window.frame.library.table
    table.clearSelection()
    model = table.selectionModel()
    for place in places:
        model.select(
            window.track_model.index(place, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    model.setCurrentIndex(window.track_model.index(places[0], column), KEEP)
    table.setFocus()


def editor_of(window: MainWindow) -> CellEditor:
    editor = window.corrections.editing.editor
    assert editor is not None
    return editor


def edit(qtbot: QtBot, window: MainWindow, text: str, key: Key = Key.Key_Return) -> None:
    """F2, a text in place of what stands there, and a key."""
    qtbot.keyClick(window.frame.library.table, Key.Key_F2)
    editor = editor_of(window)
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    if not text:
        qtbot.keyClick(editor, Key.Key_Delete)
    qtbot.keyClick(editor, key)


def press(qtbot: QtBot, window: MainWindow, key: Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    qtbot.keyClick(window.frame.library.table, key, held)


def wait(qtbot: QtBot, window: MainWindow, place: int, correction: Correction) -> None:
    qtbot.waitUntil(lambda: said(window, place) == correction)


def test_f2_edits_the_cell_under_the_cursor_and_return_takes_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    choose(window, Column.VALENCE, 0)
    press(qtbot, window, Key.Key_F2)
    editor = editor_of(window)
    assert (editor.text(), editor.accessibleName()) == ("+0.50", "Valence")
    assert editor.hasFocus()
    qtbot.keyClicks(editor, "-,25")
    qtbot.keyClick(editor, Key.Key_Return)
    wait(qtbot, window, 0, Correction(valence=-0.25))
    assert window.track_model.index(0, Column.VALENCE).data() == "-0.25"
    assert window.track_model.index(0, Column.STATE).data() == "staged, manual"
    assert window.track_model.index(0, Column.STATE).data(MANUAL_ROLE)
    tip = window.track_model.index(0, Column.STATE).data(Qt.ItemDataRole.ToolTipRole)
    assert "valence -0.25" in tip
    assert window.frame.library.table.hasFocus()
    assert window.playing_actions.row is None or not window.player.is_playing


def test_f2_is_the_tables_own(qtbot: QtBot, window: MainWindow) -> None:
    choose(window, Column.MOOD, 0)
    window.frame.header.search.edit.setFocus()
    qtbot.keyClick(window.frame.header.search.edit, Key.Key_F2)
    assert window.corrections.editing.editor is None


def test_escape_and_an_unchanged_text_correct_nothing(qtbot: QtBot, window: MainWindow) -> None:
    choose(window, Column.MOOD, 0)
    edit(qtbot, window, "sad", Key.Key_Escape)
    assert window.corrections.editing.editor is None
    press(qtbot, window, Key.Key_F2)
    assert editor_of(window).text() == "happy, calm"
    qtbot.keyClick(editor_of(window), Key.Key_Return)
    assert window.corrections.editing.editor is None
    edit(qtbot, window, "dreamy")  # the one step that is taken
    wait(qtbot, window, 0, Correction(("dreamy",)))
    press(qtbot, window, Key.Key_Z, Ctrl)
    wait(qtbot, window, 0, Correction())
    assert not window.commands.undo_change.isEnabled()


def test_several_songs_are_corrected_at_once_and_various_where_they_differ(
    qtbot: QtBot, window: MainWindow
) -> None:
    choose(window, Column.VALENCE, 1, 2)
    press(qtbot, window, Key.Key_F2)
    editor = editor_of(window)
    assert (editor.text(), editor.placeholderText()) == ("", "(various)")
    assert editor.accessibleName() == "Valence of 2 songs"
    qtbot.keyClick(editor, Key.Key_Return)  # nothing was typed: nothing is meant
    edit(qtbot, window, "0.9")
    wait(qtbot, window, 1, Correction(valence=0.9))
    wait(qtbot, window, 2, Correction(valence=0.9))
    assert not said(window, 0)
    assert window.frame.notices.text == "2 songs corrected."
    assert len(window.frame.library.selected_ids()) == 2


def test_what_cannot_be_read_is_said_and_the_editor_stays(qtbot: QtBot, window: MainWindow) -> None:
    for column, text, word in (
        (Column.AROUSAL, "1.5", "from -1 to 1"), (Column.AROUSAL, "nan", "from -1 to 1"),
        (Column.MOOD, "happy, glad", "“glad”"),
    ):  # fmt: skip
        choose(window, column, 0)
        edit(qtbot, window, text)
        sentence = editor_of(window).accessibleDescription()
        assert word.strip("“”") in sentence
        assert window.frame.notices.text == sentence
        qtbot.keyClick(editor_of(window), Key.Key_Escape)
        assert window.frame.notices.text == ""
    assert not said(window, 0)


def test_tab_goes_on_to_the_next_field(qtbot: QtBot, window: MainWindow) -> None:
    choose(window, Column.TITLE, 0)  # a cell that cannot be edited: the mood is meant
    edit(qtbot, window, "Tender sad", Key.Key_Tab)
    qtbot.keyClicks(editor_of(window), "0.1")
    qtbot.keyClick(editor_of(window), Key.Key_Tab)
    qtbot.keyClicks(editor_of(window), "-0.2")
    qtbot.keyClick(editor_of(window), Key.Key_Return)
    wait(qtbot, window, 0, Correction(("tender", "sad"), 0.1, -0.2))


def test_an_emptied_cell_lets_the_model_speak_again(qtbot: QtBot, window: MainWindow) -> None:
    choose(window, Column.MOOD, 0)
    edit(qtbot, window, "sad")
    wait(qtbot, window, 0, Correction(("sad",)))
    edit(qtbot, window, "")
    wait(qtbot, window, 0, Correction())
    assert window.track_model.index(0, Column.MOOD).data() == "happy, calm"


def test_steps_are_taken_back_and_again(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.commands.undo_change.isEnabled()
    choose(window, Column.VALENCE, 0, 1)
    edit(qtbot, window, "0.9")
    wait(qtbot, window, 1, Correction(valence=0.9))
    choose(window, Column.MOOD, 0)
    edit(qtbot, window, "sad")
    wait(qtbot, window, 0, Correction(("sad",), 0.9))
    press(qtbot, window, Key.Key_Z, Ctrl)
    wait(qtbot, window, 0, Correction(valence=0.9))
    press(qtbot, window, Key.Key_Z, Ctrl)
    wait(qtbot, window, 0, Correction())
    wait(qtbot, window, 1, Correction())
    press(qtbot, window, Key.Key_Z, Ctrl, Shift)
    wait(qtbot, window, 1, Correction(valence=0.9))
    press(qtbot, window, Key.Key_Z, Ctrl, Shift)
    wait(qtbot, window, 0, Correction(("sad",), 0.9))
    assert not window.commands.redo_change.isEnabled()


def test_a_step_back_leaves_what_a_file_says_and_tells_so(qtbot: QtBot, window: MainWindow) -> None:
    choose(window, Column.MOOD, 0)
    edit(qtbot, window, "sad")
    wait(qtbot, window, 0, Correction(("sad",)))
    path = row_of(window, 0).track.path
    with qtbot.waitSignal(window.tag_actions.staged):
        window.review.open()
    with qtbot.waitSignal(window.tag_actions.applied):
        window.review.apply()
    assert writer.read(path).moods == ("Sad",)
    assert writer.read(path).model.endswith(" manual")
    with qtbot.waitSignal(window.correction_actions.undone) as undone:
        qtbot.keyClick(window, Key.Key_Z, Ctrl)
    assert (len(undone.args[0]), undone.args[0].num_written) == (0, 1)
    assert "Undo last write" in window.frame.notices.text
    with Library.open(window.paths.library) as library:
        assert library.count("state:manual state:written") == 1


def test_the_menu_of_a_song_corrects_and_takes_back(qtbot: QtBot, window: MainWindow) -> None:
    choose(window, Column.TITLE, 0)

    def action(text: str) -> QAction:
        window.menus.track_menu(window.mapToGlobal(window.rect().center()))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        found = next(action for action in menu.actions() if action.text() == text)
        menu.hide()
        return found

    assert not action("Take the correction back").isEnabled()
    action("Correct mood…").trigger()
    qtbot.keyClicks(editor_of(window), "sad")
    qtbot.keyClick(editor_of(window), Key.Key_Return)
    wait(qtbot, window, 0, Correction(("sad",)))
    action("Take the correction back").trigger()
    wait(qtbot, window, 0, Correction())


def test_one_key_for_each_mood_and_digits_for_the_energy_go_from_song_to_song(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.playing_actions.load(row_of(window, 0))
    press(qtbot, window, Key.Key_E, Ctrl)
    bar = window.frame.quick
    assert bar.isVisible()
    assert bar.song.whole() == "Correct: Song 0"
    assert bar.moods["happy"].accessibleDescription() == "the model’s guess"
    assert bar.moods["calm"].accessibleDescription() == ""
    press(qtbot, window, Key.Key_R)
    wait(qtbot, window, 0, Correction(("tender",)))
    assert bar.song.whole() == "Correct: Song 1"
    press(qtbot, window, Key.Key_0)
    wait(qtbot, window, 1, Correction(energy=10))
    press(qtbot, window, Key.Key_S, Shift)
    press(qtbot, window, Key.Key_N, Shift)
    assert bar.song.whole() == "Correct: Song 2"
    qtbot.waitUntil(lambda: bar.moods["sad"].accessibleDescription() == "said by hand")
    press(qtbot, window, Key.Key_S, Shift)  # the same once more takes it away
    press(qtbot, window, Key.Key_7)
    wait(qtbot, window, 2, Correction(("nostalgic",), energy=7))
    press(qtbot, window, Key.Key_H)
    wait(qtbot, window, 3, Correction(("happy",)))
    assert window.frame.notices.text == "That was the last song of the list."
    press(qtbot, window, Key.Key_S)  # another word for it, in place of the first
    wait(qtbot, window, 3, Correction(("sad",)))
    press(qtbot, window, Key.Key_E, Ctrl)
    assert not bar.isVisible()
    with qtbot.assertNotEmitted(bar.mood_chosen):
        press(qtbot, window, Key.Key_A)  # no key of ours any more


def test_the_quick_keys_leave_letters_to_whoever_types(qtbot: QtBot, window: MainWindow) -> None:
    window.playing_actions.load(row_of(window, 0))
    press(qtbot, window, Key.Key_E, Ctrl)
    search = window.frame.header.search.edit
    search.setFocus()
    qtbot.keyClicks(search, "song 1")
    assert search.text() == "song 1"
    qtbot.waitUntil(lambda: window.track_model.rowCount() == 1)
    assert not row_of(window, 0).correction
    choose(window, Column.MOOD, 0)
    edit(qtbot, window, "dreamy")
    wait(qtbot, window, 0, Correction(("dreamy",)))


def test_the_playing_song_shows_the_corrected_mood(qtbot: QtBot, window: MainWindow) -> None:
    window.playing_actions.load(row_of(window, 0))
    qtbot.waitUntil(lambda: window.now_playing.emotion is not None)
    window.corrections.correct([row_of(window, 0).track.id], Correction(("solemn",), valence=-0.7))
    chips = window.frame.now_playing.card.findChild(MoodChips)
    assert chips is not None
    qtbot.waitUntil(lambda: "solemn" in chips.accessibleName())
    emotion = window.now_playing.emotion
    assert emotion is not None
    assert emotion.valence == -0.7


def test_many_songs_are_corrected_only_when_the_user_agrees(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.views.correction_presenter.ASK_FROM", 3)
    ids = list(window.track_model.ids)
    window.corrections.correct(ids, Correction(energy=4))
    assert window.frame.notices.text == "This is about 4 songs."
    assert not said(window, 0)
    window.frame.notices.bar.action_button.click()
    wait(qtbot, window, 3, Correction(energy=4))


def test_the_quick_bar_and_the_editor_fit_every_screen_in_every_look(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.playing_actions.load(row_of(window, 0))
    window.corrections.toggle_quick()
    choose(window, Column.MOOD, 0)
    window.corrections.edit()
    for theme in (Theme.dark(), Theme.light(), Theme.high_contrast()):
        window.frame.set_theme(theme)
        for size in SIZES:
            settle(window, size)
            assert faults(window) == [], size
            for cap in window.frame.quick.findChildren(KeyCap):
                assert cap.width() >= cap.sizeHint().width()
                assert cap.accessibleName()
