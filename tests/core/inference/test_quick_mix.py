"""The quick mix is the mix of ``audio/mono``, whatever the sound and however it is cut."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mer_core.arrays import FloatArray
from mer_core.audio.decode import AudioReader
from mer_core.audio.mono import MonoMix
from mer_core.inference.quick_mix import QuickMix, QuickReader
from mer_core.paths import RESOURCES


def changing(rate: int, num_channels: int) -> FloatArray:
    """Channels that are alike, opposite, of unlike loudness and with an offset, in turn."""
    chance = np.random.default_rng(rate)
    sound = 0.1 * chance.normal(size=(num_channels, 9 * rate + 77)).astype(np.float32)
    if num_channels > 1:
        sound[1, : 3 * rate] = -0.9 * sound[0, : 3 * rate]
        sound[1, 3 * rate : 6 * rate] *= 3.0
        sound[0, 5 * rate :] += 0.02
        sound[1, 7 * rate :] = -2.5 * sound[0, 7 * rate :]
    return sound


@pytest.mark.parametrize("num_channels", [1, 2, 6])
@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000])
@pytest.mark.parametrize("block_s", [0.07, 5.0, 20.0])
def test_it_mixes_what_the_mix_mixes(rate: int, num_channels: int, block_s: float) -> None:
    sound, size = changing(rate, num_channels), int(block_s * rate)
    slow, quick = MonoMix(rate, num_channels), QuickMix(rate, num_channels)
    blocks = [sound[:, at : at + size] for at in range(0, sound.shape[1], size)]
    expected = [slow.push(block) for block in blocks] + [slow.finish()]
    mixed = [quick.push(block) for block in blocks] + [quick.finish()]
    assert [part.shape for part in mixed] == [part.shape for part in expected]
    assert np.allclose(np.concatenate(mixed, axis=1), np.concatenate(expected, axis=1), atol=1e-6)


@pytest.mark.parametrize("path", sorted((RESOURCES / "demo").glob("*.*")), ids=lambda p: p.suffix)
def test_it_reads_what_the_reader_reads(path: Path) -> None:
    with AudioReader(path, sample_rate=16_000) as slow, QuickReader(path, sample_rate=16_000) as me:
        expected, read = np.concatenate(list(slow)), np.concatenate(list(me))
    assert (me.decoded_s, me.truncated) == (slow.decoded_s, slow.truncated)
    assert read.shape == expected.shape
    assert np.allclose(read, expected, atol=1e-6)
