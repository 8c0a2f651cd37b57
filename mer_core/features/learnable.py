"""A log-mel spectrogram that can be trained: its transform's waves and its filters are weights."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from mer_core.features.frontend import LogMel
from mer_core.features.mel import MelSpec

#: Waves of a longer frame would be more weights than the nets behind them have.
_LONGEST_FRAME = 4096


class LearnableLogMel(nn.Module):
    """Equal to ``frontend.LogMel`` until it is trained.

    ``waves`` is [2 * num_bins, 1, n_fft]: windowed cosines, then windowed negative sines.
    ``filters`` is [num_bands, num_bins]. Raises ValueError for frames beyond 4096 samples.
    """

    def __init__(self, spec: MelSpec) -> None:
        super().__init__()
        if spec.n_fft > _LONGEST_FRAME:
            raise ValueError(f"a learnable transform takes frames of up to {_LONGEST_FRAME}")
        self.spec = spec
        self.waves = nn.Parameter(_waves(spec.n_fft))
        self.filters = nn.Parameter(LogMel(spec).filters.clone())

    def forward(self, samples: Tensor) -> Tensor:
        """Log-mel of float32 [batch, num_samples]: float32 [batch, num_bands, num_frames].

        In float32 even under autocast: sound has a wider range than bfloat16's eight bits.
        """
        with torch.autocast(samples.device.type, enabled=False):
            padded = functional.pad(samples.float(), (self.spec.margin, self.spec.margin))
            spectrum = functional.conv1d(
                padded.unsqueeze(1), self.waves, stride=self.spec.hop_length
            )
            real, imaginary = spectrum.chunk(2, dim=1)
            power = real.square() + imaginary.square()
            # A trained filter may dip below zero; its logarithm must not.
            return torch.log(torch.matmul(self.filters, power).clamp(min=0.0) + self.spec.floor)


def _waves(n_fft: int) -> Tensor:
    """The discrete Fourier transform under a periodic Hann window, as kernels of a convolution."""
    time = np.arange(n_fft)
    # Whole turns are taken out before they are scaled, which keeps the angles exact.
    turns = np.outer(np.arange(n_fft // 2 + 1), time) % n_fft / n_fft
    window = 0.5 - 0.5 * np.cos(2.0 * np.pi * time / n_fft)
    angles = 2.0 * np.pi * turns
    waves = np.concatenate([np.cos(angles), -np.sin(angles)]) * window
    return torch.from_numpy(waves.astype(np.float32)).unsqueeze(1)
