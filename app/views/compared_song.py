"""Another song below the playing one: on its time axis, with its colours for the same levels."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.i18n import tr
from app.models.columns import title_of
from app.theme import Theme
from app.widgets.labels import ElidedLabel
from app.widgets.song_plot import SongPlot
from mer_core.arrays import FloatArray
from mer_core.emotion import TrackEmotion
from mer_core.features.display import RANGE_DB, DisplayColumns
from mer_core.features.mel import DISPLAY_MEL, band_frequencies
from mer_core.library.tracks import TrackRow
from mer_core.tension import tension_curve

_MARGIN = 12


def draw_columns(plot: SongPlot, peaks: FloatArray, columns: DisplayColumns) -> FloatArray:
    """Draw more of a song, whose ``peaks`` float32 [num_columns] were drawn so far; gives those
    that are drawn now. All songs have the same colours for the same levels.
    """
    image = (columns.image.astype(np.float32) / 255.0 - 1.0) * np.float32(RANGE_DB)
    if columns.first == 0:
        frequencies = band_frequencies(DISPLAY_MEL).astype(np.float32)
        plot.set_mel(image, columns.column_s, frequencies, levels=(-RANGE_DB * 0.9, -2.0))
        peaks = np.zeros(0, np.float32)
    else:
        plot.append_mel(image)
    fresh = np.clip(np.maximum(-columns.low, columns.high), 0.0, 1.0)
    peaks = np.concatenate((peaks, fresh))
    plot.set_waveform(peaks, column_s=columns.column_s)
    return peaks


def draw_emotion(
    plot: SongPlot, emotion: TrackEmotion | None, errors_90: tuple[float, float] | None
) -> None:
    """Draw what is known of a song, within the range of the model that knows it."""
    if emotion is None:
        plot.set_curve(None)
    else:
        plot.set_curve(emotion.curve, errors_90, tension_curve(emotion))


class ComparedSong(QFrame):
    """Its name, the buttons, and its picture, which moves and is graded with ``beside``.

    ``heard_clicked``: hear it instead; ``closed_clicked``: compare no more.
    """

    heard_clicked = Signal()
    closed_clicked = Signal()

    def __init__(self, theme: Theme, beside: SongPlot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Compared song"))
        self.plot = SongPlot(theme)
        self._beside = beside
        self._peaks: FloatArray = np.zeros(0, np.float32)
        self.duration_s = 0.0
        self.name = ElidedLabel()
        self.hear_button = QPushButton(tr("Hear this one"))
        self.hear_button.clicked.connect(lambda _=False: self.heard_clicked.emit())
        self.close_button = QPushButton(tr("End comparison"))
        self.close_button.clicked.connect(lambda _=False: self.closed_clicked.emit())
        head = QHBoxLayout()
        head.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        head.addWidget(self.name, 1)
        head.addWidget(self.hear_button)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addLayout(head)
        column.addWidget(self.plot, 1)
        for one, other in ((self.plot, beside), (beside, self.plot)):
            one.view.sigXRangeChanged.connect(lambda *_, a=one, b=other: self._follow(a, b))
            one.looks.changed.connect(lambda a=one, b=other: self._look_alike(a, b))

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self.plot.set_theme(theme)

    def set_track(self, row: TrackRow) -> None:
        """Start with an empty picture of ``row``."""
        self._peaks = np.zeros(0, np.float32)
        self.duration_s = row.track.duration_s or 0.0
        self.name.setText(
            f"{title_of(row)} – {row.track.artist}" if row.track.artist else title_of(row)
        )
        self.plot.set_song(max(self._beside.view.duration_s, self.duration_s))
        self.plot.looks.look_like(self._beside.looks)

    def add_columns(self, columns: DisplayColumns) -> None:
        """Draw more of it."""
        self._peaks = draw_columns(self.plot, self._peaks, columns)

    def _follow(self, moved: SongPlot, other: SongPlot) -> None:
        start_s, end_s = moved.span()
        if self.isVisible() and other.span() != (start_s, end_s):
            other.view.setXRange(start_s, end_s, padding=0)

    def _look_alike(self, changed: SongPlot, other: SongPlot) -> None:
        if self.isVisible():
            other.looks.look_like(changed.looks)
