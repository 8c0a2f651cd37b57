"""Between the player and the mini player."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from app.actions.playing import PlayingActions
from app.actions.preferences import Preferences
from app.views.frame import Frame
from app.views.mini_player import MiniPlayer


class MiniPresenter(QObject):
    """Opens the mini player in place of the window, and keeps it true. ``rated`` carries the stars
    that were given there.
    """

    rated = Signal(int)

    def __init__(
        self, frame: Frame, playing: PlayingActions, preferences: Preferences, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._playing = playing
        self._preferences = preferences
        self.mini: MiniPlayer | None = None

    def open(self) -> None:
        """Show the mini player and put the window aside."""
        if self.mini is None:
            self.mini = self._make()
        self.mini.set_theme(self._frame.theme)
        self.mini.transport.set_volume(self._preferences.settings.volume)
        self.refresh()
        self.mini.show()
        self.mini.activateWindow()
        self._frame.window().setWindowState(
            self._frame.window().windowState() | Qt.WindowState.WindowMinimized
        )

    def close(self) -> None:
        """The window is closed: so is the mini player."""
        if self.mini is not None:
            self.mini.blockSignals(True)
            self.mini.close()
            self.mini.deleteLater()
            self.mini = None

    def refresh(self) -> None:
        """Another song, another cover or other moods."""
        if self.mini is not None:
            self.mini.show_track(self._playing.row, self._frame.now_playing.card.cover)
            self.show_stars(self._frame.now_playing.card.stars.stars)
            self._show_position(self._playing.position_s())
            self.mini.transport.set_playing(self._playing.is_playing)

    def show_stars(self, stars: int) -> None:
        """The playing song has so many."""
        if self.mini is not None:
            self.mini.stars.set_stars(stars)

    def _make(self) -> MiniPlayer:
        mini, playing = MiniPlayer(self._frame.theme), self._playing
        mini.closed.connect(self._come_back)
        mini.transport.play_toggled.connect(playing.toggle)
        mini.transport.previous_requested.connect(playing.previous)
        mini.transport.next_requested.connect(playing.next)
        mini.transport.volume_changed.connect(lambda v: self._preferences.update(volume=v))
        mini.stars.rated.connect(self.rated)
        playing.moved.connect(self._show_position)
        playing.state_changed.connect(lambda _: self.refresh())
        return mini

    def _show_position(self, time_s: float) -> None:
        if self.mini is not None and self._playing.row is not None:
            duration_s = self._playing.row.track.duration_s
            self.mini.transport.set_time(time_s, duration_s)

    def _come_back(self) -> None:
        window = self._frame.window()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.activateWindow()
