from __future__ import annotations

import os
from pathlib import Path

import pytest

from mer_core.audio.files import AUDIO_SUFFIXES, VIDEO_SUFFIXES, LeftOut, find_audio
from mer_core.errors import InputError
from tests.data.audio_files import make_audio
from tests.data.rights import without_rights_of_root


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")


def test_folders_are_walked_in_sorted_order(tmp_path: Path) -> None:
    names = ["b/2.mp3", "b/1.FLAC", "a.ogg", "c.mkv", "b/sub/x.wav", "text.txt", "cover.jpg"]
    touch(*(tmp_path / name for name in names))
    found = [str(path.relative_to(tmp_path)) for path in find_audio([tmp_path])]
    assert found == ["a.ogg", "b/1.FLAC", "b/2.mp3", "b/sub/x.wav", "c.mkv"]


def test_a_named_file_is_found_by_its_suffix_or_its_content(tmp_path: Path) -> None:
    touch(tmp_path / ".hidden.mp3", tmp_path / "._half.mp3")
    odd = [
        make_audio(tmp_path / "song.flac").rename(tmp_path / "song"),
        make_audio(tmp_path / "song.wav").rename(tmp_path / "song.dat"),
    ]
    named = [tmp_path / ".hidden.mp3", tmp_path / "._half.mp3", *odd]
    left_out = LeftOut()
    assert list(find_audio(named, left_out)) == named
    assert left_out == LeftOut()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cover.jpg", bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")),
        ("cover.png", b"\x89PNG\r\n\x1a\n" + bytes(40)),
        ("album.cue", b'FILE "album.flac" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n'),
        ("rip.log", b"Exact Audio Copy V1.3\n\nUsed drive : PLEXTOR\n" * 40),
        ("notes.txt", "Mastered from the tapes.\n".encode("utf-16")),
        ("scan.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"),
        ("info.nfo", b"\xda\xc4\xbf\r\n" * 100),
        ("words.lrc", b"[ar:Somebody]\n[00:12.00]A line\n"),
        ("empty", b""),
    ],
)
def test_a_named_file_without_sound_is_refused_once(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    touch(tmp_path / "good.mp3")
    left_out = LeftOut()
    found = list(find_audio([tmp_path / name, tmp_path / "good.mp3"], left_out))
    assert found == [tmp_path / "good.mp3"]
    ((refused, reason),) = left_out.refused
    assert refused == str(tmp_path / name)
    assert reason.endswith(".")


def test_a_dot_in_front_makes_no_junk(tmp_path: Path) -> None:
    names = ["...And Justice for All/1.mp3", ".hidden band/.song.mp3", ".mp3s.mp3"]
    touch(*(tmp_path / name for name in names))
    left_out = LeftOut()
    found = {str(path.relative_to(tmp_path)) for path in find_audio([tmp_path], left_out)}
    assert found == set(names)
    assert left_out == LeftOut()


def test_known_junk_is_passed_over_and_counted(tmp_path: Path) -> None:
    junk = [
        "._c.mp3", "a/._c.mp3", ".Trash/b.mp3", ".Trash-1000/files/b.mp3", ".Trashes/501/b.mp3",
        "@eaDir/1.mp3/x.mp3", "#recycle/b.mp3", "$RECYCLE.BIN/b.mp3", ".DS_Store", "Thumbs.db",
        ".AppleDouble/1.mp3", ".stversions/b.mp3", "lost+found/b.mp3", ".git/x.ogg",
        "System Volume Information/b.mp3", ".local/share/Trash/files/b.mp3",
        ".moodline-000001-20250101T000000-000000.tmp",
    ]  # fmt: skip
    touch(*(tmp_path / name for name in junk), tmp_path / "a/1.mp3")
    left_out = LeftOut()
    assert list(find_audio([tmp_path], left_out)) == [tmp_path / "a/1.mp3"]
    assert left_out == LeftOut(num_junk=len(junk))


def test_a_named_junk_folder_is_walked(tmp_path: Path) -> None:
    touch(tmp_path / ".Trash-1000/files/b.mp3")
    assert list(find_audio([tmp_path / ".Trash-1000"])) == [tmp_path / ".Trash-1000/files/b.mp3"]


def test_pipes_and_links_that_lead_nowhere_are_named(tmp_path: Path) -> None:
    touch(tmp_path / "1.mp3")
    os.mkfifo(tmp_path / "pipe.mp3")
    os.mkfifo(tmp_path / "pipe of another program")
    (tmp_path / "broken.mp3").symlink_to(tmp_path / "gone.mp3")
    (tmp_path / "disk").symlink_to(tmp_path / "unmounted")
    (tmp_path / "self.mp3").symlink_to("self.mp3")
    (tmp_path / "folder.mp3").mkdir()
    left_out = LeftOut()
    assert list(find_audio([tmp_path], left_out)) == [tmp_path / "1.mp3"]
    reasons = {Path(name).name: reason for name, reason in left_out.refused}
    assert set(reasons) == {"pipe.mp3", "broken.mp3", "disk", "self.mp3"}
    assert "a device or a pipe" in reasons["pipe.mp3"]
    assert "gone.mp3, which is not there" in reasons["broken.mp3"]
    assert "leads back to itself" in reasons["self.mp3"]
    by_name = LeftOut()
    assert list(find_audio([tmp_path / name for name in reasons], by_name)) == []
    assert dict(by_name.refused) == dict(left_out.refused)


def test_a_folder_that_may_not_be_read_is_named_and_the_others_are_walked(tmp_path: Path) -> None:
    touch(tmp_path / "a/1.mp3", tmp_path / "locked/2.mp3", tmp_path / "z/3.mp3")
    (tmp_path / "locked").chmod(0)
    left_out = LeftOut()
    with without_rights_of_root(tmp_path):
        found = list(find_audio([tmp_path], left_out))
        named = list(find_audio([tmp_path / "locked", tmp_path / "z"], left_out))
    (tmp_path / "locked").chmod(0o755)
    assert found == [tmp_path / "a/1.mp3", tmp_path / "z/3.mp3"]
    assert named == [tmp_path / "z/3.mp3"]
    reason = "it may not be read; give yourself permission to read it."
    assert left_out.refused == [(str(tmp_path / "locked"), reason)] * 2


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    touch(tmp_path / "music/a/1.mp3", tmp_path / "music/b/2.mp3")
    (tmp_path / "music/a/up").symlink_to(tmp_path / "music")
    (tmp_path / "music/a/across").symlink_to(tmp_path / "music/b")
    (tmp_path / "music/b/across").symlink_to(tmp_path / "music/a")
    (tmp_path / "music/self").symlink_to("self")
    left_out = LeftOut()
    found = [str(path.relative_to(tmp_path)) for path in find_audio([tmp_path / "music"], left_out)]
    assert found == ["music/a/1.mp3", "music/b/2.mp3"]
    circles = {str(Path(name).relative_to(tmp_path)) for name, _ in left_out.refused}
    assert circles == {"music/a/up", "music/self"}


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
