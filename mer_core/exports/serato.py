"""A Serato crate, to be put into ``_Serato_/Subcrates`` of the drive that holds the songs.

Layout: records of a name (4 letters), a length (4 bytes, big-endian) and a content; text is
UTF-16-BE, a path is seen from the root of its drive (as Mixxx and serato-tags read it). The crate
is called as its file is; "Friday%%Warm up.crate" is a crate within another.
"""

from __future__ import annotations

import struct
from pathlib import Path

from mer_core.exports.request import Exported, Request
from mer_core.exports.volumes import place_of

_VERSION = "1.0/Serato ScratchLive Crate"
UNWRITABLE = "its path is no text, which a Serato crate cannot hold; rename it."


def serato(request: Request) -> Exported:
    """The songs in their order. A crate holds those of one drive: that of the first song."""
    records = [_record(b"vrsn", _VERSION.encode("utf-16-be"))]
    left_out: list[tuple[Path, str]] = []
    volume: str | None = None
    for row in request.songs:
        path = row.track.path
        place = place_of(path)
        volume = place.volume if volume is None else volume
        try:
            name = "/".join(place.parts).encode("utf-16-be")
        except UnicodeEncodeError:
            left_out.append((path, UNWRITABLE))
            continue
        if place.volume != volume:
            left_out.append((path, "it lies on another drive; make a crate for that one too."))
            continue
        records.append(_record(b"otrk", _record(b"ptrk", name)))
    return Exported(b"".join(records), tuple(left_out))


def _record(name: bytes, content: bytes) -> bytes:
    return name + struct.pack(">I", len(content)) + content
