"""What the window asks of journeys over the plane. In the background."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.actions.opened import Reader
from app.jobs import Job, Jobs
from mer_core.emotion import MOODS
from mer_core.library.database import Library
from mer_core.library.tracks import TrackRow
from mer_core.paths import AppPaths
from mer_core.playlists.journey import Journey, Place, Wish
from mer_core.playlists.sets import SetWish


@dataclass(frozen=True, slots=True, eq=False)
class Planned:
    """A journey and the rows of its songs."""

    journey: Journey
    rows: list[TrackRow]


@dataclass(frozen=True, slots=True, eq=False)
class Others:
    """What could be played in place of a step's song: journeys with it, and its row."""

    step: int
    choices: list[tuple[Journey, TrackRow]]


class JourneyActions(QObject):
    """``moods_read`` carries the moods' places as a dict, ``planned`` a Planned, ``others`` an
    Others; ``refused`` why a wish cannot be met, ``failed`` a sentence.
    """

    moods_read = Signal(object)
    planned = Signal(object)
    others = Signal(object)
    refused = Signal(str)
    failed = Signal(str)

    def __init__(
        self, jobs: Jobs, reader: Reader, paths: AppPaths, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._reader = reader
        self._paths = paths
        self._planning: Job | None = None

    def read_moods(self) -> None:
        """Read where the moods are; ``moods_read`` follows."""
        self._jobs.run(
            _read_moods,
            self._paths,
            on_done=self.moods_read.emit,
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def plan(self, wish: Wish | SetWish, query: str, model_sha256: str | None) -> None:
        """Choose songs; a wish that is still being met is forgotten."""
        if self._planning is not None:
            self._planning.cancel()
        self._planning = self._jobs.run(
            self._reader.reading(_plan),
            wish,
            query,
            model_sha256,
            on_done=self.planned.emit,
            on_error=lambda error: self.refused.emit(str(error)),
        )

    def show(self, journey: Journey) -> None:
        """Read the rows of a journey that was chosen; ``planned`` follows."""
        self._jobs.run(
            self._reader.reading(_rows),
            journey,
            on_done=self.planned.emit,
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def find_others(self, journey: Journey, step: int) -> None:
        """Look what fits in place of a song; ``others`` follows."""
        self._jobs.run(
            self._reader.reading(_others),
            journey,
            step,
            on_done=self.others.emit,
            on_error=lambda error: self.failed.emit(str(error)),
        )


def _read_moods(paths: AppPaths) -> dict[str, Place]:
    from mer_core.inference.moods import MoodMap

    moods = {mood.name: (mood.valence, mood.arousal) for mood in MoodMap.of_user(paths).moods}
    return {name: moods[name] for name in MOODS}


def _plan(library: Library, wish: Wish | SetWish, query: str, model_sha256: str | None) -> Planned:
    from mer_core.workflows.journey import plan_journey

    return _rows(library, plan_journey(library, wish, query, model_sha256=model_sha256))


def _rows(library: Library, journey: Journey) -> Planned:
    return Planned(journey, library.rows_of(journey.ids))


def _others(library: Library, journey: Journey, step: int) -> Others:
    changed = [journey.with_row(step, row) for row in journey.instead(step)]
    rows = library.rows_of([each.ids[step] for each in changed])
    return Others(step, list(zip(changed, rows, strict=True)))
