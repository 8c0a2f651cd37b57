"""`mer watch` under faults of disks and folders: each costs a line with its reason, and it goes on.

On real file systems, full, read-only and taken away, where this user may mount some.
"""

from __future__ import annotations

import mmap
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from mutagen.id3 import TXXX, Encoding
from mutagen.mp3 import MP3

from mer_core.paths import RESOURCES
from mer_core.tags import writer
from mer_core.workflows.room import PAUSED
from tests.core.cli.test_watch import DEMO, states, watching
from tests.data.small_disk import SmallDisk, mounted
from tests.fate import COMMAND, HAND, Fate
from tests.waiting import until

OTHER = RESOURCES / "demo" / "2 Iron Corridor.opus"


def one_line(said: Path) -> str:
    """What was said, however wide the terminal is."""
    return " ".join(said.read_text().split())


def song_without_room(path: Path) -> Path:
    """An MP3 whose tag must grow and whose last page on the disk is full."""
    shutil.copy(RESOURCES / "demo" / "1 Carnival Lights.mp3", path)
    song = MP3(path)
    text = "x"
    for _ in range(2):
        song.tags.add(TXXX(encoding=Encoding.LATIN1, desc="room", text=text))
        song.save(padding=lambda _: 0)
        text += "x" * (-path.stat().st_size % mmap.PAGESIZE)
    assert path.stat().st_size % mmap.PAGESIZE == 0
    return path


def test_a_full_disk_of_songs_costs_their_tags_alone_and_no_byte(
    small_disk: SmallDisk, tmp_path: Path
) -> None:
    song = song_without_room(tmp_path / "song.mp3")
    music = small_disk.folder
    with watching(music, "--write") as said:
        until(lambda: "Watching" in said.read_text())
        shutil.copy(song, music / "a.mp3")
        small_disk.fill()
        until(lambda: "a.mp3: the disk is full; nothing was written" in one_line(said))
        assert (music / "a.mp3").read_bytes() == song.read_bytes()
        small_disk.empty()
        assert [path.name for path in music.iterdir()] == ["a.mp3"]
        shutil.move(music / "a.mp3", tmp_path / "kept.mp3")
        until(lambda: states() == {"a.mp3": "missing"})
        shutil.copy(song, music / "b.mp3")
        until(lambda: states() == {"b.mp3": "written"})
    assert writer.read(music / "b.mp3").moods


def test_a_full_disk_of_the_library_is_waited_for(
    small_disk: SmallDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    music = tmp_path / "music"
    music.mkdir()
    monkeypatch.setenv("MOODLINE_HOME", str(small_disk.folder))
    with watching(music) as said:
        until(lambda: "Watching" in said.read_text())
        small_disk.fill()
        shutil.copy(DEMO, music / "a.flac")
        until(lambda: PAUSED in one_line(said))
        small_disk.empty()
        until(lambda: states() == {"a.flac": "staged"})


def test_a_disk_that_may_only_be_read_is_said_and_the_next_one_written(tmp_path: Path) -> None:
    music = tmp_path / "music"
    locked, free = music / "locked", music / "free"
    locked.mkdir(parents=True)
    free.mkdir()
    with mounted(locked) as disk:
        if disk is None:
            pytest.skip("this user may not mount a file system")
        shutil.copy(DEMO, locked / "a.flac")
        subprocess.run(["mount", "-o", "remount,ro", str(locked)], check=True)
        with watching(music, "--write") as said:
            until(lambda: "a.flac: the file is read-only; nothing was written" in one_line(said))
            shutil.copy(DEMO, free / "b.flac")
            until(lambda: states() == {"a.flac": "staged", "b.flac": "written"})
        assert (locked / "a.flac").read_bytes() == DEMO.read_bytes()
        assert [path.name for path in locked.iterdir()] == ["a.flac"]


def test_a_drive_that_is_unmounted_and_mounted_again_is_followed(tmp_path: Path) -> None:
    music, drive = tmp_path / "music", tmp_path / "drive"
    music.mkdir()
    drive.mkdir()
    with mounted(drive) as disk:
        if disk is None:
            pytest.skip("this user may not mount a file system")
        shutil.copy(DEMO, drive / "a.flac")
        subprocess.run(["mount", "--bind", drive, music], check=True)
        try:
            with watching(music, "--write"):
                until(lambda: states() == {"a.flac": "written"})
                subprocess.run(["umount", "-l", music], check=True)
                until(lambda: states() == {"a.flac": "missing"})
                subprocess.run(["mount", "--bind", drive, music], check=True)
                until(lambda: states() == {"a.flac": "written"})
                (music / "a.flac").unlink()
                shutil.copy(DEMO, music / "b.flac")
                until(lambda: states() == {"b.flac": "written"})
        finally:
            subprocess.run(["umount", "-l", music], check=False)


@pytest.mark.parametrize(
    ("program", "where"),
    [(COMMAND, "INTO tracks"), (HAND, "INTO curves"), (COMMAND, "log.jsonl")],
    ids=["scanned", "heard", "written"],
)
def test_a_file_that_vanishes_while_it_is_taken_in_costs_itself_alone(
    tmp_path: Path, fate: Fate, program: str, where: str
) -> None:
    music = tmp_path / "music"
    music.mkdir()
    fate.hold(program, where=where)
    with watching(music, "--write") as said:
        shutil.copy(DEMO, music / "a.flac")
        until(lambda: fate.is_holding)
        (music / "a.flac").unlink()
        fate.release()
        until(
            lambda: re.search(r"a\.flac: (the file is not|it is no longer) there", one_line(said))
        )
        shutil.copy(OTHER, music / "b.opus")
        until(lambda: states().get("b.opus") == "written")
    assert "Traceback" not in said.read_text()
    assert "Written: 0" not in said.read_text()
