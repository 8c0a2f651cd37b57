"""Sliding windows over the steps of a clip: cut off at its ends, never padded with silence."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

#: What a window's loud parts are brought to, as power of full scale: -18 dBFS.
TARGET_POWER = 10.0**-1.8
#: Sound below -70 dBFS is not amplified further: it is noise.
FLOOR_POWER = 1e-7
_TINY = 1e-6


def pad_to_steps(samples: Tensor, step_samples: int) -> Tensor:
    """Zeros after ``samples`` [batch, num_samples] up to a whole number of steps, at least one."""
    missing = -samples.shape[1] % step_samples
    if samples.shape[1] == 0:
        missing = step_samples
    return functional.pad(samples, (0, missing)) if missing else samples


def sliding_mean(values: Tensor, num_steps: int) -> Tensor:
    """Mean over ``num_steps`` (odd) steps around each of [batch, num_channels, steps].

    At the ends only the steps that exist count.
    """
    return functional.avg_pool1d(
        values, num_steps, stride=1, padding=num_steps // 2, count_include_pad=False
    )


def sliding_max(values: Tensor, num_steps: int) -> Tensor:
    """Maximum over ``num_steps`` (odd) steps around each of [batch, num_channels, steps]."""
    return functional.max_pool1d(values, num_steps, stride=1, padding=num_steps // 2)


def moments(frames: Tensor, weights: Tensor, per_step: int, window: int) -> tuple[Tensor, Tensor]:
    """Weighted mean and standard deviation in a window of ``window`` steps around each step.

    ``frames`` is [batch, num_channels, num_frames], ``weights`` [batch, 1, num_frames], with
    ``per_step`` frames per step. Both results are [batch, num_channels, num_steps].
    """
    total = sliding_mean(functional.avg_pool1d(weights, per_step), window) + _TINY
    first = sliding_mean(functional.avg_pool1d(frames * weights, per_step), window) / total
    second = sliding_mean(functional.avg_pool1d(frames.square() * weights, per_step), window)
    variance = second / total - first.square()
    return first, torch.sqrt(variance.clamp(min=0.0) + _TINY)


class LevelNormaliser(nn.Module):
    """Bring the surroundings of every step to one loudness, so that a file's gain says nothing.

    Levels are power-weighted (sum p^2 / sum p over the window's steps), so that rests between the
    notes do not count.
    """

    def __init__(self, step_samples: int, window: int) -> None:
        super().__init__()
        self.step_samples = step_samples
        self.window = window

    def forward(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        """Normalise [batch, num_samples], a whole number of steps.

        Returns the scaled samples and the level removed, dBFS [batch, num_steps].
        """
        power = functional.avg_pool1d(samples.square().unsqueeze(1), self.step_samples)
        power = power + 0.01 * FLOOR_POWER
        level = sliding_mean(power.square(), self.window) / sliding_mean(power, self.window)
        gain = torch.sqrt(TARGET_POWER / level.clamp(min=FLOOR_POWER))
        curve = functional.interpolate(gain, scale_factor=self.step_samples, mode="linear")
        return samples * curve[:, 0], 10.0 * torch.log10(level[:, 0].clamp(min=FLOOR_POWER))
