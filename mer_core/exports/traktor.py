"""Traktor NML 19: collection, playlists in folders, and cues.

Layout: as Traktor Pro 3 exports playlists, and as Mixxx and traktor-nml-utils read them. A path is
a drive's name and folders, each begun with "/:".
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from mer_core.exports.dj import comment_of, cues_of, mood_of
from mer_core.exports.request import Exported, Folder, Playlist, Request
from mer_core.exports.volumes import place_of
from mer_core.exports.xml_text import XmlText, can_hold, xml_file
from mer_core.library.tracks import TrackRow

UNWRITABLE = "its path holds characters that XML cannot hold; rename it."
#: Traktor's colours: 1 red, 2 orange, 3 yellow, 4 green, 5 blue, 6 violet, 7 magenta.
COLOURS: Mapping[str, str] = {
    "happy": "3", "energetic": "2", "tense": "6", "angry": "1", "sad": "5", "nostalgic": "7",
    "solemn": "5", "calm": "4", "tender": "7", "dreamy": "4",
}  # fmt: skip
_CUE, _NO_HOTCUE = "0", "-1"


def traktor(request: Request) -> Exported:
    """The songs, and the lists that hold them."""
    text = XmlText()
    songs = [row for row in request.songs if can_hold(str(row.track.path))]
    refused = [row.track.path for row in request.songs if not can_hold(str(row.track.path))]
    root = Element("NML", VERSION="19")
    SubElement(root, "HEAD", COMPANY="www.native-instruments.com", PROGRAM="Traktor")
    SubElement(root, "MUSICFOLDERS")
    collection = SubElement(root, "COLLECTION", ENTRIES=str(len(songs)))
    keys = {row.track.id: _add_entry(collection, row, request, text) for row in songs}
    SubElement(root, "SETS", ENTRIES="0")
    _add_folder(SubElement(root, "PLAYLISTS"), Folder("$ROOT", request.lists), keys, text)
    left_out = tuple((path, UNWRITABLE) for path in refused)
    return Exported(xml_file(root), left_out, text.notes)


def _add_entry(collection: Element, row: TrackRow, request: Request, text: XmlText) -> str:
    """Adds a song, and gives the key by which playlists name it."""
    track = row.track
    entry = SubElement(
        collection, "ENTRY", TITLE=text.of(track.title or track.path.stem),
        ARTIST=text.of(track.artist),
    )  # fmt: skip
    key = _add_location(entry, track.path)
    album = SubElement(entry, "ALBUM", TITLE=text.of(track.album))
    if track.details.track is not None:
        album.set("TRACK", str(track.details.track))
    info = {
        "GENRE": text.of(track.genre),
        "COMMENT": text.of(comment_of(row, request.comment_of(track.path))),
        "KEY": text.of("" if row.key is None else row.key.name),
        "FILESIZE": str(track.size // 1024),
    }
    if track.duration_s is not None:
        info |= {"PLAYTIME": str(round(track.duration_s)),
                 "PLAYTIME_FLOAT": f"{track.duration_s:.6f}"}  # fmt: skip
    if track.details.year is not None:
        info["RELEASE_DATE"] = f"{track.details.year}/1/1"
    if mood := mood_of(row):
        info["COLOR"] = COLOURS[mood]
    SubElement(entry, "INFO", info)
    if row.bpm is not None:
        SubElement(entry, "TEMPO", BPM=f"{row.bpm:.6f}", BPM_QUALITY="100.000000")
    for place, cue in enumerate(cues_of(request, row)):
        SubElement(
            entry, "CUE_V2", NAME=text.of(cue.name), DISPL_ORDER=str(place), TYPE=_CUE,
            START=f"{1000 * cue.start_s:.6f}", LEN="0.000000", REPEATS="-1", HOTCUE=_NO_HOTCUE,
        )  # fmt: skip
    return key


def _add_location(entry: Element, path: Path) -> str:
    place = place_of(path)
    folder = "".join(f"/:{part}" for part in place.parts[:-1]) + "/:"
    SubElement(
        entry, "LOCATION", DIR=folder, FILE=place.parts[-1], VOLUME=place.volume,
        VOLUMEID=place.volume,
    )  # fmt: skip
    return f"{place.volume}{folder}{place.parts[-1]}"


def _add_folder(parent: Element, folder: Folder, keys: Mapping[int, str], text: XmlText) -> None:
    node = SubElement(parent, "NODE", TYPE="FOLDER", NAME=text.of(folder.name))
    inside = SubElement(node, "SUBNODES", COUNT=str(len(folder.lists)))
    for entry in folder.lists:
        if isinstance(entry, Folder):
            _add_folder(inside, entry, keys, text)
        else:
            _add_playlist(inside, entry, keys, text)


def _add_playlist(
    parent: Element, playlist: Playlist, keys: Mapping[int, str], text: XmlText
) -> None:
    songs = [keys[row.track.id] for row in playlist.songs if row.track.id in keys]
    name = text.of(playlist.name)
    node = SubElement(parent, "NODE", TYPE="PLAYLIST", NAME=name)
    # The same playlist has the same mark, so that a second import is known as the first again.
    mark = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join([name, *songs])).hex
    listed = SubElement(node, "PLAYLIST", ENTRIES=str(len(songs)), TYPE="LIST", UUID=mark)
    for key in songs:
        SubElement(SubElement(listed, "ENTRY"), "PRIMARYKEY", TYPE="TRACK", KEY=key)
