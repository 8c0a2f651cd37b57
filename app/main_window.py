"""The main window: makes the parts and connects them in one block."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QByteArray, QSettings, QSize, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow

from app.actions.analysis import AnalysisActions
from app.actions.crates import CrateActions
from app.actions.errors import Errors
from app.actions.library import LibraryActions
from app.actions.models import ModelActions
from app.actions.picture import PictureActions
from app.actions.playing import LONG_STEP_S, STEP_S, PlayingActions
from app.actions.preferences import Preferences
from app.actions.tagging import TagActions
from app.actions.training import TrainingActions
from app.jobs import AnalysisProcess, Jobs
from app.models.review import ReviewModel
from app.models.tracks import TrackTableModel
from app.placing import place
from app.playback.player import NullPlayer, Player, make_player
from app.theme import Theme, app_icon, apply, theme_of
from app.timers import make_timer
from app.views.commands import Commands
from app.views.crates_presenter import CratesPresenter
from app.views.frame import Frame
from app.views.library_presenter import LibraryPresenter
from app.views.menu_presenter import MenuPresenter
from app.views.now_playing_presenter import NowPlayingPresenter
from app.views.review_presenter import ReviewPresenter
from app.views.training.presenter import TrainingPresenter
from mer_core.models.store import ModelEntry
from mer_core.paths import AppPaths
from mer_core.settings import Settings

_BEGIN_AT_LAST_MS = 400


def local_path(url: QUrl) -> Path:
    """The file that a dropped URL means. Qt's own answer is text alone, and not all names are."""
    if os.name == "nt":
        return Path(url.toLocalFile())
    path = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return Path(os.fsdecode(unquote_to_bytes(path)))


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
        self._look = look
        self.errors = Errors(paths.logs, self)
        self.preferences = Preferences(paths.settings, self)
        self.jobs = Jobs(self)
        self.process = AnalysisProcess(paths.library, paths.logs / "analysis.log", parent=self)
        self.player = player if player is not None else make_player(parent=self)
        self.track_model = TrackTableModel(self)
        self.review_model = ReviewModel(self)
        theme = self._dress(self.preferences.settings.theme)
        self.frame = Frame(theme, self.track_model, self.review_model, paths.models)
        self.commands = Commands(self)
        self._make_actions()
        self.setCentralWidget(self.frame)
        self.setWindowTitle("Moodline")
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.frame.header.set_menu(self.commands.menu)
        self._connect()
        self._restore(size)
        self._apply_settings(self.preferences.settings)
        self.errors.install()
        self._begin_at_last = make_timer(self, _BEGIN_AT_LAST_MS, self._begin, once=True)

    def _make_actions(self) -> None:
        self.library_actions = LibraryActions(self.jobs, self.paths, self)
        self.analysis_actions = AnalysisActions(self.process, self)
        self.tag_actions = TagActions(self.jobs, self.paths, self)
        self.picture_actions = PictureActions(self.jobs, self.paths, self)
        self.library = LibraryPresenter(
            self.frame, self.track_model, self.library_actions, self.analysis_actions, self
        )
        self.playing_actions = PlayingActions(self.player, self.track_model.neighbour, self)
        self.now_playing = NowPlayingPresenter(
            self.frame, self.track_model, self.playing_actions, self.picture_actions, self.analysis_actions, self.tag_actions,
            self.library, self,
        )  # fmt: skip
        self.review = ReviewPresenter(
            self.frame, self.review_model, self.tag_actions, self.library, self
        )
        self.training_actions = TrainingActions(self.jobs, self.paths, self)
        self.model_actions = ModelActions(self.jobs, self.paths, self)
        self.training = TrainingPresenter(
            self.frame, self.training_actions, self.model_actions, self.preferences, self
        )
        self.crates = CrateActions(self.jobs, self.library_actions.reader, self)
        self.crates_presenter = CratesPresenter(
            self.frame, self.commands, self.crates, self.library_actions, self.library, self
        )
        self.menus = MenuPresenter(
            self.frame, self.commands, self.preferences, self.library_actions, self.playing_actions, self.library,
            self.now_playing, self.review, self.training, self.crates_presenter, self,
        )  # fmt: skip

    # Every connection of the window stands here.
    def _connect(self) -> None:
        self._connect_crates()  # a search closes a crate before it is answered
        self._connect_library()
        self._connect_review()
        self._connect_commands()
        notices = self.frame.notices
        for problem in (
            self.errors.told, self.library_actions.failed, self.analysis_actions.failed, self.tag_actions.failed,
            self.picture_actions.failed, self.preferences.failed, self.training_actions.failed, self.model_actions.failed,
            self.crates.failed,
        ):  # fmt: skip
            problem.connect(notices.problem)
        self.analysis_actions.notice.connect(notices.note)
        self.model_actions.found_one.connect(self._use_model)
        self.model_actions.found_one.connect(lambda _: self._resume_analysis())
        self.training.model_chosen.connect(self._change_model)
        self.jobs.crashed.connect(self.errors.tell)
        self.preferences.changed.connect(self._apply_settings)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def _connect_library(self) -> None:
        frame, shelf, library, errands = self.frame, self.library, self.library_actions, self.menus
        frame.header.search.query_changed.connect(shelf.search)
        frame.header.search.submitted.connect(frame.library.table.setFocus)
        frame.header.search.escaped.connect(shelf.leave_search)
        frame.header.add_clicked.connect(errands.choose_folder)
        frame.sidebar.place_chosen.connect(errands.go)
        frame.library.empty.add_requested.connect(errands.choose_folder)
        frame.library.empty.demo_requested.connect(library.add_demo)
        frame.library.table.menu_requested.connect(errands.track_menu)
        frame.small_map.lassoed.connect(shelf.list_ids)
        frame.map.lassoed.connect(shelf.list_ids)
        frame.strip.pause_toggled.connect(self.analysis_actions.toggle_pause)
        frame.strip.stop_requested.connect(self.analysis_actions.stop)
        frame.strip.failures_requested.connect(lambda: shelf.ask("state:failed"))
        self.track_model.wanted.connect(library.read)
        self.track_model.order_requested.connect(library.sort)
        self.track_model.order_requested.connect(self.crates_presenter.note_order)
        library.found.connect(shelf.show_result)
        library.found.connect(self.now_playing.select_first)
        library.found.connect(self.crates_presenter.choose_again)
        library.search_failed.connect(frame.header.search.set_error)
        library.rows_read.connect(shelf.show_rows)
        library.points_read.connect(frame.small_map.set_points)
        library.points_read.connect(frame.map.set_points)
        library.counted.connect(shelf.show_counts)
        library.scanning.connect(shelf.show_scan)
        library.scanned.connect(shelf.after_scan)
        library.altered.connect(shelf.after_change)
        self.analysis_actions.status_changed.connect(shelf.show_status)
        self.analysis_actions.row_progress.connect(shelf.show_fraction)
        self.analysis_actions.touched.connect(shelf.after_track)
        self.analysis_actions.finished.connect(shelf.reload)
        shelf.usable.connect(self._on_usable)
        shelf.rows_changed.connect(self.now_playing.show_rows)

    def _connect_crates(self) -> None:
        frame, crates, presenter = self.frame, self.crates, self.crates_presenter
        sidebar, table = frame.sidebar, frame.library.table
        frame.header.search.query_changed.connect(presenter.note_query)
        sidebar.place_chosen.connect(presenter.note_place)
        sidebar.crate_chosen.connect(presenter.open_crate)
        for plane in (frame.small_map, frame.map):
            plane.lassoed.connect(lambda _: presenter.close())
        sidebar.renamed.connect(crates.rename)
        sidebar.delete_requested.connect(crates.delete)
        sidebar.nudged.connect(presenter.nudge)
        sidebar.menu_requested.connect(presenter.crate_menu)
        sidebar.drop.songs_dropped.connect(crates.add_songs)
        sidebar.drop.crate_dropped.connect(presenter.drop)
        table.drop.dropped.connect(presenter.drop_songs)
        table.nudged.connect(presenter.nudge_songs)
        table.taken_out.connect(presenter.take_out)
        crates.listed.connect(presenter.show_tree)
        crates.counted.connect(presenter.show_counts)
        crates.made.connect(presenter.show_made)
        crates.deleted.connect(presenter.show_deleted)
        crates.filled.connect(presenter.show_filled)
        self.library_actions.counted.connect(
            lambda _: crates.count(self.library_actions.model_sha256)
        )

    def _connect_playing(self) -> None:
        """Made after the first paint, for the plot takes a while to load."""
        frame, stage, now = self.frame, self.now_playing, self.frame.now_playing
        table = frame.library.table
        table.played.connect(self.playing_actions.play)
        table.selectionModel().currentRowChanged.connect(stage.cursor_moved)
        table.selectionModel().selectionChanged.connect(stage.ring_selection)
        frame.small_map.picked.connect(stage.show_picked)
        frame.map.picked.connect(stage.show_picked)
        self.playing_actions.failed.connect(stage.show_failure)
        self.playing_actions.track_changed.connect(stage.show_track)
        self.playing_actions.moved.connect(stage.show_position)
        self.playing_actions.state_changed.connect(stage.show_state)
        self.playing_actions.duration_changed.connect(now.set_duration)
        self.player.output_changed.connect(self.library.show_output)
        self.player.devices_changed.connect(self.menus.show_devices)
        self.picture_actions.columns.connect(now.add_columns)
        self.picture_actions.heard.connect(self.playing_actions.learn_duration)
        self.picture_actions.length_saved.connect(self.library_actions.touch)
        self.picture_actions.complete.connect(now.complete)
        self.picture_actions.cover.connect(now.card.cover.set_picture)
        self.picture_actions.emotion.connect(stage.show_emotion)
        now.plot.seek_requested.connect(self.playing_actions.seek)
        now.transport.play_toggled.connect(self.playing_actions.toggle)
        now.transport.previous_requested.connect(self.playing_actions.previous)
        now.transport.next_requested.connect(self.playing_actions.next)
        now.transport.volume_changed.connect(lambda v: self.preferences.update(volume=v))

    def _connect_review(self) -> None:
        page, desk, tags = self.frame.review, self.review, self.tag_actions
        self.frame.header.review_clicked.connect(desk.review_or_apply)
        page.apply_clicked.connect(desk.apply)
        page.undo_clicked.connect(desk.undo)
        tags.staged.connect(desk.show_staged)
        tags.problem.connect(desk.note_problem)
        tags.written.connect(desk.note_written)
        tags.written.connect(self.library_actions.touch)
        tags.progress.connect(self.library.show_scan)
        tags.applied.connect(desk.after_apply)
        tags.undone.connect(desk.after_undo)
        tags.busy_changed.connect(page.set_busy)

    def _connect_commands(self) -> None:
        commands, playing, errands = self.commands, self.playing_actions, self.menus
        for command, act in (
            (commands.add_folder, errands.choose_folder),
            (commands.add_files, errands.choose_files),
            (commands.rescan, errands.rescan),
            (commands.reread, lambda: errands.rescan(again=True)),
            (commands.analyse, lambda: self.library.analyse()),
            (commands.training, self.training.open),
            (commands.pause_analysis, self.analysis_actions.toggle_pause),
            (commands.new_crate, self.crates_presenter.new_plain),
            (commands.new_smart_crate, self.crates_presenter.new_smart),
            (commands.new_folder, self.crates_presenter.new_folder),
            (commands.review, self.review.review_or_apply),
            (commands.undo, self.review.undo),
            (commands.find, errands.focus_search),
            (commands.play, self.now_playing.play_or_pause),
            (commands.next, playing.next),
            (commands.previous, playing.previous),
            (commands.forward, lambda: playing.nudge(STEP_S)),
            (commands.back, lambda: playing.nudge(-STEP_S)),
            (commands.far_forward, lambda: playing.nudge(LONG_STEP_S)),
            (commands.far_back, lambda: playing.nudge(-LONG_STEP_S)),
            (commands.open_menu, self.frame.header.menu_button.showMenu),
            (commands.quit, self.close),
        ):
            command.triggered.connect(lambda _checked=False, act=act: act())
        update = self.preferences.update
        commands.follow.toggled.connect(lambda on: update(follow_playhead=on))
        commands.themes.triggered.connect(lambda action: update(theme=action.data()))
        commands.code_pages.triggered.connect(errands.choose_code_page)
        commands.devices.triggered.connect(lambda action: update(output_device=action.data()))
        commands.device_menu.aboutToShow.connect(
            lambda: errands.show_devices(self.player.devices())
        )
        commands.columns_menu.aboutToShow.connect(errands.fill_columns_menu)

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
        """After the first paint: make the foot, find the model, answer the first search."""
        if self._has_begun:
            return
        self._has_begun = True
        self._connect_playing()
        self._apply_playing_settings(self.preferences.settings)
        self.preferences.changed.connect(self._apply_playing_settings)
        if self.preferences.problem:
            self.frame.notices.problem(self.preferences.problem)
        self.model_actions.find_one(self.preferences.settings.model)
        if isinstance(self.player, NullPlayer):
            self.library.show_output("")
        self.crates.load()
        self.library_actions.search("")

    def _use_model(self, entry: ModelEntry) -> None:
        self.process.configure(entry.folder, self.preferences.settings.device)
        self.library.use_model(entry)
        self.frame.now_playing.card.set_model(entry)
        self.training.use_model(entry)

    def _change_model(self, entry: ModelEntry) -> None:
        self._use_model(entry)
        self.library.after_model_change(entry)

    def _on_usable(self) -> None:
        self.frame.library.table.setFocus()
        self._resume_analysis()
        self.usable.emit()

    def _resume_analysis(self) -> None:
        counts = self.library.counts
        if counts is not None and counts.queued:
            self.library.analyse()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop everything, within two seconds."""
        self._window_state().setValue("geometry", self.saveGeometry())
        self._window_state().setValue("columns", self.frame.library.columns_state())
        self.preferences.flush()
        self.process.close()
        self.training_actions.close()
        self.jobs.close()
        self.player.close()
        self.errors.restore()
        super().closeEvent(event)

    # --- small things of the window itself ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.menus.open(local_path(url) for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()

    def _dress(self, name: str) -> Theme:
        theme = theme_of(self._look or name)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply(app, theme)
        return theme

    def _follow_system(self) -> None:
        if self.preferences.settings.theme == "system":
            self.frame.set_theme(self._dress("system"))

    def _apply_settings(self, settings: Settings) -> None:
        """Put the settings to work; called at the start and after every change."""
        if settings.theme != self._theme_name:
            self._theme_name = settings.theme
            self.frame.set_theme(self._dress(settings.theme))
        if settings.output_device != self._device_name:
            self._device_name = settings.output_device
            self.player.set_device(settings.output_device)
        self.library_actions.set_code_page(settings.code_page)
        self.commands.set_code_page(settings.code_page)
        self.commands.set_theme_name(settings.theme)
        self.commands.follow.setChecked(settings.follow_playhead)

    def _apply_playing_settings(self, settings: Settings) -> None:
        self.player.set_volume(settings.volume)
        self.frame.now_playing.transport.set_volume(settings.volume)
        self.frame.now_playing.plot.set_following(settings.follow_playhead)
        self.frame.now_playing.plot.set_colour_map(settings.colour_map)

    _theme_name = ""
    _device_name = ""

    def _window_state(self) -> QSettings:
        return QSettings(str(self.paths.config / "window.ini"), QSettings.Format.IniFormat)

    def _restore(self, size: tuple[int, int]) -> None:
        state = self._window_state()
        place(self, QSize(*size), state.value("geometry"))
        columns = state.value("columns")
        if isinstance(columns, QByteArray):
            self.frame.library.restore_columns(columns)
