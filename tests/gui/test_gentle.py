"""The analysis waits for mains power, or until nobody uses the computer, where that is wanted."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from app.actions.gentle import Gentle
from app.actions.idle import _TELLERS, idle_s
from app.main_window import MainWindow
from tests.fate import Fate
from tests.gui.test_analysis_process import held, many
from tests.gui.test_from_folder_to_tags import states
from tests.waiting import until

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def battery(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The computer's battery; it is not plugged in."""
    battery = SimpleNamespace(power_plugged=False)
    monkeypatch.setattr(psutil, "sensors_battery", lambda: battery)
    monkeypatch.setattr("app.actions.gentle._LOOK_MS", 20)
    return battery


class Desktop:
    """A desktop, on a bus of its own, that tells how long nobody has touched it."""

    def __init__(self, *of: str) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.gui.idle_teller", *of],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._hear("ready")

    def tell(self, milliseconds: int) -> None:
        assert self._program.stdin is not None
        self._program.stdin.write(f"{milliseconds}\n")
        self._program.stdin.flush()
        self._hear("told")

    def _hear(self, word: str) -> None:
        assert self._program.stdout is not None
        assert self._program.stdout.readline().strip() == word

    def end(self) -> None:
        self._program.communicate()


@pytest.fixture(params=_TELLERS, ids=("gnome", "kde"))
def desktop(
    request: pytest.FixtureRequest, address: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desktop]:
    """One that nobody has touched for an hour."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setattr("app.actions.gentle._LOOK_MS", 20)
    desktop = Desktop(*request.param)
    desktop.tell(3_600_000)
    yield desktop
    desktop.end()


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An X server, with no bus beside it."""
    assert shutil.which("Xvfb"), "this test needs the package xvfb; install it"
    ours, theirs = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(theirs), "-nolisten", "tcp", "-noreset"],
        pass_fds=(theirs,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(theirs)
    with os.fdopen(ours) as number:
        monkeypatch.setenv("DISPLAY", f":{number.readline().strip()}")
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    yield
    server.terminate()
    server.wait()


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
    qtbot.waitUntil(lambda: bool(window.analysis_actions.status.held))
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
    qtbot.waitUntil(lambda: bool(window.analysis_actions.status.held))
    with qtbot.waitSignal(window.analysis_actions.finished):
        qtbot.mouseClick(window.frame.strip.pause_button, LEFT)
    qtbot.waitUntil(lambda: states(window) == {"staged": 2})
    many(folder, 3)
    window.menus.open([folder])
    qtbot.waitUntil(lambda: bool(window.analysis_actions.status.held))


def test_a_pause_of_the_users_is_left_to_the_user(
    battery: SimpleNamespace, qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    held(qtbot, window, many(tmp_path / "music", 2), fate, song="01.flac")
    window.analysis_actions.toggle_pause()
    window.preferences.update(analyse_on_mains=True)
    for battery.power_plugged in (False, True):
        window.findChild(Gentle)._look()
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


def test_it_waits_while_the_computer_is_used(
    desktop: Desktop, qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    held(qtbot, window, many(tmp_path / "music", 3), fate, song="01.flac")
    window.preferences.update(analyse_when_idle=True)
    assert state(window) == "running"
    desktop.tell(800)
    qtbot.waitUntil(lambda: state(window) == "paused")
    assert window.frame.strip.phase_label.text() == "Waits until nobody uses the computer"
    desktop.tell(119_000)
    window.findChild(Gentle)._look()
    assert state(window) == "paused"
    desktop.tell(121_000)
    qtbot.waitUntil(lambda: state(window) == "running")
    with qtbot.waitSignal(window.analysis_actions.finished):
        fate.release()
    qtbot.waitUntil(lambda: states(window) == {"staged": 3})


def test_both_reasons_must_be_gone_before_it_goes_on(
    battery: SimpleNamespace,
    desktop: Desktop,
    qtbot: QtBot,
    window: MainWindow,
    tmp_path: Path,
    fate: Fate,
) -> None:
    said = window.frame.strip.phase_label.text
    held(qtbot, window, many(tmp_path / "music", 2), fate, song="01.flac")
    window.preferences.update(analyse_when_idle=True, analyse_on_mains=True)
    qtbot.waitUntil(lambda: said() == "Waits for mains power")
    desktop.tell(0)
    battery.power_plugged = True
    qtbot.waitUntil(lambda: said() == "Waits until nobody uses the computer")
    assert state(window) == "paused"
    with qtbot.waitSignal(window.analysis_actions.finished):
        fate.release()
        desktop.tell(3_600_000)
    qtbot.waitUntil(lambda: states(window) == {"staged": 2})


def test_a_desktop_that_ends_is_not_waited_for(
    desktop: Desktop, qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    held(qtbot, window, many(tmp_path / "music", 1), fate, song="00.flac")
    desktop.tell(0)
    window.preferences.update(analyse_when_idle=True)
    qtbot.waitUntil(lambda: state(window) == "paused")
    desktop.end()
    qtbot.waitUntil(lambda: state(window) == "running")
    with qtbot.waitSignal(window.analysis_actions.finished):
        fate.release()


def test_an_x_server_tells_of_keys_and_mouse(screen: None) -> None:
    until(lambda: (idle_s() or 0.0) > 0.3)
    before = idle_s()
    assert before is not None
    assert shutil.which("xdotool"), "this test needs the package xdotool; install it"
    subprocess.run(["xdotool", "key", "a"], check=True)
    after = idle_s()
    assert after is not None
    assert after < before


def test_where_nobody_tells_nothing_is_known(screen: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")  # there an X server knows X programs alone
    assert idle_s() is None
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.setenv("DISPLAY", ":4711")
    assert idle_s() is None


def test_settings_offer_what_the_computer_can_tell(
    desktop: Desktop,
    battery: SimpleNamespace,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.settings_page.open()
    form = window.settings_page.page.analysis
    ticks = {tick.text(): tick for tick in form.findChildren(QCheckBox)}
    mains = ticks["Analyse only on mains power"]
    idle = ticks["Analyse only while nobody uses this computer"]
    assert mains.isEnabled()
    assert idle.isEnabled()
    idle.click()
    assert window.preferences.settings.analyse_when_idle
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None)
    desktop.end()
    window.settings_page.open()
    assert not mains.isEnabled()
    assert idle.isEnabled()  # to be taken away
    idle.click()
    window.settings_page.open()
    assert not idle.isEnabled()
    said = [label.text() for label in form.findChildren(QLabel)]
    assert "This computer has no battery." in said
    assert "This desktop does not tell whether it is used." in said
