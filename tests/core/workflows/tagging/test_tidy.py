from __future__ import annotations

from pathlib import Path

import pytest
from mutagen.flac import FLAC
from mutagen.id3 import COMM, ID3, TMOO
from mutagen.mp3 import MP3
from mutagen.oggopus import OggOpus

from mer_core.errors import InputError
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.tags import writer
from mer_core.tags.journal import Journal
from mer_core.tags.profiles import BUILT_IN
from mer_core.workflows import undo as undoing
from mer_core.workflows.scan import scan
from mer_core.workflows.tag import apply, stage
from mer_core.workflows.tidy import MoodWord, mood_words, read_renames, stage_renames
from tests.core.workflows.tagging.conftest import state_of


@pytest.fixture
def tagged(music: Path, library: Library, context: SilentContext) -> Path:
    """The music with mood words of others."""
    tags = MP3(music / "a.mp3")
    assert tags.tags is not None
    tags.tags.add(TMOO(encoding=3, text=["chill", "Happy"]))
    tags.tags.add(COMM(encoding=3, lang="eng", desc="", text=["bought 2019"]))
    tags.save()
    for kind, name, words in ((FLAC, "b.flac", ["Chill", "Calm"]), (OggOpus, "c.opus", ["Dark"])):
        file = kind(music / name)
        file["mood"] = words
        file.save()
    scan(context, library, [music])
    return music


def renamed(context: SilentContext, library: Library, journal: Journal, **words: str) -> int:
    staged = stage_renames(context, library, read_renames(words.items()))
    return apply(context, library, journal, staged).written


def test_all_words_are_listed_as_they_are_spelled(
    tagged: Path, library: Library, context: SilentContext
) -> None:
    assert mood_words(context, library) == [
        MoodWord("Calm", 1), MoodWord("Chill", 1), MoodWord("chill", 1), MoodWord("Dark", 1),
        MoodWord("Happy", 1),
    ]  # fmt: skip


def test_words_are_renamed_and_merged_in_all_files_and_nothing_else_is(
    tagged: Path, library: Library, journal: Journal, context: SilentContext
) -> None:
    before = {path: path.read_bytes() for path in tagged.iterdir()}
    states = {path: state_of(library, path) for path in before}
    staged = stage_renames(context, library, read_renames([("CHILL", "Calm"), ("happy", "Glad")]))
    assert {entry.change.path.name: entry.change.new.moods for entry in staged} == {
        "a.mp3": ("Calm", "Glad"), "b.flac": ("Calm",)
    }  # fmt: skip
    assert {path: path.read_bytes() for path in before} == before
    report = apply(context, library, journal, staged)
    assert (report.written, report.failed) == (2, ())
    tags = ID3(tagged / "a.mp3")
    assert tags.getall("TMOO")[0].text == ["Calm", "Glad"]
    assert tags.getall("COMM")[0].text == ["bought 2019"]
    assert FLAC(tagged / "b.flac")["mood"] == ["Calm"]
    assert {path: state_of(library, path) for path in before} == states
    assert scan(context, library, [tagged]).changed == 0
    undoing.undo(context, library, journal)
    assert {path: path.read_bytes() for path in before} == before
    assert {path: state_of(library, path) for path in before} == states


def test_what_was_written_by_us_stays_written_and_ours(
    music: Path, library: Library, journal: Journal, context: SilentContext
) -> None:
    everything = BUILT_IN[-1]
    apply(context, library, journal, stage(context, library, profile=everything))
    said = {path: writer.said_by(path) for path in music.iterdir()}
    assert renamed(context, library, journal, happy="Cheerful") == 4
    for path in music.iterdir():
        now = writer.said_by(path)
        changed = {name for name in now if now[name] != said[path].get(name)}
        assert changed <= {"MOOD", "COMMENT", "GROUPING", "QUODLIBET::MOOD"}
        assert now["MOOD"] == ("Cheerful",)
        assert now["COMMENT"] == ("[MOOD: Cheerful]",)
        assert state_of(library, path) == "written"
        row = library.find(path)
        assert row is not None
        assert library.wrote([row.track.id])[row.track.id]["MOOD"] == ("Cheerful",)
    scan(context, library, [music])
    assert {state_of(library, path) for path in music.iterdir()} == {"written"}


def test_words_can_change_places(
    tagged: Path, library: Library, journal: Journal, context: SilentContext
) -> None:
    assert renamed(context, library, journal, chill="Happy", happy="chill") == 2
    assert writer.read(tagged / "a.mp3").moods == ("Happy", "chill")


def test_a_file_that_was_changed_since_is_left_alone(
    tagged: Path, library: Library, journal: Journal, context: SilentContext
) -> None:
    staged = stage_renames(context, library, read_renames([("dark", "Sad")]))
    file = OggOpus(tagged / "c.opus")
    file["mood"] = ["Bright"]
    file.save()
    report = apply(context, library, journal, staged)
    assert report.written == 0
    assert "another program changed it" in report.failed[0][1]
    assert OggOpus(tagged / "c.opus")["mood"] == ["Bright"]


@pytest.mark.parametrize(
    "wrong", [[("a", "")], [("", "b")], [("a", "b;c")], [("a", "b/c")], [("a", "b"), ("A", "c")]]
)
def test_words_that_cannot_be_are_refused(wrong: list[tuple[str, str]]) -> None:
    with pytest.raises(InputError, match=r".+\.$"):
        read_renames(wrong)
