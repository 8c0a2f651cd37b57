"""Between the page of the mood map and the library, the player and the crates."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.actions.crates import CrateActions
from app.actions.library import LibraryActions
from app.actions.playing import PlayingActions
from app.i18n import tr
from app.timers import make_timer
from app.views.frame import Frame
from app.views.library_presenter import LibraryPresenter
from app.views.now_playing_presenter import NowPlayingPresenter
from mer_core.library.tracks import TrackRow

#: While songs are analysed the map is read again this often: 100,000 take a second.
_AGAIN_MS = 5000


class MapPresenter(QObject):
    """Reads the songs while the map is shown; plays, lists and keeps what is chosen there."""

    def __init__(
        self,
        frame: Frame,
        library: LibraryActions,
        presenter: LibraryPresenter,
        playing: PlayingActions,
        now_playing: NowPlayingPresenter,
        crates: CrateActions,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._library = library
        self._presenter = presenter
        self._playing = playing
        self._now_playing = now_playing
        self._crates = crates
        self._heard: int | None = None
        self._query = ""
        self._later = make_timer(self, _AGAIN_MS, self.read, once=True)

    def open(self) -> None:
        """The page was turned: the map itself has the keyboard before what stands above it."""
        focused = QApplication.focusWidget()
        if focused is not None and self._frame.map.isAncestorOf(focused):
            self._frame.map.map.setFocus()
        self.read()

    def follow(self) -> None:
        """Songs were found, or the analysis has gone on: the same search is seldom read again."""
        if self._library.query != self._query:
            self.read()
        elif not self._later.isActive():
            self._later.start()

    def read(self) -> None:
        """The songs may be others now: read them, if the map is shown."""
        if self._frame.page == "map":
            self._query = self._library.query
            self._library.read_map()

    def play(self, track_id: int) -> None:
        """Play one song."""
        self._with_row(track_id, self._playing.play)

    def play_all(self, ids: list[int]) -> None:
        """Let the chosen songs follow each other."""
        self._presenter.list_ids(ids)
        self._frame.show_page("map")
        self.play(ids[0])

    def keep(self, ids: list[int]) -> None:
        """Put the chosen songs into a crate."""
        self._crates.create_with(tr("From the map"), ids)

    def listen(self, track_id: int | None) -> None:
        """Hear a song's deciding moment for as long as the key is held; None: it was let go."""
        self._heard = track_id
        if track_id is None:
            self._now_playing.hush()
        else:
            self._with_row(track_id, self._hear)

    def _with_row(self, track_id: int, act: Callable[[TrackRow], object]) -> None:
        """Once the row was read; a track that is gone is passed over."""
        self._library.rows([track_id], lambda rows: [act(row) for row in rows])

    def _hear(self, row: TrackRow) -> None:
        if row.track.id == self._heard:
            self._now_playing.listen(row)

    def show_track(self, row: TrackRow | None) -> None:
        """Another song is below."""
        self._frame.map.map.set_playing(None if row is None else row.track.id)
