"""``mer profiles`` and what ``mer tag`` does by them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import mutagen
import pytest

from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.tags import writer
from mer_core.tags.fields import MoodTags
from mer_core.tags.journal import Journal
from mer_core.tags.profiles import STANDARD
from tests.core.cli.test_correct import music, read, run
from tests.core.tags.test_profiles import put

__all__ = ["music"]


def states() -> set[str]:
    with Library.open(AppPaths.of_user().library) as library:
        return {row.state for row in library.rows()}


def test_each_profile_shows_which_field_it_touches_where() -> None:
    for name in ("Standard", "DJ", "Server", "Library", "Everything"):
        result = run("tag", "--profile", name.lower(), "--explain")
        assert result.exit_code == 0, result.output
        assert "WM/Mood" in result.stdout
    told = read("profiles", "server", "--json")
    names = {field["field"]: field["ID3v2.3"] for field in told["fields"]}
    assert names == {"MOOD": "TXXX:MOOD", "MOOD_MODEL": "TXXX:MOOD_MODEL"}
    assert "Navidrome" in run("profiles").stdout


def test_a_profile_of_ones_own_is_exported_changed_imported_and_written_by(
    music: Path, tmp_path: Path
) -> None:
    out = tmp_path / "mine.toml"
    assert run("profiles", "dj", "--export", out).exit_code == 0
    out.write_text(out.read_text().replace('"DJ"', '"Club"').replace('    "numbers",\n', ""))
    assert run("profiles", "--import", out).exit_code == 0
    before = {path: path.read_bytes() for path in music.iterdir()}
    assert run("tag", "--profile", "club", "--yes").exit_code == 0
    assert states() == {"written"}, "what a profile leaves out is not missing"
    tags = mutagen.File(music / "b.flac")
    assert "[MOOD: " in tags["comment"][0]
    assert "mood_valence" not in tags
    assert run("tag", "--dry-run").stdout == ""
    assert run("tag", "--profile", "standard", "--yes").exit_code == 0
    assert "mood_valence" in mutagen.File(music / "b.flac")
    assert run("undo").exit_code == run("undo").exit_code == 0
    assert {path: path.read_bytes() for path in music.iterdir()} == before


def test_a_dry_run_is_a_table_json_or_csv_and_writes_nothing(music: Path) -> None:
    before = {path: path.read_bytes() for path in music.iterdir()}
    lines = run("tag", "--dry-run", "--format", "json").stdout.splitlines()
    first, second = map(json.loads, lines)
    assert first["path"] == str(music / "a.mp3")
    assert first["changed"]
    native = {field["field"]: (field["in_the_file"], field["new"]) for field in first["fields"]}
    assert native["MOOD"][0] == "TMOO"
    assert second["fields"][0]["in_the_file"] == "MOOD"
    table = list(csv.DictReader(io.StringIO(run("tag", "--dry-run", "--format", "csv").stdout)))
    assert {row["path"] for row in table} == {str(path) for path in before}
    assert len(table) == len(first["fields"]) + len(second["fields"])
    assert "a.mp3" in run("tag", "--dry-run").stdout
    assert {path: path.read_bytes() for path in music.iterdir()} == before
    assert run("tag", "--format", "json").exit_code == 2


def test_rules_keep_what_they_say_and_tell_why(music: Path, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "elsewhere")
    by_hand = MoodTags(("Sad",), model="moodline/m@1 00000000 2026-01-01 manual")
    put(journal, music / "a.mp3", by_hand, STANDARD)
    put(journal, music / "b.flac", MoodTags(("Dark",)), STANDARD)
    options = ("tag", music, "--dry-run", "--format", "json", "--existing")
    kept, added = map(json.loads, run(*options, "add").stdout.splitlines())
    assert (kept["changed"], kept["kept"]["mood"]) == (False, "it was corrected by hand elsewhere")
    (mood,) = [field for field in added["fields"] if field["field"] == "MOOD"]
    assert mood["new"][0] == "Dark"
    assert len(mood["new"]) > 1
    own = [json.loads(line) for line in run(*options, "own").stdout.splitlines()]
    assert own[1]["kept"] == {"mood": "others wrote it"}
    unsure = run("tag", music, "--dry-run", "--min-confidence", "1", "--format", "json")
    assert ["confidence" in json.loads(line)["kept"] for line in unsure.stdout.splitlines()] == [
        True, True,
    ]  # fmt: skip
    assert "by hand elsewhere" in run("tag", music, "--dry-run").stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("tag", "--profile", "perfect"), ("tag", "--existing", "burn"),
        ("tag", "--min-confidence", "7"), ("profiles", "perfect"),
        ("profiles", "--export", "x.toml"), ("undo", "--list", "nonsense"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_refused_in_a_sentence(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.output


def test_a_run_tells_which_of_its_files_can_still_be_undone(music: Path) -> None:
    assert run("tag", "--yes").exit_code == 0
    journal = Journal(AppPaths.of_user().journal)
    (summary,) = journal.runs()
    assert run("undo", "--list", summary.id).stdout.count("can be undone") == 2
    flac = music / "b.flac"
    flac.write_bytes(flac.read_bytes() + b"x")
    told = {file.path.name: file.reason for file in journal.standing(summary.id)}
    assert told == {"a.mp3": "", "b.flac": "it was changed since it was written"}
    flac.unlink()
    assert "no longer there" in journal.standing(summary.id)[1].reason
    assert run("undo", music / "a.mp3").exit_code == 0
    told = {file.path.name: file.can_be_undone for file in journal.standing(summary.id)}
    assert told == {"a.mp3": False, "b.flac": False}
    assert writer.read(music / "a.mp3") == MoodTags()
