"""`mer watch` as a program of its own, stopped as people stop it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mer_core.library.database import Library
from mer_core.paths import RESOURCES, AppPaths
from mer_core.tags import writer
from tests.core.cli.test_commands import run
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
