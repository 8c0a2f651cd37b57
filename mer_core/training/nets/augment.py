"""Pieces of a clip altered so that they still sound of the same emotion."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from mer_core.arrays import FloatArray

Array = NDArray[np.float64]
ComplexArray = NDArray[np.complexfloating]

#: What can be done to samples, and to spectrograms, by name. Mixup is a number of the recipe's.
AUDIO = ("gain", "equaliser", "filters", "pitch", "shift", "noise")
FEATURES = ("specaugment",)
MAX_SEMITONES = 2.0
MAX_GAIN_DB = 6.0
_BLOCK = 4096  # transforms of a multiple of this are fast
_FINE = 256
_STEPS = 48  # a length is a multiple of about a 48th: few factors, quick transforms
_COARSE = 2049  # points of a response: smooth enough to be drawn coarsely
_BY_SPECTRUM = frozenset({"equaliser", "filters", "pitch"})


def augmented(
    pieces: FloatArray, sample_rate: int, names: Collection[str], random: np.random.Generator
) -> FloatArray:
    """Pieces [num_pieces, num_samples] altered by those of AUDIO that are in ``names``.

    Each piece is altered by itself and keeps its length: re-pitched by up to two semitones,
    equalised, filtered, shifted in a circle, made noisy (every second one) and, last, brought to
    another level within 6 dB.
    """
    return np.stack([_augmented(piece, sample_rate, names, random) for piece in pieces])


def _augmented(
    samples: FloatArray, sample_rate: int, names: Collection[str], random: np.random.Generator
) -> FloatArray:
    length = len(samples)
    if _BY_SPECTRUM & set(names):
        samples = _by_spectrum(samples, sample_rate, names, random)
    if "shift" in names:
        samples = np.roll(samples, int(random.integers(length)))
    if "noise" in names and random.random() < 0.5:
        level = np.float32(samples.std() * 10.0 ** (-random.uniform(20.0, 50.0) / 20.0))
        samples = samples + level * random.standard_normal(length, dtype=np.float32)
    if "gain" in names:
        samples = samples * np.float32(10.0 ** (random.uniform(-MAX_GAIN_DB, MAX_GAIN_DB) / 20.0))
    return samples


def _by_spectrum(
    samples: FloatArray, sample_rate: int, names: Collection[str], random: np.random.Generator
) -> FloatArray:
    """What is done to a piece's spectrum, in one pass there and back."""
    padded = np.pad(samples, (0, -len(samples) % _BLOCK))
    spectrum = np.fft.rfft(padded)
    frequencies = np.linspace(0.0, sample_rate / 2.0, _COARSE)
    response = np.ones(_COARSE)
    if "equaliser" in names:
        response = _equaliser(frequencies, random)
    if "filters" in names:
        response = _edges(response, frequencies, random)
    bins = np.linspace(0.0, _COARSE - 1.0, len(spectrum))
    spectrum = spectrum * np.interp(bins, np.arange(_COARSE), response).astype(np.float32)
    if "pitch" not in names:
        return np.fft.irfft(spectrum, len(padded))[: len(samples)].astype(np.float32)
    semitones = random.uniform(-MAX_SEMITONES, MAX_SEMITONES)
    grid = max(_FINE, 1 << int(np.log2(len(padded) / _STEPS)))
    played = _played(spectrum, len(padded), semitones, grid=grid)
    # Played faster, a piece ends early: it begins again.
    return np.resize(played[: round(len(samples) * len(played) / len(padded))], len(samples))


def masked(features: Tensor, random: np.random.Generator) -> Tensor:
    """SpecAugment (Park et al. 2019) of [batch, ..., num_rows, num_columns]: bands and times.

    From every example two stripes of rows and two of columns, each up to a tenth of the axis, are
    taken out and filled with the example's mean. Works on a copy.
    """
    features = features.clone()
    for example in features:
        mean = example.mean()
        for axis in (-2, -1):
            size = example.shape[axis]
            for _ in range(2):
                width = int(random.integers(0, max(1, size // 10) + 1))
                start = int(random.integers(0, size - width + 1))
                example.narrow(axis, start, width).fill_(mean)
    return features


def _played(
    spectrum: ComplexArray, num_samples: int, semitones: float, *, grid: int = _FINE
) -> FloatArray:
    """The sound of ``spectrum``, ``num_samples`` long, played faster by ``semitones``.

    The new length is a multiple of ``grid``: the coarser, the quicker.
    """
    length = grid * round(num_samples / 2.0 ** (semitones / 12.0) / grid)
    moved = np.zeros(length // 2 + 1, dtype=np.complex128)
    shared = min(len(moved), len(spectrum))
    moved[:shared] = spectrum[:shared]
    played: FloatArray = (np.fft.irfft(moved, length) * (length / num_samples)).astype(np.float32)
    return played


def _equaliser(frequencies: Array, random: np.random.Generator) -> Array:
    places = np.sort(random.uniform(np.log(60.0), np.log(8000.0), 4))
    gains_db = np.interp(np.log(frequencies + 1.0), places, random.normal(0.0, 3.5, 4))
    response: Array = 10.0 ** (gains_db / 20.0)
    return response


def _edges(response: Array, frequencies: Array, random: np.random.Generator) -> Array:
    """``response`` with the highs cut off three times in five, the lows twice in five."""
    if random.random() < 0.6:
        response = response / np.sqrt(1.0 + (frequencies / random.uniform(3500.0, 7800.0)) ** 16)
    if random.random() < 0.4:
        ratio = frequencies / random.uniform(30.0, 150.0)
        response = response * (ratio**2 / np.sqrt(1.0 + ratio**4))
    return response
