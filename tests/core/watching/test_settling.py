"""When a file has come to rest, by a clock that is set by hand."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from mer_core.watching.settling import SETTLE_S, Changes, Settling, is_being_written

NOTHING = Changes((), ())


def test_a_file_that_grows_is_waited_for(tmp_path: Path) -> None:
    song, settling = tmp_path / "a.mp3", Settling()
    song.write_bytes(b"1")
    settling.note(song, 0.0)
    assert settling.settled(SETTLE_S - 0.1) == NOTHING
    song.write_bytes(b"12")
    assert settling.settled(SETTLE_S) == NOTHING  # it was seen to have changed only now
    assert settling.settled(2 * SETTLE_S - 0.1) == NOTHING
    assert settling.settled(2 * SETTLE_S) == Changes((song,), ())
    assert settling.settled(9 * SETTLE_S) == NOTHING  # once


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell who writes")
def test_a_file_that_is_open_for_writing_is_waited_for_however_long_it_rests(
    tmp_path: Path,
) -> None:
    song, settling = tmp_path / "a.mp3", Settling()
    with song.open("wb") as copying:
        copying.write(b"half")
        copying.flush()
        settling.note(song, 0.0)
        assert is_being_written(song)
        assert settling.settled(1000.0) == NOTHING
    assert not is_being_written(song)
    with song.open("rb"):
        assert settling.settled(1000.0) == Changes((song,), ())


def test_what_is_gone_is_told_once_it_stays_gone(tmp_path: Path) -> None:
    song, settling = tmp_path / "a.mp3", Settling()
    song.write_bytes(b"old")
    song.unlink()
    settling.note(song, 0.0)
    song.write_bytes(b"saved anew")
    assert settling.settled(SETTLE_S) == NOTHING
    assert settling.settled(2 * SETTLE_S) == Changes((song,), ())
    song.unlink()
    settling.note(song, 0.0)
    assert settling.settled(SETTLE_S) == Changes((), (song,))


def test_a_folder_is_looked_through_when_it_rests(tmp_path: Path) -> None:
    folder, settling = tmp_path / "album", Settling()
    (folder / "cd 1").mkdir(parents=True)
    names = [os.fsdecode(b"caf\xe9.mp3"), "a.flac", "cover.jpg", ".moodline-x.tmp", "cd 1/b.ogg"]
    for name in names:
        (folder / name).write_bytes(b"x")
    settling.note(folder, 0.0)
    assert settling.settled(SETTLE_S) == Changes((), (folder,))
    found = settling.settled(2 * SETTLE_S)
    assert set(found.files) == {folder / name for name in (names[0], names[1], names[4])}
    assert found.places == ()


def test_a_file_that_may_not_be_looked_at_is_told_like_any_other(tmp_path: Path) -> None:
    song, settling = tmp_path / "a.mp3", Settling()
    song.symlink_to(tmp_path / "nowhere")
    settling.note(song, 0.0)
    assert settling.settled(SETTLE_S) == Changes((song,), ())
