"""Songs that are renamed to the same name in other letters, where the file system ignores case."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.spelling import as_listed
from mer_core.tags.journal import Journal
from mer_core.workflows import scan as scan_module
from mer_core.workflows.scan import scan
from mer_core.workflows.tag import apply, stage
from mer_core.workflows.undo import undo, undo_below
from tests.core.library.samples import make_emotion
from tests.core.workflows.tagging.conftest import state_of
from tests.data.audio_files import make_audio
from tests.data.case_blind import exfat, stand_in


@pytest.fixture(params=["exfat", "stand-in"])
def blind(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A folder that takes no notice of case, with two songs and a bad file."""
    made = exfat(tmp_path) if request.param == "exfat" else stand_in(tmp_path, monkeypatch)
    with made as root:
        (root / "Album").mkdir()
        make_audio(root / "Song.mp3")
        make_audio(root / "Album" / "Other.flac", frequency_hz=330.0)
        (root / "Album" / "Bad.mp3").write_bytes(b"this is no music")
        yield root


@pytest.fixture
def tracks(blind: Path, tmp_path: Path, context: SilentContext) -> Iterator[Library]:
    with Library.open(tmp_path / "blind.sqlite") as opened:
        scan(context, opened, [blind])
        for row in opened.rows("state:queued"):
            opened.save_emotion(row.track.id, make_emotion())
        yield opened


def names(library: Library, root: Path) -> list[str]:
    return sorted(str(row.track.path.relative_to(root)) for row in library.rows())


def test_a_song_renamed_in_case_alone_keeps_its_track(
    tracks: Library, blind: Path, context: SilentContext
) -> None:
    before = tracks.find(blind / "Song.mp3")
    assert before is not None
    os.rename(blind / "Song.mp3", blind / "song.MP3")
    report = scan(context, tracks, [blind])
    assert names(tracks, blind) == ["Album/Bad.mp3", "Album/Other.flac", "song.MP3"]
    assert (report.added, report.missing) == (0, 0)
    after = tracks.find(blind / "song.MP3")
    assert after is not None
    assert (after.track.id, after.state) == (before.track.id, "staged")
    assert tracks.row_ids("path:song.mp3") == [before.track.id]


def test_a_folder_renamed_in_case_alone_keeps_every_track(
    tracks: Library, blind: Path, context: SilentContext
) -> None:
    ids = tracks.row_ids()
    os.rename(blind / "Album", blind / "aside")
    os.rename(blind / "aside", blind / "aLBUM")
    scan(context, tracks, [blind])
    assert names(tracks, blind) == ["Song.mp3", "aLBUM/Bad.mp3", "aLBUM/Other.flac"]
    assert sorted(tracks.row_ids()) == sorted(ids)
    assert scan(context, tracks, [blind]).added == 0


def test_another_song_under_the_name_in_other_case_takes_the_track_over(
    tracks: Library, blind: Path, context: SilentContext
) -> None:
    (blind / "Song.mp3").unlink()
    make_audio(blind / "SONG.mp3", frequency_hz=500.0)
    scan(context, tracks, [blind])
    assert names(tracks, blind) == ["Album/Bad.mp3", "Album/Other.flac", "SONG.mp3"]
    assert state_of(tracks, blind / "SONG.mp3") == "queued"


def test_a_song_that_was_doubled_before_is_one_again(
    tracks: Library, blind: Path, context: SilentContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.rename(blind / "Song.mp3", blind / "song.mp3")
    with monkeypatch.context() as patch:
        patch.setattr(scan_module, "follow_spelling", lambda _library, known, _found: known)
        scan(context, tracks, [blind])
    assert tracks.count() == 4
    scan(context, tracks, [blind])
    assert names(tracks, blind) == ["Album/Bad.mp3", "Album/Other.flac", "song.mp3"]


def test_a_path_typed_in_other_case_means_the_file_as_its_folder_lists_it(
    tracks: Library, blind: Path, context: SilentContext
) -> None:
    assert as_listed([blind / "album" / "OTHER.flac"]) == [blind / "Album" / "Other.flac"]
    assert as_listed([blind / "Song.mp3", blind / "no.mp3"]) == [
        blind / "Song.mp3", blind / "no.mp3"
    ]  # fmt: skip


def test_a_written_song_renamed_in_case_alone_is_undone(
    tracks: Library, blind: Path, journal: Journal, context: SilentContext
) -> None:
    before = (blind / "Song.mp3").read_bytes()
    assert apply(context, tracks, journal, stage(context, tracks)).written == 2
    os.rename(blind / "Song.mp3", blind / "song.mp3")
    scan(context, tracks, [blind])
    assert state_of(tracks, blind / "song.mp3") == "written"
    assert undo_below(context, tracks, journal, blind / "song.mp3").restored == 1
    assert (blind / "song.mp3").read_bytes() == before
    assert state_of(tracks, blind / "song.mp3") == "staged"
    assert undo(context, tracks, journal).restored == 1


def test_hard_links_and_names_that_differ_in_case_stay_two_tracks_elsewhere(
    library: Library, music: Path, context: SilentContext
) -> None:
    (music / "A.mp3").hardlink_to(music / "a.mp3")
    make_audio(music / "B.flac", frequency_hz=440.0)
    scan(context, library, [music])
    scan(context, library, [music])
    assert library.count() == 6
