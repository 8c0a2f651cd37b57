"""Stars that other programs left in the tags of files, as a scan reads them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen.aiff import AIFF
from mutagen.apev2 import BINARY, APEv2, APEValue
from mutagen.asf import ASF
from mutagen.flac import FLAC
from mutagen.id3 import ID3, POPM, TXXX
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from mutagen.wave import WAVE

from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.tags.names import read_names
from mer_core.workflows.scan import scan
from tests.data.audio_files import make_audio


def popm(rating: int) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        tags = ID3()
        tags.add(POPM(email="Windows Media Player 9 Series", rating=rating, count=7))
        tags.save(path)

    return write


def popm_2_2(path: Path) -> None:
    body = b"rating@example.org\0\xff"
    frame = b"POP" + len(body).to_bytes(3, "big") + body
    path.write_bytes(b"ID3\x02\0\0\0\0\0" + bytes([len(frame)]) + frame + path.read_bytes())


def id3_text(path: Path) -> None:
    tags = ID3()
    tags.add(TXXX(3, "FMPS_Rating", ["0.6"]))
    tags.save(path)


def chunk(kind: Callable[[Path], object]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        file = kind(path)
        file.add_tags()  # type: ignore[attr-defined]
        file.tags.add(POPM(email="", rating=128))  # type: ignore[attr-defined]
        file.save()  # type: ignore[attr-defined]

    return write


def field(kind: Callable[[Path], object], key: str, value: object) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        file = kind(path)
        file[key] = value  # type: ignore[index]
        file.save()  # type: ignore[attr-defined]

    return write


def ape(path: Path) -> None:
    tags = APEv2()
    tags["Rating"] = "4"
    tags.save(path)


@pytest.mark.parametrize(
    ("name", "write", "stars"),
    [
        *(("a.mp3", popm(byte), number) for byte, number in (
            (0, 0), (1, 1), (64, 2), (128, 3), (196, 4), (255, 5),
            (31, 1), (32, 2), (95, 2), (224, 5), (242, 5),
        )),
        ("a.mp3", popm_2_2, 5), ("a.mp3", id3_text, 3),
        ("a.wav", chunk(WAVE), 3), ("a.aiff", chunk(AIFF), 3),
        *(("a.flac", field(FLAC, "RATING", value), number) for value, number in (
            ("5", 5), ("1", 1), ("100", 5), ("60", 3), ("0", 0), ("good", 0), ("nan", 0),
            ("-3", 0), ("1e9", 0),
        )),
        ("a.flac", field(FLAC, "FMPS_RATING", "0.8"), 4),
        ("a.flac", field(FLAC, "FMPS_RATING", "1"), 5),
        ("a.flac", field(FLAC, "RATING:me@example.org", "0.75"), 4),
        ("a.opus", field(OggOpus, "rating", "80"), 4),
        ("a.wma", field(ASF, "WM/SharedUserRating", [75]), 4),
        ("a.wma", field(ASF, "WM/SharedUserRating", [1]), 1),
        ("a.m4a", field(MP4, "----:com.apple.iTunes:RATING", [b"40"]), 2),
        ("a.m4a", field(MP4, "----:com.apple.iTunes:FMPS_Rating", [b"1.0"]), 5),
        ("a.wv", ape, 4),
    ],
)  # fmt: skip
def test_a_scan_reads_the_stars(
    tmp_path: Path, name: str, write: Callable[[Path], None], stars: int
) -> None:
    path = make_audio(tmp_path / name)
    with Library.open(tmp_path / "library.sqlite") as library:
        scan(SilentContext(), library, [path])
        (row,) = library.rows()
        assert row.rating == 0
        write(path)
        scan(SilentContext(), library, [path])
        (row,) = library.rows()
        assert row.rating == stars
        library.ratings.rate([row.track.id], 1)
        scan(SilentContext(), library, [path])
        assert [row.rating for row in library.rows()] == [1]


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.m4a", field(MP4, "cpil", True)), ("a.m4a", field(MP4, "pgap", False)),
        ("a.wv", field(APEv2, "Cover Art (Front)", APEValue(b"cover.jpg\0\xff\xd8", BINARY))),
        ("a.wma", field(ASF, "WM/IsCompilation", [True])),
    ],
)  # fmt: skip
def test_fields_that_are_no_text_take_no_name_away(
    tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    path = make_audio(tmp_path / name, tags={"title": "Both", "artist": "Ella"})
    if name == "a.wv":
        field(APEv2, "Artist", ["Ella", "Bruno"])(path)
    before = read_names(path)
    assert before["artist"]
    write(path)
    assert read_names(path) == before
