"""Finds the sound in a file with tags glued on in front and behind (ID3, APE, Lyrics3)."""

from __future__ import annotations

from mer_core.audio.sound_file import SoundFile

ID3V1_SIZE = 128
APE_FOOTER_SIZE = 32
LYRICS_FOOTER_SIZE = 15


def id3v2_size(file: SoundFile) -> int:
    """Bytes of the ID3v2 tags at the start of ``file``; 0 without any (id3.org, ID3v2.4.0 §3.1)."""
    size = 0
    while True:
        head = file.read_at(size, 10)
        if len(head) < 10 or head[:3] != b"ID3" or any(byte > 0x7F for byte in head[6:]):
            return size
        body = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        footer = 10 if head[5] & 0x10 else 0
        size += 10 + body + footer


def narrow_to_sound(file: SoundFile) -> None:
    """Make ``file`` look as if the tags around its sound were not there."""
    file.start += min(id3v2_size(file), file.end - file.start)
    while (size := _trailing_tag_size(file)) and size < file.end - file.start:
        file.end -= size
    file.seek(0)


def _trailing_tag_size(file: SoundFile) -> int:
    """Bytes of the last tag at the end of ``file``; 0 without any."""
    tail = file.read_at(-ID3V1_SIZE, ID3V1_SIZE)
    if len(tail) == ID3V1_SIZE and tail[:3] == b"TAG":
        return ID3V1_SIZE
    if tail[-APE_FOOTER_SIZE:].startswith(b"APETAGEX"):
        footer = tail[-APE_FOOTER_SIZE:]
        has_header = footer[23] & 0x80
        return int.from_bytes(footer[12:16], "little") + (APE_FOOTER_SIZE if has_header else 0)
    lyrics = tail[-LYRICS_FOOTER_SIZE:]
    if lyrics.endswith(b"LYRICS200") and lyrics[:6].isdigit():
        return int(lyrics[:6]) + LYRICS_FOOTER_SIZE
    return 0
