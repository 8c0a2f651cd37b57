"""Regularised heads: a linear map averaged with a kernel machine over stored windows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import torch
from torch import Tensor, nn

#: So many rows of some hundred features fit into a core's cache.
_BLOCK = 128


class KernelHead(nn.Module):
    """``mix`` of a ridge regression and kernel ridge regression, fitted in closed form elsewhere.

    With a few hundred labelled songs these two unlike models, averaged, are hard to beat. The
    kernel's windows stand in a bank shared by all heads; this head uses ``num_rows`` of its rows
    from ``first_row`` on, seen through its own ``weights`` of the features by the ``kernel`` of
    that name in KERNELS. ``tilt`` is a fixed slope on the last feature, the absolute level: it
    bounds what a file's gain can do.
    """

    weights: Tensor
    dual: Tensor
    linear: Tensor
    bias: Tensor
    tilt: Tensor
    mix: Tensor

    def __init__(
        self, num_features: int, num_outputs: int, first_row: int, num_rows: int,
        *, kernel: str = "radial",
    ) -> None:  # fmt: skip
        super().__init__()
        self.kernel = KERNELS[kernel]
        self.first_row, self.num_rows = first_row, num_rows
        self.register_buffer("weights", torch.ones(num_features))
        self.register_buffer("dual", torch.zeros(num_rows, num_outputs))
        self.register_buffer("linear", torch.zeros(num_features, num_outputs))
        self.register_buffer("bias", torch.zeros(num_outputs))
        self.register_buffer("tilt", torch.zeros(num_outputs))
        self.register_buffer("mix", torch.tensor(0.5))

    def forward(self, features: Tensor, bank: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Predict from ``features`` [num_windows, num_features] and ``bank`` [rows, num_features].

        Returns the prediction, how far its halves lie apart (both [num_windows, num_outputs]), and
        the nearness of the closest known window, [num_windows] in [0, 1].
        """
        own = bank[self.first_row : self.first_row + self.num_rows].to(features.dtype)
        kernel = self.kernel(features * self.weights, own * self.weights)
        base = self.bias + features[:, -1:] * self.tilt
        near = kernel @ self.dual + base
        straight = features @ self.linear + base
        result = torch.lerp(near, straight, self.mix)
        return result, (near - straight).abs(), kernel.amax(dim=1)


def radial_kernel(left: Tensor, right: Tensor) -> Tensor:
    """``exp(-|left - right|^2)`` for every pair of rows: [num_left, num_right]."""
    squares = left.square().sum(dim=1, keepdim=True) + right.square().sum(dim=1)
    return torch.exp(-(squares - 2.0 * left @ right.T).clamp(min=0.0))


def laplacian_kernel(left: Tensor, right: Tensor) -> Tensor:
    """``exp(-sum |left - right|)`` for every pair of rows: [num_left, num_right].

    Heavier in its tails than the radial one, and more forgiving of single strange features.
    """
    # Half of what torch.cdist takes on a CPU, as long as a block stays in the core's cache.
    blocks = torch.split(right, _BLOCK)
    apart = [torch.cat([(row - block).abs_().sum(dim=1) for block in blocks]) for row in left]
    return torch.exp(-torch.stack(apart))


Kernel = Callable[[Tensor, Tensor], Tensor]
KERNELS: Mapping[str, Kernel] = {"radial": radial_kernel, "laplacian": laplacian_kernel}
