from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from mer_core.errors import InputError
from mer_core.library.database import Library
from mer_core.library.query.dates import days
from mer_core.library.query.tree import Term
from mer_core.library.tracks import Details
from tests.core.library.samples import make_emotion, make_file, titles


@pytest.fixture
def songs(library: Library, tmp_path: Path) -> list[int]:
    """Old, Young and None."""
    files = [
        replace(make_file(tmp_path / "a.flac", title="Old"), details=Details("Björk", 1990, 1, 1)),
        replace(
            make_file(tmp_path / "b.wav", title="Young", codec="PCM"),
            details=Details("AC/DC\nOthers", 2003, 12, 2),
        ),
        make_file(tmp_path / "x.mp3" / "c.m4a", title="None", codec="AAC"),
    ]
    return library.add(files)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("year:1990", "Old"), ("year:1990..1999", "Old"), ("year:>=1990", "Old Young"),
        ("year:<2000", "Old"), ("year:1990-2003", "Old Young"), ('year:""', "None"),
        ("~year:2002", "Young"), ("-year:1990", "None Young"), ("missing:year", "None"),
        ("track:12", "Young"), ("track:<5", "Old"), ("disc:2", "Young"), ("tracknumber:1", "Old"),
        ("albumartist:bjork", "Old"), ("albumartist:acdc", "Young"), ("album_artist:=ac", ""),
        ('albumartist:""', "None"), ("missing:albumartist", "None"),
        ("format:flac", "Old"), ("format:wav", "Young"), ("format:PCM", "Young"),
        ("format:m4a", "None"), ("format:.m4a", "None"), ("format:aac", "None"), ("format:mp3", ""),
        ("format:flac|wav", "Old Young"),
        ("added:<7d", "None Old Young"), ("added:7d", "None Old Young"), ("added:>2w", ""),
        ("added:2001", ""), ("added:1970..2001-03", ""), ("added:2001..", "None Old Young"),
        ('added:""', ""), ("path:x.mp3", "None"),
    ],
)  # fmt: skip
def test_details_are_searched(library: Library, songs: list[int], query: str, found: str) -> None:
    assert " ".join(sorted(titles(library, query))) == found


@pytest.mark.parametrize(
    "query",
    ["year:old", "year:1990..soon", "track:a1", "added:soon", "added:<7x", "added:2001-13",
     "added:2001-02-30", "added:/x/", "added:..", "added:2003..2001", "added:>1..2", "added:0000"],
)  # fmt: skip
def test_what_is_no_year_number_or_day_is_told(library: Library, query: str) -> None:
    with pytest.raises(InputError, match=r"\.$"):
        library.count(query)


def test_days_of_the_calendar_are_whole_ones() -> None:
    def moment(*date: int) -> float:
        return datetime.datetime(*date).timestamp()  # type: ignore[arg-type]

    month = days(Term("added", "2024-12"))
    assert (month.low, month.high, month.high_open) == (
        moment(2024, 12, 1),
        moment(2025, 1, 1),
        True,
    )
    assert days(Term("added", "2024-02-29", ">")).low == moment(2024, 3, 1)
    assert days(Term("added", "2024", "<=")).high == moment(2025, 1, 1)
    assert days(Term("added", "2023..2024-06")).high == moment(2024, 7, 1)
    now = 1_000_000_000.0
    assert days(Term("added", "2w", "<"), now).low == now - 14 * 86400


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("year", "Old Young None"), ("-year", "Young Old None"),
        ("track -title", "Old Young None"), ("-disc", "Young Old None"),
        ("albumartist", "Young Old None"), ("format", "None Old Young"),
        ("added", "Old Young None"), ("-happy", "Young Old None"),
    ],
)  # fmt: skip
def test_details_sort(library: Library, songs: list[int], order: str, found: str) -> None:
    library.save_emotion(songs[0], make_emotion(moods=(("calm", 0.9), ("happy", 0.2))))
    library.save_emotion(songs[1], make_emotion(moods=(("happy", 0.8),)))
    assert " ".join(titles(library, order_by=order)) == found
