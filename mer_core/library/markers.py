"""Places in songs that the user has marked: kept for each sound, as corrections are."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass

from mer_core.errors import InputError
from mer_core.library.connection import Connection

MAX_NAME, MAX_MARKERS = 80, 200


@dataclass(frozen=True, slots=True, order=True)
class Marker:
    """A place ``time_s`` seconds into a song, and what it is called; the name may be empty.

    Raises InputError for what no marker can be.
    """

    time_s: float
    name: str = ""

    def __post_init__(self) -> None:
        if not math.isfinite(self.time_s) or self.time_s < 0.0:
            raise InputError(f"{self.time_s} s is no place in a song.")
        if len(self.name) > MAX_NAME:
            raise InputError(f"A marker's name may have up to {MAX_NAME} letters.")


Markers = tuple[Marker, ...]


class MarkedPlaces:
    """The markers of a library. Every change is one commit."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, track_id: int) -> Markers:
        """The markers of a track, by their times; those that a newer Moodline wrote in another way
        are passed over.
        """
        row = self._connection.one(
            "SELECT m.places FROM markers m JOIN tracks t ON t.audio_hash = m.audio_hash"
            " WHERE t.id = ?",
            track_id,
        )
        return () if row is None else tuple(sorted(_read(row[0])))

    def put(self, track_id: int, markers: Iterable[Marker]) -> Markers:
        """Keep these in place of those before, which it gives. Copies of the sound share them.

        Raises InputError for too many, and where the file was never read.
        """
        wanted = sorted(markers)
        if len(wanted) > MAX_MARKERS:
            raise InputError(f"A song may have up to {MAX_MARKERS} markers; delete one first.")
        with self._connection.transaction():
            before = self.of(track_id)
            row = self._connection.one("SELECT audio_hash FROM tracks WHERE id = ?", track_id)
            if row is None or row[0] is None:
                raise InputError("The file was never read; scan it again before it is marked.")
            self._connection.run("DELETE FROM markers WHERE audio_hash = ?", row[0])
            if wanted:
                self._connection.run(
                    "INSERT INTO markers VALUES (?, ?)",
                    row[0], json.dumps([[each.time_s, each.name] for each in wanted]),
                )  # fmt: skip
        return before


def _read(places: str) -> Iterable[Marker]:
    try:
        listed = json.loads(places)
    except ValueError:
        return
    for entry in listed if isinstance(listed, list) else ():
        match entry:
            case [float() | int() as time_s, str() as name]:
                try:
                    yield Marker(float(time_s), name)
                except InputError:
                    continue
