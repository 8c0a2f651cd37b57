"""The icons: our own line drawings on a 24-unit square, painted in any colour and size."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap, QTransform

from app.theme.moods import stroked
from app.theme.palette import ColourName, Theme

#: A drawing is a list of strokes: "M x y", "L x y", "C six numbers", "A" an arc (x y w h, start,
#: sweep), "E x y rx ry" an ellipse, "R x y w h r" a rounded box, "Z" close. A name ending in "*" is
#: filled, the rest drawn with a pen of 1.7 units.
_DRAWINGS = {
    "play*": "M 7 4.2 L 20 12 L 7 19.8 Z",
    "pause*": "R 6.5 4.5 4 15 1.2 R 13.5 4.5 4 15 1.2",
    "stop*": "R 5.5 5.5 13 13 2",
    "previous*": "R 4 5 2.4 14 1 M 20 5 L 20 19 L 8 12 Z",
    "next*": "R 17.6 5 2.4 14 1 M 4 5 L 4 19 L 16 12 Z",
    "volume": (
        "M 4 9.5 L 7.5 9.5 L 12 5.5 L 12 18.5 L 7.5 14.5 L 4 14.5 Z "
        "A 10 8 8 8 -50 100 A 7.5 5 14 14 -50 100"
    ),
    "muted": (
        "M 4 9.5 L 7.5 9.5 L 12 5.5 L 12 18.5 L 7.5 14.5 L 4 14.5 Z "
        "M 16 9.5 L 21 14.5 M 21 9.5 L 16 14.5"
    ),
    "folder": "M 3.5 18.5 L 3.5 6 L 9.5 6 L 11.5 8.5 L 20.5 8.5 L 20.5 18.5 Z",
    "search": "E 10.5 10.5 6 6 M 15 15 L 20 20",
    "undo": "M 9 5 L 4.5 9.5 L 9 14 M 5 9.5 L 14 9.5 C 21.5 9.5 21.5 19 14 19 L 9 19",
    "redo": "M 15 5 L 19.5 9.5 L 15 14 M 19 9.5 L 10 9.5 C 2.5 9.5 2.5 19 10 19 L 15 19",
    "close": "M 6 6 L 18 18 M 18 6 L 6 18",
    "settings": (
        "M 4 7 L 12 7 M 18 7 L 20 7 E 15 7 2.4 2.4 M 4 17 L 6 17 M 12 17 L 20 17 E 9 17 2.4 2.4"
    ),
    "add": "M 12 5 L 12 19 M 5 12 L 19 12",
    "check": "M 5 12.5 L 10 17.5 L 19.5 7",
    "review": "R 4 4 16 16 3 M 8 12.2 L 11 15.2 L 16.2 9",
    "library": "M 5 5 L 5 19 M 9.5 5 L 9.5 19 M 14 5.5 L 18.8 18.8",
    "map": "M 12 3.5 L 12 20.5 M 3.5 12 L 20.5 12 E 16.6 7.4 1.4 1.4 E 7.4 15.8 1.4 1.4",
    "playlist": (
        "M 4 6.5 L 15 6.5 M 4 11.5 L 15 11.5 M 4 16.5 L 10.5 16.5 M "
        "18.5 17 L 18.5 8 L 21 9.5 E 16.4 17 2.1 2.1"
    ),
    "training": "M 4 18.5 C 8 18.5 8 6 12.5 6 C 16 6 16 12 20 12 M 4 20.5 L 4 4",
    "crate": "M 4 9 L 20 9 L 18.6 19 L 5.4 19 Z M 6.5 5.5 L 17.5 5.5",
    "warning": "M 12 4 L 21 19.5 L 3 19.5 Z M 12 10 L 12 14 M 12 16.7 L 12 16.8",
    "retry": "A 4.5 4.5 15 15 60 290 M 17.5 3.5 L 15.7 5.5 L 18.2 7.2",
    "more": "E 5.5 12 0.6 0.6 E 12 12 0.6 0.6 E 18.5 12 0.6 0.6",
    "freeze": "M 12 3.5 L 12 20.5 M 4.6 7.8 L 19.4 16.2 M 19.4 7.8 L 4.6 16.2",
    "follow": "M 4 12 L 16 12 M 12 7.5 L 16.5 12 L 12 16.5 M 20 5 L 20 19",
    "fit": "M 4 12 L 20 12 M 8 8 L 4 12 L 8 16 M 16 8 L 20 12 L 16 16",
    "sun": (
        "E 12 12 4 4 M 12 3 L 12 4.5 M 12 19.5 L 12 21 M 3 12 L 4.5 12 M 19.5 12 L 21 12 "
        "M 5.6 5.6 L 6.7 6.7 M 17.3 17.3 L 18.4 18.4 M 5.6 18.4 L 6.7 17.3 M 17.3 6.7 L 18.4 5.6"
    ),
    "moon": (
        "M 19.5 14.5 C 11 17 6.5 10 10 4.2 C 1.5 7 3 19.5 11.5 19.8 C 15 19.9 18.2 17.8 19.5 14.5 Z"
    ),
    "device": "R 3.5 5 17 11 2 M 9 20 L 15 20 M 12 16 L 12 20",
    "down": "M 6 9.5 L 12 15.5 L 18 9.5",
    "up": "M 6 14.5 L 12 8.5 L 18 14.5",
    "right": "M 9.5 6 L 15.5 12 L 9.5 18",
    "info": "E 12 12 8 8 M 12 11 L 12 16 M 12 8 L 12 8.1",
    "export": (
        "M 12 15 L 12 4 M 7.5 8.5 L 12 4 L 16.5 8.5 M 4.5 15 L 4.5 19.5 L 19.5 19.5 L 19.5 15"
    ),
    "mark": "M 3 13.5 C 5 13.5 5.2 6 8 6 C 11.4 6 11 18 14.4 18 C 17.4 18 17.6 10.5 21 10.5",
}
_PEN = 1.7
#: The names ``icon`` understands.
ICONS = tuple(name.rstrip("*") for name in _DRAWINGS)


def _draw(drawing: str) -> QPainterPath:
    """Read one drawing of ``_DRAWINGS``."""
    path = QPainterPath()
    words = iter(drawing.split())

    def numbers(count: int) -> list[float]:
        return [float(next(words)) for _ in range(count)]

    for word in words:
        match word:
            case "M":
                path.moveTo(*numbers(2))
            case "L":
                path.lineTo(*numbers(2))
            case "C":
                path.cubicTo(*numbers(6))
            case "A":
                x, y, width, height, start, sweep = numbers(6)
                path.arcMoveTo(QRectF(x, y, width, height), start)
                path.arcTo(QRectF(x, y, width, height), start, sweep)
            case "E":
                x, y, width, height = numbers(4)
                path.addEllipse(QPointF(x, y), width, height)
            case "R":
                x, y, width, height, radius = numbers(5)
                path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
            case "Z":
                path.closeSubpath()
            case _:
                raise ValueError(f"unknown stroke {word!r}")
    return path


@cache
def _unit_icon(name: str) -> QPainterPath:
    if f"{name}*" in _DRAWINGS:
        return _draw(_DRAWINGS[f"{name}*"])
    return stroked(_draw(_DRAWINGS[name]), _PEN)


def icon_path(name: str, rect: QRectF) -> QPainterPath:
    """The icon's outline, to be filled, scaled into ``rect``; KeyError on an unknown name."""
    fit = QTransform.fromTranslate(rect.x(), rect.y())
    fit.scale(rect.width() / 24, rect.height() / 24)
    return fit.map(_unit_icon(name))


def icon_pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon in ``size`` logical pixels, for a screen with ``ratio`` device pixels in each."""
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(icon_path(name, QRectF(0, 0, size, size)), colour)
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
        wave = icon_path("mark", QRectF(inset, inset, size - 2 * inset, size - 2 * inset))
        painter.fillPath(wave, theme.colour("accent"))
        painter.end()
        result.addPixmap(pixmap)
    return result
