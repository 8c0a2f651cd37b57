"""Stars by hand, and counting what was heard."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.actions.history import History, Reverse
from app.actions.opened import Reader
from app.actions.playing import PlayingActions
from app.jobs import Jobs
from mer_core.library.database import Library
from mer_core.library.ratings import Rated, Ratings
from mer_core.library.tracks import TrackRow

T = TypeVar("T")

#: A song counts as heard after half of it, or four minutes: what Last.fm asks of a scrobble
#: (https://www.last.fm/api/scrobbling), without its least length of a song.
_HALF, _ENOUGH_S = 0.5, 240.0
#: Positions that lie further apart are a jump; a busy machine tells them late.
_LONGEST_STEP_S = 2.0


class RatingActions(QObject):
    """Rates songs in the library, adds that to the history, and counts a song that was heard.

    ``rated`` carries the Rated that came of a step, ``stepped`` that of taking one back or again;
    ``heard`` a track's id; ``failed`` a sentence.
    """

    rated = Signal(object)
    stepped = Signal(object)
    heard = Signal(int)
    failed = Signal(str)

    def __init__(
        self, jobs: Jobs, reader: Reader, history: History, playing: PlayingActions,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._jobs = jobs
        self._reader = reader
        self._history = history
        self._playing = playing
        self._heard_s = 0.0
        self._last_s = math.inf  # of a new song, before its first position
        self._is_counted = False
        playing.track_changed.connect(self._begin_song)
        playing.moved.connect(self._note_position)
        playing.jumped.connect(self._note_jump)

    def rate(self, track_ids: Iterable[int], stars: int) -> None:
        """Give songs 0 (none) to 5 stars."""

        def done(step: Rated) -> None:
            if step:
                self._history.add(self._reverse(step))
            self.rated.emit(step)

        ids = tuple(track_ids)
        self._run(lambda ratings: ratings.rate(ids, stars), done)

    def _reverse(self, step: Rated) -> Reverse:
        def act(then: Callable[[Reverse | None], None]) -> None:
            def done(undone: Rated) -> None:
                then(self._reverse(undone) if undone else None)
                self.stepped.emit(undone)

            self._run(lambda ratings: ratings.undo(step), done)

        return act

    # --- what was heard ---

    def _begin_song(self, _row: TrackRow | None) -> None:
        self._heard_s, self._last_s = 0.0, math.inf
        self._is_counted = False

    def _note_jump(self, time_s: float) -> None:
        self._last_s = time_s

    def _note_position(self, time_s: float) -> None:
        step_s, self._last_s = time_s - self._last_s, time_s
        row = self._playing.row
        if row is None or self._is_counted or not 0.0 < step_s < _LONGEST_STEP_S:
            return
        self._heard_s += step_s
        duration_s = self._playing.duration_s
        if duration_s > 0.0 and self._heard_s >= min(_HALF * duration_s, _ENOUGH_S):
            self._is_counted = True
            track_id, now_s = row.track.id, time.time()
            self._run(
                lambda ratings: ratings.count_play(track_id, now_s),
                lambda _: self.heard.emit(track_id),
            )

    def _run(self, act: Callable[[Ratings], T], then: Callable[[T], object]) -> None:
        def work(library: Library) -> T:
            return act(library.ratings)

        self._jobs.run(
            self._reader.reading(work), on_done=then,
            on_error=lambda error: self.failed.emit(str(error)),
        )  # fmt: skip
