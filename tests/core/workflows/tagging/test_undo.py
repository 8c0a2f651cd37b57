"""Undo finds the files of a run wherever they are now, and touches no other."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mer_core.errors import InputError
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.tags.journal import Journal
from mer_core.workflows.scan import scan
from mer_core.workflows.tag import apply, stage
from mer_core.workflows.undo import undo, undo_below
from tests.core.library.samples import NEWER_MODEL, make_emotion
from tests.core.workflows.tagging.conftest import FILES, state_of

Contents = dict[str, bytes]


@pytest.fixture
def old(library: Library, journal: Journal, music: Path, context: SilentContext) -> Contents:
    """All songs are written; what they were before."""
    before = {path.name: path.read_bytes() for path in music.iterdir()}
    assert apply(context, library, journal, stage(context, library)).written == len(FILES)
    return before


def below(folder: Path) -> Contents:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rename(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)


def copy_and_delete(source: Path, target: Path) -> None:
    """As a move to another disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)
    source.unlink()


@pytest.mark.parametrize("move", [rename, copy_and_delete])
@pytest.mark.parametrize("rescanned", [True, False])
def test_moved_files_are_brought_back_where_they_are_now(
    move: Callable[[Path, Path], None], rescanned: bool, library: Library, journal: Journal,
    music: Path, old: Contents, context: SilentContext,
) -> None:  # fmt: skip
    for name in FILES:
        move(music / name, music / "elsewhere" / f"new {name}")
    if rescanned:
        scan(context, library, [music])
    report = undo(context, library, journal)
    assert (report.restored, report.failed) == (4, ())
    assert below(music) == {f"new {name}": content for name, content in old.items()}
    scan(context, library, [music])
    assert {row.state for row in library.rows()} == {"staged"}
    assert library.count() == 4


def test_a_renamed_folder_is_followed(
    library: Library, journal: Journal, music: Path, old: Contents, context: SilentContext
) -> None:
    moved = music.rename(music.with_name("Music of mine"))
    report = undo(context, library, journal)
    assert (report.restored, report.failed) == (4, ())
    assert below(moved) == old


def test_a_file_is_followed_after_the_library_was_lost(
    journal: Journal, library: Library, music: Path, old: Contents, tmp_path: Path,
    context: SilentContext,
) -> None:  # fmt: skip
    (tmp_path / "far").mkdir()
    moved = music.rename(tmp_path / "far" / "away")
    with Library.open(tmp_path / "new.sqlite") as rebuilt:
        scan(context, rebuilt, [moved])
        assert undo(context, rebuilt, journal).restored == 4
    assert below(moved) == old


def test_two_equal_songs_that_were_moved_are_both_brought_back(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    twin = music / "twin.mp3"
    shutil.copy(music / "a.mp3", twin)
    before = twin.read_bytes()
    scan(context, library, [music])
    apply(context, library, journal, stage(context, library))
    for path in (music / "a.mp3", twin):
        copy_and_delete(path, music / "moved" / path.name)
    scan(context, library, [music])
    report = undo(context, library, journal)
    assert (report.restored, report.failed) == (5, ())
    assert (music / "moved" / "a.mp3").read_bytes() == before
    assert (music / "moved" / "twin.mp3").read_bytes() == before


def test_files_that_changed_places_are_told_apart(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    one, two, aside = music / "a.mp3", music / "two.mp3", music / "aside"
    shutil.copy(music / "b.flac", two)  # whatever its name says
    before = {one: one.read_bytes(), two: two.read_bytes()}
    scan(context, library, [music])
    apply(context, library, journal, stage(context, library))
    one.rename(aside)
    two.rename(one)
    aside.rename(two)
    scan(context, library, [music])
    assert undo(context, library, journal).restored == 5
    assert (one.read_bytes(), two.read_bytes()) == (before[two], before[one])


def test_a_moved_file_that_somebody_changed_is_left_and_its_place_is_named(
    library: Library, journal: Journal, music: Path, old: Contents, context: SilentContext
) -> None:
    moved = music / "moved" / "b.flac"
    rename(music / "b.flac", moved)
    edited = moved.read_bytes().replace(b"b.flac", b"B.FLAC")
    moved.write_bytes(edited)
    scan(context, library, [music])
    report = undo(context, library, journal)
    assert report.restored == 3
    ((path, reason),) = report.failed
    assert path == music / "b.flac"
    assert reason.startswith(f"it is now {moved} and was changed since it was written")
    assert moved.read_bytes() == edited


def test_a_copy_is_not_taken_for_the_file_that_is_out_of_reach(
    library: Library, journal: Journal, music: Path, old: Contents, context: SilentContext
) -> None:
    copy = music / "backup" / "a.mp3"
    copy.parent.mkdir()
    shutil.copy(music / "a.mp3", copy)
    scan(context, library, [music])
    written = copy.read_bytes()
    (music / "a.mp3").unlink()
    scan(context, library, [music])
    report = undo(context, library, journal)
    assert report.restored == 3
    ((path, reason),) = report.failed
    assert path == music / "a.mp3"
    assert "no longer there; if you moved it, let Moodline look" in reason
    assert copy.read_bytes() == written
    assert undo_below(context, library, journal, copy).restored == 1
    assert copy.read_bytes() == old["a.mp3"]


def test_among_copies_the_moved_file_itself_is_known_by_its_inode(
    library: Library, journal: Journal, music: Path, old: Contents, context: SilentContext
) -> None:
    moved, copies = music / "z" / "a.mp3", [music / "k" / "1.mp3", music / "zz" / "2.mp3"]
    for copy in copies:
        copy.parent.mkdir()
        shutil.copy(music / "a.mp3", copy)
    rename(music / "a.mp3", moved)
    written = moved.read_bytes()
    scan(context, library, [music])
    assert undo(context, library, journal).restored == 4
    assert moved.read_bytes() == old["a.mp3"]
    assert [copy.read_bytes() for copy in copies] == [written] * 2


def test_copies_of_which_none_is_the_file_itself_are_left_until_one_is_named(
    library: Library, journal: Journal, music: Path, old: Contents, context: SilentContext
) -> None:
    copies = [music / "k" / "1.mp3", music / "zz" / "2.mp3"]
    for copy in copies:
        copy.parent.mkdir()
        shutil.copy(music / "a.mp3", copy)
    written = copies[0].read_bytes()
    (music / "a.mp3").unlink()
    scan(context, library, [music])
    report = undo(context, library, journal)
    assert "several files hold what was written; undo the one you mean" in report.failed[0][1]
    assert [copy.read_bytes() for copy in copies] == [written] * 2
    assert undo_below(context, library, journal, copies[1]).restored == 1
    assert [copy.read_bytes() for copy in copies] == [written, old["a.mp3"]]
    assert journal.runs()[0].undone


def test_a_file_moved_behind_a_symlink_is_followed(
    library: Library, journal: Journal, music: Path, context: SilentContext, tmp_path: Path
) -> None:
    store = tmp_path / "store" / "b.flac"
    rename(music / "b.flac", store)
    (music / "b.flac").symlink_to(store)
    before = store.read_bytes()
    scan(context, library, [music])
    apply(context, library, journal, stage(context, library))
    (music / "b.flac").unlink()
    rename(store, tmp_path / "attic" / "b.flac")
    (music / "b.flac").symlink_to(tmp_path / "attic" / "b.flac")
    assert undo(context, library, journal).restored == 4
    assert (tmp_path / "attic" / "b.flac").read_bytes() == before


# --- by path ---


def test_one_file_of_a_run_is_undone_and_the_others_can_be_still(
    library: Library, journal: Journal, music: Path, old: Contents, context: SilentContext
) -> None:
    assert undo_below(context, library, journal, music / "b.flac").restored == 1
    assert (music / "b.flac").read_bytes() == old["b.flac"]
    assert state_of(library, music / "b.flac") == "staged"
    assert state_of(library, music / "a.mp3") == "written"
    (run,) = journal.runs()
    assert (run.num_files, run.num_undone, run.undone) == (4, 1, False)
    with pytest.raises(InputError, match=r"nothing to undo.*b\.flac"):
        undo_below(context, library, journal, music / "b.flac")
    assert undo(context, library, journal).restored == 3
    assert below(music) == old


def test_by_path_the_last_change_is_undone_first_then_the_one_before(
    library: Library, journal: Journal, music: Path, old: Contents, context: SilentContext
) -> None:
    song = music / "a.mp3"
    first = song.read_bytes()
    row = library.find(song)
    assert row is not None
    sad = make_emotion(-0.5, moods=(("sad", 0.9),), model=NEWER_MODEL)
    library.save_emotion(row.track.id, sad)
    apply(context, library, journal, stage(context, library, [row.track.id]))
    undo_below(context, library, journal, song)
    assert song.read_bytes() == first
    undo_below(context, library, journal, song)
    assert song.read_bytes() == old["a.mp3"]


def test_by_path_the_last_run_that_can_still_be_undone_counts(
    library: Library, journal: Journal, music: Path, old: Contents, context: SilentContext
) -> None:
    song = music / "a.mp3"
    first = song.read_bytes()
    row = library.find(song)
    assert row is not None
    sad = make_emotion(-0.5, moods=(("sad", 0.9),), model=NEWER_MODEL)
    library.save_emotion(row.track.id, sad)
    apply(context, library, journal, stage(context, library, [row.track.id]))
    song.write_bytes(first)  # a backup from between the two runs
    assert undo_below(context, library, journal, song).restored == 1
    assert song.read_bytes() == old["a.mp3"]


def test_all_files_below_a_folder_are_undone_also_those_that_were_moved_there(
    library: Library, journal: Journal, music: Path, old: Contents, context: SilentContext
) -> None:
    rename(music / "a.mp3", music / "album" / "1.mp3")
    copy_and_delete(music / "b.flac", music / "album" / "2.flac")
    assert undo_below(context, library, journal, music / "album").restored == 2
    assert below(music / "album") == {"1.mp3": old["a.mp3"], "2.flac": old["b.flac"]}
    assert below(music)["c.opus"] != old["c.opus"]


@pytest.mark.parametrize("link", ["hardlink_to", "symlink_to"])
def test_a_file_is_undone_under_any_of_its_names(
    link: str, library: Library, journal: Journal, music: Path, old: Contents, tmp_path: Path,
    context: SilentContext,
) -> None:  # fmt: skip
    other = tmp_path / "links" / "other.mp3"
    other.parent.mkdir()
    getattr(other, link)(music / "a.mp3")
    assert undo_below(context, library, journal, other.parent).restored == 1
    assert (music / "a.mp3").read_bytes() == old["a.mp3"]
    assert state_of(library, music / "a.mp3") == "staged"


def test_an_old_path_means_the_file_that_was_there(
    library: Library, journal: Journal, music: Path, old: Contents, context: SilentContext
) -> None:
    rename(music / "a.mp3", music / "album" / "1.mp3")
    scan(context, library, [music])
    assert undo_below(context, library, journal, music / "a.mp3").restored == 1
    assert (music / "album" / "1.mp3").read_bytes() == old["a.mp3"]


def test_a_crash_while_a_moved_file_is_undone_is_mended_where_it_is(
    library: Library, journal: Journal, music: Path, old: Contents, context: SilentContext
) -> None:
    moved = music / "album" / "1.mp3"
    rename(music / "a.mp3", moved)
    written = moved.read_bytes()
    undo_below(context, library, journal, moved)
    (log,) = journal.folder.glob("*/log.jsonl")
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    content = old["a.mp3"]
    torn = written[: len(content) // 2] + content[len(content) // 2 :]
    if len(written) == len(content):
        moved.write_bytes(torn)
    assert len(journal.recover()) == 1
    assert moved.read_bytes() == content
    assert os.listdir(moved.parent) == ["1.mp3"]
