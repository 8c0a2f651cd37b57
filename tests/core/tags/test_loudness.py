"""ReplayGain and R128, as they stand in the tags of every container."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mutagen
import pytest
from mutagen.apev2 import APEv2
from mutagen.asf import ASF
from mutagen.id3 import ID3, RVA2, TXXX
from mutagen.mp4 import MP4

from mer_core.tags.loudness import Loudness, read_loudness
from tests.data.audio_files import make_audio

SAID = {
    "REPLAYGAIN_TRACK_GAIN": "-6.20 dB", "REPLAYGAIN_TRACK_PEAK": "0.98",
    "replaygain_album_gain": "+3,5 dB", "REPLAYGAIN_ALBUM_PEAK": "0.5",
}  # fmt: skip
MEANT = Loudness(-6.2, 0.98, 3.5, 0.5)


def tag(path: Path, fields: dict[str, str]) -> None:
    """Write ``fields`` as the taggers of this container do."""
    file: Any = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    for name, text in fields.items():
        if isinstance(file.tags, ID3):
            file.tags.add(TXXX(encoding=3, desc=name, text=[text]))
        elif isinstance(file, MP4):
            file.tags[f"----:com.apple.iTunes:{name}"] = text.encode()
        else:
            file.tags[name] = [text] if not isinstance(file, ASF) else text
    file.save()


@pytest.mark.parametrize(
    "suffix", [".mp3", ".flac", ".ogg", ".opus", ".m4a", ".wav", ".aiff", ".wma", ".wv", ".tta"]
)
def test_replay_gain_is_read_from_every_container(suffix: str, tmp_path: Path) -> None:
    path = make_audio(tmp_path / f"song{suffix}", duration_s=0.5)
    assert read_loudness(path) == Loudness()
    tag(path, SAID)
    assert read_loudness(path) == MEANT


def test_an_mp3_may_have_it_behind_its_sound_or_as_numbers(tmp_path: Path) -> None:
    gained = make_audio(tmp_path / "gained.mp3", duration_s=0.5)
    tags = APEv2()
    tags.update(SAID)
    tags.save(gained)
    assert read_loudness(gained) == MEANT
    relative = make_audio(tmp_path / "relative.mp3", duration_s=0.5)
    file: Any = mutagen.File(relative)
    if file.tags is None:
        file.add_tags()
    file.tags.add(RVA2(desc="track", channel=1, gain=-2.5, peak=0.5))
    file.save()
    found = read_loudness(relative)
    assert (found.track_db, found.track_peak) == pytest.approx((-2.5, 0.5), abs=1e-6)


def test_opus_counts_from_another_loudness(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.opus", duration_s=0.5)
    tag(path, {"R128_TRACK_GAIN": "-1280", "R128_ALBUM_GAIN": "256"})
    assert read_loudness(path) == Loudness(track_db=0.0, album_db=6.0)


def test_what_is_no_number_is_not_read_and_a_broken_file_says_nothing(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.flac", duration_s=0.5)
    tag(path, {"REPLAYGAIN_TRACK_GAIN": "loud", "REPLAYGAIN_ALBUM_GAIN": "999 dB"})
    assert read_loudness(path) == Loudness()
    path.write_bytes(path.read_bytes()[:40])
    assert read_loudness(path) == Loudness()
    assert read_loudness(tmp_path / "nothing") == Loudness()


def test_nothing_is_made_so_loud_that_it_clips() -> None:
    loud = Loudness(track_db=6.0, track_peak=0.8, album_db=-20.0, album_peak=1.2)
    assert loud.factor("off") == 1.0
    assert loud.factor("track") == pytest.approx(1.25)
    assert loud.factor("album") == pytest.approx(0.1)
    assert Loudness(track_db=6.0).factor("track") == 1.0
    assert Loudness(track_db=-6.0).factor("album") == pytest.approx(10 ** (-0.3))
