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
from app.views.errands import Errands
from app.views.frame import Frame
from app.views.library_presenter import LibraryPresenter
from app.views.playing_presenter import PlayingPresenter
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
        self.tracks = TrackTableModel(self)
        self.review = ReviewModel(self)
        theme = self._dress(self.preferences.settings.theme)
        self.frame = Frame(theme, self.tracks, self.review, paths.models)
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
        self.library = LibraryActions(self.jobs, self.paths, self)
        self.analysis = AnalysisActions(self.process, self)
        self.tags = TagActions(self.jobs, self.paths, self)
        self.picture = PictureActions(self.jobs, self.paths, self)
        self.shelf = LibraryPresenter(self.frame, self.tracks, self.library, self.analysis, self)
        self.playing = PlayingActions(self.player, self.tracks.neighbour, self)
        self.stage = PlayingPresenter(
            self.frame, self.tracks, self.playing, self.picture, self.analysis, self.tags,
            self.shelf, self,
        )  # fmt: skip
        self.desk = ReviewPresenter(self.frame, self.review, self.tags, self.shelf, self)
        self.training = TrainingActions(self.jobs, self.paths, self)
        self.models = ModelActions(self.jobs, self.paths, self)
        self.school = TrainingPresenter(
            self.frame, self.training, self.models, self.preferences, self
        )
        self.crates = CrateActions(self.jobs, self.library.reader, self)
        self.crates_presenter = CratesPresenter(
            self.frame, self.commands, self.crates, self.library, self.shelf, self
        )
        self.errands = Errands(
            self.frame, self.commands, self.preferences, self.library, self.playing, self.shelf,
            self.stage, self.desk, self.school, self.crates_presenter, self,
        )  # fmt: skip

    # Every connection of the window stands here.
    def _connect(self) -> None:
        self._connect_crates()  # a search closes a crate before it is answered
        self._connect_library()
        self._connect_review()
        self._connect_commands()
        notices = self.frame.notices
        for problem in (
            self.errors.told, self.library.failed, self.analysis.failed, self.tags.failed,
            self.picture.failed, self.preferences.failed, self.training.failed, self.models.failed,
            self.crates.failed,
        ):  # fmt: skip
            problem.connect(notices.problem)
        self.analysis.notice.connect(notices.note)
        self.models.found_one.connect(self._use_model)
        self.models.found_one.connect(lambda _: self._resume_analysis())
        self.school.model_chosen.connect(self._change_model)
        self.jobs.crashed.connect(self.errors.tell)
        self.preferences.changed.connect(self._apply_settings)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def _connect_library(self) -> None:
        frame, shelf, library, errands = self.frame, self.shelf, self.library, self.errands
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
        frame.strip.pause_toggled.connect(self.analysis.toggle_pause)
        frame.strip.stop_requested.connect(self.analysis.stop)
        frame.strip.failures_requested.connect(lambda: shelf.ask("state:failed"))
        self.tracks.wanted.connect(library.read)
        self.tracks.order_requested.connect(library.sort)
        self.tracks.order_requested.connect(self.crates_presenter.note_order)
        library.found.connect(shelf.show_result)
        library.found.connect(self.stage.select_first)
        library.found.connect(self.crates_presenter.choose_again)
        library.search_failed.connect(frame.header.search.set_error)
        library.rows_read.connect(shelf.show_rows)
        library.points_read.connect(frame.small_map.set_points)
        library.points_read.connect(frame.map.set_points)
        library.counted.connect(shelf.show_counts)
        library.scanning.connect(shelf.show_scan)
        library.scanned.connect(shelf.after_scan)
        library.altered.connect(shelf.after_change)
        self.analysis.status_changed.connect(shelf.show_status)
        self.analysis.row_progress.connect(shelf.show_fraction)
        self.analysis.touched.connect(shelf.after_track)
        self.analysis.finished.connect(shelf.reload)
        shelf.usable.connect(self._on_usable)
        shelf.rows_changed.connect(self.stage.show_rows)

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
        self.library.counted.connect(lambda _: crates.count(self.library.model_sha256))

    def _connect_playing(self) -> None:
        """Made after the first paint, for the plot takes a while to load."""
        frame, stage, now = self.frame, self.stage, self.frame.now_playing
        table = frame.library.table
        table.played.connect(self.playing.play)
        table.selectionModel().currentRowChanged.connect(stage.cursor_moved)
        table.selectionModel().selectionChanged.connect(stage.ring_selection)
        frame.small_map.picked.connect(stage.show_picked)
        frame.map.picked.connect(stage.show_picked)
        self.playing.failed.connect(stage.show_failure)
        self.playing.track_changed.connect(stage.show_track)
        self.playing.moved.connect(stage.show_position)
        self.playing.state_changed.connect(stage.show_state)
        self.playing.duration_changed.connect(now.set_duration)
        self.player.output_changed.connect(self.shelf.show_output)
        self.player.devices_changed.connect(self.errands.show_devices)
        self.picture.columns.connect(now.add_columns)
        self.picture.heard.connect(self.playing.learn_duration)
        self.picture.length_saved.connect(self.library.touch)
        self.picture.complete.connect(now.complete)
        self.picture.cover.connect(now.card.cover.set_picture)
        self.picture.emotion.connect(stage.show_emotion)
        now.plot.seek_requested.connect(self.playing.seek)
        now.transport.play_toggled.connect(self.playing.toggle)
        now.transport.previous_requested.connect(self.playing.previous)
        now.transport.next_requested.connect(self.playing.next)
        now.transport.volume_changed.connect(lambda v: self.preferences.update(volume=v))

    def _connect_review(self) -> None:
        page, desk, tags = self.frame.review, self.desk, self.tags
        self.frame.header.review_clicked.connect(desk.review_or_apply)
        page.apply_clicked.connect(desk.apply)
        page.undo_clicked.connect(desk.undo)
        tags.staged.connect(desk.show_staged)
        tags.problem.connect(desk.note_problem)
        tags.written.connect(desk.note_written)
        tags.written.connect(self.library.touch)
        tags.progress.connect(self.shelf.show_scan)
        tags.applied.connect(desk.after_apply)
        tags.undone.connect(desk.after_undo)
        tags.busy_changed.connect(page.set_busy)

    def _connect_commands(self) -> None:
        commands, playing, errands = self.commands, self.playing, self.errands
        for command, act in (
            (commands.add_folder, errands.choose_folder),
            (commands.add_files, errands.choose_files),
            (commands.rescan, errands.rescan),
            (commands.reread, lambda: errands.rescan(again=True)),
            (commands.analyse, lambda: self.shelf.analyse()),
            (commands.training, self.school.open),
            (commands.pause_analysis, self.analysis.toggle_pause),
            (commands.new_crate, self.crates_presenter.new_plain),
            (commands.new_smart_crate, self.crates_presenter.new_smart),
            (commands.new_folder, self.crates_presenter.new_folder),
            (commands.review, self.desk.review_or_apply),
            (commands.undo, self.desk.undo),
            (commands.find, errands.focus_search),
            (commands.play, self.stage.play_or_pause),
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
        self.models.find_one(self.preferences.settings.model)
        if isinstance(self.player, NullPlayer):
            self.shelf.show_output("")
        self.crates.load()
        self.library.search("")

    def _use_model(self, entry: ModelEntry) -> None:
        self.process.configure(entry.folder, self.preferences.settings.device)
        self.shelf.use_model(entry)
        self.frame.now_playing.card.set_model(entry)
        self.school.use_model(entry)

    def _change_model(self, entry: ModelEntry) -> None:
        self._use_model(entry)
        self.shelf.after_model_change(entry)

    def _on_usable(self) -> None:
        self.frame.library.table.setFocus()
        self._resume_analysis()
        self.usable.emit()

    def _resume_analysis(self) -> None:
        counts = self.shelf.counts
        if counts is not None and counts.queued:
            self.shelf.analyse()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop everything, within two seconds."""
        self._window_state().setValue("geometry", self.saveGeometry())
        self._window_state().setValue("columns", self.frame.library.columns_state())
        self.preferences.flush()
        self.process.close()
        self.training.close()
        self.jobs.close()
        self.player.close()
        self.errors.restore()
        super().closeEvent(event)

    # --- small things of the window itself ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.errands.open(local_path(url) for url in event.mimeData().urls() if url.isLocalFile())
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
        self.library.set_code_page(settings.code_page)
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
