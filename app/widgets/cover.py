"""The album's cover, or a calm picture made from the track itself."""

from __future__ import annotations

import hashlib
import math

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import (
    QConicalGradient,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.accessible import PICTURE
from app.i18n import tr
from app.roles import COVER_ROLE, ROW_ROLE
from app.theme import RADIUS, Theme
from app.widgets.delegates import Index, RowDelegate
from mer_core.library.tracks import TrackRow

_SIZE = 64


class CoverArt(QWidget):
    """A rounded square: the given picture, else a conic gradient around the plane.

    The gradient shows the colours of all directions; those near the track's emotion are strong, the
    opposite ones fade, and the track's key turns it: two songs rarely look alike, and one song
    always looks the same.
    """

    accessible_role = PICTURE

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
        self._turn = turn_of(key)
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
        side = min(self.width(), self.height())
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_cover(painter, box, self._theme, self._picture, self._turn, self._point)
        painter.end()


class CoverDelegate(RowDelegate):
    """A track's cover in a table's cell."""

    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        side = min(rect.height() - 6, rect.width())
        paint_cover_of(painter, QRectF(rect.x(), rect.y() + 3, side, side), self.theme, index)


def paint_cover_of(painter: QPainter, box: QRectF, theme: Theme, index: Index) -> None:
    """Paint what COVER_ROLE and ROW_ROLE of a cell give; nothing while the row is not read."""
    row: TrackRow | None = index.data(ROW_ROLE)
    if row is not None:
        point = (row.valence or 0.0, row.arousal or 0.0)
        turn = turn_of(row.track.audio_hash)
        paint_cover(painter, box, theme, index.data(COVER_ROLE), turn, point)


def turn_of(key: str) -> float:
    """How far a track's gradient is turned, in degrees; ``key`` as in ``CoverArt.set_track``."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
    return digest[0] / 256 * 360


def paint_cover(
    painter: QPainter,
    box: QRectF,
    theme: Theme,
    picture: QPixmap | QImage | None,
    turn: float,
    point: tuple[float, float],
) -> None:
    """Paint what CoverArt shows: the middle of ``picture``, else the gradient."""
    painter.save()
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    path = QPainterPath()
    radius = min(RADIUS, box.width() / 6)
    path.addRoundedRect(box, radius, radius)
    painter.setClipPath(path)
    if picture is None:
        painter.fillRect(box, _gradient(theme, box, turn, point))
    else:
        side = min(picture.width(), picture.height())
        crop = QRectF((picture.width() - side) / 2, (picture.height() - side) / 2, side, side)
        if isinstance(picture, QImage):
            painter.drawImage(box, picture, crop)
        else:
            painter.drawPixmap(box, picture, crop)
    painter.restore()


def _gradient(
    theme: Theme, box: QRectF, turn: float, point: tuple[float, float]
) -> QConicalGradient:
    """All directions of the plane around the middle, the track's own the strongest."""
    gradient = QConicalGradient(box.center(), turn)
    valence, arousal = point
    own = math.degrees(math.atan2(arousal, valence))
    for step in range(13):
        angle = step * 30.0
        nearness = (1 + math.cos(math.radians(angle - own))) / 2
        strength = 0.36 + 0.24 * nearness
        x, y = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        gradient.setColorAt(step / 12, theme.point_colour(x * strength, y * strength))
    return gradient
