"""The key of a song: which of the 24 its notes fit best.

The spectrum is explained by notes with decaying overtones (Mauch and Dixon, ISMIR 2010), so that a
note's fifth harmonic is not taken for a major third; the notes of the song are then compared with
how often each degree sounds in a key, or how well listeners find it fits. Frames are weighed alike
whatever their level, so that a file's gain changes nothing.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from mer_core.arrays import FloatArray
from mer_core.features.mel import hann
from mer_core.tonality import Key

Floats = NDArray[np.float64]

_FRAME_S = 0.512
_LOW, _NUM_NOTES = 33, 63  # MIDI: A1 to B6
_PER_SEMITONE, _TOP = 3, 108
_OCTAVE = 12 * _PER_SEMITONE
_HIGHEST_HZ = 4200.0
#: So many frames are looked at together.
_AT_ONCE = 32
_ITERATIONS, _DECAY, _NUM_HARMONICS, _SPARSE = 12, 0.7, 8, 0.05
_SILENT_POWER = 1e-6
#: Least fit of a key, a correlation, and so many frames (four seconds) at least.
CLEAR, _LEAST_FRAMES = 0.6, 8
#: Krumhansl and Kessler (1982), Temperley (2007), Albrecht and Shanahan (2013), Faraldo et al.
#: (2016, electronic dance music): each degree in major and in minor.
_PROFILES = (
    (
        (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
        (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
    ),
    (
        (0.748, 0.060, 0.488, 0.082, 0.670, 0.460, 0.096, 0.715, 0.104, 0.366, 0.057, 0.400),
        (0.712, 0.084, 0.474, 0.618, 0.049, 0.460, 0.105, 0.747, 0.404, 0.067, 0.133, 0.330),
    ),
    (
        (0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080, 0.008, 0.081),
        (0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052),
    ),
    (
        (1.00, 0.00, 0.42, 0.00, 0.53, 0.37, 0.00, 0.77, 0.00, 0.38, 0.21, 0.30),
        (1.00, 0.00, 0.36, 0.39, 0.00, 0.38, 0.00, 0.74, 0.27, 0.00, 0.42, 0.23),
    ),
)


class KeyMeter:
    """Listens to a stream of samples; memory does not grow with the song."""

    def __init__(self, sample_rate: int) -> None:
        self._length = round(_FRAME_S * sample_rate)
        self._window, self._filters, self._dictionary = _constants(self._length, sample_rate)
        self._square = self._dictionary.T @ self._dictionary
        self._num_bins = len(self._filters)
        self._rest: FloatArray = np.zeros(0, np.float32)
        self._frames: list[FloatArray] = []
        self._notes: Floats = np.zeros(_NUM_NOTES)
        self._num_frames = 0

    def add(self, samples: FloatArray) -> None:
        """Take the next float32 [num_samples]."""
        joined = np.concatenate((self._rest, samples))
        num_frames = len(joined) // self._length
        used = num_frames * self._length
        self._rest = joined[used:].copy()
        frames = joined[:used].reshape(num_frames, self._length)
        self._frames.extend(frames[np.mean(np.square(frames), axis=1) >= _SILENT_POWER])
        while len(self._frames) >= _AT_ONCE:
            self._hear(_AT_ONCE)

    def _hear(self, num_frames: int) -> None:
        """Add up the notes of the first ``num_frames`` held frames."""
        frames = torch.from_numpy(np.stack(self._frames[:num_frames]))
        del self._frames[:num_frames]
        self._num_frames += num_frames
        with torch.inference_mode():
            self._notes += self._heard(frames).sum(dim=0).double().numpy()

    def _heard(self, frames: Tensor) -> Tensor:
        """How strongly each note sounds in [num_frames, num_samples], the strongest about 1:
        [num_frames, num_notes].
        """
        spectrum = torch.fft.rfft(frames * self._window)[:, : self._num_bins]
        amplitude = torch.sqrt(spectrum.real.square() + spectrum.imag.square())
        amplitude = amplitude / (amplitude.amax(dim=1, keepdim=True) + 1e-9)
        level = torch.log1p(30.0 * (amplitude @ self._filters))
        # What rises above its neighbourhood of an octave is a note, the rest is noise.
        around = functional.avg_pool1d(
            level[None], _OCTAVE + 1, stride=1, padding=_OCTAVE // 2, count_include_pad=False
        )[0]
        goal = torch.relu(level - around) @ self._dictionary
        notes = goal.clamp(min=1e-6)
        for _ in range(_ITERATIONS):
            notes = notes * goal / (notes @ self._square + _SPARSE)
        return notes / (notes.amax(dim=1, keepdim=True) + 0.05)

    def result(self) -> Key | None:
        """The key of what was heard so far; None where none is clear."""
        if self._frames:
            self._hear(len(self._frames))
        if self._num_frames < _LEAST_FRAMES:
            return None
        chroma = np.bincount((np.arange(_NUM_NOTES) + _LOW) % 12, self._notes, 12)
        fits = _fits(chroma.astype(np.float64))
        best = int(np.argmax(fits))
        if fits[best] < CLEAR:
            return None
        return Key.of(best % 12, minor=best >= 12)


def _fits(chroma: Floats) -> Floats:
    """How well [12] fits each key, a correlation: [24], twelve major keys and then the minor."""
    fits = np.zeros(24)
    if chroma.std() == 0:
        return fits
    unit = (chroma - chroma.mean()) / chroma.std()
    for profiles in _PROFILES:
        for mode, profile in enumerate(profiles):
            values = np.array(profile)
            values = (values - values.mean()) / values.std()
            turned = np.stack([np.roll(values, tonic) for tonic in range(12)])
            fits[12 * mode : 12 * mode + 12] += turned @ unit / 12.0 / len(_PROFILES)
    return fits


@cache
def _constants(length: int, sample_rate: int) -> tuple[Tensor, Tensor, Tensor]:
    """The window, the filters and the dictionary for frames of ``length`` samples; made once."""
    bin_hz = sample_rate / length
    filters = _filters(bin_hz, min(length // 2 + 1, int(_HIGHEST_HZ / bin_hz)))
    return torch.from_numpy(hann(length)), filters, _dictionary(bin_hz, filters)


def _filters(bin_hz: float, num_bins: int) -> Tensor:
    """Bells on a logarithmic axis, wider where the transform is coarser: [num_bins, num_points]."""
    points = torch.arange(_LOW * _PER_SEMITONE - 2, _TOP * _PER_SEMITONE) / _PER_SEMITONE
    hertz = torch.arange(1, num_bins) * bin_hz
    notes = 69.0 + 12.0 * torch.log2(hertz / 440.0)
    width = (6.0 * torch.log2((hertz + bin_hz) / hertz)).clamp(min=0.25)
    bells = torch.exp(-0.5 * ((notes[:, None] - points) / width[:, None]).square())
    filters: Tensor = functional.pad(bells / bells.sum(dim=0).clamp(min=1e-6), (0, 0, 1, 0))
    return filters


def _dictionary(bin_hz: float, filters: Tensor) -> Tensor:
    """Every note's decaying overtones on the logarithmic axis, of unit length:
    [num_points, num_notes].
    """
    bins, notes = torch.arange(len(filters)), torch.arange(_LOW, _LOW + _NUM_NOTES)
    base = 440.0 * 2.0 ** ((notes - 69) / 12) / bin_hz
    spectra = torch.zeros(_NUM_NOTES, len(filters))
    for overtone in range(1, _NUM_HARMONICS + 1):
        lines = torch.exp(-0.5 * ((bins - base[:, None] * overtone) / 0.72).square())
        spectra += _DECAY ** (overtone - 1) * lines
    result = (spectra @ filters).T
    unit: Tensor = result / (result.norm(dim=0) + 1e-9)
    return unit
