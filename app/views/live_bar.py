"""The sign that the window listens, on every page: to what, how loud, what it feels like."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.accessible import GROUP
from app.i18n import tr
from app.plain import tip
from app.theme import Theme, mood_word
from app.widgets.keys import keep_own_keys
from app.widgets.labels import ElidedLabel, Label, StatusDot
from app.widgets.level_meter import LevelMeter
from app.widgets.wording import clock, signed
from mer_core.inference.protocol import Sensed


class LiveBar(QWidget):
    """Shown while the window listens."""

    accessible_role = GROUP

    record_toggled = Signal()
    stop_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setProperty("edge", "top")
        self.setAccessibleName(tr("Live input"))
        self.dot = StatusDot(theme)
        self.source = ElidedLabel(name=tr("Input"))
        self.meter = LevelMeter(theme)
        self.clipped = Label(tr("Too loud"))
        self.clipped.setProperty("role", "bad")
        self.estimate = ElidedLabel()
        self.time = Label(name=tr("Heard"))
        self.time.setProperty("role", "dim")
        self.record_button = _button(tr("Record"), "Ctrl+Shift+R")
        self.stop_button = _button(tr("Stop listening"), "Ctrl+I")
        self.record_button.clicked.connect(lambda _=False: self.record_toggled.emit())
        self.stop_button.clicked.connect(lambda _=False: self.stop_requested.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(self.dot)
        row.addWidget(self.source, 1)
        row.addWidget(self.meter)
        row.addWidget(self.clipped)
        row.addWidget(self.estimate, 2)
        for widget in (self.time, self.record_button, self.stop_button):
            row.addWidget(widget)
        keep_own_keys(self)
        self.begin("")
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self.dot.set_theme(theme)
        self.meter.set_theme(theme)

    def begin(self, label: str) -> None:
        """It listens to ``label`` now; "" while that is being opened."""
        self.source.setText(label or tr("opening the input…"))
        self.meter.reset()
        self.clipped.hide()
        self.estimate.setText(tr("Live estimate: after the first seconds"))
        self.time.setText(clock(0.0))
        self.show_recording(False)

    def show_recording(self, is_recording: bool) -> None:
        """Whether what is heard is kept."""
        if is_recording:
            self.dot.set_status(tr("Listening, recording"), "bad")
        else:
            self.dot.set_status(tr("Listening"), "accent")
        self.record_button.setText(tr("Stop recording") if is_recording else tr("Record"))
        self.record_button.setAccessibleName(self.record_button.text())

    def show_heard(self, peak: float, heard_s: float, *, is_clipped: bool) -> None:
        """Something more was heard."""
        self.meter.set_peak(peak, is_clipped=is_clipped)
        self.clipped.setVisible(self.meter.has_clipped)
        self.time.setText(clock(heard_s))

    def show_estimate(self, sensed: Sensed) -> None:
        """What the last half minute feels like."""
        self.estimate.setText(
            tr("Live estimate: {mood}, valence {valence}, arousal {arousal}").format(
                mood=mood_word(sensed.mood),
                valence=signed(sensed.valence),
                arousal=signed(sensed.arousal),
            )
        )


def _button(name: str, key: str) -> QPushButton:
    button = QPushButton(name)
    button.setToolTip(tip(key))
    button.setProperty("dense", True)
    button.setAccessibleName(name)
    return button
