"""One-dimensional nets: the layers the paper names, on raw audio and behind trained filters."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from tests.core.models.founding import FULL, SMALL, melodies, shapes_through

BLOCKS = [f"blocks.{index}" for index in range(7)]
HEADS = ["answers.1", "answers.3", "answers.5.heads.0", "answers.5.heads.1"]


def test_five_seconds_pass_the_layers_of_the_paper() -> None:
    net = FULL["conv1d-raw"].net()
    stem = net.get_submodule("stem")
    assert isinstance(stem, nn.Conv1d)
    assert (stem.in_channels, stem.out_channels) == (1, 250)
    assert (stem.kernel_size, stem.stride) == ((1024,), (256,))
    features = net.describe(melodies(net, 2))
    assert features.shape == (2, 110_250)
    shapes = shapes_through(net, features, "stem", *BLOCKS, "blocks.7", *HEADS)
    assert shapes[0] == (2, 250, 431)
    assert [shape[2] for shape in shapes[1:8]] == [143, 47, 47, 47, 47, 47, 47]
    assert {shape[1] for shape in shapes[1:8]} == {250}
    assert shapes[8] == (2, 250, 16)
    # Means of valence and arousal, then their spreads.
    assert shapes[9:] == [(2, 512), (2, 128), (2, 2), (2, 2)]


def test_a_block_is_made_as_the_paper_says() -> None:
    first, third = (FULL["conv1d-raw"].net().get_submodule(f"blocks.{i}") for i in (0, 2))
    kinds = [type(layer) for layer in first.children()]
    assert kinds == [nn.Conv1d, nn.MaxPool1d, nn.BatchNorm1d, nn.Dropout, nn.ReLU]
    conv, pool, _, dropout, _ = first.children()
    assert conv.kernel_size == (7,)
    assert pool.kernel_size == 3
    assert dropout.p == 0.5
    # No length left to pool.
    assert nn.MaxPool1d not in [type(layer) for layer in third.children()]


def test_the_learned_spectrogram_feeds_the_same_trunk() -> None:
    net = FULL["conv1d-learned"].net()
    features = net.describe(melodies(net, 2))
    assert features.shape == (2, 110_250)
    shapes = shapes_through(net, features, "log_mel", *BLOCKS, "blocks.7", *HEADS)
    assert shapes[0] == (2, 80, 430)
    assert [shape[1:] for shape in shapes[1:8]] == [(250, 143)] + [(250, 47)] * 6
    assert shapes[8:] == [(2, 250, 16), (2, 512), (2, 128), (2, 2), (2, 2)]


@pytest.mark.parametrize("name", ["conv1d-raw", "conv1d-learned"])
def test_half_precision_leaves_the_sound_itself_alone(name: str) -> None:
    net = SMALL[name].net().eval()
    front = {"conv1d-raw": "stem", "conv1d-learned": "log_mel"}[name]
    given: list[torch.Tensor] = []
    net.get_submodule(front).register_forward_hook(lambda _m, _i, output: given.append(output))
    pieces = melodies(net, 2)
    with torch.inference_mode():
        net.read(pieces)
        with torch.autocast("cpu", torch.bfloat16):
            net.read(pieces)
    assert given[1].dtype == torch.float32
    assert torch.equal(given[0], given[1])
