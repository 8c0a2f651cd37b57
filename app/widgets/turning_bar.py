"""A bar of controls that takes more lines where one is too short."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.widgets.labels import ElidedLabel

_BETWEEN, _SIDE = 8, 16
_Group = tuple[QWidget | None, ...]


class TurningBar(QFrame):
    """Groups of widgets beside or, where that is too wide, under one another; None stands for
    what stretches between two widgets.
    """

    def __init__(self, *groups: _Group, spacing: int = 14) -> None:
        super().__init__()
        self._spacing = spacing
        self._groups = [_row(group, spacing) for group in groups]
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 10, _SIDE, 10)
        column.setSpacing(_BETWEEN)
        self._lines = [QHBoxLayout() for _ in groups]
        for line in self._lines:
            line.setSpacing(spacing)
            column.addLayout(line)
        self._split: list[int] = []
        self._turn()

    def minimumSizeHint(self) -> QSize:
        width = max(group.minimumSizeHint().width() for group in self._groups)
        return QSize(width + 2 * _SIDE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a widget needs more room, or less
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        """Fill one line after the other. What can be shortened is, rather than to take one more."""
        whole = self._lines_of([group.sizeHint().width() for group in self._groups])
        short = self._lines_of([_least(group) for group in self._groups])
        split = whole if len(whole) == len(short) else short
        if split != self._split:
            self._split = split
            self._fill(split)

    def _lines_of(self, widths: list[int]) -> list[int]:
        """How many groups each line takes, where they are as wide as that."""
        room = self.width() - 2 * _SIDE
        split: list[int] = []
        left = 0
        for width in widths:
            if not split or width > left:
                split.append(0)
                left = room
            split[-1] += 1
            left -= width + self._spacing
        return split

    def _fill(self, split: list[int]) -> None:
        groups = iter(self._groups)
        for line, number in zip(self._lines, [*split, *[0] * len(self._lines)], strict=False):
            for place in range(number):
                line.addWidget(next(groups), 0 if place else 1)


def _least(group: QWidget) -> int:
    """A group's width where labels that can be shortened are."""
    can_shrink = group.findChild(ElidedLabel) is not None
    return (group.minimumSizeHint() if can_shrink else group.sizeHint()).width()


def _row(widgets: _Group, spacing: int) -> QWidget:
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return group
