"""The large map as it is painted: cloud or dots, titles, crates, the selection, axes, legend."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from app.engine_words import engine_word
from app.i18n import mark, tr
from app.theme import MEDIUM, RADIUS, Theme
from app.widgets.map_colours import Colouring
from app.widgets.map_density import density
from app.widgets.map_space import MapSpace, Places
from app.widgets.painting import CENTRE, LEFT, RIGHT, draw_text, fill_round, text_width
from mer_core.library.map_songs import MapSongs

#: Up to so many songs in view are dots of their own; up to so many have a title.
_MOST_DOTS, _MOST_TITLES = 3000, 120
_MOST_RINGS = 400
#: The corners are named while at least so much of the plane is in view.
_WHOLE = 0.6
_NONE = np.zeros(0, np.int64)
#: What the corners of the plane of valence and arousal are called.
_CORNERS = {
    (0, 0): mark("tense"),
    (1, 0): mark("exuberant"),
    (0, 1): mark("sad"),
    (1, 1): mark("calm"),
}


class MapPicture:
    """What is shown; ``space`` says where."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.space = MapSpace()
        self.songs: MapSongs | None = None
        self.colouring = Colouring((), (), _NONE)
        self.axes = ("valence", "arousal")
        self.ends = ((0.0, 1.0), (0.0, 1.0))
        self.is_spread = False
        self.chosen: Places = _NONE
        self.trail = ""
        self.cursor: int | None = None
        self.playing: int | None = None
        self.region: list[QPointF] = []
        self.path: list[tuple[float, float]] = []
        self._layer: tuple[tuple[object, ...], QPixmap, Places, tuple[object, ...]] | None = None

    def paint(self, painter: QPainter, *, focused: bool) -> None:
        """Draw everything."""
        hints = QPainter.RenderHint
        painter.setRenderHints(hints.Antialiasing | hints.SmoothPixmapTransform)
        area = self.space.area
        fill_round(painter, area, RADIUS, self.theme.colour("plot"))
        painter.save()
        painter.setClipRect(area)
        self._paint_zeros(painter)
        if self.songs is not None and len(self.songs):
            layer, seen = self._songs_layer(painter.device().devicePixelRatioF())
            painter.drawPixmap(area.topLeft(), layer)
            self._paint_trail(painter)
            self._paint_path(painter)
            self._paint_rings(painter)
            corners = [box for box, *_ in self._corners()]
            self._paint_titles(painter, seen, [*corners, *self._paint_middles(painter)])
        for box, word, align in self._corners():
            ink = self.theme.colour("dim")
            draw_text(painter, box, word, font=self.theme.font(12), colour=ink, align=align)
        if len(self.region) > 1:
            painter.setPen(QPen(self.theme.colour("accent"), 1.5))
            painter.setBrush(self.theme.colour("accent", 0.12))
            painter.drawPolygon(QPolygonF(self.region))
        painter.restore()
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("accent"), 1.5))
            painter.drawRoundedRect(area.adjusted(0.75, 0.75, -0.75, -0.75), RADIUS, RADIUS)
        self._paint_scale(painter)

    # Songs

    def _songs_layer(self, ratio: float) -> tuple[QPixmap, Places]:
        """The songs by themselves, kept while the view stays: the playing one moves over them."""
        space = self.space
        shown = (space.x, space.y, self.colouring)
        key = (space.area.getRect(), space.window.getRect(), ratio, *map(id, shown))
        if self._layer is None or self._layer[0] != key:
            layer = QPixmap((space.area.size() * ratio).toSize())
            layer.setDevicePixelRatio(ratio)
            layer.fill(Qt.GlobalColor.transparent)
            painter = QPainter(layer)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-space.area.topLeft())
            seen = space.seen()
            self._paint_songs(painter, seen)
            painter.end()
            # What was shown is kept, or another one might get its id.
            self._layer = (key, layer, seen, shown)
        return self._layer[1], self._layer[2]

    def _paint_songs(self, painter: QPainter, seen: Places) -> None:
        groups = self.colouring.group_of[seen]
        if len(seen) > _MOST_DOTS:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            crowd = density(self.space, seen, groups, self.colouring.colours)
            painter.drawImage(self.space.area, crowd)
            return
        radius = 2.5 if len(seen) > 400 else 4.0
        x, y = self.space.pixels(seen)
        for group in np.unique(groups).tolist():
            here = np.flatnonzero(groups == group)
            pen = QPen(self.colouring.colours[group], 2 * radius)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            dots = zip(x[here].tolist(), y[here].tolist(), strict=True)
            painter.drawPoints([QPointF(*dot) for dot in dots])

    def _paint_rings(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.colour("text", 0.8), 1.2))
        if len(self.chosen) > _MOST_RINGS:
            shown = self.chosen[np.isin(self.chosen, self.space.seen(), assume_unique=True)]
            groups = np.zeros(len(shown), np.int64)
            crowd = density(self.space, shown, groups, [self.theme.colour("text")])
            painter.drawImage(self.space.area, crowd)
        else:
            for point in self._points(self.chosen):
                painter.drawEllipse(point, 5.5, 5.5)
        if self.playing is not None:
            for point in self._points(np.array([self.playing])):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.theme.colour("accent", 0.25))
                painter.drawEllipse(point, 14, 14)
                painter.setPen(QPen(self.theme.colour("knob"), 2))
                painter.setBrush(self.theme.colour("accent"))
                painter.drawEllipse(point, 6.5, 6.5)
        if self.cursor is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("accent"), 2))
            for point in self._points(np.array([self.cursor])):
                painter.drawEllipse(point, 9, 9)

    def _points(self, places: Places) -> list[QPointF]:
        x, y = self.space.pixels(places)
        here = np.isfinite(x) & np.isfinite(y)
        pairs = zip(x[here].tolist(), y[here].tolist(), strict=True)
        return [QPointF(*pair) for pair in pairs]

    def _paint_path(self, painter: QPainter) -> None:
        """The way of the song below over the plane; its end is where it is now."""
        if self.axes != ("valence", "arousal") or self.is_spread or len(self.path) < 2:
            return
        (left, right), (low, high) = self.ends
        points = [
            self.space.pixel((v - left) / (right - left), (a - low) / (high - low))
            for v, a in self.path
        ]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.colour("text", 0.6), 1.4))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(self.theme.colour("knob"), 2))
        painter.setBrush(self.theme.point_colour(*self.path[-1]))
        painter.drawEllipse(points[-1], 5, 5)

    # Titles

    def _paint_titles(self, painter: QPainter, seen: Places, taken: list[QRectF]) -> None:
        """The cursor's always; all others where the view is near enough, none over another."""
        assert self.songs is not None
        near = seen[:_MOST_TITLES] if len(seen) <= _MOST_TITLES else seen[:0]
        first = [] if self.cursor is None else [self.cursor]
        for index in [*first, *(n for n in near.tolist() if n != self.cursor)]:
            points = self._points(np.array([index]))
            if not points:
                continue
            is_cursor = index == self.cursor
            box = self._title_box(points[0], self._title(index, is_cursor))
            if is_cursor or not any(box.intersects(other) for other in taken):
                taken.append(box)
                self._paint_title(painter, box, self._title(index, is_cursor), is_cursor)

    def _title(self, index: int, is_cursor: bool) -> str:
        assert self.songs is not None
        title, artist = self.songs.titles[index], self.songs.artists[index]
        if not is_cursor:
            return title
        return " · ".join(filter(None, (title, artist, self.colouring.names[self._group(index)])))

    def _group(self, index: int) -> int:
        return int(self.colouring.group_of[index])

    def _title_box(self, point: QPointF, text: str) -> QRectF:
        width = min(text_width(self.theme.font(12, MEDIUM), text[:200]) + 12, self.theme.px(320))
        box = QRectF(point.x() + 9, point.y() - 10, width, self.theme.px(20))
        if box.right() > self.space.area.right():
            box.moveRight(point.x() - 9)
        return box

    def _paint_title(self, painter: QPainter, box: QRectF, text: str, is_cursor: bool) -> None:
        if is_cursor:
            fill_round(painter, box, 5, self.theme.colour("raised"))
        inner = box.adjusted(6, 0, -4, 0)
        ink = self.theme.colour("text" if is_cursor else "dim")
        draw_text(painter, inner, text, font=self.theme.font(12, MEDIUM), colour=ink)

    # Crates

    def _paint_middles(self, painter: QPainter) -> list[QRectF]:
        """The middle of all songs and of each crate; their names' boxes, none over another."""
        assert self.songs is not None
        ink, taken = self.theme.colour("text"), list[QRectF]()
        crates = {name: songs for name, songs in self.songs.crates.items() if len(songs) > 1}
        for name, songs in ((tr("Middle"), np.arange(len(self.songs))), *crates.items()):
            x, y = self.space.x[songs], self.space.y[songs]
            known = np.isfinite(x) & np.isfinite(y)
            if not known.any():
                continue
            middle = self.space.pixel(float(x[known].mean()), float(y[known].mean()))
            for width, colour in ((4.5, self.theme.colour("plot")), (1.5, ink)):
                painter.setPen(QPen(colour, width))
                painter.drawLine(middle + QPointF(-6, 0), middle + QPointF(6, 0))
                painter.drawLine(middle + QPointF(0, -6), middle + QPointF(0, 6))
            box = self._title_box(middle + QPointF(0, -14), name)
            if not any(box.intersects(other) for other in taken):
                taken.append(box)
                fill_round(painter, box, 5, self.theme.colour("panel", 0.8))
                inner = box.adjusted(6, 0, -4, 0)
                draw_text(painter, inner, name, font=self.theme.font(11), colour=ink)
        return taken

    def _paint_trail(self, painter: QPainter) -> None:
        """From song to song of the chosen crate, each with its number."""
        assert self.songs is not None
        points = self._points(self.songs.crates.get(self.trail, _NONE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        font, ink = self.theme.font(11, MEDIUM), self.theme.colour("text")
        for width, colour in ((4.0, self.theme.colour("plot", 0.7)), (1.5, ink)):
            painter.setPen(QPen(colour, width))
            painter.drawPolyline(QPolygonF(points))
        for number, point in enumerate(points[:99], 1):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("panel"))
            painter.drawEllipse(point, 9, 9)
            box = QRectF(point.x() - 10, point.y() - 8, 20, 16)
            draw_text(painter, box, str(number), font=font, colour=ink, align=CENTRE)

    # Axes

    def _zeros(self) -> Iterator[tuple[bool, float]]:
        """Where an axis passes zero: (it is the x axis, its pixel)."""
        for is_x, (low, high) in zip((True, False), self.ends, strict=True):
            if not self.is_spread and low < 0 < high:
                share = -low / (high - low)
                pixel = self.space.pixel(share, share)
                yield is_x, round(pixel.x() if is_x else pixel.y()) + 0.5

    def _paint_zeros(self, painter: QPainter) -> None:
        area = self.space.area
        painter.setPen(QPen(self.theme.colour("line"), 1))
        for is_x, at in self._zeros():
            if is_x:
                painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()))
            else:
                painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at))

    def _corners(self) -> Iterator[tuple[QRectF, str, Qt.AlignmentFlag]]:
        """What the corners of the whole plane are called, and where that stands."""
        if self.axes != ("valence", "arousal") or self.space.window.width() < _WHOLE:
            return
        height = self.theme.px(20)
        row = self.space.area.adjusted(10, 4, -10, -4)
        for (right, down), word in _CORNERS.items():
            top = row.bottom() - height if down else row.top()
            width = text_width(self.theme.font(12), tr(word)) + 1
            left = row.right() - width if right else row.left()
            yield QRectF(left, top, width, height), tr(word), RIGHT if right else LEFT

    def _paint_scale(self, painter: QPainter) -> None:
        """Below the plane: what its axes are, and what its colours mean."""
        area, font = self.space.area, self.theme.font(11)
        foot = QRectF(area.left() + 4, area.bottom() + 4, area.width() - 8, self.theme.px(18))
        across, up = map(engine_word, self.axes)
        words = f"{across} →   {up} ↑" + ("   " + tr("by rank") if self.is_spread else "")
        draw_text(painter, foot, words, font=font, colour=self.theme.colour("dim"))
        left = foot.left() + text_width(font, words) + 28
        right = foot.right()
        for name, colour in reversed(self._fitting(right - left)):
            width = min(text_width(font, name), self.theme.px(120))
            box = QRectF(right - width, foot.top(), width, foot.height())
            draw_text(painter, box, name, font=font, colour=self.theme.colour("dim"))
            self._paint_swatch(painter, QPointF(box.left() - 9, box.center().y()), colour)
            right = box.left() - 28

    def _fitting(self, room: float) -> list[tuple[str, QColor]]:
        """As many groups as have room, the first first."""
        fitting = []
        for name, colour in self.colouring.legend if self.songs is not None else ():
            room -= min(text_width(self.theme.font(11), name), self.theme.px(120)) + 28
            if room < 0:
                break
            fitting.append((name, colour))
        return fitting

    def _paint_swatch(self, painter: QPainter, centre: QPointF, colour: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(centre, 4, 4)
