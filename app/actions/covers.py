"""Small covers of the songs that come into view, read in the background."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from app.actions.picture import read_cover
from app.jobs import JobQueue, Jobs
from mer_core.library.tracks import TrackRow

#: Pixels: a row's picture on a screen of twice the density.
SIDE = 64
#: So many are kept, and so many wait to be read: whoever scrolls on needs the first no more.
_MAX_KEPT, _MAX_WAITING = 1000, 60


class Covers(QObject):
    """``changed`` carries the id of a track whose cover was read."""

    changed = Signal(int)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._known: dict[int, QImage | None] = {}
        self._waiting: dict[int, Path] = {}
        self._reading: int | None = None

    def get(self, row: TrackRow) -> QImage | None:
        """A track's cover; None where it has none, or has not been read yet."""
        track = row.track
        if track.id in self._known:
            image = self._known[track.id] = self._known.pop(track.id)  # used last, dropped last
            return image
        if track.id != self._reading and row.state != "missing":
            self._waiting.pop(track.id, None)
            self._waiting[track.id] = track.path
            _drop(self._waiting, _MAX_WAITING)
            self._read_next()
        return None

    def forget(self) -> None:
        """Files may have changed: read what is shown again."""
        self._known.clear()

    def _read_next(self) -> None:
        if self._reading is None and self._waiting:
            track_id, path = self._waiting.popitem()  # what came into view last
            self._reading = track_id
            self._jobs.run(
                read_small_cover,
                path,
                lane=JobQueue.COVERS,
                on_done=lambda image: self._keep(track_id, image),
                on_error=lambda _: self._keep(track_id, None),
            )

    def _keep(self, track_id: int, image: QImage | None) -> None:
        self._reading = None
        self._known[track_id] = image
        _drop(self._known, _MAX_KEPT)
        if image is not None:
            self.changed.emit(track_id)
        self._read_next()


def _drop(entries: dict[int, QImage | None] | dict[int, Path], most: int) -> None:
    """Leave the newest."""
    while len(entries) > most:
        del entries[next(iter(entries))]


def read_small_cover(path: Path) -> QImage | None:
    """The middle of the picture in a file, a square of SIDE pixels or less; None where there is no
    picture, or one that nobody can read. Raises DecodeError.
    """
    data = read_cover(path)
    if not data:
        return None
    buffer = QBuffer()
    buffer.setData(data)
    reader = QImageReader(buffer)
    size = reader.size()
    if min(size.width(), size.height()) > SIDE:  # quicker than to scale what was read whole
        small = size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        reader.setScaledSize(small)
    image = reader.read()
    side = min(image.width(), image.height(), SIDE)
    middle = QRect((image.width() - side) // 2, (image.height() - side) // 2, side, side)
    return None if image.isNull() else image.copy(middle)
