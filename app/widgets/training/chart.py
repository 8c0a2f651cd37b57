"""A learning curve that grows: lines over epochs or folds, read out under the pointer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.accessible import CHART, GROUP, TEXT
from app.i18n import tr
from app.theme import RADIUS, ColourName, Theme
from app.widgets.labels import Label
from app.widgets.painting import LEFT, RIGHT, draw_text, fill_round, text_width

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of a chart. ``name`` tells it in the read-out; ``dashed`` ones are the learning
    side's; ``quiet`` ones are done and step back.
    """

    name: str
    colour: ColourName
    x: tuple[float, ...]
    y: tuple[float, ...]
    dashed: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a chart's legend."""

    name: str
    colour: ColourName
    dashed: bool = False


class _WholeAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis of counted things: ticks at whole numbers alone."""

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[int, int]]:
        wanted = (high - low) * 46 / max(size, 1.0)
        return [(next((step for step in _STEPS if step >= wanted), _STEPS[-1]), 0)]


class _ValueAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis of values: few round ticks, a hair line at each."""

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        wanted = max(high - low, 1e-9) * 32 / max(size, 1.0)
        unit = 10.0 ** math.floor(math.log10(wanted))
        return [(next(unit * step for step in (1, 2, 5, 10) if unit * step >= wanted), 0.0)]


class _Legend(QWidget):
    """Short strokes with their names."""

    accessible_role = TEXT

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._keys: tuple[Key, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_keys(self, keys: Sequence[Key]) -> None:
        self._keys = tuple(keys)
        name, names = tr("Legend"), ", ".join(key.name for key in keys)
        self.setAccessibleName(f"{name}: {names}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        font = self.theme.font(12)
        width = sum(text_width(font, key.name) + self.theme.px(22 + 14) for key in self._keys)
        return QSize(round(width), self.theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font, x, middle = self.theme.font(12), 0.0, self.height() / 2
        for key in self._keys:
            painter.setPen(_pen(self.theme, key.colour, dashed=key.dashed, width=2.0))
            painter.drawLine(QPointF(x, middle), QPointF(x + self.theme.px(16), middle))
            x += self.theme.px(22)
            width = text_width(font, key.name)
            box = QRectF(x, 0, width + 1, self.height())
            draw_text(
                painter, box, key.name, font=font, colour=self.theme.colour("dim"), align=LEFT
            )
            x += width + self.theme.px(14)
        painter.end()


class _ReadOut(Label):
    """Text at the right, shortened where the title leaves no room."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(name=title)
        self.theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = self.theme.colour("dim")
        draw_text(
            painter, QRectF(self.rect()), self.text(), font=self.theme.font(), colour=ink,
            align=RIGHT,
        )  # fmt: skip
        painter.end()


class _Canvas(pg.PlotWidget):  # type: ignore[misc]
    """The plot itself; says over which x the pointer is, or None."""

    accessible_role = CHART

    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__(background=None, axisItems=_axes())
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(pg.QtWidgets.QFrame.Shape.NoFrame)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        box = self.getViewBox()
        point = self.mapToScene(event.position().toPoint())
        inside = box.sceneBoundingRect().contains(point)
        self.pointed.emit(float(box.mapSceneToView(point).x()) if inside else None)

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)


def _axes() -> dict[str, pg.AxisItem]:
    return {"bottom": _WholeAxis("bottom"), "left": _ValueAxis("left")}


class LearningChart(QWidget):
    """A titled plot. ``show_traces`` draws everything anew: there are few points.

    ``from_zero``: the axis begins at 0, so that small gains look small.
    """

    accessible_role = GROUP

    def __init__(
        self, theme: Theme, title: str, parent: QWidget | None = None, *, from_zero: bool = False
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._from_zero = from_zero
        self._traces: tuple[Trace, ...] = ()
        self._unit = tr("epoch")
        self._length = 1
        self.setAccessibleName(title)
        self.title_label = Label(title)
        self.legend = _Legend(theme)
        self.read_out = _ReadOut(theme, title)
        self.canvas = _Canvas()
        self.canvas.setAccessibleName(tr("{title}: curves").format(title=title))
        self._mark = pg.InfiniteLine(angle=90, movable=False)
        self._mark.hide()
        self._lay_out()
        self.canvas.pointed.connect(self._point)
        self.set_theme(theme)
        self.clear()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.title_label)
        head.addWidget(self.read_out, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.legend)
        column.addWidget(self.canvas, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(150))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill_round(painter, QRectF(self.rect()), RADIUS, self._theme.colour("panel"))
        painter.end()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = self.legend.theme = self.read_out.theme = theme
        for side in ("left", "bottom"):
            axis = self.canvas.getAxis(side)
            axis.setStyle(tickFont=theme.font(11), tickLength=0, tickTextOffset=theme.px(6))
            axis.setPen(pg.mkPen(theme.colour("line")))
            axis.setTextPen(pg.mkPen(theme.colour("faint")))
        self.canvas.getAxis("left").setWidth(theme.px(38))
        self.canvas.getAxis("left").setPen(pg.mkPen(None))
        self.canvas.getAxis("left").setTickPen(pg.mkPen(theme.colour("faint")))
        self.canvas.getAxis("bottom").setHeight(theme.px(24))
        self.canvas.showGrid(x=False, y=True, alpha=0.22 if theme.is_dark else 0.16)
        self._mark.setPen(pg.mkPen(theme.colour("faint"), width=1))
        self.legend.update()
        self._draw()
        self.update()

    def set_title(self, title: str) -> None:
        """The name of what is drawn."""
        self.title_label.setText(title)

    def clear(self) -> None:
        """Nothing is known yet."""
        self.show_traces((), (), length=1, unit=tr("epoch"))

    def show_traces(
        self, traces: Sequence[Trace], keys: Sequence[Key], *, length: int, unit: str
    ) -> None:
        """Draw ``traces`` over 1 to ``length``, counted in ``unit``."""
        self._traces, self._length, self._unit = tuple(traces), length, unit
        self.legend.set_keys(keys)
        self._draw()
        self._say(None)

    def _draw(self) -> None:
        self.canvas.clear()
        self.canvas.addItem(self._mark, ignoreBounds=True)
        for trace in sorted(self._traces, key=lambda trace: not trace.quiet):
            self._draw_trace(trace)
        last = max(self._length, 2)
        self.canvas.setXRange(1, last, padding=0.03)
        known = [y for trace in self._traces for y in trace.y if math.isfinite(y)]
        low, high = (min(known), max(known)) if known else (0.0, 1.0)
        if self._from_zero:
            low, high = min(low, 0.0), max(high, 0.1)
        room = max((high - low) * 0.1, abs(high) * 0.04, 1e-3)
        floor = low if self._from_zero and low == 0.0 else low - room
        self.canvas.setYRange(floor, high + room, padding=0)

    def _draw_trace(self, trace: Trace) -> None:
        alpha = 0.4 if trace.quiet else 1.0
        width = 1.2 if trace.quiet else 2.0
        pen = _pen(self._theme, trace.colour, dashed=trace.dashed, width=width, alpha=alpha)
        single = sum(map(math.isfinite, trace.y)) == 1
        dots = {
            "symbol": "o",
            "symbolSize": self._theme.px(6 if single or not trace.dashed else 4),
            "symbolPen": pg.mkPen(None),
            "symbolBrush": pg.mkBrush(self._theme.colour(trace.colour)),
        }
        show_dots = single or (not trace.quiet and len(trace.x) <= 40)
        self.canvas.plot(
            np.array(trace.x), np.array(trace.y), pen=pen, connect="finite", antialias=True,
            **(dots if show_dots else {}),
        )  # fmt: skip

    def _point(self, x: float | None) -> None:
        place = None if x is None else min(max(round(x), 1), self._length)
        self._mark.setVisible(place is not None and bool(self._traces))
        if place is not None:
            self._mark.setPos(place)
        self._say(place)

    def _say(self, place: int | None) -> None:
        """Write the values at ``place``, or the newest ones."""
        loud = [trace for trace in self._traces if not trace.quiet] or list(self._traces)
        if len(loud) > 2:  # no room for all: what was held out counts
            loud = [trace for trace in loud if not trace.dashed]
        if place is None:
            place = round(max((trace.x[-1] for trace in loud if trace.x), default=0))
        words = []
        for trace in loud:
            at = [y for x, y in zip(trace.x, trace.y, strict=True) if round(x) == place]
            if at and math.isfinite(at[0]):
                words.append(f"{trace.name} {at[0]:.3f}")
        shown = " · ".join([f"{self._unit} {place}", *words]) if words else ""
        self.read_out.setText(shown or tr("after the first epoch"))
        self.setAccessibleDescription(shown or tr("nothing yet"))


def _pen(
    theme: Theme, colour: ColourName, *, dashed: bool, width: float, alpha: float = 1.0
) -> QPen:
    pen: QPen = pg.mkPen(theme.colour(colour, alpha), width=width)
    if dashed:
        pen.setDashPattern([3.0, 2.5])
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if not dashed else Qt.PenCapStyle.FlatCap)
    return pen
