"""The CNN, GRU and CRNN of Tang et al. at every size that the paper names."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from mer_core.features.frontend import LogMel
from mer_core.features.mel import MelSpec
from mer_core.models.tang import ShortFrameLogMel
from tests.core.models.founding import FULL, melodies, melody, shapes_through


@pytest.fixture(scope="module")
def picture() -> Tensor:
    """Two described pieces, as all three read them."""
    net = FULL["tang-gru"].net()
    assert net.piece_samples == 1366 * 128
    return net.describe(melodies(net, 2))


def test_a_piece_of_four_seconds_gives_96_bands_and_1366_frames(picture: Tensor) -> None:
    assert picture.shape == (2, 96, 1366)
    # Every band hears something, the lowest included.
    assert picture.std(dim=2).min() > 0


def test_five_blocks_bring_a_picture_down_to_256_numbers(picture: Tensor) -> None:
    net = FULL["tang-cnn"].net()
    names = ["norm", *(f"blocks.{index}" for index in range(5)), "answers"]
    assert shapes_through(net, picture, *names) == [
        (2, 96, 1366),
        (2, 32, 48, 341),
        (2, 64, 24, 85),
        (2, 128, 12, 21),
        (2, 256, 4, 4),
        (2, 256, 1, 1),
        (2, 4),
    ]


def test_the_gru_takes_1366_steps_and_answers_from_the_last(picture: Tensor) -> None:
    net = FULL["tang-gru"].net().eval()
    taken: list[Tensor] = []
    net.get_submodule("gru").register_forward_pre_hook(lambda _, inputs: taken.append(inputs[0]))
    assert shapes_through(net, picture, "gru", "answers") == [(2, 128), (2, 4)]
    assert taken[0].shape == (2, 1366, 96)
    layers = net.get_submodule("gru.recurrent")
    with torch.inference_mode():
        states, final = layers(taken[0])
        assert torch.equal(net.get_submodule("gru")(taken[0]), states[:, -1])
        assert torch.allclose(final[-1], states[:, -1])
    assert len(final) > 1


def test_the_crnn_pads_to_1440_and_leaves_15_steps_of_128(picture: Tensor) -> None:
    net = FULL["tang-crnn"].net()
    taken: list[Tensor] = []
    net.get_submodule("gru").register_forward_pre_hook(lambda _, inputs: taken.append(inputs[0]))
    names = ["pad", *(f"blocks.{index}" for index in range(4)), "gru", "answers"]
    assert shapes_through(net, picture, *names) == [
        (2, 1, 96, 1440),
        (2, 64, 48, 720),
        (2, 128, 16, 240),
        (2, 128, 4, 60),
        (2, 128, 1, 15),
        (2, 128),
        (2, 4),
    ]
    assert taken[0].shape == (2, 15, 128)


def test_the_padding_is_even_on_both_sides() -> None:
    pad = FULL["tang-crnn"].net().get_submodule("pad")
    widened = pad(torch.ones(1, 1, 96, 1366))[0, 0, 0]
    assert widened[:37].sum() == widened[-37:].sum() == 0
    assert widened[37:-37].sum() == 1366


def test_zeros_around_a_frame_change_neither_its_length_nor_its_place() -> None:
    """With frames as long as the transform, the front end is the one of all other nets."""
    mel = MelSpec(sample_rate=44100, n_fft=1024, hop_length=128, num_bands=96, f_max=8000.0)
    samples = melody(20_000, 44100, seed=2)[None]
    assert torch.allclose(ShortFrameLogMel(mel)(samples), LogMel(mel)(samples), atol=1e-4)
    click = torch.zeros(1, 8192)
    click[0, 4096] = 1.0
    short = MelSpec(sample_rate=44100, n_fft=256, hop_length=128, num_bands=96, f_max=8000.0)
    loud = ShortFrameLogMel(short)(click)[0].amax(dim=0) > -10.0
    # Frame i is centred on sample (i + .5) * 128 and reaches 128 samples to either side.
    assert loud.nonzero().flatten().tolist() == [31, 32]
