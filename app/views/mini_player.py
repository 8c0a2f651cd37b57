"""A small window that stays on top: cover, title, transport, stars, moods. The large one is put
aside.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import tr
from app.models.columns import title_of
from app.theme import Theme, app_icon
from app.widgets.buttons import RoundButton
from app.widgets.chips import MoodChips
from app.widgets.cover import CoverArt
from app.widgets.labels import ElidedLabel
from app.widgets.stars import NUM_STARS, Stars
from app.widgets.transport import TransportBar
from mer_core.library.tracks import TrackRow

_WIDTH = 372


class MiniPlayer(QWidget):
    """Shows what it is given; asks by its transport. ``closed``: the large window is wanted."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Moodline: mini player"))
        self.setWindowIcon(app_icon())
        self.cover, self.transport, self.chips = (
            CoverArt(theme),
            TransportBar(theme),
            MoodChips(theme),
        )
        self.stars = Stars(theme)
        self.back_button = RoundButton(
            theme, "close", tr("Back to the window (Esc)"), self, diameter=24
        )
        self._title, self._artist = ElidedLabel(), ElidedLabel()
        self._title.setProperty("role", "heading")
        self._artist.setProperty("role", "dim")
        self._lay_out()
        self.back_button.clicked.connect(lambda _=False: self.close())
        self._bind("Esc", self.close)
        self._bind("Space", self.transport.play_toggled.emit)
        self._bind("Ctrl+Left", self.transport.previous_requested.emit)
        self._bind("Ctrl+Right", self.transport.next_requested.emit)
        for number in range(NUM_STARS + 1):
            self._bind(f"Alt+{number}", partial(self.stars.rated.emit, number))
        self.set_theme(theme)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back_button)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addLayout(head)
        words.addWidget(self._artist)
        words.addWidget(self.transport)
        words.addWidget(self.stars)
        words.addWidget(self.chips)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 10, 12)
        row.setSpacing(14)
        row.addWidget(self.cover, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def _bind(self, keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self.setFixedWidth(theme.px(_WIDTH))
        for widget in (self.cover, self.transport, self.stars, self.chips, self.back_button):
            widget.set_theme(theme)

    def show_track(self, row: TrackRow | None, cover: CoverArt) -> None:
        """Show a song, with the picture that is shown elsewhere."""
        self._title.setText(title_of(row) if row is not None else tr("Nothing is playing"))
        self._artist.setText((row.track.artist if row is not None else "") or "—")
        self.chips.set_moods(row.moods[:3] if row is not None else ())
        self.transport.setEnabled(row is not None)
        self.stars.setEnabled(row is not None)
        self.cover.show_as(cover)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
