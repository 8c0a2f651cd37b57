"""The choice of what is written, in the review."""

from __future__ import annotations

from pathlib import Path

import mutagen
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.models.review_cells import ReviewColumn
from mer_core.tags.profiles import Profile, load, save
from tests.gui.test_from_folder_to_tags import analyse, digests, states


def listed(window: MainWindow) -> set[str]:
    table = window.frame.review.panel.table
    return {
        table.item(row, column).text()  # type: ignore[union-attr]
        for row in range(table.rowCount())
        for column in range(1, table.columnCount())
    }


def choose(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """By the first letter of its name, as one does with the keyboard."""
    box = window.frame.review.profile_box
    box.setFocus()
    with qtbot.waitSignal(window.tag_actions.staged):
        qtbot.keyClicks(box, name[0])
        if box.currentText() != name:
            box.setCurrentText(name)
            box.activated.emit(box.findData(name))


def test_a_profile_lists_what_it_touches_and_writes_that_until_it_is_undone(
    qtbot: QtBot, window: MainWindow, songs: Path
) -> None:
    before = digests(songs)
    analyse(qtbot, window, songs)
    qtbot.waitUntil(lambda: states(window) == {"staged": 5, "failed": 1})
    with qtbot.waitSignal(window.tag_actions.staged):
        qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    review = window.frame.review
    assert review.profile_box.currentText() == "Standard"
    assert not review.panel.isVisible()
    qtbot.mouseClick(review.fields_button, Qt.MouseButton.LeftButton)
    assert review.panel.isVisible()
    assert "TMOO" in listed(window)
    assert "COMM" not in listed(window)

    choose(qtbot, window, "DJ")
    assert {"COMM", "TBPM", "TKEY", "TXXX:EnergyLevel"} <= listed(window)
    assert window.preferences.settings.profile == "DJ"
    with qtbot.waitSignal(window.tag_actions.applied) as applied:
        qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert applied.args[0].written == 5
    qtbot.waitUntil(lambda: states(window) == {"written": 5, "failed": 1})
    flac = next(songs.glob("*.flac"))
    assert "[MOOD: " in mutagen.File(flac)["comment"][0]
    assert "energylevel" in mutagen.File(flac)

    choose(qtbot, window, "Everything")
    assert len(window.review_model.ticked) == 5, "what is written is looked at anew"
    with qtbot.waitSignal(window.tag_actions.undone):
        qtbot.mouseClick(review.undo_button, Qt.MouseButton.LeftButton)
    assert digests(songs) == before


def test_profiles_are_handed_out_and_taken_in(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, mine = tmp_path / "out.toml", tmp_path / "mine.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    window.frame.review.panel.export_clicked.emit()
    assert load(out).name == "Standard"
    save(Profile("Mine", "My own.", ("mood", "comment"), existing="add"), mine)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(mine), ""))
    window.frame.review.panel.import_clicked.emit()
    assert window.frame.review.profile_box.findText("Mine") >= 0


def test_a_file_that_is_no_profile_is_named(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('fields = ["smell"]')
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(mine), ""))
    window.frame.review.panel.import_clicked.emit()
    qtbot.waitUntil(lambda: "mine.toml" in window.frame.notices.text)


def test_rules_and_single_fields_are_chosen_in_the_review(
    qtbot: QtBot, window: MainWindow, songs: Path
) -> None:
    flac = next(songs.glob("*.flac"))
    tags = mutagen.File(flac)
    tags["MOOD"] = ["Dark"]
    tags.save()
    before = digests(songs)
    analyse(qtbot, window, songs)
    with qtbot.waitSignal(window.tag_actions.staged):
        qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    review, model = window.frame.review, window.review_model
    qtbot.mouseClick(review.fields_button, Qt.MouseButton.LeftButton)
    review.panel.existing.setFocus()
    with qtbot.waitSignal(window.tag_actions.staged):
        qtbot.keyClick(review.panel.existing, Qt.Key.Key_Down)
    place = next(
        row for row in range(model.rowCount()) if model.data(model.index(row, 2)) == "Dark"
    )
    assert str(model.data(model.index(place, ReviewColumn.NEW_MOOD))).startswith("Dark, ")

    valence = model.index(place, ReviewColumn.NEW_VALENCE)
    assert model.data(valence) != ""
    review.table.setCurrentIndex(valence)
    review.table.setFocus()
    qtbot.keyClick(review.table, Qt.Key.Key_Delete)
    assert model.data(valence) == "", "it stays as it is in the file"
    qtbot.keyClick(review.table, Qt.Key.Key_Delete)
    assert model.data(valence) != ""
    qtbot.keyClick(review.table, Qt.Key.Key_Delete)
    with qtbot.waitSignal(window.tag_actions.applied):
        qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    written = mutagen.File(flac)
    assert written["mood"][0] == "Dark"
    assert "mood_valence" not in written
    assert "mood_arousal" in written
    with qtbot.waitSignal(window.tag_actions.undone):
        qtbot.mouseClick(review.undo_button, Qt.MouseButton.LeftButton)
    assert digests(songs) == before

    with qtbot.waitSignal(window.tag_actions.staged):
        review.panel.confidence.setValue(100)
    assert model.num_changed == 0
    review.changed_only.setChecked(False)
    results = {model.data(model.index(row, ReviewColumn.RESULT)) for row in range(model.rowCount())}
    assert all("below 1.00" in result for result in results)


def test_the_journal_shows_what_can_still_be_undone_and_undoes_it(
    qtbot: QtBot, window: MainWindow, songs: Path
) -> None:
    before = digests(songs)
    analyse(qtbot, window, songs)
    with qtbot.waitSignal(window.tag_actions.staged):
        qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(window.tag_actions.applied):
        qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    flac = next(songs.glob("*.flac"))
    kept = flac.read_bytes()
    flac.write_bytes(kept + b"x")
    review = window.frame.review
    with qtbot.waitSignal(window.tag_actions.listed):
        qtbot.mouseClick(review.history_button, Qt.MouseButton.LeftButton)
    assert review.history.runs.rowCount() == 1
    assert not review.history.undo_button.isEnabled()
    with qtbot.waitSignal(window.tag_actions.stood):
        review.history.runs.setFocus()
        qtbot.keyClick(review.history.runs, Qt.Key.Key_Down)
    told = {
        review.history.files.item(row, 0).text(): review.history.files.item(row, 1).text()  # type: ignore[union-attr]
        for row in range(review.history.files.rowCount())
    }
    assert told.pop(flac.name) == "it was changed since it was written"
    assert set(told.values()) == {"can be undone"}
    with qtbot.waitSignals([window.tag_actions.undone, window.tag_actions.listed]):
        qtbot.mouseClick(review.history.undo_button, Qt.MouseButton.LeftButton)
    assert review.history.runs.item(0, 2).text() == "1 of 5 files"  # type: ignore[union-attr]
    assert {name for name, now in digests(songs).items() if before[name] != now} == {flac.name}
    flac.write_bytes(kept)
    with qtbot.waitSignal(window.tag_actions.undone):
        qtbot.mouseClick(review.undo_button, Qt.MouseButton.LeftButton)
    assert digests(songs) == before
