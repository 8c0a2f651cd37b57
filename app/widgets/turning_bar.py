"""A bar of controls that takes two lines where one is too short."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

_SPACING = 14
_Group = tuple[QWidget | None, ...]


class TurningBar(QFrame):
    """Two groups of widgets beside or, where that is too wide, under one another; None stands for
    what stretches between two widgets.
    """

    def __init__(
        self, first: tuple[QWidget | None, ...], second: tuple[QWidget | None, ...]
    ) -> None:
        super().__init__()
        self._groups = (_row(first), _row(second))
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(16, 10, 16, 10)
        self._layout.setSpacing(_SPACING)
        for group in self._groups:
            self._layout.addLayout(group)
        self._layout.setStretch(0, 1)

    def minimumSizeHint(self) -> QSize:
        margins = self._layout.contentsMargins()
        width = max(group.minimumSize().width() for group in self._groups)
        return QSize(width + margins.left() + margins.right(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a widget needs more room, or less
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        margins = self._layout.contentsMargins()
        wanted = sum(group.sizeHint().width() for group in self._groups) + _SPACING
        fits = wanted <= self.width() - margins.left() - margins.right()
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.LeftToRight if fits else directions.TopToBottom)


def _row(widgets: _Group) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(_SPACING)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
