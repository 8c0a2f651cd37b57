"""rekordbox XML: collection, playlists in folders, and cues.

Layout: AlphaTheta (Pioneer DJ), "Format for rekordbox XML", as exported by rekordbox 5 to 7. A My
Tag cannot be carried by it. The energy stands in our block of the comment, for the layout has no
field of its own for it.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote_from_bytes
from xml.etree.ElementTree import Element, SubElement

from mer_core.exports.dj import comment_of, cues_of, mood_of
from mer_core.exports.request import Exported, Folder, Playlist, Request
from mer_core.exports.xml_text import XmlText, xml_file
from mer_core.library.tracks import TrackRow

_KINDS = {".aif": "AIFF", ".aiff": "AIFF", ".wave": "WAV"}
#: rekordbox has eight colours; moods beside each other on the plane share one.
_ROSE, _RED, _ORANGE, _LEMON = "0xFF007F", "0xFF0000", "0xFFA500", "0xFFFF00"
_GREEN, _TURQUOISE, _BLUE, _VIOLET = "0x00FF00", "0x25FDE9", "0x0000FF", "0x660099"
COLOURS: Mapping[str, str] = {
    "happy": _LEMON, "energetic": _ORANGE, "tense": _VIOLET, "angry": _RED, "sad": _BLUE,
    "nostalgic": _ROSE, "solemn": _BLUE, "calm": _GREEN, "tender": _ROSE, "dreamy": _TURQUOISE,
}  # fmt: skip
_CUE, _MEMORY = "0", "-1"
#: rekordbox counts stars in steps of a byte.
_STAR = 51
_FOLDER, _PLAYLIST, _BY_TRACK_ID = "0", "1", "0"


def rekordbox(request: Request) -> Exported:
    """The songs, and the lists that hold them."""
    text = XmlText()
    root = Element("DJ_PLAYLISTS", Version="1.0.0")
    SubElement(root, "PRODUCT", Name="Moodline", Version="1", Company="Moodline")
    songs = request.songs
    keys = {row.track.id: str(number) for number, row in enumerate(songs, 1)}
    collection = SubElement(root, "COLLECTION", Entries=str(len(songs)))
    for row in songs:
        _add_track(collection, keys[row.track.id], row, request, text)
    playlists = SubElement(root, "PLAYLISTS")
    _add_folder(playlists, Folder("ROOT", request.lists), keys, text)
    return Exported(xml_file(root), (), text.notes)


def location(path: Path) -> str:
    """A file's URL as rekordbox writes it, of whatever bytes its name is made."""
    slashed = os.fsencode(path.as_posix())
    return "file://localhost/" + quote_from_bytes(slashed.removeprefix(b"/"), safe="/:")


def _add_track(
    collection: Element, key: str, row: TrackRow, request: Request, text: XmlText
) -> None:
    track = row.track
    numbers: dict[str, object] = {
        "Size": track.size,
        "TotalTime": None if track.duration_s is None else round(track.duration_s),
        "DiscNumber": track.details.disc,
        "TrackNumber": track.details.track,
        "Year": track.details.year,
        "AverageBpm": None if row.bpm is None else f"{row.bpm:.2f}",
        "DateAdded": None if track.added_at is None else _day(track.added_at),
        "SampleRate": track.sample_rate or None,
        "PlayCount": row.plays or None,
        "Rating": _STAR * row.rating or None,
    }
    texts = {
        "Name": track.title or track.path.stem,
        "Artist": track.artist,
        "Album": track.album,
        "Genre": track.genre,
        "Comments": comment_of(row, request.comment_of(track.path)),
        "Tonality": "" if row.key is None else row.key.name,
    }
    element = SubElement(collection, "TRACK", TrackID=key)
    element.attrib.update({name: text.of(value) for name, value in texts.items()})
    element.attrib.update({n: str(value) for n, value in numbers.items() if value is not None})
    element.set("Kind", text.of(_kind(track.path)))
    element.set("Location", location(track.path))
    if mood := mood_of(row):
        element.set("Colour", COLOURS[mood])
    for cue in cues_of(request, row):
        SubElement(
            element, "POSITION_MARK", Name=text.of(cue.name), Type=_CUE,
            Start=f"{cue.start_s:.3f}", Num=_MEMORY,
        )  # fmt: skip


def _day(seconds: float) -> str:
    return datetime.datetime.fromtimestamp(seconds).date().isoformat()


def _kind(path: Path) -> str:
    suffix = path.suffix.lower()
    return f"{_KINDS.get(suffix, suffix.removeprefix('.').upper())} File"


def _add_folder(parent: Element, folder: Folder, keys: Mapping[int, str], text: XmlText) -> None:
    node = SubElement(
        parent, "NODE", Type=_FOLDER, Name=text.of(folder.name), Count=str(len(folder.lists))
    )
    for entry in folder.lists:
        if isinstance(entry, Folder):
            _add_folder(node, entry, keys, text)
        else:
            _add_playlist(node, entry, keys, text)


def _add_playlist(
    parent: Element, playlist: Playlist, keys: Mapping[int, str], text: XmlText
) -> None:
    node = SubElement(
        parent, "NODE", Type=_PLAYLIST, Name=text.of(playlist.name), KeyType=_BY_TRACK_ID,
        Entries=str(len(playlist.songs)),
    )  # fmt: skip
    for row in playlist.songs:
        SubElement(node, "TRACK", Key=keys[row.track.id])
