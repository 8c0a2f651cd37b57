from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mer_core.audio.decode import read
from mer_core.audio.mono import MonoMix
from tests.data.audio_files import FloatArray, make_audio

RATE = 44_100
SECONDS = 6.0


def noise(seed: int, *, low_hz: float = 0.0, high_hz: float = 20_000.0) -> FloatArray:
    """Noise of RMS 0.1 in a band: float32 [num_samples]."""
    white = np.random.default_rng(seed).standard_normal(round(SECONDS * RATE))
    spectrum = np.fft.rfft(white)
    frequencies = np.fft.rfftfreq(len(white), 1 / RATE)
    spectrum[(frequencies < low_hz) | (frequencies > high_hz)] = 0
    band = np.fft.irfft(spectrum, len(white))
    return (0.1 * band / np.sqrt(np.mean(band**2))).astype(np.float32)


def mixed(*channels: FloatArray, piece: int = 50_000) -> FloatArray:
    samples = np.stack(channels)
    mix = MonoMix(RATE, len(channels))
    parts = [mix.push(samples[:, at : at + piece]) for at in range(0, samples.shape[1], piece)]
    joined = np.concatenate([*parts, mix.finish()], axis=1)
    assert joined.shape == (1, samples.shape[1])
    return joined[0]


def level(samples: FloatArray) -> float:
    """The RMS level after the first second."""
    return float(np.sqrt(np.mean(samples[RATE:] ** 2)))


A, B = noise(1), noise(2)
SILENT = np.zeros_like(A)


@pytest.mark.parametrize("factor", [-1.0, -0.98, -0.7])
def test_a_channel_that_is_the_other_turned_over_does_not_cancel_it(factor: float) -> None:
    np.testing.assert_allclose(mixed(A, np.float32(factor) * A), A, atol=0.01)


def test_of_two_such_channels_the_louder_is_heard() -> None:
    np.testing.assert_allclose(mixed(-np.float32(0.5) * A, A)[RATE:], A[RATE:], atol=0.01)


def test_a_wide_sound_over_a_quiet_centre_is_heard() -> None:
    centre = np.float32(0.3) * B
    out = mixed(centre + A, centre - A)
    assert level(out) == pytest.approx(level(A + centre), rel=0.05)
    assert np.corrcoef(out[RATE:], (A + centre)[RATE:])[0, 1] > 0.98


def test_only_the_octaves_that_cancel_are_taken_from_one_channel() -> None:
    bass, pad = 3 * noise(3, high_hz=150.0), noise(4, low_hz=1_000.0)
    out = mixed(bass + pad, bass - pad)
    assert np.corrcoef(out[RATE:], (bass + pad)[RATE:])[0, 1] > 0.99


@pytest.mark.parametrize(
    "channels",
    [(A, A), (A, SILENT), (SILENT, A), (A, B), (A, np.float32(0.3) * A), (A, np.roll(A, 300))],
    ids=["equal", "left", "right", "strangers", "panned", "delayed"],
)
def test_channels_that_do_not_cancel_are_their_mean(channels: tuple[FloatArray, ...]) -> None:
    mean = np.mean(channels, axis=0)
    assert level(mixed(*channels) - mean) < 0.05 * level(mean)


def test_mono_as_stereo_is_exactly_mono() -> None:
    np.testing.assert_array_equal(mixed(A, A), mixed(A))


def test_six_channels_that_do_not_cancel_are_their_mean_and_others_are_heard() -> None:
    agreeing = (A, np.float32(0.8) * A, B, SILENT, np.float32(0.3) * A, np.float32(0.3) * B)
    mean = np.mean(agreeing, axis=0)
    np.testing.assert_allclose(mixed(*agreeing), mean, atol=0.002)
    turned = mixed(A, -A, np.float32(0.1) * B, SILENT, np.float32(0.3) * A, -np.float32(0.3) * A)
    assert np.corrcoef(turned[RATE:], A[RATE:])[0, 1] > 0.98


def test_the_mix_does_not_depend_on_how_the_stream_is_cut() -> None:
    centre = np.float32(0.5) * B
    whole = mixed(centre + A, centre - A, piece=len(A))
    for piece in (777, 4_096, 100_000):
        np.testing.assert_array_equal(mixed(centre + A, centre - A, piece=piece), whole)


def test_the_mix_moves_without_a_step_where_the_channels_begin_to_cancel() -> None:
    times = np.arange(len(A)) / RATE
    tone = (0.3 * np.sin(2 * np.pi * 220 * times)).astype(np.float32)
    other = np.where(times < 3.0, tone, -tone).astype(np.float32)
    out = mixed(tone, other)
    steps = np.abs(np.diff(out[round(3.001 * RATE) :]))
    assert steps.max() < 0.3 * 2 * np.pi * 220 / RATE * 1.1
    assert level(out[round(4 * RATE) :]) == pytest.approx(level(tone), rel=0.05)


def test_a_constant_offset_is_removed_from_each_channel() -> None:
    out = mixed(A + np.float32(0.3), A - np.float32(0.2))
    np.testing.assert_allclose(out, A, atol=0.005)
    np.testing.assert_allclose(mixed(A + np.float32(0.3)), A, atol=0.005)
    assert not mixed(SILENT, SILENT).any()


@pytest.mark.parametrize("num_samples", [0, 1, 63, 4_096, 5_000])
def test_the_shortest_sounds_keep_their_length(num_samples: int) -> None:
    assert len(mixed(A[:num_samples], -A[:num_samples])) == num_samples


def test_what_cancels_in_a_file_is_read(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "turned.flac", samples=np.stack((A, -A), axis=1))
    heard = read(path, sample_rate=RATE).samples
    np.testing.assert_allclose(heard, A, atol=0.01)
