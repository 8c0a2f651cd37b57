"""The founding systems' nets: at the size of the papers, and small enough to be trained here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from mer_core.features.mel import MelSpec
from mer_core.models.registry import build
from mer_core.models.segmented import SegmentNet
from mer_core.models.spec import ModelSpec, Param

_MEL_16K = MelSpec()
_MEL_22K = MelSpec(sample_rate=22050, n_fft=1024, hop_length=256, f_max=8000.0)
_MEL_TANG = MelSpec(sample_rate=44100, n_fft=256, hop_length=128, num_bands=96, f_max=8000.0)
_MEL_8K = MelSpec(sample_rate=8000, n_fft=256, hop_length=80, num_bands=16, f_max=3800.0)
_MEL_TANG_8K = MelSpec(sample_rate=8000, n_fft=64, hop_length=8, num_bands=96, f_max=3800.0)


@dataclass(frozen=True)
class Size:
    """A net of ``architecture`` and the pieces that it reads."""

    architecture: str
    mel: MelSpec
    piece_s: float
    task: str
    params: Mapping[str, Param] = field(default_factory=dict)

    def spec(self, *, id: str = "founding") -> ModelSpec:
        return ModelSpec(
            id=id,
            version="1",
            architecture=self.architecture,
            mel=self.mel,
            step_s=0.25,
            context_s=self.piece_s,
            params={"task": self.task, "piece_s": self.piece_s, **self.params},
            heads=(self.task,),
        )

    def net(self) -> SegmentNet:
        """An untrained net with the same weights every time."""
        torch.manual_seed(0)
        net = build(self.spec())
        assert isinstance(net, SegmentNet)
        return net


_TANG_S = 1366 * 128 / 44100
#: As published.
FULL = {
    **{
        f"td-cnn-{variant}": Size("td-cnn", _MEL_16K, 4.0, "voice", {"variant": variant})
        for variant in range(1, 9)
    },
    "cnn-lstm": Size("cnn-lstm", _MEL_16K, 3.0, "gems"),
    "conv1d-raw": Size("conv1d-raw", _MEL_22K, 5.0, "plane"),
    "conv1d-learned": Size("conv1d-learned", _MEL_22K, 5.0, "plane"),
    **{
        f"conv2d-{kernel}": Size("conv2d", _MEL_22K, 5.0, "plane", {"kernel": kernel})
        for kernel in (3, 5, 7)
    },
    "tang-cnn": Size("tang-cnn", _MEL_TANG, _TANG_S, "quadrants"),
    "tang-gru": Size("tang-gru", _MEL_TANG, _TANG_S, "quadrants"),
    "tang-crnn": Size("tang-crnn", _MEL_TANG, _TANG_S, "quadrants"),
}
_NARROW: Mapping[str, Param] = {"width": 24, "dropout": 0.1}
#: The same nets on short pieces at 8 kHz, narrow where the family allows it.
SMALL = {
    **{
        f"td-cnn-{variant}": Size(
            "td-cnn", _MEL_8K, 0.5, "voice", {"variant": variant, "part_s": 0.16}
        )
        for variant in range(1, 9)
    },
    "cnn-lstm": Size("cnn-lstm", _MEL_8K, 0.5, "gems"),
    "conv1d-raw": Size("conv1d-raw", _MEL_8K, 0.8, "plane", _NARROW),
    "conv1d-learned": Size("conv1d-learned", _MEL_8K, 0.8, "plane", _NARROW),
    **{
        f"conv2d-{kernel}": Size("conv2d", _MEL_8K, 0.5, "plane", {"kernel": kernel, "width": 8})
        for kernel in (3, 5, 7)
    },
    "tang-cnn": Size("tang-cnn", _MEL_TANG_8K, 1366 * 8 / 8000, "quadrants", {"width": 4}),
    "tang-gru": Size("tang-gru", _MEL_8K, 0.5, "quadrants"),
    "tang-crnn": Size("tang-crnn", _MEL_TANG_8K, 0.25, "quadrants", {"width": 4}),
}


def melody(num_samples: int, sample_rate: int, *, seed: int) -> Tensor:
    """Four plucked notes a second over soft noise, float32 [num_samples]."""
    random = np.random.default_rng(seed)
    beats = np.arange(num_samples) / sample_rate * 4.0
    index = beats.astype(int)
    pitch = 150.0 * 2.0 ** (random.integers(0, 36, index.max(initial=0) + 1) / 12.0)
    sound = 0.3 * np.exp(-3.0 * (beats - index)) * np.sin(np.pi / 2.0 * pitch[index] * beats)
    sound += 0.003 * random.standard_normal(num_samples)
    return torch.from_numpy(sound.astype(np.float32))


def melodies(net: SegmentNet, count: int) -> Tensor:
    """So many unlike pieces for ``net``: [count, piece_samples]."""
    pieces = [
        melody(net.piece_samples, net.spec.sample_rate, seed=seed + 1) for seed in range(count)
    ]
    return torch.stack(pieces)


def shapes_through(net: SegmentNet, features: Tensor, *names: str) -> list[tuple[int, ...]]:
    """What the submodules of these names give while ``net`` reads ``features``."""
    seen: dict[str, tuple[int, ...]] = {}

    def note(name: str) -> RemovableHandle:
        def hook(_module: nn.Module, _inputs: object, output: Tensor) -> None:
            seen[name] = tuple(output.shape)

        return net.get_submodule(name).register_forward_hook(hook)

    handles = [note(name) for name in names]
    with torch.inference_mode():
        net.eval().read(features)
    for handle in handles:
        handle.remove()
    return [seen[name] for name in names]
