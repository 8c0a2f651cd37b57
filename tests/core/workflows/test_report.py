"""The report for a problem: what it says, and that nothing of the music is in it."""

from __future__ import annotations

import traceback
from pathlib import Path

from click.testing import CliRunner

from mer_core.cli.__main__ import mer
from mer_core.errors import InputError
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.settings import Settings
from mer_core.workflows.report import report
from mer_core.workflows.scan import scan
from tests.data.audio_files import make_audio

_PRIVATE = ("Zephyrine", "Quillon", "Vasterholm", "Oblique")


def private_library(tmp_path: Path) -> AppPaths:
    """Songs, settings and logs that are full of names."""
    paths = AppPaths.of_user()
    music = tmp_path / "Vasterholm"
    music.mkdir()
    make_audio(music / "Oblique.flac", tags={"title": "Zephyrine", "artist": "Quillon"})
    (music / "Quillon.mp3").write_bytes(b"no music" * 40)
    with Library.open(paths.library) as library:
        scan(SilentContext(), library, [music])
    Settings(
        theme="dark", volume=0.5, folders=(str(music),), output_device="Quillon's headphones",
        profile="Quillon", corpora=str(music), keys=("play=P",), model="Quillon",
    ).save(paths.settings)  # fmt: skip
    paths.logs.mkdir(parents=True)
    return paths


def log_an_error(path: Path, text: str) -> None:
    try:
        Settings(theme=text)
    except InputError:
        stamp = "2026-03-04 05:06:07,890 unexpected\n"
        path.write_text(f"Reading {text}\n{stamp}{traceback.format_exc()}", "utf-8")


def test_no_title_no_name_and_no_path_of_the_library_is_in_it(tmp_path: Path) -> None:
    paths = private_library(tmp_path)
    log_an_error(paths.logs / "moodline.log", "Zephyrine\nby Quillon in /home/Vasterholm/Oblique")
    command = CliRunner().invoke(mer, ["doctor", "--report"])
    assert command.exit_code == 0
    for text in (report(paths), command.stdout):
        for word in (*_PRIVATE, str(tmp_path), str(Path.home())):
            assert word.casefold() not in text.casefold()


def test_it_says_what_helps(tmp_path: Path) -> None:
    paths = private_library(tmp_path)
    log_an_error(paths.logs / "analysis.log", "Zephyrine")
    told = dict(line.split(": ", 1) for line in report(paths).splitlines() if ": " in line)
    assert told["Library"] == "2 songs: 1 queued, 1 failed"
    assert told["Model"] == "cannot be found"
    changed = told["Settings"].split(", ")
    assert {"theme = dark", "volume = 0.5", "keys = play=P", "folders = 1 of the user's"} <= set(
        changed
    )
    assert {"profile = the user's own", "output_device = the user's own"} <= set(changed)
    for name in ("torch", "av", "mutagen", "PySide6-Essentials"):
        assert f"{name} " in told["Libraries"]
    error = told["  2026-03-04 05:06:07 mer_core.errors.InputError"]
    assert error.startswith("tests/core/workflows/test_report.py:")
    assert "mer_core/settings.py:" in error


def test_what_only_the_window_knows_takes_its_place(tmp_path: Path) -> None:
    text = report(AppPaths.of_user(), {"Screens": "2560 x 1440"})
    assert "Screens: 2560 x 1440" in text
    assert "Library: none yet" in text
    assert "Settings: as they come" in text
    assert "Last errors: none" in text
    assert "Model: moodline-2 " in text


def test_what_cannot_be_read_is_a_fact_too(tmp_path: Path) -> None:
    paths = AppPaths.of_user()
    paths.data.mkdir(parents=True)
    paths.library.write_bytes(b"no library at all" * 100)
    paths.settings.write_text("theme = [", "utf-8")
    text = report(paths)
    assert "Library: cannot be opened (LibraryError)" in text
    assert "Settings: cannot be read" in text
