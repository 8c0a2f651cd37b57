"""Year, track, disc and album artist: read from every container, stored, upgraded, searched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen.aiff import AIFF
from mutagen.apev2 import APEv2
from mutagen.asf import ASF
from mutagen.flac import FLAC
from mutagen.id3 import ID3, TDRC, TPE2, TPOS, TRCK
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from mer_core.jobs import SilentContext
from mer_core.library import migrations
from mer_core.library.database import Library
from mer_core.library.tracks import Details
from mer_core.workflows import scan as scanning
from mer_core.workflows.scan import scan
from tests.core.library.samples import make_emotion, older_copy
from tests.data.audio_files import make_audio

EXPECTED = Details("Various; Others", 1994, 3, 2)
NAMES = ["Various", "Others"]
FRAMES = (TDRC(3, ["1994-05-03"]), TRCK(3, ["03/12"]), TPOS(3, ["2/2"]), TPE2(3, NAMES))


def vorbis(kind: Callable[[Path], object]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        file = kind(path)
        values = {"date": "1994-05", "tracknumber": "3", "discnumber": "2", "albumartist": NAMES}
        file.update(values)  # type: ignore[attr-defined]
        file.save()  # type: ignore[attr-defined]

    return write


def id3(path: Path, version: int = 4) -> None:
    tags = ID3()
    for frame in FRAMES:
        tags.add(frame)
    if version == 3:
        tags.update_to_v23()
    tags.save(path, v1=0, v2_version=version, v23_sep=None)


def id3_2_2(path: Path) -> None:
    frames = b"".join(
        name + len(body).to_bytes(3, "big") + body
        for name, body in (
            (b"TYE", b"\x001994"), (b"TRK", b"\x003/12"), (b"TPA", b"\x002"),
            (b"TP2", b"\0Various\0Others"),
        )
    )  # fmt: skip
    path.write_bytes(b"ID3\x02\0\0\0\0\0" + bytes([len(frames)]) + frames + path.read_bytes())


def chunk(kind: Callable[[Path], object]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        file = kind(path)
        file.add_tags()  # type: ignore[attr-defined]
        for frame in FRAMES:
            file.tags.add(frame)  # type: ignore[attr-defined]
        file.save()  # type: ignore[attr-defined]

    return write


def mp4(path: Path) -> None:
    file = MP4(path)
    file["\xa9day"], file["trkn"], file["disk"] = ["1994"], [(3, 12)], [(2, 2)]
    file["aART"] = NAMES
    file.save()


def asf(path: Path) -> None:
    file = ASF(path)
    file["WM/Year"], file["WM/TrackNumber"], file["WM/PartOfSet"] = ["1994"], ["3"], ["2/2"]
    file["WM/AlbumArtist"] = NAMES
    file.save()


def ape(path: Path) -> None:
    tags = APEv2()
    tags["Year"], tags["Track"], tags["Disc"], tags["Album Artist"] = "1994", "3/12", "2", NAMES
    tags.save(path)


CONTAINERS = {
    "flac": (".flac", vorbis(FLAC)), "vorbis": (".ogg", vorbis(OggVorbis)),
    "opus": (".opus", vorbis(OggOpus)), "2.4": (".mp3", id3), "2.3": (".mp3", lambda p: id3(p, 3)),
    "2.2": (".mp3", id3_2_2), "wav": (".wav", chunk(WAVE)), "aiff": (".aiff", chunk(AIFF)),
    "mp4": (".m4a", mp4), "asf": (".wma", asf), "ape": (".mp3", ape),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTAINERS)
def test_every_container_tells_year_track_disc_and_album_artist(
    library: Library, tmp_path: Path, name: str
) -> None:
    suffix, write = CONTAINERS[name]
    path = make_audio(tmp_path / f"song{suffix}")
    write(path)
    scan(SilentContext(), library, [path])
    (row,) = library.rows()
    assert row.track.details == EXPECTED
    for query in ("year:1994", "track:3", "disc:2", "albumartist:=others"):
        assert library.count(query) == 1, query


def test_an_id3v1_tag_and_a_wav_s_list_tell_them_too(library: Library, tmp_path: Path) -> None:
    old = make_audio(tmp_path / "old.mp3")
    tag = b"TAG" + b"Title".ljust(90, b"\0") + b"1994" + bytes(29) + b"\x07\xff"
    old.write_bytes(old.read_bytes() + tag)
    wav = make_audio(tmp_path / "list.wav", tags={"title": "T", "date": "1987", "track": "5"})
    scan(SilentContext(), library, [old, wav])
    first, second = library.rows(order_by="-path")
    assert first.track.details == Details("", 1994, 7)
    assert second.track.details == Details("", 1987, 5)


@pytest.mark.parametrize(
    ("date", "track", "year", "place"),
    [
        ("03.05.1994", "A1", 1994, None), ("0000", "0", None, None), ("soon", "", None, None),
        ("94", "12345", None, None), ("19941231", "007/9", 1994, 7),
        ("\u0661\u0669\u0669\u0664", "\u0663", None, None),
    ],
)  # fmt: skip
def test_odd_dates_and_numbers_are_read_as_far_as_they_go(
    library: Library, tmp_path: Path, date: str, track: str, year: int | None, place: int | None
) -> None:
    path = make_audio(tmp_path / "song.flac")
    file = FLAC(path)
    file["date"], file["tracknumber"] = date, track
    file.save()
    scan(SilentContext(), library, [path])
    (row,) = library.rows()
    assert (row.track.details.year, row.track.details.track) == (year, place)


def test_an_older_library_learns_them_from_the_tags_alone(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_audio(tmp_path / "song.flac")
    vorbis(FLAC)(path)
    scan(SilentContext(), library, [path])
    (row,) = library.rows()
    library.save_emotion(row.track.id, make_emotion())
    older = tmp_path / "older.sqlite"
    older_copy(library, older, migrations.MIGRATIONS[:3]).close()
    monkeypatch.setattr(scanning, "recording", None)  # the sound is not read again
    with Library.open(older) as upgraded:
        (before,) = upgraded.rows()
        assert before.track.details == Details()
        assert before.track.added_at is not None
        report = scan(SilentContext(), upgraded, [path])
        assert (report.added, report.changed, report.unchanged) == (0, 0, 1)
        (after,) = upgraded.rows()
        assert after.track.details == EXPECTED
        assert (after.state, after.track.id) == ("staged", row.track.id)
        assert upgraded.count("year:1994 albumartist:various") == 1


def test_the_day_a_song_was_added_stays(library: Library, tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.flac")
    scan(SilentContext(), library, [path])
    (before,) = library.rows("added:<1h")
    vorbis(FLAC)(path)
    scan(SilentContext(), library, [path])
    (after,) = library.rows("added:<1h")
    assert before.track.added_at == after.track.added_at
    assert library.count("added:>1h") == 0
