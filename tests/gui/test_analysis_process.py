from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from app.jobs import AnalysisProcess
from app.main_window import MainWindow
from mer_core.inference.protocol import TrackDone, TrackStarted
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.workflows.scan import scan
from tests.fate import HAND, Fate
from tests.gui.conftest import MakeWindow, make_song
from tests.gui.test_from_folder_to_tags import states
from tests.waiting import until


@pytest.fixture(autouse=True)
def two_cores() -> Iterator[None]:
    """A machine of two cores, of which the window leaves one to the analysis."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, set(sorted(cores)[:2]))
    yield
    os.sched_setaffinity(0, cores)


def many(folder: Path, number: int, *, duration_s: float = 6.0) -> Path:
    folder.mkdir(exist_ok=True)
    for seed in range(number):
        make_song(folder / f"{seed:02d}.flac", seed=seed, duration_s=duration_s)
    return folder


def held(qtbot: QtBot, window: MainWindow, folder: Path, fate: Fate, *, song: str) -> None:
    """Analyse ``folder`` until the analysis is about to open ``song``, where it is held."""
    fate.hold(HAND, where=song)
    window.menus.open([folder])
    qtbot.waitUntil(lambda: fate.is_holding)


def is_told(window: MainWindow) -> Callable[[], bool]:
    """Whether all that was said to the process is in its pipe."""
    process = window.process.child._process
    assert process is not None
    return lambda: process.bytesToWrite() == 0


def has_heard(qtbot: QtBot, window: MainWindow) -> None:
    """Until the process has obeyed all that it was told: it answers one thing after the other."""
    window.process.start([])
    qtbot.waitUntil(lambda: window.process._num_unanswered == 0)


def workers(window: MainWindow) -> list[psutil.Process]:
    """The processes that hear the window's songs."""
    return psutil.Process(window.process.process_id).children()


def test_killing_a_worker_costs_no_song(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    folder = many(tmp_path / "music", 6)
    fate.kill(HAND, 1, where="02.flac")
    with qtbot.waitSignal(window.analysis_actions.finished):
        window.menus.open([folder])
    assert fate.num_left == 0
    qtbot.waitUntil(lambda: states(window) == {"staged": 6})


def test_killing_the_process_costs_no_song_and_is_told_in_words(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    folder = many(tmp_path / "music", 6)
    died: list[str] = []
    window.process.died.connect(died.append)
    held(qtbot, window, folder, fate, song="02.flac")
    (worker,) = workers(window)
    with qtbot.waitSignal(window.analysis_actions.finished):
        os.kill(window.process.process_id, signal.SIGKILL)
    (sentence,) = died
    assert "ended unexpectedly" in sentence
    assert not worker.is_running()
    qtbot.waitUntil(lambda: states(window) == {"staged": 6})


def test_a_process_that_ends_again_and_again_without_a_song_is_given_up(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    folder = many(tmp_path / "music", 2)
    held(qtbot, window, folder, fate, song="00.flac")
    fate.hold(HAND, where="00.flac")
    os.kill(window.process.process_id, signal.SIGKILL)
    fate.release()  # the worker that was held is gone with its foreman
    qtbot.waitUntil(lambda: fate.is_holding)
    with qtbot.waitSignal(window.analysis_actions.failed) as failed:
        os.kill(window.process.process_id, signal.SIGKILL)
    assert "ended twice before its first song" in failed.args[0]
    assert window.analysis_actions.status.state == "idle"


def test_a_song_that_kills_its_worker_twice_is_marked_failed_and_the_rest_goes_on(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    folder = many(tmp_path / "music", 4)
    fate.kill(HAND, 1, 1, where="01.flac")
    with qtbot.waitSignal(window.analysis_actions.finished):
        window.menus.open([folder])
    assert fate.num_left == 0
    qtbot.waitUntil(lambda: states(window) == {"staged": 3, "failed": 1})
    with Library.open(window.paths.library) as library:
        row = library.find(folder / "01.flac")
    assert row is not None
    assert "ended twice" in row.message


def test_as_many_songs_are_heard_at_a_time_as_it_may_use_cores(
    qtbot: QtBot, tmp_path: Path, tiny_model: Path, fate: Fate
) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        scan(SilentContext(), library, [many(tmp_path / "music", 5)])
        process = AnalysisProcess(path, tmp_path / "logs" / "analysis.log", cores=3)
        process.configure(tiny_model, "cpu")
        items: list[object] = []
        process.item.connect(items.append)
        for _ in range(3):
            fate.hold(HAND, where=".flac")
        process.start()
        qtbot.waitUntil(lambda: fate.num_holding == 3 and len(items) == 3)
        assert all(isinstance(item, TrackStarted) for item in items)
        assert len({item.track_id for item in items}) == 3
        with qtbot.waitSignal(process.finished):
            fate.release()
        process.close()
        assert library.counts().failed == 0
    assert sum(isinstance(item, TrackDone) for item in items) == 5


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
    has_heard(qtbot, window)
    with qtbot.waitSignal(window.analysis_actions.finished):
        fate.release()
    assert order.index(last.track.id) < 5


def test_pausing_holds_the_analysis_until_it_is_resumed(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    folder = many(tmp_path / "music", 5, duration_s=10.0)
    held(qtbot, window, folder, fate, song="01.flac")
    window.analysis_actions.toggle_pause()
    has_heard(qtbot, window)
    items: list[object] = []
    window.process.item.connect(items.append)
    fate.release()
    with qtbot.assertNotEmitted(window.analysis_actions.finished, wait=300):
        pass
    # The worker may have been at the end of its song when it was told; none gets another one.
    assert not any(isinstance(item, TrackStarted) for item in items)
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
    pids = [pid, *(worker.pid for worker in workers(window))]
    assert len(pids) == 2
    if hangs:
        os.kill(pid, signal.SIGSTOP)
    window.close()
    assert 0 < sum(patience_ms) <= 2000
    until(lambda: not any(map(psutil.pid_exists, pids)))
    again = make_window()
    qtbot.waitUntil(lambda: states(again) == {"staged": 5})
