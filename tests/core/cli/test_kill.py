"""`mer analyze --write` killed at every stage harms no file and loses no finished song."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import mutagen
import pytest

from mer_core.audio.hash import audio_hash
from mer_core.library.database import Library
from mer_core.paths import RESOURCES, AppPaths
from mer_core.tags.journal import Journal
from tests.fate import COMMAND, HAND, Fate

#: The changes before which one life after another ends: what they concern, and the how manieth.
#: Songs are saved by the workers; there the command loses its life beside theirs.
DEATHS = (
    ("CREATE TABLE", 3), ("COMMIT", 1),  # the library is being made
    (".opus", 2), ("INSERT INTO tracks", 3),  # the songs are being entered
    ("INTO curves", 2), ("INSERT INTO analyses", 1),  # and heard
    ("journal", 2), ("splices.bin", 1), ("log.jsonl", 5), ("splices.bin", 3), ("written_id", 7),
)  # fmt: skip
SAVED_BY_WORKERS = ("INTO curves", "INSERT INTO analyses")


def foreign_tags(path: Path) -> dict[str, str]:
    file = mutagen.File(path)
    assert file is not None
    tags = file.tags or {}
    return {
        key: repr(tags[key])
        for key in sorted(tags.keys())
        if "mood" not in key.lower() and key != "TMOO"
    }


@pytest.mark.slow
def test_kill_9_at_every_stage_harms_no_file(tmp_path: Path, fate: Fate) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    for number in range(2):
        for source in sorted((RESOURCES / "demo").glob("*.*")):
            shutil.copy(source, folder / f"{number} {source.name}")
    files = sorted(folder.iterdir())
    old = {path: path.read_bytes() for path in files}
    sound = {path: audio_hash(path) for path in files}
    tags = {path: foreign_tags(path) for path in files}
    command = [sys.executable, "-m", COMMAND, "analyze", "--write", str(folder)]
    analysed: set[Path] = set()
    died_at: list[tuple[int, int]] = []
    for where, number in DEATHS:
        if where in SAVED_BY_WORKERS:
            fate.orphan(HAND, number, where=where, of=COMMAND)
        else:
            fate.kill(COMMAND, number, where=where)
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == -signal.SIGKILL, f"no life ends at {where} any more"
        with Library.open(AppPaths.of_user().library) as library:
            now = {row.track.path for row in library.rows() if row.valence is not None}
        assert analysed <= now
        analysed = now
        died_at.append((len(now), sum(path.read_bytes() != old[path] for path in files)))
    # What was done before each death stayed done: some songs heard, then all; then some written.
    assert died_at[0] == (0, 0)
    assert any(0 < num_analysed < len(files) for num_analysed, _ in died_at)
    assert any(0 < num_written < len(files) for _, num_written in died_at)
    Journal(AppPaths.of_user().journal).recover()
    assert {path: audio_hash(path) for path in files} == sound
    assert {path: foreign_tags(path) for path in files} == tags
    assert sorted(folder.iterdir()) == files

    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert {path: audio_hash(path) for path in files} == sound
    assert {path: foreign_tags(path) for path in files} == tags
    assert all(path.read_bytes() != old[path] for path in files)
