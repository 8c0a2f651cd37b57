"""Files in every container, as players, encoders and other taggers leave them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from pathlib import Path

import av
import mutagen
import mutagen.flac
import mutagen.mp4

from tests.core.tags.samples import ape_tag, v1_tag
from tests.data.audio_files import make_audio

TAGS = {"title": "Tïtle 🎵", "artist": "Artist", "album": "Album"}


def plain(suffix: str) -> Callable[[Path], Path]:
    return lambda folder: make_audio(folder / f"song{suffix}", tags=TAGS)


def remuxed(source: Path, target: Path, container: str, **options: str) -> Path:
    with av.open(source) as old, av.open(target, "w", format=container, options=options) as new:
        new.metadata.update(TAGS)
        stream = new.add_stream_from_template(old.streams.audio[0])
        for packet in old.demux(old.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                new.mux(packet)
    return target


def m4a_with_index_first(folder: Path) -> Path:
    source = make_audio(folder / "source.m4a")
    path = remuxed(source, folder / "first.m4a", "ipod", movflags="faststart")
    source.unlink()
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    return path


def m4a_from_itunes(folder: Path) -> Path:
    """With a cover, sort names, and padding of its own, as mutagen and iTunes leave it."""
    path = m4a_with_index_first(folder)
    tags = mutagen.mp4.MP4(path)
    tags["covr"] = [mutagen.mp4.MP4Cover(bytes(range(256)) * 20)]
    tags["----:com.apple.iTunes:iTunNORM"] = [b" 000001 000002"]
    tags["----:com.apple.iTunes:mood"] = [b"Calm"]
    tags["disk"] = [(1, 2)]
    tags.save()
    return path


def m4a_without_tags(folder: Path) -> Path:
    path = m4a_with_index_first(folder)
    mutagen.mp4.MP4(path).delete()
    return path


def alac(folder: Path) -> Path:
    return make_audio(folder / "alac.m4a", codec="alac", tags=TAGS)


def bare_flac(folder: Path) -> Path:
    """No padding and a picture, with an ID3 tag and an application block as Serato leaves it."""
    path = make_audio(folder / "bare.flac", tags=TAGS)
    tags = mutagen.flac.FLAC(path)
    picture = mutagen.flac.Picture()
    picture.data, picture.mime, picture.type = bytes(range(256)) * 8, "image/png", 3
    tags.add_picture(picture)
    tags["mood"] = ["Calm", "Dark"]
    tags["ENERGY"] = "bm90IG91cnM="
    tags.save(padding=lambda info: 0)
    data = path.read_bytes()
    path.write_bytes(b"ID3\x04\0\0\0\0\0\x0aTALB\0\0\0\0\0\0" + data)
    return path


def flac_without_comment(folder: Path) -> Path:
    path = make_audio(folder / "empty.flac")
    data = path.read_bytes()
    sound = data.index(b"\xff\xf8")
    header = data[4:8]
    info = data[8 : 8 + 34]
    path.write_bytes(b"fLaC" + bytes([0x80]) + header[1:] + info + data[sound:])
    return path


def ogg_with_mutagen_tags(folder: Path) -> Path:
    path = make_audio(folder / "art.ogg", duration_s=3, tags=TAGS)
    tags = mutagen.File(path)
    tags["metadata_block_picture"] = "QUJD" * 40_000
    tags["Mood"] = ["Calm"]
    tags.save()
    return path


def chained_ogg(folder: Path) -> Path:
    """Two songs, one after the other, in one file."""
    first = make_audio(folder / "chain.ogg", tags=TAGS)
    second = make_audio(folder / "second.ogg", frequency_hz=880, tags={"title": "Second"})
    data = bytearray(second.read_bytes())
    second.unlink()
    pages, position = [], 0
    for page_start in page_starts(bytes(data)):
        pages.append(page_start)
    for start, end in zip(pages, [*pages[1:], len(data)], strict=True):
        struct.pack_into("<I", data, start + 14, 4711)
        position = start
        renew_checksum(data, position, end)
    first.write_bytes(first.read_bytes() + data)
    return first


def page_starts(data: bytes) -> list[int]:
    starts, position = [], 0
    while position < len(data):
        starts.append(position)
        count = data[position + 26]
        position += 27 + count + sum(data[position + 27 : position + 27 + count])
    return starts


def renew_checksum(data: bytearray, start: int, end: int) -> None:
    data[start + 22 : start + 26] = bytes(4)
    crc = 0
    for byte in data[start:end]:
        crc ^= byte << 24
        for _ in range(8):
            crc = ((crc << 1) ^ 0x04C11DB7 if crc & 0x80000000 else crc << 1) & 0xFFFFFFFF
    struct.pack_into("<I", data, start + 22, crc)


def wav_with_info(folder: Path) -> Path:
    """A LIST/INFO chunk, an odd unknown chunk, and bytes after the end of the form."""
    path = make_audio(folder / "info.wav", tags=TAGS)
    data = path.read_bytes()
    more = b"odd " + struct.pack("<I", 3) + b"abc\0"
    size = struct.pack("<I", len(data) + len(more) - 8)
    path.write_bytes(data[:4] + size + data[8:] + more + b"behind")
    return path


def wv_with_ape_and_v1(folder: Path) -> Path:
    path = make_audio(folder / "song.wv")
    items = {
        "Title": "Tïtle".encode(),
        "Cover Art (Front)": b"x.png\0" + bytes(200),
        "MOOD": b"Calm",
    }
    data = path.read_bytes()
    path.write_bytes(data.partition(b"APETAGEX")[0] + ape_tag(items) + v1_tag())
    return path


def wma_with_mood(folder: Path) -> Path:
    path = make_audio(folder / "mood.wma", tags=TAGS)
    tags = mutagen.File(path)
    tags["WM/Mood"] = ["Calm", "Dark", "Slow"]
    tags["WM/Composer"] = ["One", "Two"]
    tags["WM/Picture"] = [b"\x03" + bytes(300)]
    tags.save()
    return path


SUFFIXES = (".mp3", ".mp2", ".flac", ".ogg", ".opus", ".m4a", ".wav", ".aiff", ".wma", ".wv",
            ".mpc", ".mp4", ".mov")  # fmt: skip
MAKERS: Mapping[str, Callable[[Path], Path]] = {suffix: plain(suffix) for suffix in SUFFIXES} | {
    make.__name__: make
    for make in (
        m4a_with_index_first, m4a_from_itunes, m4a_without_tags, alac, bare_flac,
        flac_without_comment, ogg_with_mutagen_tags, chained_ogg, wav_with_info,
        wv_with_ape_and_v1, wma_with_mood,
    )
}  # fmt: skip
