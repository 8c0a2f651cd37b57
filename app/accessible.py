"""What a widget is to a screen reader, where Qt would call it a surface without a meaning.

A class that paints for itself says so in ``accessible_role``, or a single widget does. A leaf below
models and widgets.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

#: A drawing that can be walked or read, in words of its description.
CHART = QAccessible.Role.Chart
PICTURE = QAccessible.Role.Graphic
TEXT = QAccessible.Role.StaticText
#: A field that takes the keys that are pressed in it.
KEYS = QAccessible.Role.HotkeyField
#: Controls that belong together under one name.
GROUP = QAccessible.Role.Grouping
MESSAGE = QAccessible.Role.AlertMessage
#: Decoration that says nothing: it is passed over.
NOTHING = QAccessible.Role.Whitespace


def tell_roles() -> None:
    """Answer screen readers so from now on, in the whole process."""
    QAccessible.installFactory(_interface)


def _interface(_class: str, widget: QObject) -> QAccessibleInterface | None:
    role = getattr(widget, "accessible_role", None)
    if role is None or not isinstance(widget, QWidget):
        return None  # Qt's own
    return QAccessibleWidget(widget, role)
