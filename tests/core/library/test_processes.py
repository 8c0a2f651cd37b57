"""The library under several processes at once, and under processes that are killed."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from mer_core.library.connection import Connection
from mer_core.library.database import Library
from tests.core.library.samples import MODEL, make_emotion, make_file
from tests.fate import SCRIPT, Fate
from tests.waiting import PATIENCE_S, until

ROOT = Path(__file__).parents[3]
WRITER = """
import sys
from pathlib import Path
from mer_core.library.connection import Connection
from mer_core.library.database import Library
from tests.core.library.samples import make_emotion
path, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
emotions = [make_emotion(number / 10) for number in range(10)]
with Library.open(path) as library:
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
#: The statements before which one writer after another dies.
DEATHS = (
    ("BEGIN", 1), ("INSERT INTO analyses", 3), ("COMMIT", 4), ("INTO curves", 2), ("UPDATE", 9),
    ("COMMIT", 1), ("INSERT INTO models", 5), ("INTO curves", 1), ("UPDATE", 30), ("BEGIN", 3),
)  # fmt: skip


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
        assert opener.communicate(timeout=PATIENCE_S)[0] == "0\n"
        assert opener.returncode == 0


def test_two_writers_and_a_reader_do_not_disturb_each_other(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    fill(path, 300)
    writers = [start(WRITER, path, 1, 151), start(WRITER, path, 151, 301)]
    with Library.open(path) as library:
        seen = 0

        def writers_are_done() -> bool:
            nonlocal seen
            counts = library.counts()
            assert counts.total == 300
            assert counts.staged + counts.missing >= seen
            seen = counts.staged
            library.set_missing([path.parent / "music" / "1.flac"], missing=bool(seen % 2))
            assert len(library.rows("mood:happy valence:>0.8")) <= 30
            return all(writer.poll() is not None for writer in writers)

        until(writers_are_done)
        for writer in writers:
            writer.communicate(timeout=PATIENCE_S)
            assert writer.returncode == 0
        library.set_missing([path.parent / "music" / "1.flac"], missing=False)
        assert library.counts().staged == 300


def test_a_write_that_goes_on_holds_up_nobody_who_opens_and_reads(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    fill(path, 3)
    with Library.open(path) as library:
        library.save_emotion(1, make_emotion())
    writer = Connection(path)
    with writer.transaction():
        writer.run("UPDATE tracks SET title = 'unfinished'")
        with Library.open(path) as library:
            assert library.row_ids("at:0:00-0:30 mood:happy valence:>0.3") == [1]
            assert library.counts().staged == 1
            assert "unfinished" not in {row.track.title for row in library.rows()}
            assert len(library.known_files()) == 3
    writer.close()


@pytest.mark.slow
def test_killed_writers_lose_nothing_that_was_acknowledged(tmp_path: Path, fate: Fate) -> None:
    path = tmp_path / "library.sqlite"
    fill(path, 100)
    acknowledged: set[int] = set()
    for where, number in DEATHS:
        first = max(acknowledged, default=0) + 1
        fate.kill(SCRIPT, number, where=where)
        writer = start(WRITER, path, first, 101)
        lines = writer.communicate(timeout=PATIENCE_S)[0].split("\n")
        assert writer.returncode == -signal.SIGKILL
        acknowledged.update(int(line) for line in lines if line.isdigit())
        check_whole(path)
        with Library.open(path) as library:
            staged = set(library.row_ids("state:staged"))
            assert acknowledged <= staged
            for track_id in sorted(acknowledged)[-3:]:
                emotion = library.emotion(track_id)
                assert emotion is not None
                assert emotion.valence == make_emotion(track_id % 10 / 10).valence
            waiting = {track.id for track in library.pending(MODEL.sha256)}
            assert waiting == set(range(1, 101)) - staged
    assert len(acknowledged) >= len(DEATHS)


def check_whole(path: Path) -> None:
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()
