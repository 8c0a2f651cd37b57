from __future__ import annotations

from pathlib import Path

from mutagen.flac import FLAC, Picture

from mer_core.audio.cover import cover
from tests.data.audio_files import make_audio

#: The smallest PNG: one grey pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def test_a_cover_comes_out_as_it_was_put_in(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.flac")
    file = FLAC(path)
    picture = Picture()
    picture.data, picture.mime, picture.type = PNG, "image/png", 3
    file.add_picture(picture)
    file.save()
    assert cover(path) == PNG


def test_a_file_without_cover_has_none(tmp_path: Path) -> None:
    assert cover(make_audio(tmp_path / "song.mp3")) is None
    assert cover(make_audio(tmp_path / "film.mp4")) is None
