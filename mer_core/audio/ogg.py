"""The links of an Ogg file: streams of sound one after the other, as radio recorders leave them.

FFmpeg reads a second link only where it is coded as the first one is, and gives it the times of the
first (RFC 3533, section 4, calls this chaining).
"""

from __future__ import annotations

from dataclasses import dataclass

from mer_core.audio.sound_file import SoundFile
from mer_core.audio.tagless import id3v2_size

_MARK = b"OggS"
_HEADER = 27
_MAX_SEGMENTS = 255
_FIRST_PAGE = 2
_SEARCH = 1 << 16


@dataclass(frozen=True, slots=True)
class Links:
    """``spans`` are the places (start, end) of the links in the file, in bytes.

    ``cut`` tells that the last page is there in part only.
    """

    spans: tuple[tuple[int, int], ...]
    cut: bool


def find_links(file: SoundFile) -> Links | None:
    """The links of an Ogg file; None where it is another format. Reads the pages' headers only.

    What lies before the first page belongs to the first link, what lies behind the last to none.
    """
    at = id3v2_size(file)
    if file.read_at(at, 4) != _MARK:
        return None
    starts: list[int] = []
    end, cut, was_first = at, False, False
    while at >= 0 and not cut:
        head = file.read_at(at, _HEADER + _MAX_SEGMENTS)
        size = _page_size(head)
        cut = size > file.size - at
        if size:
            is_first = len(head) > 5 and bool(head[5] & _FIRST_PAGE)
            if is_first and not was_first:
                starts.append(at)
            was_first = is_first
            at = end = min(at + size, file.size)
        else:
            at = _next_page(file, at)
    starts = [0, *starts[1:]]
    ends = [*starts[1:], end]
    spans = zip(starts, ends, strict=True)
    return Links(tuple((file.start + a, file.start + b) for a, b in spans), cut)


def _page_size(head: bytes) -> int:
    """Bytes of the page that begins with ``head``, more than there are where even that is cut; 0
    where none begins (RFC 3533, section 6).
    """
    if head[:4] != _MARK:
        return 0
    if len(head) < _HEADER or len(head) < _HEADER + head[26]:
        return len(head) + 1
    return _HEADER + head[26] + sum(head[_HEADER : _HEADER + head[26]])


def _next_page(file: SoundFile, at: int) -> int:
    """Where the next page begins from ``at`` on; -1 if nowhere."""
    while len(data := file.read_at(at, _SEARCH)) >= len(_MARK):
        if (found := data.find(_MARK)) >= 0:
            return at + found
        at += len(data) - len(_MARK) + 1
    return -1
