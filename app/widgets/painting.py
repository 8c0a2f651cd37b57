"""Small strokes shared by everything that paints itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from mer_core.shown import shown

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignCenter
DASH = "—"
#: So much of a line is measured and painted: no screen has room for more.
_LONGEST = 1000


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    *,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """Write ``text`` on one line in ``rect``, shortened with an ellipsis where it does not fit."""
    painter.setFont(font)
    painter.setPen(colour)
    line = QFontMetricsF(font).elidedText(
        shown(text[:_LONGEST]), Qt.TextElideMode.ElideRight, rect.width() + 0.5
    )
    side = painter.layoutDirection()
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # ``align`` is meant as it is said
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, line)
    painter.setLayoutDirection(side)


def fill_round(painter: QPainter, rect: QRectF, radius: float, colour: QColor) -> None:
    """Fill a rounded box."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, radius, radius)


def text_width(font: QFont, text: str) -> float:
    """The advance of ``text`` in logical pixels."""
    return QFontMetricsF(font).horizontalAdvance(text)
