from __future__ import annotations

import json
from pathlib import Path

import pytest

from mer_core.cli.terminal import RequestError
from mer_core.library.crates import FOLDER, PLAIN, SMART
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from tests.core.cli.test_commands import run, run_strictly
from tests.core.library.samples import make_file


@pytest.fixture
def songs(home: Path, tmp_path: Path) -> list[Path]:
    """A, B and C; "Warm up" at the top holds C and A, the one in "Friday" holds B."""
    paths = [tmp_path / f"{name}.flac" for name in "ABC"]
    with Library.open(AppPaths.of_user().library) as library:
        ids = library.add(make_file(path, title=path.stem) for path in paths)
        crates = library.crates
        crates.add_songs(crates.create("Warm up", PLAIN).id, [ids[2], ids[0]])
        folder = crates.create("Friday", FOLDER)
        inside = crates.create("Warm up", PLAIN, parent_id=folder.id)
        crates.add_songs(inside.id, [ids[1]])
        crates.create("Lost", SMART, query="crate:friday")
    return paths


def test_crates_are_listed_with_their_counts(songs: list[Path]) -> None:
    found = [json.loads(line) for line in run("crates", "--json").stdout.splitlines()]
    listed = {each["path"]: (each["kind"], each["songs"]) for each in found}
    assert listed["Warm up"] == ("plain", 2)
    assert listed["Friday"] == ("folder", 1)
    assert listed["Not yet tagged"] == ("smart", 0)
    for each in found:
        lines = run("search", "--paths", "--", each["query"]).stdout.splitlines()
        assert len(lines) == each["songs"], each
    assert "Friday/Warm up" in run("crates").stdout


def test_a_crate_whose_search_fails_is_told_and_the_others_are_listed(songs: list[Path]) -> None:
    with Library.open(AppPaths.of_user().library) as library:
        library.crates.delete(library.crates.tree().called("Friday")[0].id)
    result = run("crates", code=1)
    assert "Warm up" in result.stdout
    assert "No crate is called" in result.stderr


def test_a_crate_is_exported_in_its_order(songs: list[Path]) -> None:
    playlist = run("export", "--format", "m3u8", "--crate", "/warm up").stdout
    assert [line for line in playlist.splitlines() if not line.startswith("#")] == [
        str(songs[2]), str(songs[0]),
    ]  # fmt: skip
    rest = run("export", "--format", "json", "--crate", "/Warm up", "title:a").stdout
    assert [json.loads(line)["title"] for line in rest.splitlines()] == ["A"]


@pytest.mark.parametrize(("name", "words"), [("Warm up", "say which"), ("Warm", "No crate")])
def test_a_name_that_is_no_crate_s_or_several_ones_is_refused(
    songs: list[Path], name: str, words: str
) -> None:
    with pytest.raises(RequestError, match=words):
        run_strictly("export", "--crate", name)
