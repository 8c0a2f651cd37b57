"""What the features of a net sound like: tables from rows of features to audible properties.

One table for each module that makes features, in the order in which it makes them. A row names its
property, how many features it stands for, and whether these grow with the property (1), fall (-1)
or do not tell its direction (0).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from mer_core.models.musicnn import EMBEDDING
from mer_core.models.spec import ModelSpec

#: How a sound with more, and one with less of a property differs from the middle, in words. What is
#: not in here, or tells no direction, is "its tone colour" and so on.
WORDS = {
    "tone colour": ("a brighter sound", "a darker sound"),
    "colour changes": ("a sound that changes more", "a steadier sound"),
    "noisiness": ("a noisier, rougher sound", "a purer sound"),
    "loudness": ("louder", "softer"),
    "loudness movement": ("a loudness that moves more", "an evener loudness"),
    "note density": ("more notes and strokes", "fewer notes and strokes"),
    "accents": ("sharper accents", "softer accents"),
    "pulse": ("a clearer beat", "a freer beat"),
    "tempo": ("a quicker pulse", "a slower pulse"),
    "mode": ("rather major", "rather minor"),
    "key clarity": ("a clearer key", "a vaguer key"),
    "dissonance": ("more dissonance", "more consonance"),
    "harmonic movement": ("harmonies that change more", "harmonies that change less"),
    "register": ("a higher register", "a lower register"),
    "melodic movement": ("wider steps and leaps", "a calmer line"),
    "texture": ("more voices at once", "fewer voices at once"),
}
#: So far from the middle, in deviations of the training's music, a direction is told.
_TOLD = 0.3

Rows = tuple[tuple[str, int, int], ...]


def statistics(num_bands: int) -> Rows:
    """WindowStatistics, without what hears pitch."""
    timbre = (
        ("tone colour", num_bands, 0), ("colour changes", 2 * num_bands, 1),
        ("tone colour", 20, 0), ("colour changes", 40, 0),
        # centroid; spread and skewness; flatness; peaks and valleys; all their deviations
        ("tone colour", 1, 1), ("tone colour", 2, 0), ("noisiness", 1, 1), ("noisiness", 12, 0),
        ("colour changes", 16, 0),
    )  # fmt: skip
    # mean, deviation, up, down; silence; fast, slow; louder than around
    dynamics = (
        ("loudness movement", 1, 0), ("loudness movement", 3, 1), ("loudness movement", 1, 0),
        ("loudness movement", 2, 1), ("loudness", 1, 1),
    )  # fmt: skip
    # onsets, their deviation, strong ones; repeats, best; period; power
    rhythm = (
        ("note density", 4, 1), ("accents", 4, 1), ("note density", 4, 1), ("pulse", 16, 0),
        ("pulse", 1, 1), ("tempo", 1, -1), ("accents", 1, 1),
    )  # fmt: skip
    return (*timbre, *dynamics, *rhythm)


#: Intervals of 1 to 6 semitones.
_INTERVALS: Rows = (("dissonance", 1, 1), ("dissonance", 4, 0), ("dissonance", 1, 1))
HARMONY: Rows = (
    # degrees; best major and minor; their difference and the mode; best; deviations
    ("mode", 12, 0), ("mode", 2, 0), ("mode", 2, 1), ("key clarity", 1, 1),
    ("harmonic movement", 12, 0), *_INTERVALS,
    # chords: major, minor; diminished, augmented; suspended and sevenths; deviations
    ("mode", 1, 1), ("mode", 1, -1), ("dissonance", 2, 0), ("chord colours", 3, 0),
    ("harmonic movement", 7, 0), *_INTERVALS, ("harmonic movement", 6, 0),
    # register, leading pitch, clarity, roughness, change; their deviations
    ("register", 2, 1), ("texture", 1, -1), ("dissonance", 1, 1), ("harmonic movement", 1, 1),
    ("melodic movement", 2, 1), ("texture", 1, 0), ("dissonance", 1, 0),
    ("harmonic movement", 1, 1),
)  # fmt: skip
#: Fits of major and minor; difference and mode; degrees; contrasts.
_KEYS: Rows = (("mode", 6, 0), ("mode", 6, 1), ("mode", 12, 0), ("mode", 4, 1))
#: Major, minor, diminished, augmented, suspended, sevenths and fifths.
_TRIADS: Rows = (
    ("mode", 1, 1), ("mode", 1, -1), ("dissonance", 2, 0), ("chord colours", 5, 0),
)  # fmt: skip
NOTES: Rows = (
    *_KEYS, *_KEYS, *_TRIADS, ("harmonic movement", 9, 0), ("chord colours", 9, 0), ("mode", 2, 1),
    # new notes in registers and at all; voices; how much sounds; how much begins: mean, deviation
    ("note density", 4, 1), ("note density", 4, 0), ("note density", 1, 1), ("accents", 1, 0),
    ("texture", 1, 1), ("texture", 1, 0), ("texture", 1, 0), ("loudness movement", 1, 0),
    ("note density", 1, 1), ("accents", 1, 1),
    # register, its spread, melody, bass, leaps, roughness, change of harmony: mean, deviation
    ("register", 1, 1), ("melodic movement", 1, 1), ("register", 2, 0), ("register", 1, 1),
    ("melodic movement", 1, 1), ("register", 1, 1), ("melodic movement", 1, 0),
    ("melodic movement", 2, 1), ("dissonance", 1, 1), ("dissonance", 1, 0),
    ("harmonic movement", 2, 1),
    ("note density", 1, -1),  # how long notes last
)  # fmt: skip
#: By what hears pitch, as the parameter of a net's spec names it.
PITCH = {"harmony": HARMONY, "notes": NOTES}


@dataclass(frozen=True, slots=True, eq=False)
class Properties:
    """The properties of a net's features.

    ``names`` are those that occur; ``members``, float32 [num_properties, num_features], has 1 where
    a feature belongs to a property; ``tells`` likewise 1 or -1, over their number, where it tells
    the property's direction.
    """

    names: tuple[str, ...]
    members: Tensor
    tells: Tensor

    @classmethod
    def of(cls, spec: ModelSpec) -> Properties:
        """Those of a net of the family "fusion"."""
        rows = (
            *statistics(spec.mel.num_bands), *PITCH[str(spec.params.get("pitch", "harmony"))],
            ("instruments and style", EMBEDDING, 0), ("loudness", 1, 1),
        )  # fmt: skip
        names = tuple(dict.fromkeys(name for name, _, _ in rows))
        members = torch.zeros(len(names), sum(count for _, count, _ in rows))
        tells = torch.zeros_like(members)
        start = 0
        for name, count, sign in rows:
            members[names.index(name), start : start + count] = 1.0
            tells[names.index(name), start : start + count] = float(sign)
            start += count
        return cls(names, members, tells / tells.abs().sum(dim=1, keepdim=True).clamp(min=1.0))

    def words(self, row: Tensor) -> list[str]:
        """How a sound with standardised features [num_features] differs from the middle."""
        return [
            WORDS[name][0 if value >= 0 else 1]
            if name in WORDS and abs(value) >= _TOLD
            else f"its {name}"
            for name, value in zip(self.names, (self.tells @ row).tolist(), strict=True)
        ]
