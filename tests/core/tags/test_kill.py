"""The writer is killed at random moments; no file may ever be harmed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Mapping
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

NUM_KILLS = 20
WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from mer_core.jobs import SilentContext
from mer_core.tags import writer
from mer_core.tags.journal import Journal
from tests.core.tags.samples import HAPPY, LONG, SAD
journal = Journal(Path(sys.argv[2]))
paths = [Path(name) for name in sys.argv[3:]]
print("ready", flush=True)
sys.stdin.readline()
while True:
    for tags in (HAPPY, LONG, SAD):
        changes = [writer.plan(path, tags) for path in paths]
        with journal.begin("kill me") as run:
            for change in changes:
                writer.write(change, run)
    journal.undo(run.id, SilentContext())
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


def start(folder: Path, songs: list[Path]) -> subprocess.Popen[str]:
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", WRITER, str(root), str(folder), *map(str, songs)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)


def kill_after(process: subprocess.Popen[str], delay_s: float) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("\n")
    process.stdin.flush()
    time.sleep(delay_s)
    assert process.poll() is None
    process.kill()
    process.wait()
    process.stdout.close()
    process.stdin.close()


@pytest.mark.slow
def test_twenty_kills_at_random_moments_harm_no_file(tmp_path: Path) -> None:
    songs = make_songs(tmp_path / "music")
    names = sorted(os.listdir(tmp_path / "music"))
    old = {path: path.read_bytes() for path in songs}
    sounds = {path: audio_hash(path) for path in songs}
    others = {path: foreign(path) for path in songs}
    untouched = {path: writer.read(path) for path in songs}
    journal = Journal(tmp_path / "journal")
    chance = random.Random(20)
    process = start(journal.folder, songs)
    for number in range(NUM_KILLS):
        kill_after(process, chance.uniform(0.0, 0.4))
        journal.recover()
        if number < NUM_KILLS - 1:
            process = start(journal.folder, songs)
        for path in songs:
            if path.read_bytes() == old[path]:
                continue
            assert writer.read(path) in (HAPPY, LONG, SAD, untouched[path], MoodTags())
            assert audio_hash(path) == sounds[path]
            assert foreign(path) == others[path]
            assert path.stat().st_nlink == (2 if path.name == "2.4.mp3" else 1)
        assert sorted(os.listdir(tmp_path / "music")) == names
    for run in journal.runs():
        assert all(result.ok for result in journal.undo(run.id, SilentContext()))
    assert {path: path.read_bytes() for path in songs} == old
