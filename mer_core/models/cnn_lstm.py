"""A CNN that detects features in FFT spectra, and an LSTM that follows them through a piece.

After Yakovyna and Korniienko 2023 (doi 10.15276/aait.06.2023.28), who cut every track of Emotify
into 20 parts, a piece each, and even out the nine emotions by SMOTE. Sizes are ours.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from mer_core.models.blocks import Answers, ConvBlock, LastStep
from mer_core.models.segmented import SegmentNet
from mer_core.models.spec import ModelSpec

#: A described piece: frequency bands of equal width, and columns of equal length.
NUM_BANDS, NUM_COLUMNS = 64, 64
_HIDDEN = 128
_FLOOR = 1e-2  # of a magnitude: near white noise at -70 dBFS


class CnnLstmNet(SegmentNet):
    """Magnitude spectra as a picture of 64 x 64, three convolutional blocks, an LSTM over 16 steps.

    No params of its own. Of the front end only the sample rate, ``n_fft`` and ``hop_length`` count.
    """

    window: Tensor

    def __init__(self, spec: ModelSpec) -> None:
        super().__init__(spec)
        self.register_buffer("window", torch.hann_window(spec.mel.n_fft), persistent=False)
        self.norm = nn.BatchNorm1d(NUM_BANDS)
        self.blocks = nn.Sequential(
            ConvBlock(1, 32, pool=(4, 2), dropout=0.1),
            ConvBlock(32, 64, pool=(4, 2), dropout=0.1),
            ConvBlock(64, 128, pool=(4, 1), dropout=0.1),
        )
        self.lstm = LastStep(nn.LSTM(128, _HIDDEN, batch_first=True))
        self.dropout = nn.Dropout(0.5)
        self.answers = Answers(_HIDDEN, self.task)

    def describe(self, pieces: Tensor) -> Tensor:
        """Logarithms of mean magnitudes, [batch, NUM_BANDS, NUM_COLUMNS].

        Short-time spectra up to half the sample rate, averaged over neighbouring bins and frames:
        small enough for SMOTE to interpolate between pieces.
        """
        mel = self.spec.mel
        spectrum = torch.stft(
            functional.pad(pieces, (mel.margin, mel.margin)),
            mel.n_fft,
            mel.hop_length,
            window=self.window,
            center=False,
            return_complex=True,
        )
        magnitude = spectrum[:, 1:].abs()
        grid = functional.adaptive_avg_pool2d(magnitude, (NUM_BANDS, NUM_COLUMNS))
        return torch.log(grid + _FLOOR)

    def read(self, features: Tensor) -> Tensor:
        """Raw answers [batch, num_outputs] from described pieces."""
        maps = self.blocks(self.norm(features).unsqueeze(1))
        sequence = maps.squeeze(2).transpose(1, 2)  # [batch, 16, 128]
        answers: Tensor = self.answers(self.dropout(self.lstm(sequence)))
        return answers
