"""The convolutional tagger of Pons and Serra (musicnn, 2019), run without cutting into patches.

Layers and names follow "End-to-end learning for music audio tagging at scale" (Pons et al., ISMIR
2018): vertical filters for timbre, horizontal ones for rhythm, three residual convolutions, and a
dense layer over the mean and the maximum of three seconds. Batch normalisation is folded into
scales and shifts. The published weights (ISC licence) are what our corpora are too small to teach.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from mer_core.features.frontend import LogMel
from mer_core.features.mel import MelSpec
from mer_core.models.windows import sliding_max, sliding_mean

#: What the published weights expect: librosa's mel of 512 samples, log10(10000 power + 1).
MUSICNN_MEL = MelSpec(
    sample_rate=16000, n_fft=512, hop_length=256, num_bands=96, f_min=0.0, f_max=8000.0, floor=1e-4
)
EMBEDDING = 200
TAGS = 50
_LOG_10 = 2.302585092994046
_MIDDLE = 64
_TIMBRE_HEIGHTS = (38, 67)
_RHYTHM_WIDTHS = (128, 64, 32)
_BLOCK = 16  # frames that Rhythm answers at once
#: How many filters of each shape the published MSD weights use: weight decay switched off the rest.
MSD_FILTERS = (23, 14, 3, 7, 17)


class Affine(nn.Module):
    """A folded batch normalisation over channels: ``values * scale + shift``."""

    def __init__(self, num_channels: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(num_channels))
        self.shift = nn.Parameter(torch.zeros(num_channels))

    def forward(self, values: Tensor) -> Tensor:
        """Scale [batch, num_channels, ...] or [..., num_channels] where it has two axes."""
        shape = (1, -1) + (1,) * (values.ndim - 2)
        result: Tensor = values * self.scale.view(shape) + self.shift.view(shape)
        return result


class ConvNorm(nn.Module):
    """Convolution over time, ReLU, folded batch normalisation; as long as its input."""

    def __init__(self, num_in: int, num_out: int, width: int) -> None:
        super().__init__()
        self.conv = nn.Conv1d(num_in, num_out, width)
        self.norm = Affine(num_out)
        # As TensorFlow pads: the odd one after.
        self.padding = ((width - 1) // 2, width - 1 - (width - 1) // 2)

    def forward(self, values: Tensor) -> Tensor:
        """[batch, num_in, num_frames] to [batch, num_out, num_frames]."""
        result: Tensor = self.norm(torch.relu(self.conv(functional.pad(values, self.padding))))
        return result


def _sign(norm: Affine) -> Tensor:
    """1 or -1 per channel: where a scale is negative, the greatest after it was the least before.

    So signed, one maximum finds both; the normalisation touches what is left only.
    """
    return torch.where(norm.scale >= 0, 1.0, -1.0)


class Timbre(nn.Module):
    """Filters of 7 frames x ``height`` bands, at every height, the strongest kept."""

    def __init__(self, height: int, num_filters: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, num_filters, (height, 7))
        self.norm = Affine(num_filters)

    def forward(self, mel: Tensor) -> Tensor:
        """[batch, num_bands, num_frames] to [batch, num_filters, num_frames]."""
        sign = _sign(self.norm)
        weight = self.conv.weight * sign.view(-1, 1, 1, 1)
        values = functional.conv2d(functional.pad(mel, (3, 3)).unsqueeze(1), weight)
        bias = self.conv.bias
        assert bias is not None
        signed = values.amax(dim=2) + (bias * sign).view(-1, 1)
        result: Tensor = self.norm(torch.relu(signed * sign.view(-1, 1)))
        return result


class Rhythm(nn.Module):
    """Filters of one band over ``width`` frames, the strongest band kept."""

    def __init__(self, width: int, num_filters: int) -> None:
        super().__init__()
        self.conv = ConvNorm(1, num_filters, width)

    def forward(self, mel: Tensor) -> Tensor:
        """[batch, num_bands, num_frames] to [batch, num_filters, num_frames].

        Long filters over one channel are slow as convolutions (on a CPU five times slower than
        this): blocks of frames are multiplied by the matrix that gives a block's answers.
        """
        weight, bias = self.conv.conv.weight[:, 0], self.conv.conv.bias
        assert bias is not None
        num_filters, width = weight.shape
        num_frames = mel.shape[2]
        sign = _sign(self.conv.norm)
        # Column (filter, frame) of the matrix holds the filter from row ``frame`` on.
        matrix = weight.new_zeros(num_filters, _BLOCK, _BLOCK + width - 1)
        for frame in range(_BLOCK):
            matrix[:, frame, frame : frame + width] = weight * sign.view(-1, 1)
        before, after = self.conv.padding
        padded = functional.pad(mel, (before, after + -num_frames % _BLOCK))
        blocks = padded.unfold(2, _BLOCK + width - 1, _BLOCK)
        answers = (blocks @ matrix.flatten(0, 1).T).amax(dim=1)
        by_filter = answers.view(*answers.shape[:2], num_filters, _BLOCK).transpose(1, 2)
        signed = by_filter.flatten(2)
        signed = signed[..., :num_frames] + (bias * sign).view(-1, 1)
        result: Tensor = self.conv.norm(torch.relu(signed * sign.view(-1, 1)))
        return result


class Musicnn(nn.Module):
    """An embedding per step, from the three seconds around it, and what tags it stands for."""

    def __init__(
        self,
        per_step: int,
        *,
        window: int = 5,
        filters: tuple[int, ...] = MSD_FILTERS,
    ) -> None:
        super().__init__()
        front, pooled = sum(filters), sum(filters) + 3 * _MIDDLE
        self.per_step, self.window = per_step, window
        self.log_mel = LogMel(MUSICNN_MEL)
        self.norm_in = Affine(1)
        self.timbre = nn.ModuleList(map(Timbre, _TIMBRE_HEIGHTS, filters[:2]))
        self.rhythm = nn.ModuleList(map(Rhythm, _RHYTHM_WIDTHS, filters[2:]))
        self.middle = nn.ModuleList(
            [ConvNorm(front, _MIDDLE, 7), *(ConvNorm(_MIDDLE, _MIDDLE, 7) for _ in range(2))]
        )
        self.norm_pooled = Affine(2 * pooled)
        self.dense = nn.Linear(2 * pooled, EMBEDDING)
        self.norm_dense = Affine(EMBEDDING)
        self.tags = nn.Linear(EMBEDDING, TAGS)

    def frames(self, samples: Tensor) -> Tensor:
        """The features over time of [batch, num_samples]: [batch, num_features, num_frames]."""
        mel = (self.log_mel(samples) - torch.log(samples.new_tensor(MUSICNN_MEL.floor))) / _LOG_10
        mel = self.norm_in(mel.unsqueeze(1))[:, 0]
        front = [part(mel) for part in (*self.timbre, *self.rhythm)]
        values = torch.cat(front, dim=1)
        kept = [values]
        for depth, layer in enumerate(self.middle):
            values = layer(values) + (values if depth else 0.0)
            kept.append(values)
        return torch.cat(kept, dim=1)

    def forward(self, samples: Tensor) -> Tensor:
        """The embedding of [batch, num_samples]: [batch, 200, num_steps]."""
        frames = self.frames(samples)
        mean = sliding_mean(functional.avg_pool1d(frames, self.per_step), self.window)
        most = sliding_max(functional.max_pool1d(frames, self.per_step), self.window)
        # The tagger's dense layer sees maximum and mean of each feature, in this order.
        pooled = self.norm_pooled(torch.cat([most, mean], dim=1)).transpose(1, 2)
        dense = torch.relu(self.dense(pooled)).transpose(1, 2)
        embedding: Tensor = self.norm_dense(dense)
        return embedding

    def logits(self, embedding: Tensor) -> Tensor:
        """The 50 tags' logits, [batch, 50, num_steps], that [batch, 200, num_steps] stands for."""
        result: Tensor = self.tags(embedding.transpose(1, 2)).transpose(1, 2)
        return result
