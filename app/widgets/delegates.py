"""How the tables' cells are painted.

=================== =============================================================================
delegate            roles it reads (app.roles), besides DisplayRole
=================== =============================================================================
RowDelegate         PLAYING_ROLE: the loaded track's row is tinted; paints DisplayRole as text
NumberDelegate      PLAYING_ROLE: a play mark in place of the row's number
ValueBarDelegate    VALUE_ROLE: float or None
MoodChipsDelegate   MOODS_ROLE: tuple[MoodScore, ...]; REASON_ROLE: why there are none
StateDelegate       STATE_ROLE: a state word; FRACTION_ROLE: float or None, draws the row's
                    progress; MANUAL_ROLE: corrected by hand, draws a pencil
TimeDelegate        DURATION_ROLE: seconds or None
=================== =============================================================================

Cells paint their own ground and hair line, so a table looks the same on every system.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.engine_words import engine_word
from app.i18n import tr
from app.roles import (
    DURATION_ROLE,
    FRACTION_ROLE,
    MANUAL_ROLE,
    MOODS_ROLE,
    PLAYING_ROLE,
    REASON_ROLE,
    STATE_ROLE,
    VALUE_ROLE,
)
from app.theme import MEDIUM, REGULAR, ColourName, Theme, paint_icon
from app.widgets.chips import CHIP_HEIGHT, chips_width, paint_chips
from app.widgets.painting import DASH, LEFT, RIGHT, draw_text, fill_round, text_width
from app.widgets.states import state_colour
from app.widgets.wording import clock, signed

Index = QModelIndex | QPersistentModelIndex
PADDING = 8


class RowDelegate(QStyledItemDelegate):
    """Text of one tone on the row's ground; empty text becomes a dash."""

    def __init__(
        self,
        theme: Theme,
        parent: QObject | None = None,
        *,
        tone: ColourName = "dim",
        weight: int = REGULAR,
        align: Qt.AlignmentFlag = LEFT,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._tone: ColourName = tone
        self._weight = weight
        self._align = align

    def set_theme(self, theme: Theme) -> None:
        """Paint in another look from now on; the view repaints when the style sheet changes."""
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + 2 * PADDING, self.theme.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index)
        rect = QRectF(option.rect).adjusted(PADDING, 0, -PADDING, -1)
        self.paint_cell(painter, rect, index)
        painter.restore()

    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        """Paint the cell's content into ``rect``; subclasses replace this."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "") or DASH
        tone: ColourName = "faint" if text == DASH else self._tone
        align = QStyle.visualAlignment(painter.layoutDirection(), self._align)
        self.write(painter, rect, text, tone=tone, weight=self._weight, align=align)

    def write(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        *,
        tone: ColourName = "dim",
        weight: int = REGULAR,
        align: Qt.AlignmentFlag = LEFT,
    ) -> None:
        """Write ``text`` in the body size."""
        font = self.theme.font(weight=weight)
        draw_text(painter, rect, text, font=font, colour=self.theme.colour(tone), align=align)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or index.data(PLAYING_ROLE):
            painter.fillRect(rect, self.theme.colour("selection"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(self.theme.hair))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self.theme.colour("accent"))


class NumberDelegate(RowDelegate):
    """The row's number, or a play mark on the loaded track."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent, tone="faint", align=RIGHT)

    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        if not index.data(PLAYING_ROLE):
            super().paint_cell(painter, rect, index)
            return
        size = self.theme.px(16)
        box = QRectF(rect.right() - size + 3, rect.center().y() - size / 2, size, size)
        paint_icon(painter, "play", box, self.theme.colour("accent"))


class ValueBarDelegate(RowDelegate):
    """A signed number beside a small bar from the middle; from the left if ``low`` is 0."""

    def __init__(
        self,
        theme: Theme,
        colour: ColourName,
        parent: QObject | None = None,
        *,
        low: float = -1.0,
    ) -> None:
        super().__init__(theme, parent)
        self._colour: ColourName = colour
        self._low = low

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.theme.px(44 + 74) + 2 * PADDING, self.theme.row_height)

    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        value: float | None = index.data(VALUE_ROLE)
        if value is None:
            self.write(painter, rect, DASH, tone="faint")
            return
        text = signed(value) if self._low < 0 else f"{value:.2f}"
        self.write(painter, rect, text)
        left = rect.x() + self.theme.px(44)
        track = QRectF(left, round(rect.center().y() - 2), min(rect.right() - left, 74), 4)
        if track.width() < 16:
            return
        fill_round(painter, track, 2, self.theme.colour("track"))
        fill_round(painter, self._bar(track, value), 2, self.theme.colour(self._colour))

    def _bar(self, track: QRectF, value: float) -> QRectF:
        span = 1.0 - self._low
        zero = track.x() + track.width() * (0.0 - self._low) / span
        end = track.x() + track.width() * (min(max(value, self._low), 1.0) - self._low) / span
        width = max(abs(end - zero), 4.0)
        return QRectF(zero if end >= zero else zero - width, track.y(), width, track.height())


class MoodChipsDelegate(RowDelegate):
    """The track's moods as chips; why it failed, or a dash, where none is known."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = chips_width(tuple(index.data(MOODS_ROLE) or ())[:2], self.theme)
        height = max(self.theme.row_height, self.theme.px(CHIP_HEIGHT) + 8)
        return QSize(round(width) + 2 * PADDING, height)

    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        moods = tuple(index.data(MOODS_ROLE) or ())
        if moods:
            paint_chips(painter, rect, moods, self.theme)
        else:
            self.write(painter, rect, index.data(REASON_ROLE) or DASH, tone="faint")


class StateDelegate(RowDelegate):
    """A dot and a word, a pencil where it was corrected; while the track is analysed, its progress
    in the row.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.theme.px(148) + 2 * PADDING, self.theme.row_height)

    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        fraction: float | None = index.data(FRACTION_ROLE)
        if fraction is not None:
            self._paint_progress(painter, rect, min(max(fraction, 0.0), 1.0))
            return
        state = str(index.data(STATE_ROLE) or "")
        said = engine_word(state)
        if not state:
            self.write(painter, rect, DASH, tone="faint")
            return
        dot = self.theme.px(7)
        box = QRectF(rect.x(), rect.center().y() - dot / 2, dot, dot)
        fill_round(painter, box, dot / 2, self.theme.colour(state_colour(state)))
        word = rect.adjusted(dot + self.theme.px(7), 0, 0, 0)
        self.write(painter, word, said)
        if index.data(MANUAL_ROLE):
            side = self.theme.px(14)
            left = word.x() + text_width(self.theme.font(), said) + self.theme.px(6)
            place = QRectF(min(left, rect.right() - side), rect.center().y() - side / 2, side, side)
            paint_icon(painter, "pencil", place, self.theme.colour("dim"))

    def _paint_progress(self, painter: QPainter, rect: QRectF, fraction: float) -> None:
        self.write(painter, rect, tr("analysing {share} %").format(share=f"{fraction * 100:.0f}"))
        left = rect.x() + self.theme.px(102)
        track = QRectF(left, round(rect.center().y() - 2), min(rect.right() - left, 44), 4)
        if track.width() < 12:
            return
        fill_round(painter, track, 2, self.theme.colour("track"))
        done = QRectF(track.x(), track.y(), max(track.width() * fraction, 4), 4)
        fill_round(painter, done, 2, self.theme.colour("accent"))


class TimeDelegate(RowDelegate):
    """A duration as m:ss, flush right."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent, align=RIGHT)

    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        text = clock(index.data(DURATION_ROLE))
        tone: ColourName = "faint" if text == DASH else "dim"
        self.write(painter, rect, text, tone=tone, align=RIGHT)


def title_delegate(theme: Theme, parent: QObject | None = None) -> RowDelegate:
    """The column of titles: bright and a little stronger than the rest."""
    return RowDelegate(theme, parent, tone="text", weight=MEDIUM)
