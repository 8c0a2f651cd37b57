"""What a file's own tags call it: title, artist, album, genre, ..., with every value they hold.

mutagen reads the containers. Text whose alphabet a tag does not state (ID3v1, Latin-1 frames, which
hold whatever the writer's system used) comes as bytes; code_pages.py reads those.
"""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import mutagen
from mutagen import MutagenError
from mutagen.aiff import AIFF
from mutagen.apev2 import APEv2
from mutagen.asf import ASF
from mutagen.dsf import DSF
from mutagen.flac import FLAC
from mutagen.id3 import TCON
from mutagen.mp4 import MP4
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggspeex import OggSpeex
from mutagen.oggtheora import OggTheora
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from mer_core.tags import names_id3, stars
from mer_core.tags.storage.entries import MAX_PIECE

Text = str | bytes
#: The values of each of FIELDS; a field without any is missing.
Names = Mapping[str, tuple[Text, ...]]

#: "artists" is Picard's field beside the artist: each of them by itself.
FIELDS = (
    "title", "artist", "album", "genre", "artists", "album_artist", "date", "track", "disc",
    "bpm", "key", "energy", "rating",
)  # fmt: skip
_SAME = ("title", "artist", "album", "genre", "artists")
_VORBIS = {field: field for field in _SAME} | {
    "album_artist": "albumartist", "date": "date", "track": "tracknumber", "disc": "discnumber",
    "bpm": "bpm", "key": "initialkey", "energy": "energylevel",
}  # fmt: skip
_APE = {field: field.capitalize() for field in _SAME} | {
    "album_artist": "Album Artist", "date": "Year", "track": "Track", "disc": "Disc",
    "bpm": "BPM", "key": "INITIALKEY", "energy": "EnergyLevel",
}  # fmt: skip
_MP4 = {
    "title": "\xa9nam", "artist": "\xa9ART", "album": "\xa9alb", "genre": "\xa9gen",
    "artists": "----:com.apple.iTunes:ARTISTS", "album_artist": "aART", "date": "\xa9day",
    "track": "trkn", "disc": "disk", "bpm": "tmpo", "key": "----:com.apple.iTunes:initialkey",
    "energy": "----:com.apple.iTunes:EnergyLevel",
}  # fmt: skip
_ASF = {
    "title": "Title", "artist": "Author", "album": "WM/AlbumTitle", "genre": "WM/Genre",
    "artists": "WM/ARTISTS", "album_artist": "WM/AlbumArtist", "date": "WM/Year",
    "track": "WM/TrackNumber", "disc": "WM/PartOfSet", "bpm": "WM/BeatsPerMinute",
    "key": "WM/InitialKey", "energy": "EnergyLevel",
}  # fmt: skip
_OGG = (OggVorbis, OggOpus, OggSpeex, OggFLAC, OggTheora)
_ASF_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")

#: mutagen's own errors, and what it lets escape on damaged files.
FAILURES = (
    MutagenError, OSError, ValueError, LookupError, ArithmeticError, EOFError, struct.error,
    MemoryError, AssertionError, AttributeError, TypeError, RecursionError, NotImplementedError,
)  # fmt: skip


def read_names(path: Path) -> Names:
    """What the tags of the file at ``path`` say; nothing where they cannot be read."""
    found: dict[str, tuple[Text, ...]] = {}
    try:
        with Bounded(path.open("rb", buffering=0)) as file:
            for read in _readers(file.read(16)):
                for field, values in _tried(read, file).items():
                    found.setdefault(field, values)
    except FAILURES:
        pass
    return found


class Bounded(io.BufferedReader):
    """A file of which nothing is read at once that is larger than any tag, whatever it claims."""

    def read(self, size: int | None = -1) -> bytes:
        """As any file. Raises ValueError for a piece that is too large."""
        if size is None or size < 0:
            size = os.fstat(self.fileno()).st_size - self.tell()
        if size > MAX_PIECE:
            raise ValueError("a piece of the tags is too large")
        return super().read(size)


def genre_words(genres: Iterable[str]) -> list[str]:
    """Genres with ID3's numbers ("(17)", "17", "(51)(39)") as words; an unknown number stays."""
    found: list[str] = []
    for genre in genres:
        words = TCON(encoding=3, text=[genre]).genres
        found += [genre] if "Unknown" in words else words
    return found


Reader = Callable[[BinaryIO], Mapping[str, list[Text]]]


def _readers(head: bytes) -> Iterator[Reader]:
    """Who reads the tags of a file that begins with ``head``, the one that counts most first."""
    if head[:4] == b"OggS":
        yield lambda file: _listed(mutagen.File(file, options=_OGG), _VORBIS)
    elif head[4:8] == b"ftyp":
        yield lambda file: _listed(MP4(file), _MP4)
    elif head == _ASF_HEADER:
        yield lambda file: _listed(ASF(file), _ASF)
    elif head[:4] + head[8:12] == b"RIFFWAVE":
        yield lambda file: names_id3.texts(WAVE(file, **names_id3.RAW).tags)
    elif head[:4] + head[8:11] == b"FORMAIF":
        yield lambda file: names_id3.texts(AIFF(file, **names_id3.RAW).tags)
    elif head[:4] == b"DSD ":
        yield lambda file: names_id3.texts(DSF(file, **names_id3.RAW).tags)
    else:
        if head[:4] == b"fLaC" or head[:3] == b"ID3":
            yield lambda file: _listed(FLAC(file), _VORBIS)
        if head[:3] == b"ID3":
            yield names_id3.read
        yield lambda file: _listed(APEv2(file), _APE)
        yield names_id3.read_v1


def _tried(read: Reader, file: BinaryIO) -> dict[str, tuple[Text, ...]]:
    """The values that are no blanks; none where the tag is damaged or not there."""
    file.seek(0)
    try:
        found = {
            field: tuple(value for value in values if value.strip())
            for field, values in read(file).items()
        }
    except FAILURES:
        return {}
    return {field: values for field, values in found.items() if values}


def _listed(tags: Any, keys: Mapping[str, str]) -> dict[str, list[Text]]:
    """The values in a dictionary of mutagen's."""
    found: dict[str, list[Text]] = {}
    for field, key in keys.items():
        values = tags.get(key) or ()
        texts = [value if isinstance(value, bytes) else _plain(value) for value in values]
        # mutagen puts U+FFFD for bytes that are not what they should be: better ask FFmpeg then.
        found[field] = [t for t in texts if isinstance(t, bytes) or "\ufffd" not in t]
    for key in tags:  # not all that stands in a dictionary of mutagen's is a list
        if scale := stars.scale_of(key):
            found.setdefault("rating", []).extend(stars.on(scale, tags[key]))
    return found


def _plain(value: Any) -> str:
    """MP4 holds a track as two numbers, (3, 12); 0 stands for none."""
    return str(value[0] or "") if isinstance(value, tuple) else str(value)
