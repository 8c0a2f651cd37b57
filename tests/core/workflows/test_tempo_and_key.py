"""Tempo, key and energy: heard, read from tags, stored, upgraded, searched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen.asf import ASF
from mutagen.flac import FLAC
from mutagen.id3 import ID3, TBPM, TKEY, TXXX
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus

from mer_core.emotion import Correction
from mer_core.errors import InputError
from mer_core.jobs import SilentContext
from mer_core.library import migrations
from mer_core.library.database import Library
from mer_core.tonality import Key, Measures
from mer_core.workflows.scan import scan
from tests.core.library.samples import make_emotion, make_file, older_copy, titles
from tests.data.audio_files import make_audio

HEARD = Measures(bpm=124.0, key=Key.parse("9B"), drive=1.0)


def id3(path: Path) -> None:
    tags = ID3()
    tags.add(TBPM(3, ["128,5"]))
    tags.add(TKEY(3, ["Am"]))
    tags.add(TXXX(3, "EnergyLevel", ["3"]))
    tags.save(path)


def vorbis(kind: Callable[[Path], object]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        file = kind(path)
        file.update({"BPM": "128.5", "InitialKey": "8A", "EnergyLevel": "3"})  # type: ignore[attr-defined]
        file.save()  # type: ignore[attr-defined]

    return write


def mp4(path: Path) -> None:
    file = MP4(path)
    file["----:com.apple.iTunes:EnergyLevel"] = [b"3"]
    file["tmpo"], file["----:com.apple.iTunes:initialkey"] = [128], [b"A minor"]
    file.save()


def asf(path: Path) -> None:
    file = ASF(path)
    file["WM/BeatsPerMinute"], file["WM/InitialKey"] = ["128.5"], ["1m"]
    file["EnergyLevel"] = ["3"]
    file.save()


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.mp3", id3), ("a.flac", vorbis(FLAC)), ("a.opus", vorbis(OggOpus)), ("a.m4a", mp4),
        ("a.wma", asf),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_a_file_says_of_its_tempo_key_and_energy_wins_over_what_was_heard(
    tmp_path: Path, library: Library, name: str, write: Callable[[Path], None]
) -> None:
    (tmp_path / "music").mkdir()
    write(make_audio(tmp_path / "music" / name))
    scan(SilentContext(), library, [tmp_path / "music"])
    (row,) = library.rows()
    assert (row.bpm, str(row.key)) == (128.0 if name == "a.m4a" else 128.5, "Am (8A)")
    assert row.energy == 3
    library.save_emotion(row.track.id, make_emotion(), HEARD)
    (row,) = library.rows("bpm:128..129 key:8A energy:3")
    assert (row.measures, row.from_file) == (HEARD, ("bpm", "key", "energy"))
    assert library.count("bpm:124") == library.count("key:9B") == 0
    scan(SilentContext(), library, [tmp_path / "music"], again=True)
    (row,) = library.rows()
    assert (row.measures, row.energy) == (HEARD, 3)


def test_an_energy_by_hand_counts_before_the_files_and_that_before_ours(
    tmp_path: Path, library: Library
) -> None:
    path = make_audio(tmp_path / "a.flac")
    scan(SilentContext(), library, [path])
    (track_id,) = library.row_ids()
    library.save_emotion(track_id, make_emotion(), HEARD)
    assert library.rows()[0].energy == 7
    file = FLAC(path)
    file["ENERGYLEVEL"] = "4"
    file.save()
    scan(SilentContext(), library, [path])
    for correction, energy, is_from_file in (
        (Correction(moods=("calm",)), 4, True), (Correction(arousal=1.0), 10, False),
        (Correction(energy=2), 2, False),
    ):  # fmt: skip
        library.correct([track_id], correction)
        (row,) = library.rows()
        assert (row.energy, "energy" in row.from_file) == (energy, is_from_file)


@pytest.mark.parametrize(
    ("bpm", "key"), [("0", "o"), ("fast", ""), ("9999", "bm9vZA=="), ("-5", "zz")]
)
def test_a_field_that_says_nothing_hides_nothing(
    tmp_path: Path, library: Library, bpm: str, key: str
) -> None:
    file = FLAC(make_audio(tmp_path / "a.flac"))
    file.update({"BPM": bpm, "INITIALKEY": key})
    file.save()
    scan(SilentContext(), library, [tmp_path / "a.flac"])
    library.save_emotion(library.rows()[0].track.id, make_emotion(), HEARD)
    (row,) = library.rows()
    assert (row.bpm, row.key, row.from_file) == (HEARD.bpm, HEARD.key, ())


@pytest.fixture
def songs(tmp_path: Path, library: Library) -> list[int]:
    """A to D: four tempos and keys; D has neither."""
    ids = library.add([make_file(tmp_path / f"{title}.flac", title=title) for title in "ABCD"])
    heard = [(128.0, "8A", 1.0), (174.2, "9A", 0.0), (92.5, "8B", -1.0)]
    for track_id, (bpm, key, drive) in zip(ids, heard, strict=False):
        library.save_emotion(track_id, make_emotion(), Measures(bpm, Key.parse(key), drive))
    library.save_emotion(ids[3], make_emotion())
    return ids


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bpm:120..130", "A"), ("bpm:>170", "B"), ("~bpm:90", "C"), ("tempo:<100", "C"),
        ('bpm:""', "D"), ("missing:key", "D"), ("-missing:bpm", "ABC"), ("key:8A", "A"),
        ("key:Am", "A"), ("key:8A|9A", "AB"), ("key:c", ""), ("key:C", "C"), ("~key:8A", "ABC"),
        ("~key:9A", "AB"), ('key:""', "D"), ("-key:8A", "BCD"), ("#(bpm > 100, bpm < 150)", "A"),
        ("energy:>=7", "AD"), ("energy:6", "B"), ("energy:<6", "C"), ("at:0:00-0:30 energy:5", "C"),
    ],
)  # fmt: skip
def test_searches_find_tempo_key_and_energy(
    library: Library, songs: list[int], query: str, found: str
) -> None:
    assert "".join(titles(library, query)) == found


def test_rows_are_sorted_by_tempo_key_and_energy(library: Library, songs: list[int]) -> None:
    for order, expected in (
        ("bpm", "CABD"), ("-bpm", "BACD"), ("key", "ACBD"), ("-energy bpm", "ADBC"),
    ):  # fmt: skip
        assert "".join(titles(library, order_by=order)) == expected, order


@pytest.mark.parametrize("query", ["key:H", "key:>8A", "key:/A/", "bpm:fast"])
def test_what_is_no_key_and_no_tempo_is_refused(library: Library, query: str) -> None:
    with pytest.raises(InputError):
        library.rows(query)


def test_energy_follows_a_corrected_arousal_with_the_same_drive(
    library: Library, songs: list[int]
) -> None:
    library.correct(songs, Correction(arousal=0.0))
    energies = [row.energy for row in library.rows_of(songs)]
    assert energies == [7, 6, 4, 6]


def test_silence_has_no_energy_until_somebody_says_so(library: Library, songs: list[int]) -> None:
    library.save_emotion(songs[0], make_emotion(0.0, 0.0, moods=(("uncertain", 1.0),)))
    assert library.rows_of(songs[:1])[0].energy is None
    library.correct(songs[:1], Correction(moods=("calm",)))
    assert library.rows_of(songs[:1])[0].energy is None
    library.correct(songs[:1], Correction(energy=3))
    assert library.rows_of(songs[:1])[0].energy == 3


def test_copies_share_what_was_heard_and_forget_it_together(
    tmp_path: Path, library: Library
) -> None:
    files = [make_file(tmp_path / name, "same", title=name) for name in ("a.flac", "b.flac")]
    ids = library.add(files)
    library.save_emotion(ids[0], make_emotion(), HEARD)
    assert [row.measures for row in library.rows()] == [HEARD, HEARD]
    library.forget(ids[1:])
    assert [row.bpm for row in library.rows()] == [None, None]


def test_an_older_library_keeps_its_results_and_reads_tempo_and_key_from_the_tags(
    tmp_path: Path, library: Library
) -> None:
    (tmp_path / "music").mkdir()
    path = make_audio(tmp_path / "music" / "a.mp3")
    id3(path)
    scan(SilentContext(), library, [path])
    library.save_emotion(library.rows()[0].track.id, make_emotion())
    before = [step for step in migrations.MIGRATIONS if "tempo" not in step.__name__]
    older_copy(library, tmp_path / "older.sqlite", before).close()
    with Library.open(tmp_path / "older.sqlite") as upgraded:
        (row,) = upgraded.rows()
        assert (row.valence, row.bpm) == (0.5, None)
        scan(SilentContext(), upgraded, [path.parent])
        (row,) = upgraded.rows("bpm:128.5 key:Am")
        assert (row.valence, row.energy) == (0.5, 3)
