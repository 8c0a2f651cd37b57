"""Songs to hand over, without a library behind them."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

from mer_core.emotion import MoodScore
from mer_core.exports.request import Playlist, Request
from mer_core.library.tracks import Details, Track, TrackRow

NO_DETAILS = Details()
_NUMBERS = itertools.count(1)


def make_row(
    path: Path, *, title: str = "", artist: str = "", album: str = "", genre: str = "",
    duration_s: float | None = 180.0, moods: tuple[tuple[str, float], ...] = (),
    energy: int | None = None, details: Details = NO_DETAILS, audio_hash: str = "",
) -> TrackRow:  # fmt: skip
    """A row as the library gives it."""
    number = next(_NUMBERS)
    track = Track(
        number, path, 2048, 1, audio_hash or f"{number:064x}", title, artist, album, duration_s,
        "MP3", 44_100, 2, genre, details, 0.0,
    )  # fmt: skip
    known = 0.25 if moods else None
    return TrackRow(
        track, "staged" if moods else "queued", known, known, known, known,
        tuple(MoodScore(*pair) for pair in moods), "", energy,
    )  # fmt: skip


def request_of(*rows: TrackRow, name: str = "Set", **wishes: Any) -> Request:
    """A request for one playlist of these songs."""
    return Request((Playlist(name, rows),), **wishes)
