"""A track's state is what its file holds, whoever put it there."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mutagen
import mutagen.flac
import mutagen.id3
import mutagen.mp4
import pytest

from mer_core.jobs import SilentContext
from mer_core.library import migrations
from mer_core.library.database import Library
from mer_core.tags import writer
from mer_core.tags.fields import MoodTags
from mer_core.tags.journal import Journal
from mer_core.workflows import scan as scan_module
from mer_core.workflows.scan import scan
from mer_core.workflows.tag import apply, stage
from tests.core.library.samples import make_emotion, older_copy
from tests.core.workflows.tagging.conftest import FILES, state_of
from tests.data.audio_files import make_audio

MOOD_OF = {".mp3": "TMOO", ".flac": "mood", ".opus": "mood", ".m4a": "----:com.apple.iTunes:MOOD"}


@pytest.fixture(autouse=True)
def _written(library: Library, journal: Journal, context: SilentContext) -> None:
    assert apply(context, library, journal, stage(context, library)).written == len(FILES)


def edit(path: Path, change: Callable[[Any], None]) -> None:
    """Change a file's tags as another program does."""
    file = mutagen.File(path)
    change(file.tags)
    file.save()


def clear(path: Path) -> None:
    def delete(tags: Any) -> None:
        for key in {key for key in tags.keys() if "MOO" in key.upper()}:  # noqa: SIM118 - no dict
            del tags[key]

    edit(path, delete)


def set_mood(path: Path, mood: str) -> None:
    value: Any = [mood]
    if path.suffix == ".mp3":
        value = mutagen.id3.TMOO(encoding=3, text=[mood])
    elif path.suffix == ".m4a":
        value = [mutagen.mp4.MP4FreeForm(mood.encode())]
    edit(path, lambda tags: tags.__setitem__(MOOD_OF[path.suffix], value))


@pytest.mark.parametrize("name", FILES)
def test_a_file_whose_mood_tags_were_cleared_waits_to_be_written_again(
    name: str, library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    clear(music / name)
    assert writer.read(music / name) == MoodTags()
    scan(context, library, [music])
    assert [row.track.path.name for row in library.rows("state:staged")] == [name]
    assert library.count("state:written") == 3
    staged = stage(context, library)
    assert [entry.change.path for entry in staged] == [music / name]
    apply(context, library, journal, staged)
    assert library.count("state:written") == 4


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_says_something_else_was_changed_outside_and_is_offered_again(
    name: str, library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    set_mood(music / name, "Gloomy")
    scan(context, library, [music])
    assert [row.track.path.name for row in library.rows("state:changed")] == [name]
    assert library.counts().changed == 1
    (entry,) = stage(context, library)
    assert entry.change.old.moods == ("Gloomy",)
    apply(context, library, journal, [entry])
    assert state_of(library, music / name) == "written"


@pytest.mark.parametrize("field", ["MOOD", "MOOD_VALENCE", "MOOD_HAPPY", "MOOD_AROUSAL_RANGE"])
def test_one_field_that_is_gone_is_a_change_too(
    field: str, library: Library, music: Path, context: SilentContext
) -> None:
    edit(music / "b.flac", lambda tags: tags.__delitem__(field))
    scan(context, library, [music])
    assert state_of(library, music / "b.flac") == "changed"


def test_other_fields_are_no_change(library: Library, music: Path, context: SilentContext) -> None:
    for name in FILES:
        path = music / name
        key, value = {
            ".mp3": ("TIT2", mutagen.id3.TIT2(encoding=3, text="New")), ".m4a": ("\xa9nam", "New")
        }.get(path.suffix, ("title", "New"))  # fmt: skip
        edit(path, lambda tags, key=key, value=value: tags.__setitem__(key, value))  # type: ignore[misc]
    report = scan(context, library, [music])
    assert report.changed == 4
    assert {(row.state, row.track.title) for row in library.rows()} == {("written", "New")}


def test_names_of_fields_in_other_case_are_no_change(
    library: Library, music: Path, context: SilentContext
) -> None:
    def rename(tags: Any) -> None:
        for frame in tags.getall("TXXX:MOOD_VALENCE"):
            tags.delall("TXXX:MOOD_VALENCE")
            tags.add(mutagen.id3.TXXX(encoding=3, desc="Mood_Valence", text=frame.text))

    edit(music / "a.mp3", rename)
    assert scan(context, library, [music]).changed == 1
    assert state_of(library, music / "a.mp3") == "written"


def test_a_change_and_its_reversal_leave_the_file_written(
    library: Library, music: Path, context: SilentContext
) -> None:
    before = (music / "b.flac").read_bytes()
    set_mood(music / "b.flac", "Gloomy")
    scan(context, library, [music])
    (music / "b.flac").write_bytes(before)
    scan(context, library, [music])
    assert state_of(library, music / "b.flac") == "written"


def test_a_change_that_keeps_size_and_time_is_seen(
    library: Library, music: Path, context: SilentContext
) -> None:
    song = music / "b.flac"
    before = song.stat()
    song.write_bytes(song.read_bytes().replace(b"MOOD=Happy", b"MOOD=Moody"))
    os.utime(song, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert song.stat().st_size == before.st_size
    scan(context, library, [music])
    assert state_of(library, song) == "changed"


def test_where_ctime_tells_nothing_reading_all_again_does(
    library: Library, music: Path, context: SilentContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = music / "b.flac"
    stamps = {path: scan_module.stamp_of(path) for path in music.iterdir()}
    song.write_bytes(song.read_bytes().replace(b"MOOD=Happy", b"MOOD=Moody"))
    monkeypatch.setattr(scan_module, "stamp_of", stamps.__getitem__)  # as on Windows
    assert scan(context, library, [music]).unchanged == 4
    assert state_of(library, song) == "written"
    assert scan(context, library, [music], again=True).unchanged == 0
    assert state_of(library, song) == "changed"


def test_a_library_that_was_lost_learns_from_the_files_what_is_written(
    music: Path, tmp_path: Path, context: SilentContext
) -> None:
    clear(music / "a.mp3")
    set_mood(music / "b.flac", "Gloomy")
    with Library.open(tmp_path / "new.sqlite") as rebuilt:
        scan(context, rebuilt, [music])
        for row in rebuilt.rows():
            rebuilt.save_emotion(row.track.id, make_emotion())
        states = {row.track.path.name: row.state for row in rebuilt.rows()}
    assert states == {
        "a.mp3": "staged", "b.flac": "changed", "c.opus": "written", "d.m4a": "written"
    }  # fmt: skip


def test_a_copy_of_a_written_file_is_written_and_each_is_judged_by_itself(
    library: Library, music: Path, context: SilentContext
) -> None:
    copy = music / "copy.flac"
    shutil.copy(music / "b.flac", copy)
    scan(context, library, [music])
    assert state_of(library, copy) == "written"
    clear(copy)
    scan(context, library, [music])
    assert (state_of(library, copy), state_of(library, music / "b.flac")) == ("staged", "written")


def test_a_foreign_mood_in_a_file_that_was_never_written_is_no_change(
    library: Library, music: Path, context: SilentContext
) -> None:
    path = make_audio(music / "e.flac", frequency_hz=700.0)
    set_mood(path, "Gloomy")
    scan(context, library, [music])
    row = library.find(path)
    assert row is not None
    library.save_emotion(row.track.id, make_emotion())
    assert state_of(library, path) == "staged"


def test_another_song_at_a_written_path_was_not_changed_but_is_new(
    library: Library, music: Path, context: SilentContext
) -> None:
    path = make_audio(music / "b.flac", frequency_hz=700.0)
    set_mood(path, "Gloomy")
    scan(context, library, [music])
    row = library.find(path)
    assert row is not None
    assert row.state == "queued"
    library.save_emotion(row.track.id, make_emotion())
    assert state_of(library, path) == "staged"


def test_how_and_when_a_file_was_written_is_no_change(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    clear(music / "a.mp3")
    row = library.find(music / "a.mp3")
    assert row is not None
    apply(context, library, journal, stage(context, library, [row.track.id], how="auto"))
    assert writer.read(music / "a.mp3").model.endswith(" auto")
    (entry,) = stage(context, library, [row.track.id], how="reviewed")
    assert (entry.change.changed, entry.change.fields) == (False, ())
    assert state_of(library, music / "a.mp3") == "written"


def test_a_change_says_which_fields_it_is_about(
    library: Library, music: Path, context: SilentContext
) -> None:
    edit(music / "b.flac", lambda tags: tags.__delitem__("MOOD_HAPPY"))
    scan(context, library, [music])
    (entry,) = stage(context, library)
    assert entry.change.fields == ("MOOD_HAPPY",)


def test_an_older_library_learns_at_the_next_scan_and_reads_no_sound(
    library: Library, music: Path, tmp_path: Path, context: SilentContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = tmp_path / "old.sqlite"
    older_copy(library, path, migrations.MIGRATIONS[:2]).close()
    clear(music / "a.mp3")
    set_mood(music / "b.flac", "Gloomy")
    monkeypatch.setattr(scan_module, "recording", lambda path: read.append(path))
    read: list[Path] = []
    with Library.open(path) as upgraded:
        assert {row.state for row in upgraded.rows()} == {"written"}
        keep = ("a.mp3", "b.flac")
        for row in upgraded.rows():
            if row.track.path.name in keep:  # as if the change had kept size and time
                found = row.track.path.stat()
                database = sqlite3.connect(path)
                database.execute(
                    "UPDATE tracks SET size = ?, mtime_ns = ? WHERE id = ?",
                    (found.st_size, found.st_mtime_ns, row.track.id),
                )
                database.commit()
                database.close()
        assert scan(context, upgraded, [music]).unchanged == 4
        assert read == []
        states = {row.track.path.name: row.state for row in upgraded.rows()}
    assert states == {
        "a.mp3": "staged", "b.flac": "changed", "c.opus": "written", "d.m4a": "written"
    }  # fmt: skip
