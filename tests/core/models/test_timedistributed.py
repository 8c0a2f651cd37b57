"""The eight time-distributed variants: one CNN for all parts, then a sum over time."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from mer_core.models.timedistributed import VARIANTS
from tests.core.models.founding import FULL, SMALL, melodies, shapes_through


def test_the_eight_variants_are_all_unlike() -> None:
    assert len(set(VARIANTS)) == 8
    assert VARIANTS[0] == (3, "flatten", "mean")
    assert VARIANTS[7] == (4, "average", "lstm")


@pytest.mark.parametrize("variant", range(1, 9))
def test_four_seconds_are_read_as_four_parts(variant: int) -> None:
    num_blocks, pooling, over_time = VARIANTS[variant - 1]
    net = FULL[f"td-cnn-{variant}"].net()
    features = net.describe(melodies(net, 2))
    assert features.shape == (2, 4, 80, 50)
    names = [f"blocks.{index}" for index in range(num_blocks)]
    # The sequence is folded into the batch: 2 pieces x 4 parts.
    maps = [(8, 32, 40, 25), (8, 64, 20, 12), (8, 128, 10, 6), (8, 128, 5, 3)][:num_blocks]
    assert shapes_through(net, features, *names) == maps
    area = maps[-1][2] * maps[-1][3] if pooling == "flatten" else 1
    assert shapes_through(net, features, "pool", "dense", "over_time", "answers") == [
        (8, 128 * area),
        (8, 128),
        (2, 128),
        (2, 6),
    ]
    has_lstm = any(isinstance(module, nn.LSTM) for module in net.modules())
    assert has_lstm == (over_time == "lstm")


def test_the_parts_are_consecutive_stretches_of_the_spectrogram() -> None:
    net = FULL["td-cnn-1"].net()
    pieces = melodies(net, 2)
    whole = net.get_submodule("log_mel")(pieces)
    parts = net.describe(pieces)
    for index in range(4):
        assert torch.equal(parts[:, index], whole[:, :, 50 * index : 50 * (index + 1)])


@pytest.mark.parametrize(("variant", "matters"), [(3, False), (4, True)])
def test_only_the_lstm_minds_the_order_of_the_parts(variant: int, matters: bool) -> None:
    net = SMALL[f"td-cnn-{variant}"].net().eval()
    features = net.describe(melodies(net, 2))
    with torch.inference_mode():
        there, back = net.read(features), net.read(features.flip(1))
    assert torch.allclose(there, back, atol=1e-5) != matters
