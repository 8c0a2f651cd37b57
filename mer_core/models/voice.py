"""A convolutional net for singing voices: a part of the model that ships, trained by itself."""

from __future__ import annotations

import math
from itertools import pairwise

import torch
from torch import Tensor, nn

from mer_core.features.frontend import LogMel
from mer_core.features.mel import VOICE_MEL
from mer_core.models.blocks import Answers, ConvBlock
from mer_core.models.segmented import SegmentNet
from mer_core.models.spec import ModelSpec
from mer_core.models.tasks import TASKS
from mer_core.models.windows import moments, pad_to_steps

_CHANNELS = (32, 64, 96, 128)
#: Three blocks halve the time, so that two columns are left of a step; all halve the bands.
_POOLS = ((2, 2), (2, 2), (2, 2), (2, 1))
_COLUMNS_PER_STEP = 2
_FRAMES_PER_STEP = 8 * _COLUMNS_PER_STEP
_NUM_FEATURES = 128
_DROPOUT = 0.4
#: Frames softer than about -50 dBFS hardly count: a voice breathes.
_GATE_DB, _GATE_WIDTH_DB = -10.0, 4.0
_DB = 10.0 / math.log(10.0)


class VoiceTrunk(nn.Module):
    """Log-mel to the logits of emotion.VOICE; convolutions, then mean and deviation over time."""

    def __init__(self) -> None:
        super().__init__()
        self.log_mel = LogMel(VOICE_MEL)
        self.norm = nn.BatchNorm1d(VOICE_MEL.num_bands)
        sizes = pairwise((1, *_CHANNELS))
        self.blocks = nn.Sequential(
            *(ConvBlock(*size, pool=pool) for size, pool in zip(sizes, _POOLS, strict=True))
        )
        self.dense = nn.Sequential(
            nn.Conv1d(_CHANNELS[-1] * (VOICE_MEL.num_bands >> len(_POOLS)), _NUM_FEATURES, 1),
            nn.ReLU(),
        )
        self.dropout = nn.Dropout(_DROPOUT)
        self.answers = Answers(2 * _NUM_FEATURES, TASKS["voice"])

    def forward(self, mel: Tensor, window: int) -> Tensor:
        """Logits [batch, num_steps, 6] for ``window`` (odd) steps around every step.

        ``mel`` is [batch, 64, num_frames], a whole number of steps.
        """
        level = torch.logsumexp(mel, dim=1, keepdim=True) * _DB
        gate = torch.sigmoid((level - _GATE_DB) / _GATE_WIDTH_DB)
        columns = self.dense(self.blocks(self.norm(mel).unsqueeze(1)).flatten(1, 2)).float()
        weights = nn.functional.avg_pool1d(gate, gate.shape[2] // columns.shape[2])
        mean, deviation = moments(columns, weights, _COLUMNS_PER_STEP, window)
        both = torch.cat([mean, deviation], dim=1).transpose(1, 2)
        answers: Tensor = self.answers(self.dropout(both))
        return answers


class VoiceNet(SegmentNet):
    """The trunk alone, over pieces: what it is trained and judged as. Task "voice", 16 kHz."""

    def __init__(self, spec: ModelSpec) -> None:
        super().__init__(spec)
        step_samples = _FRAMES_PER_STEP * VOICE_MEL.hop_length
        if self.task.name != "voice" or spec.mel != VOICE_MEL or self.piece_samples % step_samples:
            raise ValueError("the voice net needs its own front end and pieces of whole steps")
        self.trunk = VoiceTrunk()

    def describe(self, pieces: Tensor) -> Tensor:
        """Log-mel [batch, 64, num_frames] of pieces."""
        mel: Tensor = self.trunk.log_mel(pieces)
        return mel

    def read(self, features: Tensor) -> Tensor:
        """Logits [batch, 6] of whole pieces."""
        num_steps = features.shape[2] // _FRAMES_PER_STEP
        answers: Tensor = self.trunk(features, 2 * num_steps + 1)
        return answers.mean(dim=1)


def sung(trunk: VoiceTrunk, samples: Tensor, step_samples: int, window: int) -> Tensor:
    """Probabilities [batch, num_steps, 6] of samples [batch, num_samples] at 16 kHz."""
    logits = trunk(trunk.log_mel(pad_to_steps(samples, step_samples)), window)
    return torch.softmax(logits, dim=-1)
