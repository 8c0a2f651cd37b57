"""Between corrections by hand and where they are made: the table, the quick bar, the menus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject

from app.actions.correcting import CorrectionActions
from app.actions.history import History
from app.actions.playing import PlayingActions
from app.i18n import tr
from app.models.columns import Column, title_of
from app.models.tracks import TrackTableModel
from app.views.frame import Frame
from app.views.library_presenter import LibraryPresenter
from app.views.table_editing import TableEditing
from mer_core.emotion import CORRECTABLE, Correction
from mer_core.library.correcting import Corrected
from mer_core.library.tracks import TrackRow

#: So many songs are corrected at once only when the user agrees.
ASK_FROM = 500


class CorrectionPresenter(QObject):
    """Corrects what is chosen, or what plays, and shows what came of it."""

    def __init__(
        self,
        frame: Frame,
        model: TrackTableModel,
        corrections: CorrectionActions,
        playing: PlayingActions,
        library: LibraryPresenter,
        history: History,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._frame = frame
        self._model = model
        self._corrections = corrections
        self._playing = playing
        self._library = library
        self._words: tuple[str, ...] = ()
        self.editing = TableEditing(frame.library, model, self)

    # --- in the table ---

    def edit(self, column: Column | None = None) -> None:
        """F2: edit the cell under the cursor, for all chosen songs."""
        if self._frame.page == "library":
            self.editing.begin(column)

    def correct(self, ids: list[int], newer: Correction, without: Iterable[str] = ()) -> None:
        """Correct these songs; where they are many, only once the user agrees."""
        fields = tuple(without)
        self._ask(len(ids), lambda: self._corrections.correct(ids, newer, fields))

    def correct_sounds(self, said: Mapping[str, Correction]) -> None:
        """Say of each sound what is given; where they are many, only once the user agrees."""
        self._ask(len(said), lambda: self._corrections.correct_sounds(said))

    def _ask(self, number: int, act: Callable[[], None]) -> None:
        if number < ASK_FROM:
            act()
        else:
            self._frame.notices.note(
                tr("This is about %n song(s).", "", number), tr("Correct them all"), act
            )

    def can_take_back(self, ids: list[int]) -> bool:
        """Whether one of these songs is corrected, as far as they were seen yet."""
        places = (self._model.place_of(track_id) for track_id in ids)
        rows = [None if place is None else self._model.row_at(place) for place in places]
        return any(row is None or row.correction for row in rows)

    def take_back(self, ids: list[int]) -> None:
        """Let the model speak of these songs again."""
        self.correct(ids, Correction(), CORRECTABLE)

    def refuse(self, sentence: str) -> None:
        """What was typed cannot be read; empty once that is past."""
        notices = self._frame.notices
        if self._refused and notices.text == self._refused:
            notices.bar.dismiss()
        self._refused = sentence
        if sentence:
            notices.problem(sentence)

    _refused = ""

    # --- while listening ---

    def toggle_quick(self) -> None:
        """Show the quick bar, or put it away."""
        bar = self._frame.quick
        if bar.isVisible():
            self.close_quick()
            return
        if self._frame.page not in ("library", "map"):
            self._frame.show_page("library")
        self.show_song(self._playing.row)
        bar.show()

    def close_quick(self) -> None:
        """Put the quick bar away."""
        self._frame.quick.hide()
        self._frame.library.table.setFocus()

    def show_song(self, row: TrackRow | None) -> None:
        """Another song is the current one."""
        self._words = ()
        self._light(row)

    def show_rows(self, rows: list[TrackRow]) -> None:
        """Rows have new values, the current song's perhaps."""
        current = self._playing.row
        for row in rows:
            if current is not None and row.track.id == current.track.id:
                self._light(row)

    def quick_mood(self, word: str, stays: bool) -> None:
        """A mood's key: this is what the current song feels like. With Shift there may be more, and
        the same once more takes it away.
        """
        row = self._playing.row
        if row is None:
            return
        had = word in self._words
        rest = tuple(other for other in self._words if other != word)
        self._words = rest if had and stays else (*rest, word)
        without = () if self._words else ("moods",)
        self._corrections.correct([row.track.id], Correction(self._words), without)
        if not stays:
            self._next()

    def quick_energy(self, energy: int) -> None:
        """A digit: the current song's energy."""
        row = self._playing.row
        if row is not None:
            self._corrections.correct([row.track.id], Correction(energy=energy))
            self._next()

    def _next(self) -> None:
        before = self._playing.row
        self._playing.next()
        row = self._playing.row
        if row is before or row is None:
            self._words = ()
            self._frame.notices.note(tr("That was the last song of the list."))
        else:
            self._frame.library.show_track(row.track.id)

    def _light(self, row: TrackRow | None) -> None:
        self._frame.quick.set_song(row, title_of(row) if row is not None else "")

    # --- what came of it ---

    def after_correction(self, step: Corrected) -> None:
        """Songs were corrected."""
        self._library.after_correction(step.after)
        notices = self._frame.notices
        if len(step) > 1:
            reverse = self._history.last
            text = tr("%n song(s) corrected.", "", len(step))
            notices.note(text, tr("Undo"), lambda: self._history.undo(reverse))
        if step.num_unread:
            notices.problem(
                tr(
                    "%n song(s) could not be corrected, for the file was never read.",
                    "",
                    step.num_unread,
                )
            )

    def after_undo(self, step: Corrected) -> None:
        """A step was taken back, as far as no file holds it."""
        self._library.after_correction(step.after)
        words = [tr("%n song(s) as before.", "", len(step))] if step else []
        if step.num_written:
            words.append(
                tr(
                    "The files of %n song(s) say it already: “Undo last write” takes that back.",
                    "",
                    step.num_written,
                )
            )
        self._frame.notices.note(" ".join(words) or tr("That was corrected anew since; it stays."))

    def after_redo(self, step: Corrected) -> None:
        """A step was taken again."""
        self._library.after_correction(step.after)
        if step:
            self._frame.notices.note(tr("%n song(s) corrected again.", "", len(step)))
