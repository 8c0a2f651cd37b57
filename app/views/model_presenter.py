"""Lets one model, on one device, do all the hearing."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.actions.analysis import AnalysisActions
from app.actions.preferences import Preferences
from app.jobs import AnalysisProcess, ListeningProcess
from app.views.frame import Frame
from app.views.library_presenter import LibraryPresenter
from app.views.training.presenter import TrainingPresenter
from mer_core.models.store import ModelEntry
from mer_core.settings import Settings


class ModelPresenter(QObject):
    """Hands the model in use to what hears by it and what shows it."""

    def __init__(
        self, frame: Frame, preferences: Preferences, process: AnalysisProcess,
        listening: ListeningProcess, analysis: AnalysisActions, library: LibraryPresenter,
        training: TrainingPresenter, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._frame = frame
        self._preferences = preferences
        self._processes = process, listening
        self._analysis = analysis
        self._library = library
        self._training = training
        self._device = preferences.settings.device

    def use(self, entry: ModelEntry) -> None:
        """Hear by this model from now on."""
        self._library.use_model(entry)
        self._configure(entry)
        self._frame.now_playing.card.set_model(entry)
        self._training.use_model(entry)

    def change(self, entry: ModelEntry) -> None:
        """The user has chosen another one."""
        self.use(entry)
        self._library.after_model_change(entry)

    def follow(self, settings: Settings) -> None:
        """Another device may have been chosen: an analysis that runs goes on there."""
        if settings.device != self._device:
            self._device = settings.device
            if self._library.model is not None:
                self._configure(self._library.model)
                self._analysis.restart()

    def _configure(self, entry: ModelEntry) -> None:
        for process in self._processes:
            process.configure(entry.folder, self._preferences.settings.device)
