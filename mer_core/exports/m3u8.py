"""M3U8: extended M3U in UTF-8, as all players read it.

The format is a line for each song and knows no escapes. A name that is no text keeps its bytes.
"""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from mer_core.exports.request import Exported, Request
from mer_core.library.tracks import Track

#: Kinds of characters (Unicode) that a line of text cannot hold: controls, line ends, half pairs.
_UNSEEN = ("Cc", "Zl", "Zp", "Cs")
#: How a path may not begin, lest it be taken for a comment, a URL or white space.
_MISLEADING = re.compile(r"#|\s|[^/\\]*:")
UNWRITABLE = "its path holds a line break, which no playlist can hold; rename it."


def m3u8(request: Request) -> Exported:
    """The songs in their order; those whose paths no line can hold are left out."""
    lines = [b"#EXTM3U"]
    left_out = []
    folder = request.relative_to
    for row in request.songs:
        path = row.track.path
        place = os.fsencode(path if folder is None else _relative(path, folder))
        if b"\n" in place or b"\r" in place:
            left_out.append((path, UNWRITABLE))
            continue
        lines += [_information(row.track), place]
    return Exported(b"\n".join(lines) + b"\n", tuple(left_out))


def _information(track: Track) -> bytes:
    seconds = -1 if track.duration_s is None else round(track.duration_s)
    name = " - ".join(part for part in (track.artist, track.title) if part) or track.path.stem
    shown = "".join(" " if unicodedata.category(sign) in _UNSEEN else sign for sign in name)
    return f"#EXTINF:{seconds},{' '.join(shown.split())}".encode()


def _relative(path: Path, folder: Path) -> str:
    """``path`` as seen from ``folder``; absolute where they lie on different drives."""
    if path.is_relative_to(folder):
        place = os.fspath(path.relative_to(folder))
    else:
        # The system goes up from where a linked folder really is.
        real = Path(os.path.realpath(path.parent)) / path.name
        try:
            place = os.path.relpath(real, os.path.realpath(folder))
        except ValueError:
            return os.fspath(path)
    return os.path.join(os.curdir, place) if _MISLEADING.match(place) else place
