"""Space and the arrows belong to a control that has the keyboard, before they play or seek."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QTabBar, QWidget

_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right)
_CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QTabBar)


class _OwnKeys(QObject):
    """Claims the keys that the window's shortcuts would take."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in _KEYS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            event.accept()
            return True
        return super().eventFilter(watched, event)


def keep_own_keys(root: QWidget) -> None:
    """Let the buttons, boxes, lists and tabs in ``root``, and itself, have their keys."""
    keys = _OwnKeys(root)
    for widget in (root, *root.findChildren(QWidget)):
        if isinstance(widget, _CONTROLS):
            widget.installEventFilter(keys)
