"""The widget that shows the large map."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.accessible import CHART
from app.engine_words import engine_word
from app.i18n import tr
from app.theme import Theme
from app.widgets.map_colours import colouring
from app.widgets.map_picture import MapPicture
from app.widgets.map_space import fractions
from mer_core.emotion import EmotionCurve
from mer_core.library.map_songs import MapSongs


class MapCanvas(QWidget):
    """Shows songs; what is done with them by mouse and keys is LibraryMap's."""

    accessible_role = CHART

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = MapPicture(theme)
        self._colour_by = "mood"
        self._playing_id: int | None = None
        self.setAccessibleName(tr("Mood map"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._describe()

    # What is shown

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self.picture.theme = theme
        self.set_colour_by(self._colour_by)

    def set_songs(self, songs: MapSongs) -> None:
        """Show these; the selection and the cursor stay with their songs."""
        old, picture = self.picture.songs, self.picture
        chosen = [] if old is None else old.ids[picture.chosen].tolist()
        cursor = None if old is None or picture.cursor is None else int(old.ids[picture.cursor])
        picture.songs = songs
        picture.cursor = self._place_of(cursor)
        self.set_chosen(chosen)
        self.set_playing(self._playing_id)
        self.set_axes(*picture.axes, spread=picture.is_spread, keep=old is not None)
        self.set_colour_by(self._colour_by)
        self._describe()

    def set_axes(self, x: str, y: str, *, spread: bool, keep: bool = False) -> None:
        """Lay the songs out by two of AXES, by rank where ``spread``; ``keep`` the view."""
        picture = self.picture
        picture.axes, picture.is_spread = (x, y), spread
        if picture.songs is not None:
            (left, x_ends), (up, y_ends) = (
                fractions(picture.songs.values[axis], spread=spread) for axis in (x, y)
            )
            picture.space.put(left, up)
            picture.ends = (x_ends, y_ends)
        if not keep:
            picture.space.fit()
        self.update()

    def set_colour_by(self, by: str) -> None:
        """Colour by one of COLOUR_BY."""
        self._colour_by = by
        if self.picture.songs is not None:
            self.picture.colouring = colouring(self.picture.songs, by, self.picture.theme)
        self.update()

    def set_trail(self, crate: str) -> None:
        """Draw the way through a crate's songs; empty for none."""
        self.picture.trail = crate
        self.update()

    def set_chosen(self, ids: Iterable[int]) -> None:
        """Ring these tracks."""
        songs = self.picture.songs
        wanted = np.fromiter(ids, np.int64)
        self.picture.chosen = np.flatnonzero(np.isin([] if songs is None else songs.ids, wanted))
        self.update()

    def set_playing(self, track_id: int | None) -> None:
        """Mark the song below."""
        self._playing_id = track_id
        self.picture.playing = self._place_of(track_id)
        self.update()

    def show_curve(self, curve: EmotionCurve | None, time_s: float) -> None:
        """Draw the song's way up to ``time_s``; None takes it away."""
        path = []
        if curve is not None and curve.num_steps:
            end = curve.index_at(time_s) + 1
            path = list(
                zip(curve.valence[:end].tolist(), curve.arousal[:end].tolist(), strict=True)
            )
        if path != self.picture.path:
            self.picture.path = path
            self.update()

    def fit(self) -> None:
        """See all songs."""
        self.picture.space.fit()
        self.update()

    def _place_of(self, track_id: int | None) -> int | None:
        songs = self.picture.songs
        if songs is None or track_id is None:
            return None
        place = int(np.searchsorted(songs.ids, track_id))
        return place if place < len(songs) and songs.ids[place] == track_id else None

    def _id(self, place: int) -> int:
        assert self.picture.songs is not None
        return int(self.picture.songs.ids[place])

    # Size and painting

    def sizeHint(self) -> QSize:
        return QSize(640, 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.picture.theme.px(240), self.picture.theme.px(110))

    def resizeEvent(self, event: QResizeEvent) -> None:
        foot = self.picture.theme.px(24)
        self.picture.space.area = QRectF(0, 0, self.width(), max(self.height() - foot, 40))
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.picture.paint(painter, focused=self.hasFocus())
        painter.end()

    def _describe(self) -> None:
        """In words, for screen readers: the song at the cursor, and how to go on."""
        songs, cursor = self.picture.songs, self.picture.cursor
        number = 0 if songs is None else len(songs)
        where = ""
        if songs is not None and cursor is not None:
            values = ", ".join(
                f"{engine_word(axis)} {songs.values[axis][cursor]:+.2f}"
                for axis in self.picture.axes
            )
            where = f"{songs.titles[cursor]}, {songs.artists[cursor]}: {values}. "
        self.setAccessibleDescription(
            where + tr("%n song(s). Arrows walk to the next song, Enter plays it.", "", number)
        )
