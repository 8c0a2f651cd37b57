"""What is connected before the first paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from app.connections.commands import connect_commands
from app.views.tips_presenter import TIPS
from app.widgets.stars import StarsDelegate

if TYPE_CHECKING:
    from app.main_window import MainWindow


def connect(window: MainWindow) -> None:
    """Connect everything but what is made after the first paint."""
    _connect_crates(window)  # a search closes a crate before it is answered
    _connect_library(window)
    _connect_review(window)
    _connect_corrections(window)
    _connect_ratings(window)
    _connect_handover(window)
    _connect_sessions(window)
    connect_commands(window)
    _connect_tips(window)
    notices = window.frame.notices
    for problem in (
        window.errors.told, window.library_actions.failed, window.analysis_actions.failed,
        window.tag_actions.failed, window.picture_actions.failed, window.preferences.failed,
        window.training_actions.failed, window.model_actions.failed,
        window.correction_actions.failed, window.crate_actions.failed, window.rating_actions.failed,
        window.handover_actions.failed, window.holding_actions.failed,
        window.journey_actions.failed, window.like_actions.failed,
    ):  # fmt: skip
        problem.connect(notices.problem)
    window.analysis_actions.notice.connect(notices.note)
    window.tag_actions.recovered.connect(notices.note)
    window.model_actions.found_one.connect(window.models.use)
    window.model_actions.found_one.connect(lambda _: window.library.first_search())
    window.model_actions.failed.connect(lambda _: window.library.first_search())
    window.training.model_chosen.connect(window.models.change)
    window.jobs.crashed.connect(window.errors.tell)
    window.preferences.changed.connect(window.settings.apply)
    window.preferences.changed.connect(window.settings_page.show_settings)
    window.preferences.changed.connect(window.models.follow)
    window.settings.code_page_changed.connect(window.menus.rescan)
    window.holding_actions.cleared.connect(window.settings_page.after_clearing)
    QGuiApplication.styleHints().colorSchemeChanged.connect(window.settings.follow_system)


def _connect_library(window: MainWindow) -> None:
    frame, menus = window.frame, window.menus
    library, actions = window.library, window.library_actions
    frame.header.search.query_changed.connect(library.search)
    frame.header.search.submitted.connect(library.focus_songs)
    frame.header.search.escaped.connect(library.leave_search)
    frame.header.queue_button.clicked.connect(lambda _=False: window.queue.toggle())
    frame.header.add_clicked.connect(menus.choose_folder)
    frame.sidebar.place_chosen.connect(menus.go)
    frame.library.empty.add_requested.connect(menus.choose_folder)
    frame.library.empty.demo_requested.connect(actions.add_demo)
    frame.library.empty.folder_requested.connect(lambda folder: menus.open([folder]))
    frame.library.empty.skipped.connect(window.welcome.end)
    frame.library.welcome.add_requested.connect(menus.choose_folder)
    frame.library.welcome.ended.connect(window.welcome.end)
    actions.found.connect(window.welcome.follow)
    frame.library.table.menu_requested.connect(menus.track_menu)
    frame.small_map.lassoed.connect(library.list_ids)
    frame.map.listed.connect(library.list_ids)
    frame.strip.pause_toggled.connect(window.analysis_actions.toggle_pause)
    frame.strip.stop_requested.connect(window.analysis_actions.stop)
    frame.strip.failures_requested.connect(lambda: library.ask("state:failed"))
    window.track_model.wanted.connect(actions.read)
    window.covers.changed.connect(window.track_model.show_cover)
    for seen in (actions.scanned, actions.followed):
        seen.connect(lambda _: window.covers.forget())
    window.track_model.order_requested.connect(actions.sort)
    window.track_model.order_requested.connect(window.crates.note_order)
    window.commands.group.toggled.connect(window.crates.note_order)
    actions.found.connect(library.show_result)
    actions.found.connect(window.like.forget)
    actions.found.connect(window.now_playing.select_first)
    actions.found.connect(window.crates.choose_again)
    actions.search_failed.connect(frame.header.search.set_error)
    actions.rows_read.connect(library.show_rows)
    actions.points_read.connect(frame.small_map.set_points)
    actions.points_read.connect(lambda _: window.map.follow())
    actions.map_read.connect(frame.map.set_songs)
    frame.pages.currentChanged.connect(lambda _: window.map.open())
    actions.counted.connect(library.show_counts)
    actions.scanning.connect(library.show_scan)
    actions.arrived.connect(library.after_arrival)
    actions.scanned.connect(library.after_scan)
    actions.altered.connect(library.after_change)
    window.analysis_actions.status_changed.connect(library.show_status)
    window.analysis_actions.row_progress.connect(library.show_fraction)
    window.analysis_actions.touched.connect(library.after_track)
    window.analysis_actions.finished.connect(library.reload)
    library.usable.connect(window.on_usable)
    library.rows_changed.connect(window.now_playing.show_rows)


def _connect_crates(window: MainWindow) -> None:
    frame, actions, presenter = window.frame, window.crate_actions, window.crates
    sidebar, table = frame.sidebar, frame.library.table
    frame.header.search.query_changed.connect(presenter.note_query)
    sidebar.place_chosen.connect(presenter.note_place)
    sidebar.crate_chosen.connect(presenter.open_crate)
    window.like_actions.found.connect(window.like.show)
    window.like_actions.kept.connect(window.like.show_kept)
    window.like.listed.connect(presenter.close)
    for listed in (frame.small_map.lassoed, frame.map.listed, frame.map.played_all):
        listed.connect(lambda _: presenter.close())
        listed.connect(lambda _: window.like.forget())
    sidebar.renamed.connect(actions.rename)
    sidebar.delete_requested.connect(actions.delete)
    sidebar.folded.connect(actions.close)
    sidebar.nudged.connect(presenter.nudge)
    sidebar.menu_requested.connect(presenter.crate_menu)
    sidebar.drop.songs_dropped.connect(actions.add_songs)
    sidebar.drop.crate_dropped.connect(presenter.drop)
    table.drop.dropped.connect(presenter.drop_songs)
    table.nudged.connect(presenter.nudge_songs)
    table.taken_out.connect(presenter.take_out)
    actions.listed.connect(presenter.show_tree)
    actions.listed.connect(
        lambda tree: frame.header.search.set_crates([crate.name for crate in tree])
    )
    actions.counted.connect(presenter.show_counts)
    actions.made.connect(presenter.show_made)
    actions.deleted.connect(presenter.show_deleted)
    actions.filled.connect(presenter.show_filled)
    actions.stepped.connect(presenter.show_stepped)
    window.library_actions.counted.connect(
        lambda _: actions.count(window.library_actions.model_sha256)
    )


def _connect_review(window: MainWindow) -> None:
    page, presenter, tags = window.frame.review, window.review, window.tag_actions
    window.frame.header.review_clicked.connect(presenter.review_or_apply)
    page.apply_clicked.connect(presenter.apply)
    page.undo_clicked.connect(lambda: presenter.undo())
    page.history_button.toggled.connect(presenter.show_history)
    page.history.run_chosen.connect(tags.ask_about)
    page.history.undo_clicked.connect(presenter.undo)
    tags.listed.connect(page.history.show_runs)
    tags.stood.connect(page.history.show_files)
    page.profile_chosen.connect(window.profiles.choose)
    page.panel.rules_changed.connect(window.profiles.change_rules)
    page.panel.export_clicked.connect(window.profiles.hand_out)
    page.panel.import_clicked.connect(window.profiles.take_in)
    tags.staged.connect(presenter.show_staged)
    tags.words_read.connect(presenter.show_words)
    tags.staged_again.connect(presenter.show_again)
    page.editor.said.connect(window.corrections.correct_sounds)
    page.editor.taken_back.connect(window.corrections.take_back)
    for listened in (page.editor.listen_clicked, page.table.listened):
        listened.connect(window.now_playing.listen)
    for step in (
        window.correction_actions.corrected, window.correction_actions.undone,
        window.correction_actions.redone,
    ):  # fmt: skip
        step.connect(presenter.after_correction)
    tags.problem.connect(presenter.note_problem)
    tags.written.connect(presenter.note_written)
    tags.written.connect(window.library_actions.touch)
    tags.progress.connect(window.library.show_scan)
    tags.applied.connect(presenter.after_apply)
    tags.undone.connect(presenter.after_undo)
    tags.busy_changed.connect(page.set_busy)


def _connect_corrections(window: MainWindow) -> None:
    presenter, actions, quick = window.corrections, window.correction_actions, window.frame.quick
    window.frame.library.table.addActions(
        [
            window.commands.correct, window.commands.listen, window.commands.enqueue,
            window.commands.play_next,
        ]
    )  # fmt: skip
    presenter.editing.corrected.connect(presenter.correct)
    presenter.editing.refused.connect(presenter.refuse)
    quick.mood_chosen.connect(presenter.quick_mood)
    quick.energy_chosen.connect(presenter.quick_energy)
    quick.closed.connect(presenter.close_quick)
    window.playing_actions.track_changed.connect(presenter.show_song)
    window.library.rows_changed.connect(presenter.show_rows)
    actions.corrected.connect(presenter.after_correction)
    actions.undone.connect(presenter.after_undo)
    actions.redone.connect(presenter.after_redo)
    window.history.changed.connect(window.commands.set_history)
    actions.ripe.connect(window.training.offer_corrections)


def _connect_ratings(window: MainWindow) -> None:
    actions, presenter = window.rating_actions, window.ratings
    for delegate in window.frame.library.table.delegates:
        if isinstance(delegate, StarsDelegate):
            delegate.rated.connect(presenter.rate_row)
    actions.rated.connect(presenter.after_rating)
    actions.stepped.connect(presenter.after_step)
    actions.heard.connect(window.library_actions.touch)
    window.playing_actions.track_changed.connect(presenter.show_song)
    window.library.rows_changed.connect(presenter.show_rows)


def _connect_handover(window: MainWindow) -> None:
    actions, presenter, watching = window.handover_actions, window.handover, window.watch_actions
    window.crates.export_requested.connect(presenter.export_crate)
    actions.exported.connect(presenter.after_export)
    actions.imported.connect(lambda report: window.correction_actions.after_step(report.corrected))
    actions.imported.connect(presenter.after_import)
    actions.saved.connect(presenter.after_save)
    actions.failed.connect(presenter.fail)
    actions.progress.connect(window.library.show_scan)
    watching.changed.connect(window.library_actions.follow)
    watching.went.connect(presenter.show_went)
    watching.came.connect(presenter.show_came)
    window.library_actions.followed.connect(window.library.after_follow)


def _connect_tips(window: MainWindow) -> None:
    """Each at its moment; who uses the command knows it already."""
    tips, commands, search = window.tips, window.commands, window.frame.header.search
    for name in TIPS:
        commands.keyed[name].triggered.connect(lambda _=False, name=name: tips.know(name))
    analysis = window.analysis_actions
    analysis.finished.connect(lambda: tips.tell("like", analysis.status.done))
    window.correction_actions.corrected.connect(lambda _: tips.tell("quick"))
    search.submitted.connect(lambda query: tips.tell("new_smart_crate", query.strip()))
    window.tag_actions.applied.connect(lambda report: tips.tell("undo", report.written))
    commands.mark.triggered.connect(lambda _=False: tips.tell("next_marker"))
    commands.enqueue.triggered.connect(lambda _=False: tips.tell("play_next"))


def _connect_sessions(window: MainWindow) -> None:
    actions, presenter = window.session_actions, window.sessions
    window.journey.session_asked.connect(presenter.open)
    actions.listed.connect(presenter.show_sessions)
    actions.written.connect(presenter.tell_written)
    actions.failed.connect(presenter.tell)
