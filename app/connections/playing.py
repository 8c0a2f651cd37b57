"""The player, the playing song and what is heard live in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.main_window import MainWindow


def connect_playing(window: MainWindow) -> None:
    """Made after the first paint, for the plot takes a while to load."""
    frame, presenter, now = window.frame, window.now_playing, window.frame.now_playing
    table = frame.library.table
    looks = now.plot.looks
    looks.changed.connect(lambda: window.preferences.update(**looks.kept))
    table.played.connect(window.playing_actions.play)
    table.selectionModel().currentRowChanged.connect(presenter.cursor_moved)
    table.selectionModel().selectionChanged.connect(presenter.ring_selection)
    frame.small_map.picked.connect(presenter.show_picked)
    songs = frame.map.map
    songs.picked.connect(presenter.show_picked)
    songs.played.connect(window.map.play)
    songs.heard.connect(window.map.listen)
    frame.map.played_all.connect(window.map.play_all)
    frame.map.kept.connect(window.map.keep)
    window.playing_actions.track_changed.connect(window.map.show_track)
    window.playing_actions.queue_changed.connect(window.queue.show_queue)
    window.playing_actions.track_changed.connect(lambda _: window.queue.show_queue())
    window.library.rows_changed.connect(window.queue.model.put_rows)
    window.playing_actions.failed.connect(presenter.show_failure)
    window.playing_actions.track_changed.connect(presenter.show_track)
    window.playing_actions.moved.connect(presenter.show_position)
    window.playing_actions.track_changed.connect(lambda _: window.mini.refresh())
    window.playing_actions.state_changed.connect(presenter.show_state)
    window.playing_actions.duration_changed.connect(now.set_duration)
    window.player.output_changed.connect(window.library.show_output)
    window.player.moved.connect(frame.notices.note)
    window.player.devices_changed.connect(window.menus.show_devices)
    window.picture_actions.columns.connect(now.add_columns)
    window.picture_actions.heard.connect(window.playing_actions.learn_duration)
    window.picture_actions.length_saved.connect(window.library_actions.touch)
    window.picture_actions.complete.connect(now.complete)
    window.picture_actions.cover.connect(now.card.cover.set_picture)
    window.picture_actions.cover.connect(lambda _: window.mini.refresh())
    window.picture_actions.emotion.connect(presenter.show_emotion)
    window.picture_actions.why.connect(now.card.set_why)
    now.card.moment_button.clicked.connect(lambda _=False: presenter.ask_moment())
    window.analysis_actions.explaining.connect(presenter.show_moment)
    now.card.stars.rated.connect(window.ratings.rate_playing)
    window.mini.rated.connect(window.ratings.rate_playing)
    window.ratings.shown.connect(window.mini.show_stars)
    now.plot.seek_requested.connect(window.playing_actions.seek)
    now.plot.seek_requested.connect(lambda _: window.tips.tell("enlarge"))
    window.loop.changed.connect(now.plot.set_loop)
    now.transport.play_toggled.connect(window.playing_actions.toggle)
    now.transport.previous_requested.connect(window.playing_actions.previous)
    now.transport.next_requested.connect(window.playing_actions.next)
    window.marker_actions.changed.connect(window.markers.show)
    window.marker_actions.failed.connect(frame.notices.problem)
    now.plot.marks.moved.connect(window.markers.move)
    now.plot.marks.menu_requested.connect(window.markers.open_menu)
    _connect_live(window)
    now.transport.volume_changed.connect(lambda v: window.preferences.update(volume=v))


def _connect_live(window: MainWindow) -> None:
    live, commands, bar = window.live, window.commands, window.frame.live
    live.ear.opened.connect(live.show_opened)
    live.ear.opened.connect(lambda _: window.loop.end())
    live.ear.heard.connect(live.show_heard)
    live.ear.ready.connect(live.ask)
    live.ear.recorded.connect(live.show_recorded)
    live.ear.failed.connect(window.frame.notices.problem)
    live.ear.ended.connect(live.after_end)
    window.listening.sensed.connect(live.show_sensed)
    window.listening.failed.connect(window.frame.notices.problem)
    window.playing_actions.state_changed.connect(live.after_state)
    bar.record_toggled.connect(live.toggle_recording)
    bar.stop_requested.connect(live.stop)
    commands.live.triggered.connect(lambda _: live.toggle())
    commands.record.triggered.connect(lambda _: live.toggle_recording())
    commands.recordings.triggered.connect(lambda _: live.choose_folder())
    commands.inputs.triggered.connect(lambda action: live.listen(action.data()))
    commands.menu.aboutToShow.connect(live.list_inputs)
