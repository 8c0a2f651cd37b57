"""Fixtures for the window's tests: a real tiny model, tiny real songs, and nothing left running."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.playback.player import NullPlayer
from mer_core.paths import AppPaths
from tests.data.audio_files import make_audio
from tests.gui.playback.card import Card
from tests.waiting import PATIENCE_MS, until

MakeWindow = Callable[[], MainWindow]


def children() -> set[int]:
    """Our processes, zombies among them."""
    return {child.pid for child in psutil.Process().children(recursive=True)}


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fails a test that leaves a thread or a process running."""
    threads, before = set(threading.enumerate()), children()
    yield

    def left() -> list[str]:
        names = [thread.name for thread in set(threading.enumerate()) - threads]
        return [*names, *(f"process {pid}" for pid in children() - before)]

    try:
        until(lambda: not left(), patience_s=60.0)
    except AssertionError:
        pytest.fail(f"left running: {left()}")


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Waits as long as a busy machine takes: no test says how long."""
    for name in ("waitUntil", "waitSignal", "waitSignals"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=PATIENCE_MS))
    return qtbot


@pytest.fixture
def patience_ms(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How long each end of a process was waited for at most."""
    asked: list[int] = []
    wait = QProcess.waitForFinished

    def noted(process: QProcess, msecs: int = 30_000) -> bool:
        asked.append(msecs)
        return bool(wait(process, msecs))

    monkeypatch.setattr(QProcess, "waitForFinished", noted)
    return asked


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model of the shipped architecture with random weights."""
    from tests.gui.tiny_model import save_tiny_model

    return save_tiny_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture
def paths(home: Path, tiny_model: Path) -> AppPaths:
    """The user's folders, with the tiny model installed as the only one that is asked for, without
    first steps and tips.
    """
    shutil.copytree(tiny_model, home / "models" / "tiny")
    (home / "settings.toml").write_text(
        'model = "tiny"\ndevice = "cpu"\nseen = ["welcome"]\ntips = false\n', "utf-8"
    )
    return AppPaths.of_user()


@pytest.fixture
def songs(tmp_path: Path) -> Path:
    """A folder with five songs of six seconds and a file that is none."""
    folder = tmp_path / "music"
    folder.mkdir()
    for number, suffix in enumerate((".mp3", ".flac", ".ogg", ".m4a", ".opus")):
        make_song(folder / f"song {number}{suffix}", seed=number)
    (folder / "broken.mp3").write_bytes(b"this is no sound at all" * 40)
    return folder


def make_song(path: Path, *, seed: int, duration_s: float = 6.0) -> Path:
    """Plucked notes, different for every seed."""
    generator = np.random.default_rng(seed)
    rate = 44_100
    times = np.arange(int(duration_s * rate)) / rate
    wave = np.zeros_like(times)
    for start in np.arange(0.0, duration_s, 0.35):
        note = 110.0 * 2 ** (generator.integers(0, 30) / 12)
        since = times - start
        wave += np.where(since >= 0, np.exp(-4 * since) * np.sin(2 * np.pi * note * times), 0.0)
    samples = (0.2 * wave / np.abs(wave).max()).astype(np.float32)
    title = f"Song {seed}"
    return make_audio(
        path, samples=np.stack((samples, samples), axis=1), tags={"title": title, "artist": "Us"}
    )


@pytest.fixture
def address() -> Iterator[str]:
    """That of a message bus of a desktop's own."""
    assert shutil.which("dbus-daemon"), "this test needs the package dbus; install it"
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    daemon.kill()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Card:
    """A card turned by hand, in the place of the clock that a player without a card runs on."""
    card = Card()
    monkeypatch.setattr("app.playback.speaker.SilentOutput", card.open)
    return card


@pytest.fixture
def make_window(qtbot: QtBot, paths: AppPaths) -> Iterator[MakeWindow]:
    """Makes windows that are closed in the end, whatever happens."""
    windows: list[MainWindow] = []

    def make() -> MainWindow:
        window = MainWindow(paths, look="dark", player=NullPlayer())
        qtbot.addWidget(window)
        windows.append(window)
        with qtbot.waitSignal(window.usable):
            window.show()
        return window

    yield make
    for window in windows:
        window.close()


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    """A window over an empty library, ready for use."""
    return make_window()
