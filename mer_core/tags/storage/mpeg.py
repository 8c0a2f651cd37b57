"""MP3: one ID3v2 tag at the front; whatever else is there (APEv2, ID3v1, Lyrics3) counts as sound
and stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from mer_core.tags.fields import Texts
from mer_core.tags.splices import Splice
from mer_core.tags.storage import id3
from mer_core.tags.storage.entries import Entry, size_of
from mer_core.tags.storage.stores import Span


class MpegStore:
    """The tags of an MP3."""

    def __init__(self, file: BinaryIO) -> None:
        self._tag = id3.find(file, 0)
        self._size = size_of(file)
        self._from_v1 = b"" if self._tag else id3.frames_from_v1(file)
        self.entries: tuple[Entry, ...] = self._tag.entries if self._tag else ()
        self.family = id3.family_of(self._tag)
        self.tag_span: Span = (0, self._tag.end if self._tag else 0)

    def revised(self, wanted: Texts) -> list[Splice]:
        """Change the tag, or put a new one before the sound."""
        if self._tag:
            return id3.revised(self._tag, wanted)
        return [Splice(0, b"", id3.fresh(wanted, self._from_v1))] if any(wanted.values()) else []

    def payload(self) -> Iterable[Span | bytes]:
        """Everything after the tag."""
        return [(self.tag_span[1], self._size)]
