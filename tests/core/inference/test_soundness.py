from __future__ import annotations

import numpy as np
import pytest

from mer_core.inference.soundness import Soundness, SoundnessMeter
from tests.core.inference.tiny_net import music

RATE = 16000
TIMES = np.arange(8 * RATE) / RATE


def verdict(samples: np.ndarray, *, block: int = 7777, sample_rate: int = RATE) -> Soundness:
    meter = SoundnessMeter(sample_rate)
    for start in range(0, len(samples), block):
        meter.add(samples[start : start + block].astype(np.float32))
    return meter.result()


def coloured(slope: float) -> np.ndarray:
    """Noise whose power falls with ``slope`` powers of the frequency."""
    spectrum = np.fft.rfft(np.random.default_rng(1).normal(size=len(TIMES)))
    frequencies = np.fft.rfftfreq(len(TIMES), 1 / RATE)
    noise = np.fft.irfft(spectrum * np.maximum(frequencies, 20.0) ** (-slope / 2))
    return 0.5 * noise / np.abs(noise).max()


NOISES = {
    "white": coloured(0.0),
    "faint white": 0.02 * coloured(0.0),
    "pink": coloured(1.0),
    "brown": coloured(2.0),
    "babble": coloured(1.0) * (1.0 + np.sin(2 * np.pi * 4.0 * TIMES)),
}
TONES = {
    "sine": 0.5 * np.sin(2 * np.pi * 440.0 * TIMES),
    "faint sine": 0.01 * np.sin(2 * np.pi * 440.0 * TIMES),
    "square": 0.2 * np.sign(np.sin(2 * np.pi * 440.0 * TIMES)),
    "hum": sum(0.1 * np.sin(2 * np.pi * 50.0 * k * TIMES) / k for k in range(1, 9)),
}


@pytest.mark.parametrize("name", NOISES)
def test_noise_of_any_colour_is_no_music(name: str) -> None:
    assert verdict(NOISES[name]).objection == "noise"
    assert verdict(NOISES[name]).musical == 0.0


@pytest.mark.parametrize("name", TONES)
def test_a_steady_tone_is_no_music(name: str) -> None:
    assert verdict(TONES[name]).objection == "steady tone"


def test_a_wavering_single_tone_is_no_music() -> None:
    swell = 0.5 * (1.0 + np.sin(2 * np.pi * 0.4 * TIMES)) + 0.01
    assert verdict(TONES["sine"] * swell).objection == "single tone"


def test_silence_with_dither_and_a_click_is_silence() -> None:
    dither = np.round(np.random.default_rng(0).uniform(-1, 1, len(TIMES))) / 32768
    assert verdict(dither).objection == "silence"
    dither[40_000:40_400] = 0.5
    assert verdict(dither).objection == "silence"
    assert verdict(np.zeros(0)).objection == "silence"


def test_music_alone_with_noise_or_after_a_long_silence_is_music() -> None:
    song = music(8.0)
    hissing = song + 0.01 * NOISES["white"]
    late = np.concatenate((np.zeros(60 * RATE), song))
    for sound in (song, hissing, late, 0.05 * song):
        assert verdict(sound).objection is None
    assert verdict(song).musical == 1.0


@pytest.mark.parametrize("sample_rate", [8000, 22050, 44100, 48000])
def test_the_verdict_does_not_depend_on_the_models_sample_rate(sample_rate: int) -> None:
    usual = verdict(music(8.0))
    there = verdict(music(8.0, sample_rate=sample_rate), sample_rate=sample_rate)
    assert there.objection is None
    assert there.change_db == pytest.approx(usual.change_db, rel=0.2)
    assert there.num_bands == pytest.approx(usual.num_bands, rel=0.2)
    noise = 0.1 * np.random.default_rng(0).standard_normal(8 * sample_rate)
    assert verdict(noise, sample_rate=sample_rate).objection == "noise"
    tone = 0.5 * np.sin(2 * np.pi * 440.0 * np.arange(8 * sample_rate) / sample_rate)
    assert verdict(tone, sample_rate=sample_rate).objection == "steady tone"


def test_the_verdict_does_not_depend_on_the_blocks() -> None:
    song = music(8.0)
    ours, theirs = verdict(song, block=333), verdict(song, block=10**6)
    assert ours.noisiness == theirs.noisiness
    assert ours.change_db == pytest.approx(theirs.change_db, rel=1e-5)
    assert ours.num_bands == pytest.approx(theirs.num_bands, rel=1e-5)


def test_other_sample_rates_are_heard_alike() -> None:
    assert verdict(music(5.0, sample_rate=22050), sample_rate=22050).objection is None
    noise = np.random.default_rng(0).normal(0, 0.1, 5 * 44100)
    assert verdict(noise, sample_rate=44100).objection == "noise"
