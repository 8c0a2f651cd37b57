"""Tags made byte by byte, the way other programs leave them, and the mood that the tests write."""

from __future__ import annotations

import functools
import struct
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from mer_core.emotion import MoodScore
from mer_core.tags.fields import MoodTags
from tests.data.audio_files import make_audio

HAPPY = MoodTags(
    moods=("Happy", "Energetic"),
    valence=0.812,
    arousal=0.633,
    scores=(MoodScore("happy", 0.9), MoodScore("energetic", 0.7), MoodScore("sad", 0.1)),
    valence_range=(0.12, 0.87),
    arousal_range=(0.3, 0.9),
    model="moodline/mood-small@1.0 abcdef12 2026-07-01 reviewed",
)
SAD = MoodTags(moods=("Sad",), valence=0.1, arousal=0.2)
LONG = MoodTags(moods=tuple(f"A mood of its own, number {n}" for n in range(120)), valence=0.5)


@functools.cache
def mp3_sound() -> bytes:
    """One second of MPEG frames without any tag."""
    with tempfile.TemporaryDirectory() as folder:
        data = make_audio(Path(folder) / "sound.mp3").read_bytes()
    size = int.from_bytes(bytes(data[6:10]), "big")
    assert data[:3] == b"ID3"
    assert size < 128
    return data[10 + size :]


def synchsafe(value: int) -> bytes:
    return bytes((value >> shift) & 0x7F for shift in (21, 14, 7, 0))


def frame(kind: str, body: bytes, *, version: int = 4, flags: int = 0) -> bytes:
    if version == 2:
        return kind.encode() + len(body).to_bytes(3, "big") + body
    size = synchsafe(len(body)) if version == 4 else struct.pack(">I", len(body))
    return kind.encode() + size + struct.pack(">H", flags) + body


def tag(
    frames: bytes, *, version: int = 4, flags: int = 0, padding: int = 0, extended: bytes = b""
) -> bytes:
    body = extended + frames + bytes(padding)
    head = bytes([version, 0, flags]) + synchsafe(len(body))
    return b"ID3" + head + body + (b"3DI" + head if flags & 0x10 else b"")


def text(value: str) -> bytes:
    """A text frame's body in UTF-16, as 2.3 has it."""
    return b"\x01" + value.encode("utf-16")


def unsynchronised(data: bytes) -> bytes:
    result = bytearray()
    for index, byte in enumerate(data):
        result.append(byte)
        following = data[index + 1] if index + 1 < len(data) else 0
        if byte == 0xFF and (following >= 0xE0 or following == 0):
            result.append(0)
    return bytes(result)


def ape_tag(items: Mapping[str, bytes]) -> bytes:
    body = b"".join(
        struct.pack("<II", len(value), 0) + key.encode() + b"\0" + value
        for key, value in items.items()
    )

    def end(flags: int) -> bytes:
        return (
            b"APETAGEX" + struct.pack("<IIII", 2000, len(body) + 32, len(items), flags) + bytes(8)
        )

    return end(0xA0000000) + body + end(0x80000000)


def v1_tag(title: bytes = b"Old Title", artist: bytes = b"Old Artist") -> bytes:
    return (
        b"TAG" + title.ljust(30, b"\0") + artist.ljust(30, b"\0") + b"Album".ljust(30, b"\0")
        + b"1999" + b"A comment".ljust(28, b"\0") + b"\0\x07" + b"\x11"
    )  # fmt: skip


PICTURE = b"\0image/jpeg\0\x03\0" + b"\xff\xd8\xff\xe0\xff\x00" + bytes(range(256)) * 16
BIG_PICTURE = b"\0image/jpeg\0\x03\0" + bytes(range(256)) * (10 << 12)
SERATO = (
    b"\0application/octet-stream\0\0Serato Markers2\0" + b"\x01\x01AQFDT0xPUgAAAAA" + bytes(300)
)
MIXED_IN_KEY = b"\0application/json\0\0CuePoints\0" + b"eyJhbGdvcml0aG0iOjE2fQ=="
TRAKTOR = b"TRAKTOR4\0" + bytes(range(256)) * 8
TITLE_3 = frame("TIT2", text("Tïtle 🎵"), version=3)
TITLE_4 = frame("TIT2", b"\x03" + "Tïtle 🎵".encode())


def _v2_2() -> bytes:
    frames = (
        frame("TT2", b"\0Title", version=2)
        + frame("TP1", b"\0Artist", version=2)
        + frame("PIC", b"\0JPG\x03\0" + PICTURE, version=2)
        + frame("TXX", b"\0Mood\0Calm", version=2)
    )
    return tag(frames, version=2, padding=50) + mp3_sound()


def _v2_3(*frames: bytes, padding: int = 100, **options: int) -> bytes:
    return tag(TITLE_3 + b"".join(frames), version=3, padding=padding, **options) + mp3_sound()


def _v2_4(*frames: bytes, padding: int = 100, **options: int) -> bytes:
    return tag(TITLE_4 + b"".join(frames), version=4, padding=padding, **options) + mp3_sound()


def _unsynchronised_3() -> bytes:
    frames = TITLE_3 + frame("APIC", PICTURE, version=3) + frame("TALB", text("Älbum"), version=3)
    return tag(unsynchronised(frames), version=3, flags=0x80, padding=40) + mp3_sound()


def _unsynchronised_4() -> bytes:
    body = synchsafe(len(PICTURE)) + unsynchronised(PICTURE)
    frames = TITLE_4 + frame("APIC", body, flags=0x0003) + frame("TALB", b"\x03Album")
    return tag(frames, flags=0x80, padding=40) + mp3_sound()


def _extended_3() -> bytes:
    extended = struct.pack(">IHI", 6, 0, 100)
    return tag(TITLE_3, version=3, flags=0x40, extended=extended, padding=100) + mp3_sound()


def _extended_4() -> bytes:
    extended = synchsafe(6) + b"\x01\x00"
    return tag(TITLE_4, flags=0x40, extended=extended, padding=100) + mp3_sound()


def _plain_sizes() -> bytes:
    """A 2.4 tag as old versions of iTunes wrote it: sizes above 127 as plain numbers."""
    comment = b"COMM" + struct.pack(">IH", 305, 0) + b"\x03eng\0" + b"c" * 300
    return tag(TITLE_4 + comment + TITLE_4.replace(b"TIT2", b"TALB"), padding=64) + mp3_sound()


#: name -> the file's bytes
BATTERY: Mapping[str, Callable[[], bytes]] = {
    "2.2": _v2_2,
    "2.3 with NUL multi-values": lambda: _v2_3(frame("TPE1", text("One\0Two"), version=3)),
    "2.3 with slash": lambda: _v2_3(
        frame("TPE1", text("AC/DC"), version=3), frame("TCON", b"\0Rock/Pop", version=3)
    ),
    "2.3 without padding": lambda: _v2_3(frame("APIC", PICTURE, version=3), padding=0),
    "2.3 with year frames": lambda: _v2_3(
        frame("TYER", b"\x001999", version=3), frame("TDAT", b"\x000412", version=3),
        frame("TMOO", text("Old"), version=3), frame("TXXX", b"\0mood\0Calm/Dark", version=3),
    ),
    "2.4": lambda: _v2_4(frame("TMOO", b"\x03Calm\0Dark"), frame("TXXX", b"\x03Mood\0Calm")),
    "2.4 with comments": lambda: _v2_4(
        frame("COMM", b"\x03eng\0Mine"), frame("COMM", b"\x03deu\0Meins"),
        frame("COMM", b"\0engMusicMatch_Mood\0Mellow"), frame("POPM", b"me@x\0\xff\0\0\0\x07"),
    ),
    "2.4 with frame flags": lambda: _v2_4(
        frame("TALB", b"\x07\x03Album", flags=0x0040),
        frame("PCNT", bytes([0, 0, 1, 0]), flags=0x6000)
    ),
    "2.4 with plain sizes": _plain_sizes,
    "2.3 unsynchronised": _unsynchronised_3,
    "2.4 unsynchronised": _unsynchronised_4,
    "2.3 with extended header": _extended_3,
    "2.4 with extended header": _extended_4,
    "2.4 with footer": lambda: _v2_4(padding=0, flags=0x10),
    "APEv2 and ID3v1": lambda: (
        _v2_3() + ape_tag({"Artist": b"Ape", "MP3GAIN_MINMAX": b"1,2"}) + v1_tag()
    ),
    "ID3v1 alone": lambda: mp3_sound() + v1_tag(title=b"\xcf\xf0\xe8\xe2\xe5\xf2"),
    "APEv2 alone": lambda: mp3_sound() + ape_tag({"Title": b"Ape title", "Mood": b"Calm"}),
    "no tag": mp3_sound,
    "Serato GEOB": lambda: _v2_3(frame("GEOB", SERATO, version=3)),
    "Traktor PRIV": lambda: _v2_4(frame("PRIV", TRAKTOR)),
    "Mixed In Key GEOB": lambda: _v2_3(frame("GEOB", MIXED_IN_KEY, version=3)),
    "bad UTF-16": lambda: _v2_3(
        frame("TPE1", b"\x01\xff\xfeA\0B", version=3),
        frame("COMM", b"\x01eng\xff\xfe\0\xd8", version=3)
    ),
    "unknown and empty frames": lambda: _v2_4(
        frame("XYZW", b"whatever"), frame("TALB", b""),
        frame("TXXX", b"\x09broken"), frame("TPE2", b"\x03x")
    ),
    "10 MB APIC": lambda: _v2_3(frame("APIC", BIG_PICTURE, version=3)),
    "two ID3 tags": lambda: tag(TITLE_4, padding=20) + _v2_3(),
}  # fmt: skip


def foreign_frames(data: bytes) -> list[bytes]:
    """The raw frames of the tag at the start that are no mood fields of ours, in their order.

    Written for the tests alone, so that it shares no error with the code under test.
    """
    if data[:3] != b"ID3":
        return []
    version, flags = data[3], data[5]
    size = sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    body = data[10 : 10 + size]
    if flags & 0x40:
        length = int.from_bytes(body[:4], "big")
        body = body[length if version == 4 else length + 4 :]
    if version == 3 and flags & 0x80:
        body = body.replace(b"\xff\x00", b"\xff")
    plain = b"COMM" + struct.pack(">I", 305) in body  # the sample with iTunes' sizes
    found = []
    id_size, head = (3, 6) if version == 2 else (4, 10)
    while body[:id_size].strip(b"\0"):
        digits = body[id_size : 2 * id_size]
        length = int.from_bytes(digits, "big")
        if version == 4 and not plain:
            length = sum(b << s for b, s in zip(digits, (21, 14, 7, 0), strict=True))
        raw, body = body[: head + length], body[head + length :]
        letters = raw.replace(b"\0", b"").upper()
        if not (raw.startswith(b"TMOO") or (raw.startswith(b"TXX") and b"MOOD" in letters)):
            found.append(raw)
    return found
