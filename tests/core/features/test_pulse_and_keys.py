"""Tempo and key of small pieces that the test makes itself."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from mer_core.arrays import FloatArray
from mer_core.features.keys import KeyMeter
from mer_core.features.pulse import Pulse, PulseMeter
from mer_core.tonality import Key

RATE = 16_000
#: Tonic, subdominant, dominant, tonic: roots above the tonic and their thirds.
CADENCE = {False: ((0, 4), (5, 4), (7, 4), (0, 4)), True: ((0, 3), (5, 3), (7, 4), (0, 3))}


def struck(times_s: list[float], seconds: float, *, hertz: float = 0.0) -> FloatArray:
    """Strokes of a drum (noise), or of a tone."""
    samples = np.zeros(int(seconds * RATE) + RATE, np.float32)
    time = np.arange(RATE // 4) / RATE
    noise = np.random.default_rng(0).standard_normal(len(time))
    stroke = np.sin(2 * np.pi * hertz * time) if hertz else noise
    stroke = (0.4 * stroke * np.exp(-25 * time)).astype(np.float32)
    for at in times_s:
        samples[int(at * RATE) : int(at * RATE) + len(stroke)] += stroke
    return samples[: int(seconds * RATE)]


def beat(bpm: float, seconds: float = 30.0) -> FloatArray:
    """A bass drum on every beat, a snare on every other, a hat twice a beat."""
    period = 60.0 / bpm
    beats = np.arange(0.0, seconds - 0.3, period)
    kick = struck(list(beats[::2]), seconds, hertz=70.0) + struck(list(beats), seconds, hertz=60.0)
    halves = np.arange(0.0, seconds - 0.3, period / 2)
    return 2 * kick + struck(list(beats[1::2]), seconds) + 0.2 * struck(list(halves), seconds)


def pulse_of(samples: FloatArray, block: int = 5 * RATE) -> Pulse:
    meter = PulseMeter(RATE)
    for start in range(0, len(samples), block):
        meter.add(samples[start : start + block])
    return meter.result()


def key_of(samples: FloatArray) -> Key | None:
    meter = KeyMeter(RATE)
    meter.add(samples)
    return meter.result()


def chords(tonic: int, *, minor: bool) -> FloatArray:
    """A cadence, played four times with overtones."""
    time = np.arange(RATE) / RATE
    parts = []
    for root, third in CADENCE[minor] * 4:
        low = 48 + (tonic + root) % 12
        pitches = (low - 12, low, low + third, low + 7)
        tones = [
            np.sin(2 * np.pi * 440.0 * 2.0 ** ((pitch - 69) / 12) * overtone * time) / overtone**1.2
            for pitch in pitches
            for overtone in range(1, 7)
        ]
        parts.append(np.sum(tones, axis=0) * np.exp(-1.5 * time))
    return (0.05 * np.concatenate(parts)).astype(np.float32)


@pytest.mark.parametrize("bpm", [73.4, 92.0, 119.7, 128.0, 140.0, 174.3])
def test_the_tempo_is_told_within_half_a_percent(bpm: float) -> None:
    said = pulse_of(beat(bpm)).bpm
    assert said is not None
    assert min(abs(said * factor / bpm - 1) for factor in (0.5, 1, 2)) < 0.005
    if 85 <= bpm <= 150:
        assert said == pytest.approx(bpm, rel=0.005)


def test_the_gain_and_the_cut_into_blocks_change_nothing() -> None:
    samples = beat(104.0)
    said = pulse_of(samples)
    for other in (pulse_of(0.05 * samples), pulse_of(samples, 1000), pulse_of(samples, 10**9)):
        assert other.bpm == pytest.approx(said.bpm, rel=1e-3)
        assert other.onsets_per_s == pytest.approx(said.onsets_per_s, rel=0.02)
    assert key_of(0.05 * chords(2, minor=True)) == key_of(chords(2, minor=True)) == Key.parse("Dm")


def test_what_has_no_pulse_is_given_none() -> None:
    chance = np.random.default_rng(3)
    scattered = list(np.cumsum(chance.uniform(0.12, 1.1, 45)))
    noise = (0.1 * chance.standard_normal(20 * RATE)).astype(np.float32)
    time = np.arange(20 * RATE) / RATE
    held = (0.3 * np.sin(2 * np.pi * 220 * time)).astype(np.float32)
    for samples in (struck(scattered, 32.0, hertz=330.0), noise, held, np.zeros_like(noise)):
        assert pulse_of(samples).bpm is None
    assert pulse_of(np.zeros(0, np.float32)) == Pulse(None, 0.0, 0.0)


@pytest.mark.parametrize("tonic", range(12))
@pytest.mark.parametrize("minor", [False, True])
def test_each_key_is_told(tonic: int, *, minor: bool) -> None:
    assert key_of(chords(tonic, minor=minor)) == Key.of(tonic, minor=minor)


def test_what_has_no_key_is_given_none() -> None:
    noise = (0.1 * np.random.default_rng(1).standard_normal(20 * RATE)).astype(np.float32)
    one_chord = chords(0, minor=False)[: 2 * RATE]
    drum = struck([0.5 * n for n in range(36)], 20.0)
    for samples in (noise, np.zeros_like(noise), drum, one_chord):
        assert key_of(samples) is None


def test_other_sample_rates_are_heard_alike() -> None:
    meters = PulseMeter(8000), KeyMeter(8000)
    for meter, samples in zip(meters, (beat(120.0)[::2], chords(9, minor=True)[::2]), strict=True):
        meter.add(np.ascontiguousarray(samples))
    assert meters[0].result().bpm == pytest.approx(120.0, rel=0.01)
    assert meters[1].result() == Key.parse("Am")


def test_memory_does_not_grow_with_the_song() -> None:
    meters = PulseMeter(RATE), KeyMeter(RATE)
    block = beat(120.0, 20.0)

    def peak(num_blocks: int) -> int:
        tracemalloc.start()
        for _ in range(num_blocks):
            for meter in meters:
                meter.add(block)
        size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        return size

    assert peak(24) < 2 * peak(6)
