"""The window's one frame: header, places, pages, the playing song, the status line."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.models.review import ReviewModel
from app.models.tracks import TrackTableModel
from app.theme import Theme
from app.views.header import Header
from app.views.library_page import LibraryPage
from app.views.live_bar import LiveBar
from app.views.map_page import MapPage
from app.views.map_panel import MapPanel
from app.views.notices import Notices
from app.views.review_page import ReviewPage
from app.views.sidebar import Sidebar
from app.widgets.pages import LowPages, Pages
from app.widgets.progress_strip import ProgressStrip
from app.widgets.quick_bar import QuickBar

if TYPE_CHECKING:
    from app.views.guide_page import GuidePage
    from app.views.journey_page import JourneyPage
    from app.views.now_playing import NowPlaying
    from app.views.queue_panel import QueuePanel
    from app.views.settings.page import SettingsPage
    from app.views.training.page import TrainingPage

    LatePage = GuidePage | JourneyPage | SettingsPage | TrainingPage

#: The playing song's height, and the least and the most of the window that it takes, until the user
#: draws the line.
_FOOT_HEIGHT, _LEAST_SHARE, _MOST_SHARE = 304, 0.3, 0.42
_FOOT_LEAST = 236
#: From this width on the places and the queue stand beside the table at once.
_WIDE = 1200


class _Foot(QWidget):
    """The playing song, and the map beside it, which needs no room."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame

    def minimumSizeHint(self) -> QSize:
        if "now_playing" not in self._frame.__dict__:
            return QSize(0, _FOOT_LEAST)
        song = self._frame.now_playing
        return QSize(song.minimumSizeHint().width(), max(song.card.least_height(), _FOOT_LEAST))


class Frame(QWidget):
    """All views in their places. ``show_page`` takes "library", "map", "journey", "review",
    "training", "guide" or "settings".

    ``models`` is the folder of the user's own models. ``large_changed``: whether the playing song
    has the whole window now.
    """

    large_changed = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        tracks: TrackTableModel,
        review: ReviewModel,
        models: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._models = models
        self.setProperty("surface", "ground")
        self.header = Header(theme)
        self.sidebar = Sidebar(theme)
        self.tracks = tracks
        self.library = LibraryPage(theme, tracks)
        self.review = ReviewPage(theme, review)
        self.map = MapPage(theme)
        self.small_map = MapPanel(theme)
        self.quick = QuickBar(theme)
        self.live = LiveBar(theme)
        self.strip = ProgressStrip(theme)
        self._pages: dict[str, QWidget] = {
            "library": self.library, "map": self.map, "review": self.review
        }  # fmt: skip
        self._late: list[LatePage] = []
        self.pages = Pages(*self._pages.values())
        self._room = LowPages(self.pages)
        self.notices = Notices(theme, self._room)
        self.theme = theme
        self._foot = self._make_foot()
        self._lay_out()
        self._foot.hide()

    def _make_foot(self) -> QWidget:
        foot = _Foot(self)
        foot.setProperty("surface", "panel")
        foot.setProperty("edge", "top")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(foot)
        self._row.setContentsMargins(0, 1, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.small_map)
        return foot

    def _lay_out(self) -> None:
        middle = self._upper = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(self._room, 1)
        self._middle = row
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(middle)
        self.splitter.addWidget(self._foot)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.splitterMoved.connect(self._keep_foot)
        self._escape = QShortcut(QKeySequence("Esc"), self, lambda: self.set_large(False))
        self._escape.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.live)
        column.addWidget(self.quick)
        column.addWidget(self.strip)

    @cached_property
    def now_playing(self) -> NowPlaying:
        """The playing song. Made when it is first asked for: its plot takes a while to load."""
        from app.views.now_playing import NowPlaying

        view = NowPlaying(self.theme)
        self._row.insertWidget(0, view, 1)
        return view

    def add_page(self, place: str, page: LatePage) -> None:
        """One more page, made when it was first asked for."""
        self._late.append(page)
        self._pages[place] = page
        self.pages.addWidget(page)

    def add_queue(self, panel: QueuePanel) -> None:
        """The queue stands beside the pages, once it was asked for."""
        self._queue = panel
        self._middle.addWidget(panel)

    def show_queue(self, shown: bool) -> None:
        """Show the queue or hide it."""
        if self._queue is not None:
            if shown:
                self.set_large(False)
            self._queue.setVisible(shown)
        self.header.queue_button.setChecked(shown)
        self._fit_queue()

    def _fit_queue(self) -> None:
        """On narrow windows the table has room beside one of the two only."""
        has_queue = self._queue is not None and self._queue.isVisibleTo(self)
        self.sidebar.setVisible(not has_queue or self.width() >= self.theme.px(_WIDE))
        self.sidebar.fit(self.width())
        if self._queue is not None:
            self._queue.fit(self.width())

    _queue: QueuePanel | None = None

    @cached_property
    def training(self) -> TrainingPage:
        """The training page, made when it is first opened."""
        from app.views.training.page import TrainingPage

        page = TrainingPage(self.theme, self._models)
        self.add_page("training", page)
        return page

    @cached_property
    def journey(self) -> JourneyPage:
        """The page of journeys, made when it is first opened."""
        from app.views.journey_page import JourneyPage

        page = JourneyPage(self.theme)
        self.add_page("journey", page)
        return page

    @cached_property
    def guide(self) -> GuidePage:
        """The user guide, made when it is first opened."""
        from app.views.guide_page import GuidePage

        page = GuidePage(self.theme)
        self.add_page("guide", page)
        return page

    def set_theme(self, theme: Theme) -> None:
        """Repaint everything in another look."""
        self.theme = theme
        for view in (
            self.header, self.sidebar, self.library, self.review, self.map, self.small_map,
            self.quick, self.live, self.strip, self.notices.bar, *self._late,
        ):  # fmt: skip
            view.set_theme(theme)
        if "now_playing" in self.__dict__:
            self.now_playing.set_theme(theme)
        if self._queue is not None:
            self._queue.set_theme(theme)
        self._fit_queue()
        self._fit_map()

    def show_page(self, place: str) -> None:
        """Turn to a page; a playing song that was large makes room."""
        self.set_large(False)
        self.pages.setCurrentWidget(self._pages[place])
        self.sidebar.select_place(place)
        self.header.review_button.setVisible(place != "review")  # the page has its own
        self._fit_map()
        if place not in ("library", "map"):
            self.quick.hide()
        self.notices.bar.raise_()

    @property
    def page(self) -> str:
        """The page that is shown."""
        current = self.pages.currentWidget()
        return next(place for place, page in self._pages.items() if page is current)

    def show_foot(self, shown: bool) -> None:
        """Show the playing song, once there is one."""
        if not shown:
            self.set_large(False)
        if shown != self._foot.isVisibleTo(self):
            self._foot.setVisible(shown)
            self._fit_foot()

    def set_large(self, large: bool) -> None:
        """Give the playing song the whole window, or the pages their room back."""
        large = large and self._foot.isVisibleTo(self)
        self._upper.setHidden(large)
        self.header.setHidden(large)
        self._escape.setEnabled(large)
        if large and not self._is_large:
            self._focused = QApplication.focusWidget()
            self.now_playing.plot.setFocus()
        elif self._is_large and not large and self._focused is not None:
            self._focused.setFocus()
        self._is_large = large
        self.large_changed.emit(large)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_foot()
        self._fit_queue()
        self.small_map.fit()
        self._fit_map()

    def _fit_foot(self) -> None:
        if not self._foot_is_kept:
            height = self.splitter.height()
            foot = max(min(_FOOT_HEIGHT, round(height * _MOST_SHARE)), round(height * _LEAST_SHARE))
            self.splitter.setSizes([max(height - foot, 1), foot])

    def _fit_map(self) -> None:
        """The map beside the song makes room where the window is narrow for its text."""
        room = self.width() - self._foot.minimumSizeHint().width()
        fits = room >= self.small_map.minimumWidth()
        self.small_map.setVisible(fits and self.page != "map")

    def _keep_foot(self) -> None:
        self._foot_is_kept = True

    _is_large = False
    _focused: QWidget | None = None
    _foot_is_kept = False  # the user has drawn the line
