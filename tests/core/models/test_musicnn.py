"""The tagger's fast forms of its filters give what the plain ones give."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from mer_core.models.musicnn import Affine, Rhythm, Timbre


def shake(norm: Affine) -> None:
    """Scales of both signs, as training leaves them."""
    torch.nn.init.uniform_(norm.scale, -1.0, 1.0)
    torch.nn.init.uniform_(norm.shift, -1.0, 1.0)


def normed(values: Tensor, norm: Affine) -> Tensor:
    """ReLU and normalisation of [batch, num_filters, height, num_frames], at every place."""
    return torch.relu(values) * norm.scale.view(-1, 1, 1) + norm.shift.view(-1, 1, 1)


@pytest.mark.parametrize("num_frames", [1, 15, 16, 17, 200])
@pytest.mark.parametrize("width", [128, 33, 2])
@torch.inference_mode()
def test_rhythm_is_the_strongest_band_of_a_convolution(width: int, num_frames: int) -> None:
    torch.manual_seed(0)
    rhythm = Rhythm(width, 5)
    shake(rhythm.conv.norm)
    mel = torch.randn(2, 96, num_frames)
    padded = functional.pad(mel, ((width - 1) // 2, width // 2)).unsqueeze(1)
    plain = functional.conv2d(padded, rhythm.conv.conv.weight.unsqueeze(2), rhythm.conv.conv.bias)
    expected = normed(plain, rhythm.conv.norm).amax(dim=2)
    torch.testing.assert_close(rhythm(mel), expected, atol=1e-5, rtol=1e-5)


@torch.inference_mode()
def test_timbre_is_the_strongest_height_of_a_convolution() -> None:
    torch.manual_seed(0)
    timbre = Timbre(38, 6)
    shake(timbre.norm)
    mel = torch.randn(2, 96, 50)
    plain = timbre.conv(functional.pad(mel, (3, 3)).unsqueeze(1))
    expected = normed(plain, timbre.norm).amax(dim=2)
    torch.testing.assert_close(timbre(mel), expected, atol=1e-5, rtol=1e-5)
