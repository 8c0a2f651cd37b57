"""What the songs of the large map are coloured by, and the legend of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from app.i18n import mark, tr
from app.theme import Theme, mood_word
from app.theme.oklch import oklch
from mer_core.emotion import MOODS_AND_UNCERTAIN
from mer_core.library.map_songs import MapSongs

COLOUR_BY = ("mood", "genre", "year", "crate")
#: So many genres or crates have a colour of their own; the eye tells no more apart.
_MOST = 8
_OTHERS = mark("others")


@dataclass(frozen=True, slots=True, eq=False)
class Colouring:
    """``names`` and ``colours`` of the groups; ``group_of`` int64 [num_songs] indexes them."""

    names: tuple[str, ...]
    colours: tuple[QColor, ...]
    group_of: NDArray[np.int64]

    @property
    def legend(self) -> list[tuple[str, QColor]]:
        """The groups that have songs, the largest first, "others" last."""
        counts = np.bincount(self.group_of, minlength=len(self.names))
        others = tr(_OTHERS)
        order = sorted(
            np.flatnonzero(counts).tolist(),
            key=lambda g: (self.names[g] == others, 0 if self._is_ordered else -counts[g]),
        )
        return [(self.names[group], self.colours[group]) for group in order]

    @property
    def _is_ordered(self) -> bool:
        others = tr(_OTHERS)
        return all(name[:1].isdigit() or name == others for name in self.names)


def colouring(songs: MapSongs, by: str, theme: Theme) -> Colouring:
    """Colour ``songs`` by one of COLOUR_BY."""
    if by == "mood":
        moods = MOODS_AND_UNCERTAIN
        colours = tuple(theme.mood_colour(name) for name in moods)
        return Colouring(tuple(map(mood_word, moods)), colours, songs.moods)
    if by == "year":
        return _by_year(songs.values["year"], theme)
    if by == "crate":
        largest = sorted(songs.crates, key=lambda name: -len(songs.crates[name]))[:_MOST]
        group_of = np.full(len(songs), len(largest), np.int64)
        for group in reversed(range(len(largest))):
            group_of[songs.crates[largest[group]]] = group
        return _named(largest, group_of, theme)
    common = [name for name, _ in Counter(filter(None, songs.genres)).most_common(_MOST)]
    place = {name: group for group, name in enumerate(common)}
    group_of = np.array([place.get(name, len(common)) for name in songs.genres], np.int64)
    return _named(common, group_of, theme)


def _named(names: list[str], group_of: NDArray[np.int64], theme: Theme) -> Colouring:
    """Hues of equal lightness, as far apart as they go."""
    colours = [
        oklch(theme.mood_lightness - 0.08 * (number % 2), 0.14, 30 + 360 * number / _MOST)
        for number in range(len(names))
    ]
    return Colouring((*names, tr(_OTHERS)), (*colours, theme.colour("faint")), group_of)


def _by_year(years: NDArray[np.float32], theme: Theme) -> Colouring:
    """Decades from violet to yellow, ever lighter."""
    known = np.isfinite(years)
    decades = np.unique(years[known] // 10).astype(int)
    group_of = np.full(len(years), len(decades), np.int64)
    group_of[known] = np.searchsorted(decades, years[known] // 10)
    last = max(len(decades) - 1, 1)
    low = 0.5 if theme.is_dark else 0.38
    colours = [
        oklch(low + 0.35 * n / last, 0.14, 290 - 200 * n / last) for n in range(len(decades))
    ]
    names = [tr("{decade}0s").format(decade=decade) for decade in decades]
    return Colouring((*names, tr(_OTHERS)), (*colours, theme.colour("faint")), group_of)
