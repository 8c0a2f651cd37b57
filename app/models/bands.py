"""Which rows of the library's table are bands: one stands before the songs of each album."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from app.i18n import tr
from mer_core.library.albums import Albums
from mer_core.library.tracks import TrackRow


@dataclass(frozen=True, slots=True)
class Band:
    """The songs under a band: their places in the list, and whether their artists differ."""

    first: int
    num_songs: int
    mixed: bool


class Bands:
    """The table's rows and the places of ``num_songs`` songs, one from the other. Without albums
    there are no bands.
    """

    def __init__(self, num_songs: int = 0, albums: Albums | None = None) -> None:
        self._num_songs = num_songs
        self._starts: list[int] = [] if albums is None else albums.starts.tolist()
        self._mixed: list[bool] = [] if albums is None else albums.mixed.tolist()
        self._rows = [start + number for number, start in enumerate(self._starts)]

    @property
    def num_rows(self) -> int:
        """How many rows the table has."""
        return self._num_songs + len(self._starts)

    def row(self, place: int) -> int:
        """The row of a song."""
        return place + bisect_right(self._starts, place)

    def place(self, row: int) -> int | None:
        """The song in a row; None for a band."""
        number = bisect_right(self._rows, row)
        return None if number and self._rows[number - 1] == row else row - number

    def band(self, row: int) -> Band | None:
        """The band in a row; None for a song."""
        number = bisect_right(self._rows, row) - 1
        if number < 0 or self._rows[number] != row:
            return None
        following = (*self._starts[number + 1 : number + 2], self._num_songs)[0]
        first = self._starts[number]
        return Band(first, following - first, self._mixed[number])


def band_words(band: Band, row: TrackRow) -> tuple[str, str, str]:
    """The album, who made it, and its year and size, where ``row`` is its first song."""
    size = tr("%n song(s)", "", band.num_songs)
    track, details = row.track, row.track.details
    if not track.album:
        return tr("No album"), "", size
    artist = details.album_artist or (tr("Various artists") if band.mixed else track.artist)
    facts = (str(details.year),) if details.year is not None else ()
    return track.album, artist, " · ".join((*facts, size))
