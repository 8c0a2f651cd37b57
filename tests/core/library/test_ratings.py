"""Stars and plays: said of sounds, shown in tracks, searched, sorted, taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mer_core.errors import InputError
from mer_core.library import migrations
from mer_core.library.database import Library
from mer_core.library.tracks import Details
from tests.core.library.samples import make_file, older_copy, titles

#: In 2020, and in 2100: later than any "now" of this test.
LONG_AGO, LATELY = 1583000000.0, 4102444800.0


@pytest.fixture
def ids(library: Library, tmp_path: Path) -> list[int]:
    """A has three stars in its file, B and C none; C was heard twice, B long ago."""
    a, b, c = (make_file(tmp_path / f"{title}.flac", title=title) for title in "ABC")
    found = library.add([replace(a, details=Details(rating=3)), b, c])
    library.ratings.count_play(found[1], LONG_AGO)
    for _ in range(2):
        library.ratings.count_play(found[2], LATELY)
    return found


def stars(library: Library) -> list[int]:
    return [row.rating for row in library.rows()]


def test_the_users_stars_count_over_the_files_and_none_is_an_answer(
    library: Library, ids: list[int]
) -> None:
    assert stars(library) == [3, 0, 0]
    library.ratings.rate(ids[:2], 5)
    assert stars(library) == [5, 5, 0]
    library.ratings.rate([ids[0]], 0)
    assert stars(library) == [0, 5, 0]
    library.ratings.rate([ids[0]], None)
    assert stars(library) == [3, 5, 0]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("rating:3", "A"), ("rating:>=3", "A B"), ("rating:0", "C"), ("rating:<4", "A C"),
        ("rating:3..5", "A B"), ('rating:""', "C"), ("missing:rating", "C"), ("stars:5", "B"),
        ("~rating:4", "A B"), ("-rating:5", "A C"),
        ("plays:0", "A"), ("plays:>1", "C"), ("plays:1..2", "B C"), ('plays:""', "A"),
        ("playcount:2", "C"), ("played:<7d", "C"), ("played:>7d", "B"), ('played:""', "A"),
        ("missing:played", "A"), ("lastplayed:2020", "B"), ("played:2019..", "B C"),
        ("-played:<7d", "A B"), ("played:never", "A"), ("-lastplayed:NEVER", "B C"),
    ],
)  # fmt: skip
def test_they_are_searched(library: Library, ids: list[int], query: str, found: str) -> None:
    library.ratings.rate([ids[1]], 5)
    assert " ".join(sorted(titles(library, query))) == found


@pytest.mark.parametrize(
    "query",
    ["rating:good", "rating:5..3", "plays:x", "played:soon", "played:>never", "added:never"],
)
def test_what_cannot_be_read_is_told(library: Library, query: str) -> None:
    with pytest.raises(InputError, match=r"\.$"):
        library.count(query)


@pytest.mark.parametrize("number", [-1, 6])
def test_there_are_five_stars(library: Library, ids: list[int], number: int) -> None:
    with pytest.raises(InputError, match=f"{number} is no rating; give 0 to 5 stars"):
        library.ratings.rate(ids, number)
    assert stars(library) == [3, 0, 0]


def test_rows_are_sorted_by_them(library: Library, ids: list[int]) -> None:
    library.ratings.rate([ids[1]], 5)
    a, b, c = ids
    assert library.row_ids(order_by="-rating") == [b, a, c]
    assert library.row_ids(order_by="-plays") == [c, b, a]
    assert library.row_ids(order_by="-played") == [c, b, a]


def test_a_step_is_taken_back_and_again_but_not_over_what_was_said_since(
    library: Library, ids: list[int]
) -> None:
    step = library.ratings.rate(ids, 4)
    assert len(step) == 3
    library.ratings.rate([ids[2]], 1)
    back = library.ratings.undo(step)
    assert (len(back), stars(library)) == (2, [3, 0, 1])
    assert len(library.ratings.undo(back)) == 2
    assert stars(library) == [4, 4, 1]
    assert not library.ratings.rate(ids[:2], 4)


def test_copies_share_them_and_moved_or_returned_files_keep_them(
    library: Library, tmp_path: Path
) -> None:
    file = make_file(tmp_path / "one.flac", title="One")
    (first,) = library.add([file])
    library.ratings.rate([first], 4)
    library.ratings.count_play(first, 1000.0)
    (copy,) = library.add([replace(file, path=tmp_path / "copy.flac")])
    assert stars(library) == [4, 4]
    library.remove([first, copy])
    library.add([replace(file, path=tmp_path / "again.flac")])
    (row,) = library.rows()
    assert (row.rating, row.plays, row.played_at) == (4, 1, 1000.0)
    # Another sound at the same path is another song.
    library.add([replace(file, path=tmp_path / "again.flac", audio_hash="other")])
    (row,) = library.rows()
    assert (row.rating, row.plays, row.played_at) == (0, 0, None)


def test_a_file_that_was_never_read_is_not_rated(library: Library, tmp_path: Path) -> None:
    file = replace(make_file(tmp_path / "bad.flac"), audio_hash="", failure="It is damaged.")
    ids = library.add([file])
    assert not library.ratings.rate(ids, 5)
    library.ratings.count_play(ids[0], 1000.0)
    assert [(row.rating, row.plays) for row in library.rows()] == [(0, 0)]


def test_an_older_library_has_none_and_reads_the_tags_anew(
    library: Library, ids: list[int], tmp_path: Path
) -> None:
    path = tmp_path / "older.sqlite"
    older_copy(library, path, migrations.MIGRATIONS[:13]).close()
    with Library.open(path) as older:
        assert [(row.rating, row.plays, row.played_at) for row in older.rows()] == [
            (0, 0, None)
        ] * 3
        assert {stamp[2] for stamp in older.known_files().values()} == {None}
        older.ratings.rate([older.rows()[0].track.id], 2)
        assert stars(older) == [2, 0, 0]
