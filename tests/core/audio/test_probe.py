from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from mutagen.id3 import APIC, ID3, TALB, TIT2, TPE1

from mer_core.audio.decode import AudioReader
from mer_core.audio.probe import probe
from tests.data.audio_files import make_audio

NAMES = {
    ".mp3": "MP3",
    ".flac": "FLAC",
    ".ogg": "Vorbis",
    ".opus": "Opus",
    ".m4a": "AAC",
    ".wav": "PCM",
    ".aiff": "PCM",
    ".wma": "WMA",
    ".wv": "WavPack",
    ".mpc": "Musepack",
    ".ape": "Monkey's Audio",
    ".mp4": "AAC",
    ".mkv": "AAC",
}


@pytest.mark.parametrize("suffix", NAMES)
def test_every_format_tells_what_it_is(suffix: str, tmp_path: Path) -> None:
    path = make_audio(tmp_path / f"song{suffix}", duration_s=1.0)
    info = probe(path)
    assert info.path == path
    assert info.codec == NAMES[suffix]
    assert info.sample_rate == (48_000 if suffix == ".opus" else 44_100)
    assert info.num_channels == 2
    if suffix != ".mpc":  # which counts in steps of 1.7 s
        assert info.duration_s == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize(
    "suffix", [".mp3", ".flac", ".ogg", ".opus", ".m4a", ".wav", ".wma", ".wv", ".mka", ".mp4"]
)
def test_title_artist_and_album_are_read(suffix: str, tmp_path: Path) -> None:
    tags = {"title": "Für Élise", "artist": "Ludwig", "album": "日本"}
    info = probe(make_audio(tmp_path / f"song{suffix}", tags=tags))
    assert (info.title, info.artist, info.album) == ("Für Élise", "Ludwig", "日本")


def test_what_is_not_tagged_is_empty(tmp_path: Path) -> None:
    info = probe(make_audio(tmp_path / "song.flac"))
    assert (info.title, info.artist, info.album) == ("", "", "")


def test_tags_in_a_broken_encoding_do_not_hide_the_file(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.flac", tags={"title": "ABCDEF", "artist": "Somebody"})
    path.write_bytes(path.read_bytes().replace(b"ABCDEF", b"A\xff\xfe\x80EF"))
    info = probe(path)
    assert info.title.startswith("A")
    assert info.artist == "Somebody"


def test_tags_of_aiff_are_read(tmp_path: Path) -> None:
    from mutagen.aiff import AIFF

    path = make_audio(tmp_path / "song.aiff")
    file = AIFF(path)
    file.add_tags()
    for frame in (TIT2(text=["T"]), TPE1(text=["A"]), TALB(text=["B"])):
        file.tags.add(frame)
    file.save()
    info = probe(path)
    assert (info.title, info.artist, info.album) == ("T", "A", "B")


def test_a_cover_does_not_hide_the_sound(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.mp3")
    picture = av.CodecContext.create("mjpeg", "w")
    picture.width, picture.height, picture.pix_fmt = 64, 64, "yuvj420p"
    picture.time_base = Fraction(1)
    frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
    data = b"".join(bytes(packet) for packet in picture.encode(frame.reformat(format="yuvj420p")))
    tags = ID3(path)
    tags.add(APIC(mime="image/jpeg", type=3, data=data))
    tags.save(path)
    assert probe(path).codec == "MP3"
    assert probe(path).duration_s == pytest.approx(1.0, abs=0.01)
    with AudioReader(path, sample_rate=16_000) as reader:
        assert sum(len(block) for block in reader) == pytest.approx(16_000, abs=20)


def test_probing_does_not_decode(tmp_path: Path) -> None:
    path = tmp_path / "hours.wav"
    make_audio(path)
    data = bytearray(path.read_bytes())
    at = data.index(b"data") + 4
    num_bytes = 10 * 3600 * 44_100
    data[at : at + 4] = num_bytes.to_bytes(4, "little")
    path.write_bytes(data)
    with path.open("r+b") as file:
        file.truncate(at + 4 + num_bytes)
    assert probe(path).duration_s == pytest.approx(num_bytes / 44_100 / 4)
