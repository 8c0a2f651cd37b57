"""Choosing songs for points on a plane, so that they lie near and the steps between are even."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mer_core.tonality import Key

Array = NDArray[np.float64]
IntArray = NDArray[np.int64]
#: How long a step is meant to be: distances are told in such steps.
STEP = 0.2
#: What it costs that an artist comes twice in a row: more than any distance.
NEVER = 1e6
#: How many songs near each point are looked at; more where most cannot follow each other.
_NEAREST, _NEAREST_TO_MIX = 64, 384


@dataclass(frozen=True, slots=True)
class Mixing:
    """How a song is mixed into the next: by how much the tempo may differ, as a share of it, half
    and double time allowed (None: by whatever); whether the keys must go together.
    """

    tempo: float | None = None
    keys: bool = False

    def __post_init__(self) -> None:
        if self.tempo is not None and not 0.0 <= self.tempo <= 1.0:
            raise ValueError("the tempo may differ by 0 to 100 %")


FREE = Mixing()


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Songs to choose from, a row each.

    ``ids`` int64 [num_songs]; ``places`` float64 [num_songs, num_axes], valence and arousal or
    whatever targets are given in; ``durations_s`` float64 [num_songs], NaN where not known.
    ``artists`` and ``sounds`` are int64 [num_songs], equal where these are: an artist does not
    follow himself (but -1, unknown, may), of equal sounds one is taken. ``energies`` and ``bpms``
    float64, ``keys`` int64 (see tonality.Key) [num_songs] are there where they are asked for.
    """

    ids: IntArray
    places: Array
    durations_s: Array
    artists: IntArray
    sounds: IntArray
    energies: Array = field(default_factory=lambda: np.zeros(0))
    bpms: Array = field(default_factory=lambda: np.zeros(0))
    keys: IntArray = field(default_factory=lambda: np.zeros(0, np.int64))
    mixing: Mixing = FREE

    def __len__(self) -> int:
        return len(self.ids)

    def clash(self, before: IntArray, after: IntArray) -> NDArray[np.bool_]:
        """Which rows cannot follow which: [len(before), len(after)]."""
        artists = self.artists[before][:, None], self.artists[after][None]
        clash: NDArray[np.bool_] = (artists[0] == artists[1]) & (artists[0] >= 0)
        if self.mixing.tempo is not None:
            octaves = np.log2(self.bpms[before][:, None] / self.bpms[after][None])
            off = np.abs(octaves - np.clip(np.rint(octaves), -1, 1))
            clash |= off > np.log2(1.0 + self.mixing.tempo) + 1e-9
        if self.mixing.keys:
            clash |= ~_MIXES[self.keys[before][:, None], self.keys[after][None]]
        return clash


_MIXES = np.zeros((24, 24), bool)
for _rank in range(24):
    _MIXES[_rank, [key.rank for key in Key(_rank).mixing]] = True


def choose(pool: Pool, targets: Array) -> tuple[int, ...] | None:
    """The cheapest rows for ``targets`` [num_steps, 2], no song twice; None where there are none.

    By dynamic programming over the songs near each target (as the speech recognisers' Viterbi).
    """
    if len(pool) < len(targets):
        return None
    nearest = [near(pool, target) for target in targets]
    while (rows := _cheapest(pool, targets, nearest)) is not None:
        twice = _twice(pool, targets, rows)
        if twice is None:
            return rows
        place, row = twice
        nearest[place] = nearest[place][nearest[place] != row]
    return None


def cost_of(pool: Pool, targets: Array, rows: Sequence[int]) -> float:
    """What rows cost: how far they are from their targets, and how uneven the steps between."""
    chosen = [np.array([row]) for row in rows]
    cost = sum(float(_off(pool, row, t)[0]) for row, t in zip(chosen, targets, strict=True))
    ideal = _ideal(targets)
    for before, after in pairwise(chosen):
        cost += float(_between(pool, before, after, ideal)[0, 0])
    return cost


def near(pool: Pool, target: Array) -> IntArray:
    """The rows nearest to a target, the nearest first; of equal sounds one."""
    distance = np.linalg.norm(pool.places - target, axis=1)
    rows = np.arange(len(pool))
    number = _NEAREST if pool.mixing == FREE else _NEAREST_TO_MIX
    if len(rows) > 4 * number:
        rows = np.argpartition(distance, 4 * number)[: 4 * number]
    rows = rows[np.argsort(distance[rows], kind="stable")]
    _, first = np.unique(pool.sounds[rows], return_index=True)
    return rows[np.sort(first)][:number]


def _between(pool: Pool, before: IntArray, after: IntArray, ideal: float) -> Array:
    """What it costs to go from rows to rows: [len(before), len(after)]."""
    apart = pool.places[before][:, None] - pool.places[after][None]
    uneven = np.square((np.linalg.norm(apart, axis=2) - ideal) / STEP)
    clash = pool.clash(before, after)
    return np.asarray(0.5 * uneven + NEVER * clash, dtype=np.float64)


def _ideal(targets: Array) -> float:
    return float(np.linalg.norm(np.diff(targets, axis=0), axis=1).mean())


def _off(pool: Pool, rows: IntArray, target: Array) -> Array:
    return np.asarray(np.square(pool.places[rows] - target).sum(1) / STEP**2, dtype=np.float64)


def _twice(pool: Pool, targets: Array, rows: Sequence[int]) -> tuple[int, int] | None:
    """The place and row of a song that comes twice, there where it fits worse."""
    first: dict[int, int] = {}
    for place, row in enumerate(rows):
        earlier = first.setdefault(int(pool.sounds[row]), place)
        if earlier != place:
            worst = max(
                (earlier, place),
                key=lambda at: float(_off(pool, np.array([rows[at]]), targets[at])[0]),
            )
            return worst, rows[worst]
    return None


def _cheapest(pool: Pool, targets: Array, near: Sequence[IntArray]) -> tuple[int, ...] | None:
    """By dynamic programming over the songs near each target."""
    if any(len(rows) == 0 for rows in near):
        return None
    ideal = _ideal(targets)
    cost = _off(pool, near[0], targets[0])
    back: list[IntArray] = []
    for place in range(1, len(targets)):
        total = cost[:, None] + _between(pool, near[place - 1], near[place], ideal)
        back.append(total.argmin(axis=0))
        cost = total.min(axis=0) + _off(pool, near[place], targets[place])
    if cost.min() >= NEVER:
        return None
    at = int(cost.argmin())
    chosen = [int(near[-1][at])]
    for place in range(len(targets) - 2, -1, -1):
        at = int(back[place][at])
        chosen.append(int(near[place][at]))
    return tuple(reversed(chosen))
