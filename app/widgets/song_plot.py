"""The playing song on one time axis: mel-spectrogram, waveform, emotion curves, mood ribbon."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QWidget,
)

from app.i18n import mark, tr
from app.theme import Theme, mood_word
from app.widgets.curve_words import curve_words
from app.widgets.mel_store import MelStore
from app.widgets.plot_readings import Lines
from app.widgets.plot_stage import PlotStage
from app.widgets.wording import clock, hertz, signed
from mer_core.arrays import FloatArray
from mer_core.emotion import EmotionCurve
from mer_core.settings import COLOUR_MAPS

__all__ = ["COLOUR_MAPS", "SongPlot"]

_ZOOM = 0.75

_WHAT = mark("Mel-spectrogram, waveform, valence and arousal, and moods over time.")


class SongPlot(PlotStage):
    """Everything that is known of a song over time, under one playhead.

    A click seeks, a drag pans, the wheel zooms at the pointer, a double click shows the whole song;
    the keys +, - and 0 do the same. Hovering reads the values out, a click with Ctrl pins them. The
    wheel with Ctrl or Shift, or over the frequencies, and the keys of ``looks`` grade the picture.
    """

    seek_requested = Signal(float)
    #: The time under the pointer in seconds, or None when it leaves.
    hovered = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._curve: EmotionCurve | None = None
        self._tension: FloatArray | None = None
        self._errors: tuple[float, float] | None = None
        # What came while the picture stood still, the newest of each kind.
        self._waits: dict[str, Callable[[], None]] = {}
        self.setAccessibleName(tr("Song timeline"))
        self.setAccessibleDescription(tr(_WHAT))
        self._connect()
        self.set_theme(theme)

    def _connect(self) -> None:
        self.view.sigXRangeChanged.connect(self._show_span)
        self.view.clicked.connect(self.seek_requested)
        self.view.fit_requested.connect(self.fit)
        self.marks.changed.connect(self._describe)
        self.canvas.pointed.connect(self._point)
        self.looks.changed.connect(self._show_looks)
        self.looks.freeze.toggled.connect(lambda _: self._thaw())
        self.looks.pin.triggered.connect(lambda _=False: self._pin_playhead())
        self.looks.unpin.triggered.connect(lambda _=False: self._readings.unpin())
        self.view.brightened.connect(self.looks.brighten)
        self.view.widened.connect(self.looks.widen)
        self.view.pin_requested.connect(self._pin)
        self._gutter.turned = self.looks.turn
        self._gutter.clicked = self._click_word

    # The song

    def set_song(self, duration_s: float) -> None:
        """Start with an empty plot of ``duration_s`` seconds."""
        self._waits.clear()
        self.looks.freeze.setChecked(False)
        self._readings.unpin()
        self._curve = None
        self._mel.set_store(None, None)
        self._wave.set_store(None)
        self._wave.set_curve(None)
        self._wave.set_peaks(np.zeros(0, np.float32), 1.0)
        self._curves.set_curve(None)
        self._ribbon.set_curve(None)
        self._point(None)
        self._position_s = 0.0
        self.set_duration(duration_s)
        self.fit()
        self._show_looks()

    def set_duration(self, duration_s: float) -> None:
        """The song turned out to last ``duration_s`` seconds; what is drawn stays."""
        if self._postpones("duration", lambda: self.set_duration(duration_s)):
            return
        self.view.set_duration(duration_s)
        self._show_span()

    def set_mel(
        self,
        image: FloatArray,
        column_s: float,
        band_frequencies: FloatArray,
        *,
        levels: tuple[float, float] | None = None,
    ) -> None:
        """Show ``image`` float32 [num_bands, num_columns] in dB, which may have no columns yet.

        ``column_s``: seconds per column; ``band_frequencies`` [num_bands]: centres in Hz, rising;
        ``levels``: (low, high) in dB, None follows the loudest cell. ``append_mel`` adds to it.
        """
        store = MelStore(column_s, band_frequencies)
        store.append(image)
        self._mel.set_store(store, levels)
        self._wave.set_store(store)
        self._write_gutter()

    def append_mel(self, columns: FloatArray) -> None:
        """Add ``columns`` float32 [num_bands, num_columns] in dB as decoding goes on."""
        if self._mel.store is None:
            raise ValueError("set_mel comes first")
        self._mel.store.append(columns)
        if not self._postpones("mel", self._mel.rebuild):
            self._mel.rebuild()

    def set_waveform(self, peaks: FloatArray, *, column_s: float | None = None) -> None:
        """Show ``peaks`` float32 [num_columns] in [0, 1], spanning the song unless told."""
        if column_s is None:
            column_s = self.view.duration_s / max(len(peaks), 1)
        if self._postpones("wave", lambda: self.set_waveform(peaks, column_s=column_s)):
            return
        self._wave.set_peaks(np.asarray(peaks, np.float32), column_s)

    def set_curve(
        self,
        curve: EmotionCurve | None,
        errors_90: tuple[float, float] | None = None,
        tension: FloatArray | None = None,
    ) -> None:
        """Show the emotion over time; None where it is not known yet. ``errors_90``: within so much
        of the song's valence and arousal lie nine songs in ten; None where that is unknown.
        ``tension`` is float32 [num_steps] in [-1, 1].
        """
        if self._postpones("curve", lambda: self.set_curve(curve, errors_90, tension)):
            return
        self._tension = tension
        self._curve = curve if curve is not None and curve.num_steps > 0 else None
        self._errors = None if self._curve is None else errors_90
        self._curves.set_curve(self._curve, self._errors, tension)
        self._ribbon.set_curve(self._curve)
        self._wave.set_curve(self._curve)
        self._write_gutter()
        self._describe()
        self._move_playhead()

    def set_note(self, text: str) -> None:
        """What to say in the curves' place while there are none, such as "analysing 62 %"."""
        self._curves.set_note(text)

    def set_colour_map(self, name: str) -> None:
        """Colour the mel-spectrogram by one of COLOUR_MAPS; ValueError on another name."""
        self._mel.set_colour_map(name)

    def set_waveform_colouring(self, name: str) -> None:
        """Colour the waveform by one of WAVEFORMS; ValueError on another name."""
        self._wave.set_colouring(name)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The Menu key: at the playhead. The mouse asks by the view."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = QPoint(round(self.x_in_widget(self._position_s)), self.height() // 2)
            self.marks.ask_at(self._position_s, self.mapToGlobal(place))

    def _describe(self) -> None:
        """Say in words what is drawn."""
        hidden = self._curves.hidden
        curve = curve_words(self._curve, hidden, self._tension) if self._curve is not None else ""
        looks, pinned = self.looks.words(), self._readings.words()
        said = filter(None, (tr(_WHAT), curve, self.marks.words(), looks and f"{looks}.", pinned))
        self.setAccessibleDescription(" ".join(said))

    # What it looks like

    def _show_looks(self) -> None:
        self._write_gutter()
        self._badge.show_words(self.looks.words(), self._mel.box)
        self._describe()
        self._move_playhead()

    def _postpones(self, what: str, act: Callable[[], None]) -> bool:
        """Whether the picture stands still; then ``act`` is done when it goes on."""
        if self.looks.freeze.isChecked():
            self._waits[what] = act
        return self.looks.freeze.isChecked()

    def _thaw(self) -> None:
        waits, self._waits = self._waits, {}
        for act in waits.values():
            act()

    def _click_word(self, y: float) -> None:
        """A click left of the curves shows or hides the one whose name is there."""
        box, names = self._curves.box, self._names_of_curves()
        if box.top() <= y <= box.bottom():
            self.looks.curves[min(names, key=lambda name: abs(names[name] - y))].trigger()

    # The pointer and the keys

    def _pin(self, point: QPointF) -> None:
        time_s = self.view.time_at(point.x())
        self._readings.pin(time_s, point.y(), self._read_out(time_s, point.y()))

    def _pin_playhead(self) -> None:
        y = self._wave.box.top()
        self._readings.pin(self._position_s, y, self._read_out(self._position_s, y))

    def _point(self, point: QPointF | None) -> None:
        hover = self._readings.hover
        if point is None:
            hover.hide()
            self.canvas.setAccessibleDescription("")
            self.hovered.emit(None)
            return
        time_s = self.view.time_at(point.x())
        hover.show_at(point, self._read_out(time_s, point.y()), self.view.rect())
        self.canvas.setAccessibleDescription(hover.text())
        self.hovered.emit(time_s)

    def event(self, event: QEvent) -> bool:
        """Escape takes the pins away before it means anything else."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._readings.num_pinned
        ):
            event.accept()
            return True
        return super().event(event)

    def _read_out(self, time_s: float, y: float) -> Lines:
        lines: Lines = [[(clock(time_s, tenths=True), "text")]]
        if self._curve is not None:
            step = self._curve.index_at(time_s)
            lines[0].append((mood_word(self._curve.moods[step]), "dim"))
            errors = ("", "") if self._errors is None else (f" ± {e:.2f}" for e in self._errors)
            valence, arousal = errors
            lines.append(
                [
                    (f"V {signed(float(self._curve.valence[step]))}{valence}", "valence_text"),
                    (f"A {signed(float(self._curve.arousal[step]))}{arousal}", "arousal_text"),
                ]
            )
            if self._tension is not None and "tension" in self._curves.shown:
                lines[-1].append((f"T {signed(float(self._tension[step]))}", "tension_text"))
        cell = self._mel.cell_at(time_s, y)
        if cell is not None:
            level = "" if cell[1] is None else f"{cell[1]:.0f} dB".replace("-", "−")
            lines.append([(hertz(cell[0]), "dim"), (level, "dim")])
        return lines

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.view.zoom(_ZOOM, self._position_s)
            case Qt.Key.Key_Minus:
                self.view.zoom(1 / _ZOOM, self._position_s)
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_Escape if self._readings.num_pinned:
                self._readings.unpin()
            case _:
                super().keyPressEvent(event)
