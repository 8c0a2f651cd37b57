from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mer_core.audio.probe import probe
from mer_core.errors import InputError
from mer_core.jobs import JobCancelled, Progress, SilentContext
from mer_core.library.database import Library
from mer_core.workflows import scan as scan_module
from mer_core.workflows.scan import ScanReport, TracksScanned, scan
from tests.core.library.samples import make_emotion
from tests.data.audio_files import make_audio
from tests.data.odd_files import UNTOLD


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.sqlite") as opened:
        yield opened


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Two good songs and a file that is none."""
    folder = tmp_path / "music"
    (folder / "album").mkdir(parents=True)
    make_audio(folder / "a.flac", tags={"title": "Árbol", "artist": "Zoë", "album": "Uno"})
    make_audio(folder / "album" / "b.mp3", frequency_hz=330.0)
    (folder / "bad.mp3").write_bytes(b"this is no music")
    return folder


def states(library: Library) -> dict[str, str]:
    return {row.track.path.name: row.state for row in library.rows()}


def test_files_are_added_with_what_they_say_of_themselves(library: Library, music: Path) -> None:
    context = SilentContext()
    report = scan(context, library, [music])
    assert (report.added, report.changed, report.unchanged, report.missing) == (3, 0, 0, 0)
    row = library.find(music / "a.flac")
    assert row is not None
    track = row.track
    assert (track.title, track.artist, track.album, track.codec) == ("Árbol", "Zoë", "Uno", "FLAC")
    assert track.duration_s == pytest.approx(1.0, abs=0.01)
    assert (track.sample_rate, track.num_channels) == (44_100, 2)
    assert len(track.audio_hash) == 64
    published = [item for item in context.published if isinstance(item, TracksScanned)]
    ids = [track_id for item in published for track_id in item.track_ids]
    assert sorted(ids) == sorted(library.row_ids())
    assert context.progress[-1] == Progress("Scanning", 3, 3, "bad.mp3")


@pytest.mark.parametrize("name", UNTOLD)
def test_a_length_that_no_header_tells_is_counted(
    name: str, library: Library, tmp_path: Path
) -> None:
    path = UNTOLD[name](tmp_path / name, 12)
    scan(SilentContext(), library, [path])
    row = library.find(path)
    assert row is not None
    assert row.track.duration_s == pytest.approx(12.0, abs=0.1)


def test_a_bad_file_is_listed_with_the_reason_and_stops_nothing(
    library: Library, music: Path
) -> None:
    report = scan(SilentContext(), library, [music])
    ((path, reason),) = report.failed
    assert path == music / "bad.mp3"
    row = library.find(path)
    assert row is not None
    assert (row.state, row.message) == ("failed", reason)
    assert states(library) == {"a.flac": "queued", "b.mp3": "queued", "bad.mp3": "failed"}


def test_unchanged_files_are_not_opened_again(
    library: Library, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(SilentContext(), library, [music])
    opened: list[Path] = []
    monkeypatch.setattr(scan_module, "probe", lambda path: opened.append(path) or probe(path))
    report = scan(SilentContext(), library, [music])
    assert (report.unchanged, len(report.failed)) == (2, 1)
    assert opened == [music / "bad.mp3"]  # a bad file is always tried again
    report = scan(SilentContext(), library, [music], again=True)
    assert (report.unchanged, report.changed) == (0, 3)


def test_a_change_that_keeps_size_and_time_is_seen(library: Library, music: Path) -> None:
    scan(SilentContext(), library, [music])
    song = music / "a.flac"
    status = song.stat()
    song.write_bytes(song.read_bytes().replace("Árbol".encode(), "Örbil".encode()))
    os.utime(song, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert song.stat().st_size == status.st_size
    scan(SilentContext(), library, [music])
    row = library.find(song)
    assert row is not None
    assert row.track.title == "Örbil"


def test_a_mended_file_is_found_though_its_size_and_time_are_the_same(
    library: Library, music: Path
) -> None:
    bad, status = music / "bad.mp3", (music / "album" / "b.mp3").stat()
    bad.write_bytes(bytes(status.st_size))
    os.utime(bad, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert len(scan(SilentContext(), library, [music]).failed) == 1
    bad.write_bytes((music / "album" / "b.mp3").read_bytes())
    os.utime(bad, ns=(status.st_atime_ns, status.st_mtime_ns))
    report = scan(SilentContext(), library, [music])
    assert (report.changed, report.failed) == (1, ())
    assert states(library)["bad.mp3"] == "queued"


def test_a_retagged_file_stays_analysed(library: Library, music: Path) -> None:
    scan(SilentContext(), library, [music])
    song = music / "a.flac"
    before = library.find(song)
    assert before is not None
    library.save_emotion(before.track.id, make_emotion())
    make_audio(song, tags={"title": "Another", "artist": "Somebody else"})
    report = scan(SilentContext(), library, [music])
    after = library.find(song)
    assert after is not None
    assert report.changed == 2  # the bad file is always tried again
    assert after.track.audio_hash == before.track.audio_hash
    assert (after.track.id, after.track.title, after.state) == (
        before.track.id, "Another", "staged",
    )  # fmt: skip


def test_a_moved_and_renamed_file_keeps_its_analysis(library: Library, music: Path) -> None:
    scan(SilentContext(), library, [music])
    before = library.find(music / "a.flac")
    assert before is not None
    library.save_emotion(before.track.id, make_emotion())
    (music / "a.flac").rename(music / "album" / "z.flac")
    report = scan(SilentContext(), library, [music])
    after = library.find(music / "album" / "z.flac")
    assert after is not None
    assert (after.track.id, after.state, report.missing) == (before.track.id, "staged", 0)
    assert library.count() == 3


def test_vanished_files_are_missing_until_they_are_back(library: Library, music: Path) -> None:
    scan(SilentContext(), library, [music])
    song, away = music / "a.flac", music.parent / "away.flac"
    row = library.find(song)
    assert row is not None
    library.save_emotion(row.track.id, make_emotion())
    song.rename(away)
    assert scan(SilentContext(), library, [music]).missing == 1
    assert scan(SilentContext(), library, [music]).missing == 0
    assert states(library)["a.flac"] == "missing"
    away.rename(song)
    scan(SilentContext(), library, [music])
    assert states(library)["a.flac"] == "staged"


def test_files_outside_the_scanned_folders_are_left_alone(library: Library, music: Path) -> None:
    scan(SilentContext(), library, [music])
    (music / "a.flac").unlink()
    scan(SilentContext(), library, [music / "album"])
    assert states(library)["a.flac"] == "queued"
    (music.parent / "music two").mkdir()
    scan(SilentContext(), library, [music.parent / "music two"])
    assert states(library)["a.flac"] == "queued"


def test_a_file_that_is_named_twice_is_added_once(
    library: Library, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(music)
    report = scan(SilentContext(), library, [Path("a.flac"), music / "a.flac"])
    assert report == ScanReport(1, 0, 0, 0, ())
    assert [row.track.path for row in library.rows()] == [music / "a.flac"]


def test_names_that_are_no_text_are_scanned(library: Library, music: Path) -> None:
    name = os.fsdecode(b"caf\xe9.flac")
    (music / "a.flac").rename(music / name)
    scan(SilentContext(), library, [music])
    assert library.find(music / name) is not None
    assert scan(SilentContext(), library, [music]).unchanged == 2


def test_a_path_that_is_not_there_is_refused_before_anything_is_done(
    library: Library, music: Path
) -> None:
    with pytest.raises(InputError, match="nowhere"):
        scan(SilentContext(), library, [music, music / "nowhere"])
    assert library.count() == 0


class CancelledContext(SilentContext):
    """Cancelled as soon as two files were scanned."""

    def check_cancelled(self) -> None:
        if self.progress and self.progress[-1].phase == "Scanning" and self.progress[-1].done == 2:
            raise JobCancelled


def test_a_cancelled_scan_keeps_what_it_has_and_goes_on_later(
    library: Library, music: Path
) -> None:
    with pytest.raises(JobCancelled):
        scan(CancelledContext(), library, [music])
    assert states(library) == {"a.flac": "queued", "b.mp3": "queued"}
    report = scan(SilentContext(), library, [music])
    assert (report.unchanged, report.added) == (2, 1)
