"""Disc jockeys' sets: songs in a row whose energy follows an arc and that can be mixed.

They are journeys (see journey.py) along one axis, energy from 1 to 10.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mer_core.playlists.choosing import STEP, Array, Mixing, Pool
from mer_core.playlists.journey import MAX_SONGS, Place, check_length, mixing_words

#: How the energy runs from the first song to the last, as points of a line from 0, the lowest that
#: the songs have, to 1, the highest.
ARCS = {
    "build": (0.2, 1.0),
    "peak": (0.3, 0.7, 1.0, 0.4),
    "wave": (0.3, 0.9, 0.3, 0.9, 0.3),
    "cool-down": (0.9, 0.1),
}
USUAL_SET_MINUTES = (50.0, 65.0)
#: By how much a disc jockey bends a tempo without being heard.
USUAL_TEMPO = 0.06
BY_TEMPO = Mixing(USUAL_TEMPO)
#: The lowest and highest energy are those of all songs but these shares.
_ENDS = (0.05, 0.95)
_USUAL_SONG_S = 240.0


@dataclass(frozen=True, slots=True)
class SetWish:
    """How the energy runs (one of ARCS), how songs are mixed, and how long it takes, as in a Wish.

    The pool must know the energy of all songs, and tempo and key where they are mixed by them.
    Raises ValueError where a value is out of range.
    """

    arc: str
    num_songs: int | None = None
    minutes: tuple[float, float] = USUAL_SET_MINUTES
    mixing: Mixing = BY_TEMPO

    def __post_init__(self) -> None:
        if self.arc not in ARCS:
            raise ValueError(f"unknown arc {self.arc!r}")
        check_length(self.num_songs, self.minutes)

    @property
    def way(self) -> tuple[Place, ...]:
        """None over the plane."""
        return ()

    def matched(self, pool: Pool) -> Pool:
        """``pool`` with the energy for its place: one more is one usual step."""
        return replace(pool, places=STEP * pool.energies[:, None])

    def targets(self, pool: Pool, number: int) -> Array:
        """The place of each of ``number`` songs: [number, 1]."""
        points = ARCS[self.arc]
        at = np.linspace(0.0, len(points) - 1, number)
        low, high = np.quantile(pool.energies, _ENDS)
        energies = low + (high - low) * np.interp(at, np.arange(len(points)), points)
        return np.asarray(STEP * energies[:, None])

    def usual_number(self, pool: Pool) -> int:
        """How many songs last as long as is wished."""
        known = pool.durations_s[pool.durations_s > 0]
        length_s = float(known.mean()) if len(known) else _USUAL_SONG_S
        number = round(60.0 * sum(self.minutes) / 2.0 / length_s)
        return self.num_songs or min(max(number, 2), MAX_SONGS)

    def words(self, pool: Pool, before: int, after: int) -> str:
        """What a step does: "energy 5 → 6, 122 → 124 BPM, 8A → 9A"."""
        energy = f"energy {pool.energies[before]:.0f} → {pool.energies[after]:.0f}"
        return ", ".join([energy, *mixing_words(pool, before, after)])
