from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mer_core.errors import InputError
from mer_core.library.database import Library
from mer_core.library.search import condition_of
from tests.core.library.samples import (
    MODEL,
    NEWER_MODEL,
    make_curve,
    make_emotion,
    make_file,
    titles,
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Six tracks: Army, Joga, Bolero and Noise are analysed, Silence and Broken are not."""
    folder = tmp_path_factory.mktemp("music")
    with Library.open(folder / "library.sqlite") as opened:
        rows = [
            (
                "1.flac",
                {"title": "Army of Me", "artist": "Björk", "album": "Post", "duration_s": 234.0},
            ),
            (
                "2.flac",
                {"title": "Jóga", "artist": "Björk", "album": "Homogenic", "duration_s": 305.0},
            ),
            (
                "sub/3.mp3",
                {"title": "Boléro (live)", "artist": "Ravel", "duration_s": 900.0, "codec": "MP3"},
            ),
            ("4.flac", {"title": "Noise", "duration_s": 60.5}),
            ("5 Silence.flac", {"duration_s": None}),
            ("6.mp3", {"title": "Broken", "failure": "it is damaged."}),
        ]
        army, joga, bolero, noise, *_ = opened.add(
            make_file(folder / name, **values) for name, values in rows
        )
        calm_then_angry = ["calm"] * 30 + ["angry"] * 90
        rising = np.linspace(-0.8, 0.95, 120).tolist()
        opened.save_emotion(army, make_emotion(
            -0.4, 0.8, moods=(("angry", 0.9), ("tense", 0.55)),
            curve=make_curve([-0.4] * 120, rising, calm_then_angry), duration_s=234.0,
        ))  # fmt: skip
        opened.save_emotion(joga, make_emotion(
            0.2, 0.1, moods=(("tender", 0.7), ("tense", 0.2)), duration_s=305.0
        ))  # fmt: skip
        opened.save_emotion(bolero, make_emotion(
            0.7, -0.6, moods=(("calm", 0.6),), confidence=0.4, duration_s=900.0
        ))  # fmt: skip
        opened.save_emotion(noise, make_emotion(
            0.0, 0.0, moods=(("uncertain", 1.0),), confidence=0.1, duration_s=60.5
        ))  # fmt: skip
        opened.mark_written(joga, MODEL.sha256)
        yield opened


A, J, B, N, S, X = "Army of Me", "Jóga", "Boléro (live)", "Noise", "", "Broken"
EVERY = {A, J, B, N, S, X}
FOUND = {
    "": EVERY,
    "   ": EVERY,
    "army": {A},
    "ARMY me": {A},
    "army joga": set(),
    "björk": {A, J},
    "bjork BJÖRK": {A, J},
    '"army of"': {A},
    '"of army"': set(),
    "flac": {A, J, N, S},
    "silence": {S},
    "Björk - Jóga": {J},
    "title:bolero": {B},
    "title:=bolero": set(),
    'title:="bolero (live)"': {B},
    'artist:"bjö"': {A, J},
    'artist:""': {N, S, X},
    'title:""': {S},
    'album:"" codec:mp3': {B},
    "path:sub": {B},
    "path:/sub/": {B},
    "codec:flac": {A, J, N, S},
    "codec:=mp3": {B},
    "-björk": EVERY - {A, J},
    "!björk": EVERY - {A, J},
    "NOT björk": EVERY - {A, J},
    "--björk": {A, J},
    "army OR noise": {A, N},
    "army | noise": {A, N},
    "army|noise": {A, N},
    "björk army OR ravel": {A, B},
    "björk (army OR ravel)": {A},
    "björk -(army OR ravel)": {J},
    "title:army|joga": {A, J},
    "title:army|title:noise": {A, N},
    "state:staged|written": {A, B, J},
    "state:uncertain": {N},
    "state:queued": {S},
    "state:failed": {X},
    "mood:tense": {A, J},
    "mood:=tense": set(),
    "mood:=angry": {A},
    "mood:Calm|tender": {B, J},
    'mood:""': {S, X},
    "missing:mood": {S, X},
    "missing:artist": {N, S, X},
    "-mood:tense": EVERY - {A, J},
    "tense:>0.5": {A},
    "tense:0.1-0.3": {J},
    "tense:<=0.55": {A, J},
    "-tense:>0.5": EVERY - {A},
    'tense:""': EVERY - {A, J},
    "valence:>0.6": {B},
    "valence:>0.7": set(),
    "valence:>=0.7": {B},
    "valence:<-0.2": {A},
    "valence:-0.5..0.1": {A, N},
    "valence:-0.5-0.1": {A, N},
    "valence:-0.4": {A},
    "valence:=0.7": {B},
    "valence:0.2-0.7": {J, B},
    "valence:0.2–0.7": {J, B},
    "valence:..0.1": {A, N},
    "valence:0.6..": {B},
    "~valence:0.65": {B},
    "-valence:>-1": {S, X},
    'valence:""': {S, X},
    "arousal:>0.7": {A},
    "tension:0.1": {A, J, B, N},
    "energy:7-10": {A},
    "energy:9": {A},
    "energy:..3": {B},
    "conf:<0.5": {B, N},
    "confidence:>0.5": {A, J},
    "spread:>0.3": {A},
    "peak:>0.9": {A},
    "rise:arousal": {A},
    "fall:arousal": set(),
    "time:3:00-4:00": {A},
    "duration:>5:00": {J, B},
    "length:60..1:01": {N},
    "time:900": {B},
    "time:15:00": {B},
    "time:0:15:00": {B},
    "~time:4:00": {A},
    "at:0:00-0:30 mood:calm": {A, B},
    "at:0:00-0:30 mood:=calm": {A, B},
    "at:0:00-0:31 mood:angry": {A},
    "at:0:00-0:30 mood:angry": set(),
    "at:0:30-2:00 mood:calm": {B},
    "at:0:00-0:20 arousal:<-0.5": {A, B},
    "at:1:30.. energy:>7": {A},
    "at:0:00-0:20 (mood:calm energy:1-3)": {A, B},
    "at:0:00-0:20 -mood:calm": {J, N},
    "-at:0:00-0:20 mood:calm": {J, N, S, X},
    "at:9:00-10:00 -mood:calm": set(),
    "at:0:10 mood:calm björk": {A},
    "/b(j|o)/": {A, J, B},
    "title:/^j.ga$/": {J},
    "title:/JÓGA/": {J},
    "#(valence > 0.5)": {B},
    "#(valence < 0.5, length >= 5:00)": {J},
    "-#(valence != 0.7)": {B},
    "björk #(arousal > 0.5) OR noise": {A, N},
    "%": set(),
    "_": set(),
    "o'brien": set(),
    "'; DROP TABLE tracks; --": set(),
}  # fmt: skip


@pytest.mark.parametrize("query", FOUND)
def test_a_search_finds_what_it_says(library: Library, query: str) -> None:
    assert set(titles(library, query)) == FOUND[query]
    assert library.count(query) == len(FOUND[query])


WRONG = {
    "(army": '"(" is not closed',
    "army)": '")" without a "("',
    ")": '")" without a "("',
    "()": "nothing between",
    '"army': 'before "army" is not closed',
    "army OR": 'after "OR"',
    "| army": 'before "|"',
    "army || noise": 'after "|"',
    "NOT": 'after "NOT"',
    "!": 'after "!"',
    "title:": 'after "title:"',
    "valence:>": 'after "valence:>"',
    "artits:abba": 'no field "artits"',
    "valence:high": '"high" in "valence:high" is not a number',
    "valence:0,5": '"0,5"',
    "valence:0.7..0.2": '"valence:0.7..0.2" runs backwards',
    "valence:..": "is not a number",
    "valence:/x/": "is not a number",
    "time:fast": '"fast" in "time:fast" is not a time',
    "mood:glad": '"glad" is no mood; choose one of happy',
    "mood:>happy": '">happy" is no mood',
    "state:new": '"new" is no state; choose one of queued',
    "missing:hat": '"hat" is no',
    "rise:tension": '"tension" is no curve',
    "~title:a": '"~title:a"',
    "~valence:0.1-0.2": "is not a number",
    "at:0:00-0:30": 'after "at:0:00-0:30"',
    "at:soon mood:calm": '"soon"',
    "at:0:00-0:30 army": 'not at "army"',
    "at:0:00-0:30 title:army": '"title:army"',
    "at:0:00-0:30 at:0:01 mood:calm": '"at:',
    "#(valence high)": '"#(valence high)"',
    "#()": '"#()"',
    "/(/": "/(/",
    "/(a+)+$/": "take very long",
    "/(a|a)*b/": "take very long",
    "/.*.*.*.*x/": "take very long",
    "/(?=a)b/": "look-around",
    r"/(a)\1/": "back-references",
    "/" + "a" * 101 + "/": "longer than 100",
    "(" * 30 + "a" + ")" * 30: "nested",
    "-" * 30 + "a": "nested",
    "a " * 300: "more than 200 words",
    "a" * 3000: "longer than 2000",
}  # fmt: skip


@pytest.mark.parametrize("query", WRONG)
def test_a_wrong_search_is_explained_by_its_word(library: Library, query: str) -> None:
    with pytest.raises(InputError) as caught:
        library.rows(query)
    message = str(caught.value)
    assert WRONG[query] in message
    assert message.endswith(".")
    with pytest.raises(InputError):
        library.count(query)


def test_the_state_of_a_search_is_that_of_the_model_asked_for(library: Library) -> None:
    assert set(titles(library, "state:stale", model_sha256=NEWER_MODEL.sha256)) == {A, J, B, N}
    assert titles(library, "state:staged", model_sha256=NEWER_MODEL.sha256) == []
    assert set(titles(library, "-state:stale", model_sha256=NEWER_MODEL.sha256)) == {S, X}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("title", [S, A, B, X, J, N]),
        ("-title", [N, J, X, B, A, S]),
        ("valence", [A, N, J, B]),
        ("-valence", [B, J, N, A]),
        ("artist title", [A, J, B]),
        ("artist -title", [J, A, B]),
        ("artist, -valence", [J, A, B]),
        ("-duration", [B, J, A, N]),
        ("mood", [A, B, J, N]),
        ("added", [A, J, B, N, S, X]),
    ],
)
def test_rows_are_sorted_with_the_unknown_last(
    library: Library, order: str, expected: list[str]
) -> None:
    assert titles(library, order_by=order)[: len(expected)] == expected


def test_found_rows_keep_the_order(library: Library) -> None:
    assert titles(library, "mood:tense | mood:calm", order_by="-valence") == [B, J, A]


def test_an_unknown_order_is_refused(library: Library) -> None:
    with pytest.raises(InputError, match='"colour"'):
        library.row_ids(order_by="title,colour")


def test_pages_come_in_the_order_asked_for_without_the_gone(library: Library) -> None:
    ids = library.row_ids(order_by="-title")
    assert [row.track.id for row in library.rows_of([ids[2], 999_999, ids[0]])] == [ids[2], ids[0]]


def test_the_order_follows_a_change_by_this_and_by_another_connection(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as here, Library.open(path) as there:
        (first,) = here.add([make_file(tmp_path / "b.flac", title="b")])
        assert here.row_ids(order_by="title") == [first]
        (second,) = there.add([make_file(tmp_path / "a.flac", title="a")])
        assert here.row_ids(order_by="title") == [second, first]
        here.remove([first])
        assert here.row_ids(order_by="title") == [second]
        assert there.row_ids("a", order_by="title") == [second]


PIECES = st.sampled_from([
    "a", "happy", ":", "valence:", "title:", "at:0:30-", "mood:", "state:", "~", "=", ">", "<=",
    "..", "-", "!", "|", " OR ", "NOT ", "(", ")", "#(", '"', "/", "\\", "*", "+", "{9}", "[", "]",
    "?", ".", "0", "1:00", "9" * 400, " ", "\0", "\ud800", "'", ";", "--", "é", "İ", "\n", "calm",
    "energy:", "tense:", "%", "_", ",", "missing:", "rise:", "time:", "inf", "nan", "1e999", "٣",
])  # fmt: skip


@settings(max_examples=500)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join)))
@example("at:-" + "9" * 400 + " mood:calm")
@example("at:" + "9" * 400 + "- valence:>0")
@example('"' * 3)
def test_any_text_is_understood_or_explained(library: Library, text: str) -> None:
    try:
        found = library.row_ids(text)
    except InputError as error:
        message = str(error)
    else:
        message = "."
        assert set(found) <= set(range(1, 7))
        assert library.count(text) == len(found)
    assert message.endswith(".")
    assert library.count() == 6


@settings(max_examples=300)
@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=40))
def test_no_word_of_a_search_gets_into_the_sql(text: str) -> None:
    sql = condition_of('"' + text.replace("\\", "").replace('"', "") + '"').sql
    # A word is looked for in up to three forms.
    assert sql in {condition_of(f'"{word}"').sql for word in ("x", "x!", "x/y")}


@pytest.mark.timeout(300)  # where one pattern is tried in every way there is, it takes for ever
@pytest.mark.parametrize(
    "pattern", ["a.*b.*c", "(ab|cd)x.*", "[a-z]+ [a-z]+", "(a?){20}b", "a?" * 14 + "a" * 14]
)
def test_no_pattern_holds_the_library_up_for_long(tmp_path: Path, pattern: str) -> None:
    with Library.open(tmp_path / "library.sqlite") as library:
        library.add(
            make_file(tmp_path / f"{n}.flac", title="ab" * 400 + " a" * 400) for n in range(60)
        )
        with contextlib.suppress(InputError):
            library.rows(f"/{pattern}/")
