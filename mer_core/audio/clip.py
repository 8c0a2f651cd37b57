"""A whole piece of sound in memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mer_core.arrays import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Mono sound: ``samples`` float32 [num_samples], about [-1, 1], at ``sample_rate`` Hz."""

    samples: FloatArray
    sample_rate: int

    def __post_init__(self) -> None:
        if self.samples.dtype != np.float32 or self.samples.ndim != 1:
            raise ValueError("samples must be float32 [num_samples]")
        if self.sample_rate <= 0:
            raise ValueError(f"sample_rate {self.sample_rate} must be positive")

    @property
    def duration_s(self) -> float:
        """The length in seconds."""
        return len(self.samples) / self.sample_rate
