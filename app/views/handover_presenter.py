"""Between the exports and imports and what shows them: dialogs, notices."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.actions.handover import HandoverActions
from app.actions.library import LibraryActions
from app.engine_words import engine_word
from app.i18n import mark, tr
from app.models.columns import title_of
from app.views.frame import Frame
from app.views.library_presenter import LibraryPresenter, refusals
from app.widgets.plot_picture import png, svg
from mer_core.library.crates import Crate
from mer_core.shown import shown

if TYPE_CHECKING:
    from app.views.export_dialog import ExportDialog
    from mer_core.emotion import TrackEmotion
    from mer_core.exports.request import Exported
    from mer_core.library.tracks import TrackRow
    from mer_core.workflows.export import ExportWish
    from mer_core.workflows.importing import ImportReport

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_SUFFIX = re.compile(r"\*(\.\w+)")
_KINDS = (".png", ".svg", ".csv", ".json")
_PICTURES = mark("Picture (*.png);;Drawing (*.svg)")
_CURVES = mark("Curve as a table (*.csv);;Curve for programs (*.json)")
_TABLES = mark("Tables and exports (*.csv *.tsv *.txt *.json *.jsonl);;All files (*)")


class HandoverPresenter(QObject):
    """Asks which songs go where, and says what came of it."""

    def __init__(
        self,
        frame: Frame,
        actions: HandoverActions,
        library: LibraryActions,
        library_presenter: LibraryPresenter,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._actions = actions
        self._library = library
        self._presenter = library_presenter
        self.dialog: ExportDialog | None = None

    # --- export ---

    def export(self) -> None:
        """Export what the table shows, or the chosen songs."""
        self._ask(None)

    def export_crate(self, crate: Crate) -> None:
        """Export a crate, or a folder of them."""
        self._ask(crate)

    def export_chosen(self) -> None:
        """Export the chosen songs."""
        self._ask(None, chosen_first=True)

    def _ask(self, crate: Crate | None, *, chosen_first: bool = False) -> None:
        from app.views.export_dialog import ExportDialog

        choices = self._choices(crate)
        if chosen_first:
            choices.reverse()
        dialog = ExportDialog(self._frame.theme, choices, self._frame.window())
        self.dialog = dialog
        dialog.asked.connect(self._actions.count)
        dialog.wished.connect(self._choose_file)
        self._actions.counted.connect(dialog.show_count)
        dialog.destroyed.connect(self._forget)
        self._actions.count(dialog.wish())
        dialog.show()

    def _forget(self) -> None:
        self.dialog = None

    def _choices(self, crate: Crate | None) -> list[tuple[str, ExportWish]]:
        """Which songs there are to export, the likeliest first."""
        from mer_core.workflows.export import ExportWish

        if crate is not None:
            wish = ExportWish("csv", crate_id=crate.id, name=crate.name)
            return [(engine_word(crate.name), wish)]
        library, ids = self._library, tuple(self._frame.library.selected_ids())
        if self._presenter.lists_search:
            words = tr("All songs")
            if library.query.strip():
                words = tr("All that “{query}” finds").format(query=library.query)
            wish = ExportWish("csv", library.query, library.order)
        else:
            words = tr("All songs that are listed")
            wish = ExportWish("csv", ids=tuple(self._frame.tracks.ids))
        found = [(words, wish)]
        if ids:
            found.append((tr("The chosen songs"), ExportWish("csv", ids=ids)))
        return found

    def _choose_file(self, wish: ExportWish) -> None:
        from mer_core.exports.formats import format_of

        chosen = format_of(wish.format)
        name = _NOT_IN_NAMES.sub("_", wish.name).strip(" .") or "Moodline"
        path, _ = QFileDialog.getSaveFileName(
            self.dialog or self._frame, tr("Export"), str(Path.home() / f"{name}{chosen.suffix}"),
            f"{tr(chosen.title)} (*{chosen.suffix})",
        )  # fmt: skip
        if path:
            if self.dialog is not None:
                self.dialog.accept()
            self._actions.export(replace(wish, target=Path(path)))

    def save_song(self, emotion: TrackEmotion | None) -> None:
        """Ask where the playing song's picture or curve shall stand, and write it there."""
        row = self._frame.now_playing.row
        if row is None:
            self._frame.notices.note(tr("No song is shown; choose one first."))
            return
        song = " – ".join(part for part in (row.track.artist, title_of(row)) if part)
        name = _NOT_IN_NAMES.sub("_", song).strip(" .") or "Moodline"
        filters = tr(_PICTURES)
        if emotion is not None:
            filters += f";;{tr(_CURVES)}"
        path, chosen = QFileDialog.getSaveFileName(
            self._frame, tr("Save picture or curve"), str(Path.home() / f"{name}.png"), filters
        )
        if path:
            target = Path(path)
            if target.suffix.lower() not in _KINDS:
                target = target.with_name(target.name + (_SUFFIX.findall(chosen) or [".png"])[0])
            self._save(row, emotion, song, target)

    def _save(self, row: TrackRow, emotion: TrackEmotion | None, song: str, target: Path) -> None:
        from mer_core.exports.curve import curve_csv, curve_json

        plot, kind = self._frame.now_playing.plot, target.suffix.lower()
        if kind in (".png", ".svg"):
            self._actions.save((png if kind == ".png" else svg)(plot, shown(song)), target)
        elif emotion is None:
            self._frame.notices.problem(tr("The song has no curve yet; analyse it first."))
        else:
            is_table = kind == ".csv"
            data = curve_csv(emotion) if is_table else curve_json(row, emotion)
            self._actions.save(data, target)

    def after_save(self, target: Path) -> None:
        """A picture or a curve was written."""
        self._frame.notices.note(tr("Saved as {target}.").format(target=target))

    def after_export(self, wish: ExportWish, exported: Exported) -> None:
        """A file was written."""
        self._presenter.show_idle()
        assert wish.target is not None
        notices = self._frame.notices
        notices.note(
            " ".join([tr("Exported to {target}.").format(target=wish.target), *exported.notes])
        )
        if exported.left_out:
            notices.problem(refusals([(str(path), reason) for path, reason in exported.left_out]))

    def fail(self, _sentence: str) -> None:
        """The sentence is told by others; the status line rests."""
        self._presenter.show_idle()

    # --- import ---

    def import_file(self) -> None:
        """Ask for a file of corrections or analyses, and take it in."""
        path, _ = QFileDialog.getOpenFileName(
            self._frame, tr("Import corrections or analyses"), "", tr(_TABLES)
        )
        if path:
            self._actions.import_file(Path(path))

    def after_import(self, report: ImportReport) -> None:
        """What the file held was taken in; corrections tell of themselves where there are many."""
        self._presenter.show_idle()
        self._presenter.reload()
        if len(report.corrected) < 2:
            self._frame.notices.note(report.summary)
        if report.skipped:
            self._frame.notices.problem(refusals(report.skipped))

    # --- watching ---

    def show_went(self, folder: Path) -> None:
        """A watched folder's drive was taken away."""
        self._frame.notices.note(
            tr("{folder} was taken away. Moodline waits for it.").format(folder=folder)
        )

    def show_came(self, folder: Path) -> None:
        """It is back."""
        self._frame.notices.note(tr("{folder} is back.").format(folder=folder))
