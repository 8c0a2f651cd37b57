"""How sure a model may be of the quadrant that it names: fitted to music it had never heard.

An answer on an axis is taken to miss by a normal error of one deviation per axis, as measured on
corpora that were left out of training; so the truth lies on the answer's side of zero with
probability Phi(|answer| / deviation), and the quadrant is right with the product of both. numpy
only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mer_core.models.spec import ModelSpec, Param

#: A quadrant named with no ears at all is right in one of four.
GUESS = 0.25
_PREFIX = "confidence_"
#: A nine-in-ten range of a normal error, in deviations.
_RANGE_90 = 1.645
#: Where nothing at all is stated.
_UNSTATED = 0.35


@dataclass(frozen=True, slots=True)
class Confidence:
    """The deviations of what a model says of ``valence`` and ``arousal``, both positive.

    A confidence below ``least`` is no better than a guess.
    """

    valence: float
    arousal: float
    least: float = GUESS

    def of(self, places: ArrayLike) -> NDArray[np.float64]:
        """How often the quadrants of ``places`` [..., 2] are right: [...] in [GUESS, 1]."""
        away = np.abs(np.asarray(places, dtype=np.float64)) / (self.valence, self.arousal)
        product: NDArray[np.float64] = phi(away).prod(axis=-1)
        return product

    def params(self) -> dict[str, Param]:
        """As they stand in a model's specification."""
        return {f"{_PREFIX}{name}": float(getattr(self, name)) for name in self.__slots__}

    @classmethod
    def of_spec(cls, spec: ModelSpec) -> Self:
        """What ``spec`` states; of a model that was never judged on music left out, what follows
        from its ranges, or from how far its answers spread.
        """
        stated = {name: spec.params.get(f"{_PREFIX}{name}") for name in cls.__slots__}
        if all(isinstance(value, float) and value > 0 for value in stated.values()):
            return cls(**{name: float(value or 0) for name, value in stated.items()})
        return cls(*(_deviation(spec, name) for name in ("valence", "arousal")))


def phi(deviates: NDArray[np.float64]) -> NDArray[np.float64]:
    """The normal distribution function, by its logistic approximation (within .01)."""
    shares: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-1.702 * deviates))
    return shares


def _deviation(spec: ModelSpec, axis: str) -> float:
    label = spec.calibration.get(axis)
    if label is None:
        return _UNSTATED
    return max(label.sd if label.error_90 is None else label.error_90 / _RANGE_90, 1e-6)
