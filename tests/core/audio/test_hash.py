from __future__ import annotations

from pathlib import Path
from typing import Any

import mutagen
import pytest
from mutagen.apev2 import APEv2
from mutagen.asf import ASF
from mutagen.id3 import ID3, TIT2, TXXX
from mutagen.mp4 import MP4

from mer_core.audio.hash import audio_hash
from mer_core.audio.probe import probe
from tests.data.audio_files import MUSIC_SUFFIXES, make_audio

LONG = "a long remark " * 5_000


def retag(path: Path, title: str) -> None:
    """Write a title and a remark so long that everything behind the tags must move."""
    file: Any = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    if isinstance(file.tags, ID3):
        file.tags.setall("TIT2", [TIT2(text=[title])])
        file.tags.setall("TXXX", [TXXX(desc="remark", text=[LONG])])
    elif isinstance(file, MP4):
        file["\xa9nam"], file["\xa9cmt"] = [title], [LONG]
    elif isinstance(file, ASF):
        file["Title"], file["WM/Lyrics"] = [title], [LONG]
    else:
        file["title"], file["comment"] = [title], [LONG]
    file.save()


@pytest.mark.parametrize("suffix", [*MUSIC_SUFFIXES, ".mpc", ".ape", ".mp4"])
def test_retagging_and_renaming_keep_the_hash(suffix: str, tmp_path: Path) -> None:
    path = make_audio(tmp_path / f"song{suffix}")
    before = audio_hash(path)
    retag(path, "Another title")
    assert probe(path).title == "Another title"
    assert audio_hash(path) == before
    mutagen.File(path).delete()
    assert audio_hash(path) == before
    assert audio_hash(path.rename(tmp_path / f"renamed{suffix}")) == before


def test_tags_glued_to_an_mp3_keep_the_hash(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.mp3", tags={"title": "First"})
    before = audio_hash(path)
    ape = APEv2()
    ape["Title"], ape["Comment"] = "In APEv2", LONG
    ape.save(path)
    assert audio_hash(path) == before
    id3 = ID3(path)
    id3.add(TXXX(desc="remark", text=[LONG]))
    id3.save(path, v1=2)
    assert path.read_bytes()[-128:-125] == b"TAG"
    assert audio_hash(path) == before
    lyrics = b"LYRICSBEGINLYR00005hello"
    tail = lyrics + f"{len(lyrics):06}".encode() + b"LYRICS200"
    path.write_bytes(path.read_bytes()[:-128] + tail + path.read_bytes()[-128:])
    assert audio_hash(path) == before
    id3.delete(path)
    assert audio_hash(path) == before


def test_another_recording_has_another_hash(tmp_path: Path) -> None:
    hashes = {
        audio_hash(make_audio(tmp_path / "a.flac")),
        audio_hash(make_audio(tmp_path / "b.flac", frequency_hz=441.0)),
        audio_hash(make_audio(tmp_path / "c.flac", duration_s=1.1)),
        audio_hash(make_audio(tmp_path / "d.mp3")),
    }
    assert len(hashes) == 4


def test_the_same_bytes_at_another_rate_are_another_recording(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.wav")
    before = audio_hash(path)
    data = bytearray(path.read_bytes())
    data[24:28] = (22_050).to_bytes(4, "little")
    path.write_bytes(data)
    assert audio_hash(path) != before


def test_the_sound_of_a_film_is_hashed_without_its_picture(tmp_path: Path) -> None:
    with_picture = make_audio(tmp_path / "film.mp4", video=True)
    without = make_audio(tmp_path / "sound.mp4", video=False)
    assert audio_hash(with_picture) == audio_hash(without)
