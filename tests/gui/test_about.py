"""What the window says of itself and of the model's terms."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.views.about_dialog import AboutDialog
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


def test_a_report_can_be_copied(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    dialog = about(window, qtbot)
    QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    report = QApplication.clipboard().text()
    assert report == dialog.report
    for word in ("Version: ", "torch ", "Logs: ", "Python 3"):
        assert word in report
    dialog.close()
