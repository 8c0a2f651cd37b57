"""What the window says of itself and of the model's terms."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.views.about_dialog import AboutDialog
from app.views.report_dialog import ReportDialog
from mer_core.models.store import find_model
from mer_core.paths import AppPaths
from tests.gui.conftest import MakeWindow


def about(window: MainWindow, qtbot: QtBot) -> AboutDialog:
    window.commands.about.trigger()
    dialog = window.findChild(AboutDialog)
    assert isinstance(dialog, AboutDialog)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def test_it_names_the_terms_of_the_program_and_of_the_model(
    make_window: MakeWindow, paths: AppPaths, qtbot: QtBot
) -> None:
    window = make_window()
    bundled = find_model(paths, "moodline-2")
    window.models.change(bundled)
    dialog = about(window, qtbot)
    assert dialog.facts["Model"] == f"moodline-2 {bundled.version}"
    assert "not for commercial use" in dialog.facts["Licence of its weights"]
    assert dialog.facts["Licence"].startswith("GPL-3.0-or-later")
    for child in dialog.findChildren(type(dialog.told)):
        assert dialog.rect().contains(child.geometry())
        assert child.heightForWidth(child.width()) <= child.height()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(AboutDialog) is None)


def test_the_report_is_shown_then_copied_or_saved_and_names_no_song(
    make_window: MakeWindow, songs: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window()
    window.menus.open([songs])
    qtbot.waitUntil(lambda: window.track_model.rowCount() == len(list(songs.iterdir())))
    try:
        raise RuntimeError(f"no cover in {songs / 'song 0.mp3'} by Us")
    except RuntimeError as error:
        window.errors.tell(error)
    dialog = about(window, qtbot)
    QTest.mouseClick(dialog.report_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(ReportDialog) is not None)
    shown = window.findChild(ReportDialog)
    assert isinstance(shown, ReportDialog)
    qtbot.waitUntil(shown.isVisible)
    report = shown.text.toPlainText()
    assert shown.text.isReadOnly()
    assert "6 songs" in report
    for word in ("Qt: 6", "Screens: 800 x 800", "Sound: 0 outputs", "RuntimeError"):
        assert word in report
    for private in ("song 0", "Song 0", "by Us", str(tmp_path), str(songs), songs.name):
        assert private not in report
    QTest.mouseClick(shown.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == report
    shown.save(tmp_path / "no folder" / "report.txt")
    assert "could not be saved" in shown.problem.text()
    shown.save(tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_text("utf-8") == report
    assert not shown.problem.isVisible()
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(ReportDialog) is None)
