"""Moods that other programs wrote, in files of every kind they write them into."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mutagen
import pytest
from mutagen.id3 import COMM, TXXX
from mutagen.mp4 import MP4FreeForm

from mer_core.tags import writer
from mer_core.tags.comments import read_comment
from mer_core.tags.fields import MoodTags
from mer_core.tags.mood_block import with_block
from tests.core.cli.test_commands import run
from tests.data.audio_files import make_audio

SUFFIXES = (".mp3", ".flac", ".ogg", ".opus", ".m4a", ".wav", ".aiff", ".wv")


def tagged(path: Path, fields: dict[str, str]) -> Path:
    """A file with these fields as its kind spells them."""
    make_audio(path)
    file: Any = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    for name, value in fields.items():
        if hasattr(file.tags, "getall"):
            file.tags.add(TXXX(encoding=3, desc=name, text=[value]))
        elif path.suffix == ".m4a":
            file.tags[f"----:com.apple.iTunes:{name}"] = [MP4FreeForm(value.encode())]
        else:
            file.tags[name] = value
    file.save()
    return path


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("fields", "moods", "valence", "arousal"),
    [
        ({"ab:hi:mood_happy:happy": "0.85", "ab:hi:mood_happy:not_happy": "0.15",
          "ab:hi:mood_relaxed:relaxed": "0.9", "ab:hi:mood_sad:sad": "0.2"},
         ("Relaxed", "Happy"), None, None),
        ({"ab:mood": "Party", "ab:hi:mood_sad:sad": "1"}, ("Party",), None, None),
        ({"mood_party": "0.61", "mood_aggressive": "0.99", "mood_relaxed": "0.1"},
         ("Aggressive", "Party"), None, None),
        ({"valence": "0.75", "energy": "6.1e-05"}, (), 0.75, 6.1e-05),
        ({"1T_VALENCE": "75", "1T_ENERGY": "40"}, (), 0.75, 0.4),
        ({"ESSENTIA_MOOD": "Epic"}, ("Epic",), None, None),
        ({"energy": "eyJhbGdvcml0aG0iOjF9", "valence": "7"}, (), None, None),
        ({"MOOD_VALENCE": "0.100", "valence": "0.9"}, (), 0.1, None),
    ],
)  # fmt: skip
def test_what_others_wrote_is_read_from_every_kind_of_file(
    tmp_path: Path, suffix: str, fields: dict[str, str], moods: tuple[str, ...],
    valence: float | None, arousal: float | None,
) -> None:  # fmt: skip
    tags = writer.read(tagged(tmp_path / f"a{suffix}", fields))
    assert (tags.moods, tags.valence, tags.arousal) == (moods, valence, arousal)


def test_scores_alone_are_shown_as_what_the_file_says(tmp_path: Path) -> None:
    path = tagged(tmp_path / "a.flac", {"mood_happy": "0.83"})
    assert "in the file: happy 0.830" in run("show", path).stdout


def test_words_for_what_a_song_is_not_are_no_moods() -> None:
    tags = MoodTags.from_texts({"AB:MOOD": ("Not happy", "not sad", "Aggressive")})
    assert tags.moods == ("Aggressive",)


def test_our_own_words_come_before_those_of_others() -> None:
    texts = {"MOOD": ("Calm",), "AB:MOOD": ("Party",), "ESSENTIA_MOOD": ("Epic",)}
    assert MoodTags.from_texts(texts).moods == ("Calm",)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_comment_is_read_with_its_line_breaks(tmp_path: Path, suffix: str) -> None:
    path = make_audio(tmp_path / f"a{suffix}")
    file: Any = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    comment = "Mine & yours\nטוב 🎵"
    if hasattr(file.tags, "getall"):
        file.tags.add(COMM(encoding=3, lang="eng", desc="iTunNORM", text=["0000"]))
        file.tags.add(COMM(encoding=3, lang="eng", desc="", text=[comment]))
    elif suffix == ".m4a":
        file.tags["\xa9cmt"] = comment
    else:
        file.tags["comment"] = comment
    file.save()
    assert read_comment(path) == comment


def test_an_old_comment_of_no_stated_alphabet_is_read_as_people_wrote_it(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.mp3")
    file: Any = mutagen.File(path)
    text = "Привет, это хорошая песня"
    file.tags.add(COMM(encoding=0, lang="eng", desc="",
                       text=[text.encode("cp1251").decode("latin-1")]))  # fmt: skip
    file.save()
    assert read_comment(path) == text


def test_a_file_without_tags_or_none_at_all_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"no music")
    for path in (tmp_path / "a.mp3", tmp_path / "none.mp3", make_audio(tmp_path / "b.wav")):
        assert read_comment(path) == ""


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("", "[MOOD: Happy; Energy 7]"),
        ("Mine", "Mine [MOOD: Happy; Energy 7]"),
        ("Mine [MOOD: Sad] yours", "Mine [MOOD: Happy; Energy 7] yours"),
        ("8A - Energy 5 [mine]\n", "8A - Energy 5 [mine]\n [MOOD: Happy; Energy 7]"),
        ("[MOOD: \\1 & ] x", "[MOOD: Happy; Energy 7] x"),
    ],
)
def test_only_our_own_block_of_a_comment_changes(comment: str, expected: str) -> None:
    assert with_block(comment, ["Happy", "Energy 7"]) == expected
    assert with_block(expected, ["Happy", "Energy 7"]) == expected
    assert "MOOD" not in with_block(expected, [])
    assert with_block("Mine", []) == with_block("Mine [MOOD: Sad]", []) == "Mine"
