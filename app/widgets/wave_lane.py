"""The song plot's waveform, plain or coloured by what it sounds like."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsItem

from app.theme import ColourName, Theme
from app.theme.oklch import over
from app.widgets.lanes import Lane
from app.widgets.mel_store import MelStore
from mer_core.arrays import FloatArray
from mer_core.emotion import EmotionCurve
from mer_core.settings import WAVEFORMS

#: Below this peak a song is not blown up any further.
_QUIET = 0.1
#: How much of its colour is left to what is still to be played.
_REST = 0.5
_BANDS: tuple[ColourName, ...] = ("band_low", "band_mid", "band_high")
_Layer = tuple[QColor, FloatArray, FloatArray]


class WaveLane(Lane):
    """The waveform as slim bars, what is played stronger than the rest.

    Plain; in the colours of the moods; or by bands: a bar's middle is how much of its loudness is
    high, round that the middle, outside the low.
    """

    _PITCH = 3.0
    _BAR = 2.0

    def __init__(self, theme: Theme, parent: QGraphicsItem) -> None:
        super().__init__(theme, parent)
        self._peaks: FloatArray = np.zeros(0, np.float32)
        self._column_s = 1.0
        self._played_x = 0.0
        self._colouring = WAVEFORMS[0]
        self._store: MelStore | None = None
        self._curve: EmotionCurve | None = None

    def set_peaks(self, peaks: FloatArray, column_s: float) -> None:
        """``peaks`` float32 [num_columns] in [0, 1], ``column_s`` seconds each.

        The loudest fills the lane, so that a quiet song has a shape too.
        """
        loudest = max(float(peaks.max(initial=0.0)), _QUIET)
        self._peaks, self._column_s = peaks / np.float32(loudest), column_s
        self.rebuild()

    def set_colouring(self, name: str) -> None:
        """Colour it by one of WAVEFORMS; ValueError on another name."""
        if name not in WAVEFORMS:
            raise ValueError(f"unknown waveform {name!r}")
        self._colouring = name
        self.rebuild()

    def set_store(self, store: MelStore | None) -> None:
        """Where the bands are told by; plain without it."""
        self._store = store
        self.rebuild()

    def set_curve(self, curve: EmotionCurve | None) -> None:
        """What the moods are told by; plain without it."""
        self._curve = curve
        self.rebuild()

    def set_played(self, x: float) -> None:
        """Everything left of ``x`` is played; repaints only what changed."""
        left, right = sorted((x, self._played_x))
        self._played_x = x
        if right > left:
            self.update(QRectF(left - 1, self.box.y(), right - left + 2, self.box.height()))

    def bars(self) -> tuple[NDArray[np.floating], FloatArray, FloatArray]:
        """The bars' times in seconds, left edges and half heights in pixels, on a grid fixed to the
        song.
        """
        seconds = (self.end_s - self.start_s) * self._PITCH / max(self.box.width(), 1.0)
        if len(self._peaks) == 0 or seconds <= 0:
            return np.zeros(0), np.zeros(0, np.float32), np.zeros(0, np.float32)
        first = int(self.start_s / seconds)
        edges = (first + np.arange(int(self.box.width() / self._PITCH) + 2)) * seconds
        columns = (edges / self._column_s).astype(np.int64)
        known = columns < len(self._peaks)
        edges, columns = edges[known], columns[known]
        heights = np.maximum.reduceat(self._peaks, columns) if len(columns) else self._peaks[:0]
        lefts = self.box.x() + (edges - self.start_s) / seconds * self._PITCH
        half = self.box.height() / 2
        halves: FloatArray = np.maximum(heights * half, 0.75).astype(np.float32)
        return edges, lefts.astype(np.float32), halves

    def copy(self, painter: QPainter, exposed: QRectF, kind: str = "") -> None:
        left, right = exposed.left(), exposed.right()
        middle = min(max(self._played_x, left), right)
        height = exposed.height()
        for name, x, end in (("accent", left, middle), ("wave_rest", middle, right)):
            if end > x:
                super().copy(painter, QRectF(x, exposed.y(), end - x, height), name)

    def render(self, painter: QPainter, kind: str) -> None:
        middle = self.box.center().y()
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, lefts, halves in self._layers(is_played=kind == "accent"):
            painter.setBrush(colour)
            painter.drawRects(
                [
                    QRectF(x, middle - half, self._BAR, 2 * half)
                    for x, half in zip(lefts.tolist(), halves.tolist(), strict=True)
                ]
            )

    def _layers(self, *, is_played: bool) -> Iterator[_Layer]:
        """Colours with the left edges and half heights of their bars, the lowest first."""
        times, lefts, halves = self.bars()
        if self._colouring == "mood" and self._curve is not None:
            steps = (times - self._curve.start_s) / self._curve.step_s
            moods = np.array(self._curve.moods)
            names = moods[np.clip(steps.astype(np.int64), 0, len(moods) - 1)]
            for name in np.unique(names).tolist():
                of_it = names == name
                ink = self._ink(self.theme.mood_colour(name), is_played)
                yield ink, lefts[of_it], halves[of_it]
        elif self._colouring == "bands" and self._store is not None and len(times):
            reach = np.ones(len(times), np.float32)
            for name, share in zip(_BANDS, self._store.shares(times), strict=True):
                yield self._ink(self.theme.colour(name), is_played), lefts, halves * reach
                reach = np.maximum(reach - share, 0.0)
        else:
            yield self.theme.colour("accent" if is_played else "wave_rest"), lefts, halves

    def _ink(self, colour: QColor, is_played: bool) -> QColor:
        colour.setAlphaF(1.0 if is_played else _REST)
        return over(colour, self.theme.colour("panel"))
