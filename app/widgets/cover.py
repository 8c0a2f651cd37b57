"""The album's cover, or a calm picture made from the track itself."""

from __future__ import annotations

import hashlib
import math

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QConicalGradient, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import tr
from app.theme import RADIUS, Theme

_SIZE = 64


class CoverArt(QWidget):
    """A rounded square: the given picture, else a conic gradient around the plane.

    The gradient shows the colours of all directions; those near the track's emotion are strong, the
    opposite ones fade, and the track's key turns it: two songs rarely look alike, and one song
    always looks the same.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: QPixmap | None = None
        self._turn = 0.0
        self._point = (0.0, 0.0)
        self.setAccessibleName(tr("Cover"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def set_picture(self, data: bytes | None) -> None:
        """Show an encoded picture (JPEG, PNG); None or other bytes show the gradient."""
        picture = QPixmap()
        self._picture = picture if data and picture.loadFromData(data) else None
        self.update()

    def set_track(
        self, key: str, valence: float | None = None, arousal: float | None = None
    ) -> None:
        """Make a track's gradient: ``key`` any lasting text (its audio hash), values in [-1, 1]."""
        digest = hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
        self._turn = digest[0] / 256 * 360
        self._point = (valence or 0.0, arousal or 0.0)
        self.update()

    def show_as(self, other: CoverArt) -> None:
        """Show what another cover shows."""
        self._picture, self._turn, self._point = other._picture, other._turn, other._point
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_SIZE), self._theme.px(_SIZE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        side = min(self.width(), self.height())
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        path = QPainterPath()
        path.addRoundedRect(box, RADIUS, RADIUS)
        painter.setClipPath(path)
        if self._picture is not None:
            self._paint_picture(painter, box, self._picture)
        else:
            painter.fillRect(box, self._gradient(box))
        painter.end()

    def _paint_picture(self, painter: QPainter, box: QRectF, picture: QPixmap) -> None:
        side = min(picture.width(), picture.height())
        crop = QRectF((picture.width() - side) / 2, (picture.height() - side) / 2, side, side)
        painter.drawPixmap(box, picture, crop)

    def _gradient(self, box: QRectF) -> QConicalGradient:
        """All directions of the plane around the middle, the track's own the strongest."""
        gradient = QConicalGradient(box.center(), self._turn)
        valence, arousal = self._point
        own = math.degrees(math.atan2(arousal, valence))
        for step in range(13):
            angle = step * 30.0
            nearness = (1 + math.cos(math.radians(angle - own))) / 2
            strength = 0.36 + 0.24 * nearness
            x, y = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            gradient.setColorAt(step / 12, self._theme.point_colour(x * strength, y * strength))
        return gradient
