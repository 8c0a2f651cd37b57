"""Between the library, the analysis and what shows them: table, sidebar, search field, maps, status
line.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.actions.analysis import AnalysisActions, AnalysisStatus
from app.actions.library import FULL, LibraryActions, SearchResult
from app.i18n import mark, tr
from app.models.tracks import TrackTableModel
from app.timers import make_timer
from app.views.frame import Frame
from mer_core.jobs import Progress
from mer_core.library.albums import Albums
from mer_core.library.tracks import Counts, TrackRow
from mer_core.models.store import ModelEntry

if TYPE_CHECKING:
    from mer_core.workflows.scan import ScanReport

#: What the analysis does, else it analyses.
_STATES = {
    "starting": mark("Loading the model"),
    "paused": mark("Paused"),
    "mains": mark("Waits for mains power"),
    "rest": mark("Waits until nobody uses the computer"),
    "waiting": FULL,
}
#: Counts are read again at most so often while the analysis runs.
_COUNT_AFTER_MS = 1500
#: So many refusals of a scan are told one by one.
_MAX_REFUSALS = 5


class LibraryPresenter(QObject):
    """``usable``: the first search was answered. ``rows_changed``: TrackRows with new values."""

    usable = Signal()
    rows_changed = Signal(object)

    def __init__(
        self,
        frame: Frame,
        model: TrackTableModel,
        library: LibraryActions,
        analysis: AnalysisActions,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._model = model
        self._library = library
        self._analysis = analysis
        self._weights: ModelEntry | None = None
        self._output: str | None = None
        self._is_usable = False
        self.counts: Counts | None = None
        self.current_id: int | None = None
        self.lists_search = True  # and not songs that were chosen on the map
        self._recount = make_timer(self, _COUNT_AFTER_MS, self.count, once=True)
        self._recount.timeout.connect(library.read_points)
        self._catch_up = make_timer(self, _COUNT_AFTER_MS, self.after_change, once=True)

    @property
    def model(self) -> ModelEntry | None:
        """The model in use."""
        return self._weights

    # --- asking ---

    def use_model(self, entry: ModelEntry) -> None:
        """Analyse with this model; results of others are stale."""
        self._weights = entry
        self._library.model_sha256 = entry.sha256
        self.show_facts()

    def after_model_change(self, entry: ModelEntry) -> None:
        """Another model is used. A running analysis goes on with it at once; else what the old one
        has analysed keeps its values until the user asks.
        """
        if self._analysis.restart():
            self._frame.notices.note(
                tr("The analysis goes on with {model}.").format(model=entry.id)
            )
        else:
            self._frame.notices.note(
                tr("{model} is used from now on. What another model has analysed is stale.").format(
                    model=entry.id
                ),
                tr("Analyse again"),
                self.analyse,
            )
        self.reload()

    def first_search(self) -> None:
        """Once the model is known, by which rows are stale or not; or known not to be there."""
        if not self._has_searched:
            self._has_searched = True
            self._library.search("")
            if self.counts is not None:  # a folder was given: its songs are listed already
                self.resume()

    _has_searched = False

    def resume(self) -> None:
        """Analyse what waits, or offer to analyse again what another model has heard."""
        if self.counts is not None and self.counts.queued:
            self.analyse()
        elif self.counts is not None and self.counts.stale:
            self._offer_again(self.counts.stale)

    def _offer_again(self, number: int) -> None:
        """So many songs were analysed by another model than the one in use."""
        if self._weights is not None:
            text = tr("%n songs were analysed by another model than {model}.", "", number)
            if number == 1:
                text = tr("1 song was analysed by another model than {model}.")
            self._frame.notices.note(
                text.format(model=self._weights.id),
                tr("Analyse again"),
                self.analyse,
            )

    def search(self, query: str) -> None:
        """Find ``query`` and show it on the library's page, or on the map that is open."""
        if self._frame.page != "map":
            self._frame.show_page("library")
        self._library.search(query)

    def ask(self, query: str) -> None:
        """Put ``query`` into the search field, and find it on the library's page."""
        self._frame.show_page("library")
        field = self._frame.header.search
        if field.query() == query:
            self.search(query)
        field.set_query(query)

    def leave_search(self) -> None:
        """Escape: a query is cleared first, then the songs have the keyboard."""
        self._frame.header.search.set_error("")
        if self._frame.page == "map":
            self._frame.header.search.set_query("")
        else:
            self.ask("")
        self.focus_songs()

    def focus_songs(self) -> None:
        """Let the map have the keyboard where it is open, else the table."""
        shows_map = self._frame.page == "map"
        songs = self._frame.map.map if shows_map else self._frame.library.table
        songs.setFocus()

    def list_ids(self, ids: list[int]) -> None:
        """List these tracks alone, until the next search."""
        self._frame.show_page("library")
        self.lists_search = False
        self._show_ids(ids, [])
        total = self.counts.total if self.counts is not None else len(ids)
        self._frame.header.search.set_count(len(ids), total)

    def add(self, paths: Iterable[Path], *, again: bool = False) -> None:
        """Scan files and folders into the library (``again``: even what looks unchanged)."""
        self._frame.show_page("library")
        self._library.add(paths, again=again)

    def count(self) -> None:
        """Count again."""
        self._library.count()

    def analyse(self, ids: Iterable[int] | None = None) -> None:
        """Analyse these tracks, or whatever is missing."""
        if self._weights is not None:
            self._analysis.start(ids)

    # --- showing ---

    def show_result(self, result: SearchResult) -> None:
        """A search was answered."""
        self.lists_search = True
        self._frame.header.search.set_error("")
        self._frame.header.search.set_count(len(result.ids), result.counts.total)
        self._frame.library.show_result(result.query, len(result.ids), result.counts.total)
        self._show_ids(result.ids, result.rows, result.albums)
        self.show_counts(result.counts)
        self._library.read_points()
        if not self._is_usable:
            self._is_usable = True
            self.usable.emit()
            self.count()

    def show_rows(self, rows: list[TrackRow]) -> None:
        """Rows were read."""
        self._model.put_rows(rows)
        self.rows_changed.emit(rows)

    def show_counts(self, counts: Counts) -> None:
        """Counts beside the places, on the button and in the status line."""
        self.counts = counts
        to_review = counts.staged + counts.changed
        self._frame.sidebar.set_counts(counts.total, to_review)
        self._frame.header.set_num_staged(to_review)
        self._frame.strip.set_failures(counts.failed)

    def show_status(self, status: AnalysisStatus) -> None:
        """The analysis moved on."""
        strip = self._frame.strip
        strip.set_paused(status.state == "paused")
        if status.state == "idle":
            strip.set_progress(None)
        else:
            running = status.state == "running"
            phase = _STATES.get(status.held or status.state, "Analysing")
            strip.set_progress(
                Progress(phase, status.done, status.total, status.song, status.fraction),
                tracks_per_min=status.songs_per_min if running else None,
                left_s=status.left_s if running else None,
            )
        self.show_facts()

    def show_idle(self) -> None:
        """A job has ended: the status line rests, unless the analysis runs."""
        if self._analysis.status.state == "idle":
            self._frame.strip.set_progress(None)

    def show_scan(self, progress: Progress) -> None:
        """A scan or a write moved on; the analysis has the status line first."""
        if self._analysis.status.state == "idle":
            self._frame.strip.set_progress(progress)

    def show_fraction(self, track_id: int, fraction: float) -> None:
        """How much of a song is analysed."""
        fraction = min(fraction, 0.99)  # the row's values are there at 100 %
        self._model.set_fraction(track_id, fraction)
        if track_id == self.current_id:
            self._frame.now_playing.set_fraction(fraction)

    @property
    def output(self) -> str:
        """Where sound goes; empty means nowhere."""
        return self._output or ""

    def show_output(self, name: str) -> None:
        """Where sound goes; empty means nowhere."""
        self._output = name
        self.show_facts()

    def show_facts(self) -> None:
        """Model, device and sound output at the right of the status line."""
        model = self._weights
        facts = [tr("Model {name}").format(name=model.id) if model is not None else tr("No model")]
        facts += [self._analysis.status.device] if self._analysis.status.device else []
        if self._output is not None:
            facts.append(self._output or tr("Silent player"))
        self._frame.strip.set_facts(facts)

    # --- what happened ---

    def after_arrival(self) -> None:
        """A scan goes on: what it has found is listed and analysed meanwhile."""
        if not self._catch_up.isActive():
            self._catch_up.start()

    def after_scan(self, report: ScanReport) -> None:
        """New songs are listed and analysed; what could not be read is said once."""
        self._catch_up.stop()
        self.show_idle()
        self.reload()
        self.analyse()
        failed = len(report.failed)
        words = [tr("%n added", "", report.added)] if report.added else []
        words += [tr("%n changed", "", report.changed)] if report.changed else []
        words += [tr("%n missing", "", report.missing)] if report.missing else []
        words += [tr("%n could not be read", "", failed)] if failed else []
        words += [tr("%n junk skipped", "", report.num_junk)] if report.num_junk else []
        notices = self._frame.notices
        text = tr("Scan: {words}.").format(words=", ".join(words) or tr("nothing new"))
        if failed:
            notices.note(text, tr("Show"), lambda: self.ask("state:failed"))
        else:
            notices.note(text)
        if report.refused:
            notices.problem(refusals(report.refused))

    def after_follow(self, report: ScanReport) -> None:
        """Watched folders have changed; where the library knew it all, nothing is said."""
        words = [tr("%n added", "", report.added)] if report.added else []
        words += [tr("%n changed", "", report.changed)] if report.changed else []
        words += [tr("%n missing", "", report.missing)] if report.missing else []
        words += [tr("%n back", "", report.back)] if report.back else []
        if words:
            self._frame.notices.note(tr("Watched folders: {words}.").format(words=", ".join(words)))
            self.reload()
            self.analyse()

    def after_track(self, track_id: int) -> None:
        """A song was analysed, or failed."""
        self._model.set_fraction(track_id, None)
        self._library.touch(track_id)
        if not self._recount.isActive():
            self._recount.start()

    def after_correction(self, audio_hashes: Container[str]) -> None:
        """These sounds were corrected: what is shown of them is read again."""
        for track_id in self._model.ids_of_sounds(audio_hashes):
            self._library.touch(track_id)
        if not self._recount.isActive():
            self._recount.start()

    def after_change(self) -> None:
        """Songs came, were taken off the list, or wait for the analysis again."""
        self.reload()
        self.analyse()

    def reload(self) -> None:
        """Whatever may have changed is read again."""
        self._library.reload()
        self.count()

    def _show_ids(self, ids: list[int], rows: list[TrackRow], albums: Albums | None = None) -> None:
        self._model.set_ids(ids, rows, albums)
        if self.current_id is not None:
            self._frame.library.show_track(self.current_id)


def refusals(refused: Sequence[tuple[str, str]]) -> str:
    """What was not taken and why, a line each; the first few where there are many."""
    lines = [f"{name}: {reason}" for name, reason in refused[:_MAX_REFUSALS]]
    if len(refused) > _MAX_REFUSALS:
        lines.append(tr("... and %n more.", "", len(refused) - _MAX_REFUSALS))
    return "\n".join(lines).encode("utf-8", "replace").decode("utf-8")
