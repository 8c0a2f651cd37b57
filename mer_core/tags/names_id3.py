"""The names in ID3 tags, with the bytes of every text whose alphabet the tag does not state.

mutagen finds the frames; their text is read here, for mutagen would take Latin-1 at its word.
Layout: https://id3.org/id3v2.4.0-frames (section 4.2), https://id3.org/ID3v1.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, BinaryIO

from mutagen.id3 import ID3, TCON, BinaryFrame

from mer_core.tags import stars

_FIELDS = {
    "TIT2": "title", "TPE1": "artist", "TALB": "album", "TCON": "genre", "TPE2": "album_artist",
    "TDRC": "date", "TYER": "date", "TRCK": "track", "TPOS": "disc",
    "TBPM": "bpm", "TKEY": "key",
}  # fmt: skip
#: Frames that state their field themselves, and those that give stars.
_NAMED = {"ARTISTS": "artists", "ENERGYLEVEL": "energy", "INITIALKEY": "key"}
_V1 = {"title": (3, 33), "artist": (33, 63), "album": (63, 93), "date": (93, 97)}
_UTF16, _UTF16_BE = 1, 2
_KNOWN_ENCODINGS = 4


class _RawFrame(BinaryFrame):  # type: ignore[misc]
    """A frame whose content is kept as it stands; a frame that comes twice is two."""

    @property
    def HashKey(self) -> str:
        """A key of its own."""
        return f"{self.FrameID}:{id(self)}"


_NAMES_2_2 = {
    "TT2": "TIT2", "TP1": "TPE1", "TAL": "TALB", "TCO": "TCON", "TXX": "TXXX", "TP2": "TPE2",
    "TYE": "TYER", "TRK": "TRCK", "TPA": "TPOS",
    "TBP": "TBPM", "TKE": "TKEY", "POP": "POPM",
}  # fmt: skip
_FRAMES = {name: type(name, (_RawFrame,), {}) for name in (*_FIELDS, "TXXX", "POPM")}
_FRAMES |= {short: _FRAMES[name] for short, name in _NAMES_2_2.items()}

#: How mutagen is asked for the frames as they stand.
RAW: Mapping[str, Any] = {"known_frames": _FRAMES, "translate": False}


def read(file: BinaryIO) -> dict[str, list[str | bytes]]:
    """The names in the ID3v2 tag at the start of a file. Raises mutagen's errors."""
    return texts(ID3(file, load_v1=False, **RAW))


def texts(tag: Any) -> dict[str, list[str | bytes]]:
    """The names in a tag that was read with RAW."""
    found: dict[str, list[str | bytes]] = {}
    for frame in tag.values() if tag is not None else ():
        if frame.FrameID == "POPM":
            found.setdefault("rating", []).extend(stars.of_popm(frame.data))
            continue
        values = _values(frame.data)
        field = _FIELDS.get(frame.FrameID, "")
        if frame.FrameID == "TXXX":
            name, values = _plain(values[0]), values[1:]
            field = _NAMED.get(name.upper(), "")
            if scale := stars.scale_of(name):
                found.setdefault("rating", []).extend(stars.on(scale, map(_plain, values)))
        if field:
            found.setdefault(field, []).extend(values)
    return found


def _values(data: bytes) -> list[str | bytes]:
    """The values of a text frame: a byte for the encoding, then texts with zeros between."""
    encoding, body = data[0], data[1:]
    if encoding in (_UTF16, _UTF16_BE):
        return list(_utf16(body, is_big=encoding == _UTF16_BE))
    # Latin-1 may hold anything, UTF-8 too, and what is called UTF-8 need not be.
    return list((body if encoding < _KNOWN_ENCODINGS else data).split(b"\0"))


def _plain(text: str | bytes) -> str:
    return text.decode("latin-1") if isinstance(text, bytes) else text


def _utf16(data: bytes, *, is_big: bool) -> list[str]:
    """Texts in UTF-16 with zeros between, each with a byte order mark of its own or without."""
    first, second = len(set(data[0::2])), len(set(data[1::2]))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        is_big = data[0] == 0xFE
    elif first != second:
        is_big = first < second  # the halves that differ less are the high ones
    order = "utf-16-be" if is_big else "utf-16-le"
    found = []
    for text in data.decode(order, "ignore").split("\0"):
        if text.startswith("\ufffe"):  # this one has the other order
            raw = text.encode(order)
            text = raw.decode("utf-16-le" if is_big else "utf-16-be", "ignore")
        found.append(text.removeprefix("\ufeff"))
    return found


def read_v1(file: BinaryIO) -> dict[str, list[str | bytes]]:
    """The names in the ID3v1 tag at the end of a file, if there is one."""
    file.seek(0, os.SEEK_END)
    file.seek(max(0, file.tell() - 128))
    tag = file.read(128)
    if len(tag) < 128 or not tag.startswith(b"TAG"):
        return {}
    found: dict[str, list[str | bytes]] = {
        field: [tag[start:end].partition(b"\0")[0].rstrip()] for field, (start, end) in _V1.items()
    }
    if tag[125] == 0 and tag[126]:  # ID3v1.1
        found["track"] = [str(tag[126])]
    if tag[127] < len(TCON.GENRES):
        found["genre"] = [str(TCON.GENRES[tag[127]])]
    return found
