"""Moments of songs, and those that are like a given one.

With each analysis stands a short summary: a few moments that lie as far apart on the plane of
valence and arousal as the song goes. A search passes over all summaries, then compares the whole
curves of the songs that came nearest.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mer_core.emotion import UNCERTAIN, EmotionCurve
from mer_core.errors import InputError
from mer_core.library.connection import Connection, Row
from mer_core.library.mood_text import LETTERS

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

#: How long a moment is, if nothing else is said, and how long it may be, in seconds.
MOMENT_S, MAX_MOMENT_S = 10.0, 600.0
#: How many moments a summary has; each is two letters, valence and arousal.
NUM_MOMENTS = 8
MAX_FOUND = 1000
_FIRST, _LEVELS = 33, 94  # the printable letters of ASCII
#: Curves are compared at one value a second, of so many songs at least.
_GRID_S = 1.0
_REFINED = 200
#: How far apart on the plane songs count that differ in one of these alone: by 1 in a head (root
#: mean square), by half an octave of tempo, by what is known of one of them only.
_HEAD, _TEMPO, _UNKNOWN = 0.5, 0.2, 0.08
#: What it costs, squared, where a song says nothing.
_SILENT = 4.0
_FILL_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Likeness:
    """A track whose moment at ``at_s`` is like the one that was asked for.

    ``distance`` is 0 for the same: on the plane, in units of valence and arousal, with what the
    whole songs differ in added.
    """

    track_id: int
    at_s: float
    distance: float


@dataclass(frozen=True, slots=True, eq=False)
class _Song:
    """What is compared: ``curve`` float64 [2, num_seconds] from ``start_s`` on, ``silent`` bool
    [num_seconds] where it says nothing; each head as float64 [num_values] or None.
    """

    start_s: float
    curve: Floats
    silent: Truths
    heads: tuple[Floats | None, ...]
    bpm: float | None


def summary(curve: EmotionCurve) -> str:
    """NUM_MOMENTS moments of a curve as two letters each, silence left out; "" for an empty one.

    The first is the one nearest to the song's mean, each following the one that is furthest from
    all before (Gonzalez 1985), so that every moment of the song is near one of them.
    """
    sounds = np.array([mood != UNCERTAIN for mood in curve.moods], bool)
    return _summary(np.stack([curve.valence, curve.arousal])[:, sounds], curve.step_s)


def _summary(curve: Floats | NDArray[np.float32], step_s: float) -> str:
    means = _means(curve, round(MOMENT_S / step_s))
    if not means.shape[1]:
        return ""
    chosen = [int(_apart(means, means.mean(1)).argmin())]
    nearest = _apart(means, means[:, chosen[0]])
    while len(chosen) < NUM_MOMENTS:
        chosen.append(int(nearest.argmax()))
        nearest = np.minimum(nearest, _apart(means, means[:, chosen[-1]]))
    levels = np.rint((means[:, chosen].T + 1.0) / 2.0 * (_LEVELS - 1)).astype(np.uint8)
    return (levels + np.uint8(_FIRST)).tobytes().decode("ascii")


def put(connection: Connection, analysis_id: int, curve: EmotionCurve) -> None:
    """Store the summary of an analysis, within a transaction of the caller's."""
    connection.run("INSERT OR REPLACE INTO moments VALUES (?, ?)", analysis_id, summary(curve))


def complete(connection: Connection) -> None:
    """Sum up the analyses of older libraries, some hundred a commit."""
    have, all_of = (
        connection.value(f"SELECT count(*) FROM {table}") for table in ("moments", "analyses")
    )
    is_whole = have == all_of
    while not is_whole:
        rows = connection.all(
            "SELECT a.id, a.step_s, a.mood_curve, c.valence, c.arousal FROM analyses a"
            " LEFT JOIN curves c ON c.analysis_id = a.id"
            " WHERE a.id NOT IN (SELECT analysis_id FROM moments)"
            f" LIMIT {_FILL_AT_ONCE}"
        )
        with connection.transaction():
            for analysis_id, step_s, *stored in rows:
                read = _read_curve(step_s, *stored)
                letters = "" if read is None else _summary(read[0][:, ~read[1]], step_s)
                connection.run("INSERT OR IGNORE INTO moments VALUES (?, ?)", analysis_id, letters)
        is_whole = len(rows) < _FILL_AT_ONCE


def like(
    connection: Connection, track_id: int, at_s: float | None, for_s: float, limit: int
) -> list[Likeness]:
    """The tracks with moments like the ``for_s`` seconds of a track that begin at ``at_s`` (None:
    like those that are most like the whole song), the most alike first.

    One track for each sound, the track's own left out; of missing and uncertain ones none. Raises
    InputError where the track is not analysed or the moment lies outside it.
    """
    if not 1.0 <= for_s <= MAX_MOMENT_S:
        raise InputError(f"A passage lasts from 1 to {MAX_MOMENT_S:.0f} seconds.")
    limit = min(limit, MAX_FOUND)
    sought = _sought(connection, track_id)
    passage = _passage(sought, at_s, for_s)
    complete(connection)
    found: list[Likeness] = []
    for ids in _nearest(connection, passage.mean(1), max(_REFINED, 2 * limit)):
        songs = [(row[0], _song(row[1:])) for row in _rows(connection, track_id, ids)]
        found += [
            _compared(each, song, sought, passage)
            for each, song in songs
            if song is not None and not song.silent.all()
        ]
        if len(found) >= limit:
            break
    return sorted(found, key=lambda each: (each.distance, each.track_id))[:limit]


def _sought(connection: Connection, track_id: int) -> _Song:
    rows = connection.all(f"SELECT {_SONG} {_FROM} WHERE t.id = ? GROUP BY t.id", track_id)
    song = _song(rows[0][1:]) if rows else None
    if song is None:
        raise InputError("This song is not analysed yet; analyse it first.")
    return song


def _passage(song: _Song, at_s: float | None, for_s: float) -> Floats:
    """The asked-for part of a curve, silence left out: [2, num_seconds], at least one second."""
    number, length = round(for_s / _GRID_S), len(song.silent)
    end_s = song.start_s + length * _GRID_S
    if song.silent.all():
        raise InputError("Nothing can be said of this song; choose another.")
    if at_s is None:
        apart = _apart(song.curve, song.curve[:, ~song.silent].mean(1))
        cost = np.where(song.silent, _SILENT, apart)
        first = int(_means(cost[None], number).argmin())
    elif not 0.0 <= at_s <= end_s:
        raise InputError(f"The song ends at {int(end_s) // 60}:{int(end_s) % 60:02}.")
    else:
        first = min(max(int((at_s - song.start_s) / _GRID_S), 0), length - 1)
    part = slice(first, first + number)
    if song.silent[part].all():
        raise InputError("Nothing can be said of this moment of the song; choose another.")
    return song.curve[:, part][:, ~song.silent[part]]


def _nearest(connection: Connection, place: Floats, number: int) -> Iterable[list[int]]:
    """The ids of analyses, the nearest first: ``number`` of them, then twice as many, and so on."""
    # One long text is read several times faster than as many rows.
    ids_text, letters_text = connection.all(
        "SELECT group_concat(analysis_id), group_concat(letters, '') FROM moments"
        " WHERE letters != ''"
    )[0]
    if ids_text is None:
        return
    ids = np.fromstring(str(ids_text), np.int64, sep=",")
    letters = np.frombuffer(letters_text.encode("ascii"), np.uint8).reshape(len(ids), -1, 2)
    # The squared distance of each letter along its axis is looked up.
    levels = np.linspace(-1.0, 1.0, _LEVELS)
    table = np.zeros((2, _FIRST + _LEVELS), np.float32)
    table[:, _FIRST:] = np.square(levels - place[:, None])
    distance = (table[0][letters[..., 0]] + table[1][letters[..., 1]]).min(1)
    done = 0
    while done < len(ids):
        end = min(done + number, len(ids))
        order = np.argpartition(distance, end - 1)[:end]
        order = order[np.argsort(distance[order], kind="stable")]
        yield ids[order[done:]].tolist()
        done, number = end, 2 * number


_SONG = (
    "min(t.id), a.start_s, a.step_s, a.mood_curve, c.valence, c.arousal, c.gems, c.film, c.voice,"
    " ifnull(t.tag_bpm, t.bpm)"
)
_FROM = (
    "FROM tracks t JOIN analyses a ON a.id = t.analysis_id JOIN curves c ON c.analysis_id = a.id"
)


def _rows(connection: Connection, track_id: int, analysis_ids: Sequence[int]) -> list[Row]:
    return connection.all(
        f"SELECT {_SONG} {_FROM} WHERE t.analysis_id IN (SELECT value FROM json_each(?1))"
        " AND NOT t.missing AND +t.state != 'uncertain'"
        " AND t.audio_hash IS NOT (SELECT audio_hash FROM tracks WHERE id = ?2)"
        " GROUP BY t.audio_hash",
        json.dumps(analysis_ids), track_id,
    )  # fmt: skip


def _song(row: Row) -> _Song | None:
    """None where what is stored is damaged or empty."""
    start_s, step_s, moods, valence, arousal, *heads, bpm = row
    read = _read_curve(step_s, moods, valence, arousal)
    if read is None:
        return None
    curve, silent = read
    steps = np.arange(len(silent)) * step_s
    seconds = np.arange(0.0, max(len(silent) * step_s, _GRID_S), _GRID_S)
    grid = np.stack([np.interp(seconds, steps, axis) for axis in curve])
    still = silent[np.minimum(seconds / step_s, len(silent) - 1).astype(int)]
    return _Song(start_s, grid, still, tuple(map(_doubles, heads)), bpm)


def _compared(track_id: int, song: _Song, sought: _Song, passage: Floats) -> Likeness:
    """Where a song's curve runs most like a passage. One that is shorter than the passage is
    compared with the passage's beginning.
    """
    number = min(passage.shape[1], song.curve.shape[1])
    windows = np.lib.stride_tricks.sliding_window_view(song.curve, number, axis=1)
    apart = np.square(windows - passage[:, None, :number]).sum(0).mean(1)
    apart += _SILENT * _means(song.silent[None].astype(np.float64), number)[0]
    first = int(apart.argmin())
    distance = math.sqrt(apart[first] + _songs_apart(song, sought))
    return Likeness(track_id, song.start_s + first * _GRID_S, distance)


def _songs_apart(song: _Song, sought: _Song) -> float:
    """Squared: how far two whole songs are from each other in heads and tempo."""
    total = 0.0
    for a, b in zip(song.heads, sought.heads, strict=True):
        if b is not None and a is not None and a.shape == b.shape:
            total += _HEAD**2 * float(np.square(a - b).mean())
        elif b is not None:
            total += _UNKNOWN**2
    if sought.bpm:
        octaves = math.log2(song.bpm / sought.bpm) if song.bpm else 0.0
        off = _TEMPO * 2.0 * abs(octaves - round(octaves)) if song.bpm else _UNKNOWN
        total += off**2
    return total


def _read_curve(
    step_s: float, moods: str, valence: object, arousal: object
) -> tuple[Floats, Truths] | None:
    """A stored curve [2, num_steps] and where it says nothing; None where it is damaged, empty."""
    try:
        curve = np.stack([np.frombuffer(values, "<f4") for values in (valence, arousal)])  # type: ignore[call-overload]
    except (ValueError, TypeError):
        return None
    silent = np.frombuffer(moods.encode("utf-8"), np.uint8) == ord(LETTERS[UNCERTAIN])
    sane = 0.0 < step_s < math.inf and bool(np.isfinite(curve).all())
    if not sane or not len(silent) or curve.shape[1] != len(silent):
        return None
    return np.clip(curve.astype(np.float64), -1.0, 1.0), silent


def _means(curve: Floats | NDArray[np.float32], number: int) -> Floats:
    """The means of ``number`` steps in a row of ``curve`` [num, num_steps]: [num, num_windows]."""
    number = min(max(number, 1), curve.shape[1])
    total = np.zeros((len(curve), curve.shape[1] + 1))
    np.cumsum(curve, axis=1, out=total[:, 1:])
    return np.asarray((total[:, number:] - total[:, : total.shape[1] - number]) / max(number, 1))


def _apart(places: Floats, place: Floats) -> Floats:
    """Squared distances of ``places`` [2, num] from one place [2]."""
    return np.asarray(np.square(places - place[:, None]).sum(0))


def _doubles(blob: bytes | None) -> Floats | None:
    try:
        return None if blob is None else np.frombuffer(blob, "<f8")
    except ValueError:
        return None
