"""The golden battery: every kind of ID3 that has burnt somebody, written, rewritten and undone."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import mutagen.id3
import pytest
from mutagen.mp3 import MP3

from mer_core.audio.hash import audio_hash
from mer_core.jobs import SilentContext
from mer_core.tags import writer
from mer_core.tags.fields import MoodTags
from mer_core.tags.journal import Journal
from tests.core.tags.conftest import Write
from tests.core.tags.samples import BATTERY, HAPPY, LONG, SAD, foreign_frames, mp3_sound

MTIME_NS = 1_234_567_890_123_456_789


def sample(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / "song.mp3"
    path.write_bytes(BATTERY[kind]())
    os.utime(path, ns=(MTIME_NS, MTIME_NS))
    return path


def version(data: bytes) -> bytes:
    return data[:5] if data[:3] == b"ID3" else b"ID3\x04\x00"


def sound_of(data: bytes) -> bytes:
    """Everything from the first MPEG frame on: the sound and all tags behind it."""
    return data[data.index(mp3_sound()[:64]) :]


@pytest.mark.parametrize("kind", BATTERY)
@pytest.mark.parametrize("tags", [HAPPY, LONG], ids=["fits", "grows"])
def test_write_rewrite_and_undo_harm_nothing(
    kind: str, tags: MoodTags, tmp_path: Path, journal: Journal, write: Write
) -> None:
    path = sample(tmp_path, kind)
    old = path.read_bytes()
    sound = audio_hash(path)

    runs = [write(path, tags)]
    first = path.read_bytes()
    assert writer.read(path) == tags
    runs.append(write(path, SAD))
    second = path.read_bytes()
    assert writer.read(path) == SAD

    for new in (first, second):
        assert version(new) == version(old)
        kept = foreign_frames(old)
        assert foreign_frames(new)[: len(kept)] == kept
        if old[:3] == b"ID3":
            assert len(foreign_frames(new)) == len(kept)
        assert sound_of(new) == sound_of(old)
    assert audio_hash(path) == sound
    assert path.stat().st_mtime_ns == MTIME_NS
    for run in reversed(runs):
        assert all(result.ok for result in journal.undo(run, SilentContext()))
    assert path.read_bytes() == old
    assert path.stat().st_mtime_ns == MTIME_NS


@pytest.mark.parametrize("kind", BATTERY)
def test_the_second_write_touches_nothing(kind: str, tmp_path: Path, write: Write) -> None:
    path = sample(tmp_path, kind)
    write(path, HAPPY)
    before = path.stat()
    assert not writer.plan(path, HAPPY).changed
    write(path, HAPPY)
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino, before.st_mtime_ns, before.st_ctime_ns,
    )  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in BATTERY if kind not in ("no tag",)])
def test_mutagen_reads_the_same_foreign_fields_afterwards(
    kind: str, tmp_path: Path, write: Write
) -> None:
    path = sample(tmp_path, kind)
    before = MP3(path, translate=False)
    write(path, HAPPY)
    after = MP3(path, translate=False)
    kept = {k: v for k, v in before.tags.items() if "MOO" not in k.upper()} if before.tags else {}
    assert {k: v for k, v in after.tags.items() if "MOO" not in k.upper()} == kept
    assert after.info.length == pytest.approx(before.info.length)


def test_moods_are_one_list_in_2_4_and_one_string_in_2_3(tmp_path: Path, write: Write) -> None:
    path = sample(tmp_path, "2.4")
    write(path, HAPPY)
    tags = mutagen.id3.ID3(path, translate=False)
    assert tags["TMOO"].text == ["Happy", "Energetic"]
    assert tags["TXXX:MOOD_VALENCE"].text == ["0.812"]
    assert "TXXX:Mood" not in tags
    path = sample(tmp_path, "2.3 with year frames")
    write(path, HAPPY)
    tags = mutagen.id3.ID3(path, translate=False)
    assert tags["TXXX:MOOD"].text == ["Happy; Energetic"]
    assert tags["TXXX:MOOD"].encoding == mutagen.id3.Encoding.UTF16
    assert "TMOO" not in tags
    assert "TXXX:mood" not in tags
    assert tags["TYER"].text == ["1999"]


def test_writing_into_the_padding_keeps_the_size(tmp_path: Path, write: Write) -> None:
    path = sample(tmp_path, "2.3 with slash")
    size = path.stat().st_size
    write(path, MoodTags(moods=("Calm",)))
    assert path.stat().st_size == size


def test_a_tag_that_grew_has_room_for_the_next_write(tmp_path: Path, write: Write) -> None:
    path = sample(tmp_path, "2.3 without padding")
    write(path, HAPPY)
    size, inode = path.stat().st_size, path.stat().st_ino
    write(path, SAD)
    write(path, HAPPY)
    assert (path.stat().st_size, path.stat().st_ino) == (size, inode)


def test_a_file_with_only_id3v1_keeps_showing_its_title(tmp_path: Path, write: Write) -> None:
    path = sample(tmp_path, "ID3v1 alone")
    write(path, HAPPY)
    tags = mutagen.id3.ID3(path, load_v1=False)
    assert str(tags["TIT2"]).encode("latin-1") == b"\xcf\xf0\xe8\xe2\xe5\xf2"
    assert (str(tags["TPE1"]), str(tags["TRCK"]), str(tags["TDRC"])) == ("Old Artist", "7", "1999")


def test_empty_tags_take_our_fields_out_again(tmp_path: Path, write: Write) -> None:
    path = sample(tmp_path, "2.4 with comments")
    write(path, HAPPY)
    write(path, MoodTags())
    assert [key for key in mutagen.id3.ID3(path) if "MOOD" in key and "Match" not in key] == []


NAMES = {
    "NFD name": unicodedata.normalize("NFD", "Überäll.mp3"),
    "emoji": "🎵 song 🎉.mp3",
    "surrogate-escaped name": os.fsdecode(b"bad \xff name.mp3"),
    "newline": "a\nb.mp3",
    "as long as a name can be": "n" * 251 + ".mp3",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_any_file_name_survives_write_and_undo(
    name: str, tmp_path: Path, journal: Journal, write: Write
) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    path = folder / name
    path.write_bytes(BATTERY["2.3 without padding"]())
    old = path.read_bytes()
    run = write(path, HAPPY)
    assert os.listdir(folder) == [name]
    assert writer.read(path) == HAPPY
    results = Journal(journal.folder).undo(run, SilentContext())
    assert [(result.path, result.reason) for result in results] == [(path, "")]
    assert path.read_bytes() == old
    assert os.listdir(folder) == [name]
