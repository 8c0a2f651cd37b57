"""One-dimensional convolutions on raw audio, and on a spectrogram that is trained with them.

After the systems of Uva Wellassa University (2021). The layers are those of the group's public
code, as far as it tells: a convolution of 250 channels, kernel 1024, stride 256 on 5 s at 22.05
kHz; seven blocks of 250 channels and kernel 7; adaptive pooling to 16; 512, 128, and heads for the
means and the spreads of valence and arousal. Ours are the batch norm and ReLU after the first
convolution.

Seven poolings by 3 would need 2187 frames and more, but 5 s give 431. So a block pools only while
at least the 16 frames of the adaptive pooling are left: the first two here, 431 -> 143 -> 47; the
other five keep 47.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from mer_core.features.learnable import LearnableLogMel
from mer_core.models.blocks import Answers
from mer_core.models.segmented import SegmentNet
from mer_core.models.spec import ModelSpec

_KERNEL, _STRIDE = 1024, 256
_NUM_BLOCKS, _POOL = 7, 3
NUM_POOLED = 16
_MOST_CHANNELS = 512


class RawBlock(nn.Sequential):
    """Conv1d of kernel 7, max-pooling by 3 where ``pooled``, batch norm, dropout, ReLU."""

    def __init__(
        self, in_channels: int, out_channels: int, *, pooled: bool, dropout: float
    ) -> None:
        super().__init__(
            nn.Conv1d(in_channels, out_channels, 7, padding=3),
            nn.MaxPool1d(_POOL) if pooled else nn.Identity(),
            nn.BatchNorm1d(out_channels),
            nn.Dropout(dropout),
            nn.ReLU(),
        )


class _WaveformNet(SegmentNet):
    """What both have in common: the trunk and its params.

    Params, optional: ``width`` the channels (250), ``dropout`` of the blocks (.5).
    """

    def __init__(self, spec: ModelSpec) -> None:
        super().__init__(spec)
        self.width = int(spec.params.get("width", 250))
        self.dropout = float(spec.params.get("dropout", 0.5))
        if not 1 <= self.width <= _MOST_CHANNELS:
            raise ValueError(f"width must be 1 to {_MOST_CHANNELS}")

    def trunk(self, in_channels: int, num_frames: int) -> nn.Sequential:
        """The blocks for ``num_frames`` frames, pooled adaptively: [batch, width, NUM_POOLED]."""
        layers: list[nn.Module] = []
        for index in range(_NUM_BLOCKS):
            pooled = num_frames // _POOL >= NUM_POOLED
            num_frames = num_frames // _POOL if pooled else num_frames
            channels = self.width if index else in_channels
            layers.append(RawBlock(channels, self.width, pooled=pooled, dropout=self.dropout))
        return nn.Sequential(*layers, nn.AdaptiveAvgPool1d(NUM_POOLED))

    def top(self) -> nn.Sequential:
        """From the trunk's end to the answers."""
        return nn.Sequential(
            nn.Flatten(),
            nn.Linear(self.width * NUM_POOLED, 512),
            nn.ReLU(),
            nn.Linear(512, 128),
            nn.ReLU(),
            Answers(128, self.task),
        )

    def describe(self, pieces: Tensor) -> Tensor:
        """The pieces themselves: everything in here is trained."""
        return pieces


class RawWaveformNet(_WaveformNet):
    """Raw samples, [batch, piece_samples]. Of the front end only the sample rate counts."""

    def __init__(self, spec: ModelSpec) -> None:
        super().__init__(spec)
        # Centred frames: 5 s at 22.05 kHz give 431.
        self.stem = nn.Conv1d(1, self.width, _KERNEL, _STRIDE, padding=_KERNEL // 2)
        self.norm = nn.Sequential(nn.BatchNorm1d(self.width), nn.ReLU())
        self.blocks = self.trunk(self.width, self.piece_samples // _STRIDE + 1)
        self.answers = self.top()

    def read(self, features: Tensor) -> Tensor:
        """Raw answers [batch, num_outputs] from samples [batch, piece_samples]."""
        # Sound has a wider range than bfloat16's eight bits: the first layer stays in float32.
        with torch.autocast(features.device.type, enabled=False):
            frames = self.stem(features.float().unsqueeze(1))
        answers: Tensor = self.answers(self.blocks(self.norm(frames)))
        return answers


class LearnedSpectrogramNet(_WaveformNet):
    """The same trunk on a log-mel spectrogram whose transform and filters are trained too."""

    def __init__(self, spec: ModelSpec) -> None:
        super().__init__(spec)
        self.log_mel = LearnableLogMel(spec.mel)
        self.norm = nn.BatchNorm1d(spec.mel.num_bands)
        num_frames = self.piece_samples // spec.mel.hop_length
        self.blocks = self.trunk(spec.mel.num_bands, num_frames)
        self.answers = self.top()

    def read(self, features: Tensor) -> Tensor:
        """Raw answers [batch, num_outputs] from samples [batch, piece_samples]."""
        answers: Tensor = self.answers(self.blocks(self.norm(self.log_mel(features))))
        return answers
