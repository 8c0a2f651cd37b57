"""Help: the guide, what this program is, and the report for a problem."""

from __future__ import annotations

import PySide6
from PySide6.QtCore import QObject, qVersion
from PySide6.QtGui import QGuiApplication, QScreen

from app.jobs import Jobs
from app.playback.player import Player
from app.views.about_dialog import AboutDialog
from app.views.frame import Frame
from app.views.library_presenter import LibraryPresenter
from app.views.report_dialog import ReportDialog
from mer_core.paths import AppPaths
from mer_core.workflows.report import report


class HelpPresenter(QObject):
    """Opens them over the window."""

    def __init__(
        self, frame: Frame, jobs: Jobs, paths: AppPaths, library: LibraryPresenter, player: Player,
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._frame = frame
        self._jobs = jobs
        self._paths = paths
        self._library = library
        self._player = player

    def open_guide(self) -> None:
        """Turn to the user guide."""
        guide = self._frame.guide  # made now, if it was never open
        self._frame.show_page("guide")
        guide.text.setFocus()

    def open_about(self) -> None:
        """What this program is, and its terms."""
        dialog = AboutDialog(
            self._frame.theme, self._library.model, self._paths, self._library.output,
            self._frame.window(),
        )  # fmt: skip
        dialog.report_button.clicked.connect(lambda _=False: self.open_report())
        dialog.open()

    def open_report(self) -> None:
        """Put the report together in the background, then show it."""
        self._jobs.run(report, self._paths, self._of_window(), on_done=self._show_report)

    def _of_window(self) -> dict[str, str]:
        """What the window alone can tell; an output's name may be a person's, so none is told."""
        outputs, chosen = self._player.devices(), self._library.output
        kind = "silent"
        if chosen:
            kind = "the default" if chosen in outputs[:1] else "a chosen one"
        return {
            "Qt": f"{qVersion()} (PySide6 {PySide6.__version__}), "
            f"platform {QGuiApplication.platformName()}, "
            f"{QGuiApplication.styleHints().colorScheme().name.lower()} look",
            "Screens": "; ".join(map(_screen, QGuiApplication.screens())) or "none",
            "Sound": f"{len(outputs)} outputs, {kind} in use",
        }

    def _show_report(self, text: str) -> None:
        ReportDialog(self._frame.theme, text, self._frame.window()).open()


def _screen(screen: QScreen) -> str:
    size = screen.size()
    return (
        f"{size.width()} x {size.height()} at {screen.devicePixelRatio():g}, "
        f"{screen.logicalDotsPerInch():.0f} dpi, {screen.refreshRate():.0f} Hz"
    )
