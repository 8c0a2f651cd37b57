"""``mer correct``: what a person says of a song, from the command line to the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mer_core.cli.__main__ import mer
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.tags import writer
from mer_core.workflows.scan import scan
from tests.core.library.samples import make_emotion
from tests.data.audio_files import make_audio


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Two analysed songs in the user's library."""
    folder = tmp_path / "music"
    folder.mkdir()
    for number, name in enumerate(("a.mp3", "b.flac")):
        make_audio(folder / name, frequency_hz=300.0 + 40 * number, tags={"title": name})
    with Library.open(AppPaths.of_user().library) as library:
        scan(SilentContext(), library, [folder])
        for row in library.rows():
            library.save_emotion(row.track.id, make_emotion(0.5, 0.25))
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(mer, [str(argument) for argument in arguments])


def read(*arguments: object) -> Any:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_what_is_said_of_a_song_is_shown_searched_exported_and_written(music: Path) -> None:
    song = music / "a.mp3"
    result = run(
        "correct", song, "--mood", "happy", "--mood", "tender", "--valence", "0.4",
        "--arousal", "-0.2", "--energy", "7",
    )  # fmt: skip
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 song" in result.stderr
    found = read("search", "--json", "state:manual")
    assert found["path"] == str(song)
    assert (found["valence"], found["arousal"], found["energy"]) == (0.4, -0.2, 7)
    assert [mood["name"] for mood in found["moods"]] == ["happy", "tender"]
    assert found["manual"] == ["moods", "valence", "arousal", "energy"]
    shown = read("show", "--json", song)
    assert (shown["state"], shown["result"]["valence"]) == ("staged", 0.4)
    assert shown["correction"] == {
        "moods": ["happy", "tender"], "valence": 0.4, "arousal": -0.2, "energy": 7,
        "model": {"valence": 0.5, "arousal": 0.25, "moods": ["happy", "calm"]},
    }  # fmt: skip
    assert "by hand: mood happy, tender; valence +0.40" in run("show", song).stdout
    assert "staged, manual" in run("search", "state:manual").stdout
    line = run("export", "state:manual").stdout.splitlines()[1]
    assert ",staged,0.4,-0.2," in line
    assert ",happy; tender,7,moods; valence; arousal; energy," in line
    assert run("tag", "--yes").exit_code == 0
    assert writer.read(song).moods == ("Happy", "Tender")
    assert writer.read(song).model.endswith(" manual")
    assert writer.read(music / "b.flac").model.endswith(" reviewed")


def test_a_folder_is_corrected_at_once_and_cleared_again(music: Path) -> None:
    assert "2 songs" in run("correct", music, "--mood", "SAD, calm").stderr
    assert len(run("search", "--paths", "state:manual mood:=sad").stdout.splitlines()) == 2
    run("correct", music, "--clear", "--energy", "3")
    assert run("search", "--paths", "mood:sad").stdout == ""
    assert len(run("search", "--paths", "state:manual energy:3").stdout.splitlines()) == 2
    assert "2 songs" in run("correct", music, "--clear").stderr
    assert run("search", "--paths", "state:manual").stdout == ""
    assert "already" in run("correct", music, "--clear").stderr


@pytest.mark.parametrize(
    "options",
    [
        [], ["--mood", "glad"], ["--mood", ""], ["--mood", "uncertain"], ["--valence", "1.5"],
        ["--valence", "nan"], ["--arousal", "high"], ["--arousal", "-1.01"], ["--energy", "0"],
        ["--energy", "11"], ["--energy", "7.5"], ["--energy", "inf"], ["--valence", "1_0"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_cannot_be_said_of_a_song_ends_with_2_and_changes_nothing(
    music: Path, options: list[str]
) -> None:
    result = run("correct", music, *options)
    assert result.exit_code == 2, result.output
    assert "Error: " in result.stderr
    assert run("search", "--paths", "state:manual").stdout == ""


def test_a_song_that_the_library_does_not_hold_ends_with_2(music: Path, tmp_path: Path) -> None:
    stranger = make_audio(tmp_path / "stranger.mp3")
    result = run("correct", stranger, "--mood", "happy")
    assert (result.exit_code, "mer analyze" in result.stderr) == (2, True)
    assert run("correct", tmp_path / "nothing.mp3", "--mood", "happy").exit_code == 2


def test_a_file_that_could_never_be_read_ends_with_1(music: Path) -> None:
    (music / "broken.mp3").write_bytes(b"no sound at all" * 40)
    with Library.open(AppPaths.of_user().library) as library:
        scan(SilentContext(), library, [music])
    result = CliRunner().invoke(
        mer, ["correct", str(music), "--valence", "−0,5"], standalone_mode=False
    )
    assert (result.return_value, "2 songs" in result.stderr) == (1, True)
    assert "Never read: 1" in result.stderr
    assert len(run("search", "--paths", "valence:-0.5").stdout.splitlines()) == 2
