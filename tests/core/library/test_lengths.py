"""A track lasts as long as was heard, whatever its file's header says."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from mer_core.library.database import Library
from tests.core.library.samples import NEWER_MODEL, make_emotion, make_file, titles


def length(library: Library, track_id: int) -> float | None:
    row = library.row(track_id)
    assert row is not None
    return row.track.duration_s


def test_every_copy_of_a_track_lasts_as_long_as_its_analysis_has_heard(
    library: Library, tmp_path: Path
) -> None:
    files = [
        make_file(tmp_path / "a.mp3", "h", title="A", duration_s=383.0),
        make_file(tmp_path / "b.mp3", "h", title="B", duration_s=None),
        make_file(tmp_path / "c.mp3", "other", title="C", duration_s=200.0),
    ]
    first, second, third = library.add(files)
    library.save_emotion(first, make_emotion(duration_s=60.0))
    assert [length(library, track) for track in (first, second, third)] == [60.0, 60.0, 200.0]
    assert set(titles(library, "duration:=1:00")) == {"A", "B"}
    assert titles(library, order_by="-duration,title") == ["C", "A", "B"]


def test_a_later_scan_does_not_take_the_length_back(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    (track_id,) = library.add([make_file(path, "h", duration_s=383.0)])
    library.save_emotion(track_id, make_emotion(duration_s=60.0))
    library.add([make_file(path, "h", title="Retagged", duration_s=383.0)])
    assert length(library, track_id) == 60.0
    (copy,) = library.add([make_file(tmp_path / "copy.mp3", "h", duration_s=383.0)])
    assert length(library, copy) == 60.0
    library.add([make_file(path, "another sound", duration_s=90.0)])
    assert length(library, track_id) == 90.0


def test_a_length_that_was_decoded_is_kept_until_an_analysis_knows(
    library: Library, tmp_path: Path
) -> None:
    files = [make_file(tmp_path / name, "h", duration_s=None) for name in ("a.mka", "b.mka")]
    ids = library.add(files)
    library.save_length(ids[0], 60.25)
    assert [length(library, track) for track in ids] == [60.25, 60.25]
    library.save_emotion(ids[1], make_emotion(duration_s=60.0, model=NEWER_MODEL))
    library.save_length(ids[0], 60.25)
    assert [length(library, track) for track in ids] == [60.0, 60.0]


def test_an_older_library_learns_the_lengths_that_were_heard(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        files = [make_file(tmp_path / name, name, duration_s=9.0) for name in ("a.mp3", "b.mp3")]
        heard, other = library.add(files)
        library.save_emotion(heard, make_emotion(duration_s=60.0))
    sqlite = sqlite3.connect(path)
    sqlite.execute("UPDATE tracks SET duration_s = 383")
    sqlite.execute("DELETE FROM migrations WHERE name LIKE '%lengths_that_were_heard'")
    sqlite.commit()
    sqlite.close()
    with Library.open(path) as library:
        assert [length(library, track) for track in (heard, other)] == [60.0, 383.0]
