"""The picture that a sound file carries."""

from __future__ import annotations

from pathlib import Path

import av

from mer_core.audio.source import Source

_MAX_BYTES = 20_000_000


def cover(path: Path) -> bytes | None:
    """The first attached picture as the file holds it (JPEG, PNG, ...), or None.

    Raises DecodeError where the file cannot be opened, or the disk fails.
    """
    with Source(path) as source:
        for stream in source.container.streams.video:
            if not stream.disposition & av.stream.Disposition.attached_pic:
                continue
            packet = source.first_of(stream)
            if packet is not None and 0 < packet.size <= _MAX_BYTES:
                return bytes(packet)
    return None
