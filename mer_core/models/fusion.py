"""Statistics of a window of sound, read by regularised heads."""

from __future__ import annotations

from typing import Self

from mer_core.models.net import EmotionNet
from mer_core.models.spec import ModelSpec


class FusionNet(EmotionNet):
    """The family of the model that ships."""

    def __init__(self, spec: ModelSpec) -> None:
        super().__init__()
        self.spec = spec

    @classmethod
    def from_spec(cls, spec: ModelSpec) -> Self:
        """An unfitted net."""
        return cls(spec)
