"""Between journeys over the plane and their page."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.actions.crates import CrateActions
from app.actions.journey import JourneyActions
from app.actions.library import LibraryActions
from app.actions.playing import PlayingActions
from app.i18n import tr
from app.views.frame import Frame
from app.views.journey_page import JourneyPage
from app.views.set_fields import ARC_WORDS
from mer_core.library.tracks import TrackRow
from mer_core.playlists.journey import Journey, Wish
from mer_core.playlists.sets import SetWish


class JourneyPresenter(QObject):
    """Opens the page, asks for what is wished there, keeps and plays what was found.

    ``session_asked`` carries the names of the journey's songs, for a sheet of a session.
    """

    session_asked = Signal(object)

    def __init__(
        self,
        frame: Frame,
        journeys: JourneyActions,
        crates: CrateActions,
        playing: PlayingActions,
        library: LibraryActions,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._journeys = journeys
        self._crates = crates
        self._playing = playing
        self._library = library
        self._page: JourneyPage | None = None

    def open(self) -> None:
        """Turn to the page; its songs are chosen anew, for the library may have changed."""
        if self._page is None:
            self._page = self._frame.journey
            self._connect(self._page)
        self._frame.show_page("journey")
        self._journeys.read_moods()

    def _connect(self, page: JourneyPage) -> None:
        page.wished.connect(self._plan)
        page.kept.connect(self._keep)
        page.played.connect(self._play)
        page.session_button.clicked.connect(self._ask_session)
        page.others_asked.connect(self._journeys.find_others)
        page.replaced.connect(self._journeys.show)
        self._journeys.moods_read.connect(page.set_moods)
        self._journeys.planned.connect(page.show_journey)
        self._journeys.refused.connect(page.show_problem)
        self._journeys.others.connect(page.show_others)

    def _plan(self, wish: Wish | SetWish) -> None:
        query = self._frame.header.search.query()
        self._journeys.plan(wish, query, self._library.model_sha256)

    def _play(self, row: TrackRow) -> None:
        journey = self._frame.journey.journey
        self._playing.play(row, None if journey is None else journey.ids)

    def _ask_session(self) -> None:
        tracks = [row.track for row in self._frame.journey.rows]
        names = (" – ".join(filter(None, (each.artist, each.title))) for each in tracks)
        self.session_asked.emit(
            [name or each.path.name for name, each in zip(names, tracks, strict=True)]
        )

    def _keep(self, journey: Journey) -> None:
        page = self._frame.journey
        name = tr("Journey")
        if page.is_set:
            name = tr("Set: {arc}").format(arc=tr(ARC_WORDS[page.set_fields.arc.currentData()]))
        elif page.start.currentData() and page.end.currentData():
            name = tr("From {start} to {end}").format(
                start=page.start.currentText(), end=page.end.currentText()
            )
        self._crates.create_with(name, journey.ids)
