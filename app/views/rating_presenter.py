"""Between stars and where they are given: the table, the playing song, the keys."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Signal

from app.actions.history import History
from app.actions.playing import PlayingActions
from app.actions.rating import RatingActions
from app.i18n import tr
from app.models.tracks import TrackTableModel
from app.views.frame import Frame
from app.views.library_presenter import LibraryPresenter
from mer_core.library.ratings import Rated
from mer_core.library.tracks import TrackRow


class RatingPresenter(QObject):
    """Rates what is chosen, or what plays, and shows what came of it. ``shown`` carries the stars
    of the playing song.
    """

    shown = Signal(int)

    def __init__(
        self, frame: Frame, model: TrackTableModel, actions: RatingActions,
        playing: PlayingActions, library: LibraryPresenter, history: History, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._frame = frame
        self._model = model
        self._actions = actions
        self._playing = playing
        self._library = library
        self._history = history

    def rate(self, stars: int) -> None:
        """By a key: the chosen songs where the table has the keyboard, else the one that plays."""
        page = self._frame.library
        if page.table.hasFocus() and page.selected_ids():
            self._actions.rate(page.selected_ids(), stars)
        else:
            self.rate_playing(stars)

    def rate_playing(self, stars: int) -> None:
        """Rate the song that plays."""
        if self._playing.row is not None:
            self._actions.rate([self._playing.row.track.id], stars)

    def rate_row(self, index: QModelIndex, stars: int) -> None:
        """A star in the table was clicked."""
        track_id = self._model.id_in(index.row())
        if track_id is not None:
            self._actions.rate([track_id], stars)

    def after_rating(self, step: Rated) -> None:
        """Songs were rated."""
        self.after_step(step)
        if len(step) > 1:
            reverse = self._history.last
            text = tr("%n song(s) rated.", "", len(step))
            self._frame.notices.note(text, tr("Undo"), lambda: self._history.undo(reverse))

    def after_step(self, step: Rated) -> None:
        """A rating was taken back, or made again."""
        self._library.after_correction(step.after)

    def show_rows(self, rows: list[TrackRow]) -> None:
        """Rows have new values, the playing song's perhaps."""
        current = self._playing.row
        for row in rows:
            if current is not None and row.track.id == current.track.id:
                self.show_song(row)

    def show_song(self, row: TrackRow | None) -> None:
        """Show the stars of the playing song."""
        stars = 0 if row is None else row.rating
        self._frame.now_playing.card.stars.set_stars(stars)
        self.shown.emit(stars)
