"""Before and after, figure by figure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.engine_words import engine_word
from app.i18n import mark, tr
from app.roles import VALUE_ROLE
from app.theme import MEDIUM, ColourName, Theme
from app.widgets.delegates import Index, RowDelegate
from app.widgets.painting import fill_round
from app.widgets.rows import lay_rows
from app.widgets.wording import signed
from mer_core.training.report import LESS_IS_BETTER, Figure
from mer_core.training.teaching.verdict import changed

_HEADINGS = (
    mark("What"), mark("Figure"), mark("Constant"), mark("Before"), mark("After"), "",
    mark("Change"), mark("95 % of it"),
)  # fmt: skip
_WIDTHS = (92, 146, 76, 70, 70, 140, 76, 120)
_BARS, _CHANGE = 5, 6


class _BarsDelegate(RowDelegate):
    """Two bars over each other, before in grey and after in colour, both from 0 to 1."""

    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        before, after = index.data(VALUE_ROLE)
        bars: tuple[tuple[float, int, ColourName], ...] = (
            (before, -5, "faint"), (after, 1, "accent"),
        )  # fmt: skip
        for value, shift, tone in bars:
            track = QRectF(rect.x(), round(rect.center().y() + shift), rect.width(), 4)
            fill_round(painter, track, 2, self.theme.colour("track"))
            width = max(track.width() * min(max(value, 0.0), 1.0), 4.0)
            bar = QRectF(track.x(), track.y(), width, 4)
            fill_round(painter, bar, 2, self.theme.colour(tone))


class _GainDelegate(RowDelegate):
    """Green where it is surely better, red where surely worse, quiet where nobody can tell."""

    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        tones: dict[bool | None, ColourName] = {True: "good", False: "bad", None: "dim"}
        tone = tones[index.data(VALUE_ROLE)]
        self.write(painter, rect, str(index.data()), tone=tone, weight=MEDIUM)


class ScoreTable(QTableWidget):
    """``show_figures`` fills it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_HEADINGS), parent)
        self.setAccessibleName(tr("Before and after"))
        self.setHorizontalHeaderLabels([tr(word) if word else "" for word in _HEADINGS])
        lay_rows(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)
        self._delegates = self._make_delegates(theme, self)
        for column, delegate in self._delegates.items():
            self.setItemDelegateForColumn(column, delegate)
        self.set_theme(theme)

    @staticmethod
    def _make_delegates(theme: Theme, parent: QObject) -> dict[int, RowDelegate]:
        return {
            0: RowDelegate(theme, parent, tone="text", weight=MEDIUM),
            **{column: RowDelegate(theme, parent) for column in (1, 2, 3, 7)},
            4: RowDelegate(theme, parent, tone="text"),
            _BARS: _BarsDelegate(theme, parent),
            _CHANGE: _GainDelegate(theme, parent),
        }

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        for delegate in self._delegates.values():
            delegate.set_theme(theme)
        self.verticalHeader().setDefaultSectionSize(theme.row_height)
        self._fit()
        self.viewport().update()

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """One row for each of ``figures``, which have a change."""
        self.setRowCount(len(figures))
        for row, (figure, change) in enumerate(changed(figures)):
            before, after = _shown(change.before), _shown(figure.value)
            metric = engine_word(figure.metric)
            if figure.metric in LESS_IS_BETTER:
                metric = tr("{metric}, less is better").format(metric=metric)
            low, high = map(signed, (change.low, change.high))
            values = {_BARS: (change.before, figure.value), _CHANGE: figure.improved}
            texts = (
                engine_word(figure.label), metric, _shown(figure.constant), before, after,
                tr("{before}, then {after}").format(before=before, after=after),
                signed(figure.value - change.before),
                tr("{low} to {high}").format(low=low, high=high),
            )  # fmt: skip
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(VALUE_ROLE, values.get(column))
                self.setItem(row, column, item)
        self._fit()

    def _fit(self) -> None:
        """As tall as the rows, if there is room."""
        rows = self.rowCount() * self.verticalHeader().defaultSectionSize()
        self.setMaximumHeight(rows + self.horizontalHeader().sizeHint().height() + 4)


def _shown(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
