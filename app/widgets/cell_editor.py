"""A line to type in over a table's cell."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.plain import tip

_LEAST_WIDTH = 150
_CASUAL = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class CellEditor(QLineEdit):
    """Return and Tab hand the text over, Escape gives up. It stays until it is told to go.

    ``entered`` is followed by how many fields further to go: 0, 1 or -1; ``left`` that the keyboard
    went elsewhere.
    """

    entered = Signal(int)
    escaped = Signal()
    left = Signal()

    def __init__(self, name: str, text: str, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setText(text)
        self._was = text
        self._area = parent
        self.selectAll()
        self.textEdited.connect(lambda _: self.complain(""))

    @property
    def is_changed(self) -> bool:
        """Something else stands here than at first."""
        return self.text().strip() != self._was

    def cover(self, cell: QRect) -> None:
        """Lie over ``cell``, in the parent's pixels; wider where that is too narrow."""
        area = self._area.rect()
        width = min(max(cell.width(), _LEAST_WIDTH), area.width())
        height = min(self.sizeHint().height(), cell.height())
        x = max(min(cell.x(), area.right() + 1 - width), area.x())
        self.setGeometry(x, cell.center().y() - height // 2, width, height)

    def complain(self, sentence: str) -> None:
        """Say why the text cannot be taken; empty where it can."""
        if bool(sentence) != bool(self.property("wrong")):
            self.setProperty("wrong", bool(sentence))
            self.style().polish(self)
        self.setAccessibleDescription(sentence)
        self.setToolTip(tip(sentence) if sentence else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit(0)
            case Qt.Key.Key_Escape:
                self.escaped.emit()
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                pass  # the table below would go to another row
            case _:
                super().keyPressEvent(event)
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.entered.emit(1 if forward else -1)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _CASUAL:
            self.left.emit()
