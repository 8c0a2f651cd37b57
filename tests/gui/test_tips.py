"""Tips: at their moment, one a session, never twice, by the keys that are bound, and not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.theme import Theme
from app.views.notices import Notices
from app.views.tips_presenter import TIPS
from mer_core.paths import AppPaths
from mer_core.settings import Settings
from tests.gui.conftest import MakeWindow


@pytest.fixture
def beginner(paths: AppPaths) -> AppPaths:
    """A user who has taken the first steps, and nothing more."""
    paths.settings.write_text('model = "tiny"\ndevice = "cpu"\nseen = ["welcome"]\n', "utf-8")
    return paths


def analyse(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    with qtbot.waitSignal(window.analysis_actions.finished):
        window.menus.open([folder])


def test_each_names_a_command_that_has_keys(beginner: AppPaths, make_window: MakeWindow) -> None:
    commands = make_window().commands
    assert 5 <= len(TIPS) <= 8
    for name, text in TIPS.items():
        assert commands.usual_keys(commands.keyed[name])
        assert "{keys}" in text


def test_after_the_first_analysis_one_is_told_and_no_other_in_this_session(
    beginner: AppPaths, make_window: MakeWindow, songs: Path, qtbot: QtBot
) -> None:
    window = make_window()
    notices = window.frame.notices
    analyse(qtbot, window, songs)
    while notices.text and not notices.text.startswith("Press"):
        notices.bar.dismiss()  # what the scan found
    assert notices.text == "Press Ctrl+L for songs that feel like the moment you hear."
    QTest.mouseClick(notices.bar.close_button, Qt.MouseButton.LeftButton)
    assert notices.text == ""
    window.tips.tell("quick")
    assert notices.text == ""
    window.close()
    assert "like" in Settings.load(beginner.settings).seen
    again = make_window()
    again.tips.tell("like")
    assert again.frame.notices.text == ""
    again.tips.tell("quick")
    assert again.frame.notices.text.startswith("Press Ctrl+E ")


def test_the_keys_are_those_that_the_user_has_bound(
    beginner: AppPaths, make_window: MakeWindow
) -> None:
    window = make_window()
    window.preferences.update(keys=("quick=Ctrl+Alt+9", "like="))
    window.tips.tell("like")
    assert window.frame.notices.text == ""
    window.tips.tell("quick")
    assert window.frame.notices.text.startswith("Press Ctrl+Alt+9 ")


def test_who_uses_a_command_is_not_told_of_it(beginner: AppPaths, make_window: MakeWindow) -> None:
    window = make_window()
    window.commands.quick.trigger()
    window.tips.tell("quick")
    assert window.frame.notices.text == ""


def test_they_are_turned_off_where_they_stand_and_in_the_settings(
    beginner: AppPaths, make_window: MakeWindow
) -> None:
    window = make_window()
    window.tips.tell("undo")
    QTest.mouseClick(window.frame.notices.bar.action_button, Qt.MouseButton.LeftButton)
    assert not window.preferences.settings.tips
    window.settings_page.open()
    form = window.settings_page.page.look
    tick = form._ticks["tips"]
    assert not tick.isChecked()
    tick.click()
    assert window.preferences.settings.tips
    window.preferences.update(tips=False)
    window.close()
    silent = make_window()
    silent.tips.tell("quick")
    assert silent.frame.notices.text == ""
    assert "quick" not in silent.preferences.settings.seen


def test_a_tip_waits_for_messages_and_gives_way_to_them(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    place.resize(800, 200)
    place.show()
    notices = Notices(Theme.light(), place)
    notices.note("Scan: 4 added.")
    notices.tip("Press X.", "No more tips", lambda: None)
    assert notices.text == "Scan: 4 added."
    notices.bar.dismiss()
    assert notices.text == "Press X."
    notices.problem("A song is not there.")
    assert notices.text == "A song is not there."
