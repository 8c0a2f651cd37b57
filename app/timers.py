"""Timers, a leaf below everything that waits.

Qt's constructors are given no keywords for properties anywhere: PySide6 turns ``interval`` into
``setInterval`` by the C locale's capitals, and in Turkish there is no such method.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def make_timer(
    parent: QObject, interval_ms: int, act: Callable[[], object], *, once: bool = False
) -> QTimer:
    """A timer, not yet started, that calls ``act`` every ``interval_ms``, or one time."""
    timer = QTimer(parent)
    timer.setInterval(interval_ms)
    timer.setSingleShot(once)
    timer.timeout.connect(act)
    return timer
