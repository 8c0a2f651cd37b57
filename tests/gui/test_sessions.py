"""Sheets of sessions: filled in, kept, deleted, brought back, exported."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.views.session_dialog import SessionDialog
from app.widgets.affect_grid import AffectGrid
from mer_core.library.database import Library
from mer_core.library.sessions import Session
from mer_core.paths import AppPaths
from tests.gui.conftest import MakeWindow

SONGS = ("Nina – =Dawn", "Glass <b>Sea</b>")


@pytest.fixture
def window(paths: AppPaths, make_window: MakeWindow) -> MainWindow:
    """A window over a library with three sheets."""
    with Library.open(paths.library) as library:
        for day, before, after in (
            ("2026-05-01", (3, 7), (5, 4)), ("2026-05-08", (4, 7), (6, 4)),
            ("2026-05-15", (4, 6), (7, 3)),
        ):  # fmt: skip
            library.sessions.add(Session(day, before, after, "A. B.", "Calmer at the end.", SONGS))
    window = make_window()
    window.process.close()
    return window


def opened(window: MainWindow, qtbot: QtBot) -> SessionDialog:
    """The dialog, its sheets read."""
    with qtbot.waitSignal(window.session_actions.listed):
        window.sessions.open(SONGS)
    dialog = window.sessions.dialog
    assert dialog is not None
    return dialog


def press(grid: AffectGrid, square: tuple[int, int], qtbot: QtBot) -> None:
    place: QPointF = grid.centre_of(square)
    qtbot.mousePress(grid, Qt.MouseButton.LeftButton, pos=place.toPoint())


def test_a_sheet_is_filled_in_by_mouse_and_keys_and_kept(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    assert dialog.table.rowCount() == 3
    assert not dialog.keep_button.isEnabled()
    press(dialog.before, (2, 8), qtbot)
    assert dialog.before.square == (2, 8)
    qtbot.keyClick(dialog.after, Qt.Key.Key_Up)  # the first key begins in the middle
    qtbot.keyClick(dialog.after, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.after, Qt.Key.Key_Right)
    assert dialog.after.square == (6, 4)
    dialog.notes.setPlainText("Asked for the second song again.")
    if where := os.environ.get("SCREENS"):
        dialog.grab().save(f"{where}/session.png")
    with qtbot.waitSignal(window.session_actions.listed):
        dialog.keep_button.click()
    with Library.open(window.paths.library) as library:
        kept = library.sessions.all()[-1]
    assert (kept.before, kept.after, kept.songs) == ((2, 8), (6, 4), SONGS)
    assert kept.notes == "Asked for the second song again."
    assert dialog.told.text() == "The sheet is kept."
    assert not dialog.keep_button.isEnabled()
    assert dialog.before.square is None


def test_what_was_filled_in_stays_where_it_cannot_be_kept(window: MainWindow, qtbot: QtBot) -> None:
    dialog = SessionDialog(window.frame.theme, SONGS, window)
    dialog.show()
    for grid in (dialog.before, dialog.after):
        press(grid, (5, 5), qtbot)
    dialog.notes.setPlainText("Long notes.")
    dialog.keep_button.click()
    dialog.tell("The disk is full.")  # as the library answers
    assert dialog.notes.toPlainText() == "Long notes."
    assert dialog.before.square == (5, 5)
    assert dialog.keep_button.isEnabled()
    dialog.close()


def test_a_deleted_sheet_comes_back_by_undo(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    before = list(dialog.sessions)
    dialog.table.selectRow(1)
    with qtbot.waitSignal(window.session_actions.listed):
        dialog.delete_button.click()
    assert [each.day for each in dialog.sessions] == ["2026-05-01", "2026-05-15"]
    with qtbot.waitSignal(window.session_actions.listed):
        dialog.undo_button.click()
    assert dialog.sessions == before
    assert dialog.undo_button.isHidden()


def test_undo_is_of_the_deletion_alone(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    assert dialog.undo_button.isHidden()
    dialog.table.selectRow(1)
    with qtbot.waitSignal(window.session_actions.listed):
        dialog.delete_button.click()
        assert not dialog.delete_button.isEnabled()
        assert dialog.undo_button.isHidden()  # not before it is done
    assert not dialog.undo_button.isHidden()
    press(dialog.before, (2, 2), qtbot)
    press(dialog.after, (3, 3), qtbot)
    with qtbot.waitSignal(window.session_actions.listed):
        dialog.keep_button.click()
    assert dialog.undo_button.isHidden()


def test_sheets_are_written_as_a_table_and_on_paper(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(window, qtbot)
    paths = {kind: tmp_path / f"sheets.{kind}" for kind in ("csv", "pdf")}
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda _p, _t, name, _f: (str(paths[name[-3:]]), "")
    )
    with qtbot.waitSignal(window.session_actions.written):
        dialog.csv_button.click()
    with paths["csv"].open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["pleasure_after"] for row in rows] == ["5", "6", "7"]
    assert rows[0]["songs"] == "; ".join(SONGS)
    with qtbot.waitSignal(window.session_actions.written):
        dialog.pdf_button.click()
    assert paths["pdf"].read_bytes().startswith(b"%PDF-")
    assert str(paths["pdf"]) in dialog.told.text()
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "none" / "x.pdf"), "")
    )
    with qtbot.waitSignal(window.session_actions.failed):
        dialog.pdf_button.click()
    assert "could not be written" in dialog.told.text()
