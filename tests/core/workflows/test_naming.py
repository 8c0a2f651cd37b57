from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen.aiff import AIFF
from mutagen.apev2 import APEv2
from mutagen.asf import ASF
from mutagen.flac import FLAC
from mutagen.id3 import COMM, ID3, TCON, TPE1, TXXX
from mutagen.mp4 import MP4, MP4FreeForm
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.trueaudio import TrueAudio
from mutagen.wave import WAVE

from mer_core.library.database import Library
from tests.core.workflows.conftest import scanned
from tests.data.audio_files import make_audio

BOTH, JAZZ = ["Ella", "AC/DC"], ["Jazz", "Hard Rock"]


def vorbis(kind: Callable[[Path], object]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        file = kind(path)
        file["artist"], file["genre"] = BOTH, JAZZ  # type: ignore[index]
        file.save()  # type: ignore[attr-defined]

    return write


def id3_2_4(path: Path) -> None:
    tags = ID3()
    tags.add(TPE1(3, BOTH))
    tags.add(TCON(3, ["8", "Hard Rock"]))
    tags.save(path, v1=0)


def id3_2_3(path: Path) -> None:
    """Zeros between the values, which 2.3 does not know but many write."""
    tags = ID3()
    tags.add(TPE1(1, BOTH))
    tags.add(TCON(0, ["Jazz", "Hard Rock"]))
    tags.save(path, v1=0, v2_version=3, v23_sep=None)


def id3_2_2(path: Path) -> None:
    frames = b"".join(
        name + len(body).to_bytes(3, "big") + body
        for name, body in ((b"TP1", b"\0Ella\0AC/DC\0"), (b"TCO", b"\0(8)(79)"))
    )
    path.write_bytes(b"ID3\x02\0\0\0\0\0" + bytes([len(frames)]) + frames + path.read_bytes())


def two_frames(path: Path) -> None:
    frames = b"".join(
        name + struct.pack(">IH", len(body), 0) + body
        for name, body in (
            (b"TPE1", b"\0Ella"),
            (b"TPE1", b"\0AC/DC"),
            (b"TCON", b"\0(8)Hard Rock"),
        )
    )
    path.write_bytes(b"ID3\x03\0\0\0\0\0" + bytes([len(frames)]) + frames + path.read_bytes())


def id3_in(kind: Callable[[Path], object]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        file = kind(path)
        if file.tags is None:  # type: ignore[attr-defined]
            file.add_tags()  # type: ignore[attr-defined]
        for frame in (TPE1(3, BOTH), TCON(3, JAZZ)):
            file.tags.add(frame)  # type: ignore[attr-defined]
        file.save()  # type: ignore[attr-defined]

    return write


def mp4(path: Path) -> None:
    file = MP4(path)
    file["\xa9ART"], file["\xa9gen"] = BOTH, JAZZ
    file.save()


def asf(path: Path) -> None:
    file = ASF(path)
    file["Author"], file["WM/Genre"] = BOTH, JAZZ
    file.save()


def ape(path: Path) -> None:
    tags = APEv2()
    tags["Artist"], tags["Genre"] = BOTH, JAZZ
    tags.save(path)


def ape_after_mp3(path: Path) -> None:
    ape(path)


SEVERAL: dict[str, tuple[str, Callable[[Path], None]]] = {
    "ID3v2.4": (".mp3", id3_2_4),
    "ID3v2.3": (".mp3", id3_2_3),
    "ID3v2.2": (".mp3", id3_2_2),
    "two frames": (".mp3", two_frames),
    "ID3 before AAC": (".aac", id3_2_4),
    "TTA": (".tta", id3_in(TrueAudio)),
    "WAV": (".wav", id3_in(WAVE)),
    "AIFF": (".aiff", id3_in(AIFF)),
    "FLAC": (".flac", vorbis(FLAC)),
    "Vorbis": (".ogg", vorbis(OggVorbis)),
    "Opus": (".opus", vorbis(OggOpus)),
    "MP4": (".m4a", mp4),
    "WMA": (".wma", asf),
    "WavPack": (".wv", ape),
    "Musepack": (".mpc", ape),
    "Monkey's Audio": (".ape", ape),
    "APEv2 after MP3": (".mp3", ape_after_mp3),
}


@pytest.mark.parametrize("case", SEVERAL)
def test_every_artist_and_genre_is_kept_shown_and_found(
    library: Library, music: Path, case: str
) -> None:
    suffix, write = SEVERAL[case]
    path = make_audio(music / f"song{suffix}")
    write(path)
    track = scanned(library, path)
    assert (track.artist, track.genre) == ("Ella; AC/DC", "Jazz; Hard Rock")
    for query in (
        "artist:=ella", "artist:=AC/DC", "artist:=acdc", "artist:ella", "acdc", "genre:=Jazz",
        'genre:="hard rock"', "genre:rock", "artist:/^ac.dc$/", "artist:/^ella$/",
    ):  # fmt: skip
        assert library.count(query) == 1, query
    for query in ("artist:=ac", "artist:=dc", "artist:=ellaacdc", "genre:=rock", "jazz"):
        assert library.count(query) == 0, query


def test_artists_of_a_credit_are_found_by_themselves(library: Library, music: Path) -> None:
    path = make_audio(music / "song.mp3")
    tags = ID3()
    tags.add(TPE1(3, ["Ella feat. Louis"]))
    tags.add(TXXX(3, "Artists", ["Ella", "Louis", "Oscar"]))
    tags.save(path)
    assert scanned(library, path).artist == "Ella feat. Louis; Oscar"
    for name in ("ella", "louis", "oscar", '"ella feat louis"'):
        assert library.count(f"artist:={name}") == 1, name


@pytest.mark.parametrize(
    ("suffix", "write"),
    [
        (
            ".flac",
            lambda path: _set(FLAC(path), {"artist": ["Ella"], "artists": ["Ella", "Louis"]}),
        ),
        (
            ".m4a",
            lambda path: _set(
                MP4(path),
                {
                    "\xa9ART": ["Ella"],
                    "----:com.apple.iTunes:ARTISTS": [MP4FreeForm(b"Ella"), MP4FreeForm(b"Louis")],
                },
            ),
        ),
        (
            ".wma",
            lambda path: _set(ASF(path), {"Author": ["Ella"], "WM/ARTISTS": ["Ella", "Louis"]}),
        ),
    ],
)
def test_the_list_of_artists_is_read_in_every_container(
    library: Library, music: Path, suffix: str, write: Callable[[Path], None]
) -> None:
    path = make_audio(music / f"song{suffix}")
    write(path)
    assert scanned(library, path).artist == "Ella; Louis"


def _set(file: object, values: dict[str, object]) -> None:
    for key, value in values.items():
        file[key] = value  # type: ignore[index]
    file.save()  # type: ignore[attr-defined]


def test_a_name_that_comes_twice_is_shown_once(library: Library, music: Path) -> None:
    path = make_audio(music / "song.flac")
    _set(FLAC(path), {"artist": ["Ella", "ELLA ", "", "Louis; Ella"], "title": ["One", "Two"]})
    track = scanned(library, path)
    assert (track.artist, track.title) == ("Ella; Louis", "One; Two")
    assert library.count("title:=two") == 1


@pytest.mark.parametrize(
    ("genre", "shown"),
    [
        ("(17)", "Rock"),
        ("17", "Rock"),
        ("(17)(CR)", "Rock; Cover"),
        ("(4)Eurodisco", "Disco; Eurodisco"),
        ("(255)", "(255)"),
        ("1999", "1999"),
        ("Rock/Pop", "Rock/Pop"),
    ],
)
def test_numbers_of_genres_become_words(
    library: Library, music: Path, genre: str, shown: str
) -> None:
    path = make_audio(music / "song.mp3")
    tags = ID3()
    tags.add(TCON(0, [genre]))
    tags.save(path, v2_version=3)
    assert scanned(library, path).genre == shown


def test_what_only_ffmpeg_reads_is_taken_from_it(library: Library, music: Path) -> None:
    path = make_audio(music / "song.mka", tags={"title": "Für", "artist": "Ella", "genre": "Jazz"})
    track = scanned(library, path)
    assert (track.title, track.artist, track.genre) == ("Für", "Ella", "Jazz")


def test_other_fields_do_not_become_names(library: Library, music: Path) -> None:
    path = make_audio(music / "song.mp3")
    tags = ID3()
    tags.add(TXXX(3, "MOOD", ["Happy"]))
    tags.add(COMM(3, "eng", "", ["A comment"]))
    tags.save(path)
    track = scanned(library, path)
    assert (track.title, track.artist, track.album, track.genre) == ("", "", "", "")
