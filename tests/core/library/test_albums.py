"""Songs stand album by album, and it is known where each album begins."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from mer_core.library.database import Library
from mer_core.library.tracks import Details, ScannedFile
from tests.core.library.samples import make_emotion

#: Folder, title, artist, album, album artist, disc, track.
SONGS = (
    ("ABBA", "Mamma Mia", "ABBA", "Greatest Hits", "ABBA", 1, 2),
    ("ABBA", "SOS", "ABBA", "Greatest Hits", "ABBA", 1, 1),
    ("Queen", "Bicycle Race", "Queen", "Greatest Hits", "Queen", 2, 1),
    ("Queen/more", "Flash", "Queen & Guest", "Greatest hits", "Queen", 1, 9),
    ("Now 45", "Porcelain", "Moby", "Now 45", "", None, 1),
    ("Now 45", "Song 2", "Blur", "Now 45", "", None, 2),
    ("Other", "Sexy Boy", "Air", "Now 45", "", None, 1),
    ("", "A demo", "Somebody", "", "", None, None),
    ("Elsewhere", "Humming", "Nobody", "", "", None, None),
)


@pytest.fixture
def albums(library: Library) -> Library:
    ids = library.add(
        ScannedFile(
            Path("/music", folder, f"{title}.flac"), 1, 1, f"{title:x<64}", title, artist, album,
            60.0, "FLAC", 44_100, 2, details=Details(by, None, track, disc),
        )
        for folder, title, artist, album, by, disc, track in SONGS
    )  # fmt: skip
    for number, track_id in enumerate(ids):
        library.save_emotion(track_id, make_emotion(valence=number / 10))
    return library


def listed(library: Library, query: str = "", order_by: str = "release") -> list[list[str]]:
    """The titles of each album."""
    ids = library.row_ids(query, order_by=order_by)
    titles = [row.track.title for row in library.rows_of(ids)]
    starts = library.albums(ids).starts.tolist()
    return [titles[a:b] for a, b in pairwise([*starts, len(ids)])]


def test_albums_of_one_name_are_told_apart_by_album_artist_or_else_by_folder(
    albums: Library,
) -> None:
    assert listed(albums) == [
        ["SOS", "Mamma Mia"],
        ["Flash", "Bicycle Race"],
        ["Porcelain", "Song 2"],
        ["Sexy Boy"],
        ["A demo", "Humming"],
    ]


def test_another_order_holds_within_each_album(albums: Library) -> None:
    by_valence = listed(albums, order_by="release -valence")
    assert by_valence[0] == ["SOS", "Mamma Mia"]
    assert by_valence[1] == ["Flash", "Bicycle Race"]
    assert by_valence[2] == ["Song 2", "Porcelain"]
    assert [len(album) for album in by_valence] == [2, 2, 2, 1, 2]


def test_a_search_lists_what_it_finds_of_each_album(albums: Library) -> None:
    assert listed(albums, "artist:queen | artist:blur") == [["Flash", "Bicycle Race"], ["Song 2"]]
    assert listed(albums, "zyxwv") == []


def test_an_album_of_several_artists_is_known_even_where_one_is_found(albums: Library) -> None:
    def mixed(query: str) -> list[bool]:
        found: list[bool] = albums.albums(albums.row_ids(query, order_by="release")).mixed.tolist()
        return found

    assert mixed("") == [False, True, True, False, True]
    assert mixed('"song 2"') == [True]


def test_songs_that_come_or_move_are_under_their_album_at_once(albums: Library) -> None:
    listed(albums)
    albums.add(
        [ScannedFile(
            Path("/music/Other/Late.flac"), 1, 1, "f" * 64, "Late", "Air", "Now 45", 60.0, "FLAC",
            44_100, 2, details=Details("", None, 2, None),
        )]
    )  # fmt: skip
    assert listed(albums)[3] == ["Sexy Boy", "Late"]
    gone = albums.row_ids("artist:abba")
    albums.remove(gone)
    assert listed(albums)[0] == ["Flash", "Bicycle Race"]
    assert albums.albums(gone).starts.tolist() == [0]  # no longer known, and no error


def test_an_empty_library_has_no_albums(library: Library) -> None:
    assert library.albums(library.row_ids(order_by="release")).starts.tolist() == []
