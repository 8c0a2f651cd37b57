"""`mer export` and `mer import` as people type them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from mer_core.cli.__main__ import mer
from mer_core.emotion import Correction
from mer_core.exports.formats import FORMATS
from mer_core.library.crates import FOLDER, PLAIN, SMART
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from tests.core.cli.test_commands import run
from tests.core.library.samples import make_emotion, make_file

DOCS = Path(__file__).resolve().parents[3] / "docs" / "EXPORTS.md"


@pytest.fixture
def songs(home: Path, tmp_path: Path) -> list[Path]:
    """A, B & C, analysed; a folder of crates: one of C and A, one by a search."""
    paths = [tmp_path / f"{name}.flac" for name in ("A", "B & B", "C")]
    with Library.open(AppPaths.of_user().library) as library:
        ids = library.add(
            make_file(path, f"{n:064x}", title=path.stem) for n, path in enumerate(paths)
        )
        for track_id in ids:
            library.save_emotion(track_id, make_emotion())
        folder = library.crates.create("Friday", FOLDER)
        warm = library.crates.create("Warm", PLAIN, parent_id=folder.id)
        library.crates.add_songs(warm.id, [ids[2], ids[0]])
        library.crates.create("Glad", SMART, query="mood:happy", order_by="-title",
                              parent_id=folder.id)  # fmt: skip
    return paths


@pytest.mark.parametrize("name", [each.name for each in FORMATS])
def test_every_format_writes_a_file_and_nothing_over_another(
    songs: list[Path], tmp_path: Path, name: str
) -> None:
    target = tmp_path / "out"
    run("export", "--format", name, "-o", target, "mood:happy")
    data = target.read_bytes()
    assert data
    again = CliRunner().invoke(mer, ["export", "--format", name, "-o", str(target)])
    assert f"{target} exists" in str(again.exception)
    assert target.read_bytes() == data
    if name not in ("traktor", "parquet"):  # one is marked by its name, the other no text
        run("export", "--format", name, "-o", target, "--force", "mood:happy")
        assert target.read_bytes() == data
        assert run("export", "--format", name, "mood:happy").stdout_bytes == (
            data.replace(b'"out"', b'"Moodline"')  # what the list is called
        )


def test_the_help_and_the_docs_name_every_format(songs: list[Path]) -> None:
    said = run("export", "--help").output
    text = DOCS.read_text("utf-8")
    for each in FORMATS:
        assert f"{each.name:10} {each.title}" in said
        assert f"| `{each.name}` | {each.title} | `{each.suffix}` | {each.says} |" in text


def test_a_folder_of_crates_keeps_its_playlists_and_their_orders(songs: list[Path]) -> None:
    root = ElementTree.fromstring(
        run("export", "--format", "rekordbox", "--crate", "Friday").stdout_bytes
    )
    titles = {t.attrib["TrackID"]: t.attrib["Name"] for t in root.iter("TRACK") if t.get("Name")}
    lists = {
        node.attrib["Name"]: [titles[entry.attrib["Key"]] for entry in node]
        for node in root.iter("NODE")
        if node.attrib["Type"] == "1"
    }
    assert lists == {"Warm": ["C", "A"], "Glad": ["C", "B & B", "A"]}
    playlist = run("export", "--format", "m3u8", "--crate", "Friday").stdout
    assert playlist.splitlines()[2::2] == [str(songs[2]), str(songs[0]), str(songs[1])]


def test_a_smart_crate_becomes_a_smart_playlist_and_a_plain_one_cannot(songs: list[Path]) -> None:
    document = json.loads(run("export", "--format", "nsp", "--crate", "Glad", "year:1999").stdout)
    assert document["name"] == "Glad"
    assert document["all"] == [{"contains": {"mood": "happy"}}, {"is": {"year": 1999}}]
    assert (document["sort"], document["order"]) == ("title", "desc")
    for arguments in (["--crate", "Warm"], ["valence:>0"], ["--crate", "Friday"]):
        result = CliRunner().invoke(mer, ["export", "--format", "nsp", *arguments])
        assert result.exit_code == 2
        assert result.stdout == ""


def test_options_that_a_format_has_no_use_for_are_refused(songs: list[Path]) -> None:
    for arguments in (["--relative"], ["--cues"], ["--cues", "--format", "m3u8"]):
        assert CliRunner().invoke(mer, ["export", *arguments]).exit_code == 2
    marks = run("export", "--format", "rekordbox", "--cues", "title:=A").stdout
    assert marks.count("<POSITION_MARK") == 1


def test_parquet_has_the_table_with_kinds_and_exact_paths(
    songs: list[Path], tmp_path: Path
) -> None:
    from pyarrow import parquet

    run("export", "--format", "parquet", "-o", tmp_path / "t.parquet")
    rows = parquet.read_table(tmp_path / "t.parquet").to_pylist()
    assert [row["path_bytes"] for row in rows] == [str(path).encode() for path in songs]
    assert rows[0]["moods"][0] == {"name": "happy", "score": 0.8}
    assert rows[0]["duration_s"] == 180.0


def test_parquet_without_its_library_is_a_sentence_with_the_command(
    songs: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = CliRunner().invoke(mer, ["export", "--format", "parquet"])
    assert result.exit_code == 2
    assert "-m pip install" in result.stderr
    assert "[parquet]" in result.stderr


def test_what_was_exported_is_imported_into_another_library(
    songs: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(AppPaths.of_user().library) as library:
        library.correct([1], Correction(("sad",), energy=2))
    table, analyses = tmp_path / "table.csv", tmp_path / "analyses.jsonl"
    run("export", "-o", table)
    run("export", "--analyses", "-o", analyses)
    monkeypatch.setenv("MOODLINE_HOME", str(tmp_path / "other"))
    with Library.open(AppPaths.of_user().library) as library:
        library.add(make_file(tmp_path / f"{n}.mp3", f"{n:064x}") for n in range(3))
    assert "Analyses taken in: 3; known before: 0." in run("import", analyses).stderr
    assert "Corrections taken in: 1; said already: 0." in run("import", table).stderr
    assert "Corrections taken in: 0; said already: 1." in run("import", table).stderr
    row = json.loads(run("search", "--json", "state:manual").stdout)
    assert (row["path"], row["energy"]) == (str(tmp_path / "0.mp3"), 2)
    table.write_text("path,mood\nnowhere.mp3,sad\n")
    assert "not in the library" in run("import", table, code=1).stderr
    assert CliRunner().invoke(mer, ["import", str(tmp_path / "no such thing")]).exit_code == 2
