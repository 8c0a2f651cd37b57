"""The model's front end: log-mel as a module that travels with the net to its device."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from mer_core.features.mel import MelSpec
from mer_core.features.torchaudio_import import functional


class LogMel(nn.Module):
    """Samples to log-mel on torchaudio; equal to ``mel.log_mel``.

    The window and filters follow from ``spec`` alone, so they are not part of the checkpoint.
    """

    window: Tensor
    filters: Tensor

    def __init__(self, spec: MelSpec) -> None:
        super().__init__()
        self.spec = spec
        filters = functional.melscale_fbanks(
            spec.n_fft // 2 + 1,
            spec.f_min,
            spec.f_max,
            spec.num_bands,
            spec.sample_rate,
            norm="slaney",
            mel_scale="slaney",
        )
        self.register_buffer("window", torch.hann_window(spec.n_fft), persistent=False)
        self.register_buffer("filters", filters.T.contiguous(), persistent=False)

    def forward(self, samples: Tensor) -> Tensor:
        """Log-mel of float32 [batch, num_samples] in [-1, 1].

        Returns float32 [batch, num_bands, num_frames], natural logarithms, with ``num_samples //
        hop_length`` frames; frame i is centred on sample ``(i + 0.5) * hop_length``.
        """
        spectrum = functional.spectrogram(
            nn.functional.pad(samples, (self.spec.margin, self.spec.margin)),
            pad=0,
            window=self.window,
            n_fft=self.spec.n_fft,
            hop_length=self.spec.hop_length,
            win_length=self.spec.n_fft,
            power=None,
            normalized=False,
            center=False,
        )
        # Twice as fast as the square of the complex absolute value.
        power = spectrum.real.square() + spectrum.imag.square()
        return torch.log(torch.matmul(self.filters, power) + self.spec.floor)
