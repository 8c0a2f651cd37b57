"""The song plot's stage: the lanes one under the other, the playhead over them, the time axis."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.accessible import CHART
from app.i18n import tr
from app.theme import ColourName, Theme
from app.widgets.curve_lane import CurveLane
from app.widgets.gutter import Gutter
from app.widgets.lanes import AxisLane, Lane, RibbonLane
from app.widgets.mel_lane import MelLane
from app.widgets.playhead import LoopMark, Playhead
from app.widgets.plot_actions import PlotActions
from app.widgets.plot_readings import Badge, Readings
from app.widgets.song_marks import SongMarks
from app.widgets.time_view import TimeCanvas, TimeView
from app.widgets.wave_lane import WaveLane
from app.widgets.wording import hertz

_RIGHT = 6
_TOP = 12
_GAP = 9
#: The first three always; the others where the picture is high enough.
_FREQUENCIES = (100.0, 1000.0, 8000.0, 500.0, 250.0, 2000.0, 4000.0)
_WORD_PX = 18
_INKS: dict[str, ColourName] = {
    "valence": "valence_text", "arousal": "arousal_text", "tension": "tension_text",
}  # fmt: skip


class PlotStage(QWidget):
    """Lays the lanes out, shows one span of time in all of them, and moves the playhead."""

    accessible_role = CHART

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._position_s = 0.0
        self._following = True
        self._looped: tuple[float, float] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._build(theme)

    def _describe(self) -> None:
        """Say in words what is drawn."""
        raise NotImplementedError

    def _build(self, theme: Theme) -> None:
        self.view = TimeView()
        self.canvas = TimeCanvas(self.view)
        self.canvas.setAccessibleName(tr("Song timeline picture"))
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._mel = MelLane(theme, self.view)
        self._wave = WaveLane(theme, self.view)
        self._curves = CurveLane(theme, self.view)
        self._ribbon = RibbonLane(theme, self.view)
        self._axis = AxisLane(theme, self.view)
        self._playhead = Playhead(theme, self.view)
        self._readings = Readings(theme, self.view, self._describe)
        self._loop = LoopMark(theme, self.view)
        self.marks = SongMarks(theme, self.view, self)
        self._gutter = Gutter(theme, (tr("valence"), tr("arousal"), tr("tension")))
        self.looks = PlotActions(self._mel, self._curves, self)
        self._badge = Badge(theme, self.view, self.looks.reset)
        self.canvas.scene().addItem(self._gutter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas)

    @property
    def _lanes(self) -> tuple[Lane, ...]:
        return (self._mel, self._wave, self._curves, self._ribbon, self._axis)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.canvas.setBackground(theme.colour("panel"))
        for lane in self._lanes:
            lane.set_theme(theme)
        self._playhead.set_look(theme)
        self._readings.set_theme(theme)
        self._gutter.theme = self._loop.theme = self._badge.theme = theme
        self.marks.set_theme(theme)
        self._place_lanes()
        self.canvas.viewport().update()

    @property
    def theme(self) -> Theme:
        """Its look."""
        return self._theme

    def paint_still(self, painter: QPainter) -> None:
        """Paint what is shown, without playhead and pointer, as if none of it were played yet."""
        self._wave.set_played(0.0)
        shown = [item for item in (self._playhead, self._readings.hover) if item.isVisible()]
        for item in shown:
            item.hide()
        box = QRectF(0, 0, self.width(), self.height())
        self.canvas.scene().render(painter, box, box)
        for item in shown:
            item.show()
        self._move_playhead()

    def set_position(self, time_s: float) -> None:
        """Move the playhead; cheap enough for every frame."""
        was_visible = self._is_visible(self._position_s)
        self._position_s = time_s
        follows = self._following and not self.looks.freeze.isChecked()
        if follows and was_visible and not self._is_visible(time_s):
            self._turn_page()
        self._move_playhead()

    def set_following(self, following: bool) -> None:
        """Turn the page when the playhead leaves a zoomed view, until the user pans away."""
        self._following = following
        if following and not self._is_visible(self._position_s):
            self._turn_page()
            self._move_playhead()

    def set_loop(self, span: tuple[float, float] | None) -> None:
        """Mark the seconds from ``span``'s first to its second as heard again and again."""
        self._looped = span
        self._place_loop()

    def x_in_widget(self, time_s: float) -> float:
        """Where a time stands, in this widget's pixels, within it."""
        x = float(self.view.mapToScene(QPointF(self.view.x_of(time_s), 0)).x())
        return min(max(x, 0.0), float(self.width()))

    def _place_loop(self) -> None:
        self._loop.setVisible(self._looped is not None)
        if self._looped is not None:
            room = QRectF(0, _TOP, self.view.width(), self._ribbon.box.bottom() - _TOP)
            left, right = (
                min(max(self.view.x_of(time_s), 0.0), room.width()) for time_s in self._looped
            )
            self._loop.place(left, right, room)

    def fit(self) -> None:
        """Show the whole song."""
        self.view.fit()

    def span(self) -> tuple[float, float]:
        """The seconds shown, first and last."""
        return self.view.span()

    def _is_visible(self, time_s: float) -> bool:
        start_s, end_s = self.view.span()
        return start_s <= time_s <= end_s

    def _turn_page(self) -> None:
        start_s, end_s = self.view.span()
        length = end_s - start_s
        first = min(max(self._position_s - 0.1 * length, 0.0), self.view.duration_s - length)
        self.view.setXRange(first, first + length, padding=0)

    def _move_playhead(self) -> None:
        x = self.view.x_of(self._position_s)
        self._playhead.setVisible(-1 <= x <= self.view.width() + 1)
        if self._playhead.x() != x:
            self._playhead.setX(x)
        self._wave.set_played(x)
        values = {axis: self._curves.value_at(axis, self._position_s) for axis in CurveLane.AXES}
        self._playhead.set_dots(
            {axis: self._curves.y_of(v) for axis, v in values.items() if v is not None}
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_lanes()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(900), self._theme.px(284))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(200))

    def _place_lanes(self) -> None:
        width, height = self.width(), self.height()
        left = self._gutter.width()
        self.canvas.scene().setSceneRect(0, 0, width, height)
        self.view.setGeometry(QRectF(left, 0, max(width - left - _RIGHT, 10), max(height, 10)))
        ribbon, axis = self._theme.px(15), self._theme.px(20)
        free = max(height - _TOP - ribbon - axis - 3 * _GAP, 60)
        heights = (free * 0.5, free * 0.16, free * 0.34, ribbon, axis)
        y = float(_TOP)
        for lane, lane_height in zip(self._lanes, heights, strict=True):
            lane.place(QRectF(0, round(y), self.view.width(), round(lane_height)))
            y += lane_height + (_GAP if lane is not self._ribbon else 0)
        foot = self._ribbon.box.bottom() + 3
        self._playhead.set_height(foot)
        self._readings.place(foot)
        self._show_span()
        self._write_gutter()
        self._badge.show_words(self.looks.words(), self._mel.box)

    def _show_span(self) -> None:
        for lane in self._lanes:
            lane.show_span(*self.view.span())
        self._place_loop()
        self.marks.place(self._ribbon.box.bottom() + 3)
        self._readings.place(self._ribbon.box.bottom() + 3)
        self._move_playhead()

    def _write_gutter(self) -> None:
        words: list[tuple[str, float, ColourName]] = []
        for frequency in _FREQUENCIES:
            y = self._mel.y_of(frequency)
            room = self._theme.px(_WORD_PX)
            if y is not None and all(abs(y - other) >= room for _, other, _ in words):
                words.append((hertz(frequency), y, "faint"))
        words += [(tr(axis), y, _INKS[axis]) for axis, y in self._names_of_curves().items()]
        hidden = {tr(axis) for axis in self._curves.hidden}
        self._gutter.set_words(words, self.height(), hidden)

    def _names_of_curves(self) -> dict[str, float]:
        """The y of each curve's name. Only what is drawn has a name, but two that were always
        there are struck out.
        """
        box, names = self._curves.box, ["valence", "arousal"]
        names += ["tension"] if "tension" in self._curves.shown else []
        shares = (0.22, 0.72) if len(names) == 2 else (0.17, 0.5, 0.83)
        return {
            name: box.top() + box.height() * share
            for name, share in zip(names, shares, strict=True)
        }
