"""A search while it is typed: where it is wrong, how it may go on, what it means."""

from __future__ import annotations

from pathlib import Path

import pytest

from mer_core.errors import InputError
from mer_core.library.connection import Connection
from mer_core.library.crates import SMART
from mer_core.library.database import Library
from mer_core.library.query.completing import completions


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("rain mood:hapy calm", "mood:hapy"),
        ("-(valence:>x | sad)", "valence:>x"),
        ("state:staged|wrong", "wrong"),
        ("at:0:00-0:30 title:x", "title:x"),
        ("at:soon mood:calm", "at:soon"),
        ('one "two three', '"two three'),
        ("a #(valence ? 3) b", "#(valence ? 3)"),
        ("a #(valence > x) b", "#(valence > x)"),
        ("calm ) x", ")"),
        ("calm OR", ""),
        ("(calm", ""),
        ("key:H  ~mood:calm", "key:H"),
        ("crate:nothing", "crate:nothing"),
        ('title:"x" /(/', "/(/"),
        ("energy:", "energy:"),
    ],
)
def test_an_error_tells_where_it_is(library: Library, query: str, wrong: str) -> None:
    with pytest.raises(InputError) as raised:
        library.count(query)
    assert raised.value.at is not None
    start, end = raised.value.at
    assert query[start:end] == wrong
    if not wrong:
        assert start == len(query)


def test_an_error_within_a_crate_is_at_the_crate(library: Library) -> None:
    library.crates.create("Odd", SMART, query="calm happy:>0.5")
    inner = library.crates.create("Outer", SMART, query="crate:odd")
    library.crates.change_search(inner.id, "a a a a crate:odd", "")
    connection = Connection(library.path)
    connection.run("UPDATE crates SET query = 'calm mood:odd' WHERE name = 'Odd'")
    connection.close()
    with pytest.raises(InputError) as raised:
        library.count("-x crate:outer")
    assert raised.value.at == (3, 14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("va", ["valence:"]), ("rain -mo", ["mood:"]), ("(ha", ["happy:"]), ("~va", ["valence:"]),
        ("mood:te", ["tense", "tender"]), ("x state:staged|wr", ["written"]),
        ("mood:=ca", ["calm"]), ("is:", ["copy"]), ("initialkey:12", ["12A", "12B"]),
        ("lastplayed:", ["never"]), ("crate:w", ['"Warm up"']), ('crate:"war', ['"Warm up"']),
        ("crate:", ['"Warm up"', "Friday"]),
        ("mood:calm", []), ("v", []), ("", []), ("zz", []), ("valence:0", []), ("title:ha", []),
        ("MISSING:al", ["album", "albumartist"]), ('"mo', []),
    ],
)  # fmt: skip
def test_a_search_goes_on_with_what_can_stand_there(text: str, expected: list[str]) -> None:
    start, found = completions(text + " more", len(text), ["Warm up", "Friday"])
    assert found == expected
    if found:
        assert text[:start] + found[0] != text


def test_what_is_put_in_takes_the_words_place() -> None:
    start, found = completions('a crate:"wa b', 11, ['Wa "x"'])
    assert 'a crate:"wa b'[:start] + found[0] == 'a crate:"Wa \\"x\\""'


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "all songs"),
        ("rain -mood:calm", "a name holds “rain” and not calm is among the moods"),
        ("valence:>0.6 | conf:<=.5", "valence more than 0.6 or confidence at most .5"),
        ("a (b | year:1990..1999)", "a name holds “a” and (a name holds “b” or year 1990 to 1999)"),
        ("at:0:00-0:30 mood:=calm", "from 0:00 to 0:30 of the song: the strongest mood is calm"),
        ("arousal:0.4..", "arousal at least 0.4"),
        ("time:3:00-4:00", "duration 3:00 to 4:00"),
        ("~valence:0.7", "valence 0.6 to 0.8"),
        ("energy:7", "energy 7"),
        ("~key:8A", "the key is Am (8A) or C (8B) or Dm (7A) or Em (9A)"),
        ('artist:=björk album:""', "the artist is “björk” and has no album"),
        ("/x+/", "a name matches /x+/"),
        ("state:manual is:copy", "was corrected by hand and is a copy"),
        ("missing:mood", "has no mood"),
        ("rise:arousal", "arousal rises from the first third to the last"),
        ("added:<7d", "was added less than 7d ago"),
        ("played:>30d", "was last played more than 30d ago"),
        ("played:2024", "was last played 2024"),
        ("-played:never", "not was never played"),
        ("happy:>0.5", "is happy by more than 0.5"),
        ("valence:-0.5", "valence -0.5"),
        ("valence:-0.5..-0.1", "valence -0.5 to -0.1"),
        ("mission:", "a name holds “mission:”"),
    ],
)  # fmt: skip
def test_a_search_is_told_in_words(library: Library, query: str, words: str) -> None:
    assert library.explain(query) == words


def test_what_cannot_be_understood_is_not_explained(library: Library, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="hapy"):
        library.explain("mood:hapy")
