"""What every net of the registry promises: samples in, emotion per step out."""

from __future__ import annotations

from typing import NamedTuple, Self

from torch import Tensor, nn

from mer_core.models.spec import ModelSpec


class NetOutput(NamedTuple):
    """Emotion per step of ``spec.step_s`` seconds, all float32.

    ``valence``, ``arousal``, ``tension``: [batch, num_steps] in [-1, 1].
    ``gems``: [batch, num_steps, 9] in [0, 1], in the order of emotion.GEMS.
    ``film``: [batch, num_steps, 8] in the order of emotion.FILM, the first three in [-1, 1], the
    others in [0, 1]. ``voice``: [batch, num_steps, 6], a distribution over emotion.VOICE.
    ``spread``: [batch, num_steps], not negative: how far the model's branches lie apart in valence
    and arousal; large where it should not be trusted.
    ``movement``: [batch, num_steps, 2], how valence and arousal move within the song. Only its
    differences mean something: the song's mean is to be taken away before it is added to them.
    """

    valence: Tensor
    arousal: Tensor
    tension: Tensor
    gems: Tensor
    film: Tensor
    voice: Tensor
    spread: Tensor
    movement: Tensor


class EmotionNet(nn.Module):
    """A net that says what it feels about every step of a sound.

    ``forward(samples)`` takes float32 [batch, num_samples] at ``spec.sample_rate`` in [-1, 1] and
    gives NetOutput with ``ceil(num_samples / spec.step_samples)`` steps. It is convolutional over
    time: step i depends on samples within ``spec.context_s`` of its own, so that a long file can be
    fed in overlapping pieces cut at multiples of a step, and the clip's ends are treated as ends.
    """

    spec: ModelSpec

    @classmethod
    def from_spec(cls, spec: ModelSpec) -> Self:
        """An untrained net. Raises ValueError or KeyError where ``spec.params`` do not fit."""
        raise NotImplementedError

    def forward(self, samples: Tensor) -> NetOutput:
        """Emotion per step of ``samples``, float32 [batch, num_samples]."""
        raise NotImplementedError


def num_steps(num_samples: int, spec: ModelSpec) -> int:
    """How many steps a clip of ``num_samples`` gives: at least one."""
    return max(1, -(-num_samples // spec.step_samples))


def count_parameters(module: nn.Module) -> int:
    """Numbers that were fitted: parameters and the buffers that a checkpoint stores."""
    return sum(tensor.numel() for tensor in module.state_dict().values() if tensor.ndim > 0)
