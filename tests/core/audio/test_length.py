"""Lengths that no header tells, and places in such files."""

from __future__ import annotations

from pathlib import Path

import pytest

from mer_core.audio.decode import AudioReader
from mer_core.audio.hash import recording
from mer_core.audio.length import true_length
from tests.data.audio_files import MUSIC_SUFFIXES, make_audio
from tests.data.odd_files import UNTOLD, heard_tones, joined, tones

SECONDS = 15


@pytest.mark.parametrize("name", UNTOLD)
def test_a_length_that_no_header_tells_is_counted(name: str, tmp_path: Path) -> None:
    path = UNTOLD[name](tmp_path / name, SECONDS)
    assert recording(path).duration_s == pytest.approx(SECONDS, abs=0.1)
    assert true_length(path) == pytest.approx(SECONDS, abs=0.1)
    with AudioReader(path, sample_rate=16_000) as reader:
        num_samples = sum(len(block) for block in reader)
    assert num_samples / 16_000 == pytest.approx(SECONDS, abs=0.1)
    assert not reader.truncated


@pytest.mark.parametrize("name", UNTOLD)
def test_every_second_of_such_a_file_can_be_reached(name: str, tmp_path: Path) -> None:
    path = UNTOLD[name](tmp_path / name, SECONDS)
    for second in (6, 8, 11, 14):
        assert heard_tones(path, float(second))[0] == second


@pytest.mark.parametrize("suffix", [*MUSIC_SUFFIXES, ".mka", ".ac3", ".tta", ".ape", ".mp4"])
def test_counting_agrees_with_what_is_decoded(suffix: str, tmp_path: Path) -> None:
    path = make_audio(tmp_path / f"song{suffix}", samples=tones(3))
    with AudioReader(path, sample_rate=44_100) as reader:
        num_samples = sum(len(block) for block in reader)
    assert recording(path).duration_s == pytest.approx(num_samples / 44_100, abs=0.06)


def test_musepack_tells_its_length_to_the_sample(tmp_path: Path) -> None:
    assert recording(make_audio(tmp_path / "sine.mpc")).duration_s == 1.0


def test_a_header_that_counts_only_the_first_of_two_joined_files_is_not_believed(
    tmp_path: Path,
) -> None:
    parts = [
        make_audio(tmp_path / f"{first}.mp3", samples=tones(6, first=first)) for first in (0, 6)
    ]
    path = joined(tmp_path / "both.mp3", *parts)
    assert recording(path).duration_s == pytest.approx(12.0, abs=0.15)
    assert heard_tones(path, 9.0)[:3] == [9, 10, 11]


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".mka"])
def test_of_a_file_that_was_cut_only_what_is_there_counts(suffix: str, tmp_path: Path) -> None:
    path = make_audio(tmp_path / f"song{suffix}", samples=tones(8))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with AudioReader(path, sample_rate=16_000) as reader:
        num_samples = sum(len(block) for block in reader)
    assert reader.truncated
    assert recording(path).duration_s == pytest.approx(num_samples / 16_000, abs=0.15)
