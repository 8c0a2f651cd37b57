"""Places in songs that the user has marked."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from mer_core.errors import InputError
from mer_core.library.database import Library
from mer_core.library.markers import MAX_MARKERS, MAX_NAME, Marker
from tests.core.library.samples import make_file

DROP, START = Marker(62.5, "Drop"), Marker(3.0)


@pytest.fixture
def song(library: Library, tmp_path: Path) -> int:
    return library.add([make_file(tmp_path / "a.flac")])[0]


def test_they_are_kept_by_time_and_the_ones_before_are_given_back(
    library: Library, song: int
) -> None:
    assert library.markers.of(song) == ()
    assert library.markers.put(song, [DROP, START]) == ()
    assert library.markers.of(song) == (START, DROP)
    assert library.markers.put(song, []) == (START, DROP)
    assert library.markers.of(song) == ()


def test_copies_share_them_and_a_file_that_returns_has_them(
    library: Library, song: int, tmp_path: Path
) -> None:
    library.markers.put(song, [DROP])
    file = make_file(tmp_path / "a.flac")
    (copy,) = library.add([replace(file, path=tmp_path / "copy.flac")])
    assert library.markers.of(copy) == (DROP,)
    library.remove([song, copy])
    (again,) = library.add([file])
    assert library.markers.of(again) == (DROP,)


@pytest.mark.parametrize("time_s", [-1.0, float("nan"), float("inf")])
def test_a_place_outside_every_song_is_refused(time_s: float) -> None:
    with pytest.raises(InputError, match="is no place in a song"):
        Marker(time_s)


def test_names_and_numbers_have_an_end(library: Library, song: int) -> None:
    with pytest.raises(InputError, match="up to 80 letters"):
        Marker(0.0, "x" * (MAX_NAME + 1))
    with pytest.raises(InputError, match="up to 200 markers"):
        library.markers.put(song, [Marker(float(n)) for n in range(MAX_MARKERS + 1)])
    assert library.markers.of(song) == ()


def test_a_file_that_was_never_read_has_none(library: Library, tmp_path: Path) -> None:
    bad = replace(make_file(tmp_path / "bad.flac"), audio_hash="", failure="It is damaged.")
    (track_id,) = library.add([bad])
    with pytest.raises(InputError, match="never read"):
        library.markers.put(track_id, [DROP])


@pytest.mark.parametrize(
    ("places", "kept"),
    [
        ("not json", ()), ("{}", ()), ('[[1, "a"], [2], "x", [null, "b"], [-1, "c"]]', (1.0,)),
        ('[[5, "late"], [1, "early"]]', (1.0, 5.0)),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_passed_over(
    library: Library, song: int, places: str, kept: tuple[float, ...]
) -> None:
    library.markers.put(song, [DROP])
    with sqlite3.connect(library.path) as other:
        other.execute("UPDATE markers SET places = ?", (places,))
    other.close()
    assert tuple(each.time_s for each in library.markers.of(song)) == kept
