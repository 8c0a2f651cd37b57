"""Searches as Navidrome says them, and what it cannot say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mer_core.errors import InputError
from mer_core.exports.nsp import nsp
from mer_core.exports.request import Playlist, Request
from mer_core.library.crates import FOLDER, PLAIN, SMART, Crate, CrateTree

CRATES = CrateTree((
    Crate(1, "Friday", FOLDER),
    Crate(2, "Late", SMART, 1, "mood:tense"),
    Crate(3, "Early", SMART, 1, "mood:calm year:..1999"),
    Crate(4, "Mine", PLAIN),
    Crate(5, "Loop", SMART, None, "crate:Loop"),
))  # fmt: skip


def said(query: str, order_by: str = "path") -> dict[str, Any]:
    request = Request((Playlist("My list", ()),), query, order_by, CRATES)
    exported = nsp(request)
    assert exported.data.isascii()
    document: dict[str, Any] = json.loads(exported.data)
    return document


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        ("mood:happy", {"all": [{"contains": {"mood": "happy"}}]}),
        ("-mood:happy", {"all": [{"notContains": {"mood": "happy"}}]}),
        ("mood:happy|calm", {"any": [{"contains": {"mood": m}} for m in ("happy", "calm")]}),
        ("artist:=Björk title:army", {"all": [
            {"is": {"artist": "Björk"}}, {"contains": {"title": "army"}}]}),
        ("!(artist:a OR album:b)", {"all": [
            {"notContains": {"artist": "a"}}, {"notContains": {"album": "b"}}]}),
        ("!(artist:a album:b)", {"any": [
            {"notContains": {"artist": "a"}}, {"notContains": {"album": "b"}}]}),
        ("love", {"any": [{"contains": {f: "love"}}
                          for f in ("title", "artist", "album", "filepath")]}),
        ("year:1994", {"all": [{"is": {"year": 1994}}]}),
        ("year:1990..1999", {"all": [{"gt": {"year": 1989}}, {"lt": {"year": 2000}}]}),
        ("year:<1990", {"all": [{"gt": {"year": 0}}, {"lt": {"year": 1990}}]}),
        ("year:>=1990", {"all": [{"gt": {"year": 1989}}]}),
        ("-year:1990..", {"all": [{"lt": {"year": 1990}}]}),
        ("-year:1990-1999", {"any": [{"lt": {"year": 1990}}, {"gt": {"year": 1999}}]}),
        ('year:""', {"all": [{"is": {"year": 0}}]}),
        ("track:3 disc:2", {"all": [{"is": {"tracknumber": 3}}, {"is": {"discnumber": 2}}]}),
        ("time:>3:00", {"all": [{"gt": {"duration": 180.0}}]}),
        ("time:<=3:00", {"all": [{"lt": {"duration": 180.001}}]}),
        ("-time:>3:00", {"all": [{"lt": {"duration": 180.001}}]}),
        ("added:<7d", {"all": [{"inTheLast": {"dateadded": 7}}]}),
        ("added:>2w", {"all": [{"notInTheLast": {"dateadded": 14}}]}),
        ("-added:<7d", {"all": [{"notInTheLast": {"dateadded": 7}}]}),
        ("added:2024-05", {"all": [
            {"after": {"dateadded": "2024-05-01"}}, {"before": {"dateadded": "2024-06-01"}}]}),
        ("format:FLAC", {"all": [{"is": {"filetype": "flac"}}]}),
        ("", {"all": [{"gt": {"playCount": -1}}]}),
        ("crate:Late", {"all": [{"contains": {"mood": "tense"}}]}),
        ("crate:Friday", {"any": [
            {"contains": {"mood": "tense"}},
            {"all": [{"contains": {"mood": "calm"}},
                     {"all": [{"gt": {"year": 0}}, {"lt": {"year": 2000}}]}]}]}),
    ],
)  # fmt: skip
def test_a_search_is_said_in_navidrome_s_words(query: str, rule: dict[str, Any]) -> None:
    document = said(query)
    assert document.pop("name") == "My list"
    assert {key: document[key] for key in ("all", "any") if key in document} == rule


@pytest.mark.parametrize(
    "query",
    [
        "valence:>0.5", "energy:7-10", "happy:>0.5", "mood:=happy", 'mood:""', "state:staged",
        "missing:mood", "rise:arousal", "at:0:00-0:30 mood:calm", "title:/lo+ve/", 'artist:""',
        "conf:<0.5", "title:100%", "crate:Mine", 'crate:""', "added:<5h", "mood:uncertain",
        "love valence:>0.5",
    ],
)  # fmt: skip
def test_what_navidrome_cannot_say_is_refused_with_the_words_and_the_reason(query: str) -> None:
    with pytest.raises(InputError, match=r"^A Navidrome smart playlist cannot say .+: .+\.$"):
        said(query)


@pytest.mark.parametrize("query", ["(", "crate:Loop", "crate:nowhere", "colour:red"])
def test_a_search_that_cannot_be_read_is_told_as_everywhere(query: str) -> None:
    with pytest.raises(InputError) as caught:
        said(query)
    assert "Navidrome" not in str(caught.value)


def test_songs_that_were_chosen_by_hand_are_no_search() -> None:
    with pytest.raises(InputError, match=r"M3U8"):
        nsp(Request((Playlist("x", ()),), None))


def test_the_order_goes_along_as_far_as_navidrome_knows_it() -> None:
    assert (said("love", "-year")["sort"], said("love", "-year")["order"]) == ("year", "desc")
    assert said("love", "-year title")["sort"] == "-year,title"
    request = Request((Playlist("x", ()),), "mood:calm", "-arousal", CRATES)
    exported = nsp(request)
    assert "sort" not in json.loads(exported.data)
    assert [note for note in exported.notes if "sort by arousal" in note]
    assert [note for note in exported.notes if "tags" in note]
