"""The library under several processes at once, and under processes that are killed."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mer_core.library.database import Library
from tests.core.library.samples import MODEL, make_emotion, make_file

ROOT = Path(__file__).parents[3]
WRITER = """
import sys
from pathlib import Path
from mer_core.library.database import Library
from tests.core.library.samples import make_emotion
path, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
emotions = [make_emotion(number / 10) for number in range(10)]
with Library.open(path) as library:
    print("ready", flush=True)
    for track_id in range(first, last):
        library.save_emotion(track_id, emotions[track_id % 10])
        print(track_id, flush=True)
"""
OPENER = """
import sys
from pathlib import Path
from mer_core.library.database import Library
sys.stdin.readline()
with Library.open(Path(sys.argv[1])) as library:
    print(library.count())
"""


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def fill(path: Path, num_tracks: int) -> None:
    with Library.open(path) as library:
        library.add(make_file(path.parent / "music" / f"{n}.flac") for n in range(num_tracks))


def test_several_processes_make_a_new_library_at_once(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    openers = [start(OPENER, path) for _ in range(4)]
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.flush()
    for opener in openers:
        assert opener.communicate(timeout=60)[0] == "0\n"
        assert opener.returncode == 0


def test_two_writers_and_a_reader_do_not_disturb_each_other(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    fill(path, 300)
    writers = [start(WRITER, path, 1, 151), start(WRITER, path, 151, 301)]
    with Library.open(path) as library:
        seen = 0
        while any(writer.poll() is None for writer in writers):
            counts = library.counts()
            assert counts.total == 300
            assert counts.staged + counts.missing >= seen
            seen = counts.staged
            library.set_missing([path.parent / "music" / "1.flac"], missing=bool(seen % 2))
            assert len(library.rows("mood:happy valence:>0.8")) <= 30
            time.sleep(0.02)
        for writer in writers:
            writer.communicate(timeout=60)
            assert writer.returncode == 0
        library.set_missing([path.parent / "music" / "1.flac"], missing=False)
        assert library.counts().staged == 300


@pytest.mark.slow
def test_killed_writers_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    fill(path, 2000)
    chance = random.Random(3)
    acknowledged: set[int] = set()
    for _ in range(10):
        first = max(acknowledged, default=0) + 1
        writer = start(WRITER, path, first, 2001)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.25))
        writer.kill()
        lines = writer.communicate(timeout=60)[0].split("\n")[:-1]
        acknowledged.update(map(int, lines))
        check_whole(path)
        with Library.open(path) as library:
            staged = set(library.row_ids("state:staged"))
            assert acknowledged <= staged
            for track_id in sorted(acknowledged)[-3:]:
                emotion = library.emotion(track_id)
                assert emotion is not None
                assert emotion.valence == make_emotion(track_id % 10 / 10).valence
            waiting = {track.id for track in library.pending(MODEL.sha256)}
            assert waiting == set(range(1, 2001)) - staged
    assert acknowledged


def check_whole(path: Path) -> None:
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()
