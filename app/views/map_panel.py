"""The mood map beside the playing song; app.views.map_page is the large one."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import Theme
from app.widgets.labels import Label
from app.widgets.mood_plane import MoodPlane
from mer_core.library.points import Points

# How wide the panel is at least; where there is height for more, up to that share of the window.
_LEAST_WIDTH, _MOST_SHARE = 246, 0.25


class MapPanel(QFrame):
    """A plane with its heading. ``picked`` carries a track's id, ``lassoed`` a list of them."""

    picked = Signal(int)
    lassoed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setProperty("edge", "left")
        self.plane = MoodPlane(theme)
        self._points: Points | None = None
        title = Label(tr("Mood map"))
        title.setProperty("role", "dim")
        self._count = Label()
        self._count.setProperty("role", "faint")
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._count)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.plane, 1)
        self.plane.point_picked.connect(self._on_picked)
        self.plane.region_picked.connect(self._on_region)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.plane.set_theme(theme)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def fit(self) -> None:
        """Want to be as wide as the plane is high, within bounds; narrow windows get less."""
        least, most = self._theme.px(_LEAST_WIDTH), int(self.window().width() * _MOST_SHARE)
        wide = self.height() - self._column.sizeHint().height() + self.plane.sizeHint().height()
        self.setMinimumWidth(least)
        self.setMaximumWidth(max(least, min(wide, most)))

    def set_points(self, points: Points) -> None:
        """Show these tracks."""
        self._points = points
        self.plane.set_points(points.valence, points.arousal, points.moods)
        self._count.setText(tr("%n song(s)", "", len(points)))

    def set_chosen(self, ids: list[int]) -> None:
        """Ring the tracks that are selected in the table."""
        if self._points is not None:
            self.plane.set_chosen(np.flatnonzero(np.isin(self._points.ids, ids)))

    def _on_picked(self, place: int) -> None:
        if self._points is not None:
            self.picked.emit(int(self._points.ids[place]))

    def _on_region(self, places: np.ndarray) -> None:
        if self._points is not None and len(places):
            self.lassoed.emit(self._points.ids[places].tolist())
