"""Columns that stay in view on a narrow screen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import ceil

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtWidgets import QTableView

from app.widgets.painting import text_width

#: Left and right of a heading.
_MARGINS = 16
#: So much a column grows at most, in times of what it wants: the eye loses a line that is too long.
_MOST_GROWTH = 1.5


class FittedColumns(QObject):
    """Gives a table's columns the widths they want or, where there is less room, an even share
    between that and the least that shows them; ``widths`` holds both, the least first. Where there
    is more, ``growing`` columns take it. A width that the user draws is wanted from then on, and
    kept. Headings are shown whole where there is room for all. ``standard`` is what ``state`` says
    of the table as it is now.
    """

    def __init__(
        self,
        table: QTableView,
        widths: Mapping[int, tuple[int, int]],
        growing: Collection[int] = (),
    ) -> None:
        super().__init__(table)
        self._table = table
        self._header = table.horizontalHeader()
        self._least = {column: least for column, (least, _) in widths.items()}
        self._usual = {column: wanted for column, (_, wanted) in widths.items()}
        self._wanted = dict(self._usual)
        self._growing = growing
        self._drawn: set[int] = set()
        self._is_fitting = False
        self._header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._header.setMinimumSectionSize(min(self._least.values()))  # Qt's grows with the text
        self._set(self._wanted)
        self.standard = self._header.saveState()
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
            widths = {c: self._table.columnWidth(c) for c in shown if c != self._last()}
            self._drawn = {c for c, width in widths.items() if width != self._usual[c]}
            self._wanted = self._usual | widths
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        shown = [c for c in self._wanted if not self._table.isColumnHidden(c)]
        room = self._table.viewport().width()
        whole = {c: 0 if c in self._drawn else self._heading(c) for c in shown}
        wanted = {c: max(self._wanted[c], whole[c]) for c in shown}
        least = {c: min(max(self._least[c], whole[c]), wanted[c]) for c in shown}
        if sum(least.values()) > room:
            least = {c: min(self._least[c], wanted[c]) for c in shown}
        spare = sum(wanted[c] - least[c] for c in shown)
        share = min(max((room - sum(least.values())) / max(spare, 1), 0.0), 1.0)
        widths = {c: int(least[c] + share * (wanted[c] - least[c])) for c in shown}
        growing = [c for c in shown if c in self._growing and c not in self._drawn]
        more = (room - sum(wanted.values())) / max(sum(wanted[c] for c in growing), 1)
        if more > 0:
            widths |= {c: int(wanted[c] * (1 + min(more, _MOST_GROWTH))) for c in growing}
        self._set(widths)

    def _heading(self, column: int) -> int:
        """The width that shows a column's heading whole."""
        text = str(self._table.model().headerData(column, self._header.orientation()) or "")
        return ceil(text_width(self._header.font(), text)) + _MARGINS

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
            self._drawn.add(column)

    def _last(self) -> int:
        shown = [c for c in self._wanted if not self._table.isColumnHidden(c)]
        return max(shown, key=self._header.visualIndex)
