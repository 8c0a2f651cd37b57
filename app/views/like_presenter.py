"""Between a moment of a song and the table of songs that are like it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.actions.like import Alike, LikeActions
from app.actions.playing import PlayingActions
from app.i18n import tr
from app.models.columns import title_of
from app.views.frame import Frame
from app.views.library_presenter import LibraryPresenter
from app.widgets.wording import clock
from mer_core.library.tracks import TrackRow


class LikePresenter(QObject):
    """Lists what was found, the most alike first; there each song begins at its moment.

    ``listed``: the table shows them.
    """

    listed = Signal()

    def __init__(
        self,
        frame: Frame,
        actions: LikeActions,
        playing: PlayingActions,
        library: LibraryPresenter,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._actions = actions
        self._playing = playing
        self._library = library

    def like_song(self, row: TrackRow) -> None:
        """Find songs with moments like what is most like the whole song."""
        self._actions.find(row.track.id, title_of(row), None)

    def like_moment(self) -> None:
        """Find songs with moments like that at the playhead."""
        row = self._playing.row
        if row is None:
            self._frame.notices.note(
                tr("Choose a song first: the moment at its playhead is taken.")
            )
        else:
            self._actions.find(row.track.id, title_of(row), self._playing.position_s())

    def show(self, alike: Alike) -> None:
        """List the songs that were found."""
        where = tr("“{title}”") if alike.at_s is None else tr("“{title}” at {time}")
        where = where.format(title=alike.title, time=clock(alike.at_s))
        if not alike.found:
            text = tr("There is no other song yet to compare with {where}.")
            self._frame.notices.note(text.format(where=where))
            return
        self.listed.emit()
        self._library.list_ids([each.track_id for each in alike.found])
        self._playing.begins = {each.track_id: each.at_s for each in alike.found}
        self._frame.notices.note(
            tr(
                "Songs with a moment like {where}, the most alike first. "
                "Each begins at that moment."
            ).format(where=where)
        )

    def keep_mood(self) -> None:
        """Let songs like the playing one come next."""
        row = self._playing.row
        if row is None:
            self._frame.notices.note(tr("Play a song first: its mood is kept."))
        else:
            self._actions.keep(row.track.id)

    def show_kept(self, track_id: int, ids: list[int]) -> None:
        """What comes next was found; the song goes on."""
        row = self._playing.row
        if row is None or row.track.id != track_id:  # another one plays by now
            return
        if not ids:
            self._frame.notices.note(tr("There is no other song yet whose mood could be kept."))
            return
        self._playing.change(lambda queue: queue.start([track_id, *ids], 0))
        text = tr(
            "%n song(s) like “{title}” come next: near it on the map, in tempo and in key.",
            "",
            len(ids),
        )
        self._frame.notices.note(text.format(title=title_of(row)))

    def forget(self) -> None:
        """The table shows something else: songs begin at their beginning again."""
        self._playing.begins = {}
