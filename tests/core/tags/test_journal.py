"""Undo, and what is left after a crash at any point of a write."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from mer_core.errors import InputError, TagError
from mer_core.jobs import SilentContext
from mer_core.tags import journal as journal_module
from mer_core.tags import writer
from mer_core.tags.journal import Journal
from mer_core.tags.records import pack, unpack
from tests.core.tags.conftest import Write
from tests.core.tags.samples import BATTERY, HAPPY, LONG, SAD, frame, mp3_sound, tag, text

ROOMY = tag(frame("TIT2", text("Title"), version=3), version=3, padding=4096)


@pytest.fixture
def songs(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "music"
    folder.mkdir()
    paths = [folder / name for name in ("a.mp3", "b.mp3", "c.mp3")]
    for path in paths:
        path.write_bytes(ROOMY + mp3_sound())
    return paths


def write_all(journal: Journal, paths: list[Path]) -> str:
    changes = [writer.plan(path, HAPPY) for path in paths]
    with journal.begin("Three songs") as run:
        for change in changes:
            writer.write(change, run)
    return run.id


def log_of(journal: Journal) -> Path:
    (path,) = journal.folder.glob("*/log.jsonl")
    return path


def forget_the_outcome(journal: Journal) -> None:
    """As if the process had been killed before it wrote the last line."""
    path = log_of(journal)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def test_a_run_is_listed_with_its_title_and_undone_as_a_whole(
    songs: list[Path], journal: Journal, context: SilentContext
) -> None:
    old = songs[0].read_bytes()
    run_id = write_all(journal, songs)
    (summary,) = Journal(journal.folder).runs()
    assert (summary.id, summary.title, summary.num_files) == (run_id, "Three songs", 3)
    assert not summary.undone
    heard: list[Path] = []
    results = Journal(journal.folder).undo(
        run_id, context, on_result=lambda result: heard.append(result.path)
    )
    assert [result.path for result in results] == songs[::-1] == heard
    assert all(path.read_bytes() == old for path in songs)
    assert Journal(journal.folder).runs()[0].undone
    assert journal.undo(run_id, context) == []
    assert (context.progress[-1].done, context.progress[-1].total) == (0, 0)


def test_runs_are_undone_newest_first_and_an_older_one_is_refused_until_then(
    songs: list[Path], journal: Journal, write: Write
) -> None:
    old = songs[0].read_bytes()
    first, second = write(songs[0], HAPPY), write(songs[0], SAD)
    assert [run.id for run in journal.runs()] == [second, first]
    (result,) = journal.undo(first, SilentContext())
    assert "changed since" in result.reason
    for run in (second, first):
        assert all(result.ok for result in journal.undo(run, SilentContext()))
    assert songs[0].read_bytes() == old


def test_a_file_that_somebody_changed_since_is_left_and_the_others_are_undone(
    songs: list[Path], journal: Journal
) -> None:
    old = songs[0].read_bytes()
    run_id = write_all(journal, songs)
    edited = songs[1].read_bytes().replace(b"T\0i\0t\0l\0e", b"O\0t\0h\0e\0r")
    songs[1].write_bytes(edited)
    songs[2].unlink()
    results = {result.path: result.reason for result in journal.undo(run_id, SilentContext())}
    assert results[songs[0]] == ""
    assert "changed since it was written; it was left as it is" in results[songs[1]]
    assert "no longer there" in results[songs[2]]
    assert songs[0].read_bytes() == old
    assert songs[1].read_bytes() == edited
    assert not journal.runs()[0].undone
    songs[1].write_bytes(edited.replace(b"O\0t\0h\0e\0r", b"T\0i\0t\0l\0e"))
    again = {result.path: result.ok for result in journal.undo(run_id, SilentContext())}
    assert again == {songs[1]: True, songs[2]: False}


def test_undo_keeps_the_time_that_the_file_has_then(songs: list[Path], journal: Journal) -> None:
    run_id = write_all(journal, songs[:1])
    os.utime(songs[0], ns=(5, 7))
    assert journal.undo(run_id, SilentContext())[0].ok
    assert songs[0].stat().st_mtime_ns == 7


def test_an_unknown_run_is_an_input_error(journal: Journal) -> None:
    with pytest.raises(InputError, match="no run 'nonsense'"):
        journal.undo("nonsense", SilentContext())


def test_only_one_run_at_a_time_here_or_in_another_process(
    songs: list[Path], journal: Journal
) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path; from mer_core.tags.journal import Journal\n"
        "journal = Journal(Path(sys.argv[2]))\n"
        "print(journal.recover())\n"
        "journal.begin('second')\n"
    )
    with journal.begin("first") as run:
        with pytest.raises(InputError, match="another window or terminal"):
            Journal(journal.folder).begin("second")
        assert journal.recover() == []
        command = [
            sys.executable,
            "-c",
            script,
            str(Path(__file__).parents[3]),
            str(journal.folder),
        ]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.stdout == "[]\n"
        assert "InputError: Moodline is writing tags in another window" in done.stderr
    with pytest.raises(TagError, match="run that should note the change is over"):
        writer.write(writer.plan(songs[0], HAPPY), run)
    with journal.begin("second"):
        pass


def test_where_the_journal_cannot_be_kept_no_run_begins(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be written"):
        Journal(tmp_path / "file").begin("test")


def test_a_run_that_changed_nothing_is_not_listed_and_soon_forgotten(journal: Journal) -> None:
    for _ in range(3):
        with journal.begin("nothing"):
            pass
    assert journal.runs() == []
    assert len(list(journal.folder.glob("*/log.jsonl"))) == 1


def test_old_runs_are_forgotten_and_new_ones_kept(
    songs: list[Path], journal: Journal, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "KEEP_RUNS", 3)
    runs = [write(songs[0], tags) for tags in (HAPPY, SAD, HAPPY, SAD, HAPPY)]
    assert [run.id for run in journal.runs()] == runs[:1:-1]


@pytest.mark.parametrize("state", ["old", "new"])
def test_a_crash_before_or_after_the_write_itself_is_told_apart(
    state: str, songs: list[Path], journal: Journal
) -> None:
    old, mtime_ns = songs[0].read_bytes(), songs[0].stat().st_mtime_ns
    write_all(journal, songs[:1])
    new = songs[0].read_bytes()
    forget_the_outcome(journal)
    if state == "old":
        songs[0].write_bytes(old)
    said = {"old": "the write had not happened; it is as it was", "new": "the write had finished"}
    assert Journal(journal.folder).recover() == [f"a.mp3: {said[state]}"]
    assert Journal(journal.folder).recover() == []
    assert songs[0].read_bytes() == {"old": old, "new": new}[state]
    assert songs[0].stat().st_mtime_ns == mtime_ns
    assert len(journal.runs()) == (1 if state == "new" else 0)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_crash_in_the_middle_of_a_write_in_place_brings_the_old_file_back(
    share: float, songs: list[Path], journal: Journal
) -> None:
    old = songs[0].read_bytes()
    write_all(journal, songs[:1])
    new = songs[0].read_bytes()
    differing = [i for i, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    cut = differing[int(len(differing) * share)]
    for torn in (new[:cut] + old[cut:], old[:cut] + new[cut:]):
        forget_the_outcome(journal)
        songs[0].write_bytes(torn)
        assert journal.recover() == ["a.mp3: it was half-written and is as it was before"]
        assert songs[0].read_bytes() == old


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_crash_while_a_linked_file_was_written_over_brings_the_old_file_back(
    share: float, tmp_path: Path, journal: Journal, write: Write
) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(BATTERY["2.4"]())
    path.with_name("link.mp3").hardlink_to(path)
    old = path.read_bytes()
    write(path, LONG)
    new = path.read_bytes()
    forget_the_outcome(journal)
    (log_of(journal).parent / "000000.old").write_bytes(old)
    cut = int(len(new) * share)
    torn = new[:cut] + (old + bytes(len(new) - len(old)))[cut:]
    path.write_bytes(torn)
    assert journal.recover() == ["song.mp3: it was half-written and is as it was before"]
    assert path.read_bytes() == old
    assert path.stat().st_nlink == 2
    assert (log_of(journal).parent / "000000.torn").read_bytes() == torn


def test_a_new_file_left_by_a_crash_is_removed(
    tmp_path: Path, journal: Journal, write: Write
) -> None:
    path = tmp_path / "music" / "song.mp3"
    path.parent.mkdir()
    path.write_bytes(BATTERY["2.3 without padding"]())
    old = path.read_bytes()
    run = write(path, HAPPY)
    forget_the_outcome(journal)
    path.write_bytes(old)
    (path.parent / f".moodline-{run}-000000.tmp").write_bytes(b"half a file")
    journal.recover()
    assert os.listdir(path.parent) == ["song.mp3"]
    assert path.read_bytes() == old


def test_a_crash_in_the_middle_of_an_undo_finishes_it(songs: list[Path], journal: Journal) -> None:
    old = songs[0].read_bytes()
    run_id = write_all(journal, songs[:1])
    new = songs[0].read_bytes()
    journal.undo(run_id, SilentContext())
    forget_the_outcome(journal)
    differing = [i for i, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    cut = differing[len(differing) // 2]
    songs[0].write_bytes(old[:cut] + new[cut:])
    journal.recover()
    assert songs[0].read_bytes() == old
    assert journal.runs()[0].undone


def test_a_file_that_someone_replaced_after_the_crash_is_left_to_them(
    songs: list[Path], journal: Journal
) -> None:
    write_all(journal, songs[:1])
    forget_the_outcome(journal)
    songs[0].write_bytes(b"another song")
    assert "another program changed it since" in journal.recover()[0]
    assert songs[0].read_bytes() == b"another song"


def test_a_file_on_an_unplugged_disk_is_mended_when_it_is_back(
    songs: list[Path], journal: Journal
) -> None:
    old = songs[0].read_bytes()
    write_all(journal, songs[:1])
    new = songs[0].read_bytes()
    forget_the_outcome(journal)
    songs[0].unlink()
    assert journal.recover() == ["a.mp3: it is not there now; it will be looked at again"]
    songs[0].write_bytes(new[: ROOMY.index(b"TIT2") + 60] + old[ROOMY.index(b"TIT2") + 60 :])
    journal.recover()
    assert songs[0].read_bytes() in (old, new)
    assert journal.recover() == []


def test_a_torn_last_line_counts_as_never_written(songs: list[Path], journal: Journal) -> None:
    run_id = write_all(journal, songs[:1])
    with log_of(journal).open("ab") as file:
        file.write(b'{"kind": "undoing", "ent')
    assert [run.id for run in journal.runs()] == [run_id]
    assert journal.undo(run_id, SilentContext())[0].ok
    assert journal.runs()[0].undone


@pytest.mark.parametrize("block", [zlib.compress(bytes(2**28 + 1), 1), pack([])[:-1]])
def test_a_block_that_is_cut_short_or_swells_without_bound_is_damaged(block: bytes) -> None:
    with pytest.raises(ValueError, match="cut short, or larger"):
        unpack(block)
