"""What the lines of a playlist file say, before anybody looks for the songs.

M3U and M3U8 hold a path or URL a line, PLS numbers them in an INI file, XSPF (xspf.org) is XML with
a URL for each track. An entry is kept as bytes, for a path need not be text.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from xml.parsers import expat

from mer_core.disk import read_small
from mer_core.errors import InputError

SUFFIXES = frozenset((".m3u8", ".m3u", ".pls", ".xspf"))
"""Suffixes, in lower case, of playlists that can be read."""

_MAX_BYTES = 32 * 2**20
_PLS_FILE = re.compile(rb"\s*file(\d+)\s*=(.*)", re.IGNORECASE | re.DOTALL)
_XSPF_LOCATION = ("playlist", "trackList", "track", "location")


def is_playlist(path: Path) -> bool:
    """Whether ``path`` is named like a playlist."""
    return path.suffix.lower() in SUFFIXES


def read_entries(path: Path) -> list[bytes]:
    """The entries of the playlist in ``path``, as they stand there, in order.

    Raises InputError, a clause about the file, where it cannot be read as one.
    """
    data = _content(path)
    if path.suffix.lower() == ".xspf":
        return _xspf(data)
    lines = _lines(data)
    if path.suffix.lower() == ".pls":
        numbered = [match for line in lines if (match := _PLS_FILE.fullmatch(line))]
        return [match[2] for match in sorted(numbered, key=lambda match: int(match[1]))]
    return [line for line in lines if line.strip() and not line.lstrip().startswith(b"#")]


def _content(path: Path) -> bytes:
    try:
        return read_small(path, _MAX_BYTES)
    except OSError as error:
        raise InputError(f"the playlist cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise InputError(f"the playlist cannot be read ({error}).") from error


def _lines(data: bytes) -> list[bytes]:
    """Lines as bytes: what is no UTF-16 may be in any code page, even one for each line."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    if b"\0" in data:
        raise InputError("it is no playlist: it holds no text.")
    return data.removeprefix(codecs.BOM_UTF8).splitlines()


def _xspf(data: bytes) -> list[bytes]:
    """The first location of each track. A DTD is refused, and with it entities that grow or reach
    for other files.
    """
    found: list[bytes] = []
    text: list[str] = []
    names: list[str] = []
    is_located = False

    def start(name: str, _attributes: object) -> None:
        nonlocal is_located
        names.append(name.rpartition(" ")[2])
        text.clear()
        is_located &= names[-1] != "track"

    def end(_name: str) -> None:
        nonlocal is_located
        if tuple(names) == _XSPF_LOCATION and not is_located:
            is_located = True
            found.append("".join(text).strip().encode("utf-8"))
        names.pop()
        text.clear()

    def refuse(*_: object) -> None:
        raise InputError("it declares XML entities, which no playlist needs; it is not read.")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise InputError(f"it is no XSPF playlist ({error}).") from error
    return found
