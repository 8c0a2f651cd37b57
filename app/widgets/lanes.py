"""The song plot's lanes as items in the view's pixels; the ribbon and the time axis."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.theme import MEDIUM, Theme, mood_glyph, mood_word
from app.widgets.painting import CENTRE, LEFT, draw_text, fill_round, text_width
from app.widgets.wording import clock
from mer_core.emotion import EmotionCurve


class Lane(QGraphicsItem):
    """A strip of the plot: a place in pixels, a span in seconds, and a picture of itself.

    The picture is painted once per place, span and look (``render``) and then only copied, which is
    what makes a moving playhead cheap.
    """

    def __init__(self, theme: Theme, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.theme = theme
        self.box = QRectF()
        self.start_s, self.end_s = 0.0, 1.0
        self._pictures: dict[str, QPixmap] = {}
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self.theme = theme
        self.rebuild()

    def place(self, box: QRectF) -> None:
        """Move to ``box``, in the view's pixels."""
        self.prepareGeometryChange()
        self.box = box
        self.rebuild()

    def show_span(self, start_s: float, end_s: float) -> None:
        """Show other seconds."""
        self.start_s, self.end_s = start_s, end_s
        self.rebuild()

    def rebuild(self) -> None:
        """Forget the picture; subclasses recompute here what depends on place or span."""
        self._pictures.clear()
        self.update()

    def x_of(self, time_s: float) -> float:
        """The x of a time, in the view's pixels."""
        share = (time_s - self.start_s) / max(self.end_s - self.start_s, 1e-9)
        return self.box.x() + share * self.box.width()

    def boundingRect(self) -> QRectF:
        return self.box

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        exposed = option.exposedRect.adjusted(-1, -1, 1, 1) & self.box
        if not exposed.isEmpty():
            self.copy(painter, exposed)

    def copy(self, painter: QPainter, exposed: QRectF, kind: str = "") -> None:
        """Copy the exposed part of the picture, painting it first where it is not known."""
        ratio = painter.device().devicePixelRatioF()
        picture = self._pictures.get(kind)
        if picture is None or picture.devicePixelRatioF() != ratio:
            picture = self._pictures[kind] = self._picture(ratio, kind)
        part = QRectF(exposed.topLeft() - self.box.topLeft(), exposed.size())
        source = QRectF(part.topLeft() * ratio, part.size() * ratio)
        painter.drawPixmap(exposed, picture, source)

    def _picture(self, ratio: float, kind: str) -> QPixmap:
        picture = QPixmap((self.box.size() * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self.box.topLeft())
        self.render(painter, kind)
        painter.end()
        return picture

    def render(self, painter: QPainter, kind: str) -> None:
        """Paint the whole lane, in the view's pixels; ``kind`` tells apart several pictures."""
        raise NotImplementedError


class RibbonLane(Lane):
    """The moods over time as coloured segments: a word where there is room, else the glyph."""

    def __init__(self, theme: Theme, parent: QGraphicsItem) -> None:
        super().__init__(theme, parent)
        self._segments: list[tuple[str, float, float]] = []

    def set_curve(self, curve: EmotionCurve | None) -> None:
        """Merge equal neighbours of the curve's moods into segments."""
        self._segments = []
        if curve is not None:
            step = 0
            for name, group in groupby(curve.moods):
                first, step = step, step + sum(1 for _ in group)
                start_s = curve.start_s + first * curve.step_s
                self._segments.append((name, start_s, curve.start_s + step * curve.step_s))
        self.rebuild()

    def render(self, painter: QPainter, kind: str) -> None:
        for name, start_s, end_s in self._segments:
            first = max(self.x_of(start_s), self.box.left() - 8)
            last = min(self.x_of(end_s), self.box.right() + 8)
            if last > self.box.left() and first < self.box.right():
                room = QRectF(first, self.box.y(), max(last - first - 2, 1.0), self.box.height())
                self._paint_segment(painter, room, name)

    def _paint_segment(self, painter: QPainter, room: QRectF, name: str) -> None:
        fill_round(painter, room, 3, self.theme.mood_colour(name))
        ink = self.theme.on_mood(name)
        font = self.theme.font(11, MEDIUM)
        word = mood_word(name)
        if room.width() >= text_width(font, word) + 14:
            draw_text(painter, room.adjusted(7, 0, 0, 0), word, font=font, colour=ink, align=LEFT)
        elif room.width() >= 14:
            box = QRectF(0, 0, 7, 7)
            box.moveCenter(room.center())
            painter.fillPath(mood_glyph(name, box), ink)


class AxisLane(Lane):
    """The time axis: words at round times, none too close to the next."""

    _STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)

    def render(self, painter: QPainter, kind: str) -> None:
        span = max(self.end_s - self.start_s, 1e-9)
        wanted = 90.0 / max(self.box.width(), 1.0) * span
        step = next((s for s in self._STEPS if s >= wanted), self._STEPS[-1])
        font, ink = self.theme.font(11), self.theme.colour("faint")
        number = int(np.ceil(self.start_s / step - 1e-6))
        while number * step <= self.end_s + 1e-6:
            text = clock(number * step + 1e-6, tenths=step < 1)
            width = text_width(font, text) + 2
            x = self.x_of(number * step)
            x = min(max(x - width / 2, self.box.left()), self.box.right() - width)
            area = QRectF(x, self.box.y(), width, self.box.height())
            draw_text(painter, area, text, font=font, colour=ink, align=CENTRE)
            number += 1
