"""The playing song on one time axis: mel-spectrogram, waveform, emotion curves, mood ribbon."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.i18n import mark, tr
from app.theme import ColourName, Theme, mood_word
from app.widgets.curve_lane import CurveLane
from app.widgets.curve_words import curve_words
from app.widgets.gutter import Gutter
from app.widgets.lanes import AxisLane, Lane, RibbonLane
from app.widgets.mel_lane import MelLane
from app.widgets.mel_store import MelStore
from app.widgets.playhead import HoverMark, LoopMark, Playhead
from app.widgets.song_marks import SongMarks
from app.widgets.time_view import TimeCanvas, TimeView
from app.widgets.wave_lane import WaveLane
from app.widgets.wording import clock, hertz, signed
from mer_core.arrays import FloatArray
from mer_core.emotion import EmotionCurve
from mer_core.settings import COLOUR_MAPS

__all__ = ["COLOUR_MAPS", "SongPlot"]

_RIGHT = 6
_TOP = 12
_GAP = 9
#: The first three always; the others where the picture is high enough.
_FREQUENCIES = (100.0, 1000.0, 8000.0, 500.0, 250.0, 2000.0, 4000.0)
_WORD_PX = 18
_ZOOM = 0.75

_WHAT = mark("Mel-spectrogram, waveform, valence and arousal, and moods over time.")


class SongPlot(QWidget):
    """Everything that is known of a song over time, under one playhead.

    A click seeks, a drag pans, the wheel zooms at the pointer, a double click shows the whole song;
    the keys +, - and 0 do the same. Hovering reads the values out.
    """

    seek_requested = Signal(float)
    #: The time under the pointer in seconds, or None when it leaves.
    hovered = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._position_s = 0.0
        self._following = True
        self._curve: EmotionCurve | None = None
        self._errors: tuple[float, float] | None = None
        self._looped: tuple[float, float] | None = None
        self.setAccessibleName(tr("Song timeline"))
        self.setAccessibleDescription(tr(_WHAT))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._build(theme)
        self._connect()
        self.set_theme(theme)

    def _build(self, theme: Theme) -> None:
        self.view = TimeView()
        self.canvas = TimeCanvas(self.view)
        self.canvas.setAccessibleName(tr("Song timeline picture"))
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._mel = MelLane(theme, self.view)
        self._wave = WaveLane(theme, self.view)
        self._curves = CurveLane(theme, self.view)
        self._ribbon = RibbonLane(theme, self.view)
        self._axis = AxisLane(theme, self.view)
        self._playhead = Playhead(theme, self.view)
        self._hover = HoverMark(theme, self.view)
        self._loop = LoopMark(theme, self.view)
        self.marks = SongMarks(theme, self.view, self)
        self._gutter = Gutter(theme)
        self.canvas.scene().addItem(self._gutter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas)

    def _connect(self) -> None:
        self.view.sigXRangeChanged.connect(self._show_span)
        self.view.clicked.connect(self.seek_requested)
        self.view.fit_requested.connect(self.fit)
        self.marks.changed.connect(self._describe)
        self.canvas.pointed.connect(self._point)

    @property
    def _lanes(self) -> tuple[Lane, ...]:
        return (self._mel, self._wave, self._curves, self._ribbon, self._axis)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.canvas.setBackground(theme.colour("panel"))
        for lane in self._lanes:
            lane.set_theme(theme)
        self._playhead.set_look(theme)
        self._hover.theme = self._gutter.theme = self._loop.theme = theme
        self.marks.set_theme(theme)
        self._place_lanes()
        self.canvas.viewport().update()

    @property
    def theme(self) -> Theme:
        """Its look."""
        return self._theme

    def paint_still(self, painter: QPainter) -> None:
        """Paint what is shown, without playhead and pointer, as if none of it were played yet."""
        self._wave.set_played(0.0)
        shown = [item for item in (self._playhead, self._hover) if item.isVisible()]
        for item in shown:
            item.hide()
        box = QRectF(0, 0, self.width(), self.height())
        self.canvas.scene().render(painter, box, box)
        for item in shown:
            item.show()
        self._move_playhead()

    # The song

    def set_song(self, duration_s: float) -> None:
        """Start with an empty plot of ``duration_s`` seconds."""
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
        self._write_gutter()

    def set_duration(self, duration_s: float) -> None:
        """The song turned out to last ``duration_s`` seconds; what is drawn stays."""
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
        self._mel.rebuild()

    def set_waveform(self, peaks: FloatArray, *, column_s: float | None = None) -> None:
        """Show ``peaks`` float32 [num_columns] in [0, 1], spanning the song unless told."""
        if column_s is None:
            column_s = self.view.duration_s / max(len(peaks), 1)
        self._wave.set_peaks(np.asarray(peaks, np.float32), column_s)

    def set_curve(
        self, curve: EmotionCurve | None, errors_90: tuple[float, float] | None = None
    ) -> None:
        """Show the emotion over time; None where it is not known yet. ``errors_90``: within so much
        of the song's valence and arousal lie nine songs in ten; None where that is unknown.
        """
        self._curve = curve if curve is not None and curve.num_steps > 0 else None
        self._errors = None if self._curve is None else errors_90
        self._curves.set_curve(self._curve, self._errors)
        self._ribbon.set_curve(self._curve)
        self._wave.set_curve(self._curve)
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

    # The position

    def set_position(self, time_s: float) -> None:
        """Move the playhead; cheap enough for every frame."""
        was_visible = self._is_visible(self._position_s)
        self._position_s = time_s
        if self._following and was_visible and not self._is_visible(time_s):
            self._turn_page()
        self._move_playhead()

    def set_following(self, following: bool) -> None:
        """Turn the page when the playhead leaves a zoomed view, until the user pans away."""
        self._following = following
        if following and not self._is_visible(self._position_s):
            self._turn_page()
            self._move_playhead()

    def set_loop(self, span: tuple[float, float] | None) -> None:
        """Mark the seconds from ``span``'s first to its second as heard again and again."""
        self._looped = span
        self._place_loop()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The Menu key: at the playhead. The mouse asks by the view."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = QPoint(round(self.x_in_widget(self._position_s)), self.height() // 2)
            self.marks.ask_at(self._position_s, self.mapToGlobal(place))

    def x_in_widget(self, time_s: float) -> float:
        """Where a time stands, in this widget's pixels, within it."""
        x = float(self.view.mapToScene(QPointF(self.view.x_of(time_s), 0)).x())
        return min(max(x, 0.0), float(self.width()))

    def _describe(self) -> None:
        """Say in words what is drawn."""
        curve = curve_words(self._curve) if self._curve is not None else ""
        said = filter(None, (tr(_WHAT), curve, self.marks.words()))
        self.setAccessibleDescription(" ".join(said))

    def _place_loop(self) -> None:
        self._loop.setVisible(self._looped is not None)
        if self._looped is not None:
            room = QRectF(0, _TOP, self.view.width(), self._ribbon.box.bottom() - _TOP)
            left, right = (
                min(max(self.view.x_of(time_s), 0.0), room.width()) for time_s in self._looped
            )
            self._loop.place(left, right, room)

    def fit(self) -> None:
        """Show the whole song."""
        self.view.fit()

    def span(self) -> tuple[float, float]:
        """The seconds shown, first and last."""
        return self.view.span()

    def _is_visible(self, time_s: float) -> bool:
        start_s, end_s = self.view.span()
        return start_s <= time_s <= end_s

    def _turn_page(self) -> None:
        start_s, end_s = self.view.span()
        length = end_s - start_s
        first = min(max(self._position_s - 0.1 * length, 0.0), self.view.duration_s - length)
        self.view.setXRange(first, first + length, padding=0)

    def _move_playhead(self) -> None:
        x = self.view.x_of(self._position_s)
        self._playhead.setVisible(-1 <= x <= self.view.width() + 1)
        if self._playhead.x() != x:
            self._playhead.setX(x)
        self._wave.set_played(x)
        values = [self._curves.value_at(axis, self._position_s) for axis in ("valence", "arousal")]
        self._playhead.set_dots([None if v is None else self._curves.y_of(v) for v in values])

    # Layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_lanes()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(900), self._theme.px(284))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(200))

    def _place_lanes(self) -> None:
        width, height = self.width(), self.height()
        left = self._gutter.width()
        self.canvas.scene().setSceneRect(0, 0, width, height)
        self.view.setGeometry(QRectF(left, 0, max(width - left - _RIGHT, 10), max(height, 10)))
        ribbon, axis = self._theme.px(15), self._theme.px(20)
        free = max(height - _TOP - ribbon - axis - 3 * _GAP, 60)
        heights = (free * 0.5, free * 0.16, free * 0.34, ribbon, axis)
        y = float(_TOP)
        for lane, lane_height in zip(self._lanes, heights, strict=True):
            lane.place(QRectF(0, round(y), self.view.width(), round(lane_height)))
            y += lane_height + (_GAP if lane is not self._ribbon else 0)
        foot = self._ribbon.box.bottom() + 3
        self._playhead.set_height(foot)
        self._hover.set_height(foot)
        self._show_span()
        self._write_gutter()

    def _show_span(self) -> None:
        for lane in self._lanes:
            lane.show_span(*self.view.span())
        self._place_loop()
        self.marks.place(self._ribbon.box.bottom() + 3)
        self._move_playhead()

    def _write_gutter(self) -> None:
        words: list[tuple[str, float, ColourName]] = []
        for frequency in _FREQUENCIES:
            y = self._mel.y_of(frequency)
            room = self._theme.px(_WORD_PX)
            if y is not None and all(abs(y - other) >= room for _, other, _ in words):
                words.append((hertz(frequency), y, "faint"))
        box = self._curves.box
        words.append((tr("valence"), box.top() + box.height() * 0.22, "valence_text"))
        words.append((tr("arousal"), box.top() + box.height() * 0.72, "arousal_text"))
        self._gutter.set_words(words, self.height())

    # The pointer and the keys

    def _point(self, point: QPointF | None) -> None:
        if point is None:
            self._hover.hide()
            self.canvas.setAccessibleDescription("")
            self.hovered.emit(None)
            return
        time_s = self.view.time_at(point.x())
        self._hover.show_at(point, self._read_out(time_s, point.y()), self.view.rect())
        self.canvas.setAccessibleDescription(self._hover.text())
        self.hovered.emit(time_s)

    def _read_out(self, time_s: float, y: float) -> list[list[tuple[str, ColourName]]]:
        lines: list[list[tuple[str, ColourName]]] = [[(clock(time_s, tenths=True), "text")]]
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
            case _:
                super().keyPressEvent(event)
