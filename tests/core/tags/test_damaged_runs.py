"""A run whose log cannot be read stops nothing: it is set aside and named."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mer_core.errors import InputError
from mer_core.jobs import SilentContext
from mer_core.tags import journal as journal_module
from mer_core.tags import runlog, writer
from mer_core.tags.journal import Journal
from tests.core.tags.conftest import Write
from tests.core.tags.samples import BATTERY, HAPPY, LONG, SAD

Damage = Callable[[list[bytes]], list[bytes]]


def line_with(number: int, **values: object) -> Damage:
    """A line of the log with other values."""

    def damage(lines: list[bytes]) -> list[bytes]:
        line = json.loads(lines[number]) | values
        return [*lines[:number], json.dumps(line).encode(), *lines[number + 1 :]]

    return damage


DAMAGES: dict[str, Damage] = {
    "a line of NULs": lambda lines: [lines[0], bytes(len(lines[1])), *lines[2:]],
    "a short line of NULs": lambda lines: [*lines[:2], b"\0\0\0", *lines[2:]],
    "half a line": lambda lines: [lines[0], lines[1][: len(lines[1]) // 2], *lines[2:]],
    "no UTF-8": lambda lines: [lines[0], b"\xff\xfe" + lines[1], *lines[2:]],
    "an empty line": lambda lines: [lines[0], b"", *lines[1:]],
    "nothing left": lambda _: [],
    "a list": lambda lines: [lines[0], b"[1, 2]", *lines[1:]],
    "null": lambda lines: [lines[0], b"null", *lines[1:]],
    "a number too deep": lambda lines: [lines[0], b"[" * 100_000, *lines[1:]],
    "no first line": lambda lines: lines[1:],
    "no intent": lambda lines: [lines[0], *lines[2:]],
    "another format": line_with(0, format="one"),
    "no time": line_with(0, when="yesterday"),
    "an unknown kind": line_with(2, kind="moved"),
    "an unknown entry": line_with(2, entry=7),
    "an entry without a number": line_with(1, entry="0"),
    "a path that is none": line_with(1, path="AAAA"),
    "a size below zero": line_with(1, old={"sha256": "", "size": -1}),
    "splices that are none": line_with(1, splices="here"),
    "a mode that is none": line_with(1, mode="append"),
}


@pytest.fixture
def song(tmp_path: Path) -> Path:
    path = tmp_path / "song.mp3"
    path.write_bytes(BATTERY["2.4"]())
    return path


def damage_log(journal: Journal, run: str, damage: Damage) -> bytes:
    path = journal.folder / run / "log.jsonl"
    path.write_bytes(b"".join(line + b"\n" for line in damage(path.read_bytes().splitlines())))
    return path.read_bytes()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_run_is_set_aside_and_writing_and_undoing_go_on(
    damage: Damage, song: Path, journal: Journal, write: Write
) -> None:
    bad = write(song, LONG)
    between = song.read_bytes()
    content = damage_log(journal, bad, damage)
    good = write(song, SAD)
    assert [run.id for run in journal.runs()] == [good]
    assert journal.recover() == []
    (problem,) = journal.problems()
    assert bad in problem
    assert "stay as they are" in problem
    with pytest.raises(InputError, match="cannot be undone"):
        journal.undo(bad, SilentContext())
    assert all(result.ok for result in journal.undo_below(song, SilentContext()))
    assert song.read_bytes() == between
    assert (journal.folder / bad / "log.jsonl").read_bytes() == content


def test_damage_that_changes_neither_size_nor_time_shows_when_the_run_is_undone(
    song: Path, journal: Journal, write: Write
) -> None:
    good, bad = write(song, LONG), write(song, SAD)
    log = journal.folder / bad / "log.jsonl"
    before = log.stat()
    damage_log(journal, bad, DAMAGES["a line of NULs"])
    os.utime(log, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [run.id for run in journal.runs()] == [bad, good]
    assert journal.undo_below(song, SilentContext())[0].reason.startswith("it was changed since")
    assert [run.id for run in journal.runs()] == [good]
    with pytest.raises(InputError, match="line 2 of its log is damaged"):
        journal.undo(bad, SilentContext())


def test_a_run_of_a_newer_moodline_is_left_to_it(
    song: Path, journal: Journal, write: Write
) -> None:
    newer = write(song, HAPPY)
    damage_log(journal, newer, line_with(0, format=2))
    write(song, SAD)
    assert journal.problems() == [
        f"The run {newer} was made by a newer Moodline; update Moodline to undo it."
    ]
    with pytest.raises(InputError, match="newer Moodline"):
        journal.undo(newer, SilentContext())


def test_a_log_that_may_not_be_read_is_set_aside_too(
    song: Path, journal: Journal, write: Write
) -> None:
    bad = write(song, HAPPY)
    (journal.folder / bad / "log.jsonl").unlink()
    (journal.folder / bad / "log.jsonl").mkdir()
    write(song, SAD)
    assert "its log cannot be read: it is a folder" in journal.problems()[0]


def test_set_aside_runs_are_never_forgotten(
    song: Path, journal: Journal, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "KEEP_RUNS", 1)
    bad = write(song, HAPPY)
    damage_log(journal, bad, DAMAGES["a line of NULs"])
    for tags in (SAD, HAPPY, SAD):
        write(song, tags)
    assert len(journal.runs()) == 1
    assert (journal.folder / bad).is_dir()


@pytest.mark.parametrize("damage", [b"", b"\0" * 100, None])
def test_old_bytes_that_are_damaged_leave_the_file_and_stop_nothing(
    damage: bytes | None, song: Path, journal: Journal, write: Write
) -> None:
    run = write(song, HAPPY)
    written = song.read_bytes()
    blocks = journal.folder / run / "splices.bin"
    blocks.unlink()
    if damage is not None:
        blocks.write_bytes(damage)
    (result,) = journal.undo(run, SilentContext())
    assert "the old bytes that the journal kept are damaged" in result.reason
    assert song.read_bytes() == written
    log = journal.folder / run / "log.jsonl"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    assert "could not be looked at" in journal.recover()[0]
    write(song, SAD)


@pytest.mark.parametrize("error", [OSError(errno.EIO, "no"), ValueError("a bug"), MemoryError()])
def test_the_lock_is_free_again_after_any_failure(
    error: Exception, song: Path, journal: Journal, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = write(song, HAPPY)

    def fail(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(journal_module.runs, "look", fail)
        for act in (
            lambda: journal.begin("x"),
            journal.recover,
            lambda: journal.undo(run, SilentContext()),
            lambda: journal.undo_below(song, SilentContext()),
        ):
            with pytest.raises((InputError, type(error))):
                act()
    assert journal.undo(run, SilentContext())[0].ok


def test_logs_of_settled_runs_are_not_read_again(
    song: Path, journal: Journal, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = [write(song, tags) for tags in (HAPPY, SAD, HAPPY, SAD)]
    read: list[str] = []
    real = runlog.RunLog._read
    monkeypatch.setattr(
        runlog.RunLog, "_read", lambda log: (read.append(log.folder.name), real(log))[1]
    )
    change = writer.plan(song, LONG)
    with journal.begin("one more") as run:
        writer.write(change, run)
    assert read == [run.id]
    assert [seen.id for seen in Journal(journal.folder).runs()] == [run.id, *runs[::-1]]
    assert read == [run.id]
    log = journal.folder / runs[1] / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"done"', b'"dropped"'))
    assert [seen.id for seen in journal.runs()] == [run.id, runs[3], runs[2], runs[0]]
    assert read == [run.id, runs[1]]
