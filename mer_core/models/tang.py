"""The CNN, GRU and CRNN for the four quadrants, on pictures of 96 bands x 1366 frames.

After Tang, Zhang and Li 2019. Frames of 256 samples, 128 apart, and pieces of about 4 s: at 44.1
kHz, 1366 * 128 samples are 3.965 s. A frame of 256 samples tells frequencies 172 Hz apart, which is
wider than the lowest of 96 mel bands: a third of the filters would hold no bin at all. So the frame
is followed by zeros up to 1024 points before it is transformed; it stays as short, and every band
has its share.

Where the published text is silent: poolings of the CNN are those of the five-block net of Choi et
al. 2016 (arXiv 1606.00298), which also reads 96 x 1366; both recurrent nets have two layers of 128.
Dropout is .5 before the last layer and .3 between the recurrent layers.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from mer_core.features.mel import MelSpec
from mer_core.features.torchaudio_import import functional as audio
from mer_core.models.blocks import Answers, ConvBlock, LastStep
from mer_core.models.segmented import SegmentNet
from mer_core.models.spec import ModelSpec

_FFT = 1024
_HIDDEN = 128
_MOST_CHANNELS = 128
_CNN_POOLS = ((2, 4), (2, 4), (2, 4), (3, 5), (4, 4))
_CRNN_POOLS = ((2, 2), (3, 3), (4, 4), (4, 4))


class ShortFrameLogMel(nn.Module):
    """As ``frontend.LogMel``, but each frame of ``n_fft`` samples is transformed at 1024 points."""

    window: Tensor
    filters: Tensor

    def __init__(self, spec: MelSpec) -> None:
        super().__init__()
        if spec.n_fft > _FFT:
            raise ValueError(f"a short frame has {_FFT} samples at most")
        self.spec = spec
        filters = audio.melscale_fbanks(
            _FFT // 2 + 1,
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
        """Log-mel [batch, num_bands, num_samples // hop_length] of float32 [batch, num_samples]."""
        # The transform centres the frame within its points, so the margin grows with them.
        margin = (_FFT - self.spec.hop_length) // 2
        spectrum = torch.stft(
            functional.pad(samples, (margin, margin)),
            _FFT,
            self.spec.hop_length,
            win_length=self.spec.n_fft,
            window=self.window,
            center=False,
            return_complex=True,
        )
        power = spectrum.real.square() + spectrum.imag.square()
        return torch.log(torch.matmul(self.filters, power) + self.spec.floor)


class _TangNet(SegmentNet):
    """What the three have in common: the picture, batch norm per band, and dropout at the end.

    ``width`` is the number of channels that the convolutional ones begin with.
    """

    WIDTH = 64

    def __init__(self, spec: ModelSpec) -> None:
        super().__init__(spec)
        self.num_frames = self.piece_samples // spec.mel.hop_length
        self.width = int(spec.params.get("width", self.WIDTH))
        if not 1 <= self.width <= _MOST_CHANNELS:
            raise ValueError(f"width must be 1 to {_MOST_CHANNELS}")
        self.log_mel = ShortFrameLogMel(spec.mel)
        self.norm = nn.BatchNorm1d(spec.mel.num_bands)

    def describe(self, pieces: Tensor) -> Tensor:
        """Log-mel [batch, num_bands, num_frames]: 96 x 1366 for the published pieces."""
        mel: Tensor = self.log_mel(pieces)
        return mel


def _blocks(widths: tuple[int, ...], pools: tuple[tuple[int, int], ...]) -> nn.Sequential:
    pairs = zip((1, *widths), widths, pools, strict=False)
    return nn.Sequential(*(ConvBlock(*pair, pool=pool) for *pair, pool in pairs))


def _shrunk(size: tuple[int, int], pools: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """What poolings leave of (height, width)."""
    for pool in pools:
        size = (size[0] // pool[0], size[1] // pool[1])
    return size


class TangCnn(_TangNet):
    """Batch norm and five convolutional blocks: 1 @ 96 x 1366 to 256 @ 1 x 1, then the answers.

    Params: ``width``, optional (32); the last block has eight times as many channels.
    """

    WIDTH = 32

    def __init__(self, spec: ModelSpec) -> None:
        super().__init__(spec)
        if _shrunk((spec.mel.num_bands, self.num_frames), _CNN_POOLS) != (1, 1):
            raise ValueError("the CNN needs 96 to 191 bands and 1280 to 2559 frames")
        width = self.width
        self.blocks = _blocks((width, 2 * width, 4 * width, 8 * width, 8 * width), _CNN_POOLS)
        self.answers = nn.Sequential(nn.Flatten(), nn.Dropout(0.5), Answers(8 * width, self.task))

    def read(self, features: Tensor) -> Tensor:
        """Raw answers [batch, num_outputs] from log-mel."""
        answers: Tensor = self.answers(self.blocks(self.norm(features).unsqueeze(1)))
        return answers


class TangGru(_TangNet):
    """The frames one by one, 1366 steps of 96 values, through two layers of GRU; the last step.

    No params; pieces of any length.
    """

    def __init__(self, spec: ModelSpec) -> None:
        super().__init__(spec)
        self.gru = _two_layers(spec.mel.num_bands)
        self.answers = nn.Sequential(nn.Dropout(0.5), Answers(_HIDDEN, self.task))

    def read(self, features: Tensor) -> Tensor:
        """Raw answers [batch, num_outputs] from log-mel."""
        answers: Tensor = self.answers(self.gru(self.norm(features).transpose(1, 2)))
        return answers


class TangCrnn(_TangNet):
    """Four convolutional blocks leave 15 steps of 128 channels, which a GRU of two layers reads.

    Zeros on both sides widen 96 x 1366 to 96 x 1440, the next multiple of the poolings; they come
    after the batch norm, where zero is a band's mean. Params: ``width``, optional (64).
    """

    def __init__(self, spec: ModelSpec) -> None:
        super().__init__(spec)
        if _shrunk((spec.mel.num_bands, 96), _CRNN_POOLS)[0] != 1:
            raise ValueError("the CRNN needs 96 to 191 bands")
        missing = -self.num_frames % math.prod(pool[1] for pool in _CRNN_POOLS)
        self.pad = nn.ZeroPad2d((missing // 2, missing - missing // 2, 0, 0))
        width = self.width
        self.blocks = _blocks((width, 2 * width, 2 * width, 2 * width), _CRNN_POOLS)
        self.gru = _two_layers(2 * width)
        self.answers = nn.Sequential(nn.Dropout(0.5), Answers(_HIDDEN, self.task))

    def read(self, features: Tensor) -> Tensor:
        """Raw answers [batch, num_outputs] from log-mel."""
        maps = self.blocks(self.pad(self.norm(features).unsqueeze(1)))
        sequence = maps.squeeze(2).transpose(1, 2)  # [batch, 15, 128]
        answers: Tensor = self.answers(self.gru(sequence))
        return answers


def _two_layers(num_features: int) -> LastStep:
    return LastStep(nn.GRU(num_features, _HIDDEN, num_layers=2, batch_first=True, dropout=0.3))
