"""The writer is killed before one call into the system after another; no file is ever harmed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import mutagen
import pytest

from mer_core.audio.hash import audio_hash
from mer_core.jobs import SilentContext
from mer_core.tags import writer
from mer_core.tags.fields import MoodTags
from mer_core.tags.journal import Journal
from tests.core.tags.samples import BATTERY, HAPPY, LONG, SAD
from tests.data.audio_files import make_audio

#: The numbers of the calls before which a life ends: all over one round, which takes about 500.
DEATHS = range(1, 600, 30)
#: Forks a writer for every line, which says when it is to die; prints its rounds and its end.
WRITER = """
import itertools, os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from mer_core.jobs import SilentContext
from mer_core.tags import writer
from mer_core.tags.journal import Journal
from tests.core.tags.crash import kill_before
from tests.core.tags.samples import HAPPY, LONG, SAD
journal = Journal(Path(sys.argv[2]))
paths = [Path(name) for name in sys.argv[3:]]

def write_for_ever():
    for number in itertools.count(1):
        for tags in (HAPPY, LONG, SAD):
            changes = [writer.plan(path, tags) for path in paths]
            with journal.begin("kill me") as run:
                for change in changes:
                    writer.write(change, run)
        journal.undo(run.id, SilentContext())
        print("round", number, flush=True)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        kill_before(int(line))
        write_for_ever()
    print("end", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def make_songs(folder: Path) -> list[Path]:
    folder.mkdir()
    songs = [make_audio(folder / f"song{s}") for s in (".flac", ".ogg", ".m4a", ".wav", ".wv")]
    for kind in ("2.3 unsynchronised", "2.4", "APEv2 and ID3v1"):
        songs.append(folder / f"{kind}.mp3")
        songs[-1].write_bytes(BATTERY[kind]())
    (folder / "a link to 2.4").hardlink_to(folder / "2.4.mp3")
    return songs


def foreign(path: Path) -> Mapping[str, str]:
    tags = mutagen.File(path).tags or {}
    return {key: repr(value) for key, value in tags.items() if "MOO" not in key.upper()}


@contextmanager
def writers(folder: Path, songs: list[Path]) -> Iterator[Callable[[int], int]]:
    """Kills a writer before its n-th call; tells how many rounds it came through."""
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", WRITER, str(root), str(folder), *map(str, songs)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        said, told = process.stdout, process.stdin
        assert said is not None
        assert told is not None

        def kill_before(number: int) -> int:
            told.write(f"{number}\n")
            told.flush()
            num_rounds = 0
            while (line := said.readline()).startswith("round"):
                num_rounds += 1
            assert line == f"end {-signal.SIGKILL}\n"
            return num_rounds

        yield kill_before


@pytest.mark.slow
def test_twenty_kills_all_over_a_round_of_writing_harm_no_file(tmp_path: Path) -> None:
    songs = make_songs(tmp_path / "music")
    names = sorted(os.listdir(tmp_path / "music"))
    old = {path: path.read_bytes() for path in songs}
    sounds = {path: audio_hash(path) for path in songs}
    others = {path: foreign(path) for path in songs}
    untouched = {path: writer.read(path) for path in songs}
    journal = Journal(tmp_path / "journal")
    assert len(DEATHS) == 20
    with writers(journal.folder, songs) as kill_before:
        for number in DEATHS:
            num_rounds = kill_before(number)
            journal.recover()
            for path in songs:
                if path.read_bytes() == old[path]:
                    continue
                assert writer.read(path) in (HAPPY, LONG, SAD, untouched[path], MoodTags())
                assert audio_hash(path) == sounds[path]
                assert foreign(path) == others[path]
                assert path.stat().st_nlink == (2 if path.name == "2.4.mp3" else 1)
            assert sorted(os.listdir(tmp_path / "music")) == names
    assert num_rounds, "a round takes more calls than it did: make the deaths cover it"
    for run in journal.runs():
        assert all(result.ok for result in journal.undo(run.id, SilentContext()))
    assert {path: path.read_bytes() for path in songs} == old
