"""The models at hand, their cards, and the corpora in a folder. Each is looked up in the
background.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.i18n import tr
from app.jobs import Job, JobQueue, Jobs
from mer_core.errors import InputError, ModelError
from mer_core.models.spec import ModelSpec
from mer_core.models.store import WEIGHTS, ModelEntry, find_model, find_models, read_card, read_spec
from mer_core.paths import AppPaths

#: The architecture that learns from ratings; a model that did so once is not taught again.
_TAUGHT_KIND = "fusion"


@dataclass(frozen=True, slots=True)
class Card:
    """What is told of a model: its card as Markdown, its specification, its bytes on disk."""

    entry: ModelEntry
    spec: ModelSpec
    text: str
    num_bytes: int


@dataclass(frozen=True, slots=True)
class FoundCorpora:
    """The corpora under ``folder`` as pairs of a name and its number of sound files."""

    folder: Path
    corpora: tuple[tuple[str, int], ...]


class ModelActions(QObject):
    """``found`` carries a list of ModelEntry and those of them that can be taught, ``found_one`` a
    ModelEntry, ``card_read`` a Card, ``corpora_found`` a FoundCorpora, ``corpora_failed`` and
    ``failed`` a sentence.
    """

    found = Signal(object, object)
    found_one = Signal(object)
    card_read = Signal(object)
    corpora_found = Signal(object)
    corpora_failed = Signal(str)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, paths: AppPaths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._paths = paths
        self._looking: Job | None = None

    def find(self) -> None:
        """Look which models there are."""
        self._jobs.run(
            _find,
            self._paths,
            on_done=lambda found: self.found.emit(*found),
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def find_one(self, id: str) -> None:
        """Look for the model called ``id``, or the default where it is empty."""
        self._jobs.run(
            find_model,
            self._paths,
            id,
            on_done=self.found_one.emit,
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def read_card(self, entry: ModelEntry) -> None:
        """Read what is told of a model."""
        self._jobs.run(
            _card,
            entry,
            on_done=self.card_read.emit,
            on_error=lambda error: self.failed.emit(str(error)),
        )

    def find_corpora(self, folder: Path) -> None:
        """Look which corpora lie under ``folder``; an earlier look is dropped."""
        if self._looking is not None:
            self._looking.cancel()
        self._looking = self._jobs.run_workflow(
            _find_corpora,
            folder,
            lane=JobQueue.DISPLAY,
            on_done=self.corpora_found.emit,
            on_error=lambda error: self.corpora_failed.emit(str(error)),
        )


def _find(paths: AppPaths) -> tuple[list[ModelEntry], list[ModelEntry]]:
    """All models, and those that can be taught."""
    from mer_core.training.teaching.verdict import OWN_RATINGS

    entries = find_models(paths)
    specs = {entry.folder: read_spec(entry.folder) for entry in entries}
    teachable = [
        entry
        for entry in entries
        if specs[entry.folder].architecture == _TAUGHT_KIND
        and OWN_RATINGS not in specs[entry.folder].corpora
    ]
    return entries, teachable


def _card(entry: ModelEntry) -> Card:
    """The card of ``entry``. Raises ModelError where the model is gone."""
    spec = read_spec(entry.folder)
    try:
        text = read_card(entry.folder)
    except ModelError as error:
        text = str(error)
    weights = entry.folder / WEIGHTS
    return Card(entry, spec, text, weights.stat().st_size if weights.is_file() else 0)


def _find_corpora(context: Job, folder: Path) -> FoundCorpora:
    """Raises InputError where ``folder`` is none, or holds no corpus."""
    from mer_core.audio.files import find_audio
    from mer_core.training.corpora import LOADERS

    if not folder.is_dir():
        raise InputError(f"{folder} is no folder.")
    found = []
    for name in LOADERS:
        if (folder / name).is_dir():
            number = 0
            for _ in find_audio([folder / name]):
                context.check_cancelled()
                number += 1
            found.append((name, number))
    if not found:
        raise InputError(
            tr("No corpus in {folder}. Moodline looks for folders called {names}.").format(
                folder=folder, names=", ".join(LOADERS)
            )
        )
    return FoundCorpora(folder, tuple(found))
