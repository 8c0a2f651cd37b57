"""`mer teach` as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from click import UsageError
from click.testing import CliRunner, Result

from mer_core.cli.__main__ import mer
from mer_core.emotion import Correction
from mer_core.errors import MerError
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.workflows.scan import scan
from tests.core.training.teaching.rated_sounds import RatedSounds, make_sounds, write_ratings


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture
def sounds(tmp_path: Path) -> RatedSounds:
    return make_sounds(tmp_path / "sounds", 12, seed=5, duration_s=2.0)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(mer, [str(a) for a in arguments], standalone_mode=False)


def test_a_taught_model_is_judged_listed_and_used(
    sounds: RatedSounds, tmp_path: Path, home: Path
) -> None:
    pairs = list(zip(sounds.paths, sounds.brightness, strict=True))
    rows = [(f"sounds/{path.name}", 5 + 4 * bright, 5, "") for path, bright in pairs]
    table = write_ratings(tmp_path / "mine.csv", [*rows, ("gone.mp3", 5, 5, "")])

    result = run("teach", table, "--scale", "1-9", "--name", "mine", "--json")
    assert result.return_value == 0, (result.output, result.exception)
    report = json.loads(result.stdout)
    assert report["model_id"] == "mine"
    assert report["folder"] == str(home / "models" / "mine")
    assert (report["num_tracks"], report["num_skipped"]) == (12, 1)
    assert report["skipped"] == [["gone.mp3", "there is no such file."]]
    assert {score["metric"] for score in report["scores"]} == {"R2", "CCC", "MAE"}
    assert ("It helped" in report["verdict"]) == report["helped"]

    printed = run("teach", table, "--scale", "1-9", "--name", "mine").output
    assert "gone.mp3: there is no such file." in printed
    assert "12 tracks, 1 skipped" in printed
    assert report["verdict"] in printed

    assert "mine" in run("models").stdout
    analysed = json.loads(run("analyze", "--json", "--model", "mine", sounds.paths[0]).stdout)
    assert analysed["model"]["sha256"] == report["sha256"]


def test_what_cannot_be_taught_ends_in_a_sentence(sounds: RatedSounds, tmp_path: Path) -> None:
    table = write_ratings(tmp_path / "mine.csv", [(path, 7, 5, "") for path in sounds.paths])
    outside = run("teach", table).exception
    assert isinstance(outside, MerError)
    assert "--scale 1-7" in str(outside)
    unknown = run("teach", table, "--scale", "1-9", "--model", "perfect").exception
    assert isinstance(unknown, MerError)
    few = write_ratings(tmp_path / "few.csv", [(path, 0, 0, "") for path in sounds.paths[:3]])
    assert "3 tracks with ratings can be used" in str(run("teach", few).exception)


def test_wrong_usage_exits_with_2(tmp_path: Path) -> None:
    for arguments in (["teach"], ["teach", str(tmp_path / "gone.csv")], ["teach", str(tmp_path)]):
        assert CliRunner().invoke(mer, arguments).exit_code == 2


def test_what_was_corrected_by_hand_is_taught_where_no_table_is_named(
    sounds: RatedSounds, home: Path
) -> None:
    nothing = run("teach").exception
    assert "corrected by hand" in str(nothing)
    with Library.open(AppPaths.of_user().library) as library:
        scan(SilentContext(), library, sounds.paths)
        for path, bright in zip(sounds.paths, sounds.brightness, strict=True):
            row = library.find(path)
            assert row is not None
            library.correct([row.track.id], Correction(valence=bright, energy=5))
        library.correct([row.track.id], Correction(), without=["valence"])  # no rating is left
    result = run("teach", "--json")
    assert result.return_value == 0, (result.output, result.exception)
    report = json.loads(result.stdout)
    assert (report["num_tracks"], report["skipped"]) == (11, [])
    assert report["folder"] == str(home / "models" / "my-moods")
    assert isinstance(run("teach", "--scale", "1-9").exception, UsageError)
