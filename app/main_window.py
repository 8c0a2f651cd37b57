"""The main window: makes the parts and connects them in one block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow

from app.actions.analysis import AnalysisActions
from app.actions.correcting import CorrectionActions
from app.actions.covers import Covers
from app.actions.crates import CrateActions
from app.actions.errors import Errors
from app.actions.gentle import Gentle
from app.actions.handover import HandoverActions
from app.actions.history import History
from app.actions.holdings import HoldingActions
from app.actions.journey import JourneyActions
from app.actions.layouts import Layouts
from app.actions.library import LibraryActions
from app.actions.like import LikeActions
from app.actions.looping import SectionLoop
from app.actions.markers import MarkerActions
from app.actions.models import ModelActions
from app.actions.picture import PictureActions
from app.actions.playing import PlayingActions
from app.actions.preferences import Preferences
from app.actions.rating import RatingActions
from app.actions.sessions import SessionActions
from app.actions.sleep import SleepTimer
from app.actions.tagging import TagActions
from app.actions.training import TrainingActions
from app.actions.watching import WatchActions
from app.connections import connect, connect_playing, serve_desktop
from app.dragging import dropped_files
from app.i18n import speak
from app.jobs import AnalysisProcess, Jobs, ListeningProcess
from app.models.review import ReviewModel
from app.models.tracks import TrackTableModel
from app.placing import place
from app.playback.player import NullPlayer, Player, make_player
from app.theme import app_icon
from app.timers import make_timer
from app.views.commands import Commands
from app.views.compare_presenter import ComparePresenter
from app.views.correction_presenter import CorrectionPresenter
from app.views.crates_presenter import CratesPresenter
from app.views.frame import Frame
from app.views.handover_presenter import HandoverPresenter
from app.views.help_presenter import HelpPresenter
from app.views.journey_presenter import JourneyPresenter
from app.views.layout_presenter import LayoutPresenter
from app.views.library_presenter import LibraryPresenter
from app.views.like_presenter import LikePresenter
from app.views.live_presenter import LivePresenter
from app.views.map_presenter import MapPresenter
from app.views.marker_presenter import MarkerPresenter
from app.views.menu_presenter import MenuPresenter
from app.views.mini_presenter import MiniPresenter
from app.views.model_presenter import ModelPresenter
from app.views.now_playing_presenter import NowPlayingPresenter
from app.views.profile_presenter import ProfilePresenter
from app.views.queue_presenter import QueuePresenter
from app.views.rating_presenter import RatingPresenter
from app.views.review_presenter import ReviewPresenter
from app.views.session_presenter import SessionPresenter
from app.views.settings.page_presenter import SettingsPagePresenter
from app.views.settings.presenter import SettingsPresenter, put_on
from app.views.tips_presenter import TipsPresenter
from app.views.training.presenter import TrainingPresenter
from app.views.welcome_presenter import WelcomePresenter
from mer_core.paths import AppPaths
from mer_core.workflows.holdings import delete_all

if TYPE_CHECKING:
    from app.actions.mpris import Mpris

_BEGIN_AT_LAST_MS = 400


class MainWindow(QMainWindow):
    """Moodline's window over the folders of ``paths``; ``look`` overrules the chosen theme.

    ``usable``: the first search has been answered.
    """

    usable = Signal()

    def __init__(
        self,
        paths: AppPaths,
        *,
        look: str = "",
        size: tuple[int, int] = (1440, 900),
        player: Player | None = None,
    ) -> None:
        super().__init__()
        self.paths = paths
        self.errors = Errors(paths.logs, self)
        self.preferences = Preferences(paths.settings, self)
        speak(self.preferences.settings.language)
        self.jobs = Jobs(self)
        self.process = AnalysisProcess(paths.library, paths.logs / "analysis.log", parent=self)
        self.player = player if player is not None else make_player(parent=self)
        self.track_model = TrackTableModel(self)
        self.review_model = ReviewModel(self)
        theme = put_on(look or self.preferences.settings.theme, self.preferences.settings)
        self.frame = Frame(theme, self.track_model, self.review_model, paths.models)
        self.commands = Commands(self)
        self._make_actions()
        self.settings = SettingsPresenter(
            self.frame, self.commands, self.preferences, self.player, self.library_actions,
            self.watch_actions, look, self,
        )  # fmt: skip
        self.setCentralWidget(self.frame)
        self.setWindowTitle("Moodline")
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.frame.header.set_menu(self.commands.menu)
        connect(self)
        self._restore(size)
        self.settings.apply(self.preferences.settings)
        self.profiles.load()
        self.errors.install()
        self._begin_at_last = make_timer(self, _BEGIN_AT_LAST_MS, self._begin, once=True)

    def _make_actions(self) -> None:
        self.library_actions = LibraryActions(self.jobs, self.paths, self)
        self.analysis_actions = AnalysisActions(self.process, self)
        Gentle(self.analysis_actions, self.preferences, self)
        self.covers = Covers(self.jobs, self)
        self.track_model.cover_of = self.covers.get
        self.tag_actions = TagActions(self.jobs, self.paths, self)
        self.picture_actions = PictureActions(self.jobs, self.paths, self)
        self.library = LibraryPresenter(
            self.frame, self.track_model, self.library_actions, self.analysis_actions, self
        )
        self.playing_actions = PlayingActions(
            self.player, self.track_model, self.library_actions.rows, self
        )
        self.loop = SectionLoop(self.playing_actions, self)
        self.now_playing = NowPlayingPresenter(
            self.frame, self.track_model, self.playing_actions, self.loop, self.picture_actions,
            self.analysis_actions, self.tag_actions, self.library, self,
        )  # fmt: skip
        self.review = ReviewPresenter(
            self.frame, self.review_model, self.tag_actions, self.library, self
        )
        self.profiles = ProfilePresenter(
            self.frame, self.tag_actions, self.preferences, self.paths.profiles,
            self.review.plan_anew, self,
        )  # fmt: skip
        self.training_actions = TrainingActions(self.jobs, self.paths, self)
        self.model_actions = ModelActions(self.jobs, self.paths, self)
        self.training = TrainingPresenter(
            self.frame, self.training_actions, self.model_actions, self.preferences, self
        )
        self.history = History(self)
        self.correction_actions = CorrectionActions(self.jobs, self.paths, self.history, self)
        self.corrections = CorrectionPresenter(
            self.frame, self.track_model, self.correction_actions, self.playing_actions,
            self.library, self.history, self,
        )  # fmt: skip
        self.rating_actions = RatingActions(
            self.jobs, self.library_actions.reader, self.history, self.playing_actions, self
        )
        self.ratings = RatingPresenter(
            self.frame, self.track_model, self.rating_actions, self.playing_actions,
            self.library, self.history, self,
        )  # fmt: skip
        self.marker_actions = MarkerActions(
            self.jobs, self.library_actions.reader, self.history, self.playing_actions, self
        )
        self.markers = MarkerPresenter(self.frame, self.commands, self.marker_actions, self)
        self.crate_actions = CrateActions(
            self.jobs, self.library_actions.reader, self.history, self
        )
        self.crates = CratesPresenter(
            self.frame, self.commands, self.crate_actions, self.library_actions, self.library,
            self.history, self,
        )  # fmt: skip
        self.map = MapPresenter(
            self.frame, self.library_actions, self.library, self.playing_actions,
            self.now_playing, self.crate_actions, self,
        )  # fmt: skip
        self.layouts = LayoutPresenter(
            self.frame, self.commands, Layouts(self.paths.window), self.library_actions, self
        )
        self.handover_actions = HandoverActions(
            self.jobs, self.paths, self.library_actions.reader, self
        )
        self.handover = HandoverPresenter(
            self.frame, self.handover_actions, self.library_actions, self.library, self
        )
        self.watch_actions = WatchActions(self.jobs, self)
        self.journey_actions = JourneyActions(
            self.jobs, self.library_actions.reader, self.paths, self
        )
        self.session_actions = SessionActions(
            self.jobs, self.library_actions.reader, self.history, self
        )
        self.sessions = SessionPresenter(self.frame, self.session_actions, self.history, self)
        self.journey = JourneyPresenter(
            self.frame, self.journey_actions, self.crate_actions, self.playing_actions,
            self.library_actions, self,
        )  # fmt: skip
        self.like_actions = LikeActions(self.jobs, self.library_actions.reader, self)
        self.like = LikePresenter(
            self.frame, self.like_actions, self.playing_actions, self.library, self
        )
        self.mini = MiniPresenter(self.frame, self.playing_actions, self.preferences, self)
        self.sleep = SleepTimer(self.playing_actions, self)
        self.queue = QueuePresenter(
            self.frame, self.playing_actions, self.crate_actions, self.library_actions,
            self.paths.queue, self,
        )  # fmt: skip
        self.compare = ComparePresenter(
            self.frame, self.preferences, self.playing_actions,
            PictureActions(self.jobs, self.paths, self), self.now_playing, self,
        )  # fmt: skip
        self.menus = MenuPresenter(
            self.frame, self.commands, self.preferences, self.library_actions,
            self.playing_actions, self.library, self.now_playing, self.review, self.training,
            self.corrections, self.crates, self.handover, self.journey, self.like,
            self.queue, self.compare, self,
        )  # fmt: skip
        self.holding_actions = HoldingActions(self.jobs, self.paths, self)
        self.settings_page = SettingsPagePresenter(
            self.frame, self.commands, self.preferences, self.player, self.library,
            self.holding_actions, self.menus.choose_folder, self.training.open_models, self.leave,
            self,
        )  # fmt: skip
        self.help = HelpPresenter(
            self.frame, self.jobs, self.paths, self.library, self.player, self
        )
        self.welcome = WelcomePresenter(
            self.frame, self.commands, self.preferences, self.library, self.menus, self
        )
        self.tips = TipsPresenter(self.frame, self.commands, self.preferences, self)
        self.listening = ListeningProcess(self.paths.logs / "listening.log", self)
        self.models = ModelPresenter(
            self.frame, self.preferences, self.process, self.listening, self.analysis_actions,
            self.library, self.training, self,
        )  # fmt: skip
        self.live = LivePresenter(
            self.frame, self.commands, self.preferences, self.playing_actions,
            self.picture_actions, self.now_playing, self.jobs, self.listening,
            self.menus.open, self,
        )  # fmt: skip

    # --- beginning and end ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._has_begun:
            self._begin_at_last.start()  # a window that starts minimised is never painted

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_begun:
            self._begin_at_last.start(0)

    _has_begun = False

    def _begin(self) -> None:
        """After the first paint: make the foot, find the model, answer the first search,
        mend what a killed process was writing.
        """
        if self._has_begun:
            return
        self._has_begun = True
        connect_playing(self)
        self.settings.begin()
        if self.preferences.problem:
            self.frame.notices.problem(self.preferences.problem)
        self._mpris = serve_desktop(self)
        self.queue.restore()
        self.tag_actions.recover()
        self.model_actions.find_one(self.preferences.settings.model)
        if isinstance(self.player, NullPlayer):
            self.library.show_output("")
        self.crate_actions.load()

    _mpris: Mpris | None = None

    def on_usable(self) -> None:
        self.frame.library.table.setFocus()
        self.welcome.begin()
        self.library.resume()
        self.library_actions.sum_up()
        self.usable.emit()

    def leave(self, then: str) -> None:
        """Close, and "start anew" or "delete everything" afterwards."""
        self.then = then
        self.close()

    then = ""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop everything, within two seconds."""
        self._window_state().setValue("geometry", self.saveGeometry())
        self._window_state().setValue("columns", self.frame.library.columns_state())
        self.preferences.flush()
        self.queue.keep()
        self.mini.close()
        if self._mpris is not None:
            self._mpris.close()
        self.live.close()
        self.process.close()
        self.training_actions.close()
        self.jobs.close()
        self.player.close()
        self.errors.restore()
        if self.then == "delete everything":
            self.problems = delete_all(self.paths)
        super().closeEvent(event)

    #: What could not be deleted.
    problems: Sequence[str] = ()

    # --- small things of the window itself ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.menus.open(dropped_files(event.mimeData()))
        event.acceptProposedAction()

    def _window_state(self) -> QSettings:
        return QSettings(str(self.paths.window), QSettings.Format.IniFormat)

    def _restore(self, size: tuple[int, int]) -> None:
        state = self._window_state()
        place(self, QSize(*size), state.value("geometry"))
        columns = state.value("columns")
        if isinstance(columns, QByteArray):
            self.frame.library.restore_columns(columns)
