"""The song plot as a file: what it shows, below the song's name."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from app.theme import SEMIBOLD
from app.widgets.song_plot import SongPlot

_HEAD_PX = 40
_TITLE_PX = 15
_MARGIN_PX = 14
#: Pixels of the picture for one of the screen: sharp in print, and on screens of any density.
_SCALE = 2


def png(plot: SongPlot, name: str) -> bytes:
    """The picture, twice as fine as on the screen."""
    size = _size(plot)
    image = QImage(size * _SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    painter = QPainter(image)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    _paint(painter, plot, name, size)
    painter.end()
    buffer = _buffer()
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stubs take bytes, Qt takes text
    return bytes(buffer.data().data())


def svg(plot: SongPlot, name: str) -> bytes:
    """The picture as lines and text that stay sharp at any size; the spectrogram is an image in
    it.
    """
    size, buffer = _size(plot), _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setResolution(96)  # what a pixel is to CSS; told in millimetres
    generator.setTitle(name)
    painter = QPainter(generator)
    _paint(painter, plot, name, size)
    painter.end()
    return bytes(buffer.data().data())


def _size(plot: SongPlot) -> QSize:
    return QSize(plot.width(), plot.height() + _HEAD_PX)


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _paint(painter: QPainter, plot: SongPlot, name: str, size: QSize) -> None:
    theme = plot.theme
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), theme.colour("panel"))
    painter.setFont(theme.font(_TITLE_PX, SEMIBOLD))
    painter.setPen(theme.colour("text"))
    head = QRectF(_MARGIN_PX, 0, size.width() - 2 * _MARGIN_PX, _HEAD_PX)
    words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(head.width()))
    painter.drawText(head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    painter.translate(0, _HEAD_PX)
    plot.paint_still(painter)
