"""The status line: what runs, how far, how long, on what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from app.accessible import GROUP
from app.engine_words import engine_word
from app.i18n import tr
from app.theme import Theme
from app.widgets.labels import ElidedLabel, Label
from app.widgets.wording import count, part_of, remaining
from mer_core.jobs import Progress

_BAR_STEPS = 1000
#: The song in hand is given no more, and from this width on the bar is long.
_ITEM_WIDTH, _WIDE = 280, 1280


class ProgressStrip(QWidget):
    """What runs and how far at the left; the standing facts at the right."""

    accessible_role = GROUP

    pause_toggled = Signal()
    stop_requested = Signal()
    failures_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._progress: Progress | None = None
        self._idle_text = tr("Ready")
        self.setProperty("surface", "panel")
        self.setProperty("edge", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Progress"))
        self.phase_label = self._dim_label(tr("Stage"))
        self.item_label = ElidedLabel("", self, name=tr("In hand"))
        self.item_label.setProperty("role", "item")
        self.bar = QProgressBar(self)
        self.bar.setRange(0, _BAR_STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Share done"))
        self.count_label = self._dim_label(tr("Tracks done"))
        self.speed_label = self._dim_label(tr("Speed"))
        self.left_label = self._dim_label(tr("Time left"))
        self.failures_button = self._quiet_button(tr("Failed files"))
        self.failures_button.setProperty("kind", "failures")
        self.pause_button = self._quiet_button(tr("Pause"))
        self.stop_button = self._quiet_button(tr("Stop"))
        self.facts_label = ElidedLabel("", self, name=tr("Model and device"))
        self.facts_label.setProperty("role", "dim")
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self.set_progress(None)
        self.set_failures(0)

    def _dim_label(self, name: str) -> Label:
        label = Label("", self, name=name)
        label.setProperty("role", "dim")
        return label

    def _quiet_button(self, name: str) -> QPushButton:
        button = QPushButton(name, self)
        button.setProperty("kind", "quiet")
        button.setProperty("dense", True)
        button.setAccessibleName(name)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        row.addWidget(self.phase_label)
        row.addWidget(self.item_label)
        row.addWidget(self.bar)
        for label in (self.count_label, self.speed_label, self.left_label):
            row.addWidget(label)
        row.addWidget(self.failures_button)
        row.addStretch(1)
        row.addWidget(self.pause_button)
        row.addWidget(self.stop_button)
        row.addWidget(self.facts_label)

    def _connect(self) -> None:
        self.pause_button.clicked.connect(self.pause_toggled)
        self.stop_button.clicked.connect(self.stop_requested)
        self.failures_button.clicked.connect(self.failures_requested)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.setFixedHeight(theme.px(28))
        self.item_label.setMaximumWidth(theme.px(_ITEM_WIDTH))
        self._fit_bar()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bar()

    def _fit_bar(self) -> None:
        wide = self.width() >= self._theme.px(_WIDE)
        self.bar.setFixedWidth(self._theme.px(180 if wide else 90))

    def set_progress(
        self,
        progress: Progress | None,
        *,
        tracks_per_min: float | None = None,
        left_s: float | None = None,
    ) -> None:
        """Show a running job, or rest with None; speed and time left once they are known."""
        self._progress = progress
        running = progress is not None
        for widget in (self.bar, self.count_label, self.pause_button, self.stop_button):
            widget.setVisible(running)
        self.speed_label.setVisible(running and tracks_per_min is not None)
        self.left_label.setVisible(running and left_s is not None)
        self._show_phase()
        if progress is None:
            return
        self._show_share(progress)
        if tracks_per_min is not None:
            self.speed_label.setText(
                tr("{number} songs/min").format(number=f"{tracks_per_min:.0f}")
            )
        if left_s is not None:
            self.left_label.setText(remaining(left_s))

    def _show_share(self, progress: Progress) -> None:
        if progress.total is None:
            self.bar.setRange(0, _BAR_STEPS if self._theme.is_still else 0)
            self.bar.setValue(0)
            self.count_label.setText(count(progress.done))
            return
        self.bar.setRange(0, _BAR_STEPS)
        share = (progress.done + progress.fraction) / max(progress.total, 1)
        self.bar.setValue(round(min(share, 1.0) * _BAR_STEPS))
        self.count_label.setText(part_of(progress.done, progress.total))

    def set_idle_text(self, text: str) -> None:
        """What to say while nothing runs."""
        self._idle_text = text
        self._show_phase()

    def set_paused(self, paused: bool) -> None:
        """Name the button after what it will do."""
        self.pause_button.setText(tr("Resume") if paused else tr("Pause"))
        self.pause_button.setAccessibleName(self.pause_button.text())

    def set_failures(self, number: int) -> None:
        """Count failed files; a click on them asks for the list."""
        self.failures_button.setText(tr("%n file(s) failed", "", number))
        self.failures_button.setVisible(number > 0)

    def set_facts(self, facts: Sequence[str]) -> None:
        """The standing facts at the right: model, device, sound output."""
        self.facts_label.setText("      ".join(facts))

    def _show_phase(self) -> None:
        self.phase_label.setText(
            engine_word(self._progress.phase) if self._progress else self._idle_text
        )
        self.item_label.setText(self._progress.item if self._progress else "")
        self.item_label.setVisible(bool(self.item_label.whole()))
