"""The window and its analysis process killed at every stage: no file harmed, no song lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil
import pytest

from mer_core.library.database import Library
from mer_core.paths import AppPaths
from tests.data.audio_files import make_audio
from tests.fate import HAND, WINDOW, Fate
from tests.waiting import until

SUFFIXES = (".mp3", ".flac", ".opus", ".m4a")
#: The changes before which the window dies, one life after another: of its own fault, while it
#: makes the library and enters the songs, and then of its child's, while that is at a song.
DEATHS = (("CREATE TABLE", 2), ("COMMIT", 1), (".m4a", 3), ("INSERT INTO tracks", 3))
ORPHANED = (
    (".mp3", 1), ("INSERT INTO analyses", 1), ("INTO curves", 2), (".opus", 1), ("COMMIT", 5),
)  # fmt: skip


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Sixteen different short songs."""
    folder = tmp_path / "album"
    folder.mkdir()
    time_s = np.arange(6 * 22050) / 22050
    for number in range(16):
        tones = [np.sin(2 * np.pi * 110 * 2 ** ((number + k) / 12) * time_s) for k in (0, 4, 7, 12)]
        beat = 1.0 + np.sin(2 * np.pi * (1 + number / 4) * time_s)
        wave = (0.1 * beat * np.sum(tones, axis=0)).astype(np.float32)
        name = f"song {number:02d}{SUFFIXES[number % 4]}"
        make_audio(folder / name, samples=wave[:, None], sample_rate=22050)
    return folder


@contextmanager
def window(album: Path) -> Iterator[psutil.Popen]:
    """A real window on ``album`` in a process of its own; killed in the end, if it still runs."""
    command = [sys.executable, "-m", WINDOW, str(album)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    process = psutil.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        if process.is_running():
            process.kill()
        process.wait()
        until(lambda: not orphans())


def orphans() -> list[int]:
    """The analysis processes of this test's library."""
    library = str(AppPaths.of_user().library)
    return [p.pid for p in psutil.process_iter(["cmdline"]) if library in (p.info["cmdline"] or ())]


def analysed() -> set[Path]:
    library = AppPaths.of_user().library
    if not library.exists():
        return set()
    with Library.open(library) as opened:
        return {row.track.path for row in opened.rows() if row.valence is not None}


@pytest.mark.slow
def test_killing_the_window_loses_no_analysed_song_and_leaves_no_orphan(
    album: Path, fate: Fate
) -> None:
    before = {path: path.read_bytes() for path in album.iterdir()}
    known: set[Path] = set()
    for where, number in DEATHS:
        fate.kill(WINDOW, number, where=where)
        with window(album) as process:
            assert process.wait() == -signal.SIGKILL
        assert not analysed()
    for where, number in ORPHANED:
        fate.orphan(HAND, number, where=where, of=WINDOW)
        with window(album) as process:
            assert process.wait() == -signal.SIGKILL
        now = analysed()
        assert known <= now
        known = now
    assert {path: path.read_bytes() for path in album.iterdir()} == before
    assert 0 < len(known) < len(before)
    with window(album):
        until(lambda: analysed() == set(before))


@pytest.mark.slow
def test_killing_the_workers_again_and_again_costs_no_song(album: Path, fate: Fate) -> None:
    before = {path: path.read_bytes() for path in album.iterdir()}
    # Every life gets a song done and dies at the next, which is left for the end.
    fate.kill(HAND, 2, 2, where="INSERT INTO analyses")
    fate.kill(HAND, 2, 2, where="INTO curves")
    fate.kill(HAND, 5, where="COMMIT")
    with window(album) as process:
        until(lambda: fate.num_left == 0 and analysed() == set(before))
        assert process.is_running()
    with Library.open(AppPaths.of_user().library) as library:
        assert {row.state for row in library.rows()} <= {"staged", "uncertain"}
    assert {path: path.read_bytes() for path in album.iterdir()} == before
