"""The `mer` command on real files, as a user types it."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from mutagen.flac import FLAC

from mer_core.cli.__main__ import mer
from mer_core.emotion import FILM, GEMS, MOODS_AND_UNCERTAIN, VOICE
from mer_core.errors import InputError
from mer_core.paths import RESOURCES, AppPaths
from mer_core.tags.journal import Journal
from tests.gui.conftest import make_song


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """A folder with copies of two demo tracks and a broken file."""
    folder = tmp_path / "album"
    folder.mkdir()
    for name in ("1 Carnival Lights.mp3", "4 Morning Water.flac"):
        shutil.copy(RESOURCES / "demo" / name, folder)
    (folder / "broken.mp3").write_bytes(b"this is no music" * 40)
    return folder


def run(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(mer, [str(a) for a in arguments], standalone_mode=False)
    exit_code = result.return_value if result.exception is None else result.exception
    assert exit_code == code, (result.output, result.exception)
    return result


def run_strictly(*arguments: object) -> None:
    """Raises what the command ends with."""
    CliRunner().invoke(
        mer, [str(a) for a in arguments], standalone_mode=False, catch_exceptions=False
    )


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_analyze_prints_one_object_per_file_and_exits_1_for_the_broken_one(album: Path) -> None:
    found = {Path(o["path"]).name: o for o in objects(run("analyze", "--json", album, code=1))}
    assert set(found) == {"1 Carnival Lights.mp3", "4 Morning Water.flac", "broken.mp3"}
    broken = found.pop("broken.mp3")
    assert broken["error"]["type"] == "DecodeError"
    assert broken["error"]["message"]
    assert broken["valence"] is None
    for result in found.values():
        assert result["error"] is None
        assert 40 < result["duration_s"] < 46
        assert all(-1 <= result[name] <= 1 for name in ("valence", "arousal", "tension"))
        assert 0 <= result["confidence"] <= 1
        assert result["quadrant"] in {"Q1", "Q2", "Q3", "Q4", None}
        assert all(
            m["name"] in MOODS_AND_UNCERTAIN and 0 <= m["score"] <= 1 for m in result["moods"]
        )
        line = result["timeline"]
        assert line["step_s"] <= 1.0
        assert len(line["valence"]) == len(line["arousal"]) == len(line["mood"])
        assert len(line["tension"]) == len(line["mood"])
        assert len(line["valence"]) * line["step_s"] >= result["duration_s"] - line["step_s"]
        assert line["changes_s"] == sorted(line["changes_s"])
        assert all(0 < time_s < result["duration_s"] for time_s in line["changes_s"])
        assert set(result["model"]) == {"id", "version", "sha256"}
        assert "heads" not in result


def test_heads_are_named_as_in_their_corpora(album: Path) -> None:
    (result,) = objects(run("analyze", "--json", "--heads", album / "4 Morning Water.flac"))
    heads = result["heads"]
    assert tuple(heads["gems"]) == GEMS
    assert tuple(heads["film"]) == FILM
    assert tuple(heads["voice"]) == VOICE
    assert sum(heads["voice"].values()) == pytest.approx(1.0, abs=0.01)


def test_a_second_run_answers_from_the_library(album: Path) -> None:
    path = album / "4 Morning Water.flac"
    first = run("analyze", "--json", path).stdout
    assert run("analyze", "--json", path).stdout == first
    assert run("analyze", "--json", "--again", path).stdout == first


def test_results_come_in_the_order_of_the_files_whichever_is_done_first(tmp_path: Path) -> None:
    paths = [
        make_song(tmp_path / f"{seed}.flac", seed=seed, duration_s=2.0 if seed else 60.0)
        for seed in range(4)
    ]
    results = objects(run("analyze", "--json", *paths))
    assert [result["path"] for result in results] == [str(path) for path in paths]


def test_copies_are_analysed_once_and_answered_each(album: Path) -> None:
    path = album / "4 Morning Water.flac"
    shutil.copy(path, album / "5 copy.flac")
    results = objects(run("analyze", "--json", path, album / "5 copy.flac"))
    assert len(results) == 2
    assert results[0]["valence"] == results[1]["valence"] is not None


def test_a_missing_file_is_reported_beside_the_others(album: Path) -> None:
    missing = album / "gone.mp3"
    results = objects(run("analyze", "--json", missing, album / "4 Morning Water.flac", code=1))
    assert [r["error"]["type"] if r["error"] else None for r in results] == ["InputError", None]


def test_wrong_usage_exits_with_2(album: Path) -> None:
    for arguments in (["analyze"], ["analyze", "--device", "abacus", str(album)], ["nonsense"]):
        result = CliRunner().invoke(mer, arguments)
        assert result.exit_code == 2
    assert CliRunner().invoke(mer, ["analyze", str(album / "no such thing")]).exit_code == 2


def test_tags_are_reviewed_written_shown_and_taken_back(album: Path) -> None:
    (album / "broken.mp3").unlink()
    before = {path: digest(path) for path in album.iterdir()}
    run("analyze", album)
    assert {path: digest(path) for path in album.iterdir()} == before

    review = run("tag", "--dry-run").stdout
    assert "Carnival Lights" in review
    assert {path: digest(path) for path in album.iterdir()} == before

    run("tag", "--yes")
    assert all(digest(path) != old for path, old in before.items())
    for shown in objects(run("show", "--json", album)):
        assert shown["state"] == "written"
        assert shown["tags"]["moods"]
        valence = (shown["result"]["valence"] + 1) / 2
        assert shown["tags"]["valence"] == pytest.approx(valence, abs=0.001)

    run("undo")
    assert {path: digest(path) for path in album.iterdir()} == before


def test_analyze_write_writes_at_once_and_undo_list_knows_the_run(album: Path) -> None:
    path = album / "1 Carnival Lights.mp3"
    before = digest(path)
    run("analyze", "--json", "--write", path)
    assert digest(path) != before
    assert "can be undone" in run("undo", "--list").stdout
    run("undo")
    assert digest(path) == before


def test_undo_takes_a_path_or_a_run_and_tells_what_is_left(album: Path) -> None:
    (album / "broken.mp3").unlink()
    before = {path: digest(path) for path in album.iterdir()}
    run("analyze", "--json", "--write", album)
    song, other = sorted(before)
    assert "Brought back: 1." in run("undo", song).stderr
    assert digest(song) == before[song]
    assert digest(other) != before[other]
    assert "1 of 2 can still be undone" in run("undo", "--list").stdout
    with pytest.raises(InputError, match="nothing to undo: no tags were written into"):
        run_strictly("undo", song)
    (run_id,) = [seen.id for seen in Journal(AppPaths.of_user().journal).runs()]
    other.rename(album / "moved.flac")
    run("undo", run_id)
    assert digest(album / "moved.flac") == before[other]
    assert "undone" in run("undo", "--list").stdout
    for wrong in (["undo", run_id, "--run", run_id], ["undo", "no such thing"]):
        assert CliRunner().invoke(mer, wrong).exit_code == 2


def test_what_another_program_changed_is_found_by_rescan_and_offered_again(album: Path) -> None:
    song = album / "4 Morning Water.flac"
    run("analyze", "--json", "--write", song)
    assert "Nothing to write" in run("tag", "--dry-run").stderr
    file = FLAC(song)
    del file["MOOD_VALENCE_RANGE"]
    file.save()
    run("analyze", "--json", "--rescan", song)
    assert json.loads(run("search", "--json", "state:changed").stdout)["state"] == "changed"
    assert "the same, but for: ranges" in run("tag", "--dry-run").stdout
    run("tag", "--yes")
    assert json.loads(run("show", "--json", song).stdout)["state"] == "written"


def test_doctor_names_a_run_whose_log_is_damaged(album: Path) -> None:
    run("analyze", "--json", "--write", album / "4 Morning Water.flac")
    journal = Journal(AppPaths.of_user().journal)
    (seen,) = journal.runs()
    with (journal.folder / seen.id / "log.jsonl").open("ab") as log:
        log.write(b"\0\0\0\0\n")
    assert f"The run {seen.id} cannot be undone" in run("doctor", code=1).stdout
    run("analyze", "--json", "--write", album / "1 Carnival Lights.mp3")


def test_search_and_export_find_what_was_analysed(album: Path, tmp_path: Path) -> None:
    run("analyze", album, code=1)
    found = objects(run("search", "--json", "carnival"))
    assert [entry["title"] for entry in found] == ["Carnival Lights"]
    assert run("search", "--paths", "title:water").stdout.strip() == str(
        album / "4 Morning Water.flac"
    )

    playlist = tmp_path / "list.m3u8"
    run("export", "--format", "m3u8", "-o", playlist, "state:staged")
    assert playlist.read_text("utf-8").count("#EXTINF") == 2
    rows = run("export", "state:staged").stdout.splitlines()
    assert rows[0].startswith("path,title")
    assert len(rows) == 3


def test_models_and_doctor_find_the_bundled_model_in_order() -> None:
    models = objects(run("models", "--json"))
    assert models[0]["from"] == "bundled"
    assert "moodline-1" in run("models", "moodline-1").stdout
    assert "weights intact" in run("doctor").stdout
