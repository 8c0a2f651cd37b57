"""ID3v2 (2.2, 2.3, 2.4), changed frame by frame: all other frames keep their bytes, order and
flags.

mutagen reads the text of single frames here; it does not write, since its save orders, re-encodes
and drops frames and rewrites ID3v1. Layout: https://id3.org/id3v2.4.0-structure, id3v2.3.0,
id3v2-00.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from dataclasses import dataclass
from typing import BinaryIO

from mutagen.id3 import Encoding, Frames

from mer_core.tags.fields import Texts
from mer_core.tags.splices import Splice, normalised, resized_zeros, total_growth
from mer_core.tags.storage.entries import (
    PADDING,
    Encode,
    Entry,
    Refused,
    first_blocks,
    revise,
    size_of,
    take,
)  # fmt: skip
from mer_core.tags.storage.id3_frames import (
    FRAME_ID,
    SHORT,
    UNSYNCHRONISED,
    frames_in,
    from_synchsafe,
    meaning,
    synchsafe,
)
from mer_core.tags.table import BLOCK_FIELDS, BY_NAME, ID3_3, ID3_4

EXTENDED, FOOTER = 0x40, 0x10
#: What must not stand in an unsynchronised tag: it looks like the start of sound.
UNSAFE = re.compile(rb"\xff(?=[\x00\xe0-\xff]|\Z)")
MAX_SIZE = (1 << 28) - 1


@dataclass(frozen=True, slots=True)
class Id3:
    """One tag in a file: offsets count from the start of the file.

    ``frames_end`` is where padding begins, ``padding`` how many zero bytes follow (0 where
    something else stands there), ``end`` the end with the footer. ``plain_sizes``: a 2.4 tag with
    iTunes' unsynchsafe frame sizes.
    """

    start: int
    version: int
    flags: int
    extended: bytes
    entries: tuple[Entry, ...]
    frames_end: int
    padding: int
    end: int
    plain_sizes: bool = False
    unsynchronised: bool = False

    @property
    def has_footer(self) -> bool:
        """A 2.4 tag may repeat its header at its end."""
        return self.version == 4 and bool(self.flags & FOOTER)


def find(file: BinaryIO, start: int) -> Id3 | None:
    """The ID3v2 tag at ``start``, or None. Raises Refused for one that is damaged or of an unknown
    kind.
    """
    file.seek(start)
    header = file.read(10)
    if len(header) < 10 or not header.startswith(b"ID3"):
        return None
    version, flags = header[3], header[5]
    if version not in (2, 3, 4):
        raise Refused(f"its ID3 tag has the unknown version 2.{version}")
    if flags & {2: 0x7F, 3: 0x1F, 4: 0x0F}[version]:
        raise Refused("its ID3 tag has flags that nobody defined")
    body = take(file, start + 10, from_synchsafe(header[6:10]))
    extended = _extended_header(body, version) if flags & EXTENDED and version > 2 else b""
    frames_start = start + 10 + len(extended)
    footer = 10 if version == 4 and flags & FOOTER else 0
    end = start + 10 + len(body) + footer
    if footer and take(file, end - 10, 10)[:3] != b"3DI":
        raise Refused("the footer of its ID3 tag is missing")
    data = body[len(extended) :]
    unsynchronised = version < 4 and bool(flags & UNSYNCHRONISED)
    removed: list[int] = []
    if unsynchronised:
        data, removed, unsynchronised = _resynchronised(data)
    frames, plain = frames_in(data, version)
    entries = []
    for frame_start, frame_end in frames:
        raw_start = frame_start + bisect_right(removed, frame_start)
        raw_end = frame_end + bisect_right(removed, frame_end)
        known = meaning(data[frame_start:frame_end], version, flags)
        raw = body[len(extended) + raw_start : len(extended) + raw_end]
        entries.append(Entry(frames_start + raw_start, raw, *known))
    frames_end = entries[-1].start + len(entries[-1].raw) if entries else frames_start
    tail = body[frames_end - start - 10 :]
    padding = len(tail) if not any(tail) and not footer else 0
    return Id3(
        start, version, flags, extended, first_blocks(entries), frames_end, padding, end,
        plain_sizes=plain, unsynchronised=unsynchronised,
    )  # fmt: skip


def _extended_header(body: bytes, version: int) -> bytes:
    """The extended header's bytes; empty where the flag is set but a frame follows, as one tagger
    did.
    """
    if FRAME_ID.fullmatch(body[:4]) and body[:4].decode("latin-1") in Frames:
        return b""
    size = from_synchsafe(body[:4]) if version == 4 else 4 + int.from_bytes(body[:4], "big")
    extended = body[:size]
    if len(extended) != size or size < 6:
        raise Refused("the extended header of its ID3 tag is damaged")
    has_checksum = extended[5] & 0x20 if version == 4 else extended[4] & 0x80
    if has_checksum:
        raise Refused("its ID3 tag carries a checksum, which Moodline does not renew")
    return extended


def _resynchronised(data: bytes) -> tuple[bytes, list[int], bool]:
    """Undo unsynchronisation: the data, where a zero was taken out (in the result), and whether it
    was in use.

    Some taggers set the flag without doing it; FF followed by E0 or more shows that.
    """
    if re.search(rb"\xff[\xe0-\xff]", data):
        return data, [], False
    parts = data.split(b"\xff\x00")
    removed, position = [], 0
    for part in parts[:-1]:
        position += len(part) + 1
        removed.append(position)
    return b"\xff".join(parts), removed, True


def family_of(tag: Id3 | None) -> str:
    """Which names the fields have in this tag; a new one will be of version 2.4."""
    return ID3_4 if tag is None or tag.version == 4 else ID3_3


def encoder(tag: Id3) -> Encode:
    """How this tag spells one of the table's fields."""

    def encode(field: str, values: tuple[str, ...], spelling: bytes) -> list[bytes]:
        native = BY_NAME[field].native(family_of(tag))
        kind, _, described = native.partition(":")
        text = ("\0" if tag.version == 4 else "; ").join(values)
        encoding, language = _encoding(tag, field, text, spelling), spelling[1:4] or b"eng"
        codec = CODECS[encoding]
        body = bytes([encoding]) + (language if kind == "COMM" else b"")
        if kind in ("TXXX", "COMM"):
            body += described.encode(codec) + (b"\0\0" if "16" in codec else b"\0")
        return [_frame(tag, kind, body + text.encode(codec))]

    return encode


#: By the number that a frame states.
CODECS = ("latin-1", "utf-16", "utf-16-be", "utf-8")


def _encoding(tag: Id3, field: str, text: str, spelling: bytes) -> int:
    """Other people's text keeps its encoding, so that what guesses its alphabet still can."""
    if field in BLOCK_FIELDS and spelling:
        try:
            text.encode(CODECS[spelling[0]])
        except UnicodeEncodeError:
            pass
        else:
            return spelling[0]
    return int(Encoding.UTF8 if tag.version == 4 else Encoding.UTF16)


def _frame(tag: Id3, kind: str, body: bytes) -> bytes:
    if tag.version == 4:
        is_marked = bool(tag.flags & UNSYNCHRONISED)
        body = UNSAFE.sub(b"\xff\x00", body) if is_marked else body
        size = len(body).to_bytes(4, "big") if tag.plain_sizes else synchsafe(len(body))
        return kind.encode() + size + (b"\x00\x02" if is_marked else b"\x00\x00") + body
    if tag.version == 3:
        frame = kind.encode() + struct.pack(">IH", len(body), 0) + body
    else:
        (short,) = (short for short, long in SHORT.items() if long == kind)
        frame = short.encode() + len(body).to_bytes(3, "big") + body
    return UNSAFE.sub(b"\xff\x00", frame) if tag.unsynchronised else frame


def revised(tag: Id3, wanted: Texts, *, room: int = PADDING) -> list[Splice]:
    """The splices that make ``tag`` say ``wanted``. Raises Refused for a tag that would be too big.

    ``room`` is how much padding a growing tag gets. Sizes outside the tag (chunks) are the
    caller's.
    """
    splices = list(revise(tag.entries, wanted, encoder(tag), tag.frames_end).splices)
    if not splices:
        return []
    growth = total_growth(splices)
    body_end = tag.end - (10 if tag.has_footer else 0)
    padding = 0
    if tag.frames_end + tag.padding == body_end and not tag.has_footer:
        padding = tag.padding - growth if growth <= tag.padding else room
        splices.append(resized_zeros(tag.frames_end, tag.padding, padding))
    size = body_end - tag.start - 10 + total_growth(splices)
    if size > MAX_SIZE:
        raise Refused("its ID3 tag would become too big")
    old_size = synchsafe(size - total_growth(splices))
    splices.append(Splice(tag.start + 6, old_size, synchsafe(size)))
    if tag.has_footer:
        splices.append(Splice(tag.end - 4, old_size, synchsafe(size)))
    if tag.version == 3 and len(tag.extended) >= 10:
        splices.append(Splice(tag.start + 16, tag.extended[6:10], struct.pack(">I", padding)))
    return normalised(splices)


def fresh(wanted: Texts, first_frames: bytes = b"", *, room: int = PADDING) -> bytes:
    """A new ID3v2.4 tag: ``first_frames``, then our fields, then padding."""
    encode = encoder(Id3(0, 4, 0, b"", (), 10, 0, 10))
    frames = revise((), wanted, encode, 10).splices
    body = first_frames + b"".join(s.new for s in frames) + bytes(room)
    return b"ID3\x04\x00\x00" + synchsafe(len(body)) + body


def frames_from_v1(file: BinaryIO) -> bytes:
    """Title, artist and so on of an ID3v1 tag as 2.4 frames, or nothing.

    Many players look at ID3v1 only where there is no ID3v2 tag: a new one without these would hide
    them. The bytes stay as they are (declared Latin-1, as ID3v1 is), so that players which guess
    the alphabet still can.
    """
    size = size_of(file)
    data = take(file, size - 128, 128) if size >= 128 else b""
    if not data.startswith(b"TAG"):
        return b""
    frames = b""
    for kind, start, end in (("TIT2", 3, 33), ("TPE1", 33, 63), ("TALB", 63, 93), ("TDRC", 93, 97)):
        text = data[start:end].split(b"\0")[0].strip()
        if text and (kind != "TDRC" or text.isdigit()):
            frames += _latin_frame(kind, text)
    comment = data[97:127].split(b"\0")[0].strip()
    if data[125] == 0 and data[126]:
        frames += _latin_frame("TRCK", str(data[126]).encode())
        comment = data[97:125].split(b"\0")[0].strip()
    if comment:
        frames += _latin_frame("COMM", b"eng" + b"ID3v1 Comment" + b"\0" + comment)
    if data[127] != 255:
        frames += _latin_frame("TCON", str(data[127]).encode())
    return frames


def _latin_frame(kind: str, text: bytes) -> bytes:
    body = b"\0" + text
    return kind.encode() + synchsafe(len(body)) + b"\0\0" + body
