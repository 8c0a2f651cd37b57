"""Clocks that are set back, and a machine that sleeps, cost no song and no undo."""

from __future__ import annotations

import json
import os
import shutil
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import mutagen
import psutil
import pytest

from mer_core.library.database import Library
from mer_core.paths import RESOURCES, AppPaths
from tests.fate import COMMAND, HAND, Fate
from tests.waiting import until

DAY_S = 86_400


class Clock:
    """The wall clock of the commands of a test, so many seconds beside the true one."""

    def __init__(self, folder: Path) -> None:
        assert shutil.which("cc"), "this test needs a C compiler; install the package gcc"
        self._shim, self._file = folder / "clock.so", folder / "clock"
        source = Path(__file__).parents[2] / "child" / "clock.c"
        subprocess.run(["cc", "-shared", "-fPIC", "-o", self._shim, source, "-ldl"], check=True)
        self.set(0)

    def set(self, offset_s: int) -> None:
        with self._file.open("r+b" if self._file.exists() else "wb") as file:
            file.write(struct.pack("=q", offset_s))

    @property
    def environment(self) -> dict[str, str]:
        clock = {"LD_PRELOAD": str(self._shim), "MOODLINE_CLOCK": str(self._file)}
        return os.environ | clock


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    return Clock(tmp_path)


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "Music"
    folder.mkdir()
    for source in sorted((RESOURCES / "demo").iterdir()):
        shutil.copy(source, folder)
    return folder


@pytest.fixture
def mer(clock: Clock) -> Callable[..., str]:
    """Runs a command by the clock as it is set; what it prints."""

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", COMMAND, *arguments]
        done = subprocess.run(
            command, env=clock.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_the_clock_is_what_the_commands_see(clock: Clock) -> None:
    code = "import time; print(time.time(), time.monotonic())"

    def seen(offset_s: int) -> list[float]:
        clock.set(offset_s)
        command = [sys.executable, "-c", code]
        said = subprocess.run(
            command, env=clock.environment, capture_output=True, text=True, check=True
        )
        return [float(word) for word in said.stdout.split()]

    (now, since), (then, later) = seen(0), seen(-30 * DAY_S)
    assert then < now - 29 * DAY_S
    assert later > since


def test_runs_are_undone_in_the_order_they_were_made_whatever_the_clock_said(
    clock: Clock, mer: Callable[..., str], music: Path
) -> None:
    song = sorted(music.iterdir())[0]
    untouched = song.read_bytes()
    mer("analyze", "--write", str(song))
    once = song.read_bytes()
    assert once != untouched
    file = mutagen.File(song, easy=True)
    file["title"] = "Another"
    file.save()
    renamed = song.read_bytes()
    clock.set(-30 * DAY_S)
    with Library.open(AppPaths.of_user().library) as library:
        (row,) = library.rows()
        assert row.state == "written"
    mer("tag", "--yes", "--profile", "Everything", str(song))
    assert song.read_bytes() not in (untouched, once, renamed)
    mer("undo")  # the last run: that of the earlier date
    assert song.read_bytes() == renamed


def test_what_is_new_or_changed_is_seen_whatever_the_clock_said(
    clock: Clock, mer: Callable[..., str], music: Path
) -> None:
    mer("analyze", str(music))
    clock.set(-30 * DAY_S)
    first, *_ = sorted(music.iterdir())
    file = mutagen.File(first, easy=True)
    file["title"] = "Changed long ago"
    file.save()
    then = first.stat().st_mtime - 30 * DAY_S
    os.utime(first, (then, then))
    shutil.copy(first, music / "copy.mp3")
    file = mutagen.File(music / "copy.mp3", easy=True)
    file["title"] = "Come long ago"
    file.save()
    results = [json.loads(line) for line in mer("analyze", "--json", str(music)).splitlines()]
    assert len(results) == 5
    assert all(result["error"] is None for result in results)
    with Library.open(AppPaths.of_user().library) as library:
        titles = {row.track.title for row in library.rows()}
        assert {"Changed long ago", "Come long ago"} <= titles
    clock.set(0)
    assert "Come long ago" not in mer("search", "added:<7d")
    assert "Come long ago" in mer("search", "added:>7d")


def test_a_clock_that_is_set_back_while_songs_are_heard_costs_none(
    clock: Clock, music: Path, fate: Fate
) -> None:
    fate.hold(HAND, where="INSERT INTO analyses")
    command = [sys.executable, "-m", COMMAND, "analyze", "--json", str(music)]
    with subprocess.Popen(command, env=clock.environment, stdout=subprocess.PIPE) as running:
        until(lambda: fate.is_holding)
        clock.set(-30 * DAY_S)
        fate.release()
        assert running.stdout is not None
        results = [json.loads(line) for line in running.stdout]
    assert running.returncode == 0
    assert [result["error"] for result in results] == [None] * 4


def test_a_machine_that_sleeps_in_the_middle_of_a_song_costs_none(
    clock: Clock, music: Path, fate: Fate
) -> None:
    """All processes stand still, and clocks are ten hours on when they go on."""
    fate.hold(HAND, where="INSERT INTO analyses")
    command = [sys.executable, "-m", COMMAND, "analyze", "--json", str(music)]
    with subprocess.Popen(
        command, env=clock.environment, stdout=subprocess.PIPE, start_new_session=True
    ) as running:
        until(lambda: fate.is_holding)
        family = [psutil.Process(running.pid), *psutil.Process(running.pid).children()]
        os.killpg(running.pid, signal.SIGSTOP)
        until(lambda: all(each.status() == psutil.STATUS_STOPPED for each in family))
        clock.set(10 * 3600)
        os.killpg(running.pid, signal.SIGCONT)
        fate.release()
        assert running.stdout is not None
        results = [json.loads(line) for line in running.stdout]
    assert running.returncode == 0
    assert [result["error"] for result in results] == [None] * 4
