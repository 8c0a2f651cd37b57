"""Containers that no encoder at hand writes, made byte by byte; their sound is noise."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.core.tags.containers import page_starts, remuxed, renew_checksum
from tests.core.tags.samples import TITLE_4, ape_tag, tag
from tests.data.audio_files import make_audio

NOISE = bytes((number * 73 + number // 7) % 256 for number in range(8192))


def _dsf(tags: bytes) -> bytes:
    size = 28 + 52 + 12 + len(NOISE)
    pointer = size if tags else 0
    head = b"DSD " + struct.pack("<QQQ", 28, size + len(tags), pointer)
    form = struct.pack("<QIIIIIIQII", 52, 1, 0, 1, 1, 2_822_400, 1, len(NOISE) * 8, 4096, 0)
    return head + b"fmt " + form + b"data" + struct.pack("<Q", 12 + len(NOISE)) + NOISE + tags


def dsf(folder: Path) -> Path:
    path = folder / "tagged.dsf"
    path.write_bytes(_dsf(tag(TITLE_4, padding=30)))
    return path


def dsf_without_tag(folder: Path) -> Path:
    path = folder / "bare.dsf"
    path.write_bytes(_dsf(b""))
    return path


def ogg_flac(folder: Path) -> Path:
    source = make_audio(folder / "source.flac")
    path = remuxed(source, folder / "song.oga", "ogg")
    source.unlink()
    return path


def speex(folder: Path) -> Path:
    """A header, a comment and a page of noise."""
    head = b"Speex   " + b"1.2".ljust(20, b"\0")
    head += struct.pack("<IIIIIIIIIIIII", 1, 80, 16_000, 1, 4, 1, 0, 320, 0, 1, 0, 0, 0)
    comment = struct.pack("<I", 3) + b"me!" + struct.pack("<I", 1)
    comment += struct.pack("<I", 9) + b"TITLE=Say"
    data = b""
    for number, (flags, packet) in enumerate(((2, head), (0, comment), (4, NOISE[:200]))):
        lacing = bytes([len(packet)])
        granule = 320 if flags == 4 else 0
        fields = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, granule, 99, number, 0, 1)
        data += fields + lacing + packet
    pages = bytearray(data)
    starts = page_starts(data)
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        renew_checksum(pages, start, end)
    path = folder / "say.spx"
    path.write_bytes(bytes(pages))
    return path


def tak(folder: Path) -> Path:
    info = bytes(12)
    blocks = b"\x01" + (len(info)).to_bytes(3, "little") + info + b"\0\0\0\0"
    path = folder / "song.tak"
    path.write_bytes(b"tBaK" + blocks + NOISE + ape_tag({"Title": b"Tak", "Comment": b"mine"}))
    return path


def ape(folder: Path) -> Path:
    path = make_audio(folder / "song.ape", duration_s=0.2)
    path.write_bytes(path.read_bytes() + ape_tag({"Title": b"Monkey"}))
    return path


RARE: Mapping[str, Callable[[Path], Path]] = {
    make.__name__: make for make in (dsf, dsf_without_tag, ogg_flac, speex, tak, ape)
}
