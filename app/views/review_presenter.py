"""Review, apply, undo: between the tag jobs and the page that shows them."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.actions.tagging import Staged, TagActions
from app.engine_words import WAITS
from app.i18n import mark, tr
from app.models.review import ReviewModel
from app.views.frame import Frame
from app.views.library_presenter import LibraryPresenter
from mer_core.library.correcting import Corrected

if TYPE_CHECKING:
    from mer_core.workflows.tag import StageFailed, TagReport
    from mer_core.workflows.tidy import MoodWord
    from mer_core.workflows.undo import UndoReport


class ReviewPresenter(QObject):
    """Fills the review page, writes what is ticked, tells what came of it."""

    def __init__(
        self,
        frame: Frame,
        model: ReviewModel,
        tags: TagActions,
        library: LibraryPresenter,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._model = model
        self._tags = tags
        self._library = library
        self._problems: list[StageFailed] = []
        self._corrected: set[str] = set()  # since the plan was asked for

    def review_or_apply(self) -> None:
        """Ctrl+S: go to the review; there, apply it."""
        if self._frame.page == "review":
            self.apply()
        else:
            self.open()

    def plan_anew(self) -> None:
        """Plan what the chosen profile would write into whatever was analysed."""
        self.open(anew=True)

    def open(self, track_ids: Iterable[int] | None = None, *, anew: bool = False) -> None:
        """Turn to the review and plan what would be written."""
        if self._clear():
            self._tags.stage(track_ids, anew=anew)

    def tidy(self) -> None:
        """Read the mood words in the files; what is to become of them follows."""
        if not self._tags.is_busy:
            self._problems.clear()
            self._tags.read_words()

    def show_words(self, words: list[MoodWord]) -> None:
        """Ask what is to become of the mood words, then review that."""
        from app.views.tidy_dialog import TidyDialog

        self._show_idle()
        dialog = TidyDialog(self._frame.theme, words, self._frame)
        dialog.wished.connect(self._open_renames)
        dialog.open()

    def _open_renames(self, renames: Mapping[str, str]) -> None:
        if self._clear():
            self._tags.stage_renames(renames)

    def _clear(self) -> bool:
        """Turn to the empty review; False where files are being written."""
        self._frame.show_page("review")
        if self._tags.is_busy:
            return False
        self._problems.clear()
        self._corrected.clear()
        self._model.set_staged((), {})
        self._frame.review.say(tr("Reading the files' tags…"))
        return True

    def apply(self) -> None:
        """Write what is ticked."""
        ticked = self._model.ticked
        if not ticked or self._tags.is_busy:
            return
        for waiting in self._tags.apply(ticked):
            self._model.set_result(waiting.track_id, WAITS)

    def undo(self, run_id: str | None = None) -> None:
        """Take a write back, the last one where none is named."""
        if not self._tags.is_busy:
            self._tags.undo(run_id)

    def show_history(self, is_wanted: bool) -> None:
        """Ask the journal what was written, where that is looked at."""
        if is_wanted:
            self._tags.list_runs()

    def show_staged(self, staged: Staged) -> None:
        """The plan is ready."""
        self._show_idle()
        self._model.set_staged(staged.changes, staged.rows)
        self._plan_again(self._corrected)
        self._frame.review.say(tr("Nothing to review"))
        if self._problems:
            first, more = self._problems[0], len(self._problems) - 1
            text = tr("{problem} (and {number} more files)") if more else "{problem}"
            self._frame.notices.problem(text.format(problem=first.message, number=more))

    def after_correction(self, step: Corrected) -> None:
        """Songs were corrected, or that was taken back: what is planned for them is another."""
        self._corrected |= step.after.keys()
        self._plan_again(step.after)

    def _plan_again(self, audio_hashes: Container[str]) -> None:
        ids = self._model.ids_of_sounds(audio_hashes)
        if ids:
            self._tags.stage_again(ids)

    def show_again(self, ids: Collection[int], staged: Staged) -> None:
        """Some songs were planned anew."""
        self._model.renew(ids, staged.changes, staged.rows)

    def note_problem(self, problem: StageFailed) -> None:
        """A file cannot be tagged."""
        self._problems.append(problem)

    def note_written(self, track_id: int) -> None:
        """A file was written."""
        self._model.set_result(track_id, mark("written"))

    def after_apply(self, report: TagReport) -> None:
        """All ticked files were tried."""
        self._show_idle()
        ids = {change.change.path: change.track_id for change in self._model.changes}
        for path, reason in report.failed:
            if path in ids:
                self._model.set_result(ids[path], reason)
        words = [tr("%n file(s) written", "", report.written)]
        words += [tr("%n said so already", "", report.unchanged)] if report.unchanged else []
        words += [tr("%n failed, see the list", "", len(report.failed))] if report.failed else []
        run_id = report.run_id
        if run_id is not None:
            self._frame.notices.note(
                ", ".join(words) + ".", tr("Undo"), lambda: self._tags.undo(run_id)
            )
        else:
            self._frame.notices.note(", ".join(words) + ".")
        self.show_history(self._frame.review.history_button.isChecked())
        self._library.reload()

    def after_undo(self, report: UndoReport) -> None:
        """A run was taken back."""
        self._show_idle()
        text = tr("%n file(s) as before", "", report.restored)
        if report.failed:
            path, reason = report.failed[0]
            left = tr(", %n left alone ({name}: {reason})", "", len(report.failed))
            text += left.format(name=path.name, reason=reason)
        self._frame.notices.note(text + ".")
        self.show_history(self._frame.review.history_button.isChecked())
        self._library.reload()
        if self._frame.page == "review":
            self.open()

    def _show_idle(self) -> None:
        self._library.show_idle()
