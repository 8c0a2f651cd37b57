"""Pieces of a clip altered so that they still sound of the same emotion."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

Array = NDArray[np.float64]

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
    pieces: Tensor, sample_rate: int, names: Collection[str], random: np.random.Generator
) -> Tensor:
    """Pieces [num_pieces, num_samples] altered by those of AUDIO that are in ``names``.

    Each piece is altered by itself and keeps its length: re-pitched by up to two semitones,
    equalised, filtered, shifted in a circle, made noisy (every second one) and, last, brought to
    another level within 6 dB. Works where the pieces lie, be it on a graphics processor.
    """
    count, length = pieces.shape
    if _BY_SPECTRUM & set(names):
        pieces = _by_spectrum(pieces, sample_rate, names, random)
    if "shift" in names:
        pieces = torch.stack([piece.roll(int(random.integers(length))) for piece in pieces])
    if "noise" in names:
        shares = 10.0 ** (-random.uniform(20.0, 50.0, count) / 20.0)
        shares[random.random(count) < 0.5] = 0.0
        generator = torch.Generator(pieces.device).manual_seed(int(random.integers(1 << 31)))
        noise = torch.randn(pieces.shape, generator=generator, device=pieces.device)
        level = pieces.std(dim=1, correction=0, keepdim=True) * _column(shares, pieces)
        pieces = pieces + level * noise
    if "gain" in names:
        gains_db = random.uniform(-MAX_GAIN_DB, MAX_GAIN_DB, count)
        pieces = pieces * _column(10.0 ** (gains_db / 20.0), pieces)
    return pieces


def _column(values: Array, pieces: Tensor) -> Tensor:
    """A number per piece, [num_pieces, 1], where the pieces lie."""
    return torch.from_numpy(values).float().to(pieces.device).unsqueeze(1)


def _by_spectrum(
    pieces: Tensor, sample_rate: int, names: Collection[str], random: np.random.Generator
) -> Tensor:
    """What is done to the pieces' spectra, in one pass there and back."""
    length = pieces.shape[1]
    padded = length + -length % _BLOCK
    spectra = torch.fft.rfft(pieces, padded)
    frequencies = np.linspace(0.0, sample_rate / 2.0, _COARSE)
    drawn = np.stack([_response(frequencies, names, random) for _ in pieces])
    responses = torch.from_numpy(drawn).float().to(pieces.device).unsqueeze(1)
    size = spectra.shape[1]
    spectra = spectra * functional.interpolate(
        responses, size, mode="linear", align_corners=True
    ).squeeze(1)
    if "pitch" not in names:
        heard: Tensor = torch.fft.irfft(spectra, padded)[:, :length]
        return heard
    grid = max(_FINE, 1 << int(np.log2(padded / _STEPS)))
    altered = []
    for spectrum in spectra:
        played = _played(spectrum, padded, random.uniform(-MAX_SEMITONES, MAX_SEMITONES), grid)
        # Played faster, a piece ends early: it begins again.
        played = played[: round(length * len(played) / padded)]
        altered.append(played.repeat(-(-length // len(played)))[:length])
    return torch.stack(altered)


def _response(frequencies: Array, names: Collection[str], random: np.random.Generator) -> Array:
    """By what each frequency of one piece is multiplied, [num_frequencies]."""
    response = np.ones(len(frequencies))
    if "equaliser" in names:
        response = _equaliser(frequencies, random)
    if "filters" in names:
        response = _edges(response, frequencies, random)
    return response


def masked(features: Tensor, random: np.random.Generator) -> Tensor:
    """SpecAugment (Park et al. 2019) of [batch, ..., num_rows, num_columns]: bands and times.

    From every example two stripes of rows and two of columns, each up to a tenth of the axis, are
    taken out and filled with the example's mean. The result is a copy.
    """
    batch, *between, rows, columns = features.shape
    taken = torch.from_numpy(
        _stripes(batch, rows, random)[:, :, None] | _stripes(batch, columns, random)[:, None, :]
    ).to(features.device)
    mean = features.flatten(1).mean(1)
    return torch.where(
        taken.view(batch, *[1 for _ in between], rows, columns),
        mean.view(batch, *[1 for _ in features.shape[1:]]),
        features,
    )


def _stripes(batch: int, size: int, random: np.random.Generator) -> NDArray[np.bool_]:
    """Two stripes of up to a tenth of an axis per example, [batch, size]."""
    taken = np.zeros((batch, size), dtype=np.bool_)
    for example in taken:
        for _ in range(2):
            width = int(random.integers(0, max(1, size // 10) + 1))
            start = int(random.integers(0, size - width + 1))
            example[start : start + width] = True
    return taken


def _played(spectrum: Tensor, num_samples: int, semitones: float, grid: int) -> Tensor:
    """The sound of ``spectrum``, ``num_samples`` long, played faster by ``semitones``.

    The new length is a multiple of ``grid``: the coarser, the quicker. The transform cuts the
    spectrum off, or continues it with zeros, as the length wants it.
    """
    length = grid * round(num_samples / 2.0 ** (semitones / 12.0) / grid)
    played: Tensor = torch.fft.irfft(spectrum, length) * (length / num_samples)
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
