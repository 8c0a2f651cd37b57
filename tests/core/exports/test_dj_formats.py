"""What DJ programs are given, read back as their published layouts say."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mer_core.changes import changes
from mer_core.emotion import MOODS, TrackEmotion
from mer_core.exports import rekordbox as rekordbox_module
from mer_core.exports import traktor as traktor_module
from mer_core.exports.rekordbox import rekordbox
from mer_core.exports.request import Exported, Folder, Playlist, Request
from mer_core.exports.serato import UNWRITABLE as NO_TEXT
from mer_core.exports.serato import serato
from mer_core.exports.traktor import UNWRITABLE, traktor
from mer_core.exports.volumes import place_of
from mer_core.library.markers import Marker
from mer_core.library.tracks import Details, TrackRow
from mer_core.tonality import Key, Measures
from tests.core.exports.samples import make_row, request_of
from tests.core.library.samples import make_curve, make_emotion

HAPPY = (("happy", 0.9), ("energetic", 0.6), ("calm", 0.2))
COMMENT = "Mine & <yours>\nline 2"


def song(name: str = "/music/a.mp3", **values: object) -> TrackRow:
    given: dict[str, object] = {
        "title": "A & B", "artist": "<C>", "album": '"D"', "genre": "House", "moods": HAPPY,
        "energy": 7, "details": Details("", 1999, 3, 2, 124.5, Key.parse("8A")), "duration_s": 61.6,
    }  # fmt: skip
    return make_row(Path(name), **(given | values))  # type: ignore[arg-type]


PLACES = {"happy": (0.6, 0.4), "energetic": (0.1, 0.8), "sad": (-0.5, -0.4), "calm": (0.4, -0.4)}


def emotion_over(*stretches: tuple[str, int]) -> TrackEmotion:
    """Stretches of (a mood, seconds); of what is no mood of PLACES the last place is told on."""
    moods = [mood for mood, length in stretches for _ in range(length)]
    places = [PLACES["happy"]]
    for mood in moods:
        places.append(PLACES.get(mood, places[-1]))
    valence, arousal = zip(*places[1:], strict=True)
    return make_emotion(curve=make_curve(valence, arousal, moods))


def changing(_track_id: int) -> TrackEmotion:
    return emotion_over(
        ("uncertain", 2), ("happy", 8), ("energetic", 1), ("happy", 11), ("sad", 30),
        ("uncertain", 5), ("calm", 20),
    )  # fmt: skip


def parsed(exported: Exported) -> Element:
    return ElementTree.fromstring(exported.data)


def test_rekordbox_gets_a_song_as_its_published_layout_says() -> None:
    root = parsed(rekordbox(request_of(song(), comment_of=lambda _: COMMENT)))
    assert (root.tag, root.attrib) == ("DJ_PLAYLISTS", {"Version": "1.0.0"})
    assert [child.tag for child in root] == ["PRODUCT", "COLLECTION", "PLAYLISTS"]
    (track,) = root.findall("COLLECTION/TRACK")
    assert track.attrib == {
        "TrackID": "1", "Name": "A & B", "Artist": "<C>", "Album": '"D"', "Genre": "House",
        "Comments": "Mine & <yours>\nline 2 [MOOD: Happy; Energetic; Energy 7]",
        "Tonality": "Am", "Size": "2048", "TotalTime": "62", "DiscNumber": "2",
        "TrackNumber": "3", "Year": "1999", "AverageBpm": "124.50", "DateAdded": "1970-01-01",
        "SampleRate": "44100", "Kind": "MP3 File", "Location": "file://localhost/music/a.mp3",
        "Colour": "0xFFFF00",
    }  # fmt: skip
    assert not list(track)


def test_cues_stand_where_the_emotion_changes_and_only_if_asked_for() -> None:
    request = request_of(song(), with_cues=True, emotion_of=changing)
    marks = parsed(rekordbox(request)).findall("COLLECTION/TRACK/POSITION_MARK")
    assert [mark.attrib for mark in marks] == [
        {"Name": name, "Type": "0", "Start": start, "Num": "-1"}
        for name, start in (("Happy", "0.000"), ("Sad", "22.000"), ("Calm", "57.000"))
    ]
    cues = parsed(traktor(request)).findall("COLLECTION/ENTRY/CUE_V2")
    assert [float(cue.attrib["START"]) for cue in cues] == [0.0, 22_000.0, 57_000.0]
    assert {cue.attrib["HOTCUE"] for cue in cues} == {"-1"}
    assert changes(changing(0).curve) == (22.0, 57.0), "as JSON tells them"


def test_markers_are_cues_with_their_own_names_before_changes_of_emotion() -> None:
    markers = tuple(Marker(float(place), f"<drop> {place}") for place in range(1, 8))
    request = request_of(song(), with_cues=True, emotion_of=changing, markers_of=lambda _: markers)
    marks = parsed(rekordbox(request)).findall("COLLECTION/TRACK/POSITION_MARK")
    assert len(marks) == 8
    assert marks[1].attrib == {"Name": "<drop> 1", "Type": "0", "Start": "1.000", "Num": "-1"}
    cues = parsed(traktor(request)).findall("COLLECTION/ENTRY/CUE_V2")
    assert [cue.attrib["NAME"] for cue in cues] == [mark.attrib["Name"] for mark in marks]
    assert not list(parsed(rekordbox(replace(request, with_cues=False))).iter("POSITION_MARK"))


def test_of_many_changes_the_longest_are_marked() -> None:
    emotion = emotion_over(*((("happy", "sad")[length % 2], length) for length in range(10, 30)))
    request = request_of(song(), with_cues=True, emotion_of=lambda _: emotion)
    starts = [float(m.attrib["Start"]) for m in parsed(rekordbox(request)).iter("POSITION_MARK")]
    assert len(starts) == 8
    assert starts[0] == 0.0
    assert starts == sorted(starts)


@pytest.mark.parametrize("write", [rekordbox, traktor])
def test_what_was_heard_stands_where_the_file_says_nothing_of_tempo_and_key(
    write: Callable[[Request], Exported],
) -> None:
    heard = Measures(98.25, Key.parse("4B"))
    texts = [
        {value for element in root.iter() for value in element.attrib.values()}
        for root in (
            parsed(write(request_of(replace(song(details=details), measures=heard))))
            for details in (Details(), Details(bpm=124.5, key=Key.parse("8A")))
        )
    ]
    assert [("Ab" in found, "Am" in found) for found in texts] == [(True, False), (False, True)]
    tempi = [{text[:5] for text in found} & {"98.25", "124.5"} for found in texts]
    assert tempi == [{"98.25"}, {"124.5"}]


def test_every_mood_has_one_of_their_colours() -> None:
    assert set(rekordbox_module.COLOURS) == set(traktor_module.COLOURS) == set(MOODS)
    assert set(rekordbox_module.COLOURS.values()) <= {
        "0xFF007F", "0xFF0000", "0xFFA500", "0xFFFF00", "0x00FF00", "0x25FDE9", "0x0000FF",
        "0x660099",
    }  # fmt: skip


def nested(*rows: TrackRow) -> Request:
    """A folder with an empty folder, a list of all, and one that is empty."""
    return Request(
        (Folder("Friday", (Folder("Empty", ()), Playlist("All & <more>", rows), Playlist("", ()))),)
    )


def test_rekordbox_gets_playlists_in_their_folders() -> None:
    first, second = song(), song("/music/b.mp3")
    root = parsed(rekordbox(nested(second, first)))
    (top,) = root.findall("PLAYLISTS/NODE")
    assert top.attrib == {"Type": "0", "Name": "ROOT", "Count": "1"}
    (friday,) = top
    assert friday.attrib == {"Type": "0", "Name": "Friday", "Count": "3"}
    empty, full, nameless = friday
    assert empty.attrib["Count"] == "0"
    assert full.attrib == {"Type": "1", "Name": "All & <more>", "KeyType": "0", "Entries": "2"}
    keys = {t.attrib["TrackID"]: t.attrib["Location"] for t in root.findall("COLLECTION/TRACK")}
    assert [keys[entry.attrib["Key"]][-5:] for entry in full] == ["b.mp3", "a.mp3"]
    assert nameless.attrib["Entries"] == "0"


def test_traktor_gets_songs_and_playlists_by_drive_and_folders() -> None:
    row = song("/music/x: y/a.mp3")
    place = place_of(row.track.path)
    folders = "".join(f"/:{part}" for part in place.parts[:-1]) + "/:"
    root = parsed(traktor(nested(row)))
    assert (root.tag, root.attrib) == ("NML", {"VERSION": "19"})
    (entry,) = root.findall("COLLECTION/ENTRY")
    assert (entry.attrib["TITLE"], entry.attrib["ARTIST"]) == ("A & B", "<C>")
    location = entry.find("LOCATION")
    assert location is not None
    assert (location.attrib["DIR"], location.attrib["FILE"]) == (folders, "a.mp3")
    info = entry.find("INFO")
    assert info is not None
    assert info.attrib["COMMENT"] == "[MOOD: Happy; Energetic; Energy 7]"
    (key,) = root.iter("PRIMARYKEY")
    assert key.attrib == {"TYPE": "TRACK", "KEY": f"{place.volume}{folders}a.mp3"}
    names = [node.attrib["NAME"] for node in root.iter("NODE")]
    assert names == ["$ROOT", "Friday", "Empty", "All & <more>", ""]
    counts = [node.attrib["COUNT"] for node in root.iter("SUBNODES")]
    assert counts == ["1", "3", "0"]


def records(data: bytes) -> list[tuple[bytes, bytes]]:
    found, position = [], 0
    while position < len(data):
        name, size = data[position : position + 4], *struct.unpack_from(">I", data, position + 4)
        found.append((name, data[position + 8 : position + 8 + size]))
        position += 8 + size
    return found


def test_serato_gets_paths_from_the_root_of_the_drive() -> None:
    rows = [song("/music/a 🎵.mp3"), song("/music/é.mp3")]
    (version, text), *tracks = records(serato(request_of(*rows)).data)
    assert (version, text.decode("utf-16-be")) == (b"vrsn", "1.0/Serato ScratchLive Crate")
    paths = []
    for name, content in tracks:
        ((inner, path),) = records(content)
        assert (name, inner) == (b"otrk", b"ptrk")
        paths.append(path.decode("utf-16-be"))
    assert paths == ["/".join(place_of(row.track.path).parts) for row in rows]


def test_a_crate_holds_the_songs_of_one_drive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mer_core.exports.volumes._holds", lambda f: str(f) in ("/usb", "/disk"))
    rows = [song("/usb/a.mp3"), song("/disk/b.mp3"), song("/usb/x/c.mp3")]
    exported = serato(request_of(*rows))
    assert [path for path, _ in exported.left_out] == [Path("/disk/b.mp3")]
    assert "another drive" in exported.left_out[0][1]
    assert exported.data.endswith("x/c.mp3".encode("utf-16-be"))


#: What people and programs put into names, and what XML forbids.
SIGNS = st.text(
    st.one_of(st.characters(), st.sampled_from("\n\r\t\0\x0b\x1f&<>\"']\u202eא🎵\ufffe\ud800")),
    max_size=12,
)
NAMES = st.binary(min_size=1, max_size=10).filter(
    lambda name: not set(name) & {0, ord("/")} and name not in (b".", b"..")
)


@pytest.mark.parametrize("write", [rekordbox, traktor])
@given(title=SIGNS, artist=SIGNS, comment=SIGNS, name=SIGNS)
def test_names_survive_but_for_what_xml_cannot_hold_which_is_told(
    write: Callable[[Request], Exported], title: str, artist: str, comment: str, name: str
) -> None:
    row = song(title=title or "x", artist=artist, moods=())
    exported = write(request_of(row, name=name, comment_of=lambda _: comment))
    root = parsed(exported)
    held = {value for element in root.iter() for value in element.attrib.values()}
    for text in (title or "x", artist, comment, name):
        fitting = "".join(sign if _is_xml(sign) else "\ufffd" for sign in text)
        assert fitting in held
    spoiled = any(not _is_xml(sign) for sign in title + artist + comment + name)
    assert bool(exported.notes) == spoiled


def _is_xml(sign: str) -> bool:
    code = ord(sign)
    return sign in "\t\n\r" or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF


@given(name=NAMES)
def test_rekordbox_finds_files_of_any_name(name: bytes) -> None:
    path = Path("/music") / os.fsdecode(name)
    (track,) = parsed(rekordbox(request_of(song(str(path))))).findall("COLLECTION/TRACK")
    location = track.attrib["Location"].removeprefix("file://localhost")
    assert unquote_to_bytes(location) == os.fsencode(path)
    assert location.isascii()


@given(name=NAMES)
def test_what_a_format_cannot_name_is_left_out_and_said(name: bytes) -> None:
    path = Path("/music") / os.fsdecode(name)
    request = request_of(song(str(path)), song("/music/good.mp3"))
    text = os.fsdecode(name)
    fits_xml = all(map(_is_xml, text))
    exported = traktor(request)
    assert exported.left_out == (() if fits_xml else ((path, UNWRITABLE),))
    files = [each.attrib["FILE"] for each in parsed(exported).iter("LOCATION")]
    assert files == [text] * fits_xml + ["good.mp3"]
    is_text = not any(0xD800 <= ord(sign) < 0xE000 for sign in text)
    assert serato(request).left_out == (() if is_text else ((path, NO_TEXT),))
