"""What Moodline keeps on this computer: looked up, and deleted, in the background."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.jobs import JobQueue, Jobs
from mer_core.paths import AppPaths
from mer_core.workflows.holdings import clear_cache, holdings


class HoldingActions(QObject):
    """``found`` carries the Holdings; ``cleared`` sentences, one for each thing that could not be
    deleted; ``failed`` a sentence.
    """

    found = Signal(object)
    cleared = Signal(object)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, paths: AppPaths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._paths = paths

    def look(self) -> None:
        """Look what there is; ``found`` follows."""
        self._jobs.run(
            holdings, self._paths, lane=JobQueue.FILES, on_done=self.found.emit,
            on_error=lambda error: self.failed.emit(str(error)),
        )  # fmt: skip

    def clear_cache(self) -> None:
        """Delete what can be made again; ``cleared`` follows."""
        self._jobs.run(
            clear_cache, self._paths, lane=JobQueue.FILES, on_done=self.cleared.emit,
            on_error=lambda error: self.failed.emit(str(error)),
        )  # fmt: skip
