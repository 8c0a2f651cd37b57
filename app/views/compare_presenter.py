"""Between the playing song, the one it is compared with, and what shows both."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.actions.picture import PictureActions
from app.actions.playing import PlayingActions
from app.actions.preferences import Preferences
from app.i18n import tr
from app.views.compared_song import draw_emotion
from app.views.frame import Frame
from app.views.now_playing_presenter import NowPlayingPresenter
from mer_core.emotion import TrackEmotion
from mer_core.library.tracks import TrackRow


class ComparePresenter(QObject):
    """Shows a second song below the playing one, which has the window meanwhile, and changes which
    of them is heard. ``picture`` draws the second alone.
    """

    def __init__(
        self,
        frame: Frame,
        preferences: Preferences,
        playing: PlayingActions,
        picture: PictureActions,
        now_playing: NowPlayingPresenter,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._preferences = preferences
        self._playing = playing
        self._picture = picture
        self._now_playing = now_playing
        self._row: TrackRow | None = None
        picture.columns.connect(lambda columns: frame.now_playing.compared.add_columns(columns))
        picture.emotion.connect(self._show_emotion)
        picture.failed.connect(frame.notices.problem)
        frame.large_changed.connect(lambda large: None if large else self.end())

    def compare(self, row: TrackRow) -> None:
        """Show ``row`` below the playing song."""
        playing = self._playing.row
        if playing is None or playing.track.id == row.track.id:
            self._frame.notices.note(tr("Play another song first, to compare this one with it."))
            return
        now = self._frame.now_playing
        is_new = len(now.plots) == 1
        pane = now.compared
        if is_new:
            pane.heard_clicked.connect(self.switch)
            pane.closed_clicked.connect(self.end)
            pane.plot.seek_requested.connect(self._playing.seek)
        settings = self._preferences.settings
        pane.plot.set_colour_map(settings.colour_map)
        pane.plot.set_waveform_colouring(settings.waveform)
        self._row = row
        self._frame.set_large(True)
        pane.show()
        pane.set_track(row)
        now.share_axis()
        now.plot.fit()
        pane.plot.set_position(self._playing.position_s())
        self._picture.show(row.track)

    def switch(self) -> None:
        """Hear the other of the two, from the same place on."""
        here, other = self._playing.row, self._row
        if here is None or other is None:
            return
        time_s = self._playing.position_s()
        self._playing.swap(other)
        self._playing.seek(min(time_s, other.track.duration_s or time_s))
        self.compare(here)

    def end(self) -> None:
        """Compare no more."""
        if self._row is not None:
            self._row = None
            self._picture.drop()
            self._frame.now_playing.compared.hide()
            self._frame.now_playing.share_axis()
            self._frame.now_playing.plot.fit()

    def _show_emotion(self, emotion: TrackEmotion | None) -> None:
        errors_90 = self._now_playing.errors_of(emotion, self._row)
        draw_emotion(self._frame.now_playing.compared.plot, emotion, errors_90)
