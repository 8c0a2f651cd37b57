"""Which songs follow one whose mood is to be kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mer_core.library.database import Library
from mer_core.library.keeping import NUM_SONGS, keep_on
from mer_core.library.tracks import ScannedFile, TrackRow
from mer_core.tonality import Key, Measures


def rows(tmp_path: Path, *artists: str) -> list[TrackRow]:
    """A song of each artist, titled by its place."""
    with Library.open(tmp_path / "library.sqlite") as library:
        ids = library.add(
            ScannedFile(
                Path(f"/m/{place}.mp3"), 1, 1, f"{place:064d}", title=str(place), artist=artist
            )
            for place, artist in enumerate(artists)
        )
        return library.rows_of(ids)


def in_key(row: TrackRow, key: Key | None) -> TrackRow:
    return replace(row, measures=Measures(bpm=None, key=key))


def titles(found: list[TrackRow]) -> str:
    return " ".join(row.track.title for row in found)


def test_the_most_alike_come_first_where_nothing_speaks_against_it(tmp_path: Path) -> None:
    first, *alike = rows(tmp_path, "A", "B", "C", "D", "E")
    assert titles(keep_on(first, alike)) == "1 2 3 4"


def test_no_artist_comes_twice_within_a_few_songs_where_there_are_others(tmp_path: Path) -> None:
    first, *alike = rows(tmp_path, "A", "A", "B", "B", "C", "D", "E", "F")
    found = keep_on(first, alike)
    heard = [first, *found]
    artists = [row.track.artist for row in heard]
    assert len(found) == len(alike)
    assert all(artist not in artists[max(0, i - 3) : i] for i, artist in enumerate(artists))


def test_songs_without_an_artist_and_songs_of_one_alone_are_kept(tmp_path: Path) -> None:
    first, *alike = rows(tmp_path, "", "", "", "")
    assert titles(keep_on(first, alike)) == "1 2 3"
    alone = [replace(row, track=replace(row.track, artist="A")) for row in (first, *alike)]
    assert titles(keep_on(alone[0], alone[1:])) == "1 2 3"


def test_of_the_alike_a_key_that_mixes_comes_before_one_that_does_not(tmp_path: Path) -> None:
    first, far, near, unknown = rows(tmp_path, "A", "B", "C", "D")
    key = Key(0)
    clashing = next(Key(rank) for rank in range(24) if Key(rank) not in key.mixing)
    found = keep_on(
        in_key(first, key), [in_key(far, clashing), in_key(near, key), in_key(unknown, None)]
    )
    assert titles(found)[0] == "2"
    assert sorted(titles(found).split()) == ["1", "2", "3"]


def test_a_sound_comes_once_and_no_more_songs_than_are_asked_for(tmp_path: Path) -> None:
    first, *alike = rows(tmp_path, *(f"artist {place}" for place in range(40)))
    same = replace(alike[1], track=replace(alike[1].track, audio_hash=alike[0].track.audio_hash))
    itself = replace(alike[2], track=replace(alike[2].track, audio_hash=first.track.audio_hash))
    found = keep_on(first, [alike[0], same, itself, *alike[3:]])
    assert titles(found[:2]) == "1 4"
    assert len(found) == NUM_SONGS


@pytest.mark.parametrize("number", [0, 1])
def test_few_songs_are_no_fault(tmp_path: Path, number: int) -> None:
    first, *alike = rows(tmp_path, "A", "B")
    assert len(keep_on(first, alike[:number])) == number
