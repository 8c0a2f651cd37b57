"""The affect grid: nine by nine squares, pleasure to the right and arousal upwards, one crossed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.accessible import CHART
from app.i18n import tr
from app.theme import SEMIBOLD, Theme
from app.widgets.journey_plane import MOVES
from app.widgets.painting import CENTRE, LEFT, RIGHT, draw_text
from mer_core.library.sessions import LEAST, MIDDLE, MOST, Square

_LINE, _SIDE = 18, 204


class AffectGrid(QWidget):
    """``chosen`` follows each choice, by the mouse or by the arrow keys; the words are those of
    Russell, Weiss and Mendelsohn (1989).
    """

    accessible_role = CHART

    chosen = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.square: Square | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setFixedSize(self.sizeHint())
        self.set_square(None)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_SIDE), self._theme.px(_SIDE + 2 * _LINE))

    def set_square(self, square: Square | None) -> None:
        """Cross this square; None: none yet."""
        self.square = square
        if square is None:
            words = tr("nothing chosen, each from 1 to 9. Arrows move it.")
        else:
            words = tr("pleasure {pleasure}, arousal {arousal}, each from 1 to 9. Arrows move it.")
            words = words.format(pleasure=square[0], arousal=square[1])
        self.setAccessibleDescription(words)
        self.update()

    def _area(self) -> QRectF:
        line = self._theme.px(_LINE)
        return QRectF(self.rect()).adjusted(0.5, line, -0.5, -line)

    def centre_of(self, square: Square) -> QPointF:
        """Where a square lies, in pixels."""
        area = self._area()
        step_x, step_y = area.width() / MOST, area.height() / MOST
        return QPointF(
            area.left() + (square[0] - 0.5) * step_x, area.bottom() - (square[1] - 0.5) * step_y
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, theme = self._area(), self._theme
        painter.fillRect(area, theme.colour("raised"))
        self._paint_lines(painter, area)
        self._paint_words(painter, area)
        if self.square is not None:
            reach = area.width() / MOST * 0.28
            centre = self.centre_of(self.square)
            painter.setPen(QPen(theme.colour("accent"), 2.5))
            for x in (-reach, reach):
                painter.drawLine(centre - QPointF(x, reach), centre + QPointF(x, reach))
        painter.setPen(QPen(theme.colour("accent" if self.hasFocus() else "line"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        painter.end()

    def _paint_lines(self, painter: QPainter, area: QRectF) -> None:
        middle = area.width() / MOST
        painter.fillRect(
            QRectF(area.left() + (MIDDLE - 1) * middle, area.top() + (MIDDLE - 1) * middle,
                   middle, middle),
            self._theme.colour("hover"),
        )  # fmt: skip
        painter.setPen(QPen(self._theme.colour("faint", 0.4), 1))
        for number in range(1, MOST):
            x = area.left() + number * area.width() / MOST
            y = area.top() + number * area.height() / MOST
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))

    def _paint_words(self, painter: QPainter, area: QRectF) -> None:
        line, theme = self._theme.px(_LINE), self._theme
        above = QRectF(area.left(), 0, area.width(), line)
        below = QRectF(area.left(), area.bottom(), area.width(), line)
        across = QRectF(area.left() + 4, area.center().y() - line / 2, area.width() - 8, line)
        corners = (
            (above, tr("Stress"), tr("Excitement")),
            (below, tr("Depression"), tr("Relaxation")),
        )
        for rect, left, right in corners:
            draw_text(painter, rect, left, font=theme.font(11), colour=theme.colour("dim"))
            draw_text(painter, rect, right, font=theme.font(11), colour=theme.colour("dim"),
                      align=RIGHT)  # fmt: skip
        ends = ((across, tr("unpleasant"), LEFT), (across, tr("pleasant"), RIGHT),
                (QRectF(area.left(), area.top(), area.width(), line), tr("high arousal"), CENTRE),
                (QRectF(area.left(), area.bottom() - line, area.width(), line), tr("sleepiness"),
                 CENTRE))  # fmt: skip
        for rect, text, align in ends:
            draw_text(painter, rect, text, font=theme.font(11, SEMIBOLD),
                      colour=theme.colour("text", 0.75), align=align)  # fmt: skip

    def mousePressEvent(self, event: QMouseEvent) -> None:
        area, place = self._area(), event.position()
        across = (place.x() - area.left()) / area.width()
        up = (area.bottom() - place.y()) / area.height()
        self._choose(int(across * MOST) + 1, int(up * MOST) + 1)

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in MOVES
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key not in MOVES:
            super().keyPressEvent(event)
            return
        right, up = MOVES[key] if self.square is not None else (0, 0)
        pleasure, arousal = self.square or (MIDDLE, MIDDLE)
        self._choose(pleasure + right, arousal + up)

    def _choose(self, pleasure: int, arousal: int) -> None:
        self.set_square((min(max(pleasure, LEAST), MOST), min(max(arousal, LEAST), MOST)))
        self.chosen.emit()
