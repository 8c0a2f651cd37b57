"""What all nets of the founding systems must do, whatever their layers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from mer_core.errors import ModelError
from mer_core.models.checkpoint import load, save
from mer_core.models.registry import architectures, build
from mer_core.models.segmented import SegmentNet
from mer_core.models.tasks import TASKS
from tests.core.models.founding import FULL, SMALL, melodies, melody

_NUM_CLIPS = 8
#: One of each architecture.
FAMILIES = sorted({size.architecture: name for name, size in SMALL.items()}.values())


def loss_of(net: SegmentNet, raw: Tensor, truth: Tensor) -> Tensor:
    """Cross-entropy of classes; the negative log-likelihood of means and spreads on the plane."""
    if net.task.is_classes:
        return functional.cross_entropy(raw, truth)
    means, log_spreads = raw.chunk(2, dim=1)
    return functional.gaussian_nll_loss(means, truth, (2.0 * log_spreads.clamp(min=-2.0)).exp())


def knows(net: SegmentNet, features: Tensor, truth: Tensor) -> bool:
    """Whether all answers are right in use: the classes, or means within .4 and spreads below."""
    net.eval()
    with torch.inference_mode():
        raw = net.read(features)
    net.train()
    if net.task.is_classes:
        return torch.equal(raw.argmax(dim=1), truth)
    means, log_spreads = raw.chunk(2, dim=1)
    return bool((means - truth).abs().max() < 0.4 and log_spreads.exp().max() < 0.4)


def test_every_founding_architecture_is_tried_here() -> None:
    tried = {size.architecture for size in SMALL.values()}
    assert tried == set(architectures()) - {"fusion", "voice"}
    assert set(SMALL) == set(FULL)


@pytest.mark.parametrize("name", SMALL)
def test_every_net_learns_eight_clips_by_heart(name: str) -> None:
    net = SMALL[name].net()
    if net.task.is_classes:
        truth = torch.arange(_NUM_CLIPS) % len(net.task.labels)
    else:
        truth = torch.tensor([[0.6, 0.6], [-0.6, 0.6], [-0.6, -0.6], [0.6, -0.6]]).repeat(2, 1)
    features = net.describe(melodies(net, _NUM_CLIPS))
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-3)
    assert not knows(net, features, truth)
    for step in range(1, 161):
        optimiser.zero_grad()
        loss_of(net, net.read(features), truth).backward()
        optimiser.step()
        if step % 8 == 0 and knows(net, features, truth):
            break
    assert knows(net, features, truth)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_saved_net_comes_back_and_says_the_same(name: str, tmp_path: Path) -> None:
    net = SMALL[name].net()
    # The running statistics of batch norm are part of what is saved.
    net.read(net.describe(melodies(net, 4)))
    saved = save(tmp_path / name, net.spec, net, "# card\n")
    again = load(tmp_path / name)
    samples = melody(30_000, net.spec.sample_rate, seed=9)[None]
    with torch.inference_mode():
        for left, right in zip(saved.module(samples), again.module(samples), strict=True):
            assert torch.equal(left, right)
    assert again.spec.num_parameters > 1000


@pytest.mark.parametrize("name", FAMILIES)
def test_a_curve_does_not_depend_on_where_the_clip_is_cut(name: str) -> None:
    net = SMALL[name].net().eval()
    step = net.spec.step_samples
    context = -(-net.piece_samples // step)
    samples = melody(22 * step, net.spec.sample_rate, seed=3)[None]
    first, last = 8, 12
    with torch.inference_mode():
        whole = net(samples)
        part = net(samples[:, (first - context) * step : (last + context) * step])
    for left, right in zip(part, whole, strict=True):
        inner = left[:, context : context + last - first]
        assert torch.allclose(inner, right[:, first:last], atol=1e-5)
    assert float(whole.arousal.std()) > 0


@pytest.mark.parametrize("name", FAMILIES)
def test_half_precision_trains_and_says_nearly_the_same(name: str) -> None:
    net = SMALL[name].net()
    features = net.describe(melodies(net, 4))
    with torch.autocast("cpu", torch.bfloat16):
        loss = net.read(features).square().mean()
    loss.backward()
    for parameter in net.parameters():
        assert parameter.grad is not None
        assert torch.isfinite(parameter.grad).all()
    net.eval()
    with torch.inference_mode():
        exact = net.read(features)
        with torch.autocast("cpu", torch.bfloat16):
            rounded = net.read(features)
    assert rounded.dtype == torch.float32
    assert torch.allclose(rounded, exact, atol=0.05)


@pytest.mark.parametrize("task", TASKS)
def test_every_task_is_answered_within_its_ranges(task: str) -> None:
    net = replace(SMALL["conv2d-3"], task=task).net().eval()
    samples = melody(20_001, 8000, seed=4)[None]
    with torch.inference_mode():
        raw = net.read(net.describe(melodies(net, 3)))
        output = net(samples)
    assert raw.shape == (3, len(TASKS[task].labels))
    assert output.valence.shape == (1, 11)
    for name in ("valence", "arousal", "tension"):
        assert getattr(output, name).abs().max() <= 1
    assert 0 <= output.gems.min() <= output.gems.max() <= 1
    assert torch.allclose(output.voice.sum(-1), torch.ones(()), atol=1e-5)
    assert output.spread.min() >= 0
    taught = {name for name in ("gems", "voice") if getattr(output, name).std() > 0}
    assert taught == {task} & {"gems", "voice"}


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("td-cnn-1", {"variant": 0}),
        ("td-cnn-1", {"variant": 9}),
        ("td-cnn-1", {"part_s": 0.1}),
        ("td-cnn-1", {"part_s": 0.6}),
        ("cnn-lstm", {"task": "weather"}),
        ("cnn-lstm", {"piece_s": 0.1}),
        ("conv1d-raw", {"width": 8192}),
        ("conv1d-learned", {"width": 0}),
        ("conv2d-3", {"kernel": 4}),
        ("tang-cnn", {"piece_s": 1.0}),
        ("tang-crnn", {"width": 8192}),
    ],
)
def test_params_that_do_not_fit_are_refused(name: str, params: dict[str, int]) -> None:
    spec = SMALL[name].spec()
    with pytest.raises(ModelError, match="parameters"):
        build(replace(spec, params={**spec.params, **params}))
