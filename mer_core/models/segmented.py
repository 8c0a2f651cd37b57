"""What all founding systems share: a net that reads pieces of one length, slid over the clip."""

from __future__ import annotations

from typing import Self

import torch
from torch import Tensor
from torch.nn import functional

from mer_core.models.net import EmotionNet, NetOutput
from mer_core.models.spec import ModelSpec
from mer_core.models.tasks import TASKS
from mer_core.models.windows import pad_to_steps

#: Pieces that the net reads at once in use: 16 take 1.5 GB in the widest net and are no faster.
_PIECES_AT_ONCE = 4


class SegmentNet(EmotionNet):
    """A net over pieces of ``params["piece_s"]`` seconds that answers ``params["task"]``.

    A family implements ``describe`` and ``read``. In use one piece is read around every step; at
    the clip's ends the nearest whole piece, and a clip shorter than a piece is followed by silence.
    So a step depends on at most ``piece_s`` seconds on either side: the spec's ``context_s``.
    """

    def __init__(self, spec: ModelSpec) -> None:
        super().__init__()
        self.spec = spec
        self.task = TASKS[str(spec.params["task"])]
        self.piece_samples = round(float(spec.params["piece_s"]) * spec.sample_rate)
        if not spec.step_samples <= self.piece_samples <= 60 * spec.sample_rate:
            raise ValueError("piece_s must be between one step and a minute")

    @classmethod
    def from_spec(cls, spec: ModelSpec) -> Self:
        """An untrained net; every family names its params in its docstring."""
        return cls(spec)

    def describe(self, pieces: Tensor) -> Tensor:
        """What ``read`` takes, from samples [batch, piece_samples]. Nothing in here is trained.

        A family whose front end is trained returns ``pieces`` themselves.
        """
        raise NotImplementedError

    def read(self, features: Tensor) -> Tensor:
        """Raw answers [batch, num_outputs] (see Task) from what ``describe`` gives."""
        raise NotImplementedError

    def forward(self, samples: Tensor) -> NetOutput:
        """Emotion per step of ``samples``, float32 [batch, num_samples]."""
        pieces = self.pieces(samples)
        batch, steps, _ = pieces.shape
        raw = torch.cat(
            [
                self.read(self.describe(some))
                for some in torch.split(pieces.flatten(0, 1), _PIECES_AT_ONCE)
            ]
        )
        return self.task.net_output(raw.view(batch, steps, -1))

    def pieces(self, samples: Tensor) -> Tensor:
        """The piece around every step: [batch, num_steps, piece_samples]."""
        step, piece = self.spec.step_samples, self.piece_samples
        padded = pad_to_steps(samples, step)
        steps = padded.shape[1] // step
        padded = functional.pad(padded, (0, max(0, piece - padded.shape[1])))
        first = torch.arange(steps) * step - (piece - step) // 2
        first = first.clamp(0, padded.shape[1] - piece)
        return torch.stack([padded[:, start : start + piece] for start in first.tolist()], dim=1)
