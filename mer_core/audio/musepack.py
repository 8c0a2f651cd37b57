"""Musepack SV8: what FFmpeg does not make out of its headers."""

from __future__ import annotations

from collections.abc import Iterator

from mer_core.audio.sound_file import SoundFile

MAGIC = b"MPCK"
_FRAME_SAMPLES = 1152
_MAX_CHUNKS = 20


def num_samples(file: SoundFile) -> int:
    """How many samples an SV8 file holds; 0 where it does not tell. FFmpeg counts in 1.7 s."""
    for tag, _, body, _ in _chunks(file):
        if tag == b"SH":  # checksum, version, then the number of samples
            return _number(file, body + 5)[0]
    return 0


def hide_bad_seek_table(file: SoundFile) -> None:
    """Hide the pointer to a seek table that is missing, cut or has more entries than frames.

    FFmpeg gives up there, though the sound is whole: the last is so in any file of less than a
    frame. Without a table, seeking reads from the start.
    """
    for tag, at, body, _ in _chunks(file):
        if tag == b"SO" and not _is_usable(file, at + _number(file, body)[0]):
            file.blank(at, 2)


def _chunks(file: SoundFile) -> Iterator[tuple[bytes, int, int, int]]:
    """The chunks before the sound: tag, where it begins, where its body begins, where it ends."""
    at = len(MAGIC)
    for _ in range(_MAX_CHUNKS):
        size, body = _number(file, at + 2)
        if size < body - at:
            return
        tag = file.read_at(at, 2)
        if tag == b"AP":
            return
        yield tag, at, body, at + size
        at += size


def _is_usable(file: SoundFile, at: int) -> bool:
    size, body = _number(file, at + 2)
    if file.read_at(at, 2) != b"ST" or at + size > file.size:
        return False
    return _number(file, body)[0] <= num_samples(file) // _FRAME_SAMPLES


def _number(file: SoundFile, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the last byte below 128, and the place behind it."""
    value = 0
    for byte in file.read_at(at, 9):
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value, at
