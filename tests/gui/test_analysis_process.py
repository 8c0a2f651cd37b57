from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from mer_core.inference.protocol import TrackStarted
from mer_core.library.database import Library
from tests.fate import WORKER, Fate
from tests.gui.conftest import MakeWindow, make_song
from tests.gui.test_from_folder_to_tags import states
from tests.waiting import until


def many(folder: Path, number: int, *, duration_s: float = 6.0) -> Path:
    folder.mkdir(exist_ok=True)
    for seed in range(number):
        make_song(folder / f"{seed:02d}.flac", seed=seed, duration_s=duration_s)
    return folder


def held(qtbot: QtBot, window: MainWindow, folder: Path, fate: Fate, *, song: str) -> None:
    """Analyse ``folder`` until the analysis is about to open ``song``, where it is held."""
    fate.hold(WORKER, where=song)
    window.menus.open([folder])
    qtbot.waitUntil(lambda: fate.is_holding)


def is_told(window: MainWindow) -> Callable[[], bool]:
    """Whether all that was said to the process is in its pipe."""
    process = window.process.child._process
    assert process is not None
    return lambda: process.bytesToWrite() == 0


def test_killing_the_process_costs_no_song_and_is_told_in_words(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    folder = many(tmp_path / "music", 6)
    fate.kill(WORKER, 1, where="02.flac")
    died: list[str] = []
    window.process.died.connect(died.append)
    with qtbot.waitSignal(window.analysis_actions.finished):
        window.menus.open([folder])
    (sentence,) = died
    assert "Song 2" in sentence
    assert "ended unexpectedly while analysing" in sentence
    qtbot.waitUntil(lambda: states(window) == {"staged": 6})


def test_a_song_that_kills_the_process_twice_is_marked_failed_and_the_rest_goes_on(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    folder = many(tmp_path / "music", 4)
    fate.kill(WORKER, 1, 1, where="01.flac")
    with qtbot.waitSignal(window.analysis_actions.finished):
        window.menus.open([folder])
    assert fate.num_left == 0
    qtbot.waitUntil(lambda: states(window) == {"staged": 3, "failed": 1})
    with Library.open(window.paths.library) as library:
        row = library.find(folder / "01.flac")
    assert row is not None
    assert "ended twice" in row.message


def test_the_playing_song_overtakes_the_batch(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    folder = many(tmp_path / "music", 6, duration_s=20.0)
    order: list[int] = []
    window.process.item.connect(
        lambda event: order.append(event.track_id) if isinstance(event, TrackStarted) else None
    )
    held(qtbot, window, folder, fate, song="00.flac")
    qtbot.waitUntil(lambda: window.track_model.row_at(5) is not None)
    last = window.track_model.row_at(5)
    assert last is not None
    window.playing_actions.play(last)
    qtbot.waitUntil(is_told(window))
    with qtbot.waitSignal(window.analysis_actions.finished):
        fate.release()
    assert order.index(last.track.id) < 5


def test_pausing_holds_the_analysis_until_it_is_resumed(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    folder = many(tmp_path / "music", 5, duration_s=10.0)
    held(qtbot, window, folder, fate, song="01.flac")
    window.analysis_actions.toggle_pause()
    window.process.start([])  # it answers when it obeys, and so after it has heard of the pause
    qtbot.waitUntil(is_told(window))
    fate.release()
    qtbot.waitUntil(lambda: window.process._num_unanswered == 0)
    with qtbot.assertNotEmitted(window.process.item, wait=300):
        pass
    with qtbot.waitSignal(window.analysis_actions.finished):
        window.analysis_actions.toggle_pause()
    qtbot.waitUntil(lambda: states(window) == {"staged": 5})


@pytest.mark.parametrize("hangs", [False, True], ids=["busy", "hanging"])
def test_closing_while_analysing_ends_everything_within_two_seconds_and_resumes_later(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path, fate: Fate,
    patience_ms: list[int], hangs: bool,
) -> None:  # fmt: skip
    window = make_window()
    folder = many(tmp_path / "music", 5)
    held(qtbot, window, folder, fate, song="01.flac")
    pid = window.process.process_id
    if hangs:
        os.kill(pid, signal.SIGSTOP)
    window.close()
    assert 0 < sum(patience_ms) <= 2000
    until(lambda: not psutil.pid_exists(pid))
    again = make_window()
    qtbot.waitUntil(lambda: states(again) == {"staged": 5})
