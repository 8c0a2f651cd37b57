"""What is drawn of the playing song: mel and waveform while it decodes, its emotion, its cover."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.actions.opened import reading
from app.jobs import Job, JobQueue, Jobs
from mer_core.arrays import FloatArray
from mer_core.features.display import DisplayColumns, display_columns
from mer_core.features.mel import DISPLAY_MEL
from mer_core.jobs import JobContext
from mer_core.library.database import Library
from mer_core.paths import AppPaths

if TYPE_CHECKING:
    from mer_core.emotion import TrackEmotion
    from mer_core.library.tracks import Track

#: Short blocks first, so that the picture begins at once.
_BLOCK_S = 5.0
#: The library's length is left as it is where what was decoded differs by no more.
_SAME_LENGTH_S = 0.1


class PictureActions(QObject):
    """Loads what the now-playing panel draws. A newer ``show`` drops the older one.

    ``columns`` carries DisplayColumns, ``complete`` that the picture is whole, ``emotion`` a
    TrackEmotion or None, ``why`` a Why of it or None, ``cover`` bytes of an image or None,
    ``failed`` a sentence. ``heard`` tells the seconds that were decoded so far, and whether that is
    the whole song; ``length_saved`` the id of a track whose length in the library was another.
    """

    columns = Signal(object)
    complete = Signal()
    heard = Signal(float, bool)
    length_saved = Signal(int)
    emotion = Signal(object)
    why = Signal(object)
    cover = Signal(object)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, paths: AppPaths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._paths = paths
        self._running: list[Job] = []
        self.track_id: int | None = None

    def drop(self) -> None:
        """Something else is drawn: load no more."""
        for job in self._running:
            job.cancel()
        self.track_id = None

    def show(self, track: Track) -> None:
        """Load everything about ``track``."""
        self.drop()
        self.track_id = track.id
        drawing = self._jobs.run_workflow(
            draw,
            track.path,
            track.duration_s,
            lane=JobQueue.DISPLAY,
            on_item=self._show_columns,
            on_done=lambda duration_s: self._end(track, duration_s),
            on_error=lambda error: self.failed.emit(str(error)),
        )
        art = self._jobs.run(
            read_cover,
            track.path,
            on_done=self.cover.emit,
            on_error=lambda _: self.cover.emit(None),
        )
        self._running = [drawing, art]
        self.reload_emotion()

    def _show_columns(self, columns: DisplayColumns) -> None:
        self.heard.emit((columns.first + columns.num_columns - 1) * columns.column_s, False)
        self.columns.emit(columns)

    def _end(self, track: Track, duration_s: float) -> None:
        self.heard.emit(duration_s, True)
        if track.duration_s is None or abs(duration_s - track.duration_s) > _SAME_LENGTH_S:
            self._jobs.run(
                reading(self._paths.library, Library.save_length),
                track.id,
                duration_s,
                lane=JobQueue.FILES,
                on_done=lambda _: self.length_saved.emit(track.id),
                on_error=lambda error: self.failed.emit(str(error)),
            )
        self.complete.emit()

    def reload_emotion(self) -> None:
        """Read the shown track's emotion again."""
        if self.track_id is not None:
            for read, signal in ((emotion_of, self.emotion), (Library.why, self.why)):
                reader = self._jobs.run(
                    reading(self._paths.library, read),
                    self.track_id,
                    on_done=signal.emit,
                    on_error=lambda error: self.failed.emit(str(error)),
                )
                self._running.append(reader)


def emotion_of(library: Library, track_id: int) -> TrackEmotion | None:
    """What is known of a track, with what a person said of it in place of the model's."""
    emotion = library.emotion(track_id)
    return None if emotion is None else library.correction(track_id).over(emotion)


def read_cover(path: Path) -> bytes | None:
    """The picture in a file, or None. Raises DecodeError."""
    from mer_core.audio.cover import cover

    return cover(path)


def draw(context: JobContext, path: Path, duration_s: float | None) -> float:
    """Publish the DisplayColumns of a file as they become complete; gives its length in seconds.

    Raises DecodeError.
    """
    from mer_core.audio.decode import mono_blocks

    num_samples = 0

    def counted() -> Iterator[FloatArray]:
        nonlocal num_samples
        for block in mono_blocks(path, sample_rate=DISPLAY_MEL.sample_rate, block_s=_BLOCK_S):
            num_samples += len(block)
            yield block

    for columns in display_columns(counted(), duration_s):
        context.check_cancelled()
        context.publish(columns)
    return num_samples / DISPLAY_MEL.sample_rate
