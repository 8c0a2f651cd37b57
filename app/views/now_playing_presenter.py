"""Between the player, the picture of the song and what shows them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.actions.analysis import AnalysisActions
from app.actions.looping import SectionLoop
from app.actions.picture import PictureActions
from app.actions.playing import PlayingActions
from app.actions.tagging import TagActions
from app.engine_words import engine_word
from app.i18n import tr
from app.models.columns import title_of
from app.models.tracks import TrackTableModel
from app.plain import title_text
from app.timers import make_timer
from app.views.frame import Frame
from app.views.library_presenter import LibraryPresenter
from mer_core.emotion import TrackEmotion
from mer_core.inference.protocol import Explained, Explaining
from mer_core.library.tracks import TrackRow
from mer_core.playlists.audition import deciding_s

#: A song that the cursor rests on for so long is shown below, while nothing plays.
_SHOW_AFTER_MS = 160


class NowPlayingPresenter(QObject):
    """Shows the current song everywhere it appears."""

    def __init__(
        self,
        frame: Frame,
        model: TrackTableModel,
        playing: PlayingActions,
        loop: SectionLoop,
        picture: PictureActions,
        analysis: AnalysisActions,
        tags: TagActions,
        library: LibraryPresenter,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._model = model
        self._playing = playing
        self._loop = loop
        self._picture = picture
        self._analysis = analysis
        self._tags = tags
        self._library = library
        self.emotion: TrackEmotion | None = None
        self._is_playing = False
        self.is_live = False  # what is heard live is shown in the song's place
        self._asked: tuple[int, float] | None = None  # why, of which song at which moment
        self._listens = False  # as soon as the emotion is there
        self._rest = make_timer(self, _SHOW_AFTER_MS, self._show_current, once=True)

    def play_or_pause(self) -> None:
        """Space: the current song, or the one under the cursor."""
        row = self._frame.library.current_row()
        if self._playing.row is None and row is not None:
            self._playing.play(row)
        else:
            self._playing.toggle()

    def listen_to_current(self) -> None:
        """L: the song under the cursor, from the moment that decided its mood."""
        row = self._frame.library.current_row()
        if row is not None:
            self.listen(row)

    def listen(self, row: TrackRow) -> None:
        """Play a song from the moment that decided its mood, once that is read."""
        if self._playing.row is None or self._playing.row.track.id != row.track.id:
            self._playing.load(row)
            self._listens = True
        elif self.emotion is None:
            self._listens = True
        else:
            self._play_from(deciding_s(self.emotion))

    def hush(self) -> None:
        """Stop listening, also to a song whose moment is not read yet."""
        self._listens = False
        self._playing.pause()

    def _play_from(self, time_s: float) -> None:
        self._playing.seek(time_s)
        if not self._is_playing:
            self._playing.toggle()

    def cursor_moved(self) -> None:
        """The cursor came to another row."""
        if not self._is_playing:
            self._rest.start()

    def select_first(self) -> None:
        """Show the first song where none is shown."""
        if self._playing.row is None and self._model.rowCount():
            self._frame.library.show_track(self._model.ids[0])

    def show_picked(self, track_id: int) -> None:
        """A point of the map was clicked: its row, and its song below."""
        self._frame.library.show_track(track_id)

    def show_track(self, row: TrackRow | None) -> None:
        """Another song was loaded."""
        track_id = row.track.id if row is not None else None
        self._library.current_id = track_id
        self._model.set_playing(track_id)
        self.emotion = None
        self._listens = False
        self._show_curve(0.0)
        self._frame.now_playing.set_track(row)
        self._frame.show_foot(row is not None)
        window = self._frame.window()
        title = f"{title_text(title_of(row))} – " if row is not None else ""
        window.setWindowTitle(f"{title}Moodline")
        if row is not None:
            self._picture.show(row.track)
            self._analysis.prioritise(row.track.id)

    def show_rows(self, rows: list[TrackRow]) -> None:
        """Rows have new values: the current song may be analysed now."""
        for row in rows:
            if self._playing.row is not None and row.track.id == self._playing.row.track.id:
                is_new = row.valence is not None and self.emotion is None
                if is_new or row.correction != self._playing.row.correction:
                    self._frame.now_playing.card.set_correction(row.correction)
                    self._picture.reload_emotion()
                if row.valence is not None and row.track.duration_s:
                    self._playing.learn_duration(row.track.duration_s, is_whole=True)
                self._playing.row = row

    def show_emotion(self, emotion: TrackEmotion | None) -> None:
        """The current song's emotion was read."""
        if self.is_live:
            return
        self.emotion = emotion
        self._frame.now_playing.set_emotion(emotion, self.errors_of(emotion, self._playing.row))
        if self._listens:
            self._listens = False
            self._play_from(deciding_s(emotion) if emotion is not None else 0.0)
        self.show_position(self._playing.position_s())

    def errors_of(
        self, emotion: TrackEmotion | None, row: TrackRow | None
    ) -> tuple[float, float] | None:
        """How far off the model is that said this; unknown of another, and of a person's word."""
        model = self._library.model
        if emotion is None or model is None or emotion.model.sha256 != model.sha256:
            return None
        return None if row is not None and row.correction else model.errors_90

    def toggle_loop(self) -> None:
        """Loop the section at the playhead, or go on behind it."""
        if self._loop.span is not None:
            self._loop.end()
        elif self._frame.now_playing.row is None:  # what is heard live has no sections
            self._frame.notices.note(tr("No song is shown; choose one first."))
        else:
            curve = self.emotion.curve if self.emotion is not None else None
            self._loop.begin(curve, self._playing.duration_s)

    def show_position(self, time_s: float) -> None:
        """The playhead moved."""
        if self.is_live:
            return
        self._frame.now_playing.set_position(time_s)
        self._show_curve(time_s)

    def show_state(self, state: str) -> None:
        """The player started, paused or stopped; a file that sounds is not written."""
        self._is_playing = state == "playing"
        self._frame.now_playing.transport.set_playing(self._is_playing)
        row = self._playing.row
        sounds = row is not None and state in ("playing", "paused")
        self._tags.set_in_use(row.track.path if sounds and row is not None else None)

    def ask_moment(self) -> None:
        """Why is the song what it is at the playhead? The analysis process hears it again."""
        row = self._playing.row
        if row is not None:
            self._asked = row.track.id, self._playing.position_s()
            self._frame.now_playing.card.show_moment(self._asked[1], tr("The song is heard again…"))
            self._analysis.explain(*self._asked)

    def show_moment(self, event: Explaining | Explained) -> None:
        """How far the question is, or its answer; whoever closed the popover needs neither."""
        card = self._frame.now_playing.card
        if (
            self._asked is None
            or event.track_id != self._asked[0]
            or not card.why_panel.isVisible()
        ):
            return
        time_s = self._asked[1]
        if isinstance(event, Explaining):
            text = tr("The song is heard again: {share} %")
            card.show_moment(time_s, text.format(share=round(100 * event.fraction)))
        elif event.at_s == time_s:
            self._asked = None
            nothing = tr("Nothing can be told of this moment: nothing sounds there.")
            card.show_moment(time_s, event.why or engine_word(event.message) or nothing)

    def show_failure(self, sentence: str) -> None:
        """A song that cannot be played is a problem; a machine without sound is not."""
        if self._playing.is_silent:
            self._frame.notices.note(sentence)
        else:
            self._frame.notices.problem(sentence)

    def ring_selection(self) -> None:
        """The chosen songs are ringed on the map beside the song; the page has its own choice."""
        ids = self._frame.library.selected_ids()
        self._frame.small_map.set_chosen(ids if len(ids) > 1 else [])

    def _show_curve(self, time_s: float) -> None:
        curve = self.emotion.curve if self.emotion is not None else None
        for plane in (self._frame.small_map.plane, self._frame.map.map):
            if plane.isVisible():
                plane.show_curve(curve, time_s)

    def _show_current(self) -> None:
        row = self._frame.library.current_row()
        loaded = self._playing.row
        if row is None or self._is_playing or self.is_live:
            return
        if loaded is None or loaded.track.id != row.track.id:
            self._playing.load(row)
