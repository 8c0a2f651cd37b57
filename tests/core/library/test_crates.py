from __future__ import annotations

from pathlib import Path

import pytest

from mer_core.errors import InputError
from mer_core.library import migrations
from mer_core.library.connection import Connection, Row
from mer_core.library.crates import FOLDER, PLAIN, SMART
from mer_core.library.database import Library
from tests.core.library.samples import make_emotion, make_file, older_copy, titles

FIRST = ("Calm first 30 s", "Peak time 8–10", "Least sure first", "Not yet tagged")
PLAYED = ("Recently added", "Recently played", "Most played", "Never played")


@pytest.fixture
def songs(library: Library, tmp_path: Path) -> list[int]:
    """Five songs, A to E."""
    return library.add(make_file(tmp_path / f"{name}.flac", title=name) for name in "ABCDE")


def names(library: Library) -> list[str]:
    tree = library.crates.tree()
    return [tree.path(crate) for crate in tree]


def test_a_library_begins_with_crates_that_can_be_changed(library: Library) -> None:
    calm, peak, sure, untagged, *_ = library.crates.tree()
    assert (calm.name, calm.query) == ("Calm first 30 s", "at:0:00-0:30 mood:calm")
    assert (peak.order, sure.order, untagged.order) == ("-arousal", "confidence", "path")
    library.crates.rename(calm.id, "Quiet start")
    library.crates.change_search(calm.id, "at:0:00-1:00 mood:calm", "-valence title")
    library.crates.delete(peak.id)
    assert names(library)[:3] == ["Quiet start", "Least sure first", "Not yet tagged"]
    assert library.crates.tree().get(calm.id).order == "-valence title"


def test_an_older_library_gets_the_four_crates_once_and_keeps_its_songs(
    library: Library, tmp_path: Path, songs: list[int]
) -> None:
    path = tmp_path / "older.sqlite"
    older_copy(library, path, migrations.MIGRATIONS[:3]).close()
    with Library.open(path) as upgraded:
        assert names(upgraded)[:4] == list(FIRST)
        for crate in upgraded.crates.tree().children(None):
            upgraded.crates.delete(crate.id)
    with Library.open(path) as again:
        assert names(again) == []
        assert titles(again) == list("ABCDE")


def test_what_is_new_played_and_failed_has_crates_in_a_closed_folder(library: Library) -> None:
    inside = [f"New and played/{name}" for name in PLAYED]
    assert names(library)[6:] == ["Failed", "New and played", *inside]
    (folder,) = library.crates.tree().called("New and played")
    assert folder.closed
    library.crates.close(folder.id, False)
    assert not library.crates.tree().get(folder.id).closed
    library.crates.close(-1, True)  # deleted meanwhile


def test_they_find_songs_in_their_order(library: Library, tmp_path: Path, songs: list[int]) -> None:
    library.add([make_file(tmp_path / "x.flac", title="X", failure="It is empty.")])
    for number, plays in ((0, 1), (2, 3)):
        for _ in range(plays):
            library.ratings.count_play(songs[number], 4102444800.0 + number)  # in 2100
    found = {
        crate.name: "".join(titles(library, crate.query, order_by=crate.order))
        for crate in library.crates.tree()
        if crate.name in (*PLAYED, "Failed")
    }
    assert sorted(found.pop("Recently added")) == list("ABCDEX")
    assert sorted(found.pop("Never played")) == list("BDEX")
    assert found == {"Recently played": "CA", "Most played": "CA", "Failed": "X"}


def test_they_come_once_beside_what_somebody_made(tmp_path: Path) -> None:
    path = tmp_path / "used.sqlite"
    older = Connection(path, steps=migrations.MIGRATIONS[:15])
    older.run(
        "INSERT INTO crates (place, kind, name, query) VALUES (9, 'plain', 'failed', ''),"
        " (9, 'smart', 'Unheard', 'played:never'), (9, 'folder', 'New and played', '')"
    )
    before = older.all("SELECT * FROM crates ORDER BY id")
    older.close()
    with Library.open(path) as library:
        assert [row[:-1] for row in rows(path)[: len(before)]] == before
        inside = [f"New and played 2/{name}" for name in PLAYED[:3]]
        assert names(library)[-6:] == ["New and played", "Failed 2", "New and played 2", *inside]
        for name in ("Failed 2", "New and played 2"):
            library.crates.delete(library.crates.tree().called(name)[0].id)
    with Library.open(path) as again:
        assert names(again)[-3:] == ["failed", "Unheard", "New and played"]


def rows(path: Path) -> list[Row]:
    connection = Connection(path)
    found = connection.all("SELECT * FROM crates ORDER BY id")
    connection.close()
    return found


def test_songs_stand_in_a_plain_crate_in_the_order_they_were_put(
    library: Library, songs: list[int]
) -> None:
    a, b, c, d, e = songs
    crate = library.crates.create("Warm up", PLAIN)
    assert library.crates.add_songs(crate.id, [c, a, c, e]) == 3
    assert library.crates.add_songs(crate.id, [a, b]) == 1
    assert titles(library, 'crate:"Warm up"', order_by=crate.order) == ["C", "A", "E", "B"]
    library.crates.move_songs(crate.id, [b, e], before=a)
    assert titles(library, "crate:warm", order_by=crate.order) == ["C", "B", "E", "A"]
    library.crates.move_songs(crate.id, [c, d], before=None)
    assert library.crates.songs(crate.id) == [b, e, a, c]
    library.crates.move_songs(crate.id, [b, e], before=e)
    assert library.crates.songs(crate.id) == [b, e, a, c]
    before = library.crates.remove_songs(crate.id, [e, d])
    assert library.crates.songs(crate.id) == [b, a, c]
    library.crates.set_songs(crate.id, before)
    assert library.crates.songs(crate.id) == [b, e, a, c]
    assert titles(library, "", order_by=crate.order) == ["B", "E", "A", "C", "D"]


def test_a_crate_keeps_songs_that_move_or_are_missing_but_not_those_taken_off_the_list(
    library: Library, tmp_path: Path, songs: list[int]
) -> None:
    crate = library.crates.create("Kept", PLAIN)
    library.crates.add_songs(crate.id, songs)
    (tmp_path / "A.flac").rename(tmp_path / "moved.flac")
    moved = make_file(tmp_path / "moved.flac", (b"A.flac").hex(), title="A")
    assert library.add([moved]) == songs[:1]
    library.set_missing([tmp_path / "B.flac"], missing=True)
    library.remove(songs[4:])
    assert titles(library, "crate:kept", order_by=crate.order) == ["A", "B", "C", "D"]
    assert library.crates.count(crate.id) == 4
    assert titles(library, "crate:kept -state:missing") == ["C", "D", "A"]


def test_a_song_that_is_not_in_the_library_cannot_be_put_into_a_crate(
    library: Library, songs: list[int]
) -> None:
    crate = library.crates.create("Warm up", PLAIN)
    assert library.crates.add_songs(crate.id, [999, songs[0]]) == 1
    assert library.crates.songs(crate.id) == songs[:1]


@pytest.mark.parametrize(
    "name", ["", "  ", "\n\t", "\u200b", "x" * 101, "a\0b", "a\u202eb", "\ud800"]
)
def test_a_name_that_cannot_be_read_is_refused(library: Library, name: str) -> None:
    with pytest.raises(InputError, match=r"\.$"):
        library.crates.create(name, PLAIN)
    with pytest.raises(InputError, match=r"\.$"):
        library.crates.rename(library.crates.tree().crates[0].id, name)
    assert len(names(library)) == 12


def test_a_name_stands_once_in_a_folder_whatever_its_case(library: Library) -> None:
    folder = library.crates.create("Friday", FOLDER)
    library.crates.create("Straße é", PLAIN)
    for again in ("Straße é", "STRASSE É", " straße  e\u0301 "):
        with pytest.raises(InputError, match='There is a "Straße é" here already'):
            library.crates.create(again, SMART, query="mood:calm")
    inside = library.crates.create("straße é", PLAIN, parent_id=folder.id)
    with pytest.raises(InputError, match="here already"):
        library.crates.move(inside.id, None)
    library.crates.rename(inside.id, "STRASSE É")
    with pytest.raises(InputError, match='in "Friday" already'):
        library.crates.create("straße é", PLAIN, parent_id=folder.id)


def test_crates_move_between_folders_and_never_into_themselves(library: Library) -> None:
    for crate in library.crates.tree().children(None):
        library.crates.delete(crate.id)
    crates = library.crates
    friday, late = crates.create("Friday", FOLDER), crates.create("Late", FOLDER)
    first, second = crates.create("First", PLAIN), crates.create("Second", PLAIN)
    crates.move(late.id, friday.id)
    crates.move(second.id, late.id)
    crates.move(first.id, late.id, before=second.id)
    assert names(library) == ["Friday", "Friday/Late", "Friday/Late/First", "Friday/Late/Second"]
    crates.move(second.id, None, before=friday.id)
    assert names(library) == ["Second", "Friday", "Friday/Late", "Friday/Late/First"]
    for folder in (friday, late):
        with pytest.raises(InputError, match="into itself"):
            crates.move(friday.id, folder.id)
    for place in (first.id, 999):
        with pytest.raises(InputError):
            crates.move(second.id, place)
    assert names(library) == ["Second", "Friday", "Friday/Late", "Friday/Late/First"]


def test_a_deleted_folder_comes_back_with_all_it_held(library: Library, songs: list[int]) -> None:
    crates = library.crates
    folder = crates.create("Friday", FOLDER)
    crate = crates.create("Warm up", PLAIN, parent_id=folder.id)
    crates.create("Calm", SMART, parent_id=folder.id, query="mood:calm")
    crates.add_songs(crate.id, songs[::-1])
    crates.move(folder.id, None, before=crates.tree().crates[0].id)
    before = names(library)
    deleted = crates.delete(folder.id)
    assert len(names(library)) == 12
    library.remove(songs[:1])
    crates.restore(deleted)
    assert names(library) == before
    assert crates.songs(crate.id) == songs[:0:-1]


def test_what_comes_back_makes_way_for_what_is_there_now(library: Library) -> None:
    crates = library.crates
    folder = crates.create("Friday", FOLDER)
    crate = crates.create("Warm up", PLAIN, parent_id=folder.id)
    deleted, gone = crates.delete(crate.id), crates.delete(folder.id)
    crates.create("WARM UP", PLAIN)
    crates.restore(deleted)
    crates.restore(gone)
    assert sorted(names(library)[12:]) == ["Friday", "WARM UP", "Warm up 2"]


def test_a_crate_is_found_by_its_whole_name_first_then_by_a_part_of_it(
    library: Library, songs: list[int]
) -> None:
    crates = library.crates
    for number, name in enumerate(("Warm up", "Warm up late", 'The "Café" \\')):
        crates.add_songs(crates.create(name, PLAIN).id, songs[number : number + 1])
    folder = crates.create("Friday", FOLDER)
    inside = crates.create("Warm up", PLAIN, parent_id=folder.id)
    crates.add_songs(inside.id, songs[3:4])
    assert titles(library, 'crate:"warm up"') == ["A", "D"]
    assert titles(library, "crate:warm-up") == ["A", "D"]
    assert titles(library, "crate:warm") == ["A", "B", "D"]
    assert titles(library, 'crate:"friday/warm up"') == ["D"]
    assert titles(library, 'crate:="/warm up"') == ["A"]
    assert titles(library, "crate:friday") == ["D"]
    assert titles(library, "crate:cafe") == ["C"]
    assert titles(library, 'crate:""') == ["E"]
    assert titles(library, '-crate:"warm up"') == ["B", "C", "E"]
    for crate in crates.tree().crates[12:]:
        query = crates.tree().query_of(crate)
        assert len(titles(library, query)) == 1, query


def test_a_smart_crate_finds_what_its_search_finds_at_any_time(
    library: Library, songs: list[int]
) -> None:
    crate = library.crates.create("Happy", SMART, query="mood:happy", order_by="-title")
    inner = library.crates.create("Not A", SMART, query="crate:happy -title:a")
    assert titles(library, "crate:happy") == []
    for song in songs[:3]:
        library.save_emotion(song, make_emotion())
    assert titles(library, "crate:happy", order_by=crate.order) == ["C", "B", "A"]
    assert titles(library, 'crate:"not a"') == ["B", "C"]
    assert library.crates.count(inner.id) == 2


@pytest.mark.parametrize(
    ("query", "order", "words"),
    [
        ("mood:hapy", "", "hapy"),
        ('"unclosed', "", "not closed"),
        ("crate:nowhere", "", "No crate is called"),
        ("mood:happy", "loudness", "cannot be sorted"),
    ],
)
def test_a_search_that_cannot_be_understood_makes_no_crate(
    library: Library, query: str, order: str, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        library.crates.create("Mine", SMART, query=query, order_by=order)
    crate = library.crates.tree().crates[0]
    with pytest.raises(InputError, match=words):
        library.crates.change_search(crate.id, query, order)
    assert library.crates.tree().crates[0] == crate


def test_a_crate_that_looks_for_itself_is_refused_or_told(library: Library) -> None:
    crates = library.crates
    one = crates.create("One", SMART, query="mood:calm")
    two = crates.create("Two", SMART, query="crate:one")
    for query in ("crate:one", "crate:two", "mood:sad | crate:two"):
        with pytest.raises(InputError, match="looks for itself"):
            crates.change_search(one.id, query, "")
    crates.delete(one.id)
    for what in (lambda: library.rows("crate:two"), lambda: crates.count(two.id)):
        with pytest.raises(InputError, match='In the crate "Two": No crate is called "one"'):
            what()


def test_crates_in_crates_end_somewhere(library: Library) -> None:
    crates = library.crates
    crates.create("c0", SMART, query="mood:calm")
    for number in range(1, 7):
        last = f"crate:=c{number - 1}"
        crates.create(f"c{number}", SMART, query=f"{last} | {last}")
    with pytest.raises(InputError, match="too many crates"):
        crates.create("c7", SMART, query="crate:=c6 | crate:=c6 | crate:=c5 | crate:=c5")


def test_songs_go_into_plain_crates_only(library: Library, songs: list[int]) -> None:
    crates = library.crates
    smart, folder = crates.tree().crates[0], crates.create("Friday", FOLDER)
    for crate_id in (smart.id, folder.id, 999):
        for change in (crates.add_songs, crates.remove_songs, crates.set_songs):
            with pytest.raises(InputError, match=r"\.$"):
                change(crate_id, songs)
    with pytest.raises(InputError, match="has a search"):
        crates.change_search(folder.id, "mood:calm", "")


def test_a_crate_s_order_is_kept_in_a_library_that_changes(
    library: Library, songs: list[int], tmp_path: Path
) -> None:
    crate = library.crates.create("Warm up", PLAIN)
    library.crates.add_songs(crate.id, songs[::-1])
    library.add([make_file(tmp_path / "F.flac", title="F")])
    assert titles(library, "", order_by=crate.order) == ["E", "D", "C", "B", "A", "F"]
    library.crates.move_songs(crate.id, songs[:1], before=songs[4])
    assert titles(library, "", order_by=crate.order) == ["A", "E", "D", "C", "B", "F"]
