"""Outlines of curves, and what a text must hold: short cuts that may not change an answer."""

from __future__ import annotations

import random
import re
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from mer_core.emotion import EmotionCurve
from mer_core.jobs import JobCancelled
from mer_core.library import migrations, outlines
from mer_core.library.connection import Connection
from mer_core.library.database import Library
from mer_core.library.literals import holding, needed
from mer_core.library.passages import Passage, _answer
from mer_core.library.patterns import PatternMatcher, check_pattern
from mer_core.library.query.tree import At, parse
from mer_core.library.query.window import Window
from mer_core.library.search import condition_in, condition_of
from mer_core.tonality import Measures
from tests.core.library.samples import make_emotion, make_file, older_copy

QUERIES = (
    "at:0:00-0:30 valence:>0.1", "at:0:07-0:19 arousal:-0.2..0.2", "at:0:30.. energy:5-8",
    "at:1:00-2:00 mood:calm", "at:0:13-0:47 mood:=calm", "at:9:50-11:00 valence:<0",
    "at:0:10 (mood:happy | -arousal:>0)", "-at:0:00-0:05 valence:<=0", "at:..0:40 energy:=6",
    "at:0:03-0:04 mood:sad", "at:10:30.. mood:=happy", "at:0:21-5:00 valence:-0.05..0.05",
)  # fmt: skip


def wandering(seed: int) -> EmotionCurve:
    """A curve of any length, step and start that goes its own ways."""
    chance = random.Random(seed)
    step_s = chance.choice([0.512, 0.512, 1.0, 0.25, 3.0, 12.0])
    num_steps = int(chance.choice([0.4, 4.0, 33.0, 90.0, 240.0, 700.0]) / step_s)
    walk = np.random.default_rng(seed).normal(0, 0.15, (2, num_steps)).cumsum(1)
    places = np.clip(walk + chance.uniform(-0.5, 0.5), -1.0, 1.0).astype(np.float32)
    moods: list[str] = []
    while len(moods) < num_steps:
        moods += [chance.choice(["happy", "calm", "sad"])] * chance.randrange(1, 40)
    start_s = chance.choice([0.0, 0.0, 0.256, 2.0])
    return EmotionCurve(start_s, step_s, *places, tuple(moods[:num_steps]))


@pytest.fixture
def songs(library: Library, tmp_path: Path) -> Library:
    files = [make_file(tmp_path / f"{number}.flac") for number in range(120)]
    for number, track_id in enumerate(library.add(files)):
        if number == 60:  # as where songs have come and gone
            run(library.path, "UPDATE sqlite_sequence SET seq = 700 WHERE name = 'analyses'")
        drive = Measures(drive=number / 100 - 0.5) if number % 3 else Measures()
        library.save_emotion(track_id, make_emotion(curve=wandering(number)), drive)
    return library


def run(path: Path, *statements: str) -> None:
    plain = sqlite3.connect(path)
    for statement in statements:
        plain.execute(statement)
    plain.commit()
    plain.close()


def found(connection: Connection, query: str, *, by_outlines: bool) -> list[int]:
    condition = condition_in(connection, query, None) if by_outlines else condition_of(query)
    rows = connection.all(f"SELECT id FROM tracks WHERE {condition.sql}", *condition.parameters)
    return [row[0] for row in rows]


@pytest.mark.parametrize("query", QUERIES)
def test_outlines_change_no_answer(songs: Library, query: str) -> None:
    connection = Connection(songs.path)
    expected = found(connection, query, by_outlines=False)
    assert found(connection, query, by_outlines=True) == expected
    assert 0 < len(expected) < 120
    connection.close()


def test_outlines_decide_most_songs_by_themselves(songs: Library) -> None:
    connection = Connection(songs.path)
    tree = parse("at:0:00-0:30 valence:>0.1")
    assert isinstance(tree, At)
    window = Window(tree.span)
    passage = Passage(connection, window.low_s, window.high_s)
    answer = passage.tracks(_answer(tree.part, passage))
    assert (answer.maybe & ~answer.surely).sum() < 12
    assert answer.surely.sum() > 20
    connection.close()


def test_what_is_analysed_again_has_a_new_outline(songs: Library) -> None:
    (track_id,) = songs.row_ids("at:0:00-0:30 valence:>0.1")[:1]
    flat = EmotionCurve(0.0, 0.5, *np.full((2, 200), -1.0, np.float32), ("sad",) * 200)
    songs.save_emotion(track_id, make_emotion(curve=flat))
    assert track_id not in songs.row_ids("at:0:00-0:30 valence:>0.1")
    assert track_id in songs.row_ids("at:0:00-0:30 mood:=sad")
    assert track_id not in songs.row_ids("at:1:50-2:00 mood:sad")  # it is shorter now


def test_a_library_of_before_gets_its_outlines_bit_by_bit(songs: Library, tmp_path: Path) -> None:
    expected = {query: songs.row_ids(query) for query in QUERIES}
    path = tmp_path / "old" / "library.sqlite"
    before = migrations.MIGRATIONS[: migrations.MIGRATIONS.index(migrations.m012_outlines)]
    older_copy(songs, path, before).close()
    connection = Connection(path)
    assert not outlines.is_whole(connection)
    with Library.open(path) as library:
        assert {query: library.row_ids(query) for query in QUERIES} == expected
        chunks = iter(range(2))  # of three

        def stop() -> None:
            if next(chunks, None) is None:
                raise JobCancelled

        with pytest.raises(JobCancelled):
            library.sum_up(stop)
        assert not outlines.is_whole(connection)
        library.sum_up()
        assert outlines.is_whole(connection)
        assert {query: library.row_ids(query) for query in QUERIES} == expected
    connection.close()


def test_a_damaged_curve_is_looked_at_as_before(songs: Library) -> None:
    damage = "UPDATE curves SET valence = x'00' WHERE analysis_id % 4 = 0"
    run(songs.path, damage, "DELETE FROM outlines")
    songs.sum_up()
    connection = Connection(songs.path)
    for query in QUERIES:
        expected = found(connection, query, by_outlines=False)
        assert found(connection, query, by_outlines=True) == expected
    connection.close()


PATTERNS = {
    "lo+ve": [("lo",), ("ve",)], "^ka.*ta$": [("\nka",), ("ta",)], r"no\. 5": [("no. 5",)],
    "(ka|ta)[bdf]o": [("kabo", "kado", "kafo", "tabo", "tado", "tafo")], "Colou?r": [("colo",)],
    "(remix|edit)$": [("remix", "edit")], "(ab|cd)?ef": [("ef",)], r"\0601": [],
    "a{0,3}bc": [("bc",)], r"\d{4}": [], "x|yz": [], "(?:ab(c|d))*ef": [("ef",)],
    "ab+?cd": [("ab",), ("cd",)], "(ab|c)de|fgh": [("abde", "cde", "fgh")], "a(bc)?d": [],
    "[ab]cd": [("acd", "bcd")], "[^ab]cd": [("cd",)], "[a-c]de": [("de",)],
    "[abc][def]g": [("dg", "eg", "fg")], "x[abcdefghi]yz": [("yz",)], "(ab|c.)de": [("de",)],
    "(ab|cd)+e": [("ab", "cd")], "(|a)bc": [("bc", "abc")], r"\x6bob": [("ob",)],
    r"\u006bob": [("ob",)], "^ka[lmn]": [("\nka",)], "abc[de]fg": [("abc",), ("dfg", "efg")],
    r"\N{LATIN SMALL LETTER K}ob": [("ob",)],
}  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_what_a_pattern_needs_is_known(pattern: str) -> None:
    assert needed(pattern) == PATTERNS[pattern]


@pytest.mark.parametrize("pattern", [r"a\s*+$", r"a\W*+$", "a[^x]*+$", "a[^x]*$", r"a\Z", r"^b\b"])
def test_a_text_of_lines_matches_where_one_of_its_lines_does(pattern: str) -> None:
    matches, chance = PatternMatcher(), random.Random(pattern)
    checked = check_pattern(pattern)
    matches.start()
    seen = set()
    for _ in range(2_000):
        lines = ["".join(chance.choices("ab x", k=chance.randrange(1, 4))) for _ in range(2)]
        expected = any(re.search(checked, line, re.IGNORECASE) for line in lines)
        assert matches(checked, "\n{}\n{}\n".format(*lines)) == expected, lines
        seen.add(expected)
    assert seen == {True, False}


@pytest.mark.parametrize("pattern", [*PATTERNS, "^(a|b)*c", "k?a+t{2}", "(a|)bc", "a{,2}b{2,}c"])
def test_no_text_that_matches_lacks_what_is_needed(pattern: str) -> None:
    chance = random.Random(pattern)
    matching = 0
    for _ in range(20_000):
        line = "".join(chance.choices("abcdefkato", k=chance.randrange(2, 9)))
        if re.search(pattern, line, re.IGNORECASE):
            matching += 1
            text = f"\n{line}\n"
            assert all(any(word in text for word in words) for words in needed(pattern)), line
    assert matching or not set(pattern) <= set("abcdefkato^()|*?+{}[],2")


def test_signs_of_patterns_are_looked_for_as_they_stand() -> None:
    chance, database = random.Random(3), sqlite3.connect(":memory:")
    seen = set()
    for number in range(3_000):
        text = "".join(chance.choices("ab*?[]^-!\n", k=chance.randrange(12)))
        words = ["".join(chance.choices("ab*?[]^-!", k=chance.randrange(1, 4))) for _ in range(2)]
        words += ["b" * 60_000] * (number % 500 == 0)
        sql, parameters = holding("column1", words)
        (found,) = database.execute(
            f"SELECT {sql} FROM (VALUES (?))", (*parameters, text)
        ).fetchone()
        assert bool(found) == any(word in text for word in words), (text, words)
        seen.add(found)
    assert seen == {0, 1}
    database.close()
