"""``mer show --why`` and what stands beside the emotion in JSON and exports."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mutagen.id3 import ID3, TBPM

from mer_core.cli.__main__ import mer
from mer_core.paths import RESOURCES


@pytest.fixture
def song(tmp_path: Path) -> Path:
    """A demo track that was analysed: 140 beats a minute in D major."""
    path = tmp_path / "song.mp3"
    path.write_bytes((RESOURCES / "demo" / "1 Carnival Lights.mp3").read_bytes())
    assert run("analyze", path).exit_code == 0
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(mer, [str(argument) for argument in arguments])


def test_tempo_key_energy_and_reasons_are_in_every_answer(song: Path) -> None:
    found = json.loads(run("analyze", "--json", song).stdout)
    assert found["bpm"] == pytest.approx(140.0, abs=0.5)
    assert (found["key"], found["camelot"], found["energy"]) == ("D", "10B", 8)
    assert 3 <= len(found["why"]) <= 5
    assert set(found["why"][0]) == {"property", "valence", "arousal", "words"}
    assert run("search", "--paths", "bpm:139..141 key:10B energy:8").stdout == f"{song}\n"
    tags = ID3(song)
    tags.add(TBPM(3, ["70"]))
    tags.save(song)
    run("analyze", song)
    (line,) = csv.DictReader(io.StringIO(run("export").stdout))
    assert (line["bpm"], line["key"], line["camelot"]) == ("70.0", "D", "10B")
    assert (line["from_file"], line["energy"]) == ("bpm", "8")
    shown = run("show", song).stdout
    assert "heard: 140.0 BPM, key D (10B), energy 8" in shown
    assert "in the file: 70 BPM" in shown
    shown = json.loads(run("show", "--json", song).stdout)
    assert (shown["tags"]["bpm"], shown["result"]["bpm"]) == (70.0, found["bpm"])


def test_a_file_without_a_result_has_null_in_every_new_key(tmp_path: Path) -> None:
    (tmp_path / "broken.mp3").write_bytes(b"no sound at all" * 40)
    found = json.loads(run("analyze", "--json", tmp_path / "broken.mp3").stdout)
    for name in ("bpm", "key", "camelot", "energy", "why", "why_rest"):
        assert found[name] is None


def test_why_is_said_of_a_song_and_of_a_moment(song: Path) -> None:
    of_song = run("show", "--why", song).stdout
    assert "rather major" in of_song
    assert "not explained" in of_song
    at = run("show", "--why", "--at", "0:30", song).stdout
    assert "Why at 0:30" in at
    found = json.loads(run("show", "--json", "--why", "--at", "0:30", song).stdout)
    assert found["why_at"]["at_s"] == 30.0
    assert 3 <= len(found["why_at"]["why"]) <= 5


def test_a_moment_that_cannot_be_is_refused_in_a_sentence(song: Path) -> None:
    assert run("show", "--at", "0:30", song).exit_code == 2
    for text in ("half", "-1", "1:2:3:4", ""):
        assert run("show", "--why", "--at", text, song).exit_code == 2, text
    late = CliRunner().invoke(
        mer, ["show", "--why", "--at", "9:00", str(song)], standalone_mode=False
    )
    assert (late.return_value, "is over after 0:41" in late.stderr) == (1, True)
