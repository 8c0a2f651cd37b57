"""The one status line: the analysis at the left, what it runs on at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.actions.analysis import AnalysisStatus
from mer_core.jobs import Progress

_SONG_WIDTH = 220


def time_left(seconds: float) -> str:
    """A rough time in words: "2 h 10 min left", "24 min left", "40 s left"."""
    if seconds >= 3600:
        return f"{int(seconds // 3600)} h {int(seconds % 3600 // 60)} min left"
    if seconds >= 90:
        return f"{round(seconds / 60)} min left"
    return f"{max(round(seconds), 1)} s left"


class StatusLine(QFrame):
    """Shows an AnalysisStatus, the progress of other jobs, the model, the device and the sound
    output.

    ``failed_clicked``: the user wants to see the failed songs. ``pause_clicked``: pause or go on.
    """

    failed_clicked = Signal()
    pause_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setProperty("edge", "top")
        self._stage = self._label("dim")
        self._song = QLabel()
        self._bar = QProgressBar(textVisible=False, maximum=1000)
        self._bar.setFixedWidth(180)
        self._bar.setAccessibleName("Progress")
        self._counts = self._label("dim")
        self._speed = self._label("dim")
        self._left = self._label("dim")
        self._failed = self._button("bad", "Show the songs that failed")
        self._failed.clicked.connect(self.failed_clicked)
        self._pause = self._button("quiet", "Pause the analysis, or go on")
        self._pause.clicked.connect(self.pause_clicked)
        self._model = self._label("dim")
        self._device = self._label("dim")
        self._output = self._label("dim")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(20)
        layout.addWidget(self._stage)
        layout.addSpacing(-15)
        for widget in (self._song, self._bar, self._counts, self._speed, self._left, self._failed):
            layout.addWidget(widget)
        layout.addStretch(1)
        for widget in (self._pause, self._model, self._device, self._output):
            layout.addWidget(widget)
        self.setFixedHeight(28)
        self.show_analysis(AnalysisStatus())

    def show_analysis(self, status: AnalysisStatus) -> None:
        """Show how far the analysis is."""
        active = status.state != "idle"
        words = {"idle": "Ready", "starting": "Loading the model", "paused": "Paused"}
        self._stage.setText(words.get(status.state, "Analysing"))
        self._show_song(status.song if active else "")
        self._bar.setVisible(active)
        share = (status.done + status.fraction) / status.total if status.total else 0.0
        self._bar.setValue(round(1000 * share))
        self._show(
            self._counts, f"{status.done:,} of {status.total:,}" if active and status.total else ""
        )
        speed = f"{status.songs_per_min:.0f} songs/min" if status.songs_per_min else ""
        self._show(self._speed, speed if status.state == "running" else "")
        left = time_left(status.left_s) if status.left_s is not None else ""
        self._show(self._left, left if status.state == "running" else "")
        self._show(self._pause, {"paused": "Go on", "idle": ""}.get(status.state, "Pause"))
        self._show(self._device, status.device)

    def show_progress(self, progress: Progress) -> None:
        """Show another job, such as a scan, while no analysis runs."""
        if self._pause.text():
            return
        self._stage.setText(progress.stage)
        self._show_song(progress.item)
        self._bar.setVisible(progress.total is not None)
        if progress.total:
            self._bar.setValue(round(1000 * progress.done / progress.total))
        of = f" of {progress.total:,}" if progress.total else ""
        self._show(self._counts, f"{progress.done:,}{of}")

    def show_failed(self, count: int) -> None:
        """Show how many songs of the library failed."""
        word = "file" if count == 1 else "files"
        self._show(self._failed, f"{count:,} {word} failed" if count else "")

    def show_model(self, name: str) -> None:
        """Show the model's name."""
        self._show(self._model, f"Model {name}" if name else "No model")

    def show_output(self, name: str) -> None:
        """Show where sound goes; empty means nowhere."""
        self._show(self._output, name or "Silent player")

    def _show_song(self, song: str) -> None:
        metrics = QFontMetrics(self._song.font())
        self._song.setText(metrics.elidedText(song, Qt.TextElideMode.ElideRight, _SONG_WIDTH))
        self._song.setVisible(bool(song))

    @staticmethod
    def _show(widget: QLabel | QPushButton, text: str) -> None:
        widget.setText(text)
        widget.setVisible(bool(text))

    def _label(self, role: str) -> QLabel:
        label = QLabel()
        label.setProperty("role", role)
        return label

    def _button(self, kind: str, what: str) -> QPushButton:
        button = QPushButton(flat=True)
        button.setProperty("kind", kind)
        button.setAccessibleName(what)
        button.setToolTip(what)
        return button
