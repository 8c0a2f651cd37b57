"""The instruments of the demo tracks: plain synthesis in numpy.

Every instrument takes a pitch (MIDI number), a length in seconds and a velocity in [0, 1], and
gives mono float64
samples [num_samples] at SAMPLE_RATE, release included.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 44100
Samples = NDArray[np.float64]
Instrument = Callable[[float, float, float], Samples]


def hertz(pitch: float) -> float:
    """Equal temperament, A4 (69) = 440 Hz."""
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))


def _time(length_s: float) -> Samples:
    return np.arange(int(length_s * SAMPLE_RATE)) / SAMPLE_RATE


def _envelope(time: Samples, attack_s: float, hold_s: float, release_s: float) -> Samples:
    rise = np.clip(time / attack_s, 0.0, 1.0)
    fall = np.clip(1.0 - (time - hold_s) / release_s, 0.0, 1.0)
    return rise * fall**2


def _lowpass(samples: Samples, cutoff_hz: float) -> Samples:
    """A gentle 12 dB per octave low-pass, done on the spectrum."""
    spectrum = np.fft.rfft(samples)
    frequencies = np.fft.rfftfreq(len(samples), 1.0 / SAMPLE_RATE)
    return np.fft.irfft(spectrum / (1.0 + (frequencies / cutoff_hz) ** 2), len(samples))


def _saw(frequency: float, time: Samples, *, partials: int, detune: float = 0.0) -> Samples:
    """A band-limited sawtooth of at most ``partials`` partials below 12 kHz."""
    top = max(1, min(partials, int(12000 / frequency)))
    tuned = frequency * (1.0 + detune)
    wave = np.zeros_like(time)
    for partial in range(1, top + 1):
        wave += np.sin(2 * np.pi * tuned * partial * time) / partial
    return wave


def piano(pitch: float, length_s: float, velocity: float) -> Samples:
    """Struck string: slightly inharmonic partials, the higher ones dying sooner and duller when
    soft.
    """
    frequency = hertz(pitch)
    time = _time(length_s + 1.2)
    wave = np.zeros_like(time)
    for partial in range(1, 13):
        partial_hz = frequency * partial * np.sqrt(1.0 + 0.0004 * partial**2)
        if partial_hz > 10000:
            break
        loudness = np.exp(-0.55 * partial * (1.35 - velocity)) / partial**0.5
        decay = np.exp(-time * (0.7 + 0.35 * partial + frequency / 900.0))
        wave += loudness * decay * np.sin(2 * np.pi * partial_hz * time)
    knock = np.exp(-time * 90.0) * np.sin(2 * np.pi * 110 * time) * 0.15
    return velocity * (wave + knock) * _envelope(time, 0.003, length_s, 0.6)


def harp(pitch: float, length_s: float, velocity: float) -> Samples:
    """Plucked string: round, quickly mellowing."""
    frequency = hertz(pitch)
    time = _time(length_s + 1.6)
    wave = np.zeros_like(time)
    for partial in range(1, 8):
        decay = np.exp(-time * (1.1 + 1.3 * partial))
        wave += decay * np.sin(2 * np.pi * frequency * partial * time) / partial**1.6
    return velocity * wave * _envelope(time, 0.004, length_s + 0.4, 1.1)


def strings(pitch: float, length_s: float, velocity: float) -> Samples:
    """Three detuned bows with vibrato and a slow swell."""
    time = _time(length_s + 0.8)
    vibrato = 0.0025 * np.sin(2 * np.pi * 5.1 * time) * np.clip(time / 0.8, 0, 1)
    wave = np.zeros_like(time)
    for detune in (-0.0031, 0.0, 0.0027):
        phase = 2 * np.pi * hertz(pitch) * np.cumsum(1.0 + detune + vibrato) / SAMPLE_RATE
        for partial in range(1, 10):
            wave += np.sin(partial * phase + detune * 900) / partial**1.25
    return velocity * 0.4 * _lowpass(wave, 2200) * _envelope(time, 0.45, length_s, 0.8)


def pad(pitch: float, length_s: float, velocity: float) -> Samples:
    """Warm and slow: a few soft partials that beat against each other."""
    time = _time(length_s + 1.5)
    wave = np.zeros_like(time)
    for detune in (-0.0018, 0.0015):
        for partial, loudness in ((1, 1.0), (2, 0.35), (3, 0.12), (4, 0.05)):
            wave += loudness * np.sin(2 * np.pi * hertz(pitch) * (1 + detune) * partial * time)
    return velocity * 0.5 * wave * _envelope(time, 1.1, length_s, 1.5)


def brass(pitch: float, length_s: float, velocity: float) -> Samples:
    """A short bright section stab: detuned saws that open at once."""
    time = _time(length_s + 0.12)
    wave = sum(_saw(hertz(pitch), time, partials=18, detune=d) for d in (-0.003, 0.0, 0.004))
    return (
        velocity * 0.3 * _lowpass(np.asarray(wave), 5200) * _envelope(time, 0.012, length_s, 0.12)
    )


def bell(pitch: float, length_s: float, velocity: float) -> Samples:
    """Glittering frequency modulation for fast figures."""
    time = _time(length_s + 0.5)
    frequency = hertz(pitch)
    modulation = 2.2 * np.exp(-time * 9) * np.sin(2 * np.pi * frequency * 3.0 * time)
    wave = np.sin(2 * np.pi * frequency * time + modulation) * np.exp(-time * 5.5)
    return velocity * wave * _envelope(time, 0.002, length_s + 0.2, 0.3)


def bass(pitch: float, length_s: float, velocity: float) -> Samples:
    """A round electric bass."""
    time = _time(length_s + 0.06)
    wave = _saw(hertz(pitch), time, partials=10) * np.exp(-time * 2.2)
    return velocity * _lowpass(wave, 900) * _envelope(time, 0.006, length_s, 0.06)


def snarl(pitch: float, length_s: float, velocity: float) -> Samples:
    """An overdriven low voice."""
    time = _time(length_s + 0.08)
    wave = _saw(hertz(pitch), time, partials=30) + _saw(
        hertz(pitch), time, partials=30, detune=0.009
    )
    driven = np.tanh(3.2 * wave * (0.7 + 0.3 * np.sin(2 * np.pi * 7 * time)))
    return velocity * 0.55 * _lowpass(driven, 3400) * _envelope(time, 0.008, length_s, 0.08)


def kick(_pitch: float, _length_s: float, velocity: float) -> Samples:
    """A falling sine."""
    time = _time(0.32)
    phase = 2 * np.pi * (48 * time + 95 / 32 * (1 - np.exp(-32 * time)))
    return velocity * 1.2 * np.sin(phase) * np.exp(-time * 11)


def snare(_pitch: float, _length_s: float, velocity: float) -> Samples:
    """Noise over a short tone."""
    time = _time(0.24)
    noise = np.random.default_rng(7).standard_normal(len(time))
    tone = np.sin(2 * np.pi * 190 * time) * np.exp(-time * 28)
    return velocity * (0.45 * noise * np.exp(-time * 19) + 0.6 * tone)


def hat(_pitch: float, length_s: float, velocity: float) -> Samples:
    """Bright noise; the length opens it."""
    time = _time(0.05 + length_s)
    noise = np.diff(np.random.default_rng(11).standard_normal(len(time) + 2), 2)
    return velocity * 0.16 * noise * np.exp(-time * (14 + 50 / (0.2 + 10 * length_s)))


def crash(_pitch: float, length_s: float, velocity: float) -> Samples:
    """A cymbal: bright noise that rings."""
    time = _time(length_s)
    noise = np.diff(np.random.default_rng(5).standard_normal(len(time) + 1))
    return velocity * 0.35 * noise * np.exp(-time * 2.6)


def boom(_pitch: float, _length_s: float, velocity: float) -> Samples:
    """A big low drum in a hall."""
    time = _time(1.3)
    noise = _lowpass(np.random.default_rng(3).standard_normal(len(time)), 240)
    tone = np.sin(2 * np.pi * (41 * time + 1.1 * (1 - np.exp(-18 * time))))
    return velocity * (1.1 * tone * np.exp(-time * 4.5) + 5.0 * noise * np.exp(-time * 8))
