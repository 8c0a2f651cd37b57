"""A real model of the shipped architecture with random weights, saved the way every model is."""

from __future__ import annotations

from pathlib import Path

import torch

from mer_core.features.mel import MelSpec
from mer_core.models.checkpoint import save
from mer_core.models.fusion import HEADS, FusionNet
from mer_core.models.spec import ModelSpec


def save_tiny_model(folder: Path, *, version: str = "1", seed: int = 0, id: str = "tiny") -> Path:
    """Save a small random model as ``folder`` and return it."""
    torch.manual_seed(seed)
    params: dict[str, int] = {"window": 3, "delay": 2, "smoothing": 3, "horizon": 3, "rows": 2}
    for name in HEADS:
        params |= {f"{name}_first": 0, f"{name}_rows": 2}
    spec = ModelSpec(
        id=id,
        version=version,
        architecture="fusion",
        mel=MelSpec(sample_rate=16000, n_fft=512, hop_length=256, num_bands=96, f_max=8000.0),
        step_s=0.512,
        context_s=4.0,
        params=params,
    )
    net = FusionNet(spec)
    for head in net.heads.values():
        head.linear.copy_(0.02 * torch.randn_like(head.linear))
    save(folder, spec, net, "Random weights, for tests.\n")
    return folder
