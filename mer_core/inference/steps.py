"""What the net said of a song, step by step, as numpy arrays."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from mer_core.arrays import FloatArray
from mer_core.emotion import FILM, GEMS, NUM_BIPOLAR, VOICE

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """The net's output per step, float32, with NetOutput's scales.

    ``valence``, ``arousal``, ``tension`` and ``spread`` are [num_steps], ``gems`` [num_steps, 9],
    ``film`` [num_steps, 8], ``voice`` [num_steps, 6], ``movement`` [num_steps, 2].
    """

    valence: FloatArray
    arousal: FloatArray
    tension: FloatArray
    gems: FloatArray
    film: FloatArray
    voice: FloatArray
    spread: FloatArray
    movement: FloatArray

    @property
    def num_steps(self) -> int:
        """How many steps these are."""
        return len(self.valence)

    @classmethod
    def empty(cls, num_steps: int) -> Steps:
        """Steps of a sound that the net never heard: zeros, to be filled."""
        widths = {"gems": len(GEMS), "film": len(FILM), "voice": len(VOICE), "movement": 2}
        return cls(
            **{
                entry.name: np.zeros(
                    (num_steps, widths[entry.name]) if entry.name in widths else num_steps,
                    np.float32,
                )
                for entry in fields(cls)
            }
        )

    def part(self, start: int, num_steps: int) -> Steps:
        """The ``num_steps`` steps from ``start`` on."""
        names = [entry.name for entry in fields(self)]
        return Steps(**{name: getattr(self, name)[start : start + num_steps] for name in names})

    def put(self, start: int, part: Steps) -> None:
        """Write ``part`` over the steps from ``start`` on."""
        for entry in fields(self):
            getattr(self, entry.name)[start : start + part.num_steps] = getattr(part, entry.name)

    def repeated(self, num_times: int) -> Steps:
        """Every step ``num_times`` over: the same curve in shorter steps."""
        values = {
            entry.name: np.repeat(getattr(self, entry.name), num_times, axis=0)
            for entry in fields(self)
        }
        return Steps(**values)

    def label(self, name: str) -> FloatArray:
        """One answer per step, float32 [num_steps]: "valence", "gems.power", "film.sad" ...

        Raises KeyError where no answer has that name.
        """
        head, _, label = name.partition(".")
        labels = {"gems": GEMS, "film": FILM, "voice": VOICE}
        if not label:
            if name not in ("valence", "arousal", "tension", "spread"):
                raise KeyError(name)
            single: FloatArray = getattr(self, name)
            return single
        if label not in labels.get(head, ()):
            raise KeyError(name)
        values: FloatArray = getattr(self, head)
        return values[:, labels[head].index(label)]

    def clipped(self) -> Steps:
        """The same within the scales that emotion.py promises; what is no number becomes 0."""
        limits = dict.fromkeys(("valence", "arousal", "tension", "film"), -1.0)
        limits["movement"] = -np.inf
        values = {
            entry.name: np.clip(
                np.nan_to_num(getattr(self, entry.name)),
                limits.get(entry.name, 0.0),
                np.inf if entry.name in ("spread", "movement") else 1.0,
            )
            for entry in fields(self)
        }
        unipolar = values["film"][:, NUM_BIPOLAR:]
        np.maximum(unipolar, 0.0, out=unipolar)
        return Steps(**values)

    def mean(self, weights: FloatArray) -> Steps:
        """One step: the mean weighted by float32 [num_steps], not all zero."""
        share = (weights / weights.sum()).astype(np.float32)
        values = {entry.name: share @ getattr(self, entry.name) for entry in fields(self)}
        return Steps(**{name: value[None] for name, value in values.items()})

    def moving(self, rest: FloatArray) -> Steps:
        """Valence and arousal moved by how far the movement is from ``rest``, float32 [2]."""
        moved = self.movement - rest
        return replace(
            self,
            valence=np.clip(self.valence + moved[:, 0], -1.0, 1.0),
            arousal=np.clip(self.arousal + moved[:, 1], -1.0, 1.0),
        )

    def bridged(self, sounding: BoolArray) -> Steps:
        """Valence and arousal drawn in straight lines across the steps that do not sound."""
        if sounding.all() or not sounding.any():
            return self
        here, there = np.arange(self.num_steps), np.flatnonzero(sounding)
        return replace(
            self,
            valence=np.interp(here, there, self.valence[there]).astype(np.float32),
            arousal=np.interp(here, there, self.arousal[there]).astype(np.float32),
        )


#: The names that ``Steps.label`` knows and a mood map may use.
LABELS = (
    *("valence", "arousal", "tension"),
    *(f"gems.{name}" for name in GEMS),
    *(f"film.{name}" for name in FILM),
    *(f"voice.{name}" for name in VOICE),
)
