"""What notes sound: pitch salience, chroma, key and chord fit, as windowed statistics."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from mer_core.models.windows import moments

_LOWEST_NOTE, _NUM_NOTES = 36, 60  # MIDI: C2 (65 Hz) to B6 (1976 Hz)
_NOTE_WIDTH = 0.4  # standard deviation of a note's filter, semitones
_N_FFT, _HOP = 4096, 1024
#: Krumhansl and Kessler (1982): how well each degree fits a key.
_MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
_MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
#: Degrees of a major, minor, diminished, augmented and suspended chord.
_CHORDS = ((0, 4, 7), (0, 3, 7), (0, 3, 6), (0, 4, 8), (0, 5, 7), (0, 4, 7, 10), (0, 3, 7, 10))
_KEY_SHARPNESS = 12.0
_SALIENCE_SHARPNESS = 12.0
_EPS = 1e-6


def _note_filters(sample_rate: int) -> Tensor:
    """Bell-shaped filters in log frequency, [num_notes, num_bins], each with unit sum."""
    frequencies = torch.arange(1, _N_FFT // 2 + 1, dtype=torch.float64) * sample_rate / _N_FFT
    notes = 69.0 + 12.0 * torch.log2(frequencies / 440.0)
    centres = torch.arange(_LOWEST_NOTE, _LOWEST_NOTE + _NUM_NOTES, dtype=torch.float64)
    bells = torch.exp(-0.5 * ((notes[None] - centres[:, None]) / _NOTE_WIDTH).square())
    bells = bells / bells.sum(dim=1, keepdim=True).clamp(min=_EPS)
    filters: Tensor = functional.pad(bells, (1, 0)).float()
    return filters


def _rotations(profile: Tensor) -> Tensor:
    """All twelve transpositions of [12]: [12, 12], centred and of unit length."""
    turned = torch.stack([profile.roll(key) for key in range(12)])
    turned = turned - turned.mean(dim=1, keepdim=True)
    rotations: Tensor = turned / turned.norm(dim=1, keepdim=True)
    return rotations


def _unit(values: Tensor) -> Tensor:
    """Centre and scale [batch, 12, num] over its twelve."""
    centred = values - values.mean(dim=1, keepdim=True)
    unit: Tensor = centred / (centred.norm(dim=1, keepdim=True) + _EPS)
    return unit


class Harmony(nn.Module):
    """Windowed statistics of pitch and harmony, independent of the key's name."""

    notes: Tensor
    hann: Tensor
    major: Tensor
    minor: Tensor
    chords: Tensor
    pitches: Tensor
    num_statistics = 12 + 5 + 12 + 6 + 2 * len(_CHORDS) + 2 * 6 + 2 * 5

    def __init__(self, sample_rate: int, step_samples: int, window: int) -> None:
        super().__init__()
        if step_samples % _HOP:
            raise ValueError(f"a step of {step_samples} samples is no multiple of {_HOP}")
        self.per_step, self.window = step_samples // _HOP, window
        chords = torch.zeros(len(_CHORDS), 12)
        for row, degrees in enumerate(_CHORDS):
            chords[row, list(degrees)] = 1.0
        buffers = {
            "notes": _note_filters(sample_rate),
            "hann": torch.hann_window(_N_FFT),
            "major": _rotations(torch.tensor(_MAJOR)),
            "minor": _rotations(torch.tensor(_MINOR)),
            "chords": torch.stack([_rotations(chord) for chord in chords]),
            "pitches": torch.arange(_NUM_NOTES, dtype=torch.float32) / 12.0,
        }
        for name, value in buffers.items():
            self.register_buffer(name, value, persistent=False)

    def salience(self, samples: Tensor) -> Tensor:
        """How strongly each note sounds in [batch, num_samples]: [batch, num_notes, num_frames]."""
        margin = (_N_FFT - _HOP) // 2
        spectrum = torch.stft(
            functional.pad(samples, (margin, margin)), _N_FFT, _HOP, window=self.hann,
            center=False, return_complex=True,
        )  # fmt: skip
        # Twice as fast as the complex absolute value, which guards against overflow.
        amplitude = torch.sqrt(spectrum.real.square() + spectrum.imag.square())
        level = torch.log1p(30.0 * torch.matmul(self.notes, amplitude) / math.sqrt(_N_FFT))
        # What rises above its neighbourhood of an octave is a note, the rest is noise.
        around = functional.avg_pool1d(
            level.transpose(1, 2), 13, stride=1, padding=6, count_include_pad=False
        ).transpose(1, 2)
        return torch.relu(level - around)

    def forward(self, samples: Tensor) -> Tensor:
        """Statistics of [batch, num_samples]: [batch, num_statistics, num_steps]."""
        salience = self.salience(samples)
        strength = salience.sum(dim=1, keepdim=True)
        weights = strength / (strength + 0.5)
        chroma = salience.view(salience.shape[0], -1, 12, salience.shape[2]).sum(dim=1)
        chroma = chroma / (chroma.norm(dim=1, keepdim=True) + 0.05)
        mean, sd = moments(chroma, weights, self.per_step, self.window)
        return torch.cat(
            [
                *self._keys(mean),
                torch.sort(sd, dim=1, descending=True).values,
                self._intervals(mean),
                *moments(self._chords(chroma), weights, self.per_step, self.window),
                *moments(self._intervals(chroma), weights, self.per_step, self.window),
                *moments(self._melody(salience, chroma), weights, self.per_step, self.window),
            ],
            dim=1,
        )

    def _keys(self, chroma: Tensor) -> list[Tensor]:
        """The chroma turned to its key's tonic (12) and the fits of major and minor (5)."""
        unit = _unit(chroma)
        major, minor = torch.matmul(self.major, unit), torch.matmul(self.minor, unit)
        both = torch.cat([major, minor], dim=1)
        # A soft choice of the key: a hard one would make the statistics jump.
        choice = torch.softmax(_KEY_SHARPNESS * both, dim=1)
        tonic = choice[:, :12] + choice[:, 12:]
        turned = torch.stack(
            [(tonic * chroma.roll(-degree, dims=1)).sum(dim=1) for degree in range(12)], dim=1
        )
        best_major = major.amax(dim=1, keepdim=True)
        best_minor = minor.amax(dim=1, keepdim=True)
        mode = choice[:, :12].sum(dim=1, keepdim=True)
        best = torch.maximum(best_major, best_minor)
        return [
            turned,
            torch.cat([best_major, best_minor, best_major - best_minor, mode, best], dim=1),
        ]

    def _intervals(self, chroma: Tensor) -> Tensor:
        """How much each interval class, 1 to 6 semitones, sounds together: [batch, 6, num]."""
        return torch.stack(
            [(chroma * chroma.roll(step, dims=1)).sum(dim=1) for step in range(1, 7)], dim=1
        )

    def _chords(self, chroma: Tensor) -> Tensor:
        """The best fit of each kind of chord: [batch, num_kinds, num_frames]."""
        fits = torch.einsum("krc,bct->bkrt", self.chords, _unit(chroma))
        return fits.amax(dim=2)

    def _melody(self, salience: Tensor, chroma: Tensor) -> Tensor:
        """Register, leading pitch, its clarity, roughness, harmonic change: [batch, 5, frames]."""
        pitches = self.pitches.view(1, -1, 1)
        total = salience.sum(dim=1, keepdim=True) + _EPS
        register = (pitches * salience).sum(dim=1, keepdim=True) / total
        harmonics = (0, 12, 19, 24, 28)
        summed = sum(
            functional.pad(salience[:, step:], (0, 0, 0, step)) * 0.8**rank
            for rank, step in enumerate(harmonics)
        )
        assert isinstance(summed, Tensor)
        peak = summed.amax(dim=1, keepdim=True)
        choice = torch.softmax(_SALIENCE_SHARPNESS * summed / (peak + _EPS), dim=1)
        leading = (choice * pitches).sum(dim=1, keepdim=True)
        clarity = (choice.square()).sum(dim=1, keepdim=True)
        rough = (salience[:, :-1] * salience[:, 1:]).sum(dim=1, keepdim=True) / total
        before = functional.pad(chroma, (1, 0), mode="replicate")[:, :, :-1]
        change = (chroma - before).norm(dim=1, keepdim=True)
        return torch.cat([register, leading, clarity, rough, change], dim=1)
