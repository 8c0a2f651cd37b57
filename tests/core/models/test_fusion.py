"""The net that ships: shapes, ranges, gain, streaming."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from mer_core.models.checkpoint import Checkpoint, load
from mer_core.models.fusion import FusionNet
from mer_core.models.net import NetOutput, num_steps
from mer_core.models.registry import build
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


SHIPPED = ("moodline-1", "moodline-2", "moodline-2-open")


@pytest.fixture(scope="module", params=SHIPPED)
def shipped(request: pytest.FixtureRequest) -> Checkpoint:
    return load(RESOURCES / "models" / request.param)


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
    # Cuts fall where the heads think.
    every = int(spec.params.get("every", 1))
    first = -(-(context + 5) // every) * every
    last = first + 10
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


def test_the_bundles_are_small() -> None:
    folders = [RESOURCES / "models" / name for name in SHIPPED]
    assert sum(path.stat().st_size for folder in folders for path in folder.iterdir()) < 22 * 2**20
    assert sum(load(folder).spec.num_parameters for folder in folders) <= 8_000_000


@pytest.mark.parametrize("name", SHIPPED)
def test_a_bundle_has_its_card(name: str) -> None:
    card = (RESOURCES / "models" / name / "CARD.md").read_text("utf-8")
    for word in ("Data", "icence", "by-song", "constant", "Known weaknesses", "musicnn"):
        assert word in card


def test_the_bundle_is_calibrated_for_every_label_that_it_was_taught(shipped: Checkpoint) -> None:
    spec = shipped.spec
    sung = 6 if "voice" in spec.heads else 0
    assert sung or spec.id == "moodline-2-open"
    assert {"valence", "arousal", "tension", "spread"} <= set(spec.calibration)
    assert sum(name.startswith("gems.") for name in spec.calibration) == 9
    assert sum(name.startswith("film.") for name in spec.calibration) == 8
    assert sum(name.startswith("voice.") for name in spec.calibration) == sung


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


def test_the_first_model_says_what_it_said_when_it_was_published() -> None:
    output = say(load(RESOURCES / "models" / "moodline-1"), tune(20))
    published = {
        "valence": [-0.034911], "arousal": [-0.084095], "tension": [-0.150416],
        "gems": [
            0.133477, 0.190286, 0.121151, 0.21844, 0.310904, 0.185523, 0.246083, 0.326955, 0.150459
        ],
        "film": [
            -0.261003, -0.109848, -0.150416, 0.245633, 0.292485, 0.201531, 0.056623, 0.164776
        ],
        "voice": [0.054976, 0.114367, 0.095076, 0.0934, 0.111362, 0.530819],
        "spread": [0.610978], "movement": [-0.189595, 0.066856],
    }  # fmt: skip
    for name, values in published.items():
        said = getattr(output, name)[0].double().mean(dim=0).reshape(-1).tolist()
        assert said == pytest.approx(values, abs=2e-5), name


def thinking_at_every(tiny: Path, every: int, near: float = 0.0) -> FusionNet:
    """The tiny net, which thinks at each so many steps."""
    known = load(tiny)
    params = dict(known.spec.params) | {"every": every, "near_valence": near, "near_arousal": near}
    net = build(replace(known.spec, params=params))
    net.load_state_dict(known.module.state_dict())
    assert isinstance(net, FusionNet)
    return net.eval()


def test_between_its_thoughts_a_net_draws_straight_lines(tiny: Path) -> None:
    with torch.inference_mode():
        features = thinking_at_every(tiny, 1).describe(tune(6))
        each, fourth = (thinking_at_every(tiny, n).read(features).gems[0] for n in (1, 4))
    steps = len(each)
    thought = [*range(0, steps, 4), steps - 1]
    torch.testing.assert_close(fourth[thought], each[thought])
    torch.testing.assert_close(fourth[2], each[[0, 4]].mean(dim=0))


def test_near_the_curve_is_what_is_said_of_each_window_alone(tiny: Path) -> None:
    net = thinking_at_every(tiny, 1, near=1.0)
    net.moving.zero_()
    with torch.inference_mode():
        features = net.describe(tune(12))
        output = net.read(features)
        alone = net.late(net.said("plane", net.standardise(features))[0])[0]
    curve = torch.stack([output.valence[0], output.arousal[0]], dim=1) + output.movement[0]
    torch.testing.assert_close(curve, alone)
