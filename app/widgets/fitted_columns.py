"""Columns that stay in view on a narrow screen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QEvent, QObject
from PySide6.QtWidgets import QTableView


class FittedColumns(QObject):
    """Gives a table's columns the widths they want or, where there is less room, an even share
    between that and the least that shows them; ``widths`` holds both, the least first. A width that
    the user draws is wanted from then on.
    """

    def __init__(self, table: QTableView, widths: Mapping[int, tuple[int, int]]) -> None:
        super().__init__(table)
        self._table = table
        self._header = table.horizontalHeader()
        self._least = {column: least for column, (least, _) in widths.items()}
        self._wanted = {column: wanted for column, (_, wanted) in widths.items()}
        self._is_fitting = False
        self._set(self._wanted)
        table.viewport().installEventFilter(self)
        self._header.sectionResized.connect(self._on_resized)

    def state(self) -> QByteArray:
        """Order, visibility and wanted widths, for ``restore``."""
        self._set(self._wanted)
        state = self._header.saveState()
        self._fit()
        return state

    def restore(self, state: QByteArray) -> None:
        """Put back what ``state`` gave; anything else is passed over."""
        self._is_fitting = True
        restored = self._header.restoreState(state)
        self._is_fitting = False
        if restored:
            shown = [c for c in self._wanted if not self._table.isColumnHidden(c)]
            self._wanted |= {column: self._table.columnWidth(column) for column in shown}
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        shown = [c for c in self._wanted if not self._table.isColumnHidden(c)]
        least = {c: min(self._least[c], self._wanted[c]) for c in shown}
        spare = sum(self._wanted[c] - least[c] for c in shown)
        share = (self._table.viewport().width() - sum(least.values())) / max(spare, 1)
        share = min(max(share, 0.0), 1.0)
        self._set({c: int(least[c] + share * (self._wanted[c] - least[c])) for c in shown})

    def _set(self, widths: Mapping[int, int]) -> None:
        self._is_fitting = True
        for column, width in widths.items():
            self._header.resizeSection(column, width)
        self._is_fitting = False

    def _on_resized(self, column: int, before: int, now: int) -> None:
        if self._is_fitting:
            return
        if not before or not now:  # shown or hidden
            self._fit()
        elif column != self._last():  # the last one takes what is left
            self._wanted[column] = now

    def _last(self) -> int:
        shown = [c for c in self._wanted if not self._table.isColumnHidden(c)]
        return max(shown, key=self._header.visualIndex)
