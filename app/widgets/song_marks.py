"""The user's markers over the song plot: flags that are clicked, dragged and asked about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.i18n import tr
from app.theme import MEDIUM, Theme
from app.widgets.painting import LEFT, draw_text, text_width
from app.widgets.time_view import TimeView
from app.widgets.wording import clock

_POLE, _HEIGHT, _TIP, _PAD = 1.5, 15.0, 5.0, 5.0
_LONGEST = 120.0
#: The Menu key means a marker that is so near to the playhead.
_NEAR_S = 1.0


class _Flags(QGraphicsItem):
    """A pole with a flag for each marker; a flag without a name shows its number.

    Times are in seconds; ``x_of`` gives the pixels of one.
    """

    def __init__(self, theme: Theme, parent: QGraphicsItem, x_of: Callable[[float], float]) -> None:
        super().__init__(parent)
        self.theme = theme
        self._x_of = x_of
        self._flags: Sequence[tuple[float, str]] = ()
        self._room = QRectF()
        self.setZValue(18)

    @property
    def shown(self) -> Sequence[tuple[float, str]]:
        """What is marked: seconds and names, in their order."""
        return self._flags

    def set_flags(self, flags: Sequence[tuple[float, str]]) -> None:
        """Mark these."""
        self._flags = flags
        self.update()

    def place(self, room: QRectF) -> None:
        """Stand in ``room``."""
        if room != self._room:
            self.prepareGeometryChange()
            self._room = room
        self.update()

    def at(self, point: QPointF) -> int | None:
        """Which flag is at a point; the last painted lies on top."""
        for number in reversed(range(len(self._flags))):
            if self._flag(number).adjusted(-3, -2, 2, 2).contains(point):
                return number
        return None

    def boundingRect(self) -> QRectF:
        return self._room

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.theme.font(11, MEDIUM)
        for number in range(len(self._flags)):
            flag = self._flag(number)
            if flag.right() < self._room.left() or flag.left() > self._room.right():
                continue
            pole = QRectF(flag.left() - _POLE / 2, flag.top(), _POLE, self._room.height())
            painter.fillRect(pole, self.theme.colour("accent"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("accent"))
            painter.drawPolygon(
                QPolygonF(
                    [
                        flag.topLeft(), flag.topRight(),
                        QPointF(flag.right() + _TIP, flag.center().y()),
                        flag.bottomRight(), flag.bottomLeft(),
                    ]
                )
            )  # fmt: skip
            words = flag.adjusted(_PAD, 0, 0, 0)
            ink = self.theme.colour("on_accent")
            draw_text(painter, words, self._word(number), font=font, colour=ink, align=LEFT)

    def _word(self, number: int) -> str:
        metrics = QFontMetricsF(self.theme.font(11, MEDIUM))
        word = self._flags[number][1] or str(number + 1)
        return metrics.elidedText(word, Qt.TextElideMode.ElideRight, _LONGEST)

    def _flag(self, number: int) -> QRectF:
        width = text_width(self.theme.font(11, MEDIUM), self._word(number)) + _PAD
        x = self._x_of(self._flags[number][0])
        return QRectF(x, self._room.top(), width, self.theme.px(_HEIGHT))


class SongMarks(QObject):
    """The markers of a song over ``view``: seconds and names. A click on a flag seeks to it.

    ``moved`` carries a marker's number and the seconds it was dragged to; ``menu_requested`` the
    number of the marker there, or None, and the place on the screen; ``changed``: others are shown.
    """

    moved = Signal(int, float)
    menu_requested = Signal(object, QPoint)
    changed = Signal()

    def __init__(self, theme: Theme, view: TimeView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._flags = _Flags(theme, view, view.x_of)
        view.flag_at = self._at
        view.flag_dragged.connect(self._drag)
        view.menu_requested.connect(self.menu_requested)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._flags.theme = theme

    def place(self, foot: float) -> None:
        """Reach from the top to ``foot`` pixels."""
        self._flags.place(QRectF(0, 0, self._view.width(), max(foot, 0.0)))

    def show(self, markers: Sequence[tuple[float, str]]) -> None:
        """Mark these seconds, each with its name; one that is dragged is let go."""
        self._view.let_go()
        self._flags.set_flags(markers)
        self.changed.emit()

    def words(self) -> str:
        """What is marked, in a sentence; empty where nothing is."""
        said = ", ".join(
            f"{name or number} {clock(time_s)}"
            for number, (time_s, name) in enumerate(self._flags.shown, 1)
        )
        return tr("Markers: {markers}.").format(markers=said) if said else ""

    def ask_at(self, time_s: float, place: QPoint) -> None:
        """Ask for the menu of the marker near a time."""
        near = [abs(each - time_s) for each, _ in self._flags.shown]
        number = near.index(min(near)) if near and min(near) < _NEAR_S else None
        self.menu_requested.emit(number, place)

    def _at(self, point: QPointF) -> tuple[int, float] | None:
        number = self._flags.at(point)
        return None if number is None else (number, self._flags.shown[number][0])

    def _drag(self, number: int, time_s: float, is_let_go: bool) -> None:
        flags = list(self._flags.shown)
        flags[number] = (time_s, flags[number][1])
        self._flags.set_flags(flags)
        if is_let_go:
            self.moved.emit(number, time_s)
