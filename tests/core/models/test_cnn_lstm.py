from __future__ import annotations

import math

import torch

from tests.core.models.founding import FULL, melodies, shapes_through


def test_a_part_of_a_track_becomes_a_picture_then_16_steps() -> None:
    net = FULL["cnn-lstm"].net()
    features = net.describe(melodies(net, 2))
    assert features.shape == (2, 64, 64)
    names = [f"blocks.{index}" for index in range(3)]
    assert shapes_through(net, features, *names, "lstm", "answers") == [
        (2, 32, 16, 32),
        (2, 64, 4, 16),
        (2, 128, 1, 16),
        (2, 128),
        (2, 9),
    ]


def test_the_spectrum_shows_a_tone_where_it_is_and_when_it_sounds() -> None:
    net = FULL["cnn-lstm"].net()
    time = torch.arange(net.piece_samples) / 16000
    # 3 kHz in the second half: band 24 of 64 up to 8 kHz.
    tone = torch.sin(2.0 * math.pi * 3000.0 * time) * (time > 1.5)
    picture = net.describe(tone[None])[0]
    assert int(picture[:, 48].argmax()) in (23, 24)
    assert picture[23:25, 33:].min() > picture[23:25, :31].max()
    # A mean of magnitudes, not of powers: half as loud is log 2 less.
    half = net.describe(0.5 * tone[None])[0]
    assert torch.allclose((picture - half)[23:25, 34:62], torch.tensor(math.log(2.0)), atol=0.01)
