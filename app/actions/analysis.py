"""The background analysis as the window sees it: one status value, and which rows to read again."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from app.jobs import AnalysisProcess
from mer_core.inference.protocol import Ready, TrackDone, TrackFailed, TrackHeard, TrackStarted
from mer_core.jobs import Progress

#: The speed is measured over so many songs.
_SPEED_OVER = 60


@dataclass(frozen=True, slots=True)
class AnalysisStatus:
    """What the status line tells.

    ``state`` is that of AnalysisProcess; ``track_id`` and ``song`` are the song that is longest in
    flight, ``fraction`` is how much is done of all songs in flight, in songs;
    ``songs_per_min`` and ``left_s`` are None until measured. ``held``: what it waits for
    where it is paused, but not by the user; else empty.
    """

    state: str = "idle"
    track_id: int | None = None
    song: str = ""
    done: int = 0
    total: int | None = None
    fraction: float = 0.0
    songs_per_min: float | None = None
    left_s: float | None = None
    num_failed: int = 0
    device: str = ""
    held: str = ""


class AnalysisActions(QObject):
    """Starts, pauses and watches the analysis process.

    ``status_changed`` carries an AnalysisStatus, ``row_progress`` (track id, share of the song),
    ``touched`` a track id whose row changed, ``notice`` a sentence that needs no action, ``failed``
    one that does. ``explaining`` carries what AnalysisProcess.explaining does.
    """

    status_changed = Signal(object)
    row_progress = Signal(int, float)
    touched = Signal(int)
    finished = Signal()
    notice = Signal(str)
    failed = Signal(str)
    explaining = Signal(object)

    def __init__(self, process: AnalysisProcess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = process
        self.status = AnalysisStatus()
        self._ends: deque[float] = deque(maxlen=_SPEED_OVER)
        self._in_flight: dict[int, str] = {}
        self._begins_again = self._is_overruled = False
        process.state_changed.connect(self._on_state)
        process.ready.connect(self._on_ready)
        process.progress.connect(self._on_progress)
        process.item.connect(self._on_item)
        process.finished.connect(self._on_finished)
        process.died.connect(self._on_died)
        process.waits.connect(self.notice)
        process.broken.connect(self.failed)
        process.explaining.connect(self.explaining)

    def start(self, track_ids: Iterable[int] | None = None) -> None:
        """Analyse these tracks, or whatever the library lacks."""
        if self.status.state == "idle":
            self._ends.clear()
            self._ends.append(time.monotonic())
            self.status = AnalysisStatus(device=self.status.device)
        self._process.start(track_ids)

    def prioritise(self, track_id: int) -> None:
        """This song is playing: it goes next."""
        self._process.prioritise(track_id)

    def explain(self, track_id: int, at_s: float) -> None:
        """Ask why a song is what it is at a moment."""
        self._process.explain(track_id, at_s)

    def toggle_pause(self) -> None:
        """Pause, or go on."""
        if self.status.state == "paused":
            self._is_overruled = self._is_overruled or bool(self.status.held)
            self._go_on()
        else:
            self._process.pause()

    def hold(self, waits_for: str) -> None:
        """Pause until ``release``. What the user lets go on nevertheless goes on until all is done;
        what the user has paused is left alone.
        """
        if self.status.held and self.status.state == "paused":
            if waits_for != self.status.held:
                self._tell(replace(self.status, held=waits_for))
        elif self.status.state not in ("idle", "paused") and not self._is_overruled:
            self.status = replace(self.status, held=waits_for)
            self._process.pause()

    def release(self) -> None:
        """Go on after ``hold``."""
        if self.status.held:
            self._go_on()

    def _go_on(self) -> None:
        self._ends.clear()
        self._ends.append(time.monotonic())
        self._process.resume()

    def restart(self) -> bool:
        """Where the analysis runs, end it and begin anew, with another model for instance."""
        self._begins_again = self.status.state != "idle" and self._process.is_analysing
        self._process.stop()
        return self._begins_again

    def stop(self) -> None:
        """End the analysis; what is done stays done."""
        self._process.stop()

    def _on_state(self, state: str) -> None:
        held = self.status.held if state == "paused" else ""
        self._tell(replace(self.status, state=state, held=held))

    def _on_died(self, sentence: str) -> None:
        """Its songs begin anew."""
        self._in_flight.clear()
        self.notice.emit(sentence)

    def _on_ready(self, ready: Ready) -> None:
        self._ends.clear()
        self._ends.append(time.monotonic())
        self._tell(replace(self.status, device=ready.device))

    def _on_progress(self, progress: Progress) -> None:
        speed = self._songs_per_min()
        left = None
        if speed and progress.total is not None:
            left = (progress.total - progress.done - progress.fraction) / speed * 60
        self._tell(
            replace(
                self.status,
                done=progress.done,
                total=progress.total,
                fraction=progress.fraction,
                songs_per_min=speed,
                left_s=left,
            )
        )

    def _on_item(self, event: TrackStarted | TrackHeard | TrackDone | TrackFailed) -> None:
        match event:
            case TrackStarted(track_id, name):
                self._in_flight[track_id] = name
                self._tell_in_flight()
                self.row_progress.emit(track_id, 0.0)
            case TrackHeard(track_id, fraction):
                self.row_progress.emit(track_id, fraction)
            case TrackDone(track_id) | TrackFailed(track_id, _):
                self._ends.append(time.monotonic())
                self._in_flight.pop(track_id, None)
                num_failed = self.status.num_failed + isinstance(event, TrackFailed)
                self.status = replace(self.status, done=self.status.done + 1, num_failed=num_failed)
                self._tell_in_flight()
                self.touched.emit(track_id)

    def _tell_in_flight(self) -> None:
        track_id, song = next(iter(self._in_flight.items()), (None, ""))
        self._tell(replace(self.status, track_id=track_id, song=song or self.status.song))

    def _on_finished(self) -> None:
        self._in_flight.clear()
        self._is_overruled = False
        self._tell(
            replace(
                self.status, track_id=None, song="", fraction=0.0, songs_per_min=None, left_s=None
            )
        )
        self.finished.emit()
        if self._begins_again:
            self._begins_again = False
            self.start()

    def _songs_per_min(self) -> float | None:
        if len(self._ends) < 2:
            return None
        return 60.0 * (len(self._ends) - 1) / max(time.monotonic() - self._ends[0], 1e-3)

    def _tell(self, status: AnalysisStatus) -> None:
        self.status = status
        self.status_changed.emit(self.status)
