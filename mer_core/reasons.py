"""Why a song, or a moment of it, is said to feel as it does: as values. Pure."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass

#: So many properties are named at most, and at least.
MOST, LEAST = 5, 3
#: What moves valence and arousal by less, together, is named only to make up the least number.
SMALL = 0.02


@dataclass(frozen=True, slots=True)
class Reason:
    """An audible property, and by how much it moves ``valence`` and ``arousal`` away from the
    middle of the music that the model learnt from; ``words`` say how the property differs there.
    """

    property: str
    valence: float
    arousal: float
    words: str

    def size(self) -> float:
        """How much it moves both, together."""
        return abs(self.valence) + abs(self.arousal)


@dataclass(frozen=True, slots=True)
class Why:
    """What moves an answer away from the middle, in parts that add up to it.

    The middle, the ``reasons`` (strongest first), the ``others`` and the ``residual`` add up to the
    answer; each of these three is (valence, arousal). The residual is what the approximation along
    a path leaves, and in a song what comes of its moving while its features are taken as a mean.
    """

    middle: tuple[float, float]
    reasons: tuple[Reason, ...]
    others: tuple[float, float]
    residual: tuple[float, float]

    def to_json(self) -> str:
        """As one line of JSON."""
        return json.dumps(asdict(self), allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Why:
        """What ``to_json`` wrote. Raises ValueError where it is damaged."""
        try:
            found = json.loads(text)
            reasons = tuple(Reason(**each) for each in found["reasons"])
            middle, others, residual = (
                (float(found[name][0]), float(found[name][1]))
                for name in ("middle", "others", "residual")
            )
        except (TypeError, KeyError, IndexError) as error:
            raise ValueError(f"these are no reasons ({error})") from error
        numbers = (*middle, *others, *residual, *(r.size() for r in reasons))
        if not all(map(math.isfinite, numbers)):
            raise ValueError("reasons must be finite")
        return cls(middle, reasons, others, residual)


def chosen(found: list[Reason]) -> tuple[tuple[Reason, ...], tuple[float, float]]:
    """The three to five strongest, strongest first, and what all the others do together."""
    ranked = sorted(found, key=lambda reason: -reason.size())
    number = sum(reason.size() >= SMALL for reason in ranked)
    number = min(max(number, LEAST), MOST)
    rest = ranked[number:]
    others = (sum(reason.valence for reason in rest), sum(reason.arousal for reason in rest))
    return tuple(ranked[:number]), others
