"""Two-dimensional convolutions on log-mel, in one of three kernel sizes.

After the systems of Uva Wellassa University (2021), which compare kernel sizes and pool adaptively
to a fixed size, so that pieces of any length fit. The numbers of blocks and channels are ours.
"""

from __future__ import annotations

from itertools import pairwise

from torch import Tensor, nn

from mer_core.features.frontend import LogMel
from mer_core.models.blocks import Answers, ConvBlock
from mer_core.models.segmented import SegmentNet
from mer_core.models.spec import ModelSpec

KERNELS = (3, 5, 7)
_MOST_CHANNELS = 128
#: What adaptive pooling leaves of frequency and time.
POOLED = (4, 4)


class Conv2dNet(SegmentNet):
    """Four convolutional blocks, adaptive pooling to 4 x 4, 512, 128, heads.

    Params: ``kernel`` 3, 5 or 7, and ``width``, the channels of the first block (32 unless stated);
    the last has four times as many. Any front end with at least 16 bands.
    """

    def __init__(self, spec: ModelSpec) -> None:
        super().__init__(spec)
        kernel = int(spec.params["kernel"])
        if kernel not in KERNELS:
            raise ValueError("kernel must be 3, 5 or 7")
        width = int(spec.params.get("width", 32))
        if not 1 <= width <= _MOST_CHANNELS:
            raise ValueError(f"width must be 1 to {_MOST_CHANNELS}")
        if min(spec.mel.num_bands, self.piece_samples // spec.mel.hop_length) < 16:
            raise ValueError("a piece must have 16 bands and 16 frames or more")
        self.log_mel = LogMel(spec.mel)
        self.norm = nn.BatchNorm1d(spec.mel.num_bands)
        pairs = pairwise((1, width, 2 * width, 4 * width, 4 * width))
        self.blocks = nn.Sequential(*(ConvBlock(*pair, kernel=kernel) for pair in pairs))
        self.pool = nn.AdaptiveAvgPool2d(POOLED)
        self.answers = nn.Sequential(
            nn.Flatten(),
            nn.Linear(4 * width * POOLED[0] * POOLED[1], 512),
            nn.ReLU(),
            nn.Dropout(0.5),
            nn.Linear(512, 128),
            nn.ReLU(),
            Answers(128, self.task),
        )

    def describe(self, pieces: Tensor) -> Tensor:
        """Log-mel [batch, num_bands, num_frames]."""
        mel: Tensor = self.log_mel(pieces)
        return mel

    def read(self, features: Tensor) -> Tensor:
        """Raw answers [batch, num_outputs] from log-mel."""
        maps = self.blocks(self.norm(features).unsqueeze(1))
        answers: Tensor = self.answers(self.pool(maps))
        return answers
