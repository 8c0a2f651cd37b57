"""`mer analyze --write` killed at random moments harms no file and loses no finished song."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import mutagen
import pytest

from mer_core.audio.hash import audio_hash
from mer_core.library.database import Library
from mer_core.paths import RESOURCES, AppPaths
from mer_core.tags.journal import Journal

KILLS = 20


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
@pytest.mark.timeout(600)
def test_kill_9_at_random_moments_harms_no_file(tmp_path: Path) -> None:
    chance = random.Random(20)
    folder = tmp_path / "copies"
    folder.mkdir()
    for number in range(4):
        for source in sorted((RESOURCES / "demo").glob("*.*")):
            shutil.copy(source, folder / f"{number} {source.name}")
    files = sorted(folder.iterdir())
    sound = {path: audio_hash(path) for path in files}
    tags = {path: foreign_tags(path) for path in files}
    analysed: set[Path] = set()
    command = [sys.executable, "-m", "mer_core.cli", "analyze", "--write", str(folder)]
    for _ in range(KILLS):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.5, 6.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        with Library.open(AppPaths.of_user().library) as library:
            now = {row.track.path for row in library.rows() if row.valence is not None}
        assert analysed <= now
        analysed = now
    Journal(AppPaths.of_user().journal).recover()
    assert {path: audio_hash(path) for path in files} == sound
    assert {path: foreign_tags(path) for path in files} == tags
    assert sorted(folder.iterdir()) == files

    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert {path: audio_hash(path) for path in files} == sound
    assert {path: foreign_tags(path) for path in files} == tags
    assert all(mutagen.File(path) is not None for path in files)
