"""The window and its analysis process killed at random moments: no file harmed, no song lost."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest

from mer_core.library.database import Library
from mer_core.paths import AppPaths
from tests.data.audio_files import make_audio

KILLS = 20
SUFFIXES = (".mp3", ".flac", ".opus", ".m4a")


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Thirty-two different short songs."""
    folder = tmp_path / "album"
    folder.mkdir()
    time_s = np.arange(12 * 22050) / 22050
    for number in range(32):
        tones = [np.sin(2 * np.pi * 110 * 2 ** ((number + k) / 12) * time_s) for k in (0, 4, 7, 12)]
        beat = 1.0 + np.sin(2 * np.pi * (1 + number / 4) * time_s)
        wave = (0.1 * beat * np.sum(tones, axis=0)).astype(np.float32)
        name = f"song {number:02d}{SUFFIXES[number % 4]}"
        make_audio(folder / name, samples=wave[:, None], sample_rate=22050)
    return folder


@contextmanager
def window(album: Path) -> Iterator[psutil.Popen]:
    """A real window on ``album`` in a process of its own; killed with its children at the end."""
    command = [sys.executable, "-m", "app", str(album)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    process = psutil.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        if process.is_running():
            process.kill()
        process.wait()


def analysed() -> set[Path]:
    library = AppPaths.of_user().library
    if not library.exists():
        return set()
    with Library.open(library) as opened:
        return {row.track.path for row in opened.rows() if row.valence is not None}


def wait_until(happened: Callable[[], bool], *, timeout_s: float) -> bool:
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_killing_the_window_loses_no_analysed_song_and_leaves_no_orphan(album: Path) -> None:
    chance = random.Random(5)
    before = {path: path.read_bytes() for path in album.iterdir()}
    known: set[Path] = set()
    for _ in range(KILLS):
        with window(album) as process:
            time.sleep(chance.uniform(0.3, 5.0))
            children = process.children(recursive=True)
            process.kill()
        _, alive = psutil.wait_procs(children, timeout=10)
        assert not alive
        now = analysed()
        assert known <= now
        known = now
    assert {path: path.read_bytes() for path in album.iterdir()} == before
    with window(album):
        assert wait_until(lambda: analysed() == set(before), timeout_s=120)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_killing_the_analysis_process_costs_at_most_the_songs_in_flight(album: Path) -> None:
    chance = random.Random(6)
    before = {path: path.read_bytes() for path in album.iterdir()}
    killed = 0

    def settled() -> bool:
        with Library.open(AppPaths.of_user().library) as library:
            counts = library.counts()
        return counts.total == len(before) and counts.queued == 0

    def more_than(number: int) -> bool:
        return len(analysed()) > number or settled()

    with window(album) as process:
        assert wait_until(lambda: len(analysed()) > 0, timeout_s=60)
        while killed < KILLS and not settled():
            for worker in process.children(recursive=True):
                worker.kill()
                killed += 1
            # The next life is let live until it has done a song: one that cannot even start is
            # given up, which is another promise and tested elsewhere.
            assert wait_until(partial(more_than, len(analysed())), timeout_s=60)
            time.sleep(chance.uniform(0.0, 0.4))
            assert process.is_running()
        assert killed >= KILLS // 2
        assert wait_until(settled, timeout_s=120)
        assert process.is_running()
    with Library.open(AppPaths.of_user().library) as library:
        states = [row.state for row in library.rows()]
    # A song that was in flight at two deaths is given up with a reason; all others are there.
    assert states.count("failed") <= killed // 2
    assert {path: path.read_bytes() for path in album.iterdir()} == before
