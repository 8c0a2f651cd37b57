"""A killed `mer analyze` goes on where it was, wherever its songs have gone since."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import mutagen

from mer_core.library.connection import Connection
from mer_core.paths import RESOURCES, AppPaths
from tests.fate import COMMAND, HAND, Fate


def heard_at() -> dict[str, float]:
    """When each sound was heard."""
    connection = Connection(AppPaths.of_user().library)
    found = dict(connection.all("SELECT audio_hash, analysed_at FROM analyses"))
    connection.close()
    return found


def test_what_was_heard_before_the_kill_is_not_heard_again_wherever_it_has_gone(
    tmp_path: Path, fate: Fate
) -> None:
    music = tmp_path / "Music"
    music.mkdir()
    for source in sorted((RESOURCES / "demo").iterdir()):
        shutil.copy(source, music)
    command = [sys.executable, "-m", COMMAND, "analyze", "--json", str(music)]
    fate.orphan(HAND, 2, where="INSERT INTO analyses", of=COMMAND)
    assert subprocess.run(command, capture_output=True, check=False).returncode == -signal.SIGKILL
    before = heard_at()
    assert 0 < len(before) < 4

    first, second, third, fourth = sorted(music.iterdir())
    (music / "Album").mkdir()
    first.rename(music / "Album" / "renamed.mp3")
    tags = mutagen.File(second, easy=True)
    tags["title"] = "Another"
    tags.save()
    shutil.copy(third, music / "Album" / "copy.m4a")
    shutil.copy(fourth, music / "Album" / "copy.flac")
    done = subprocess.run(command, capture_output=True, check=False)
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) == 6
    assert all(result["error"] is None for result in results)

    after = heard_at()
    assert len(after) == 4  # a copy is heard once
    assert {sound: after[sound] for sound in before} == before
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert heard_at() == after
