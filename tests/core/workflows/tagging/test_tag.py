"""From the library's results into files and back, as window and command do it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mer_core.emotion import ModelRef
from mer_core.errors import InputError
from mer_core.jobs import JobCancelled, Progress, SilentContext
from mer_core.library.database import Library
from mer_core.tags import writer
from mer_core.tags.fields import MoodTags
from mer_core.tags.journal import Journal
from mer_core.workflows.scan import scan
from mer_core.workflows.tag import StagedChange, StageFailed, TagWritten, apply, stage
from mer_core.workflows.undo import undo
from tests.core.library.samples import MODEL, make_emotion
from tests.core.workflows.tagging.conftest import FILES


def states(library: Library) -> set[str]:
    return {row.state for row in library.rows()}


def test_analysed_files_are_staged_written_and_undone(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    old = {path: path.read_bytes() for path in music.iterdir()}
    staged = stage(context, library)
    assert [entry.change.path.name for entry in staged] == list(FILES)
    assert all(entry.change.changed for entry in staged)
    assert {path: path.read_bytes() for path in music.iterdir()} == old

    report = apply(context, library, journal, staged)
    assert (report.written, report.unchanged, report.failed) == (4, 0, ())
    assert states(library) == {"written"}
    assert {writer.read(path).moods for path in music.iterdir()} == {("Happy",)}
    assert len([item for item in context.published if isinstance(item, TagWritten)]) == 4
    assert stage(context, library) == []

    taken_back = undo(context, library, journal)
    assert (taken_back.run_id, taken_back.restored, taken_back.failed) == (report.run_id, 4, ())
    assert {path: path.read_bytes() for path in music.iterdir()} == old
    assert states(library) == {"staged"}
    with pytest.raises(InputError, match="nothing to undo"):
        undo(context, library, journal)


def test_a_scan_after_the_write_finds_nothing_new(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    apply(context, library, journal, stage(context, library))
    report = scan(context, library, [music])
    assert (report.added, report.unchanged) == (0, 4)
    assert states(library) == {"written"}


def test_one_bad_file_does_not_stop_the_others(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    (music / "a.mp3").chmod(0o444)
    staged = stage(context, library)
    (failure,) = [item for item in context.published if isinstance(item, StageFailed)]
    assert failure.path == music / "a.mp3"
    assert failure.message == "a.mp3: the file is read-only; nothing was written"
    (music / "b.flac").unlink()
    edited = (music / "c.opus").read_bytes() + b"\0"
    (music / "c.opus").write_bytes(edited)
    report = apply(context, library, journal, staged)
    assert report.written == 1
    reasons = {path.name: reason for path, reason in report.failed}
    assert reasons.keys() == {"b.flac", "c.opus"}
    assert "no longer there" in reasons["b.flac"]
    assert (music / "c.opus").read_bytes() == edited
    assert library.find(music / "d.m4a").state == "written"  # type: ignore[union-attr]


def test_the_playing_song_is_left_for_later(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    playing = music / "b.flac"
    staged = stage(context, library)
    report = apply(context, library, journal, staged, skip=frozenset([playing]))
    assert (report.written, report.skipped) == (3, (playing,))
    assert writer.read(playing) == MoodTags()
    later = [entry for entry in staged if entry.change.path == playing]
    assert apply(context, library, journal, later).written == 1


def test_uncertain_and_unanalysed_tracks_are_never_staged(
    library: Library, context: SilentContext
) -> None:
    ids = [row.track.id for row in library.rows()]
    library.save_emotion(ids[0], make_emotion(moods=(("uncertain", 1.0),)))
    library.forget([ids[1]])
    staged = stage(context, library, ids)
    assert [entry.track_id for entry in staged] == ids[2:]


def test_a_written_file_is_staged_again_by_name_and_found_unchanged(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    first = apply(context, library, journal, stage(context, library))
    again = stage(context, library, [row.track.id for row in library.rows()])
    assert [entry.change.changed for entry in again] == [False] * 4
    before = {path: path.stat().st_ctime_ns for path in music.iterdir()}
    report = apply(context, library, journal, again)
    assert (report.run_id, report.written, report.unchanged) == (None, 0, 4)
    assert {path: path.stat().st_ctime_ns for path in music.iterdir()} == before
    assert [run.id for run in journal.runs()] == [first.run_id]


def test_a_newer_model_is_written_over_the_older_one_and_undone_to_it(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    apply(context, library, journal, stage(context, library))
    older = writer.read(music / "a.mp3")
    newer = ModelRef("tiny", "2", "b" * 64)
    row = library.find(music / "a.mp3")
    assert row is not None
    sad = make_emotion(-0.5, moods=(("sad", 0.9),), model=newer)
    library.save_emotion(row.track.id, sad)
    (entry,) = stage(context, library, [row.track.id])
    assert entry.change.old == older
    apply(context, library, journal, [entry])
    assert writer.read(music / "a.mp3").moods == ("Sad",)
    undo(context, library, journal)
    assert writer.read(music / "a.mp3") == older


def test_a_write_that_was_not_noted_before_a_crash_is_noted_by_the_next_stage(
    library: Library, journal: Journal, context: SilentContext
) -> None:
    staged = stage(context, library)
    with journal.begin("killed before the library knew") as run:
        for entry in staged:
            writer.write(entry.change, run)
    assert states(library) == {"staged"}
    assert not any(entry.change.changed for entry in stage(context, library))
    assert states(library) == {"written"}


def test_one_file_under_two_names_is_listed_and_written_once_and_shares_one_state(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    (music / "e.mp3").hardlink_to(music / "a.mp3")
    scan(context, library, [music])
    (music / "f.flac").symlink_to(music / "b.flac")
    scan(context, library, [music])
    report = apply(context, library, journal, stage(context, library))
    assert (report.written, report.unchanged, report.failed) == (4, 0, ())
    assert [row.state for row in library.rows()] == ["written"] * 6
    assert scan(context, library, [music]).unchanged == 6
    assert undo(context, library, journal).restored == 4
    assert [row.state for row in library.rows()] == ["staged"] * 6
    assert scan(context, library, [music]).unchanged == 6


class CancelledAfter(SilentContext):
    def __init__(self, num_items: int) -> None:
        super().__init__()
        self._left = num_items

    def check_cancelled(self) -> None:
        if self._left == 0:
            raise JobCancelled
        self._left -= 1


def test_a_cancelled_run_keeps_what_it_wrote_and_can_be_undone(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    old = {path: path.read_bytes() for path in music.iterdir()}
    staged = stage(context, library)
    with pytest.raises(JobCancelled):
        apply(CancelledAfter(2), library, journal, staged)
    assert sorted(row.state for row in library.rows()) == ["staged"] * 2 + ["written"] * 2
    with pytest.raises(JobCancelled):
        undo(CancelledAfter(1), library, journal)
    assert sorted(row.state for row in library.rows()) == ["staged"] * 3 + ["written"]
    assert undo(context, library, journal).restored == 1
    assert {path: path.read_bytes() for path in music.iterdir()} == old


def test_progress_counts_files(library: Library, journal: Journal, context: SilentContext) -> None:
    staged: list[StagedChange] = stage(context, library)
    assert context.progress[-1] == Progress("Reading tags", 4, 4)
    apply(context, library, journal, staged)
    assert context.progress[-1] == Progress("Writing tags", 4, 4)
    assert {entry.model_sha256 for entry in staged} == {MODEL.sha256}
