from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import click
import numpy as np
import pytest

from mer_core.cli.terminal import RequestError
from mer_core.errors import InputError
from mer_core.inference.moods import MoodMap
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.tonality import Key, Measures
from mer_core.workflows.journey import read_place
from tests.core.cli.test_commands import run, run_strictly
from tests.core.library.samples import make_emotion, make_file


@pytest.fixture
def songs(home: Path, tmp_path: Path) -> None:
    """Sixty songs from the sad corner to the happy one, by six artists, four minutes each."""
    with Library.open(AppPaths.of_user().library) as library:
        ids = library.add(
            make_file(
                tmp_path / f"{n:02}.flac", title=f"Song [{n}]", artist=f"Artist {n % 6}",
                duration_s=240.0,
            )
            for n in range(60)
        )  # fmt: skip
        for track_id, at in zip(ids, np.linspace(-0.7, 0.7, 60), strict=True):
            measures = Measures(120.0 + track_id % 5, Key(track_id % 2))
            emotion = make_emotion(float(at), float(at), duration_s=240.0)
            library.save_emotion(track_id, emotion, measures)


def test_a_journey_is_told_and_kept_as_a_crate(songs: None) -> None:
    result = run("journey", "--from", "-0.6 -0.6", "--to", "0.6, 0.6", "--save", "Up")
    assert "more pleasant ." in result.stdout
    assert "Song [" in result.stdout
    found = run("journey", "--from", "-0.6 -0.6", "--to", "0.6, 0.6", "--json")
    objects = [json.loads(line) for line in found.stdout.splitlines()]
    assert 15 <= sum(each["duration_s"] for each in objects) / 60 <= 30
    assert [each["valence"] for each in objects] == sorted(each["valence"] for each in objects)
    playlist = run("export", "--format", "m3u8", "--crate", "Up").stdout.splitlines()
    assert [line for line in playlist if not line.startswith("#")] == [
        each["path"] for each in objects
    ]


def test_only_what_a_search_finds_is_taken(songs: None) -> None:
    found = run("journey", "--from", "-0.6 -0.6", "--to", "0 0", "--json", "valence:<-0.2")
    assert all(json.loads(line)["valence"] < -0.2 for line in found.stdout.splitlines())
    with pytest.raises(RequestError, match=r"too few songs \(1\)"):
        run_strictly("journey", "--from", "sad", "--to", "happy", 'title:="Song [1]"')


def test_a_set_is_told_by_energy_tempo_and_key(songs: None) -> None:
    table = run("journey", "--arc", "build", "--keys", "--songs", "6").stdout
    assert "BPM" in table
    assert " → " in table
    found = run("journey", "--arc", "cool-down", "--tempo", "1", "--json").stdout.splitlines()
    objects = [json.loads(line) for line in found]
    assert 50 <= sum(each["duration_s"] for each in objects) / 60 <= 65
    energies = [each["energy"] for each in objects]
    assert energies == sorted(energies, reverse=True)
    assert all(abs(b["bpm"] / a["bpm"] - 1) <= 0.0101 for a, b in pairwise(objects))
    with pytest.raises(RequestError, match=r"too few songs \(0\)"):
        run_strictly("journey", "--arc", "build", "bpm:300")


@pytest.mark.parametrize(
    "wrong",
    [
        ("--from", "gloomy", "--to", "happy"),
        ("--from", "sad", "--to", "2 0"),
        ("--from", "sad", "--to", "happy", "--minutes", "long"),
        ("--from", "sad", "--to", "happy", "--minutes", "nan-inf"),
        ("--from", "sad", "--to", "happy", "--songs", "1"),
        ("--from", "sad"),
        ("--from", "sad", "--to", "happy", "--arc", "build"),
        ("--from", "sad", "--arc", "build"),
        ("--arc", "zigzag"),
        ("--arc", "build", "--tempo", "nan"),
        ("--from", "sad", "--to", "happy", "--", "valence:x"),
    ],
)
def test_a_wish_that_cannot_be_read_is_refused(songs: None, wrong: tuple[str, ...]) -> None:
    with pytest.raises((RequestError, click.UsageError), match=r".+"):
        run_strictly("journey", *wrong)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-0.4 0.2", (-0.4, 0.2)), ("-.4, .2", (-0.4, 0.2)), ("(0.4;-0,2)", (0.4, -0.2)),
        ("\N{MINUS SIGN}0.4/0", (-0.4, 0.0)), ("0 0", (0.0, 0.0)), ("-0.4,0.2", (-0.4, 0.2)),
    ],
)  # fmt: skip
def test_places_are_read_as_people_type_them(text: str, expected: tuple[float, float]) -> None:
    assert read_place(text, MoodMap.load()) == expected


def test_a_mood_is_a_place() -> None:
    happy = next(mood for mood in MoodMap.load().moods if mood.name == "happy")
    assert read_place(" Happy", MoodMap.load()) == (happy.valence, happy.arousal)
    with pytest.raises(InputError, match="no place on the plane"):
        read_place("0.1", MoodMap.load())
