"""The icons: drawings in resources/icons on a 24-unit square, painted in any colour and size."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.theme.palette import ColourName, Theme
from mer_core.paths import RESOURCES

#: The names of the icons that take any colour. The other files there belong to the style sheet.
ICONS = (
    "check", "close", "mark", "more", "muted", "next", "pause", "pencil", "play", "previous",
    "queue", "repeat", "repeat-one", "search", "shuffle", "star", "star-empty", "volume",
)  # fmt: skip


@lru_cache(maxsize=256)
def _drawing(name: str, colour: str) -> QSvgRenderer:
    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Paint one of ``ICONS`` into the square ``rect``; OSError on an unknown name."""
    painter.save()
    painter.setOpacity(painter.opacity() * colour.alphaF())
    _drawing(name, colour.name()).render(painter, rect)
    painter.restore()


def icon_pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon in ``size`` logical pixels, for a screen with ``ratio`` device pixels in each."""
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_icon(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return pixmap


def icon(name: str, theme: Theme, colour: ColourName = "text") -> QIcon:
    """The icon in a colour of ``theme``, faded while disabled, sharp from 16 to 96 pixels."""
    result = QIcon()
    for size in (16, 20, 24, 32, 48):
        for ratio in (1.0, 2.0):
            result.addPixmap(icon_pixmap(name, theme.colour(colour), size, ratio))
            faded = icon_pixmap(name, theme.colour("faint", 0.5), size, ratio)
            result.addPixmap(faded, QIcon.Mode.Disabled)
    return result


def app_icon() -> QIcon:
    """Moodline's mark, the wave on a dark tile, for the window and the task bar."""
    theme = Theme.dark()
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.22, size * 0.22)
        inset = size * 0.14
        wave = QRectF(inset, inset, size - 2 * inset, size - 2 * inset)
        paint_icon(painter, "mark", wave, theme.colour("accent"))
        painter.end()
        result.addPixmap(pixmap)
    return result
