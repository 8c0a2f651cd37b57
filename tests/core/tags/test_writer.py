"""What may not happen to a file: refusals, conflicts, links, full disks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import mutagen
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mer_core.errors import TagConflict, TagError
from mer_core.jobs import SilentContext
from mer_core.tags import writer
from mer_core.tags.fields import MoodTags
from mer_core.tags.journal import Journal
from tests.core.tags.conftest import Write
from tests.core.tags.samples import BATTERY, HAPPY, LONG, SAD, frame, mp3_sound, tag
from tests.core.tags.test_fields import mood_tags
from tests.data.audio_files import make_audio


@pytest.fixture
def song(tmp_path: Path) -> Path:
    path = tmp_path / "music" / "song.mp3"
    path.parent.mkdir()
    path.write_bytes(BATTERY["2.3 without padding"]())
    return path


def test_reading_a_file_without_mood_gives_nothing(song: Path) -> None:
    assert writer.read(song) == MoodTags()


def test_musicmatch_mood_is_read_but_neither_changed_nor_mixed_with_ours(
    tmp_path: Path, write: Write
) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(BATTERY["2.4 with comments"]())
    assert writer.read(path).moods == ("Mellow",)
    write(path, SAD)
    assert writer.read(path).moods == ("Sad",)
    assert b"MusicMatch_Mood\0Mellow" in path.read_bytes()


def test_moods_divided_by_slash_are_several_in_2_3_alone(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(tag(frame("TXXX", b"\0Mood\0A/B; C", version=3), version=3) + mp3_sound())
    assert writer.read(path).moods == ("A", "B", "C")
    path.write_bytes(tag(frame("TMOO", b"\x03A/B\0C")) + mp3_sound())
    assert writer.read(path).moods == ("A/B", "C")


@settings(max_examples=25)
@given(tags=mood_tags, kind=st.sampled_from(["2.2", "2.3 unsynchronised", "2.4", "no tag"]))
def test_any_mood_is_read_back_as_it_was_written(
    tags: MoodTags, kind: str, tmp_path: Path, write: Write
) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(BATTERY[kind]())
    write(path, tags)
    assert writer.read(path) == tags
    assert not writer.plan(path, tags).changed


def test_the_plan_tells_old_and_new_and_touches_nothing(song: Path, write: Write) -> None:
    write(song, SAD)
    before = song.stat()
    change = writer.plan(song, HAPPY)
    assert (change.old, change.new, change.changed) == (SAD, HAPPY, True)
    after = song.stat()
    assert (after.st_mtime_ns, after.st_ctime_ns) == (before.st_mtime_ns, before.st_ctime_ns)


def test_a_mood_that_would_fall_apart_is_refused(song: Path) -> None:
    with pytest.raises(TagError, match="separates moods"):
        writer.plan(song, MoodTags(moods=("a;b",)))


@pytest.mark.parametrize(
    "change_it",
    [
        lambda path: os.utime(path, ns=(1, 1)),
        lambda path: path.write_bytes(path.read_bytes() + b"\0"),
        lambda path: _retitle_keeping_size_and_time(path),
    ],
    ids=["mtime", "size", "tags"],
)
def test_a_file_changed_since_it_was_planned_is_a_conflict_and_left_alone(
    change_it: object, song: Path, journal: Journal
) -> None:
    assert callable(change_it)
    change = writer.plan(song, HAPPY)
    change_it(song)
    before = song.read_bytes()
    with journal.begin("test") as run, pytest.raises(TagConflict, match="changed it since"):
        writer.write(change, run)
    assert song.read_bytes() == before


def _retitle_keeping_size_and_time(path: Path) -> None:
    before = path.stat()
    data = path.read_bytes()
    path.write_bytes(data.replace("Tïtle".encode("utf-16-le"), "Other".encode("utf-16-le")))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_file_that_is_gone_a_folder_or_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TagError, match="no longer there; nothing was written"):
        writer.plan(tmp_path / "gone.mp3", HAPPY)
    with pytest.raises(TagError, match="is a folder"):
        writer.plan(tmp_path, HAPPY)
    (tmp_path / "empty.mp3").touch()
    with pytest.raises(TagError, match="is empty"):
        writer.plan(tmp_path / "empty.mp3", HAPPY)
    os.mkfifo(tmp_path / "pipe.mp3")
    with pytest.raises(TagError, match="not a file"):
        writer.plan(tmp_path / "pipe.mp3", HAPPY)


def test_a_read_only_file_is_refused_even_where_its_folder_is_not(song: Path) -> None:
    song.chmod(0o444)
    with pytest.raises(TagError, match="read-only"):
        writer.plan(song, HAPPY)


def test_a_text_that_calls_itself_mp3_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.mp3"
    path.write_text("These are no sounds. " * 100)
    with pytest.raises(TagError, match="nothing was written"):
        writer.plan(path, HAPPY)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (tag(b"TIT2\0\0\0\x7f\0\0\x03short"), "longer than the tag"),
        (tag(frame("TIT2", b"\x03ok") + b"lost\x01\x02\x03" * 9), "no frame stands between"),
        (b"ID3\x05\0\0\0\0\0\0", "unknown version"),
        (b"ID3\x04\0\x0f\0\0\0\0", "flags that nobody defined"),
        (b"ID3\x04\0\0\0\0\x80\0", "size in its ID3 tag"),
        (tag(b"", flags=0x40, extended=b"\0\0\0\x0c\x01\x20\x05\0\0\0\0\0"), "checksum"),
        (b"ID3\x04\0\0\0\x7f\x7f\x7f", "ends in the middle"),
    ],
)
def test_a_damaged_id3_tag_is_refused_not_replaced(
    data: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(data + mp3_sound())
    with pytest.raises(TagError, match=reason):
        writer.plan(path, HAPPY)


def test_rights_owner_and_extended_attributes_stay(song: Path, write: Write) -> None:
    song.chmod(0o640)
    os.setxattr(song, "user.rating", b"5")
    before = song.stat()
    write(song, HAPPY)
    after = song.stat()
    assert after.st_ino != before.st_ino
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode, before.st_uid, before.st_gid,
    )  # fmt: skip
    assert os.getxattr(song, "user.rating") == b"5"


def test_hard_links_stay_links_and_both_names_show_the_tags(
    song: Path, journal: Journal, write: Write
) -> None:
    other = song.with_name("other name.mp3")
    other.hardlink_to(song)
    old, inode = song.read_bytes(), song.stat().st_ino
    run = write(song, LONG)
    assert len(song.read_bytes()) > len(old)
    assert other.stat().st_ino == song.stat().st_ino == inode
    assert writer.read(other) == LONG
    assert all(result.ok for result in journal.undo(run, SilentContext()))
    assert other.read_bytes() == old
    assert other.stat().st_ino == inode


def test_a_symlink_stays_a_link_and_its_target_is_written(
    song: Path, tmp_path: Path, journal: Journal, write: Write
) -> None:
    link = tmp_path / "link.mp3"
    link.symlink_to(os.path.join("music", song.name))
    old = song.read_bytes()
    run = write(link, HAPPY)
    assert link.is_symlink()
    assert writer.read(song) == HAPPY
    assert [result.path for result in journal.undo(run, SilentContext())] == [link]
    assert song.read_bytes() == old


def test_no_file_is_left_beside_the_song(song: Path, write: Write) -> None:
    write(song, LONG)
    assert os.listdir(song.parent) == [song.name]


def test_a_file_that_somebody_is_playing_can_be_read_to_its_old_end(
    song: Path, write: Write
) -> None:
    old = song.read_bytes()
    with song.open("rb") as playing:
        write(song, HAPPY)
        assert playing.read() == old


def test_mutagen_can_go_on_editing_what_was_written(tmp_path: Path, write: Write) -> None:
    for suffix in (".mp3", ".flac", ".ogg", ".opus", ".m4a", ".wav", ".aiff", ".wv", ".wma"):
        path = make_audio(tmp_path / f"song{suffix}", tags={"title": "Title"})
        write(path, HAPPY)
        mutagen.File(path).save()
        assert writer.read(path) == HAPPY
        write(path, SAD)
        assert writer.read(path) == SAD


LIMITED = """
import resource, signal, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from mer_core.errors import TagError
from mer_core.tags import writer
from mer_core.tags.journal import Journal
from tests.core.tags.samples import LONG
path = Path({path!r})
change = writer.plan(path, LONG)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Journal(Path({journal!r})).begin("test") as run:
    resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
    try:
        writer.write(change, run)
    except TagError as error:
        print(error.reason)
"""


@pytest.mark.parametrize("linked", [False, True])
def test_where_no_room_is_left_the_file_stays_as_it_was(
    linked: bool, song: Path, journal: Journal
) -> None:
    if linked:
        song.with_name("other.mp3").hardlink_to(song)
    old, before = song.read_bytes(), song.stat()
    script = LIMITED.format(
        root=str(Path(__file__).parents[3]), path=str(song), journal=str(journal.folder),
        limit=len(old) + 1000,
    )  # fmt: skip
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "the file may not grow any further here; nothing was written" in done.stdout, done
    assert song.read_bytes() == old
    assert song.stat().st_mtime_ns == before.st_mtime_ns
    assert not [name for name in os.listdir(song.parent) if name.startswith(".")]
    assert journal.runs() == []


def test_where_no_new_file_can_be_made_the_old_one_is_written_over(
    song: Path, journal: Journal
) -> None:
    old, inode = song.read_bytes(), song.stat().st_ino
    change = writer.plan(song, HAPPY)
    with journal.begin("test") as run:
        (song.parent / f".moodline-{run.id}-000000.tmp").mkdir()
        writer.write(change, run)
    assert song.stat().st_ino == inode
    assert song.stat().st_mtime_ns == change.signature.mtime_ns
    assert writer.read(song) == HAPPY
    assert list(journal.folder.glob("*/*.old")) == []
    assert all(result.ok for result in journal.undo(run.id, SilentContext()))
    assert song.read_bytes() == old
