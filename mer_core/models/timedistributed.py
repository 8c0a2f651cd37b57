"""The time-distributed nets: one small CNN hears every second of a piece, then time is summed up.

After Chowanda 2021 (doi 10.1109/iccsai53272.2021.9609722), who compares eight of them. Their layers
are not public; ours are this grid, in the order of ``VARIANTS``:
{3, 4 convolutional blocks} x {flatten, global average pooling} x {mean over time, LSTM over time}.
"""

from __future__ import annotations

from itertools import pairwise, product

from torch import Tensor, nn

from mer_core.features.frontend import LogMel
from mer_core.models.blocks import Answers, ConvBlock, LastStep
from mer_core.models.segmented import SegmentNet
from mer_core.models.spec import ModelSpec

#: Variant 1 is the first: number of blocks, how a part's map becomes a vector, how time is summed.
VARIANTS = tuple(product((3, 4), ("flatten", "average"), ("mean", "lstm")))
_CHANNELS = (32, 64, 128, 128)
_FEATURES = 128
_MOST_FRAMES, _MOST_BANDS = 256, 128


class TimeDistributedNet(SegmentNet):
    """Log-mel of a piece, cut into a sequence of parts that the same CNN reads.

    Params: ``variant`` 1 to 8, and ``part_s``, the seconds of a part (1 unless stated). Any front
    end with at least 16 bands and parts of at least 16 frames.
    """

    def __init__(self, spec: ModelSpec) -> None:
        super().__init__(spec)
        variant = int(spec.params["variant"])
        if not 1 <= variant <= len(VARIANTS):
            raise ValueError(f"variant must be 1 to {len(VARIANTS)}")
        num_blocks, pooling, over_time = VARIANTS[variant - 1]
        bands = spec.mel.num_bands
        self.part_frames = round(float(spec.params.get("part_s", 1.0)) / spec.mel.hop_s)
        self.num_parts = self.piece_samples // spec.mel.hop_length // max(1, self.part_frames)
        if not (16 <= self.part_frames <= _MOST_FRAMES and 16 <= bands <= _MOST_BANDS):
            raise ValueError("a part must have 16 to 256 frames of 16 to 128 bands")
        if self.num_parts < 1:
            raise ValueError("a piece must be as long as a part")
        self.log_mel = LogMel(spec.mel)
        self.norm = nn.BatchNorm1d(bands)
        widths = (1, *_CHANNELS[:num_blocks])
        self.blocks = nn.Sequential(*(ConvBlock(*pair) for pair in pairwise(widths)))
        area = (bands >> num_blocks) * (self.part_frames >> num_blocks)
        self.pool = nn.Flatten() if pooling == "flatten" else _GlobalAverage()
        num_values = widths[-1] * (area if pooling == "flatten" else 1)
        self.dense = nn.Sequential(nn.Linear(num_values, _FEATURES), nn.ReLU(), nn.Dropout(0.3))
        self.over_time = (
            LastStep(nn.LSTM(_FEATURES, _FEATURES, batch_first=True))
            if over_time == "lstm"
            else _MeanOverTime()
        )
        self.answers = Answers(_FEATURES, self.task)

    def describe(self, pieces: Tensor) -> Tensor:
        """Log-mel of the parts: [batch, num_parts, num_bands, part_frames]."""
        mel: Tensor = self.log_mel(pieces)
        parts = mel[:, :, : self.num_parts * self.part_frames]
        return parts.view(*mel.shape[:2], self.num_parts, self.part_frames).transpose(1, 2)

    def read(self, features: Tensor) -> Tensor:
        """Raw answers [batch, num_outputs] from the log-mel of the parts."""
        parts = self.norm(features.flatten(0, 1)).unsqueeze(1)
        each = self.dense(self.pool(self.blocks(parts)))
        answers: Tensor = self.answers(self.over_time(each.view(-1, self.num_parts, _FEATURES)))
        return answers


class _GlobalAverage(nn.Module):
    """[batch, num_channels, height, width] to the mean of each channel."""

    def forward(self, maps: Tensor) -> Tensor:
        return maps.mean((2, 3))


class _MeanOverTime(nn.Module):
    """[batch, num_steps, num_features] to the mean over the steps."""

    def forward(self, sequence: Tensor) -> Tensor:
        return sequence.mean(1)
