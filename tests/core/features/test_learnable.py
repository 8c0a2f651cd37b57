"""The trainable spectrogram starts as the fixed one, and can leave it."""

from __future__ import annotations

import pytest
import torch

from mer_core.features.frontend import LogMel
from mer_core.features.learnable import LearnableLogMel
from mer_core.features.mel import MelSpec

_SPECS = [
    MelSpec(),
    MelSpec(sample_rate=22050, n_fft=1024, hop_length=256, f_max=8000.0),
    MelSpec(sample_rate=8000, n_fft=256, hop_length=80, num_bands=16, f_max=3800.0),
]


def sounds(kind: str) -> torch.Tensor:
    time = torch.arange(20_000) / 16000
    noise = torch.randn(2, 20_000, generator=torch.Generator().manual_seed(0))
    tones = torch.stack([torch.sin(6000.0 * time), torch.sin(440.0 * time * time)])
    return {"noise": 0.3 * noise, "tones": tones, "faint": 1e-4 * noise}[kind]


@pytest.mark.parametrize("kind", ["noise", "tones", "faint"])
@pytest.mark.parametrize("spec", _SPECS)
def test_before_training_it_equals_the_fixed_one(spec: MelSpec, kind: str) -> None:
    samples = sounds(kind)
    with torch.inference_mode():
        fixed, learnable = LogMel(spec)(samples), LearnableLogMel(spec)(samples)
    assert learnable.shape == fixed.shape == (2, spec.num_bands, 20_000 // spec.hop_length)
    torch.testing.assert_close(learnable, fixed, rtol=1e-4, atol=1e-5)


def test_gradients_reach_the_waves_and_the_filters() -> None:
    learnable = LearnableLogMel(_SPECS[2])
    learnable(sounds("noise")).square().mean().backward()
    assert {name for name, _ in learnable.named_parameters()} == {"waves", "filters"}
    for parameter in learnable.parameters():
        assert parameter.grad is not None
        assert torch.isfinite(parameter.grad).all()
    waves, filters = learnable.waves.grad, learnable.filters.grad
    assert waves is not None
    assert filters is not None
    # Every wave that a filter hears, and every filter also where it is still zero.
    heard = (learnable.filters > 0).any(dim=0).repeat(2)
    heard[129] = False  # the sine of 0 Hz
    assert (waves.abs().sum(dim=(1, 2)) > 0)[heard].all()
    assert (filters != 0).all()


def test_a_filter_that_was_trained_below_zero_still_gives_numbers() -> None:
    learnable = LearnableLogMel(_SPECS[2])
    with torch.no_grad():
        learnable.filters.neg_()
    assert torch.isfinite(learnable(sounds("noise"))).all()


def test_endless_frames_are_refused() -> None:
    with pytest.raises(ValueError, match="4096"):
        LearnableLogMel(MelSpec(n_fft=8192, hop_length=320))
