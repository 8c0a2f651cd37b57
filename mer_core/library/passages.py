"""Which songs have a part like the one that is asked for, told by their outlines.

An outline says within what bounds a mean lies, and how many steps of a mood there are at least and
at most. So the answer for a song is yes, no, or that its curve must be looked at.
"""

from __future__ import annotations

import functools
import json
import operator
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mer_core.emotion import MOODS_AND_UNCERTAIN
from mer_core.library import outlines
from mer_core.library.connection import Connection
from mer_core.library.query import fields
from mer_core.library.query.fields import Condition
from mer_core.library.query.numbers import Interval
from mer_core.library.query.tree import Either, Every, Node, Not, Term
from mer_core.library.query.window import Window
from mer_core.tonality import DRIVE_SHARE

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Counts = NDArray[np.int64]

#: More than the means here and those of SQL can differ by rounding, and what the kept values lack.
_SLACK = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """Bool [num_places] each: by the id of the analysis, for which songs something is certainly
    true, and for which it may be.
    """

    surely: Truths
    maybe: Truths

    def __invert__(self) -> Answer:
        return Answer(~self.maybe, ~self.surely)

    def __and__(self, other: Answer) -> Answer:
        return Answer(self.surely & other.surely, self.maybe & other.maybe)

    def __or__(self, other: Answer) -> Answer:
        return Answer(self.surely | other.surely, self.maybe | other.maybe)


def narrowed(connection: Connection, window: Window, part: Node, wanted: Condition) -> Condition:
    """The tracks with ``wanted`` (what ``part`` asks, in SQL) true in a window of them: as the
    outlines tell or, where they do not, the curves.
    """
    if not outlines.is_whole(connection):
        return window.tracks(wanted)
    passage = Passage(connection, window.low_s, window.high_s)
    answer = passage.tracks(_answer(part, passage))
    found = answer.surely.astype(np.uint8)
    unsure = np.flatnonzero(answer.maybe & ~answer.surely)
    if len(unsure):
        exact = window.analyses(wanted)
        rows = connection.all(
            f"{exact.sql} AND a.id IN (SELECT value FROM json_each(?))",
            *exact.parameters, json.dumps(unsure.tolist()),
        )  # fmt: skip
        found[[row[0] for row in rows]] = 1
    # One byte a song: SQLite looks into it faster than into a table.
    return Condition(
        "(analysis_id IS NOT NULL AND substr(?, analysis_id + 1, 1) = x'01')", (found.tobytes(),)
    )


def _answer(node: Node, passage: Passage) -> Answer:
    """What a part of a search that was understood (see Window.condition) finds."""
    if isinstance(node, Term):
        if node.field == "mood":
            mood = fields.choice(node, MOODS_AND_UNCERTAIN, "mood")
            return passage.mood(mood, for_most=node.operator == "=")
        if node.field == "energy":
            return passage.energy(fields.ENERGY.interval(node))
        return passage.mean(node.field, fields.UNIT.interval(node))
    if isinstance(node, Not):
        return ~_answer(node.part, passage)
    assert isinstance(node, Every | Either)  # within a passage no other is asked for
    answers = [_answer(each, passage) for each in node.parts]
    return functools.reduce(operator.and_ if isinstance(node, Every) else operator.or_, answers)


class Passage:
    """The part from ``low_s`` to ``high_s`` of all songs that have one."""

    def __init__(self, connection: Connection, low_s: float, high_s: float) -> None:
        self._connection = connection
        songs, _ = outlines.read(connection, range(0))
        self._songs = {name: songs[name].reshape(-1) for name in outlines.SONG.names or ()}
        steps = self._songs["step_s"]
        # What is empty or unreadable has no step; dividing by one keeps NumPy quiet.
        step_s = np.where(steps > 0.0, steps, 1.0)
        start_s, num_steps = self._songs["start_s"], self._songs["num_steps"].astype(np.int64)
        # The same arithmetic as in query/window.py.
        self._first = np.maximum(0, np.trunc((low_s - start_s) / step_s)).astype(np.int64)
        end = np.trunc((high_s - start_s) / step_s + 0.999999).astype(np.int64)
        self._end = np.maximum(self._first + 1, np.minimum(num_steps, end))
        self._unknown = num_steps < 0
        self._has_part = num_steps > self._first
        self._steps = np.maximum(1, np.rint(outlines.BLOCK_S / step_s)).astype(np.int64)
        self._num_steps = num_steps
        # It is quicker to take away what comes before a part that goes on to the end.
        self._to_the_end = bool((self._end >= num_steps).all())
        self._blocks: dict[tuple[int, int], list[NDArray[np.void]]] = {}

    def tracks(self, wanted: Answer) -> Answer:
        """The songs that have the part, with ``wanted`` true in it."""
        has_part = Answer(self._has_part, self._has_part | self._unknown)
        return has_part & Answer(wanted.surely, wanted.maybe | self._unknown)

    def mean(self, curve: str, interval: Interval) -> Answer:
        """Where the mean of a curve over the part lies in an interval."""
        low, high = self._bounds(curve)
        return _between(low - _SLACK, high + _SLACK, interval)

    def energy(self, interval: Interval) -> Answer:
        """Where the energy of the part does (see tracks.ENERGY_SQL)."""
        drive = self._songs["drive"]
        share = np.where(np.isnan(drive), 0.0, DRIVE_SHARE)
        added = share * np.nan_to_num(drive)
        low, high = self._bounds("arousal")
        least, most = (
            np.floor(6.0 + 4.5 * ((1.0 - share) * mean + added))
            for mean in (low - _SLACK, high + _SLACK)
        )
        return _between(least, most, interval)

    def mood(self, mood: str, *, for_most: bool) -> Answer:
        """Where a mood is in the part, or in more than half of it."""
        bit = outlines.MOOD_BITS[mood]
        least = np.zeros(len(self._first), np.int64)
        most = np.zeros_like(least)
        seen = np.zeros_like(least)
        for block, overlap, size in self._overlaps(self._first, self._end):
            moods = block["moods"].reshape(-1)
            has, alone = (moods & bit) != 0, moods == bit
            whole = has & (overlap == size) & (size > 0)
            least += np.where(alone, overlap, whole)
            most += np.where(has, overlap, 0)
            seen += overlap
        length = self._end - self._first
        most += length - seen
        if for_most:
            return Answer(2 * least > length, 2 * most > length)
        return Answer(least > 0, most > 0)

    def _bounds(self, curve: str) -> tuple[Floats, Floats]:
        """Between what the mean of each song's part lies."""
        first, end = self._first, self._end
        if self._to_the_end:
            low, high = self._sums(curve, np.zeros_like(first), first)
            total = self._songs[curve]
            low, high = total - high, total - low
        else:
            low, high = self._sums(curve, first, end)
        length = np.maximum(end - first, 1)
        return low / length, high / length

    def _sums(self, curve: str, first: Counts, end: Counts) -> tuple[Floats, Floats]:
        low, high = np.zeros(len(first)), np.zeros(len(first))
        seen = np.zeros_like(first)
        for block, overlap, size in self._overlaps(first, end):
            mean = block[curve][:, outlines.MEAN].reshape(-1) * size
            about = 0.6 * size  # the mean is rounded
            if overlap is size:
                low, high, seen = low + (mean - about), high + (mean + about), seen + size
                continue
            least, most = (
                block[curve][:, place].reshape(-1).astype(np.float64)
                for place in (outlines.LOW, outlines.HIGH)
            )
            rest = size - overlap
            low += np.maximum(overlap * least, mean - about - rest * most)
            high += np.minimum(overlap * most, mean + about - rest * least)
            seen += overlap
        unseen = np.maximum(end - first, 0) - seen
        return low / outlines.SCALE - unseen, high / outlines.SCALE + unseen

    def _overlaps(
        self, first: Counts, end: Counts
    ) -> Iterator[tuple[NDArray[np.void], Counts, Counts]]:
        """Each block that is touched, with how many steps of it are in the part, and how many it
        has: the same array where all of them are.
        """
        has = self._has_part & (end > first)
        if not has.any():
            return
        low = int((first[has] // self._steps[has]).min())
        high = int(((end[has] - 1) // self._steps[has]).max())
        numbers = range(min(low, outlines.NUM_BLOCKS), min(high + 1, outlines.NUM_BLOCKS))
        key = (numbers.start, numbers.stop)
        if key not in self._blocks:
            self._blocks[key] = outlines.read(self._connection, numbers)[1]
        steps = np.where(has, self._steps, 0)
        for number, block in zip(numbers, self._blocks[key], strict=True):
            begins = number * steps
            size = np.clip(self._num_steps - begins, 0, steps)
            overlap = np.minimum(begins + size, end) - np.maximum(begins, first)
            overlap = np.where(has, np.maximum(overlap, 0), 0)
            yield block, size if bool((overlap == size).all()) else overlap, size


def _between(low: Floats, high: Floats, interval: Interval) -> Answer:
    """Whether what lies from ``low`` to ``high`` is in an interval."""
    above = np.greater if interval.low_open else np.greater_equal
    below = np.less if interval.high_open else np.less_equal
    surely = above(low, interval.low) & below(high, interval.high)
    maybe = above(high, interval.low) & below(low, interval.high)
    return Answer(surely, maybe)
