"""Previous, play, next, the time, the volume."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from app.accessible import GROUP
from app.i18n import tr
from app.theme import Theme
from app.widgets.buttons import RoundButton
from app.widgets.labels import Figures
from app.widgets.wording import clock

_STEPS = 100
_SLIDER_FROM = 290


class TransportBar(QWidget):
    """The buttons that move the song. It asks by signal and shows what it is told."""

    accessible_role = GROUP

    play_toggled = Signal()
    previous_requested = Signal()
    next_requested = Signal()
    volume_changed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown_time: tuple[int, int] | None = None
        self._volume_before_mute = 1.0
        self.setAccessibleName(tr("Transport"))
        self.previous_button = RoundButton(
            theme, "previous", tr("Previous track"), self, diameter=26
        )
        self.play_button = RoundButton(theme, "play", tr("Play"), self, diameter=36, filled=True)
        self.next_button = RoundButton(theme, "next", tr("Next track"), self, diameter=26)
        self.volume_button = RoundButton(theme, "volume", tr("Mute"), self, diameter=24)
        self.time_label = Figures(self)
        self.volume_slider = QSlider(Qt.Orientation.Horizontal, self)
        self.volume_slider.setAccessibleName(tr("Volume"))
        self.volume_slider.setRange(0, _STEPS)
        self.volume_slider.setValue(_STEPS)
        self.volume_slider.setFixedWidth(72)
        self._lay_out()
        self._connect()
        self.set_time(0.0, None)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in (self.previous_button, self.play_button, self.next_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.time_label)
        row.addSpacing(2)
        row.addWidget(self.volume_button)
        row.addWidget(self.volume_slider)

    def _connect(self) -> None:
        self.previous_button.clicked.connect(self.previous_requested)
        self.play_button.clicked.connect(self.play_toggled)
        self.next_button.clicked.connect(self.next_requested)
        self.volume_button.clicked.connect(self._toggle_mute)
        self.volume_slider.valueChanged.connect(self._on_volume)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        for button in (
            self.previous_button,
            self.play_button,
            self.next_button,
            self.volume_button,
        ):
            button.set_theme(theme)
        shown, self._shown_time = self._shown_time, None
        if shown is not None:
            self.set_time(float(shown[0]), float(shown[1]) if shown[1] >= 0 else None)

    def set_playing(self, playing: bool) -> None:
        """Show the pause sign while playing, else the play sign."""
        icon_name, name = ("pause", tr("Pause")) if playing else ("play", tr("Play"))
        self.play_button.set_icon(icon_name, name)

    def set_time(self, position_s: float, duration_s: float | None) -> None:
        """Show "0:56 / 2:26". Cheap: the label changes once a second at most."""
        shown = (int(max(position_s, 0.0)), -1 if duration_s is None else int(duration_s))
        if shown == self._shown_time:
            return
        self._shown_time = shown
        self.time_label.setText(
            f'<span style="color:{self._theme.text};font-weight:600">{clock(position_s)}</span>'
            f'<span style="color:{self._theme.dim}"> / {clock(duration_s)}</span>'
        )
        words = tr("{time} of {length}").format(time=clock(position_s), length=clock(duration_s))
        name = tr("Position")
        self.time_label.setAccessibleName(f"{name}: {words}")

    def set_volume(self, volume: float) -> None:
        """Show a volume in [0, 1] without emitting it."""
        self.volume_slider.blockSignals(True)
        self.volume_slider.setValue(round(min(max(volume, 0.0), 1.0) * _STEPS))
        self.volume_slider.blockSignals(False)
        self._show_volume()

    def volume(self) -> float:
        """The volume in [0, 1]."""
        return self.volume_slider.value() / _STEPS

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.volume_slider.setVisible(event.size().width() >= self._theme.px(_SLIDER_FROM))
        super().resizeEvent(event)

    def _toggle_mute(self) -> None:
        if self.volume() > 0:
            self._volume_before_mute = self.volume()
            self.volume_slider.setValue(0)
        else:
            self.volume_slider.setValue(round(self._volume_before_mute * _STEPS))

    def _on_volume(self, _value: int) -> None:
        self._show_volume()
        self.volume_changed.emit(self.volume())

    def _show_volume(self) -> None:
        silent = self.volume() == 0
        self.volume_button.set_icon(
            "muted" if silent else "volume",
            tr("Unmute")
            if silent
            else tr("Mute (volume {volume})").format(volume=f"{self.volume():.0%}"),
        )
