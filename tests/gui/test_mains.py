"""The analysis waits for mains power where that is wanted."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.actions.mains import MainsOnly
from app.main_window import MainWindow
from tests.fate import Fate
from tests.gui.test_analysis_process import held, many
from tests.gui.test_from_folder_to_tags import states

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def battery(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The computer's battery; it is not plugged in."""
    battery = SimpleNamespace(power_plugged=False)
    monkeypatch.setattr(psutil, "sensors_battery", lambda: battery)
    monkeypatch.setattr("app.actions.mains._LOOK_MS", 20)
    return battery


def state(window: MainWindow) -> str:
    return window.analysis_actions.status.state


def test_it_waits_on_battery_and_goes_on_when_plugged_in(
    battery: SimpleNamespace, qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    held(qtbot, window, many(tmp_path / "music", 3), fate, song="01.flac")
    assert state(window) == "running"
    window.preferences.update(analyse_on_mains=True)
    qtbot.waitUntil(lambda: state(window) == "paused")
    assert window.frame.strip.phase_label.text() == "Waits for mains power"
    battery.power_plugged = True
    qtbot.waitUntil(lambda: state(window) == "running")
    with qtbot.waitSignal(window.analysis_actions.finished):
        fate.release()
    qtbot.waitUntil(lambda: states(window) == {"staged": 3})


def test_held_from_the_start_the_strip_says_so(
    battery: SimpleNamespace, qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.preferences.update(analyse_on_mains=True)
    told: list[str] = []
    strip = window.frame.strip
    window.analysis_actions.status_changed.connect(lambda status: told.append(status.state))
    window.menus.open([many(tmp_path / "music", 1)])
    qtbot.waitUntil(lambda: "paused" in told)
    assert strip.phase_label.text() == "Waits for mains power"
    assert strip.pause_button.text() == "Resume"
    assert told.index("starting") < told.index("paused")


def test_a_process_that_ends_while_it_waits_goes_on_with_the_mains(
    battery: SimpleNamespace, qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    held(qtbot, window, many(tmp_path / "music", 2), fate, song="01.flac")
    window.preferences.update(analyse_on_mains=True)
    qtbot.waitUntil(lambda: window.analysis_actions.status.held)
    with qtbot.waitSignal(window.process.died):
        os.kill(window.process.process_id, signal.SIGKILL)
    assert window.analysis_actions.status.held
    assert window.frame.strip.phase_label.text() == "Waits for mains power"
    with qtbot.waitSignal(window.analysis_actions.finished):
        battery.power_plugged = True
    qtbot.waitUntil(lambda: states(window) == {"staged": 2})


def test_what_is_resumed_by_hand_goes_on_until_all_is_analysed(
    battery: SimpleNamespace, qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    window.preferences.update(analyse_on_mains=True)
    folder = many(tmp_path / "music", 2)
    window.menus.open([folder])
    qtbot.waitUntil(lambda: window.analysis_actions.status.held)
    with qtbot.waitSignal(window.analysis_actions.finished):
        qtbot.mouseClick(window.frame.strip.pause_button, LEFT)
    qtbot.waitUntil(lambda: states(window) == {"staged": 2})
    many(folder, 3)
    window.menus.open([folder])
    qtbot.waitUntil(lambda: window.analysis_actions.status.held)


def test_a_pause_of_the_users_is_left_to_the_user(
    battery: SimpleNamespace, qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    held(qtbot, window, many(tmp_path / "music", 2), fate, song="01.flac")
    window.analysis_actions.toggle_pause()
    window.preferences.update(analyse_on_mains=True)
    for battery.power_plugged in (False, True):
        window.findChild(MainsOnly)._look()
        assert state(window) == "paused"
        assert not window.analysis_actions.status.held
    fate.release()
    with qtbot.waitSignal(window.analysis_actions.finished):
        window.analysis_actions.toggle_pause()


def test_a_computer_without_a_battery_never_waits(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None)
    window.preferences.update(analyse_on_mains=True)
    with qtbot.waitSignal(window.analysis_actions.finished):
        window.menus.open([many(tmp_path / "music", 1)])
    qtbot.waitUntil(lambda: states(window) == {"staged": 1})
