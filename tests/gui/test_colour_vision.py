"""Moods in colours that every eye tells apart, and what colours by mood."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from app.theme import MOOD_ANGLES, Theme, contrast
from mer_core.emotion import MOODS_AND_UNCERTAIN
from tests.gui.colour_vision import VISIONS, Rgb, ciede2000, seen_lab

THEMES = (Theme.dark(), Theme.light(), Theme.high_contrast())
#: Far more than the eye needs to tell two large fields apart; the standard colours have 3.
_APART = 20.0
_PLACES = {"exuberant": (0.7, 0.7), "tense": (-0.7, 0.7), "sad": (-0.7, -0.7), "calm": (0.7, -0.7)}


def rgb(colour: QColor) -> Rgb:
    return np.array([colour.redF(), colour.greenF(), colour.blueF()])


def nearest(colours: dict[str, QColor], vision: str) -> tuple[float, str, str]:
    """By how much the two differ that look most alike, of different quarters of the plane."""
    labs = {name: seen_lab(rgb(colour), vision) for name, colour in colours.items()}
    return min(
        (ciede2000(labs[one], labs[other]), one, other)
        for one, other in combinations(colours, 2)
        if quarter(one) != quarter(other)
    )


def quarter(name: str) -> int:
    if name in _PLACES:
        return list(_PLACES).index(name)
    return int(MOOD_ANGLES[name] // 90)


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1, 2), (50, 0, 0), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ],
)
def test_the_difference_of_colours_is_that_of_its_authors(
    first: tuple[float, ...], second: tuple[float, ...], apart: float
) -> None:
    assert ciede2000(np.array(first), np.array(second)) == pytest.approx(apart, abs=1e-4)


def test_the_visions_lack_what_they_lack() -> None:
    """Each leaves greys as they are, and some pair of colours becomes nearly one."""
    grey = np.full(3, 0.5)
    for vision in VISIONS:
        assert ciede2000(seen_lab(grey, vision), seen_lab(grey, "normal")) < 0.5
    standard = {name: Theme.dark().mood_colour(name) for name in MOOD_ANGLES}
    assert nearest(standard, "normal")[0] > 15
    assert nearest(standard, "deuteranopia")[0] < 5
    assert nearest(standard, "tritanopia")[0] < 5


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_moods_and_places_of_different_quarters_are_told_apart(theme: Theme, vision: str) -> None:
    safe = replace(theme, is_safe=True)
    moods = {name: safe.mood_colour(name) for name in MOOD_ANGLES}
    places = {name: safe.point_colour(*place) for name, place in _PLACES.items()}
    for colours in (moods, places):
        apart, one, other = nearest(colours, vision)
        assert apart >= _APART, f"{one} and {other} are {apart:.1f} apart"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_mood_and_place_stands_out_from_the_ground(theme: Theme) -> None:
    safe = replace(theme, is_safe=True)
    moods = [safe.mood_colour(name) for name in MOODS_AND_UNCERTAIN]
    angles = np.radians(np.arange(0, 360, 5)).tolist()
    rim = [safe.point_colour(math.cos(angle), math.sin(angle)) for angle in angles]
    for ground in ("ground", "panel", "raised", "plot"):
        for colour in (*moods, *rim, safe.point_colour(0.0, 0.0)):
            assert contrast(colour, safe.colour(ground)) >= 3.0
