"""What cannot be read ends with 2, without a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from mer_core.cli.__main__ import mer

UNREADABLE = [
    ["search", "valence:high"],
    ["search", "artits:abba"],
    ["search", "(army"],
    ["search", '"army'],
    ["search", "/(/"],
    ["search", "title:"],
    ["search", "mood:glad"],
    ["search", "at:soon mood:calm"],
    ["search", "--colour"],
    ["search", "--json", "energy:x"],
    ["search", "--paths", "|"],
    ["export", "valence:high"],
    ["export", "--format", "xml"],
    ["export", "-o"],
    ["show", "/no such thing.mp3"],
    ["tag", "/no such thing.mp3"],
    ["tag", "--loud"],
    ["models", "perfect"],
    ["undo", "--run", "nonsense"],
    ["train", "best", "--root", "."],
    ["evaluate", "best", "--root", "."],
    ["train", "--root", "/no such thing"],
]


@pytest.mark.parametrize("arguments", UNREADABLE, ids=" ".join)
def test_a_search_or_option_that_cannot_be_read_ends_with_2(arguments: list[str]) -> None:
    result = CliRunner().invoke(mer, arguments)
    assert result.exit_code == 2, result.output
    assert "Error: " in result.stderr
    assert result.stdout == ""


def test_an_unknown_model_or_scale_ends_with_2(tmp_path: Path) -> None:
    table = tmp_path / "ratings.csv"
    table.write_text("path,valence\n")
    for arguments in (
        ["analyze", str(table), "--model", "perfect"], ["teach", str(table), "--model", "perfect"],
        ["teach", str(table), "--scale", "loud"],
    ):  # fmt: skip
        assert CliRunner().invoke(mer, arguments).exit_code == 2, arguments


def test_the_program_itself_ends_with_2_for_a_search_that_cannot_be_read() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "mer_core.cli", "search", "valence:high"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert result.returncode == 2
    assert '"high" in "valence:high" is not a number' in result.stderr
    assert "Traceback" not in result.stderr


def test_a_good_search_that_finds_nothing_ends_with_0() -> None:
    assert CliRunner().invoke(mer, ["search", "don't jay-z AC/DC"]).exit_code == 0
