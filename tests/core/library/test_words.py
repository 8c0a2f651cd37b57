"""Words as people type them, against names as they stand in tags."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mer_core.library.database import Library
from mer_core.library.text import fold, forms
from tests.core.library.samples import make_file, titles


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.sqlite") as opened:
        yield opened


#: A name, and what people type for it; each finds it as words, in a field and as the whole of it.
TYPED = {
    "Don’t Stop": [
        "don't stop",
        "dont stop",
        "Don`t stop",
        "DON´T STOP",
        "donʼt stop",
        "don′t stop",
    ],
    "don't": ["don’t", "don‘t", "dont"],
    "Jay-Z": ["jay-z", "jay z", "jayz", "Jay‐Z", "jay–z", "JAY−Z", "jay—z", "jay﹣z"],
    "Jay Z": ["jay-z", "Jay‑Z"],
    "Guns N’ Roses": ["guns n' roses", "guns n roses", "Guns N´ Roses"],
    "C’est la vie": ["c'est la vie", "cest la vie"],
    "Sigur Rós": ["sigur ros", "SIGUR RÓS", "Sigur Ro\u0301s", "sigur\u00a0ros", "sigur  ros"],
    "Beyoncé": ["beyonce", "BEYONCÉ", "Beyonce\u0301"],
    "AC/DC": ["ac/dc", "acdc", "ac dc", "AC-DC", "ac⁄dc", "ＡＣ／ＤＣ"],
    "AC-DC": ["ac/dc", "acdc"],
    "R.E.M.": ["rem", "r.e.m.", "r.e.m"],
    "Ｂｊöｒｋ": ["björk", "bjork"],
    "ﾎﾟﾘﾘｽﾞﾑ": ["ポリリズム"],
    "ポリリズム": ["ﾎﾟﾘﾘｽﾞﾑ", "ポリリズム".encode().decode()],
    "ﬁre ﬂy": ["fire fly"],
    "Œuvre Æther": ["oeuvre aether", "ŒUVRE ÆTHER"],
    "Straße": ["strasse", "STRASSE", "straẞe"],
    "Kadın": ["kadin", "KADIN", "kadın"],
    "KADIN": ["kadın", "kadin"],
    "İstanbul": ["istanbul", "ISTANBUL", "İSTANBUL", "i\u0307stanbul", "ıstanbul"],
    "Łódź": ["lodz", "ŁÓDŹ"],
    "Mø": ["mo"],
    "Đorđe": ["dorde"],
    "zero\u200bwidth": ["zerowidth"],
    "soft\u00adhyphen": ["softhyphen"],
    "Heart ❤\ufe0f": ["heart ❤"],
    "Rock & Roll": ["rock and roll", "rock & roll", "Rock ＆ Roll"],
    "Rock and Roll": ["rock & roll"],
    "Florence + the Machine": ["florence and the machine"],
    "Simon&Garfunkel": ["simon & garfunkel", "simon and garfunkel"],
    "Rock 'n' Roll": ["rock n roll", "rock ’n’ roll", "rock'n'roll"],
    "Rock’n’Roll": ["rock n roll", "rocknroll", "rock 'n' roll"],
    "P!nk": ["p!nk"],
    "Ke$ha": ["ke$ha"],
    "Back in Black (Live)": ["back in black live"],
    "What’s Going On?": ["whats going on", "what's going on?"],
    "…And Justice for All": ["and justice for all", "...and justice for all"],
    "Vol. 1, Part 2": ["vol 1 part 2"],
    "T.N.T.": ["tnt"],
    "x² + y": ["x2 + y"],
    "Всё идёт": ["все идет"],
    "Τελικός": ["τελικοσ", "ΤΕΛΙΚΟΣ"],
    "!!!": ["!!!"],
    "한국": ["한국", "한국".encode().decode()],
}


@pytest.mark.parametrize(
    ("name", "typed"), [(n, t) for n, all_typed in TYPED.items() for t in all_typed]
)
def test_a_name_is_found_as_people_type_it(library: Library, name: str, typed: str) -> None:
    folder = library.path.parent
    for number, each in enumerate((name, "other")):
        library.add([make_file(folder / f"{number}.flac", title=each, artist=each, album=each)])
    for field in ("", "title:", "artist:", "artist:=", "album:"):
        assert titles(library, f'{field}"{typed}"') == [name], field
    if typed != "!!!":  # without quotation marks that says "not"
        assert titles(library, typed) == [name]
        assert titles(library, f"title:{typed.split()[0]}") == [name]


#: Two songs, Joga by Björk and Don't Stop by Guns N' Roses on "AC/DC - Live: 12\" (No. 1)".
QUERIES = {
    "don't": {"D"},
    "-don't": {"J"},
    "'don't'": {"D"},
    "n' roses": {"D"},
    "guns 'n' roses": {"D"},
    "ac/dc": {"D"},
    "-ac/dc": {"J"},
    "album:ac/dc": {"D"},
    "(ac/dc)": {"D"},
    "ac/dc|joga": {"D", "J"},
    "“don't stop”": {"D"},
    "„don’t stop“": {"D"},
    "«don't stop»": {"D"},
    "title:“stop don't”": set(),
    'title:"don’t “stop”"': {"D"},
    "＂don't stop＂": {"D"},
    "Björk – Joga": {"J"},
    "Björk — Joga": {"J"},
    "Björk - Joga": {"J"},
    '12"': {"D"},
    '12" live': {"D"},
    "live: 12": {"D"},
    "Live:": {"D"},
    "jo-ga": {"J"},
    "-joga": {"D"},
    "guns & roses": set(),
    "joga,": {"J"},
    "björk; joga!": {"J"},
    "/^joga$/": {"J"},
    "/^don't stop$/": {"D"},
    "/^don’t/": {"D"},
    "/stop$/": {"D"},
    "/^bjork$/": {"J"},
    "/joga$/": {"J"},
    "/^guns.*dc/": set(),
    "/no\\. 1\\)$/": {"D"},
    "title:/^j.g.$/": {"J"},
    "/Ö/": {"J", "D"},
    "/^0.*flac$/": {"J"},
    "/bj[öø]rk/": {"J"},
    "/Æ/": set(),
    "/^$/": set(),
    'codec:""': {"D"},
    '-codec:""': {"J"},
    'genre:""': {"D"},
    'artist:""': set(),
    'path:""': set(),
    'codec:=""': {"D"},
    "missing:genre": {"D"},
    "missing:codec": {"D"},
    "codec:=flac": {"J"},
    "genre:trip-hop": {"J"},
    "genre:triphop": {"J"},
    "genre:=electronic": {"J"},
    "genre:=trip": set(),
    "genre:pop|electronic": {"J"},
    "genre:/^trip/": {"J"},
    "electronic": set(),
    "path:“my music”": {"J", "D"},
    "path:ac-dc": {"D"},
    "path:acdc": {"D"},
    "path:/dc.1.flac$/": {"D"},
}


@pytest.mark.parametrize("query", QUERIES)
def test_signs_in_a_search_mean_what_people_mean(library: Library, query: str) -> None:
    folder = library.path.parent / "My Music"
    library.add([
        make_file(folder / "0 Joga.flac", title="Joga", artist="Björk", codec="FLAC",
                  genre="Electronic\nTrip-Hop"),
        make_file(folder / "AC-DC" / "1.flac", title="Don’t Stop", artist="Guns N’ Roses", codec="",
                  album='AC/DC - Live: 12" (No. 1)'),
    ])  # fmt: skip
    assert {title[0] for title in titles(library, query)} == QUERIES[query]
    assert library.count(query) == len(QUERIES[query])


def test_a_pattern_matches_each_name_by_itself(library: Library) -> None:
    folder = library.path.parent
    library.add(
        make_file(folder / f"{n}.flac", title=f"Piece {n}", artist="Somebody", album="Piece 9")
        for n in range(1, 5)
    )
    assert titles(library, "/piece [12]$/") == ["Piece 1", "Piece 2"]
    assert titles(library, "/^piece 3$/") == ["Piece 3"]
    assert titles(library, r"/^4\.flac$/") == ["Piece 4"]
    assert library.count("/^somebody$/") == 4
    assert library.count("/^9/") == 0


def test_one_of_several_artists_is_the_whole_of_a_name(library: Library) -> None:
    path = library.path.parent / "a.flac"
    library.add([make_file(path, title="T", artist="Ella\nLouis Armstrong")])
    for query in (
        "artist:=ella",
        'artist:="louis armstrong"',
        "artist:louis",
        "ella louis",
        "artist:/^louis/",
    ):
        assert titles(library, query) == ["T"], query
    assert titles(library, 'artist:="ella louis armstrong"') == []
    assert titles(library, '"ella louis"') == []
    (row,) = library.rows()
    assert row.track.artist == "Ella; Louis Armstrong"


def test_folding_does_not_depend_on_the_systems_language() -> None:
    code = "from mer_core.library.text import forms; print(ascii(forms('KADIN İZMİR ışık Jay-Z')))"
    for locale in ("tr_TR.UTF-8", "C"):
        environment = {**os.environ, "LC_ALL": locale, "PYTHONIOENCODING": "utf-8"}
        found = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
        assert found.stdout.strip() == ascii(forms("KADIN İZMİR ışık Jay-Z"))


def test_forms_are_folded_spaced_and_joined() -> None:
    assert forms("AC/DC") == ("ac/dc", "ac dc", "acdc")
    assert forms("Love Song") == ("love song",)
    assert forms("!!!") == ("!!!",)
    assert forms("") == ("",)
    assert fold(" “Ａ”\u2003–\tB\u200d ") == '"a" - b'
