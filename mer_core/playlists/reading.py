"""Finds the songs that playlists name, other playlists among them."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from mer_core.errors import InputError
from mer_core.playlists.entries import is_playlist, read_entries

#: A list that leads to more lists or entries than this, or deeper, is broken or means harm.
MAX_LISTS = 1000
MAX_ENTRIES = 500_000
MAX_DEPTH = 20

_URL = re.compile(rb"[a-z][a-z0-9+.-]+(?=://)", re.IGNORECASE)
_FILE_URL = re.compile(rb"file:(?://(?:localhost|127\.0\.0\.1)?(?=/))?(?=/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """The songs that a playlist names, in order, all of them there; and the entries that could not
    be taken, as they stand in their list, each with the reason. Nothing is given twice.
    """

    songs: tuple[Path, ...]
    refused: tuple[tuple[str, str], ...]


def read_playlist(path: Path) -> Listed:
    """Every song that the playlist in ``path`` names; playlists that it names are read too.

    An entry may be a path, absolute or relative to its list, in any code page and with the slashes
    of any system, or a file:// URL.
    """
    reader = _PlaylistReader()
    reader.read(path, ())
    return Listed(tuple(reader.songs), tuple(reader.refused))


class _PlaylistReader:
    """What was read so far; the dicts keep the order and drop what comes twice."""

    def __init__(self) -> None:
        self.songs: dict[Path, None] = {}
        self.refused: dict[tuple[str, str], None] = {}
        self._lists: set[str] = set()
        self._num_entries = 0

    def read(self, playlist: Path, trail: tuple[str, ...]) -> None:
        """Read one list; ``trail`` holds the real paths of the lists that led to it."""
        real = os.path.realpath(playlist)
        if real in trail:
            self._refuse(str(playlist), "it leads back to itself through the playlists it names.")
            return
        if real in self._lists:
            return
        self._lists.add(real)
        if len(trail) >= MAX_DEPTH or len(self._lists) > MAX_LISTS:
            self._refuse(str(playlist), "too many playlists lead to it; it is not read.")
            return
        try:
            entries = read_entries(playlist)
        except InputError as error:
            self._refuse(str(playlist), str(error))
            return
        self._num_entries += len(entries)
        if self._num_entries > MAX_ENTRIES:
            self._refuse(str(playlist), "it names more songs than anybody has; it is not read.")
            return
        for entry in entries:
            self._take(playlist, entry, (*trail, real))

    def _take(self, playlist: Path, entry: bytes, trail: tuple[str, ...]) -> None:
        stripped = entry.strip()
        shown = os.fsdecode(stripped)
        if match := _FILE_URL.match(stripped):
            entry = stripped[match.end() :]
        elif _URL.match(stripped):
            self._refuse(shown, f"{_name(playlist)} names it, but it is not on this computer.")
            return
        found = _found(playlist, entry)
        if found is None:
            self._refuse(shown, f"{_name(playlist)} names it, but there is no such file.")
        elif found.is_dir():
            self._refuse(shown, f"{_name(playlist)} names it, but it is a folder.")
        elif is_playlist(found):
            self.read(found, trail)
        else:
            self.songs[found] = None

    def _refuse(self, entry: str, reason: str) -> None:
        self.refused[entry, reason] = None


def _name(playlist: Path) -> str:
    return os.fsencode(playlist.name).decode("utf-8", "replace")


def _found(playlist: Path, entry: bytes) -> Path | None:
    """The file that ``entry`` means, or None. A list that is a link may lie where it points."""
    folders = dict.fromkeys((playlist.parent, Path(os.path.realpath(playlist)).parent))
    for spelling in dict.fromkeys(_spellings(entry)):
        for folder in folders:
            path = folder / spelling
            if spelling and os.path.exists(path):
                return _straight(path)
    return None


def _spellings(entry: bytes) -> Iterator[str]:
    """What ``entry`` may mean as a path, the most literal first: lists travel between systems."""
    for raw in dict.fromkeys((entry, entry.strip(), unquote_to_bytes(entry.strip()))):
        for text in _decodings(raw):
            for slashed in (text, text.replace("\\", "/")):
                yield slashed
                yield unicodedata.normalize("NFC", slashed)
                yield unicodedata.normalize("NFD", slashed)
            if os.name == "nt":
                yield text.removeprefix("/")  # of file:///C:/


def _decodings(raw: bytes) -> Iterator[str]:
    """A name's bytes are the file system's own; else an older Windows wrote them."""
    yield os.fsdecode(raw)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        yield raw.decode("cp1252", "replace")
        yield raw.decode("latin-1")


def _straight(path: Path) -> Path:
    """The same file without "..", which would make another track of it."""
    if ".." not in path.parts:
        return path
    plain = Path(os.path.normpath(path))
    try:
        return plain if plain.samefile(path) else path.resolve()
    except OSError:
        return path.resolve()
