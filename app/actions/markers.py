"""Places that the user marks in the current song."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.actions.history import History, Reverse
from app.actions.opened import Reader
from app.actions.playing import PlayingActions
from app.jobs import Jobs
from mer_core.library.markers import MarkedPlaces, Marker, Markers
from mer_core.library.tracks import TrackRow

#: Before a marker it is still at it: "before" leads to the one before that.
_AT_S = 1.0


class MarkerActions(QObject):
    """Reads and keeps the markers of the current song; every change can be taken back.

    ``changed`` carries the Markers to show; ``failed`` a sentence.
    """

    changed = Signal(object)
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
        self._track_id: int | None = None
        self.markers: Markers = ()
        playing.track_changed.connect(self._read)

    def add(self) -> None:
        """Mark where the song stands."""
        time_s = round(self._playing.position_s(), 3)
        if self._track_id is not None and time_s not in [each.time_s for each in self.markers]:
            self._put((*self.markers, Marker(time_s)))

    def move(self, marker: Marker, time_s: float) -> None:
        """Put a marker elsewhere."""
        self._change(marker, replace(marker, time_s=round(time_s, 3)))

    def rename(self, marker: Marker, name: str) -> None:
        """Call a marker something else."""
        self._change(marker, replace(marker, name=name))

    def delete(self, marker: Marker) -> None:
        """Take a marker away."""
        self._change(marker)

    def go(self, step: int) -> None:
        """Jump to the next marker, or to the one before where ``step`` is negative."""
        times = [each.time_s for each in self.markers]
        now_s = self._playing.position_s()
        place = bisect_right(times, now_s) if step > 0 else bisect_left(times, now_s - _AT_S) - 1
        if 0 <= place < len(times):
            self._playing.seek(times[place])

    def _change(self, old: Marker, *new: Marker) -> None:
        """One that is gone since, with its song perhaps, is changed no more."""
        if old in self.markers and new != (old,):
            self._put((*(each for each in self.markers if each != old), *new))

    def _read(self, row: TrackRow | None) -> None:
        self._track_id = None if row is None else row.track.id
        self._show(())
        if row is not None:
            track_id = row.track.id
            self._run(lambda places: places.of(track_id), lambda found: self._take(track_id, found))

    def _take(self, track_id: int, found: Markers) -> None:
        if track_id == self._track_id:
            self._show(found)

    def _show(self, markers: Markers) -> None:
        self.markers = markers
        self.changed.emit(markers)

    def _put(self, markers: Iterable[Marker]) -> None:
        """Show them at once, and keep them."""
        assert self._track_id is not None
        track_id, now = self._track_id, tuple(sorted(markers))
        self._show(now)
        self._run(
            lambda places: places.put(track_id, now),
            lambda before: self._history.add(self._reverse(track_id, before)),
        )

    def _reverse(self, track_id: int, markers: Markers) -> Reverse:
        def act(then: Callable[[Reverse | None], None]) -> None:
            def done(before: Markers) -> None:
                self._take(track_id, markers)
                then(self._reverse(track_id, before))

            self._run(lambda places: places.put(track_id, markers), done)

        return act

    def _run(
        self, act: Callable[[MarkedPlaces], Markers], then: Callable[[Markers], object]
    ) -> None:
        def fail(error: Exception) -> None:
            self.failed.emit(str(error))
            self._read(self._playing.row)

        reading = self._reader.reading(lambda library: act(library.markers))
        self._jobs.run(reading, on_done=then, on_error=fail)
