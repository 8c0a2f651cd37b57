"""Writes M3U8: extended M3U in UTF-8, as all players read it.

The format is a line for each song and knows no escapes. A name that is no text keeps its bytes.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

#: Kinds of characters (Unicode) that a line of text cannot hold: controls, line ends, half pairs.
_UNSEEN = ("Cc", "Zl", "Zp", "Cs")
#: How a path may not begin, lest it be taken for a comment, a URL or white space.
_MISLEADING = re.compile(r"#|\s|[^/\\]*:")
UNWRITABLE = "its path holds a line break, which no playlist can hold; rename it."


@dataclass(frozen=True, slots=True)
class Song:
    """One song of a playlist: ``path`` absolute, ``duration_s`` None where unknown."""

    path: Path
    title: str
    artist: str
    duration_s: float | None


@dataclass(frozen=True, slots=True)
class M3u8:
    """A playlist's bytes, and the songs that could not be written into it, with the reason."""

    data: bytes
    left_out: tuple[tuple[Path, str], ...]


def m3u8(songs: Iterable[Song], *, relative_to: Path | None = None) -> M3u8:
    """The playlist of ``songs``, their paths absolute or relative to the folder it will be in."""
    lines = [b"#EXTM3U"]
    left_out = []
    for song in songs:
        place = os.fsencode(song.path if relative_to is None else _relative(song.path, relative_to))
        if b"\n" in place or b"\r" in place:
            left_out.append((song.path, UNWRITABLE))
            continue
        lines += [_information(song), place]
    return M3u8(b"\n".join(lines) + b"\n", tuple(left_out))


def _information(song: Song) -> bytes:
    seconds = -1 if song.duration_s is None else round(song.duration_s)
    name = " - ".join(part for part in (song.artist, song.title) if part) or song.path.stem
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
