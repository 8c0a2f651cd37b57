"""Songs in a row that lead from one mood to another in small, even steps.

Music therapy calls it the iso principle (Altshuler 1948): begin where the listener is, then move
step by step (Heiderscheit and Madson 2015, "Use of the Iso Principle as a Central Method in Mood
Management"). What is chosen here are songs near a line over the plane of valence and arousal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from mer_core.errors import InputError
from mer_core.playlists.choosing import (
    FREE,
    NEVER,
    STEP,
    Array,
    Mixing,
    Pool,
    choose,
    cost_of,
    near,
)
from mer_core.tonality import Key

if TYPE_CHECKING:
    from mer_core.playlists.sets import SetWish

#: Valence and arousal, each in [-1, 1].
Place = tuple[float, float]

#: How the way runs: directly; first down in arousal, then up; first to the goal's arousal, then to
#: its valence; a dip before a longer rise.
SHAPES = ("straight", "U", "L", "J")
#: How many songs are usual, and how long that lasts, in minutes.
USUAL_SONGS, USUAL_MINUTES = (5, 7), (15.0, 30.0)
MAX_SONGS = 60
#: Ends that lie further apart than this are joined by way of calm.
_FAR, _CALM = 1.5, (0.35, -0.45)
_DIP = {"U": 0.5, "J": 0.25}


@dataclass(frozen=True, slots=True)
class Wish:
    """Where the journey begins and ends, how it runs and how long it takes.

    Without ``num_songs`` there are as many as even steps need, of the USUAL_SONGS; ``minutes`` are
    the least and the most that all songs together may last, kept to as far as the songs allow.
    Raises ValueError where a value is out of range.
    """

    start: Place
    end: Place
    shape: str = "straight"
    num_songs: int | None = None
    minutes: tuple[float, float] = USUAL_MINUTES
    mixing: Mixing = FREE

    def __post_init__(self) -> None:
        if any(not -1.0 <= value <= 1.0 for value in (*self.start, *self.end)):
            raise ValueError("valence and arousal lie between -1 and 1")
        if self.shape not in SHAPES:
            raise ValueError(f"unknown shape {self.shape!r}")
        check_length(self.num_songs, self.minutes)

    @property
    def way(self) -> tuple[Place, ...]:
        """The corners of the line over the plane."""
        return way_of(self)

    def matched(self, pool: Pool) -> Pool:
        """``pool`` with its places as ``targets`` has them."""
        return pool

    def targets(self, pool: Pool, number: int) -> Array:
        """Where each of ``number`` songs should lie: [number, num_axes]."""
        return along(self.way, number)

    def usual_number(self, pool: Pool) -> int:
        """How many songs make steps of the usual size, within the usual number."""
        length = float(np.hypot(*np.diff(np.asarray(self.way), axis=0).T).sum())
        least, most = USUAL_SONGS
        return self.num_songs or min(max(round(length / STEP) + 1, least), most)

    def words(self, pool: Pool, before: int, after: int) -> str:
        """What a step from one row to another does: "more pleasant .12, calmer .20"."""
        changes = (pool.places[after] - pool.places[before]).round(2)
        words = []
        for change, more, less in zip(
            changes, ("more pleasant", "livelier"), ("less pleasant", "calmer"), strict=True
        ):
            if change:
                words.append(f"{more if change > 0 else less} {_figure(change)}")
        return ", ".join([*words, *mixing_words(pool, before, after)])


def check_length(num_songs: int | None, minutes: tuple[float, float]) -> None:
    """Raises ValueError where there cannot be so many songs or minutes."""
    if num_songs is not None and not 2 <= num_songs <= MAX_SONGS:
        raise ValueError(f"a journey has 2 to {MAX_SONGS} songs")
    if not 0.0 < minutes[0] <= minutes[1]:
        raise ValueError("the minutes must be positive, the fewest first")


def mixing_words(pool: Pool, before: int, after: int) -> list[str]:
    """How tempo and key go on, where they matter: ["122 → 124 BPM", "8A → 9A"]."""
    words = []
    if pool.mixing.tempo is not None:
        words.append(f"{pool.bpms[before]:.0f} → {pool.bpms[after]:.0f} BPM")
    if pool.mixing.keys:
        names = (Key(int(pool.keys[row])).camelot for row in (before, after))
        words.append(" → ".join(names))
    return words


@dataclass(frozen=True, slots=True)
class Step:
    """One song of a journey: its ``row`` in the pool, where it stands on the plane, and how far it
    is ``off`` what was wished there.

    ``change`` is what it does to valence and arousal after the song before, (0, 0) for the first;
    ``words`` say the same and what else is asked of a step, "" for the first.
    """

    row: int
    place: Place
    off: float
    change: Place
    words: str

    @property
    def size(self) -> float:
        """How far it is on the plane from the song before."""
        return float(np.hypot(*self.change))


@dataclass(frozen=True, slots=True, eq=False)
class Journey:
    """The songs that were chosen, in their order; ``note`` says what had to give way, if any."""

    wish: Wish | SetWish
    pool: Pool
    rows: tuple[int, ...]
    note: str = ""

    @property
    def way(self) -> tuple[Place, ...]:
        """The corners of the line over the plane; none where it is not over the plane."""
        return self.wish.way

    @property
    def steps(self) -> tuple[Step, ...]:
        """Each song with its step."""
        rows, wish = list(self.rows), self.wish
        places = self.pool.places[rows]
        changes = np.diff(places, axis=0, prepend=places[:1])
        targets = wish.targets(self.pool, len(rows))
        off = np.linalg.norm(wish.matched(self.pool).places[rows] - targets, axis=1)
        words = ["", *(wish.words(self.pool, *pair) for pair in pairwise(rows))]
        return tuple(
            Step(row, _place(places[n]), float(off[n]), _place(changes[n]), words[n])
            for n, row in enumerate(rows)
        )

    @property
    def ids(self) -> list[int]:
        """The ids of its songs."""
        return [int(self.pool.ids[row]) for row in self.rows]

    @property
    def duration_s(self) -> float:
        """How long it lasts, songs of unknown length left out."""
        return float(np.nansum(self.pool.durations_s[list(self.rows)]))

    def instead(self, step: int, most: int = 8) -> list[int]:
        """The rows that fit best in place of a step's song, the best first."""
        targets = self.wish.targets(self.pool, len(self.rows))
        pool = self.wish.matched(self.pool)
        taken = set(pool.sounds[list(self.rows)].tolist())
        costs = {
            row: cost_of(pool, targets, self.with_row(step, row).rows)
            for row in near(pool, targets[step]).tolist()
            if pool.sounds[row] not in taken
        }
        possible = [row for row in costs if costs[row] < NEVER]
        return sorted(possible, key=costs.__getitem__)[:most]

    def with_row(self, step: int, row: int) -> Journey:
        """The journey with another song at a step."""
        return replace(self, rows=(*self.rows[:step], row, *self.rows[step + 1 :]))


def plan(pool: Pool, wish: Wish | SetWish) -> Journey:
    """The journey through ``pool`` whose songs lie nearest to the way in the most even steps.

    Where there is no other artist, one follows himself; where fewer songs are there than would be
    usual, all are taken. Raises InputError where there are too few songs, or too few that can
    follow each other.
    """
    pool, note = _one_artist(pool)
    number, found = wish.usual_number(pool), dict[int, Journey]()
    num_sounds = len(np.unique(pool.sounds))
    if wish.num_songs is None and 2 <= num_sounds < number:
        number = num_sounds
        note += f" There are only {number} songs to choose from, so steps may be long."
    while number not in found:
        rows = choose(wish.matched(pool), wish.targets(pool, number)) if len(pool) else None
        if rows is None:
            break
        found[number] = Journey(wish, pool, rows, note.strip())
        number = _better_number(found[number])
    if not found:
        if pool.mixing != FREE and len(pool) >= number:
            raise InputError(
                f"No {number} of these {len(pool)} songs can be mixed one into the next; allow "
                "more tempo, leave the keys free, or ask for fewer songs."
            )
        raise InputError(
            f"There are too few songs ({len(pool)}) to choose {number} from, no artist twice in a "
            "row; analyse more music, or ask for fewer songs."
        )
    return min(found.values(), key=_minutes_off)


def _one_artist(pool: Pool) -> tuple[Pool, str]:
    """``pool`` where its only artist may come twice in a row, and a sentence that says so."""
    artists = set(pool.artists.tolist())
    if len(pool) < 2 or len(artists) > 1 or artists == {-1}:
        return pool, ""
    pool = replace(pool, artists=np.full(len(pool), -1, np.int64))
    return pool, "All these songs are by one artist, so nobody else comes in between."


def way_of(wish: Wish) -> tuple[Place, ...]:
    """The corners of the way, its ends included."""
    start, end = wish.start, wish.end
    low = min(start[1], end[1])
    if wish.shape == "L":
        corner = (start[0], end[1])
    elif wish.shape in _DIP:
        share = 0.5 if wish.shape == "U" else 0.25
        corner = (start[0] + share * (end[0] - start[0]), max(low - _DIP[wish.shape], -1.0))
    elif np.hypot(end[0] - start[0], end[1] - start[1]) > _FAR and not _touches_calm(start, end):
        corner = _CALM
    else:
        return (start, end)
    return (start, corner, end)


def along(way: Sequence[Place], number: int) -> Array:
    """Evenly spaced points on a line of corners, its ends included: [number, 2]."""
    corners = np.asarray(way, dtype=np.float64)
    lengths = np.hypot(*np.diff(corners, axis=0).T)
    passed = np.concatenate([[0.0], np.cumsum(lengths)])
    at = np.linspace(0.0, passed[-1], number)
    return np.stack([np.interp(at, passed, corners[:, axis]) for axis in (0, 1)], axis=1)


def _figure(value: float) -> str:
    return f"{abs(value):.2f}".removeprefix("0")


def _place(values: Array) -> Place:
    return float(values[0]), float(values[1])


def _touches_calm(start: Place, end: Place) -> bool:
    return any(valence > 0 > arousal for valence, arousal in (start, end))


def _better_number(journey: Journey) -> int:
    """How many such songs last as long as was wished; the same where these do."""
    number, minutes = len(journey.rows), journey.duration_s / 60.0
    if journey.wish.num_songs is not None or not _minutes_off(journey) or not minutes:
        return number
    middle = sum(journey.wish.minutes) / 2.0
    return min(max(round(number * middle / minutes), 2), MAX_SONGS)


def _minutes_off(journey: Journey) -> float:
    """By how many minutes a journey misses what was wished; 0 where it does not."""
    minutes, (least, most) = journey.duration_s / 60.0, journey.wish.minutes
    return max(least - minutes, minutes - most, 0.0)
