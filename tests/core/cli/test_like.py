from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from mer_core.cli.terminal import RequestError
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from tests.core.cli.test_commands import run, run_strictly
from tests.core.library.samples import make_curve, make_emotion, make_file


@pytest.fixture
def asked(home: Path, tmp_path: Path) -> Path:
    """A song that turns from calm to tense at 1:00; three others turn at other times."""
    with Library.open(AppPaths.of_user().library) as library:
        for number, turn in enumerate((60, 20, 100, 150)):
            calm, tense = [0.5] * turn, [-0.6] * (180 - turn)
            curve = make_curve(calm + tense, [-x for x in calm + tense], ["calm"] * 180)
            (track_id,) = library.add(
                [make_file(tmp_path / f"{number}.flac", title=f"Song [{number}]", artist="Björk")]
            )
            library.save_emotion(track_id, make_emotion(curve=curve))
    return tmp_path / "0.flac"


def test_it_tells_where_the_moment_is(asked: Path) -> None:
    found = run("like", str(asked), "--at", "0:55", "--json").stdout
    objects = [json.loads(line) for line in found.splitlines()]
    assert {each["title"]: each["at_s"] for each in objects} == {
        "Song [1]": 15.0, "Song [2]": 95.0, "Song [3]": 145.0
    }  # fmt: skip
    table = run("like", str(asked), "--at", "55", "--for", "0:30", "--limit", "1").stdout
    assert "Song [1]" in table
    assert "0:15" in table
    assert "Björk" in table


def test_what_cannot_be_read_is_refused(asked: Path, tmp_path: Path) -> None:
    for wrong in (("--at", "soon"), ("--at", "9:00"), ("--for", "0"), ("--for", "-3")):
        with pytest.raises((RequestError, click.UsageError), match=r".+"):
            run_strictly("like", str(asked), *wrong)
    with pytest.raises(click.UsageError, match="not in the library"):
        run_strictly("like", str(tmp_path / "other.flac"))
