from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from mer_core.audio.decode import AudioReader, mono_blocks, read
from tests.data.audio_files import AMPLITUDE, ENCODINGS, FloatArray, make_audio, sine

SUFFIXES = (*ENCODINGS, ".mpc", ".ape")
WAV_CODECS = ("pcm_u8", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le", "pcm_alaw", "pcm_mulaw")


def likeness_to_sine(samples: FloatArray, sample_rate: int, frequency_hz: float = 440.0) -> float:
    """Correlation, 0 to 1, of float32 [num_samples] with a sine of any phase, without its edges."""
    time_s = np.arange(len(samples)) / sample_rate
    wave = np.exp(2j * np.pi * frequency_hz * time_s)
    inner = slice(len(samples) // 10, -len(samples) // 10)
    part, wave = samples[inner].astype(np.float64), wave[inner]
    return float(np.abs(part @ wave) / np.sqrt((part @ part) * len(part) / 2))


def decoded(path: Path, *, sample_rate: int = 16_000, num_channels: int = 1) -> FloatArray:
    with AudioReader(path, sample_rate=sample_rate, num_channels=num_channels) as reader:
        return np.concatenate(list(reader))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_gives_back_the_sine_that_was_put_in(suffix: str, tmp_path: Path) -> None:
    path = make_audio(tmp_path / f"sine{suffix}")
    with AudioReader(path, sample_rate=16_000) as reader:
        blocks = list(reader)
    samples = np.concatenate(blocks)
    assert samples.dtype == np.float32
    assert samples.shape[1] == 1
    assert likeness_to_sine(samples[:, 0], 16_000) > 0.99
    assert np.abs(samples[3000:-3000]).max() == pytest.approx(AMPLITUDE, abs=0.05)
    assert reader.decoded_s == pytest.approx(len(samples) / 16_000)
    assert reader.decoded_s == pytest.approx(1.0, abs=0.06)
    assert not reader.truncated


@pytest.mark.parametrize("codec", WAV_CODECS)
def test_wav_is_read_in_every_sample_format(codec: str, tmp_path: Path) -> None:
    samples = decoded(make_audio(tmp_path / "sine.wav", codec=codec))[:, 0]
    assert likeness_to_sine(samples, 16_000) > 0.99
    assert np.abs(samples).max() == pytest.approx(AMPLITUDE, abs=0.02)
    assert abs(samples.mean()) < 0.01


@pytest.mark.parametrize("codec", ["pcm_s24be", "pcm_f32be"])
def test_aiff_is_read_in_every_sample_format(codec: str, tmp_path: Path) -> None:
    samples = decoded(make_audio(tmp_path / "sine.aiff", codec=codec))[:, 0]
    assert likeness_to_sine(samples, 16_000) > 0.99


def test_apple_lossless_is_read(tmp_path: Path) -> None:
    samples = decoded(make_audio(tmp_path / "sine.m4a", codec="alac"))[:, 0]
    assert likeness_to_sine(samples, 16_000) > 0.99


def test_lossless_sound_at_its_own_rate_comes_back_bit_by_bit(tmp_path: Path) -> None:
    samples = decoded(make_audio(tmp_path / "sine.flac"), sample_rate=44_100, num_channels=2)
    np.testing.assert_allclose(samples, sine(), atol=1 / 32_768)


def test_mono_is_the_mean_of_channels_that_agree(tmp_path: Path) -> None:
    levels = np.array([0.6, 0.2, 0.3, -0.1, 0.0, 0.0], np.float32)
    six = sine(num_channels=6) * levels
    path = make_audio(tmp_path / "six.wav", samples=six, codec="pcm_f32le")
    mean = six.mean(axis=1, keepdims=True)
    np.testing.assert_allclose(decoded(path, sample_rate=44_100), mean, atol=1e-3)


def test_two_channels_are_the_files_own_two(tmp_path: Path) -> None:
    sides = np.repeat(np.array([[0.5, -0.25]], np.float32), 4410, axis=0)
    path = make_audio(tmp_path / "sides.wav", samples=sides, codec="pcm_f32le")
    np.testing.assert_array_equal(decoded(path, sample_rate=44_100, num_channels=2), sides)


def test_a_mono_file_plays_on_both_sides(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "mono.flac", num_channels=1)
    samples = decoded(path, sample_rate=44_100, num_channels=2)
    assert samples.shape == (44_100, 2)
    np.testing.assert_array_equal(samples[:, 0], samples[:, 1])


def test_surround_is_mixed_to_two_sides_without_clipping(tmp_path: Path) -> None:
    full = np.ones((4410, 6), np.float32)
    path = make_audio(tmp_path / "six.wav", samples=full, codec="pcm_f32le")
    samples = decoded(path, sample_rate=44_100, num_channels=2)
    np.testing.assert_allclose(samples, 1.0, atol=1e-6)


def test_what_is_no_number_becomes_silence(tmp_path: Path) -> None:
    samples = np.full((4410, 1), 0.25, np.float32)
    samples[100:200], samples[300], samples[400] = np.nan, np.inf, -np.inf
    path = make_audio(tmp_path / "nan.wav", samples=samples, codec="pcm_f32le")
    got = decoded(path, sample_rate=44_100, num_channels=2)
    assert np.isfinite(got).all()
    assert not got[100:200].any()
    assert got[300, 0] == got[400, 0] == 0.0
    assert got[500, 0] == 0.25


@pytest.mark.parametrize("sample_rate", [8_000, 22_050, 44_100, 48_000])
def test_any_rate_can_be_asked_for(sample_rate: int, tmp_path: Path) -> None:
    samples = read(make_audio(tmp_path / "sine.mp3"), sample_rate=sample_rate)
    assert samples.sample_rate == sample_rate
    assert samples.duration_s == pytest.approx(1.0, abs=0.01)
    assert likeness_to_sine(samples.samples, sample_rate) > 0.99


def test_a_file_that_changes_its_rate_on_the_way_is_read_to_its_end(tmp_path: Path) -> None:
    first = make_audio(tmp_path / "a.mp3", duration_s=1.0)
    second = make_audio(tmp_path / "b.mp3", duration_s=1.0, sample_rate=22_050, num_channels=1)
    both = tmp_path / "both.mp3"
    both.write_bytes(first.read_bytes() + second.read_bytes())
    samples = decoded(both)[:, 0]
    assert len(samples) / 16_000 == pytest.approx(2.0, abs=0.2)
    assert likeness_to_sine(samples[20_000:30_000], 16_000) > 0.99


def test_mono_blocks_last_exactly_as_long_as_asked(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "sine.flac", duration_s=2.5)
    lengths = [len(block) for block in mono_blocks(path, sample_rate=16_000, block_s=1.0)]
    assert lengths == [16_000, 16_000, 8_000]


def test_blocks_last_about_as_long_as_asked(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "sine.mp3", duration_s=3.0)
    with AudioReader(path, sample_rate=16_000, block_s=0.5) as reader:
        lengths = [len(block) for block in reader]
    assert max(lengths) < 9_000
    assert len(lengths) >= 6


def test_senseless_requests_are_refused(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "sine.wav")
    with pytest.raises(ValueError, match="channels"):
        AudioReader(path, sample_rate=16_000, num_channels=3)
    with pytest.raises(ValueError, match="start"):
        AudioReader(path, sample_rate=16_000, start_s=-1.0)


PEAK_MEMORY = """
import resource, sys
from pathlib import Path
from mer_core.audio.decode import AudioReader
with AudioReader(Path(sys.argv[1]), sample_rate=1_500) as reader:
    for block in reader:
        pass
print(reader.decoded_s, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def write_long_wav(path: Path, duration_s: int) -> Path:
    """An 8-bit, 1 kHz WAV of zeros, which takes no room on the disk."""
    num_bytes = duration_s * 1_000
    head = b"RIFF" + (36 + num_bytes).to_bytes(4, "little") + b"WAVEfmt " + bytes([16, 0, 0, 0])
    head += bytes([1, 0, 1, 0]) + (1_000).to_bytes(4, "little") * 2 + bytes([1, 0, 8, 0])
    with path.open("wb") as file:
        file.write(head + b"data" + num_bytes.to_bytes(4, "little"))
        file.truncate(len(head) + 8 + num_bytes)
    return path


def test_three_hours_need_no_more_memory_than_three_minutes(tmp_path: Path) -> None:
    peaks = []
    for minutes in (3, 180):
        path = write_long_wav(tmp_path / f"{minutes}.wav", minutes * 60)
        out = subprocess.run(
            [sys.executable, "-c", PEAK_MEMORY, str(path)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        assert float(out[0]) == pytest.approx(minutes * 60, abs=0.01)
        peaks.append(int(out[1]))
    assert peaks[1] - peaks[0] < 8 * 1024  # KiB


def test_blocks_join_without_a_seam(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "sine.flac", duration_s=2.0)
    with AudioReader(path, sample_rate=16_000, block_s=0.1) as reader:
        blocks = [block[:, 0] for block in reader if len(block)]
    steps = [abs(float(after[0] - before[-1])) for before, after in pairwise(blocks)]
    # A 440 Hz sine of amplitude 0.5 moves at most this far from one sample to the next.
    assert max(steps) < 0.5 * 2 * np.pi * 440 / 16_000 * 1.05


def test_of_several_sounds_the_default_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "two.mkv"
    with av.open(str(path), "w") as container:
        streams = [container.add_stream("flac", rate=16_000, layout="mono") for _ in range(2)]
        for stream in streams:
            stream.codec_context.format = "s16"
        streams[1].disposition = av.stream.Disposition.default
        for stream, frequency_hz in zip(streams, (220.0, 440.0), strict=True):
            wave = sine(sample_rate=16_000, num_channels=1, frequency_hz=frequency_hz).T
            frame = av.AudioFrame.from_ndarray(wave.copy(), format="flt", layout="mono")
            frame.sample_rate, frame.pts = 16_000, 0
            container.mux(stream.encode(frame))
        for stream in streams:
            container.mux(stream.encode(None))
    assert likeness_to_sine(decoded(path)[:, 0], 16_000, 440.0) > 0.99
