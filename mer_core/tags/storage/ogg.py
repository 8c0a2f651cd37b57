"""Ogg Vorbis, Opus, Speex and Ogg FLAC: a Vorbis comment in the second packet, laced into pages.

Where the comment grows beyond its padding the header pages are laced anew; if their number changes,
all later pages of the stream get new sequence numbers and checksums (eight bytes each), and nothing
else of them changes. Sources: RFC 3533 (Ogg), RFC 7845 (Opus),
https://xiph.org/vorbis/doc/Vorbis_I_spec.html (section 4.2), RFC 9639 (section 10.1: Ogg FLAC).
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from mer_core.tags.fields import Texts
from mer_core.tags.splices import Splice, normalised, spliced, total_growth
from mer_core.tags.storage import vorbis
from mer_core.tags.storage.entries import PADDING, Entry, Refused, take
from mer_core.tags.storage.stores import Span
from mer_core.tags.table import VORBIS

CONTINUED, FIRST, LAST = 1, 2, 4
HEAD = struct.Struct("<4sBBqIIIB")
_MIRROR = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def checksum(page: bytes) -> int:
    """Ogg's CRC-32 (0x04c11db7, not mirrored, no complement) of a page whose checksum field is
    zero.

    zlib computes the mirrored kind, much faster than a loop here could: mirror the bits on the way
    in and out.
    """
    mirrored = ~zlib.crc32(page.translate(_MIRROR), 0xFFFFFFFF) & 0xFFFFFFFF
    return int.from_bytes(mirrored.to_bytes(4, "little").translate(_MIRROR), "big")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where it stands, the fields of its head, its segment table; its body starts at
    ``body``.
    """

    start: int
    flags: int
    granule: int
    serial: int
    sequence: int
    crc: int
    lacing: bytes

    @property
    def body(self) -> int:
        """Where the segments start."""
        return self.start + HEAD.size + len(self.lacing)

    @property
    def end(self) -> int:
        """Where the next page starts."""
        return self.body + sum(self.lacing)

    @property
    def num_finished(self) -> int:
        """How many packets end on this page."""
        return sum(size < 255 for size in self.lacing)


def _page(file: BinaryIO, start: int) -> Page | None:
    file.seek(start)
    head = file.read(HEAD.size)
    if not head:
        return None
    if len(head) < HEAD.size or head[:5] != b"OggS\0":
        raise Refused("its Ogg pages do not follow one another")
    _, _, flags, granule, serial, sequence, crc, count = HEAD.unpack(head)
    return Page(start, flags, granule, serial, sequence, crc, take(file, start + HEAD.size, count))


def _pages(file: BinaryIO, start: int) -> Iterator[Page]:
    while (page := _page(file, start)) is not None:
        yield page
        start = page.end


@dataclass(frozen=True, slots=True)
class Kind:
    """A codec in Ogg: how its first packet starts, what stands before its comment, how many headers
    it has.
    """

    magic: bytes
    prefix: bytes
    num_headers: int
    framing: bool


KINDS = (
    Kind(b"\x01vorbis", b"\x03vorbis", 3, True),
    Kind(b"OpusHead", b"OpusTags", 2, False),
    Kind(b"Speex   ", b"", 2, False),
    Kind(b"\x7fFLAC", b"", 2, False),
)
#: A FLAC metadata block begins with its kind and the size of the rest.
BLOCK_HEAD, COMMENT_KIND = 4, 4


class OggStore:
    """The tags of an Ogg file with one stream of sound (or several, one after the other: the first
    counts).
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._first = self._first_page()
        head = take(file, self._first.body, self._first.end - self._first.body)
        kinds = [kind for kind in KINDS if head.startswith(kind.magic)]
        if not kinds:
            raise Refused("Moodline does not know how this kind of Ogg holds tags")
        self._kind = kinds[0]
        num_headers = self._kind.num_headers
        if self._kind.magic.startswith(b"Speex") and len(head) >= 72:
            num_headers += int.from_bytes(head[68:72], "little")
        self._is_flac = head.startswith(b"\x7fFLAC")
        if self._is_flac:
            num_headers = 1 + int.from_bytes(head[7:9], "big")
            if num_headers < 2:
                raise Refused("its Ogg FLAC does not say how many headers it has")
        self._headers = self._header_pages(num_headers - 1)
        self._packets = self._header_packets()
        start = self._comment_start()
        self._comment = vorbis.parse(self._packets[0][start:], start)
        self.entries: tuple[Entry, ...] = self._comment.entries
        self.family = VORBIS
        self.tag_span: Span = (0, self._headers[-1].end)

    def _comment_start(self) -> int:
        packet, prefix = self._packets[0], self._kind.prefix
        if self._is_flac:
            size = int.from_bytes(packet[1:BLOCK_HEAD], "big")
            if packet[:1] and packet[0] & 0x7F == COMMENT_KIND and size == len(packet) - BLOCK_HEAD:
                return BLOCK_HEAD
        elif packet.startswith(prefix):
            return len(prefix)
        raise Refused("its second Ogg packet holds no tags")

    def _first_page(self) -> Page:
        page = _page(self._file, 0)
        if page is None or not page.flags & FIRST or page.num_finished != 1:
            raise Refused("its first Ogg page is damaged")
        following = _page(self._file, page.end)
        if following is None or following.serial != page.serial or following.flags & FIRST:
            raise Refused("it holds several streams at once, such as a film")
        return page

    def _header_pages(self, num_packets: int) -> list[Page]:
        """The pages between the first one and the sound."""
        pages: list[Page] = []
        for page in _pages(self._file, self._first.end):
            if page.serial != self._first.serial or page.flags & (FIRST | LAST):
                break
            pages.append(page)
            finished = sum(p.num_finished for p in pages)
            if finished == num_packets and page.lacing[-1] < 255:
                return pages
            if finished >= num_packets:
                break
        raise Refused("its Ogg headers are not separate from the sound, as the format asks")

    def _header_packets(self) -> list[bytes]:
        packets = [b""]
        for page in self._headers:
            position = page.body
            for size in page.lacing:
                packets[-1] += take(self._file, position, size)
                position += size
                if size < 255:
                    packets.append(b"")
        return packets[:-1]

    def revised(self, wanted: Texts) -> list[Splice]:
        """Change the comment; keep the size of its packet where its padding allows."""
        changes = vorbis.revised(self._comment, wanted)
        if not changes:
            return []
        for page in self._headers:
            self._checked(page)
        old = self._packets[0]
        comment_end = self._comment.end + (1 if self._kind.framing else 0)
        padding = len(old) - comment_end
        if padding < 0:
            raise Refused("its Vorbis comment is damaged: it ends too early")
        # FLAC allows no room inside the block.
        is_padding = not self._is_flac and not any(old[comment_end:])
        growth = total_growth(changes)
        if not is_padding:  # Opus may keep data here that nobody may throw away
            comment = spliced(old, changes)
        else:
            room = padding - growth if growth <= padding else PADDING
            comment = spliced(old[:comment_end], changes) + bytes(room)
        if self._is_flac:
            size = len(comment) - BLOCK_HEAD
            if size >= 1 << 24:
                raise Refused("its Vorbis comment would become too big for FLAC")
            comment = comment[:1] + size.to_bytes(3, "big") + comment[BLOCK_HEAD:]
        return self._laced([comment, *self._packets[1:]])

    def _laced(self, packets: list[bytes]) -> list[Splice]:
        first, last = self._headers[0], self._headers[-1]
        if len(packets[0]) == len(self._packets[0]):
            new = self._same_pages(b"".join(packets))
            num_added = 0
        else:
            pages = list(self._new_pages(packets))
            new, num_added = b"".join(pages), len(pages) - len(self._headers)
        old = take(self._file, first.start, last.end - first.start)
        splices = [_trimmed(first.start, old, new)]
        if num_added:
            splices += self._renumbered(last.end, num_added)
        return normalised(splices)

    def _same_pages(self, body: bytes) -> bytes:
        """The header pages as they were laced, with another ``body`` of the same size."""
        stream, new = io.BytesIO(body), b""
        for page in self._headers:
            new += _render(page, page.sequence, page.lacing, stream.read(sum(page.lacing)))
        return new

    def _new_pages(self, packets: list[bytes]) -> Iterator[bytes]:
        """The comment on pages of its own, the packets after it on the pages that follow."""
        first = self._headers[0]
        sequence = first.sequence
        for group in (packets[:1], packets[1:]):
            lacing = b"".join(b"\xff" * (len(p) // 255) + bytes([len(p) % 255]) for p in group)
            body = io.BytesIO(b"".join(group))
            for start in range(0, len(lacing), 255):
                part = lacing[start : start + 255]
                continued = start > 0 and lacing[start - 1] == 255
                granule = 0 if any(size < 255 for size in part) else -1
                page = Page(0, CONTINUED if continued else 0, granule, first.serial, 0, 0, part)
                yield _render(page, sequence, part, body.read(sum(part)))
                sequence += 1

    def _checked(self, page: Page) -> bytes:
        """The page's bytes. Raises Refused for a wrong checksum: a new one would hide it."""
        data = take(self._file, page.start, page.end - page.start)
        if checksum(data[:22] + bytes(4) + data[26:]) != page.crc:
            raise Refused("one of its Ogg pages is damaged (wrong checksum)")
        return data

    def _renumbered(self, start: int, num_added: int) -> list[Splice]:
        """New sequence numbers and checksums for all later pages of this stream."""
        splices = []
        for page in _pages(self._file, start):
            if page.serial != self._first.serial:
                break
            sequence = (page.sequence + num_added) & 0xFFFFFFFF
            data = self._checked(page)
            new = data[:18] + struct.pack("<II", sequence, 0) + data[26:]
            numbers = struct.pack("<II", sequence, checksum(new))
            splices.append(Splice(page.start + 18, data[18:26], numbers))
            if page.flags & LAST:
                break
        return splices

    def payload(self) -> Iterable[Span | bytes]:
        """First page, headers after the comment, and all later pages without their numbers."""
        yield self._first.start, self._first.end
        yield b"".join(self._packets[1:])
        for page in _pages(self._file, self._headers[-1].end):
            yield page.start, page.start + 18
            yield page.start + 26, page.end


def _render(page: Page, sequence: int, lacing: bytes, body: bytes) -> bytes:
    def head(crc: int) -> bytes:
        fields = (b"OggS", 0, page.flags, page.granule, page.serial, sequence, crc, len(lacing))
        return HEAD.pack(*fields) + lacing

    return head(checksum(head(0) + body)) + body


def _trimmed(offset: int, old: bytes, new: bytes) -> Splice:
    """One splice without the bytes that both have at their front and back."""
    front = 0
    limit = min(len(old), len(new))
    while front < limit and old[front] == new[front]:
        front += 1
    back = 0
    while back < limit - front and old[-1 - back] == new[-1 - back]:
        back += 1
    return Splice(offset + front, old[front : len(old) - back], new[front : len(new) - back])
