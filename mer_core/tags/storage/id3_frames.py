"""The frames of an ID3v2 tag: where each stands, and what those of ours say."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from typing import Any

from mutagen import MutagenError
from mutagen.id3 import ID3

from mer_core.tags.storage.entries import Refused, values_of
from mer_core.tags.table import ID3_4, name_of

UNSYNCHRONISED = 0x80
FRAME_ID = re.compile(rb"[A-Z0-9]{4}|[A-Z0-9]{3}[ \0]")
FRAME_ID_2_2 = re.compile(rb"[A-Z0-9]{3}")
#: The kinds that may hold a field of the table, as 2.2 calls them.
SHORT = {"TXX": "TXXX", "COM": "COMM", "TBP": "TBPM", "TKE": "TKEY", "TT1": "TIT1"}
_KINDS = frozenset((*SHORT.values(), "TMOO"))
_NOTHING: tuple[str, tuple[str, ...], bytes] = ("", (), b"")


def synchsafe(value: int) -> bytes:
    """28 bits as four bytes of seven."""
    return bytes((value >> shift) & 0x7F for shift in (21, 14, 7, 0))


def from_synchsafe(data: bytes) -> int:
    """The number in four bytes of seven bits. Raises Refused for eight."""
    if any(byte & 0x80 for byte in data):
        raise Refused("the size in its ID3 tag is damaged")
    value = 0
    for byte in data:
        value = value << 7 | byte
    return value


def frames_in(data: bytes, version: int) -> tuple[list[tuple[int, int]], bool]:
    """Where each frame stands in ``data``, and whether 2.4 sizes are plain numbers.

    Raises Refused where the frames do not fill the tag up to its padding.
    """
    try:
        return _walk(data, version, plain=False), False
    except Refused:
        if version != 4:
            raise
        return _walk(data, version, plain=True), True


def _walk(data: bytes, version: int, *, plain: bool) -> list[tuple[int, int]]:
    frames = []
    head, id_size = (6, 3) if version == 2 else (10, 4)
    known = FRAME_ID_2_2 if version == 2 else FRAME_ID
    position = 0
    while position + head <= len(data) and any(data[position : position + id_size]):
        if not known.fullmatch(data[position : position + id_size]):
            raise Refused(
                "its ID3 tag is damaged: something that is no frame stands between frames"
            )
        size_bytes = data[position + id_size : position + 2 * id_size]
        if version == 4 and not plain:
            size = from_synchsafe(size_bytes)
        else:
            size = int.from_bytes(size_bytes, "big")
        end = position + head + size
        if end > len(data):
            raise Refused("its ID3 tag is damaged: a frame is longer than the tag")
        frames.append((position, end))
        position = end
    if any(data[position : position + id_size]):
        raise Refused("its ID3 tag is damaged: it ends in the middle of a frame")
    return frames


def meaning(frame: bytes, version: int, tag_flags: int) -> tuple[str, tuple[str, ...], bytes]:
    """The field that a frame stores, its values, and its encoding with the language of a comment;
    ("", (), b"") for every frame that the table does not know.

    A frame that cannot be read (encrypted, bad text) is foreign and stays as it is.
    """
    short = frame[: 3 if version == 2 else 4].decode("latin-1")
    kind = SHORT.get(short, short)
    return _read(frame, kind, version, tag_flags) if kind in _KINDS else _NOTHING


@lru_cache(maxsize=64)  # of one file: it is planned, written and proved in a row
def _read(
    frame: bytes, kind: str, version: int, tag_flags: int
) -> tuple[str, tuple[str, ...], bytes]:
    read = _read_alone(frame, version, tag_flags)
    if read is None:
        return _NOTHING
    described = str(getattr(read, "desc", ""))
    name = name_of(f"{kind}:{described}" if described or kind == "TXXX" else kind, ID3_4)
    if not name:
        return _NOTHING
    separators = ";/" if version == 3 else ";"
    values = values_of(name, [str(text) for text in read.text], separators)
    language = str(getattr(read, "lang", "")).encode("latin-1")
    return name, values, bytes([int(read.encoding)]) + language


def _read_alone(frame: bytes, version: int, tag_flags: int) -> Any:
    """What mutagen makes of one frame, as the only one of a tag; None where it cannot read it."""
    if version == 2:
        flags = 0
    else:
        size = len(frame) - 10
        frame = (
            frame[:4] + (synchsafe(size) if version == 4 else size.to_bytes(4, "big")) + frame[8:]
        )
        # Before 2.4 the whole tag is unsynchronised at once, which is undone by now.
        flags = tag_flags & UNSYNCHRONISED if version == 4 else 0
    tag = b"ID3" + bytes([version, 0, flags]) + synchsafe(len(frame)) + frame
    try:
        return next(iter(ID3(BytesIO(tag), translate=False, load_v1=False).values()), None)
    except (MutagenError, NotImplementedError):
        return None
