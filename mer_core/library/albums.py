"""Albums: which tracks belong together, and where each album begins in a list."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mer_core.library.connection import Connection
from mer_core.library.schema import ALBUM_SQL


@dataclass(frozen=True, slots=True, eq=False)
class Albums:
    """Where albums begin in a list of tracks: ``starts`` int64 [num_albums], rising from 0;
    ``mixed`` bool [num_albums]: the album's tracks, listed or not, have several artists.
    """

    starts: NDArray[np.int64]
    mixed: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class AlbumNumbers:
    """A number for every album: ``of_track`` int64, by the track's id (-1 where there is none);
    ``mixed`` bool [num_albums].
    """

    of_track: NDArray[np.int64]
    mixed: NDArray[np.bool_]

    @classmethod
    def read(cls, connection: Connection) -> AlbumNumbers:
        """Those of the whole library."""
        text = connection.value(
            "SELECT group_concat(mixed || ',' || ids, ';') FROM (SELECT group_concat(id) AS ids,"
            f" min(artist_key) IS NOT max(artist_key) AS mixed FROM tracks GROUP BY {ALBUM_SQL})"
        )
        albums = str(text).split(";") if text else []
        ids = np.fromstring(",".join(album[2:] for album in albums), np.int64, sep=",")
        of_track = np.full(int(ids.max(initial=0)) + 1, -1)
        sizes = [album.count(",") for album in albums]
        of_track[ids] = np.repeat(np.arange(len(albums)), sizes)
        return cls(of_track, np.array([album[0] == "1" for album in albums], np.bool_))

    def albums(self, ids: NDArray[np.int64]) -> Albums:
        """Where they begin among ``ids`` int64 [num_tracks], which stand album by album."""
        known = ids < len(self.of_track)  # all but what another program has added just now
        numbers = np.where(known, self.of_track[np.where(known, ids, 0)], -1)
        starts = np.flatnonzero(np.diff(numbers, prepend=-2))
        mixed = np.append(self.mixed, False)  # also for what is not known
        return Albums(starts, mixed[numbers[starts]])
