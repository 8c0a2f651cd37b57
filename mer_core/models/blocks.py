"""What the nets of the founding systems are put together from."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from mer_core.models.tasks import Task


class ConvBlock(nn.Sequential):
    """A convolution that keeps the size, batch norm, max-pooling, ReLU and dropout.

    [batch, in_channels, height, width] to [batch, out_channels, height // pool[0], width //
    pool[1]]. Pooling before the ReLU gives the same numbers as after it, from fewer of them.
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        *,
        kernel: int = 3,
        pool: tuple[int, int] = (2, 2),
        dropout: float = 0.0,
    ) -> None:
        conv = nn.Conv2d(in_channels, out_channels, kernel, padding=kernel // 2, bias=False)
        # Channels last: half the time of a training step on a CPU.
        nn.utils.convert_conv2d_weight_memory_format(conv, torch.channels_last)
        super().__init__(
            conv,
            nn.BatchNorm2d(out_channels),
            nn.MaxPool2d(pool),
            nn.ReLU(),
            nn.Dropout(dropout),
        )

    def forward(self, values: Tensor) -> Tensor:
        """As a sequence; in use the normalisation is folded into the convolution: a pass less."""
        if self.training:
            for module in self:
                values = module(values)
            return values
        conv, norm, pool = self[0], self[1], self[2]
        assert isinstance(conv, nn.Conv2d)
        assert isinstance(norm, nn.BatchNorm2d)
        result: Tensor = torch.relu(pool(fuse_conv_bn_eval(conv, norm)(values)))
        return result


class LastStep(nn.Module):
    """Recurrent layers over a sequence, read at its last step.

    In float32 even under autocast: bfloat16's eight bits would blur over hundreds of steps.
    """

    def __init__(self, recurrent: nn.GRU | nn.LSTM) -> None:
        super().__init__()
        self.recurrent = recurrent

    def forward(self, sequence: Tensor) -> Tensor:
        """From [batch, num_steps, num_features] the last layer's last state [batch, hidden]."""
        with torch.autocast(sequence.device.type, enabled=False):
            states, _ = self.recurrent(sequence.float())
        last: Tensor = states[:, -1]
        return last


class Answers(nn.Module):
    """The last layer: one head for classes; one for means and one for spreads on the plane."""

    def __init__(self, num_features: int, task: Task) -> None:
        super().__init__()
        count = len(task.labels)
        widths = [count] if task.is_classes else [count // 2, count // 2]
        self.heads = nn.ModuleList(nn.Linear(num_features, width) for width in widths)

    def forward(self, features: Tensor) -> Tensor:
        """Raw answers [batch, len(task.labels)] in float32 from [batch, num_features]."""
        return torch.cat([head(features).float() for head in self.heads], dim=-1)
