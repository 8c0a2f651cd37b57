from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from mutagen.id3 import APIC, ID3

from mer_core.audio.decode import AudioReader
from tests.data.audio_files import MUSIC_SUFFIXES, FloatArray, make_audio

SAMPLE_RATE = 16_000
DURATION_S = 6.0


@pytest.fixture(scope="module")
def noise() -> FloatArray:
    """Coloured noise, in which every place is told from every other: float32 [num_samples, 2]."""
    white = np.random.default_rng(7).standard_normal((round(DURATION_S * 44_100), 2))
    smooth = sum(np.roll(white, shift, axis=0) for shift in range(8))
    return (0.05 * smooth).astype(np.float32)


def decoded(path: Path, start_s: float) -> FloatArray:
    with AudioReader(path, sample_rate=SAMPLE_RATE, start_s=start_s) as reader:
        return np.concatenate(list(reader))[:, 0]


def lag_s(whole: FloatArray, part: FloatArray, start_s: float) -> float:
    """How much later than ``start_s`` the ``part`` really starts in ``whole``; fails if nowhere."""
    start = round(start_s * SAMPLE_RATE)
    low = max(0, start - 2_000)
    piece = part[:6_000]
    found = np.correlate(whole[low : start + 2_000 + len(piece)], piece)
    at = low + int(found.argmax())
    there = whole[at : at + len(piece)]
    assert found.max() / np.sqrt((piece @ piece) * (there @ there)) > 0.9
    return (at - start) / SAMPLE_RATE


@pytest.mark.parametrize(
    "suffix", [*MUSIC_SUFFIXES, ".aac", ".mkv", ".mp4", ".webm", ".tta", ".ape"]
)
def test_reading_starts_at_the_very_place_asked_for(
    suffix: str, noise: FloatArray, tmp_path: Path
) -> None:
    path = make_audio(tmp_path / f"noise{suffix}", samples=noise)
    whole = decoded(path, 0.0)
    for start_s in (0.05, 0.7, 3.21, 5.3):
        part = decoded(path, start_s)
        assert abs(lag_s(whole, part, start_s)) < 0.003
        assert len(part) + start_s * SAMPLE_RATE == pytest.approx(len(whole), abs=50)


@pytest.mark.parametrize("xing", ["0", "1"])
def test_an_mp3_with_a_large_cover_is_sought_exactly(
    xing: str, noise: FloatArray, tmp_path: Path
) -> None:
    options = {"write_xing": xing}
    path = make_audio(tmp_path / "cover.mp3", samples=noise, container_options=options)
    tags = ID3(path)
    tags.add(APIC(mime="image/jpeg", type=3, data=b"\xff\xd8\xff\xe0" + bytes(200_000)))
    tags.save(path)
    assert abs(lag_s(decoded(path, 0.0), decoded(path, 4.4), 4.4)) < 0.003


def test_beyond_the_end_there_is_nothing_and_no_error(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "short.mp3")
    with AudioReader(path, sample_rate=SAMPLE_RATE, start_s=60.0) as reader:
        assert sum(len(block) for block in reader) == 0
    assert reader.decoded_s == 0.0
    assert not reader.truncated


def test_a_part_read_to_the_end_is_not_taken_for_truncated(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.flac", duration_s=3.0)
    with AudioReader(path, sample_rate=SAMPLE_RATE, start_s=2.0) as reader:
        assert sum(len(block) for block in reader) == pytest.approx(SAMPLE_RATE, abs=2)
    assert reader.decoded_s == pytest.approx(1.0, abs=0.001)
    assert not reader.truncated
