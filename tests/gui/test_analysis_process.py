from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import psutil
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from mer_core.inference.worker import TrackDone, TrackStarted
from mer_core.library.database import Library
from tests.gui.conftest import MakeWindow, make_song
from tests.gui.test_from_folder_to_tags import states


def many(folder: Path, number: int, *, duration_s: float = 6.0) -> Path:
    folder.mkdir(exist_ok=True)
    for seed in range(number):
        make_song(folder / f"{seed:02d}.flac", seed=seed, duration_s=duration_s)
    return folder


def started(qtbot: QtBot, window: MainWindow, folder: Path, *, song: int = 1) -> TrackStarted:
    """Wait until the analysis is at its ``song``-th song."""
    events: list[object] = []
    window.process.item.connect(events.append)
    window.errands.open([folder])
    qtbot.waitUntil(
        lambda: sum(isinstance(event, TrackStarted) for event in events) >= song, timeout=60_000
    )
    window.process.item.disconnect(events.append)
    return [event for event in events if isinstance(event, TrackStarted)][song - 1]


def test_killing_the_process_costs_no_song_and_is_told_in_words(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = many(tmp_path / "music", 6)
    song = started(qtbot, window, folder, song=3)
    with qtbot.waitSignal(window.process.died, timeout=10_000) as died:
        os.kill(window.process.process_id, signal.SIGKILL)
    assert song.name in died.args[0]
    assert "ended unexpectedly while analysing" in died.args[0]
    qtbot.waitSignal(window.analysis.finished, timeout=60_000).wait()
    qtbot.waitUntil(lambda: states(window) == {"staged": 6}, timeout=10_000)


def test_a_song_that_kills_the_process_twice_is_marked_failed_and_the_rest_goes_on(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = many(tmp_path / "music", 4)
    victims: list[int] = []

    def kill(event: object) -> None:
        if isinstance(event, TrackStarted) and (not victims or event.track_id == victims[0]):
            victims.append(event.track_id)
            os.kill(window.process.process_id, signal.SIGKILL)

    window.process.item.connect(kill)
    with qtbot.waitSignal(window.analysis.finished, timeout=100_000):
        window.errands.open([folder])
    assert len(victims) == 2
    qtbot.waitUntil(lambda: states(window) == {"staged": 3, "failed": 1}, timeout=10_000)
    with Library.open(window.paths.library) as library:
        row = library.row(victims[0])
    assert row is not None
    assert "ended twice" in row.message


def test_the_playing_song_overtakes_the_batch(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = many(tmp_path / "music", 6, duration_s=20.0)
    order: list[int] = []
    window.process.item.connect(
        lambda event: order.append(event.track_id) if isinstance(event, TrackStarted) else None
    )
    started(qtbot, window, folder)
    last = window.tracks.row_at(5)
    assert last is not None
    window.playing.play(last)
    qtbot.waitSignal(window.analysis.finished, timeout=60_000).wait()
    assert order.index(last.track.id) < 5


def test_pausing_holds_the_analysis_within_a_second(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = many(tmp_path / "music", 5, duration_s=10.0)
    started(qtbot, window, folder)
    window.analysis.toggle_pause()
    qtbot.wait(1000)
    done: list[object] = []
    window.process.item.connect(done.append)
    qtbot.wait(1500)
    assert not [event for event in done if isinstance(event, TrackDone)]
    window.analysis.toggle_pause()
    qtbot.waitSignal(window.analysis.finished, timeout=60_000).wait()
    qtbot.waitUntil(lambda: states(window) == {"staged": 5}, timeout=10_000)


def test_closing_while_analysing_ends_everything_within_two_seconds_and_resumes_later(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    window = make_window()
    folder = many(tmp_path / "music", 5, duration_s=10.0)
    started(qtbot, window, folder, song=2)
    pid = window.process.process_id
    begun = time.monotonic()
    window.close()
    assert time.monotonic() - begun < 2
    assert not psutil.pid_exists(pid)
    again = make_window()
    qtbot.waitSignal(again.analysis.finished, timeout=60_000).wait()
    qtbot.waitUntil(lambda: states(again) == {"staged": 5}, timeout=10_000)
