"""Where the window goes on the screens that there are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

#: What a system's frame adds above a window and beside it; nobody tells before it is shown.
TITLE_BAR, BORDER = 36, 4


def place(window: QWidget, size: QSize, geometry: object) -> None:
    """Put ``window`` where ``geometry``, its ``saveGeometry()``, says, or in ``size`` where it is
    none; where the screens do not show it whole, to where they do.
    """
    window.resize(size)
    known = isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)
    if window.isMaximized() or window.isFullScreen():
        return
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    placed = placed_on(screens, window.geometry())
    if known:
        window.setGeometry(placed)
    else:  # where a new window goes is the system's affair
        window.resize(placed.size())


def placed_on(screens: Sequence[QRect], window: QRect) -> QRect:
    """``window`` without its frame, moved and made smaller until it lies, title bar and all, in the
    free area of one of ``screens``: the one that shows most of it, else the first.
    """

    def seen(screen: QRect) -> int:
        part = screen.intersected(window)
        return part.width() * part.height() if part.isValid() else 0

    free = max(screens, key=seen).adjusted(BORDER, TITLE_BAR, -BORDER, -BORDER)
    size = window.size().boundedTo(free.size())
    left = min(max(window.left(), free.left()), free.right() + 1 - size.width())
    top = min(max(window.top(), free.top()), free.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())
