"""The window's work without a display: scan, analyse, print, draw the window into a picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.main_window import MainWindow
from app.timers import make_timer
from mer_core.cli.screen import Screen
from mer_core.cli.streams import OutputLost, flush
from mer_core.library.database import Library
from mer_core.library.tracks import TrackRow
from mer_core.workflows.scan import ScanReport

#: Seconds to wait for the scan and the analysis together.
_LIMIT_S = 3600
#: How far into the song the picture is taken.
_MOMENT = 0.38


class Headless(QObject):
    """Drives one window from the scan to the picture, then calls ``end`` with the exit status.

    ``lost``: why what it said could not be written, if so.
    """

    def __init__(self, window: MainWindow, picture: Path, end: Callable[[int], None]) -> None:
        super().__init__(window)
        self._window = window
        self._picture = picture
        self._end = end
        self.lost: OutputLost | None = None
        self._look = make_timer(self, 100, self._draw_when_ready)
        self._limit = make_timer(self, _LIMIT_S * 1000, lambda: self._finish(1), once=True)

    def start(self, paths: list[Path]) -> None:
        """Add ``paths``, or the demo tracks where there are none, and analyse them."""
        window = self._window
        window.library_actions.scanned.connect(self._after_scan)
        window.analysis_actions.finished.connect(self._after_analysis)
        library, analysis = window.library_actions, window.analysis_actions
        for problem in (window.errors.told, library.failed, analysis.failed):
            problem.connect(self._give_up)
        self._limit.start()
        window.welcome.end()
        if paths:
            window.menus.open(paths)
        else:
            window.library_actions.add_demo()

    def _after_scan(self, report: ScanReport) -> None:
        self._has_scanned = True
        known = report.added + report.changed + report.unchanged
        self._say(f"Scanned {known} files, {report.added} new, {len(report.failed)} unreadable.")
        for name, reason in report.refused:
            self._say(f"{name}: {reason}")
        with Library.open(self._window.paths.library) as library:
            counts = library.counts(model_sha256=self._window.library_actions.model_sha256)
        if not counts.queued and not counts.stale:
            self._after_analysis()

    _has_scanned = False

    def _after_analysis(self) -> None:
        if not self._has_scanned:  # it heard what was found by then
            return
        self._print_table()
        self._look.start()

    def _give_up(self, sentence: str) -> None:
        self._say(sentence)
        self._finish(1)

    def _print_table(self) -> None:
        with Library.open(self._window.paths.library) as library:
            rows = library.rows(model_sha256=self._window.library_actions.model_sha256)
        self._say(f"{'Title':28} {'Mood':24} {'Valence':>8} {'Arousal':>8} {'Sure':>6}  State")
        for row in rows:
            self._say(_line(row))

    def _draw_when_ready(self) -> None:
        window = self._window
        now, row = window.frame.now_playing, window.playing_actions.row
        if row is None or not now.is_complete or window.now_playing.emotion is None:
            if row is not None and row.state == "failed":
                self._draw()
            return
        window.playing_actions.seek((row.track.duration_s or 0.0) * _MOMENT)
        window.frame.notices.bar.hide()
        QTimer.singleShot(300, self, self._draw)
        self._look.stop()

    def _draw(self) -> None:
        self._look.stop()
        saved = self._window.grab().save(str(self._picture))
        self._say(
            f"The window is drawn in {self._picture}." if saved else "No picture could be saved."
        )
        self._finish(0 if saved else 1)

    def _say(self, line: str) -> None:
        """One line to the terminal; where it takes none, the picture is drawn all the same."""
        if self.lost is not None:
            return
        try:
            Screen().print(line)
            flush()
        except OutputLost as lost:
            self.lost = lost

    def _finish(self, status: int) -> None:
        self._look.stop()
        self._limit.stop()
        self._window.close()
        self._end(status)


def _line(row: TrackRow) -> str:
    title = (row.track.title or row.track.path.stem)[:28]
    if row.valence is None or row.arousal is None or row.confidence is None:
        return f"{title:28} {row.message or '-':24} {'':>8} {'':>8} {'':>6}  {row.state}"
    moods = ", ".join(mood.name for mood in row.moods[:2])
    figures = f"{row.valence:+8.2f} {row.arousal:+8.2f} {row.confidence:6.2f}"
    return f"{title:28} {moods:24} {figures}  {row.state}"
