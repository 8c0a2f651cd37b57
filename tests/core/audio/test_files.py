from __future__ import annotations

import os
from pathlib import Path

import pytest

from mer_core.audio.files import AUDIO_SUFFIXES, VIDEO_SUFFIXES, find_audio
from mer_core.errors import InputError


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")


def test_folders_are_walked_in_sorted_order(tmp_path: Path) -> None:
    names = ["b/2.mp3", "b/1.FLAC", "a.ogg", "c.mkv", "b/sub/x.wav", "text.txt", "cover.jpg"]
    touch(*(tmp_path / name for name in names))
    found = [str(path.relative_to(tmp_path)) for path in find_audio([tmp_path])]
    assert found == ["a.ogg", "b/1.FLAC", "b/2.mp3", "b/sub/x.wav", "c.mkv"]


def test_a_named_file_is_found_whatever_its_suffix(tmp_path: Path) -> None:
    touch(tmp_path / "song.xyz", tmp_path / ".hidden.mp3")
    named = [tmp_path / "song.xyz", tmp_path / ".hidden.mp3"]
    assert list(find_audio(named)) == named


def test_hidden_entries_pipes_and_broken_links_are_passed_over(tmp_path: Path) -> None:
    touch(tmp_path / ".a.mp3", tmp_path / ".trash/b.mp3", tmp_path / "._c.mp3")
    os.mkfifo(tmp_path / "pipe.mp3")
    (tmp_path / "broken.mp3").symlink_to(tmp_path / "gone.mp3")
    (tmp_path / "folder.mp3").mkdir()
    assert list(find_audio([tmp_path])) == []


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    touch(tmp_path / "music/a/1.mp3", tmp_path / "music/b/2.mp3")
    (tmp_path / "music/a/up").symlink_to(tmp_path / "music")
    (tmp_path / "music/a/across").symlink_to(tmp_path / "music/b")
    (tmp_path / "music/b/across").symlink_to(tmp_path / "music/a")
    (tmp_path / "music/self").symlink_to("self")
    found = [str(path.relative_to(tmp_path)) for path in find_audio([tmp_path / "music"])]
    assert found == ["music/a/1.mp3", "music/b/2.mp3"]


def test_a_linked_folder_elsewhere_is_followed_once(tmp_path: Path) -> None:
    touch(tmp_path / "disk/1.mp3", tmp_path / "music/2.mp3")
    (tmp_path / "music/first").symlink_to(tmp_path / "disk")
    (tmp_path / "music/second").symlink_to(tmp_path / "disk")
    found = [str(path.relative_to(tmp_path)) for path in find_audio([tmp_path / "music"])]
    assert found == ["music/2.mp3", "music/first/1.mp3"]


def test_a_folder_named_twice_is_walked_once(tmp_path: Path) -> None:
    touch(tmp_path / "a/1.mp3")
    assert list(find_audio([tmp_path, tmp_path / "a", tmp_path])) == [tmp_path / "a/1.mp3"]


def test_a_missing_path_is_told_before_anything_is_found(tmp_path: Path) -> None:
    touch(tmp_path / "1.mp3")
    with pytest.raises(InputError, match="does not exist"):
        find_audio([tmp_path, tmp_path / "gone"])


def test_names_that_are_no_text_are_found(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.mp3"))
    touch(path, tmp_path / "🎵.mp3")
    assert set(find_audio([tmp_path])) == {path, tmp_path / "🎵.mp3"}


def test_suffixes_are_lower_case_and_of_one_kind() -> None:
    assert not AUDIO_SUFFIXES & VIDEO_SUFFIXES
    assert all(suffix == suffix.lower() for suffix in AUDIO_SUFFIXES | VIDEO_SUFFIXES)
