"""The playing song: words at the left, everything over time at the right."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.compared_song import ComparedSong, draw_columns, draw_emotion
from app.views.track_card import TrackCard
from app.widgets.song_plot import SongPlot
from mer_core.emotion import TrackEmotion
from mer_core.features.display import DisplayColumns
from mer_core.library.tracks import TrackRow

_SHORTEST_AXIS_S = 1.0


class NowPlaying(QFrame):
    """Shows what it is given of the current song; asks through the widgets it holds."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setAccessibleName(tr("Now playing"))
        self.card = TrackCard(theme)
        self.plot = SongPlot(theme)
        self.transport = self.card.transport
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.card)
        self._plots = QVBoxLayout()
        self._plots.setSpacing(0)
        self._plots.addWidget(self.plot, 1)
        layout.addLayout(self._plots, 1)
        self._compared: ComparedSong | None = None
        self.row: TrackRow | None = None
        self._peaks = np.zeros(0, np.float32)
        self._duration_s = 0.0
        self._position_s = 0.0
        self.is_complete = False

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self.card.set_theme(theme)
        self.plot.set_theme(theme)
        if self._compared is not None:
            self._compared.set_theme(theme)

    @property
    def compared(self) -> ComparedSong:
        """Where another song is shown below; made when it is first asked for."""
        if self._compared is None:
            self._compared = ComparedSong(self.plot.theme, self.plot)
            self._compared.hide()
            self._plots.addWidget(self._compared, 1)
        return self._compared

    @property
    def is_comparing(self) -> bool:
        """Whether another song is shown below."""
        return self._compared is not None and not self._compared.isHidden()

    @property
    def plots(self) -> list[SongPlot]:
        """The playing song's, and the compared one's once there was one."""
        return [self.plot] if self._compared is None else [self.plot, self._compared.plot]

    def share_axis(self) -> None:
        """Let the axis be as long as the longer of what is shown."""
        others_s = self.compared.duration_s if self.is_comparing else 0.0
        longest_s = max(self._duration_s, others_s, _SHORTEST_AXIS_S)
        for plot in self.plots if self.is_comparing else [self.plot]:
            plot.set_duration(longest_s)

    def set_track(self, row: TrackRow | None) -> None:
        """Start with an empty picture of ``row``."""
        self.row = row
        self._peaks = np.zeros(0, np.float32)
        self.is_complete = False
        self.card.set_track(row)
        self.plot.set_song(_SHORTEST_AXIS_S)
        self._duration_s = self._position_s = 0.0
        self.set_duration((row.track.duration_s if row is not None else None) or 0.0)
        self.plot.set_note("" if row is None else _note_of(row))

    def set_duration(self, duration_s: float) -> None:
        """The song's length as it is known now; it may grow while the song is decoded."""
        if duration_s > 0.0:
            self._duration_s = duration_s
            self.share_axis()
        self.transport.set_time(self._position_s, self._duration_s or None)

    def set_emotion(
        self, emotion: TrackEmotion | None, errors_90: tuple[float, float] | None = None
    ) -> None:
        """Draw the curves, within the range of the model that drew them; or say why not."""
        self.card.set_emotion(emotion)
        draw_emotion(self.plot, emotion, errors_90)

    def add_columns(self, columns: DisplayColumns) -> None:
        """Draw more of the mel-spectrogram and the waveform."""
        self._peaks = draw_columns(self.plot, self._peaks, columns)

    def complete(self) -> None:
        """The picture is whole."""
        self.is_complete = True

    def set_fraction(self, fraction: float) -> None:
        """How much of this song is analysed."""
        self.plot.set_note(tr("analysing {share} %").format(share=round(fraction * 100)))

    def set_position(self, time_s: float) -> None:
        """Move the playhead and the live figures."""
        self._position_s = time_s
        for plot in self.plots if self.is_comparing else [self.plot]:
            plot.set_position(time_s)
        self.card.set_position(time_s)
        self.transport.set_time(time_s, self._duration_s or None)


def _note_of(row: TrackRow) -> str:
    if row.state == "failed":
        return row.message
    return tr("Not analysed yet") if row.valence is None else ""
