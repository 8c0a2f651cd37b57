"""FLAC: a Vorbis comment in a metadata block; padding blocks take up what it grows.

Source: RFC 9639, section 8.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from mer_core.tags.fields import Texts
from mer_core.tags.splices import Splice, normalised, resized_zeros, total_growth
from mer_core.tags.storage import id3, vorbis
from mer_core.tags.storage.entries import PADDING, Entry, Refused, size_of, take
from mer_core.tags.storage.stores import Span
from mer_core.tags.table import VORBIS

STREAMINFO, PADDING_TYPE, COMMENT_TYPE = 0, 1, 4
MAX_BLOCK = (1 << 24) - 1


@dataclass(frozen=True, slots=True)
class Block:
    """One metadata block: its header stands at ``start``, its body of ``size`` bytes four later."""

    start: int
    kind: int
    is_last: bool
    size: int

    @property
    def end(self) -> int:
        """Where the next block or the sound begins."""
        return self.start + 4 + self.size


def _header(kind: int, size: int, *, is_last: bool) -> bytes:
    if size > MAX_BLOCK:
        raise Refused("its Vorbis comment would become too big for FLAC")
    return bytes([kind | (0x80 if is_last else 0)]) + size.to_bytes(3, "big")


def _blocks(file: BinaryIO, start: int) -> list[Block]:
    if take(file, start, 4) != b"fLaC":
        raise Refused("it does not begin as FLAC does")
    blocks: list[Block] = []
    position = start + 4
    while not blocks or not blocks[-1].is_last:
        header = take(file, position, 4)
        size = int.from_bytes(header[1:], "big")
        blocks.append(Block(position, header[0] & 0x7F, bool(header[0] & 0x80), size))
        position = blocks[-1].end
    if blocks[0].kind != STREAMINFO or position > size_of(file):
        raise Refused("its FLAC headers are damaged")
    return blocks


class FlacStore:
    """The tags of a FLAC file; an ID3 tag before it, as some programs put, is left as it is."""

    def __init__(self, file: BinaryIO) -> None:
        prefix = id3.find(file, 0)
        self._file = file
        self._size = size_of(file)
        self._blocks = _blocks(file, prefix.end if prefix else 0)
        comments = [block for block in self._blocks if block.kind == COMMENT_TYPE]
        if len(comments) > 1:
            raise Refused("it has several Vorbis comments, where FLAC allows one")
        self._block = comments[0] if comments else None
        self._comment = None
        if self._block:
            data = take(file, self._block.start + 4, self._block.size)
            self._comment = vorbis.parse(data, self._block.start + 4)
        self.entries: tuple[Entry, ...] = self._comment.entries if self._comment else ()
        self.family = VORBIS
        self.tag_span: Span = (0, self._blocks[-1].end)

    def revised(self, wanted: Texts) -> list[Splice]:
        """Change or add the comment block and let the padding make up for it."""
        if self._block is None or self._comment is None:
            return self._with_new_block(wanted) if any(wanted.values()) else []
        splices = vorbis.revised(self._comment, wanted)
        if not splices:
            return []
        growth = total_growth(splices)
        block = self._block
        padding = self._padding_block()
        adds_padding = padding is None and growth != 0
        old = _header(block.kind, block.size, is_last=block.is_last)
        is_last = block.is_last and not adds_padding
        splices.append(
            Splice(block.start, old, _header(block.kind, block.size + growth, is_last=is_last))
        )
        if padding is not None:
            splices += self._repadded(padding, growth)
        elif adds_padding:
            header = _header(PADDING_TYPE, PADDING, is_last=block.is_last)
            splices.append(Splice(block.end, b"", header + bytes(PADDING)))
        return normalised(splices)

    def _padding_block(self) -> Block | None:
        """The biggest padding block that really holds nothing."""
        blocks = [block for block in self._blocks if block.kind == PADDING_TYPE]
        for block in sorted(blocks, key=lambda block: -block.size):
            if not any(take(self._file, block.start + 4, block.size)):
                return block
        return None

    @staticmethod
    def _repadded(block: Block, growth: int) -> list[Splice]:
        fits = 0 <= block.size - growth <= MAX_BLOCK
        size = block.size - growth if fits else PADDING
        old = _header(PADDING_TYPE, block.size, is_last=block.is_last)
        new = _header(PADDING_TYPE, size, is_last=block.is_last)
        return [Splice(block.start, old, new), resized_zeros(block.start + 4, block.size, size)]

    def _with_new_block(self, wanted: Texts) -> list[Splice]:
        first = self._blocks[0]
        body = vorbis.fresh(wanted)
        new = _header(COMMENT_TYPE, len(body), is_last=False) + body
        new += _header(PADDING_TYPE, PADDING, is_last=first.is_last) + bytes(PADDING)
        old_header = _header(first.kind, first.size, is_last=first.is_last)
        header = _header(first.kind, first.size, is_last=False)
        return normalised([Splice(first.start, old_header, header), Splice(first.end, b"", new)])

    def payload(self) -> Iterable[Span | bytes]:
        """The frames."""
        return [(self._blocks[-1].end, self._size)]
