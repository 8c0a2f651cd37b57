"""The net that ships: shapes, ranges, gain, streaming."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import torch

from mer_core.models.checkpoint import Checkpoint, load
from mer_core.models.fusion import FusionNet
from mer_core.models.net import NetOutput, num_steps
from mer_core.paths import RESOURCES

_RATE = 16000


def tune(duration_s: float, *, seed: int = 0) -> torch.Tensor:
    """Plucked notes of a minor scale over soft noise, float32 [1, num_samples]."""
    random = np.random.default_rng(seed)
    time = np.arange(int(duration_s * _RATE)) / _RATE
    notes = 220.0 * 2 ** (random.choice([0, 3, 5, 7, 12], int(duration_s * 3) + 1) / 12)
    index = (time * 3).astype(int)
    envelope = np.exp(-4 * (time * 3 - index))
    sound = 0.3 * envelope * np.sin(2 * np.pi * notes[index] * time)
    sound += 0.003 * random.standard_normal(len(time))
    return torch.from_numpy(sound.astype(np.float32))[None]


@pytest.fixture(scope="module")
def shipped() -> Checkpoint:
    return load(RESOURCES / "models" / "moodline-1")


def say(checkpoint: Checkpoint, samples: torch.Tensor) -> NetOutput:
    with torch.inference_mode():
        return checkpoint.module(samples)


@pytest.mark.parametrize("num_samples", [0, 1, 700, 8191, 8192, 8193, 100_000])
def test_clips_of_any_length_give_their_steps(shipped: Checkpoint, num_samples: int) -> None:
    output = say(shipped, tune(10)[:, :num_samples])
    steps = num_steps(num_samples, shipped.spec)
    assert steps == max(1, math.ceil(num_samples / 8192))
    for values, last in zip(output, (None, None, None, 9, 8, 6, None, 2), strict=True):
        assert values.shape == ((1, steps) if last is None else (1, steps, last))
        assert torch.isfinite(values).all()


@pytest.mark.parametrize("kind", ["silence", "noise", "square", "constant", "tune"])
def test_outputs_stay_in_their_ranges(shipped: Checkpoint, kind: str) -> None:
    generator = torch.Generator().manual_seed(0)
    sounds = {
        "silence": torch.zeros(1, 80000),
        "noise": torch.randn(1, 80000, generator=generator),
        "square": torch.sign(torch.sin(torch.arange(80000)[None] / 10.0)),
        "constant": torch.ones(1, 80000),
        "tune": tune(5),
    }
    output = say(shipped, sounds[kind])
    for name in ("valence", "arousal", "tension"):
        assert getattr(output, name).abs().max() <= 1
    assert output.film[..., :3].abs().max() <= 1
    assert output.film[..., 3:].min() >= 0
    assert output.film.max() <= 1
    assert output.gems.min() >= 0
    assert output.gems.max() <= 1
    assert torch.allclose(output.voice.sum(-1), torch.ones(()), atol=1e-5)
    assert output.spread.min() >= 0


@pytest.mark.parametrize("gain", [0.5, 2.0])
def test_six_decibels_hardly_move_valence_and_arousal(shipped: Checkpoint, gain: float) -> None:
    plain, changed = (say(shipped, tune(20) * factor) for factor in (1.0, gain))
    assert abs(float(plain.valence.mean() - changed.valence.mean())) < 0.05
    assert abs(float(plain.arousal.mean() - changed.arousal.mean())) < 0.05


def test_a_song_in_pieces_says_what_it_says_whole(shipped: Checkpoint) -> None:
    spec = shipped.spec
    context = math.ceil(spec.context_s / spec.step_s)
    samples = tune(45)
    whole = say(shipped, samples)
    first, last = context + 5, context + 15
    piece = samples[:, (first - context) * 8192 : (last + context) * 8192]
    part = say(shipped, piece)
    for left, right in zip(part, whole, strict=True):
        inner = left[:, context : context + last - first]
        assert torch.allclose(inner, right[:, first:last], atol=2e-3)


def test_a_batch_says_what_its_clips_say(shipped: Checkpoint) -> None:
    clips = [tune(6, seed=seed) for seed in (1, 2)]
    together = say(shipped, torch.cat(clips))
    for index, clip in enumerate(clips):
        for left, right in zip(say(shipped, clip), together, strict=True):
            assert torch.allclose(left[0], right[index], atol=1e-3)


def test_silence_is_less_certain_than_music(shipped: Checkpoint) -> None:
    silent = say(shipped, torch.zeros(1, 160000)).spread.mean()
    assert silent > say(shipped, tune(10)).spread.mean()


def test_the_bundle_is_small_and_has_its_card() -> None:
    folder = RESOURCES / "models" / "moodline-1"
    size = sum(path.stat().st_size for path in folder.iterdir())
    assert size < 20 * 2**20
    assert load(folder).spec.num_parameters <= 5_000_000
    card = (folder / "CARD.md").read_text("utf-8")
    for word in ("Data", "icence", "by-song", "constant", "Known weaknesses", "musicnn"):
        assert word in card


def test_the_bundle_is_calibrated_for_every_label() -> None:
    spec = load(RESOURCES / "models" / "moodline-1").spec
    assert {"valence", "arousal", "tension", "spread"} <= set(spec.calibration)
    assert sum(name.startswith("gems.") for name in spec.calibration) == 9
    assert sum(name.startswith("film.") for name in spec.calibration) == 8
    assert sum(name.startswith("voice.") for name in spec.calibration) == 6


def test_a_folder_is_loaded_wherever_it_lies(tiny: Path) -> None:
    output = say(load(tiny), tune(3))
    assert output.valence.shape == (1, 6)


def test_the_curve_follows_the_music_some_steps_late(tiny: Path) -> None:
    net = load(tiny).module
    assert isinstance(net, FusionNet)
    step = torch.zeros(1, 12, 1)
    step[:, 4:] = 1.0
    late = net.late(step)[0, :, 0]
    # Three steps are averaged, then two steps pass.
    torch.testing.assert_close(late[:5], torch.zeros(5))
    torch.testing.assert_close(late[5:8], torch.tensor([1 / 3, 2 / 3, 1.0]))
    torch.testing.assert_close(late[8:], torch.ones(4))
