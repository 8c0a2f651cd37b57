from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import nn

from tests.core.models.founding import FULL, melodies, shapes_through


@pytest.mark.parametrize("kernel", [3, 5, 7])
def test_each_kernel_size_keeps_the_shapes(kernel: int) -> None:
    net = FULL[f"conv2d-{kernel}"].net()
    kernels = {m.kernel_size for m in net.modules() if isinstance(m, nn.Conv2d)}
    assert kernels == {(kernel, kernel)}
    features = net.describe(melodies(net, 2))
    assert features.shape == (2, 80, 430)
    names = [f"blocks.{index}" for index in range(4)]
    assert shapes_through(net, features, *names, "pool", "answers.1", "answers") == [
        (2, 32, 40, 215),
        (2, 64, 20, 107),
        (2, 128, 10, 53),
        (2, 128, 5, 26),
        (2, 128, 4, 4),
        (2, 512),
        (2, 4),
    ]


@pytest.mark.parametrize("piece_s", [0.6, 2.0, 12.0])
def test_adaptive_pooling_takes_pieces_of_any_length(piece_s: float) -> None:
    net = replace(FULL["conv2d-3"], piece_s=piece_s).net()
    pieces = torch.zeros(1, net.piece_samples)
    assert shapes_through(net, net.describe(pieces), "pool") == [(1, 128, 4, 4)]


def test_means_and_spreads_have_heads_of_their_own() -> None:
    net = FULL["conv2d-3"].net()
    features = net.describe(melodies(net, 2))
    raw = net.read(features)
    raw[:, :2].sum().backward()
    means, spreads = (net.get_submodule(f"answers.6.heads.{index}") for index in (0, 1))
    assert all(p.grad is not None and p.grad.abs().sum() > 0 for p in means.parameters())
    assert all(p.grad is None or p.grad.abs().sum() == 0 for p in spreads.parameters())
