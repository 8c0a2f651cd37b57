"""Handcrafted statistics of ten-second windows, computed inside the net for every step.

What classical music emotion recognition measures (Eerola and Vuoskoski 2011; Panda et al. 2020):
timbre, dynamics, rhythm and harmony, as means and deviations over a sliding window. All of it is
made from normalised samples, so that a file's gain changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

from mer_core.features.frontend import LogMel
from mer_core.features.mel import MelSpec
from mer_core.models.harmony import Harmony
from mer_core.models.notes import Notes
from mer_core.models.windows import moments, sliding_max, sliding_mean

#: What hears pitch: notes explain a spectrum by notes with overtones, harmony takes it as it is.
PITCH: Mapping[str, type[Harmony] | type[Notes]] = {"harmony": Harmony, "notes": Notes}
_NUM_CEPSTRA = 20
_CONTRAST_BANDS = 6
#: Lags of the tempogram in frames of 16 ms: 0.19 s (320 bpm) to 2 s (30 bpm), a third octave apart.
_NUM_LAGS, _FIRST_LAG, _LAST_LAG = 16, 12, 125
_GATE_DB, _GATE_WIDTH_DB = -38.0, 4.0
_DB = 10.0 / math.log(10.0)
_EPS = 1e-6


def _cosines(num_bands: int) -> Tensor:
    """The orthonormal DCT-II, [num_cepstra, num_bands], without the constant."""
    band = (torch.arange(num_bands, dtype=torch.float64) + 0.5) / num_bands
    rank = torch.arange(1, _NUM_CEPSTRA + 1, dtype=torch.float64)
    return (math.sqrt(2.0 / num_bands) * torch.cos(math.pi * rank[:, None] * band[None])).float()


class WindowStatistics(nn.Module):
    """Normalised samples to [batch, num_statistics, num_steps].

    ``pitch`` is one of PITCH. Raises KeyError otherwise, ValueError for a step that is no multiple
    of the hop.
    """

    cosines: Tensor
    bands: Tensor
    pitch: Harmony | Notes
    sizes: dict[str, int]

    def __init__(
        self, mel: MelSpec, step_samples: int, window: int, *, pitch: str = "harmony"
    ) -> None:
        super().__init__()
        if step_samples % mel.hop_length:
            raise ValueError(f"a step of {step_samples} samples is no multiple of the hop")
        self.per_step, self.window = step_samples // mel.hop_length, window
        self.log_mel = LogMel(mel)
        self.pitch = PITCH[pitch](mel.sample_rate, step_samples, window)
        self.register_buffer("cosines", _cosines(mel.num_bands), persistent=False)
        self.register_buffer("bands", torch.linspace(-1, 1, mel.num_bands), persistent=False)
        lags = torch.logspace(math.log10(_FIRST_LAG), math.log10(_LAST_LAG), _NUM_LAGS)
        self.lags = [int(lag) for lag in lags.round()]
        dynamics, rhythm = 8, 2 * 4 + 4 + _NUM_LAGS + 3
        #: How many statistics there are of each kind, in their order.
        self.sizes = {
            "timbre": 3 * mel.num_bands + 3 * _NUM_CEPSTRA + 2 * (4 + 2 * _CONTRAST_BANDS),
            "motion": dynamics + rhythm,
            "pitch": self.pitch.num_statistics,
        }
        self.num_statistics = sum(self.sizes.values())

    def forward(self, samples: Tensor) -> Tensor:
        """Statistics of [batch, num_samples], a whole number of steps, normalised in level."""
        mel: Tensor = self.log_mel(samples)
        level = torch.logsumexp(mel, dim=1, keepdim=True) * _DB
        level = level - self._reference_db
        gate = torch.sigmoid((level - _GATE_DB) / _GATE_WIDTH_DB)
        parts = [
            self._timbre(mel, gate),
            self._dynamics(level, gate),
            self._rhythm(mel),
            self.pitch(samples),
        ]
        return torch.cat(parts, dim=1)

    @property
    def _reference_db(self) -> float:
        """The level of a frame at the normaliser's target, roughly: a gate needs no more."""
        return 10.0 * math.log10(self.log_mel.spec.n_fft**2 * 10.0**-1.8 / 100.0)

    def _moments(self, frames: Tensor, weights: Tensor) -> tuple[Tensor, Tensor]:
        return moments(frames, weights, self.per_step, self.window)

    def _timbre(self, mel: Tensor, gate: Tensor) -> Tensor:
        cepstra = torch.matmul(self.cosines, mel)
        steps = functional.pad(mel, (2, 0), mode="replicate")[:, :, :-2]
        slopes = functional.pad(cepstra, (2, 0), mode="replicate")[:, :, :-2]
        return torch.cat(
            [
                *self._moments(mel, gate),
                self._moments(mel - steps, gate)[1],
                *self._moments(cepstra, gate),
                self._moments(cepstra - slopes, gate)[1],
                *self._moments(self._shape(mel), gate),
            ],
            dim=1,
        )

    def _shape(self, mel: Tensor) -> Tensor:
        """Centroid, spread, skewness, flatness; peak and valley of six bands over their mean."""
        bands = self.bands.view(1, -1, 1)
        share = torch.softmax(mel, dim=1)
        centroid = (share * bands).sum(dim=1, keepdim=True)
        spread = (share * (bands - centroid).square()).sum(dim=1, keepdim=True).sqrt()
        skew = (share * (bands - centroid) ** 3).sum(dim=1, keepdim=True) / (spread**3 + 0.01)
        mean = mel.mean(dim=1, keepdim=True)
        flatness = mean - torch.logsumexp(mel, dim=1, keepdim=True)
        pieces = mel[:, : mel.shape[1] // _CONTRAST_BANDS * _CONTRAST_BANDS]
        pieces = pieces.reshape(mel.shape[0], _CONTRAST_BANDS, -1, mel.shape[2])
        inner = pieces.mean(dim=2)
        peak, valley = pieces.amax(dim=2) - inner, pieces.amin(dim=2) - inner
        return torch.cat([centroid, spread, skew, flatness, peak, valley], dim=1)

    def _dynamics(self, level: Tensor, gate: Tensor) -> Tensor:
        """Level: deviation, share of silence, slopes up and down, slow and fast modulation."""
        clipped = level.clamp(min=_GATE_DB - 10.0)
        mean, sd = self._moments(clipped, gate)
        step = functional.pad(clipped, (3, 0), mode="replicate")[:, :, :-3]
        slope = clipped - step
        ones = torch.ones_like(gate)
        up = self._moments(torch.relu(slope), gate)[0]
        down = self._moments(torch.relu(-slope), gate)[0]
        silence = self._moments(1.0 - gate, ones)[0]
        smooth = [sliding_mean(clipped, width) for width in (3, 13, 51)]
        fast = self._moments((smooth[0] - smooth[1]).square(), gate)[0].sqrt()
        slow = self._moments((smooth[1] - smooth[2]).square(), gate)[0].sqrt()
        # Louder or softer than the surroundings: what a listener follows within a piece.
        steps = functional.avg_pool1d(clipped, self.per_step)
        near = sliding_mean(steps, 5) - sliding_mean(steps, self.window)
        return torch.cat([mean, sd, up, down, silence, fast, slow, near], dim=1)

    def _rhythm(self, mel: Tensor) -> Tensor:
        """Onsets in four registers, and how well they repeat after each lag."""
        before = functional.pad(mel, (2, 0), mode="replicate")[:, :, :-2]
        rise = torch.relu(mel - before)
        quarter = mel.shape[1] // 4
        registers = rise[:, : 4 * quarter].reshape(mel.shape[0], 4, quarter, -1).mean(dim=2)
        ones = torch.ones_like(registers[:, :1])
        onset = registers.mean(dim=1, keepdim=True)
        peak = onset * (onset >= sliding_max(onset, 5) - _EPS)
        mean, sd = self._moments(registers, ones)
        strong = self._moments(
            torch.sigmoid(
                (peak - torch.tensor([0.1, 0.2, 0.4, 0.8], device=mel.device).view(1, 4, 1)) * 20.0
            ),
            ones,
        )[0]
        centred = onset - sliding_mean(onset, 63)
        power = self._moments(centred.square(), ones)[0] + 1e-5
        repeats = [
            self._moments(centred * functional.pad(centred, (lag, 0))[:, :, :-lag], ones)[0] / power
            for lag in self.lags
        ]
        tempogram = torch.cat(repeats, dim=1)
        best = tempogram.amax(dim=1, keepdim=True)
        choice = torch.softmax(8.0 * tempogram, dim=1)
        ranks = torch.linspace(-1, 1, len(self.lags), device=mel.device).view(1, -1, 1)
        period = (choice * ranks).sum(dim=1, keepdim=True)
        return torch.cat([mean, sd, strong, tempogram, best, period, power.log()], dim=1)
