"""Altered copies of a clip that sound of the same emotion."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]

MAX_SEMITONES = 2.0
#: An altered copy is at most this long: its many siblings from one song add little.
MAX_COPY_S = 24.0
_BLOCK = 4096  # transforms of a multiple of this are fast
_FINE = 256


def altered(samples: FloatArray, sample_rate: int, random: np.random.Generator) -> FloatArray:
    """A cut of ``samples`` [num_samples], re-pitched, equalised, band-limited, sometimes noisy.

    Pitch moves by up to two semitones as on a tape; a longer stretch would change the arousal.
    Gain is left alone: the net removes it.
    """
    longest = int(MAX_COPY_S * sample_rate)
    if len(samples) > longest:
        start = int(random.integers(0, len(samples) - longest))
        samples = samples[start : start + longest]
    samples = _repitched(samples, random.uniform(-MAX_SEMITONES, MAX_SEMITONES))
    length = len(samples)
    samples = np.pad(samples, (0, -length % _BLOCK))
    spectrum = np.fft.rfft(samples)
    frequencies = np.arange(len(spectrum), dtype=np.float64) * (sample_rate / len(samples))
    result = np.fft.irfft(spectrum * _response(frequencies, random), len(samples))[:length]
    if random.random() < 0.5:
        level = float(result.std()) * 10.0 ** (-random.uniform(30.0, 60.0) / 20.0)
        result = result + level * random.standard_normal(length)
    return result.astype(np.float32)


def _repitched(samples: FloatArray, semitones: float) -> FloatArray:
    """``samples`` played faster by ``semitones``, in the frequency domain."""
    padded = np.pad(samples, (0, -len(samples) % _BLOCK))
    length = _FINE * round(len(padded) / 2.0 ** (semitones / 12.0) / _FINE)
    spectrum = np.fft.rfft(padded)
    moved = np.zeros(length // 2 + 1, dtype=np.complex128)
    shared = min(len(moved), len(spectrum))
    moved[:shared] = spectrum[:shared]
    scale = length / len(padded)
    played: FloatArray = (np.fft.irfft(moved, length) * scale).astype(np.float32)
    return played[: max(1, round(len(samples) * scale))]


def _response(frequencies: NDArray[np.float64], random: np.random.Generator) -> NDArray[np.float64]:
    """A gentle equaliser and the edges of cheap loudspeakers and codecs, as amplitudes."""
    places = np.sort(random.uniform(np.log(60.0), np.log(8000.0), 4))
    gains_db = np.interp(np.log(frequencies + 1.0), places, random.normal(0.0, 3.5, 4))
    response = 10.0 ** (gains_db / 20.0)
    if random.random() < 0.6:
        response /= np.sqrt(1.0 + (frequencies / random.uniform(3500.0, 7800.0)) ** 16)
    if random.random() < 0.4:
        ratio = frequencies / random.uniform(30.0, 150.0)
        response *= ratio**2 / np.sqrt(1.0 + ratio**4)
    shaped: NDArray[np.float64] = response
    return shaped
