from __future__ import annotations

import os
from pathlib import Path

import pytest

from mer_core.errors import LibraryError
from mer_core.library.database import Library
from mer_core.library.tracks import ScannedFile
from tests.core.library.samples import MODEL, make_emotion, make_file


def test_a_track_tells_what_the_scan_found(library: Library, tmp_path: Path) -> None:
    file = make_file(tmp_path / "a.flac", "h", title="Títle", artist="Björk", album="Début")
    (track_id,) = library.add([file])
    row = library.row(track_id)
    assert row is not None
    track = row.track
    assert (track.path, track.size, track.mtime_ns) == (file.path, file.size, file.mtime_ns)
    assert (track.audio_hash, track.title, track.artist, track.album) == (
        "h", "Títle", "Björk", "Début",
    )  # fmt: skip
    assert (track.duration_s, track.codec, track.sample_rate, track.num_channels) == (
        180.0, "FLAC", 44_100, 2,
    )  # fmt: skip
    assert (row.state, row.valence, row.moods, row.message) == ("queued", None, (), "")
    assert library.find(file.path) == row
    assert library.find(tmp_path / "other.flac") is None


def test_a_known_path_is_updated_and_keeps_its_id(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    first = library.add([make_file(path, title="Old")])
    assert library.add([make_file(path, title="New")]) == first
    assert [row.track.title for row in library.rows()] == ["New"]


def test_a_moved_file_keeps_its_id_analysis_and_state(library: Library, tmp_path: Path) -> None:
    old, new = tmp_path / "old.flac", tmp_path / "folder" / "new.flac"
    (track_id,) = library.add([make_file(old, "h")])
    library.save_emotion(track_id, make_emotion())
    library.mark_written(track_id, MODEL.sha256)
    old.unlink()
    assert library.add([make_file(new, "h")]) == [track_id]
    row = library.row(track_id)
    assert row is not None
    assert (row.track.path, row.state, row.valence) == (new, "written", 0.5)
    assert library.count() == 1


def test_two_moved_copies_take_over_one_track_each(library: Library, tmp_path: Path) -> None:
    old = [tmp_path / "1.flac", tmp_path / "2.flac"]
    ids = library.add(make_file(path, "h") for path in old)
    for path in old:
        path.unlink()
    new = [make_file(tmp_path / "new" / path.name, "h") for path in old]
    assert library.add(new) == ids


def test_a_copy_shares_the_analysis_and_is_a_track_of_its_own(
    library: Library, tmp_path: Path
) -> None:
    (first,) = library.add([make_file(tmp_path / "a.flac", "h")])
    library.save_emotion(first, make_emotion())
    (second,) = library.add([make_file(tmp_path / "b.flac", "h")])
    assert second != first
    assert [row.state for row in library.rows()] == ["staged", "staged"]
    library.mark_written(first, MODEL.sha256)
    assert [row.state for row in library.rows()] == ["written", "staged"]


def test_other_audio_at_a_known_path_is_queued_again(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    (track_id,) = library.add([make_file(path, "old audio")])
    library.save_emotion(track_id, make_emotion())
    library.add([make_file(path, "other audio")])
    row = library.row(track_id)
    assert row is not None
    assert (row.state, row.valence, row.moods) == ("queued", None, ())
    assert library.emotion(track_id) is None
    library.add([make_file(path, "old audio")])
    assert library.emotion(track_id) is not None


def test_a_retagged_file_stays_analysed_and_written(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    (track_id,) = library.add([make_file(path, "h", title="Old")])
    library.save_emotion(track_id, make_emotion())
    path.write_bytes(b"sound with tags")
    library.mark_written(track_id, MODEL.sha256)
    status = path.stat()
    assert library.known_files() == {
        str(path): (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    }
    library.add([make_file(path, "h", title="New")])
    row = library.row(track_id)
    assert row is not None
    assert (row.state, row.track.title) == ("written", "New")


def test_undone_writing_makes_a_track_staged_again(library: Library, tmp_path: Path) -> None:
    (track_id,) = library.add([make_file(tmp_path / "a.flac")])
    library.save_emotion(track_id, make_emotion())
    library.mark_written(track_id, MODEL.sha256)
    library.mark_unwritten(track_id)
    row = library.row(track_id)
    assert row is not None
    assert row.state == "staged"


def test_writing_is_noted_even_when_the_file_is_gone_since(
    library: Library, tmp_path: Path
) -> None:
    (track_id,) = library.add([make_file(tmp_path / "a.flac")])
    library.save_emotion(track_id, make_emotion())
    before = library.known_files()
    (tmp_path / "a.flac").unlink()
    library.mark_written(track_id, MODEL.sha256)
    assert library.known_files() == before
    assert library.count("state:written") == 1


def test_what_was_never_analysed_cannot_be_marked_as_written(
    library: Library, tmp_path: Path
) -> None:
    (track_id,) = library.add([make_file(tmp_path / "a.flac")])
    with pytest.raises(LibraryError, match="no analysis"):
        library.mark_written(track_id, MODEL.sha256)


def test_names_that_are_no_text_survive(library: Library, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9 \xff.flac")
    (track_id,) = library.add([make_file(path)])
    row = library.find(path)
    assert row is not None
    assert os.fsencode(row.track.path) == os.fsencode(path)
    assert str(path) in library.known_files()
    assert library.row_ids("caf") == [track_id]
    assert library.row_ids(path.name) == [track_id]


def test_names_are_never_normalised(library: Library, tmp_path: Path) -> None:
    composed, decomposed = tmp_path / "caf\u00e9.flac", tmp_path / "cafe\u0301.flac"
    library.add([make_file(composed, "1"), make_file(decomposed, "2")])
    assert set(library.known_files()) == {str(composed), str(decomposed)}


def test_missing_files_keep_what_is_known_of_them(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    (track_id,) = library.add([make_file(path)])
    library.save_emotion(track_id, make_emotion())
    library.set_missing([path], missing=True)
    row = library.row(track_id)
    assert row is not None
    assert (row.state, row.valence) == ("missing", 0.5)
    assert library.missing_files() == {path}
    assert library.pending(MODEL.sha256) == []
    library.set_missing([path], missing=False)
    assert library.count("state:staged") == 1


def test_removed_tracks_are_gone_and_their_analysis_comes_back_with_them(
    library: Library, tmp_path: Path
) -> None:
    file = make_file(tmp_path / "a.flac")
    (track_id,) = library.add([file])
    library.save_emotion(track_id, make_emotion())
    library.remove([track_id])
    assert library.row(track_id) is None
    assert library.rows() == []
    (again,) = library.add([file])
    assert again != track_id
    assert library.emotion(again) is not None


def test_an_unreadable_file_is_listed_with_the_reason_and_never_looks_unchanged(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "bad.mp3"
    (track_id,) = library.add([make_file(path, failure="it is damaged.")])
    row = library.row(track_id)
    assert row is not None
    assert (row.state, row.message, row.track.audio_hash) == ("failed", "it is damaged.", "")
    assert library.known_files() == {str(path): (-1, -1, None)}
    library.retry([track_id])
    assert library.count("state:failed") == 1
    library.add([make_file(path, "now it is sound")])
    assert library.count("state:queued") == 1


def test_two_unreadable_files_are_not_taken_for_copies(library: Library, tmp_path: Path) -> None:
    library.add([make_file(tmp_path / "a.mp3", failure="bad")])
    (tmp_path / "a.mp3").unlink()
    library.add([make_file(tmp_path / "b.mp3", failure="bad")])
    assert library.count() == 2


def test_a_relative_path_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="absolute"):
        ScannedFile(Path("a.flac"), 1, 1, "h")


def test_a_failed_batch_adds_nothing(library: Library, tmp_path: Path) -> None:
    def files() -> object:
        yield make_file(tmp_path / "a.flac")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.add(files())  # type: ignore[arg-type]
    assert library.count() == 0
