from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from mutagen.flac import FLAC

from mer_core.cli.terminal import RequestError
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.workflows.scan import scan
from tests.core.cli.test_commands import run, run_strictly
from tests.data.audio_files import make_audio


@pytest.fixture
def song(home: Path, tmp_path: Path) -> Path:
    path = make_audio(tmp_path / "a.flac")
    file = FLAC(path)
    file["mood"] = ["chill", "=odd="]
    file.save()
    with Library.open(AppPaths.of_user().library) as library:
        scan(SilentContext(), library, [path])
    return path


def test_words_are_listed_renamed_and_brought_back(song: Path) -> None:
    before = song.read_bytes()
    objects = [json.loads(line) for line in run("moods", "--json").stdout.splitlines()]
    assert objects == [{"mood": "=odd=", "files": 1}, {"mood": "chill", "files": 1}]
    assert "Calm" in run("moods", "--rename", "chill=Calm", "--dry-run").stdout
    assert song.read_bytes() == before
    run("moods", "--rename", "chill=Calm", "--yes")
    assert FLAC(song)["mood"] == ["Calm", "=odd="]
    assert "Calm" in run("moods").stdout
    run("undo")
    assert song.read_bytes() == before


def test_what_cannot_be_meant_is_refused(song: Path) -> None:
    for wrong in ("chill", "=Calm", "chill=", "chill=a;b"):
        with pytest.raises((RequestError, click.UsageError), match=r".+"):
            run_strictly("moods", "--rename", wrong)
    assert "No file holds" in run("moods", "--rename", "nothing=x", "--yes").stderr
