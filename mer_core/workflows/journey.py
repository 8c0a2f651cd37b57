"""A journey over the plane through the songs of the library."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from mer_core.emotion import MOODS
from mer_core.errors import InputError
from mer_core.imports.typed import read_value
from mer_core.inference.moods import MoodMap
from mer_core.library.database import Library
from mer_core.playlists.choosing import IntArray, Pool
from mer_core.playlists.journey import Journey, Place, Wish, plan
from mer_core.playlists.sets import SetWish


def read_place(text: str, moods: MoodMap) -> Place:
    """A place on the plane: a mood word, or valence and arousal as in "-0.4 0.2".

    Raises InputError where it is neither.
    """
    word = text.strip().casefold()
    for mood in moods.moods:
        if mood.name == word:
            return mood.valence, mood.arousal
    numbers = re.split(r"[\s;/]+|,\s+|(?<=\d),(?=[-+−]?\d*[.]\d)", text.strip(" ()"))
    if len(numbers) != 2:
        raise InputError(
            f'"{text}" is no place on the plane; write a mood ({", ".join(MOODS)}), or valence and '
            'arousal, such as "-0.4 0.2".'
        )
    return read_value("valence", numbers[0]), read_value("arousal", numbers[1])


def plan_journey(
    library: Library, wish: Wish | SetWish, query: str = "", *, model_sha256: str | None = None
) -> Journey:
    """The journey of ``wish`` through what a search finds; where songs are mixed by tempo or key,
    through those of which these are known.

    Raises InputError where the search cannot be understood or finds too few songs, LibraryError.
    """
    mixing, is_set = wish.mixing, isinstance(wish, SetWish)
    songs = [
        song
        for song in library.placed_songs(query, model_sha256=model_sha256)
        if not (is_set and song.energy is None)
        and not (mixing.tempo is not None and not song.bpm)
        and not (mixing.keys and song.key is None)
    ]
    pool = Pool(
        np.array([song.id for song in songs], np.int64),
        np.array([(song.valence, song.arousal) for song in songs], np.float64).reshape(-1, 2),
        np.array([np.nan if s.duration_s is None else s.duration_s for s in songs], np.float64),
        _codes([song.artist for song in songs]),
        _codes([song.audio_hash for song in songs]),
        np.array([song.energy or 0 for song in songs], np.float64),
        np.array([song.bpm or 0 for song in songs], np.float64),
        np.array([song.key or 0 for song in songs], np.int64),
        mixing,
    )
    return plan(pool, wish)


def _codes(names: Sequence[str]) -> IntArray:
    """A number for each name, the same for the same; -1 for none."""
    known = {"": -1}
    return np.array([known.setdefault(name, len(known)) for name in names], np.int64)
