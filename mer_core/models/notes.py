"""Which notes sound, and what they say: mode, chords, density, register, as windowed statistics.

After the NNLS chroma of Mauch and Dixon (ISMIR 2010): a spectrum on a logarithmic axis is explained
by notes with decaying overtones, so that a note's fifth harmonic is not taken for a major third.
All of it is independent of gain and of the key's name.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from mer_core.models.windows import moments, sliding_max, sliding_mean

_N_FFT, _HOP = 4096, 1024
_LOWEST_NOTE, _NUM_NOTES = 28, 69  # MIDI: E1 (41 Hz) to C7 (2093 Hz)
_PER_SEMITONE, _TOP = 3, 111  # bins of the logarithmic axis, which ends an octave above
_ITERATIONS, _SPARSENESS = 15, 0.05
_NUM_HARMONICS, _DECAY, _LINE_WIDTH = 8, 0.7, 0.72  # overtones; a line's width in bins of the FFT
_EPS = 1e-6
_BAND, _DEAF = 42, 1e-9  # filters that are applied together; what they do not hear
#: Major and minor by Krumhansl and Kessler (1982), Temperley (2007, Kostka and Payne's examples),
#: Albrecht and Shanahan (2013): how well each degree fits a key.
_KEYS = (
    (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
    (0.748, 0.060, 0.488, 0.082, 0.670, 0.460, 0.096, 0.715, 0.104, 0.366, 0.057, 0.400),
    (0.712, 0.084, 0.474, 0.618, 0.049, 0.460, 0.105, 0.747, 0.404, 0.067, 0.133, 0.330),
    (0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080, 0.008, 0.081),
    (0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052),
)
#: Degrees of a major, minor, diminished, augmented, suspended, dominant seventh, minor seventh,
#: major seventh chord and a bare fifth.
_CHORDS = (
    (0, 4, 7), (0, 3, 7), (0, 3, 6), (0, 4, 8), (0, 5, 7), (0, 4, 7, 10), (0, 3, 7, 10),
    (0, 4, 7, 11), (0, 7),
)  # fmt: skip
_HAPPY, _SAD = [0, 5, 7], [1, 6, 2]  # among the chords
#: The registers that new notes are counted in, as ranges of the notes.
_REGISTERS = (slice(0, 20), slice(20, 32), slice(32, 44), slice(44, 69))
#: Degrees whose difference tells major from minor: third, sixth, seventh, second.
_CONTRASTS = ((4, 3), (9, 8), (11, 10), (2, 1))
_CHORD_FRAMES, _CHANGE_FRAMES = 9, 5  # what chords and changes of harmony are smoothed over
_LEAP_LAG, _CHANGE_LAG = 3, 8  # frames of 64 ms


def _midi(hertz: Tensor) -> Tensor:
    return 69.0 + 12.0 * torch.log2(hertz / 440.0)


def _hertz(midi: Tensor) -> Tensor:
    return 440.0 * 2.0 ** ((midi - 69.0) / 12.0)


def _filters(sample_rate: int) -> Tensor:
    """Bells of a quarter of a semitone, wider where the transform is: [num_log_bins, num_bins]."""
    axis = torch.arange(_LOWEST_NOTE * _PER_SEMITONE, _TOP * _PER_SEMITONE, dtype=torch.float64)
    hertz = torch.arange(1, _N_FFT // 2 + 1, dtype=torch.float64) * sample_rate / _N_FFT
    coarse = 12.0 * torch.log2((hertz + sample_rate / _N_FFT) / hertz)
    width = torch.maximum(torch.full_like(coarse, 0.25), 0.5 * coarse)
    apart = _midi(hertz)[None] - axis[:, None] / _PER_SEMITONE
    bells = torch.exp(-0.5 * (apart / width[None]).square())
    bells = bells / bells.sum(dim=1, keepdim=True).clamp(min=_EPS)
    filters: Tensor = functional.pad(bells, (1, 0)).float()
    return filters


def _bands(filters: Tensor) -> list[tuple[slice, slice]]:
    """Rows of the filters with the bins that they hear: all others are nothing but zeros."""
    bands = []
    for start in range(0, len(filters), _BAND):
        rows = slice(start, start + _BAND)
        heard = torch.nonzero(filters[rows].amax(dim=0) > _DEAF)
        bands.append((rows, slice(int(heard.min()), int(heard.max()) + 1)))
    return bands


def _dictionary(filters: Tensor, sample_rate: int) -> Tensor:
    """Every note with its overtones on the logarithmic axis: [num_log_bins, num_notes], of unit
    length.
    """
    bins = torch.arange(_N_FFT // 2 + 1, dtype=torch.float64)
    columns = []
    for base in _hertz(torch.arange(_NUM_NOTES, dtype=torch.float64) + _LOWEST_NOTE).tolist():
        spectrum = torch.zeros_like(bins)
        for harmonic in range(1, _NUM_HARMONICS + 1):
            place = harmonic * base * _N_FFT / sample_rate
            if place < len(bins):
                line = torch.exp(-0.5 * ((bins - place) / _LINE_WIDTH).square())
                spectrum += _DECAY ** (harmonic - 1) * line
        columns.append(filters.double() @ spectrum)
    notes = torch.stack(columns, dim=1)
    dictionary: Tensor = (notes / notes.norm(dim=0)).float()
    return dictionary


def _roughness() -> Tensor:
    """How rough each two notes sound together (Sethares 1993): [num_notes, num_notes]."""
    hertz = _hertz(torch.arange(_NUM_NOTES, dtype=torch.float64) + _LOWEST_NOTE)
    low, high = torch.minimum(hertz[:, None], hertz), torch.maximum(hertz[:, None], hertz)
    apart = (high - low) * 0.24 / (0.0207 * low + 18.96)
    return (torch.exp(-3.51 * apart) - torch.exp(-5.75 * apart)).float()


def _rotations(profile: Tensor) -> Tensor:
    """All twelve transpositions of [12]: [12, 12], centred and of unit length."""
    turned = torch.stack([profile.roll(key) for key in range(12)])
    turned = turned - turned.mean(dim=1, keepdim=True)
    rotations: Tensor = turned / turned.norm(dim=1, keepdim=True)
    return rotations


def _chord(degrees: tuple[int, ...]) -> Tensor:
    chord = torch.zeros(12)
    chord[list(degrees)] = 1.0
    chord[0] += 0.3  # the root is heard most
    return chord


def _unit(values: Tensor) -> Tensor:
    """Centre and scale [batch, 12, num] over its twelve."""
    centred = values - values.mean(dim=1, keepdim=True)
    unit: Tensor = centred / (centred.norm(dim=1, keepdim=True) + _EPS)
    return unit


def _of_length_one(values: Tensor) -> Tensor:
    """[batch, 12, num] scaled over its twelve, but for silence."""
    scaled: Tensor = values / (values.norm(dim=1, keepdim=True) + 0.05)
    return scaled


def _before(values: Tensor, num_frames: int) -> Tensor:
    return functional.pad(values, (num_frames, 0), mode="replicate")[:, :, :-num_frames]


class Notes(nn.Module):
    """Windowed statistics of the notes that sound."""

    filters: Tensor
    dictionary: Tensor
    square: Tensor
    hann: Tensor
    keys: Tensor
    chords: Tensor
    pitches: Tensor
    rough: Tensor
    num_statistics = 2 * (4 * 3 + 12 + 4) + 3 * len(_CHORDS) + 2 + 2 * (4 + 4 + 7) + 1

    def __init__(self, sample_rate: int, step_samples: int, window: int) -> None:
        super().__init__()
        if step_samples % _HOP:
            raise ValueError(f"a step of {step_samples} samples is no multiple of {_HOP}")
        self.per_step, self.window = step_samples // _HOP, window
        filters = _filters(sample_rate)
        self._bands = _bands(filters)
        dictionary = _dictionary(filters, sample_rate)
        buffers = {
            "filters": filters,
            "dictionary": dictionary,
            "square": dictionary.T @ dictionary,
            "hann": torch.hann_window(_N_FFT),
            "keys": torch.stack([_rotations(torch.tensor(profile)) for profile in _KEYS]),
            "chords": torch.stack([_rotations(_chord(degrees)) for degrees in _CHORDS]),
            # In octaves from the middle of the range.
            "pitches": (torch.arange(_NUM_NOTES) / 12.0 - 3.0).view(1, -1, 1),
            "rough": _roughness(),
        }
        for name, value in buffers.items():
            self.register_buffer(name, value, persistent=False)

    def activations(self, samples: Tensor) -> Tensor:
        """How strongly each note sounds in [batch, num_samples]: [batch, num_notes, num_frames].

        Non-negative least squares by multiplicative updates (Lee and Seung 2001).
        """
        margin = (_N_FFT - _HOP) // 2
        spectrum = torch.stft(
            functional.pad(samples, (margin, margin)), _N_FFT, _HOP, window=self.hann,
            center=False, return_complex=True,
        )  # fmt: skip
        spectrum = spectrum[:, : self._bands[-1][1].stop]
        # Twice as fast as the complex absolute value, which guards against overflow.
        amplitude = torch.sqrt(spectrum.real.square() + spectrum.imag.square())
        heard = [torch.matmul(self.filters[r, b], amplitude[:, b]) for r, b in self._bands]
        level = torch.log1p(30.0 * torch.cat(heard, dim=1) / math.sqrt(_N_FFT))
        # What rises above its neighbourhood of an octave is a note, the rest is noise.
        octave = 12 * _PER_SEMITONE
        around = functional.avg_pool1d(
            level.transpose(1, 2), octave + 1, stride=1, padding=octave // 2,
            count_include_pad=False,
        ).transpose(1, 2)  # fmt: skip
        goal = torch.matmul(self.dictionary.T, torch.relu(level - around))
        notes = goal.clamp(min=_EPS)
        for _ in range(_ITERATIONS):
            notes = notes * goal / (torch.matmul(self.square, notes) + _SPARSENESS + _EPS)
        return notes

    def forward(self, samples: Tensor) -> Tensor:
        """Statistics of [batch, num_samples]: [batch, num_statistics, num_steps]."""
        notes = self.activations(samples)
        total = notes.sum(dim=1, keepdim=True)
        weights, ones = total / (total + 0.5), torch.ones_like(total)
        rise = torch.relu(notes - _before(notes, 2))
        onset = rise * (rise >= sliding_max(rise, 3) - _EPS)
        chroma = self._folded(notes)
        parts = [
            *self._keys(self._moments(_of_length_one(chroma), weights)[0]),
            *self._keys(self._moments(self._folded(onset), ones)[0]),
            *self._triads(notes, chroma, weights),
        ]
        for values in self._struck(notes, onset, total):
            parts += self._moments(values, ones)
        for values in self._heard(notes, chroma, total):
            parts += self._moments(values, weights)
        sounding, rising = (
            self._moments(values, ones)[0] for values in (total, rise.sum(dim=1, keepdim=True))
        )
        # How long notes last: what sounds over what begins.
        return torch.cat([*parts, (sounding / (rising + 0.01)).log1p()], dim=1)

    def _moments(self, frames: Tensor, weights: Tensor) -> tuple[Tensor, Tensor]:
        return moments(frames, weights, self.per_step, self.window)

    @staticmethod
    def _folded(notes: Tensor) -> Tensor:
        """Notes [batch, num_notes, num_frames] by name, from C on: [batch, 12, num_frames]."""
        above = -(_LOWEST_NOTE + _NUM_NOTES) % 12
        padded = functional.pad(notes, (0, 0, _LOWEST_NOTE % 12, above))
        return padded.view(notes.shape[0], -1, 12, notes.shape[2]).sum(dim=1)

    def _keys(self, chroma: Tensor) -> list[Tensor]:
        """Fits of the best major and minor key by each profile, their difference and the mode (3
        each); the degrees above the likeliest tonic (12) and those that tell the mode (4).
        """
        fits = torch.einsum("pkc,bct->bpkt", self.keys, _unit(chroma))
        best = fits.amax(dim=2)
        major, minor = best[:, 0::2], best[:, 1::2]
        both = fits.view(fits.shape[0], len(_KEYS) // 2, 24, -1)
        mode = torch.softmax(15.0 * both, dim=2)[:, :, :12].sum(dim=2)
        # A soft choice of the key: a hard one would make the statistics jump.
        tonic = torch.softmax(20.0 * both.mean(dim=1), dim=1)
        tonic = tonic[:, :12] + tonic[:, 12:]
        share = chroma / (chroma.sum(dim=1, keepdim=True) + _EPS)
        degrees = torch.stack(
            [(tonic * share.roll(-degree, dims=1)).sum(dim=1) for degree in range(12)], dim=1
        )
        contrasts = [
            degrees[:, one : one + 1] - degrees[:, two : two + 1] for one, two in _CONTRASTS
        ]
        return [major, minor, major - minor, mode, degrees, *contrasts]

    def _triads(self, notes: Tensor, chroma: Tensor, weights: Tensor) -> list[Tensor]:
        """Shares of the kinds of chords, the bass telling the root: mean, deviation, best fit (9
        each), major less minor, happy over sad.
        """
        low = torch.sigmoid((-1.2 - self.pitches) * 6.0)
        bass = _of_length_one(sliding_mean(self._folded(notes * low), _CHORD_FRAMES))
        smooth = _unit(sliding_mean(chroma, _CHORD_FRAMES))
        fits = torch.einsum("krc,bct->bkrt", self.chords, smooth)
        both = fits + 0.3 * bass[:, None]
        share = torch.softmax(12.0 * both.flatten(1, 2), dim=1).view(both.shape).sum(dim=2)
        mean, deviation = self._moments(share, weights)
        best = self._moments(fits.amax(dim=2), weights)[0]
        happy, sad = (mean[:, kinds].sum(dim=1, keepdim=True) for kinds in (_HAPPY, _SAD))
        ratio = torch.log((happy + 0.02) / (sad + 0.02))
        return [mean, deviation, best, best[:, 0:1] - best[:, 1:2], ratio]

    def _struck(self, notes: Tensor, onset: Tensor, total: Tensor) -> list[Tensor]:
        """New notes by register (4), any new note, voices at once, how much sounds and begins."""
        new = torch.sigmoid((onset - 0.25) * 20.0) - torch.sigmoid(onset.new_tensor(-5.0))
        density = torch.stack([new[:, register].sum(dim=1) for register in _REGISTERS], dim=1)
        begun = onset.sum(dim=1, keepdim=True)
        voices = torch.sigmoid((notes - 0.2) * 20.0).sum(dim=1, keepdim=True)
        return [density, torch.sigmoid((begun - 0.4) * 8.0), voices, total.log1p(), begun.log1p()]

    def _heard(self, notes: Tensor, chroma: Tensor, total: Tensor) -> list[Tensor]:
        """Register and its spread, melody, bass, leaps, roughness, change of harmony: 1 each."""
        share = notes / (total + _EPS)
        centre = (self.pitches * share).sum(dim=1, keepdim=True)
        apart = (self.pitches - centre).square()
        spread = torch.sqrt((apart * share).sum(dim=1, keepdim=True) + _EPS)
        strong = 12.0 * notes / (notes.amax(dim=1, keepdim=True) + _EPS)
        melody, bass = (
            (torch.softmax(strong + side * self.pitches, dim=1) * self.pitches).sum(
                dim=1, keepdim=True
            )
            for side in (2.0, -2.0)
        )
        leap = (melody - _before(melody, _LEAP_LAG)).abs()
        rough = (share * torch.matmul(self.rough, share)).sum(dim=1, keepdim=True)
        harmony = _of_length_one(sliding_mean(chroma, _CHANGE_FRAMES))
        change = (harmony - _before(harmony, _CHANGE_LAG)).norm(dim=1, keepdim=True)
        return [centre, spread, melody, bass, leap, rough, change]
