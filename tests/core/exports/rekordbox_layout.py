"""rekordbox XML as published: "Format for rekordbox XML", AlphaTheta (Pioneer DJ)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

_WHOLE, _REAL, _DAY = r"\d+", r"\d+(\.\d+)?", r"\d{4}-\d\d-\d\d"
_COLOURS = "0xFF007F|0xFF0000|0xFFA500|0xFFFF00|0x00FF00|0x25FDE9|0x0000FF|0x660099"
_TEXTS = (
    "Name", "Artist", "Composer", "Album", "Grouping", "Genre", "Kind", "Comments", "Remixer",
    "Tonality", "Label", "Mix",
)  # fmt: skip
_TRACK: Mapping[str, str] = {
    **dict.fromkeys(_TEXTS, r"[\s\S]*"),
    **dict.fromkeys(
        ("TrackID", "Size", "DiscNumber", "TrackNumber", "Year", "BitRate", "PlayCount"), _WHOLE
    ),
    **dict.fromkeys(("TotalTime", "AverageBpm", "SampleRate"), _REAL),
    **dict.fromkeys(("DateModified", "DateAdded", "LastPlayed"), _DAY),
    "Rating": "0|51|102|153|204|255",
    "Location": r"file://localhost/[!-~]+",
    "Colour": _COLOURS,
}
_MARK = {"Name": r"[\s\S]*", "Type": "[0-4]", "Start": _REAL, "End": _REAL, "Num": "-1|0|1|2"}


def check(root: Element) -> None:
    """Fails where ``root`` is not laid out as published."""
    assert (root.tag, root.attrib) == ("DJ_PLAYLISTS", {"Version": "1.0.0"})
    product, collection, playlists = root
    assert (product.tag, set(product.attrib)) == ("PRODUCT", {"Name", "Version", "Company"})
    assert (collection.tag, collection.attrib) == ("COLLECTION", {"Entries": str(len(collection))})
    for track in collection:
        assert track.tag == "TRACK"
        _check_attributes(track, _TRACK)
        assert {"TrackID", "Location"} <= track.attrib.keys()
        for mark in track:
            assert mark.tag == "POSITION_MARK"
            _check_attributes(mark, _MARK)
    ids = [track.get("TrackID") for track in collection]
    assert len(set(ids)) == len(ids)
    assert (playlists.tag, playlists.attrib) == ("PLAYLISTS", {})
    (first,) = playlists
    assert (first.get("Type"), first.get("Name")) == ("0", "ROOT")
    _check_node(first, {str(key) for key in ids})


def _check_node(node: Element, ids: set[str]) -> None:
    assert node.tag == "NODE"
    if node.get("Type") == "0":
        assert node.attrib == {"Type": "0", "Name": node.get("Name"), "Count": str(len(node))}
        for child in node:
            _check_node(child, ids)
        return
    assert node.attrib == {
        "Type": "1", "Name": node.get("Name"), "KeyType": "0", "Entries": str(len(node)),
    }  # fmt: skip
    for entry in node:
        assert (entry.tag, set(entry.attrib)) == ("TRACK", {"Key"})
        assert entry.get("Key") in ids


def _check_attributes(element: Element, known: Mapping[str, str]) -> None:
    for name, value in element.attrib.items():
        assert re.fullmatch(known[name], value), f"{name}={value!r}"
