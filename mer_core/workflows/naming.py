"""What files are called: their own tags first, what FFmpeg finds where those say nothing, and the
code page of their album for text that states no alphabet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mer_core.audio.files import AUDIO_SUFFIXES
from mer_core.audio.probe import AudioInfo, probe
from mer_core.emotion import LEAST_ENERGY, MOST_ENERGY
from mer_core.errors import DecodeError
from mer_core.library.tracks import Details
from mer_core.tags import code_pages
from mer_core.tags.names import FIELDS, Names, Text, genre_words, read_names
from mer_core.tonality import Key

#: So many files of a folder are asked for the alphabet of one.
_MAX_SIBLINGS = 200
#: "1994", "1994-05-03", "03.05.1994", "19940503"; "3", "03/12".
_YEAR = re.compile(r"(?<!\d)(\d{4})(?:\d{4})?(?!\d)", re.ASCII)
_PLACE = re.compile(r"^(\d{1,4})(?!\d)", re.ASCII)
_TEMPO = re.compile(r"\s*(\d{1,3}(?:[.,]\d+)?)\s*(?:bpm)?\s*", re.ASCII | re.IGNORECASE)
_SLOWEST, _FASTEST = 20.0, 400.0
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")


@dataclass(frozen=True, slots=True)
class FileNames:
    """What a file is called. Several values stand one a line; empty where unknown.

    ``other_artists`` are names that stand within ``artist`` ("A feat. B"), each by itself;
    ``details`` are what else the tags say of it; ``is_guessed`` tells that the code page of some
    text was not stated.
    """

    title: str = ""
    artist: str = ""
    album: str = ""
    genre: str = ""
    other_artists: str = ""
    details: Details = field(default=Details(), kw_only=True)
    is_guessed: bool = field(default=False, kw_only=True)


class Naming:
    """Reads the names of a scan's files. ``code_page`` is the user's choice, empty to guess."""

    def __init__(self, code_page: str = "") -> None:
        self._choice = code_page
        self._read: dict[Path, Names] = {}
        self._pages: dict[tuple[Path, tuple[Text, ...]], str] = {}

    def of(self, info: AudioInfo) -> FileNames:
        """The names of the file that ``info`` is about."""
        names = self._read.pop(info.path, None) or _names(info.path, info)
        is_guessed = bool(_undecided([names]))
        page = code_pages.WESTERN
        if is_guessed:
            page = self._choice or self._page(info.path, names)
        title, artist, album, genre, artists, album_artist, *numbers, bpm, key, energy, rating = (
            self._values(names.get(name, ()), page) for name in FIELDS
        )
        shown, others = _credited(_parted(artist), _parted(artists))
        genres = _distinct(genre_words(_parted(genre)))
        lines = ("\n".join(values) for values in (title, shown, album, genres, others))
        year, track, disc = map(_first_number, (_YEAR, _PLACE, _PLACE), numbers)
        details = Details(
            "\n".join(_distinct(_parted(album_artist))), year, track, disc,
            _bpm(bpm), next(filter(None, map(Key.parse, key)), None), _energy(energy),
            next(map(int, rating), None),
        )  # fmt: skip
        return FileNames(*lines, details=details, is_guessed=is_guessed)

    def _values(self, texts: Iterable[Text], page: str) -> list[str]:
        """The texts as they are shown and stored, each once."""
        found = []
        for text in texts:
            if isinstance(text, bytes):
                fits = self._choice or code_pages.fits(text, page)
                text = code_pages.decoded(text, page if fits else code_pages.WESTERN)
            found.append(" ".join(_CONTROL.sub("", text.replace("\ufffd", "?")).split()))
        return _distinct(found)

    def _page(self, path: Path, names: Names) -> str:
        """The code page of an album: what its files in the folder hold together, or, where that
        says nothing, what the folder holds.
        """
        album = names.get("album", ())
        key = (path.parent, album)
        if key not in self._pages:
            siblings = [names, *self._siblings(path)]
            same = [each for each in siblings if each.get("album", ()) == album]
            page = code_pages.guess(_undecided(same))
            if page == code_pages.WESTERN and len(same) < len(siblings):
                script = code_pages.guess(_undecided(siblings))
                page = page if code_pages.is_latin(script) else script
            self._pages[key] = page
        return self._pages[key]

    def _siblings(self, path: Path) -> Iterator[Names]:
        try:
            files = sorted(
                file for file in path.parent.iterdir()
                if file.suffix.lower() in AUDIO_SUFFIXES and file.is_file() and file != path
            )  # fmt: skip
        except OSError:
            return
        for file in files[:_MAX_SIBLINGS]:
            if file not in self._read:
                self._read[file] = _names(file)
            yield self._read[file]


def _names(path: Path, info: AudioInfo | None = None) -> Names:
    """What the file's tags say and, for what they do not, FFmpeg."""
    names = dict(read_names(path))
    if info is None and any(name not in names for name in ("title", "artist", "album", "genre")):
        try:
            info = probe(path)
        except DecodeError:
            return names
    for name in FIELDS:
        text = getattr(info, name, "")  # FFmpeg knows no "artists"
        if text:  # FFmpeg joins the values of a repeated field
            parts = text.split(";") if name in ("artist", "genre") else [text]
            names.setdefault(name, tuple(map(_as_read, parts)))
    return names


def _bpm(values: Iterable[str]) -> float | None:
    """The first tempo that can be one; programs write 0 where they know none, and "127,98"."""
    for value in values:
        match = _TEMPO.fullmatch(value)
        if match and _SLOWEST <= float(match[1].replace(",", ".")) <= _FASTEST:
            return float(match[1].replace(",", "."))
    return None


def _energy(values: Iterable[str]) -> int | None:
    """The first whole number from 1 to 10."""
    found = (_PLACE.fullmatch(value) for value in values)
    energies = (int(match[1]) for match in found if match)
    return next((each for each in energies if LEAST_ENERGY <= each <= MOST_ENERGY), None)


def _first_number(pattern: re.Pattern[str], values: Iterable[str]) -> int | None:
    """The number at the beginning of the first value that has one ("3/12", "03"), but 0."""
    found = (pattern.search(value) for value in values)
    return next((int(match[1]) or None for match in found if match), None)


def _as_read(text: str) -> Text:
    """FFmpeg's text, or its bytes where they are no UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape")
    return text


def _undecided(group: Iterable[Names]) -> list[bytes]:
    texts = (text for names in group for values in names.values() for text in values)
    return [text for text in texts if isinstance(text, bytes) and code_pages.is_undecided(text)]


def _parted(values: Iterable[str]) -> list[str]:
    """Names that a tag could only hold as one text, "A; B", each by itself."""
    return [part for value in values for part in value.split("; ")]


def _credited(credit: list[str], each: list[str]) -> tuple[list[str], list[str]]:
    """The artists to show and those that stand within these: "A feat. B" names A and B."""
    credit = _distinct(credit)
    shown = "\n".join(credit).casefold()
    new = [name for name in each if name.casefold() not in shown]
    alone = {name.casefold() for name in credit}
    within = [name for name in each if name.casefold() in shown and name.casefold() not in alone]
    return _distinct([*credit, *new]), _distinct(within)


def _distinct(values: Iterable[str]) -> list[str]:
    """Without blanks and repetitions in any case; the first spelling stays."""
    seen: dict[str, str] = {}
    for value in values:
        if value.strip():
            seen.setdefault(value.casefold(), value.strip())
    return list(seen.values())
