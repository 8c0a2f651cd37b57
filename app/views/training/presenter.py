"""Between the training process, the models and the page that shows both."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from app.actions.models import FoundCorpora, ModelActions
from app.actions.preferences import Preferences
from app.actions.training import TrainingActions, TrainingStatus
from app.actions.training_run import RunHistory
from app.i18n import tr
from app.views.frame import Frame
from app.widgets.wording import clock, count
from mer_core.models.store import DEFAULT_ID, ModelEntry
from mer_core.training.protocol import Request
from mer_core.training.report import TrainReport
from mer_core.training.requests import TrainRequest
from mer_core.training.teaching.verdict import TeachReport

if TYPE_CHECKING:
    from app.views.training.page import TrainingPage


class TrainingPresenter(QObject):
    """Fills the page once it is opened. ``model_chosen`` carries the ModelEntry to analyse with."""

    model_chosen = Signal(object)

    def __init__(
        self,
        frame: Frame,
        training: TrainingActions,
        models: ModelActions,
        preferences: Preferences,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._training = training
        self._models = models
        self._preferences = preferences
        self._page: TrainingPage | None = None
        self._entries: list[ModelEntry] = []
        self._teachable: list[ModelEntry] = []
        self._used = ""
        self._awaited: set[str] = set()  # what is missing until corrections are taught
        self._results: dict[str, Path] = {}  # the folder of each tab's newest model

    def open(self) -> None:
        """Turn to the page; the first time it is made, for its plots take a while to load."""
        if self._page is None:
            self._page = self._frame.training
            self._connect(self._page)
            if self._preferences.settings.corpora:
                self._page.form.folder.set_path(Path(self._preferences.settings.corpora))
            self._show_status(self._training.status)
        self._frame.show_page("training")
        self._page.tabs.setFocus()
        self._models.find()

    def open_models(self) -> None:
        """Turn to the models, to choose another."""
        self.open()
        self._frame.training.turn_to("models")

    def offer_corrections(self, number: int) -> None:
        """So many songs were corrected by hand: one click teaches a model by them."""
        if not self._training.status.is_active:
            text = tr("Teach the model your {number} corrections?").format(number=count(number))
            self._frame.notices.note(text, tr("Teach"), self.teach_corrections)

    def teach_corrections(self) -> None:
        """Teach by what was corrected by hand, and show how it goes and whether it helped."""
        self._awaited = {"models", "corrections"}
        self.open()
        self._frame.training.turn_to("teach")
        self._training.save_corrections()

    def use_model(self, entry: ModelEntry) -> None:
        """This model analyses from now on."""
        self._used = entry.sha256
        if self._page is not None:
            self._show_models(self._entries, self._teachable)

    # The page's connections stand here, for the page is made late.
    def _connect(self, page: TrainingPage) -> None:
        training, models = self._training, self._models
        page.form.start_clicked.connect(lambda: self._start(page.form.request()))
        page.form.stop_clicked.connect(training.stop)
        page.form.changed.connect(self._show_buttons)
        page.form.folder_asked.connect(self._choose_folder)
        page.form.folder_chosen.connect(models.find_corpora)
        page.teach_form.start_clicked.connect(lambda: self._start(page.teach_form.request()))
        page.teach_form.stop_clicked.connect(training.stop)
        page.teach_form.changed.connect(self._show_buttons)
        page.teach_form.file_asked.connect(self._choose_ratings)
        page.teach_form.corrections_asked.connect(training.save_corrections)
        page.teach_form.template_asked.connect(self._choose_template)
        for tab, view in (("train", page.run), ("teach", page.teach)):
            view.result.card_clicked.connect(lambda tab=tab: self._show_card(tab))
            view.result.use_clicked.connect(lambda tab=tab: self._use_result(tab))
        page.models.picked.connect(self._read_card)
        page.turned.connect(lambda _: self._read_card(page.models.entry))
        page.models.use_clicked.connect(self._choose_model)
        models.found.connect(self._show_models)
        models.card_read.connect(page.models.show_card)
        models.corpora_found.connect(self._show_corpora)
        models.corpora_failed.connect(page.form.show_problem)
        training.status_changed.connect(self._show_status)
        training.learnt.connect(self._show_history)
        training.logged.connect(self._log)
        training.finished.connect(self._after)
        training.process.failed.connect(self._after_failure)
        training.template_saved.connect(self._after_template)
        training.corrections_saved.connect(self._take_corrections)
        training.failed.connect(lambda _: self._awaited.clear())

    # --- asking ---

    def _start(self, request: Request | None) -> None:
        page = self._page
        if page is None or request is None or self._training.status.is_active:
            return
        if isinstance(request, TrainRequest):
            page.run.begin(request.recipe)
        else:
            page.teach.begin(request.model_id)
        self._training.start(request)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self._frame, tr("The folder that holds the corpora")
        )
        if folder and self._page is not None:
            self._page.form.folder.set_path(Path(folder))

    def _choose_ratings(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._frame,
            tr("A table of your ratings"),
            "",
            tr("Tables (*.csv *.tsv *.txt);;All files (*)"),
        )
        if name and self._page is not None:
            self._page.teach_form.ratings.set_path(Path(name))

    def _take_corrections(self, path: Path) -> None:
        if self._page is not None:
            self._page.teach_form.ratings.set_path(path)
            self._page.teach_form.scale.choose("")
            self._arrived("corrections")

    def _arrived(self, what: str) -> None:
        if what in self._awaited and self._page is not None:
            self._awaited.remove(what)
            if not self._awaited:
                self._start(self._page.teach_form.request())

    def _choose_template(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._frame, tr("Save a table to rate"), tr("my ratings") + ".csv", tr("Tables (*.csv)")
        )
        if name:
            self._training.save_template(Path(name))

    def _show_card(self, tab: str) -> None:
        page = self._page
        if page is not None and tab in self._results:
            page.turn_to("models")
            page.models.choose(self._results[tab])

    def _read_card(self, entry: ModelEntry | None) -> None:
        """Only where it is seen."""
        if entry is not None and self._page is not None and self._page.tab == "models":
            self._models.read_card(entry)

    def _use_result(self, tab: str) -> None:
        entry = self._entry_at(self._results.get(tab))
        if entry is not None:
            self._choose_model(entry)

    def _choose_model(self, entry: ModelEntry) -> None:
        self._preferences.update(model=entry.id)
        self.model_chosen.emit(entry)

    def _entry_at(self, folder: Path | None) -> ModelEntry | None:
        return next((entry for entry in self._entries if entry.folder == folder), None)

    # --- showing ---

    def _show_models(self, entries: list[ModelEntry], teachable: list[ModelEntry]) -> None:
        self._entries, self._teachable = entries, teachable
        page = self._page
        if page is None:
            return
        page.models.show_models(entries, self._used)
        page.teach_form.show_models(teachable, self._used)
        self._arrived("models")
        for tab, view in (("train", page.run), ("teach", page.teach)):
            entry = self._entry_at(self._results.get(tab))
            used = entry is not None and entry.sha256 == self._used
            view.result.set_listed(entry is not None, used=used)
        self._replace_used()

    def _replace_used(self) -> None:
        """The model in use was trained anew: its name stands for the new one from now on."""
        name = self._preferences.settings.model or DEFAULT_ID
        entry = next((entry for entry in self._entries if entry.id == name), None)
        if self._used and entry is not None and entry.sha256 != self._used:
            self.model_chosen.emit(entry)

    def _show_corpora(self, found: FoundCorpora) -> None:
        if self._page is not None:
            self._page.form.show_corpora(found)
            self._preferences.update(corpora=str(found.folder))

    def _show_status(self, status: TrainingStatus) -> None:
        if self._page is None:
            return
        self._frame.strip.set_idle_text(_strip_words(status))
        if status.request is not None:
            view = self._page.teach if status.is_teaching else self._page.run
            view.show_status(status)
        self._show_buttons()

    def _show_buttons(self) -> None:
        page, status = self._page, self._training.status
        if page is None:
            return
        request, stopping = page.form.request(), status.state == "stopping"
        teaches = status.is_active and status.is_teaching
        trains = status.is_active and not status.is_teaching
        page.form.set_run(
            active=trains,
            elsewhere=teaches,
            stopping=stopping,
            resumes=request is not None and self._training.resumes(request),
        )
        page.teach_form.set_run(active=teaches, elsewhere=trains, stopping=stopping)

    def _show_history(self, history: RunHistory) -> None:
        status = self._training.status
        if self._page is not None and not status.is_teaching:
            self._page.run.show_history(history, active=status.state in ("idle", "running"))

    def _log(self, elapsed_s: float, line: str) -> None:
        if self._page is not None:
            view = self._page.teach if self._training.status.is_teaching else self._page.run
            view.log.add(elapsed_s, line)

    # --- what happened ---

    def _after(self, result: TrainReport | TeachReport) -> None:
        page = self._page
        if page is None:
            return
        if isinstance(result, TeachReport):
            self._results["teach"] = result.folder
            page.teach.show_done(result)
        else:
            self._results["train"] = result.folder
            page.run.result.say(_trained_words(result))
        if self._frame.page != "training":
            self._frame.notices.note(
                tr("{model} has learnt.").format(model=result.model_id), tr("Show"), self.open
            )
        self._models.find()

    def _after_failure(self, message: str) -> None:
        if self._frame.page != "training":
            self._frame.notices.problem(message)

    def _after_template(self, path: Path, number: int) -> None:
        text = tr("%n song(s) to rate are in {name}.", "", number)
        if not number:
            text = tr(
                "{name} has its columns but no song: nothing in your library is analysed yet."
            )
        self._frame.notices.note(text.format(name=path.name))


def _strip_words(status: TrainingStatus) -> str:
    """What the status line says while nothing else runs."""
    request = status.request
    if request is None or not status.is_active:
        return tr("Ready")
    name = request.recipe if isinstance(request, TrainRequest) else request.model_id
    if status.share is None:
        return tr("Training {name}").format(name=name)
    return tr("Training {name}, {share} %").format(name=name, share=round(100 * status.share))


def _trained_words(done: TrainReport) -> str:
    clips = sum(number for _, number in done.num_clips)
    return tr("{model} is trained: {parameters} parameters from {clips} clips in {time}.").format(
        model=done.model_id,
        parameters=count(done.num_parameters),
        clips=count(clips),
        time=clock(done.duration_s),
    )
