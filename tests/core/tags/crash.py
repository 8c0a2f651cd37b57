"""Kills a child before its n-th call into the system, and within its n-th write, for every n, while
it writes and undoes one file.

Run by ``test_crash_points`` in a process of its own: ``crash.py ROOT SONG JOURNAL [LINK]``.
"""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

CALLS = frozenset(("write", "fsync", "replace", "truncate", "utime", "unlink", "mkdir", "chown"))


def kill_before(number: int) -> None:
    """Let this process die before its ``number``-th call that may change something on a disk."""
    left = number

    def profile(_: FrameType, event: str, function: Any) -> None:
        nonlocal left
        if event == "c_call" and function.__name__ in CALLS:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(profile)


def kill_within(number: int) -> None:
    """Let this process die when its ``number``-th write has come half the way."""
    from mer_core.tags import durable, records

    left, write_all = number, durable.write_all

    def torn(file: Any, data: bytes) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            file.write(data[: len(data) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        write_all(file, data)

    durable.write_all = records.write_all = torn


def survives(kill: Callable[[int], None], number: int, song: Path, folder: Path) -> bool:
    """Whether the child came to its end."""
    from mer_core.jobs import SilentContext
    from mer_core.tags import writer
    from mer_core.tags.journal import Journal
    from tests.core.tags.samples import LONG

    child = os.fork()
    if child == 0:
        kill(number)
        journal = Journal(folder)
        change = writer.plan(song, LONG)
        with journal.begin("write") as run:
            writer.write(change, run)
        journal.undo(run.id, SilentContext())
        sys.setprofile(None)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or status == 0, status
    return status == 0


def main(song: Path, folder: Path) -> None:
    """Print how many points were tried and how often the file was found half-written."""
    from mer_core.jobs import SilentContext
    from mer_core.tags.journal import Journal
    from mer_core.tags.writer import read
    from tests.core.tags.samples import LONG

    old, names, status = song.read_bytes(), os.listdir(song.parent), song.stat()
    before = read(song)
    num_points = num_mended = 0
    for kill in (kill_before, kill_within):
        for number in itertools.count(1):
            shutil.rmtree(folder, ignore_errors=True)
            finished = survives(kill, number, song, folder)
            messages = Journal(folder).recover()
            num_points += 1
            num_mended += any("half-written" in message for message in messages)
            assert song.read_bytes() == old or read(song) == LONG, number
            assert os.listdir(song.parent) == names, number
            assert song.stat().st_mtime_ns == status.st_mtime_ns, number
            for run in Journal(folder).runs():
                if not run.undone:
                    assert all(r.ok for r in Journal(folder).undo(run.id, SilentContext())), number
            assert song.read_bytes() == old, number
            assert read(song) == before
            assert song.stat().st_nlink == status.st_nlink
            if finished:
                break
    sys.stdout.write(f"{num_points} {num_mended}\n")


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    main(Path(sys.argv[2]), Path(sys.argv[3]))
