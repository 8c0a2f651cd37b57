"""A track lasts as long as was heard, whatever its file's header says."""

from __future__ import annotations

from pathlib import Path

import pytest

from mer_core.library import migrations
from mer_core.library.connection import Connection
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


@pytest.mark.parametrize("truncated", [False, True])
def test_an_older_library_learns_the_lengths_that_were_heard(
    truncated: bool, tmp_path: Path
) -> None:
    path = tmp_path / "library.sqlite"
    connection = Connection(path, steps=migrations.MIGRATIONS[:1])
    columns = (
        "path, size, mtime_ns, audio_hash, title, artist, album, duration_s, codec, sample_rate,"
        " num_channels, title_key, path_key, words, analysis_id"
    )
    connection.run("INSERT INTO models VALUES (1, 'sha', 'tiny', '1')")
    connection.run(
        "INSERT INTO analyses VALUES (1, 'h', 1, 0, 60, ?, 0, 0, 0, 1, ' calm:1.0', 0, 0, 0, 0, 0,"
        " 1, 'c')",
        truncated,
    )
    row = (b"/music/a.opus", 5, 7, "h", "", "", "", 383.0, "Opus", 48_000, 2, "a", "a", "a")
    places = ", ".join("?" * len(row))
    connection.run(f"INSERT INTO tracks ({columns}) VALUES ({places}, 1)", *row)
    connection.close()
    with Library.open(path) as library:
        (found,) = library.rows()
        assert found.track.duration_s == 60.0
        # What was called cut short is read again: it may have links that were not known.
        known = {Path("/music/a.opus"): (5, -1 if truncated else 7)}
        assert library.known_files() == known
