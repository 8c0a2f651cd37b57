"""How loud what is heard live is, in decibels below full scale, and whether it was too loud."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.accessible import TEXT
from app.i18n import tr
from app.plain import tip
from app.theme import Theme

#: The bar begins here; from here on it warns.
_FLOOR_DB, _LOUD_DB = -60.0, -6.0
#: What the bar falls by, from one block to the next.
_FALL_DB = 2.5


class LevelMeter(QWidget):
    """A bar that rises at once and falls slowly; a mark at its end stays lit after clipping."""

    accessible_role = TEXT

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.reset()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def reset(self) -> None:
        """Silence, and nothing was too loud."""
        self._level_db = _FLOOR_DB
        self.has_clipped = False
        self._tell()

    def set_peak(self, peak: float, *, is_clipped: bool) -> None:
        """Show the loudest sample of a short piece, 1 at full scale."""
        level_db = 20.0 * math.log10(max(peak, 1e-6))
        self._level_db = max(level_db, self._level_db - _FALL_DB, _FLOOR_DB)
        self.has_clipped = self.has_clipped or is_clipped
        self._tell()

    def _tell(self) -> None:
        words = tr("silent") if self._level_db <= _FLOOR_DB else f"{self._level_db:.0f} dB"
        if self.has_clipped:
            words = tr("{level}; it was too loud for the input").format(level=words)
        words = tr("Level: {level}").format(level=words)
        self.setAccessibleName(words)
        self.setToolTip(tip(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(140), self._theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(60), self._theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        height, mark = theme.px(6), theme.px(8)
        box = QRectF(0, (self.height() - height) / 2, self.width() - mark - theme.px(4), height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("track"))
        painter.drawRoundedRect(box, 3, 3)
        filled = QRectF(box)
        filled.setWidth(box.width() * (1.0 - self._level_db / _FLOOR_DB))
        painter.setBrush(theme.colour("warn" if self._level_db > _LOUD_DB else "good"))
        painter.drawRoundedRect(filled, 3, 3)
        painter.setBrush(theme.colour("bad" if self.has_clipped else "track"))
        painter.drawRect(QRectF(self.width() - mark, box.top() - 2, mark, height + 4))
        painter.end()
