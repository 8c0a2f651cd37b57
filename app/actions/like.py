"""What the window asks for songs that are like a moment of another. In the background."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.actions.opened import Reader
from app.jobs import Job, Jobs
from mer_core.library.database import Library
from mer_core.library.keeping import keep_on
from mer_core.library.moments import Likeness

#: How many songs are listed.
NUM_SONGS = 100


@dataclass(frozen=True, slots=True)
class Alike:
    """What is like the song called ``title`` from ``at_s`` on (None: as a whole)."""

    title: str
    at_s: float | None
    found: list[Likeness]


class LikeActions(QObject):
    """``found`` carries an Alike, ``kept`` (id, ids): the songs that keep the mood of the first;
    ``failed`` a sentence.
    """

    found = Signal(object)
    kept = Signal(int, object)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._reader = reader
        self._job: Job | None = None

    def find(self, track_id: int, title: str, at_s: float | None) -> None:
        """Find songs with moments like this; an earlier question that still runs is dropped."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._jobs.run(
            self._reader.reading(_like),
            track_id,
            at_s,
            on_done=lambda found: self.found.emit(Alike(title, at_s, found)),
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def keep(self, track_id: int) -> None:
        """Find songs that go on as this one is."""
        self._jobs.run(
            self._reader.reading(_keep),
            track_id,
            on_done=lambda ids: self.kept.emit(track_id, ids),
            on_error=lambda error: self.failed.emit(str(error)),
        )


def _keep(library: Library, track_id: int) -> list[int]:
    alike = [each.track_id for each in library.like(track_id, limit=NUM_SONGS)]
    rows = library.rows_of([track_id, *alike])
    return [row.track.id for row in keep_on(rows[0], rows[1:])]


def _like(library: Library, track_id: int, at_s: float | None) -> list[Likeness]:
    return library.like(track_id, at_s=at_s, limit=NUM_SONGS)
