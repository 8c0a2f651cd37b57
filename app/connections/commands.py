"""The commands of menu and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.actions.playing import LONG_STEP_S, STEP_S

if TYPE_CHECKING:
    from app.main_window import MainWindow


def connect_commands(window: MainWindow) -> None:
    """Let each do what it says."""
    commands, playing, menus = window.commands, window.playing_actions, window.menus
    for command, act in (
        (commands.add_folder, menus.choose_folder),
        (commands.add_files, menus.choose_files),
        (commands.rescan, menus.rescan),
        (commands.reread, lambda: menus.rescan(again=True)),
        (commands.export, window.handover.export),
        (commands.import_file, window.handover.import_file),
        (commands.save_song, lambda: window.handover.save_song(window.now_playing.emotion)),
        (commands.analyse, lambda: window.library.analyse()),
        (commands.training, window.training.open),
        (commands.pause_analysis, window.analysis_actions.toggle_pause),
        (commands.review, window.review.review_or_apply),
        (commands.tidy, window.review.tidy),
        (commands.undo, window.review.undo),
        (commands.correct, window.corrections.edit),
        (commands.quick, window.corrections.toggle_quick),
        (commands.undo_change, window.history.undo),
        (commands.redo_change, window.history.redo),
        (commands.new_crate, window.crates.new_plain),
        (commands.new_smart_crate, window.crates.new_smart),
        (commands.new_folder, window.crates.new_folder),
        (commands.journey, window.journey.open),
        (commands.like, window.like.like_moment),
        (commands.keep, window.like.keep_mood),
        (commands.find, menus.focus_search),
        (commands.play, window.now_playing.play_or_pause),
        (commands.listen, window.now_playing.listen_to_current),
        (commands.mark, window.marker_actions.add),
        (commands.next_marker, lambda: window.marker_actions.go(1)),
        (commands.previous_marker, lambda: window.marker_actions.go(-1)),
        (commands.switch, window.compare.switch),
        (commands.loop, window.now_playing.toggle_loop),
        (commands.queue, window.queue.toggle),
        (commands.mini, window.mini.open),
        (commands.enqueue, window.queue.add),
        (commands.play_next, lambda: window.queue.add(first=True)),
        (commands.shuffle, window.queue.shuffle),
        (commands.repeat, window.queue.repeat),
        (commands.next, playing.next),
        (commands.previous, playing.previous),
        (commands.forward, lambda: playing.nudge(STEP_S)),
        (commands.back, lambda: playing.nudge(-STEP_S)),
        (commands.far_forward, lambda: playing.nudge(LONG_STEP_S)),
        (commands.far_back, lambda: playing.nudge(-LONG_STEP_S)),
        (commands.layouts, window.layouts.open_menu),
        (commands.standard_layout, window.layouts.use_standard),
        (commands.keep_layout, window.layouts.keep),
        (commands.rename_layout, window.layouts.rename),
        (commands.delete_layout, window.layouts.delete),
        (commands.settings, window.settings_page.open),
        (commands.guide, window.help.open_guide),
        (commands.report, window.help.open_report),
        (commands.about, window.help.open_about),
        (commands.open_menu, window.frame.header.menu_button.showMenu),
        (commands.quit, window.close),
    ):
        command.triggered.connect(lambda _checked=False, act=act: act())
    update = window.preferences.update
    commands.enlarge.toggled.connect(window.frame.set_large)
    window.frame.large_changed.connect(commands.enlarge.setChecked)
    # Where there is nothing to loop the tick goes, too.
    commands.loop.triggered.connect(lambda _: commands.loop.setChecked(bool(window.loop.span)))
    window.loop.changed.connect(lambda span: commands.loop.setChecked(span is not None))
    commands.follow.toggled.connect(lambda on: update(follow_playhead=on))
    commands.watch.toggled.connect(lambda on: update(watch=on))
    commands.colour_maps.triggered.connect(lambda action: update(colour_map=action.data()))
    commands.waveforms.triggered.connect(lambda action: update(waveform=action.data()))
    commands.ratings.triggered.connect(lambda action: window.ratings.rate(action.data()))
    commands.themes.triggered.connect(lambda action: update(theme=action.data()))
    commands.sleeps.triggered.connect(lambda action: window.sleep.set(action.data()))
    window.sleep.slept.connect(lambda: commands.show_sleep(0))
    commands.crossfades.triggered.connect(lambda action: update(crossfade_s=action.data()))
    commands.loudness.triggered.connect(lambda action: update(loudness=action.data()))
    commands.code_pages.triggered.connect(lambda action: update(code_page=action.data()))
    commands.devices.triggered.connect(lambda action: update(output_device=action.data()))
    commands.device_menu.aboutToShow.connect(lambda: menus.show_devices(window.player.devices()))
    commands.columns_menu.aboutToShow.connect(menus.fill_columns_menu)
