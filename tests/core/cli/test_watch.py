"""`mer watch` as a program of its own, stopped as people stop it."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest
from mutagen.flac import FLAC

from mer_core.library.database import Library
from mer_core.paths import RESOURCES, AppPaths
from mer_core.tags import writer
from mer_core.tags.journal import Journal
from tests.core.cli.test_commands import run, run_strictly
from tests.fate import HAND, Fate
from tests.waiting import PATIENCE_S, until

DEMO = RESOURCES / "demo" / "4 Morning Water.flac"


def states() -> dict[str, str]:
    with Library.open(AppPaths.of_user().library) as library:
        return {row.track.path.name: row.state for row in library.rows()}


@pytest.mark.parametrize("write", [False, True])
def test_what_comes_into_a_folder_is_analysed_and_written_if_asked_until_ctrl_c(
    tmp_path: Path, write: bool
) -> None:
    music = tmp_path / "music"
    music.mkdir()
    state = "written" if write else "staged"
    program = subprocess.Popen(
        [sys.executable, "-m", "mer_core.cli", "watch", str(music), *["--write"] * write],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        shutil.copy(DEMO, music / "a.flac")
        until(lambda: states() == {"a.flac": state})
        (music / "a.flac").rename(music / "b.flac")
        until(lambda: states() == {"b.flac": state})
        (music / "b.flac").unlink()
        until(lambda: states() == {"b.flac": "missing"})
        shutil.copy(DEMO, music / "c.flac")
        until(lambda: states() == {"c.flac": state})  # the same sound has moved here
        assert bool(writer.read(music / "c.flac").moods) == write
    finally:
        program.send_signal(signal.SIGINT)
        _, said = program.communicate(timeout=PATIENCE_S)
    assert program.returncode == 130
    assert "Traceback" not in said
    assert "1 added" in said
    assert said.count("a.flac: ") == 1
    assert said.rstrip().endswith("Stopped. What was finished is kept.")


@contextmanager
def watching(folder: Path, *options: str) -> Iterator[Path]:
    """Watches as another program; gives the file of what that says."""
    said = folder.with_name("said")
    command = [sys.executable, "-m", "mer_core.cli", "watch", str(folder), *options]
    with said.open("w") as file, subprocess.Popen(command, stdout=file, stderr=file) as program:
        try:
            yield said
        finally:
            program.send_signal(signal.SIGINT)
            assert program.wait(timeout=PATIENCE_S) == 130


def test_a_profile_and_its_rules_write_what_comes_and_undo_stays_undone(tmp_path: Path) -> None:
    music = tmp_path / "music"
    music.mkdir()
    shutil.copy(DEMO, music / "a.flac")
    tags = FLAC(music / "a.flac")
    tags["MOOD"] = "Rainy"
    tags.save()
    before = (music / "a.flac").read_bytes()
    with watching(music, "--write", "--profile", "dj", "--existing", "add"):
        until(lambda: states() == {"a.flac": "written"})
        says = FLAC(music / "a.flac")
        assert says["MOOD"][0] == "Rainy"
        assert len(says["MOOD"]) > 1
        assert "[MOOD: " in says["COMMENT"][0]
        assert "MOOD_HAPPY" not in says  # Standard would write it
        run("undo")
        assert (music / "a.flac").read_bytes() == before
        shutil.copy(DEMO, music / "b.flac")
        until(lambda: states() == {"a.flac": "staged", "b.flac": "written"})
    assert (music / "a.flac").read_bytes() == before


def test_with_a_rule_and_without_write_it_shows_what_would_be_written(tmp_path: Path) -> None:
    music = tmp_path / "music"
    music.mkdir()
    with watching(music, "--profile", "server") as said:
        shutil.copy(DEMO, music / "a.flac")
        until(lambda: re.search(r"a\.flac +— +\w+; ", said.read_text()))
    assert (music / "a.flac").read_bytes() == DEMO.read_bytes()
    assert states() == {"a.flac": "staged"}


def test_a_watch_goes_on_while_another_run_holds_the_journal(tmp_path: Path) -> None:
    music = tmp_path / "music"
    music.mkdir()
    with watching(music, "--write", "--profile", "server") as said:
        with Journal(AppPaths.of_user().journal).begin("another"):
            shutil.copy(DEMO, music / "a.flac")
            until(lambda: "writes these songs later" in said.read_text())
        assert (music / "a.flac").read_bytes() == DEMO.read_bytes()
        shutil.copy(DEMO, music / "b.flac")
        until(lambda: states() == {"a.flac": "staged", "b.flac": "written"})


def test_songs_that_nobody_could_hear_are_heard_with_the_next_ones(
    tmp_path: Path, fate: Fate
) -> None:
    music = tmp_path / "music"
    music.mkdir()
    with watching(music, "--write") as said:
        fate.kill(HAND, 1)  # before it is ready
        shutil.copy(DEMO, music / "a.flac")
        until(lambda: "These songs are heard with the next ones." in said.read_text())
        assert (music / "a.flac").read_bytes() == DEMO.read_bytes()
        shutil.copy(RESOURCES / "demo" / "1 Carnival Lights.mp3", music / "b.mp3")
        until(lambda: states() == {"a.flac": "written", "b.mp3": "written"})


def test_a_device_that_is_not_there_is_refused_before_anything_is_watched(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mer_core.cli", "watch", "--device", "mps", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "no MPS device" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Watching" not in done.stderr


def test_a_profile_that_is_not_there_is_refused_before_anything_is_watched(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match="no profile"):
        run_strictly("watch", "--profile", "clubb", tmp_path)


def test_only_folders_are_watched(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"x")
    for path in (tmp_path / "a.mp3", tmp_path / "no such thing"):
        result = subprocess.run(
            [sys.executable, "-m", "mer_core.cli", "watch", str(path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert result.returncode == 2
        assert "is no folder" in result.stderr
    assert "Ctrl-C" in run("watch", "--help").stdout
