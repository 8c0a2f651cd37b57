"""Everything that can be done from the keyboard or the menu, in one list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.actions.sleep import SLEEPS
from app.i18n import mark, tr
from app.plain import menu_text
from mer_core.settings import CODE_PAGES, COLOUR_MAPS, THEMES, WAVEFORMS, Settings

#: Seconds of crossfade to choose from, and ways to bring songs to one loudness.
CROSSFADES = {0.0: mark("Off"), 2.0: "2 s", 4.0: "4 s", 6.0: "6 s", 8.0: "8 s", 12.0: "12 s"}
LOUDNESS_WORDS = {
    "off": mark("Off"),
    "track": mark("Every song alike"),
    "album": mark("Albums as they are"),
}
THEME_WORDS = {
    "system": mark("System"),
    "dark": mark("Dark"),
    "light": mark("Light"),
    "high-contrast": mark("High contrast"),
}
WAVEFORM_WORDS = {
    "plain": mark("Plain"),
    "mood": mark("By mood"),
    "bands": mark("By bass, middle and treble"),
}


class Commands(QObject):
    """The window's actions and the menu that lists them; the window connects them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._usual: dict[QAction, str] = {}
        self.add_folder = self._make(tr("Add folder…"), "Ctrl+O")
        self.add_files = self._make(tr("Add files…"), "Ctrl+Shift+O")
        self.rescan = self._make(tr("Look for new and changed files"), "F5")
        self.reread = self._make(tr("Read all files again"), "Shift+F5")
        self.watch = self._make(tr("Watch the folders"), checkable=True)
        self.export = self._make(tr("Export…"), "Ctrl+Shift+E")
        self.save_song = self._make(tr("Save picture or curve…"), "Ctrl+Shift+P")
        self.import_file = self._make(tr("Import corrections or analyses…"))
        self.review = self._make(tr("Review, then apply"), "Ctrl+S")
        self.tidy = self._make(tr("Tidy moods…"))
        self.undo = self._make(tr("Undo last write"), "Ctrl+Shift+U")
        self.correct = self._make(tr("Correct mood…"), "F2")  # in the table alone
        self.correct.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.listen = self._make(tr("Listen to what decided the mood"), "L")  # in the table, too
        self.listen.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.quick = self._make(tr("Correct while listening"), "Ctrl+E")
        self.undo_change = self._make(tr("Undo change"), "Ctrl+Z")
        self.redo_change = self._make(tr("Redo change"), "Ctrl+Shift+Z")
        self.set_history(False, False)
        self.find = self._make(tr("Search"), "Ctrl+F")
        self.play = self._make(tr("Play or pause"), "Space")
        self.next = self._make(tr("Next song"), "Ctrl+Right")
        self.previous = self._make(tr("Previous song"), "Ctrl+Left")
        self.forward = self._make(tr("Forward 5 s"), "Right")
        self.back = self._make(tr("Back 5 s"), "Left")
        self.far_forward = self._make(tr("Forward 30 s"), "Shift+Right")
        self.far_back = self._make(tr("Back 30 s"), "Shift+Left")
        self.queue = self._make(tr("Queue"), "Ctrl+U")
        self.mini = self._make(tr("Mini player"), "Ctrl+M")
        self.enqueue = self._make(tr("Add to queue"), "Q")  # in the table, too
        self.play_next = self._make(tr("Play next"), "Shift+Q")
        for action in (self.enqueue, self.play_next):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.ratings = QActionGroup(self)  # each with its number of stars
        for stars in range(6):
            words = tr("%n star(s)", "", stars) if stars else tr("No stars")
            action = self._make(words, f"Alt+{stars}")
            action.setData(stars)
            self.ratings.addAction(action)
        self.shuffle = self._make(tr("Shuffle"), "Ctrl+H", checkable=True)
        self.repeat = self._make(tr("Repeat: off, list, song"), "Ctrl+R")
        self.loop = self._make(tr("Loop this section"), "Ctrl+B", checkable=True)
        self.mark = self._make(tr("Set a marker"), "Ctrl+D")
        self.next_marker = self._make(tr("Next marker"), "Alt+Right")
        self.previous_marker = self._make(tr("Previous marker"), "Alt+Left")
        self.switch = self._make(tr("Hear the compared song"), "Ctrl+Shift+X")
        self.follow = self._make(tr("Follow the playhead"), checkable=True)
        self.enlarge = self._make(tr("Enlarge the playing song"), "F11", checkable=True)
        self.pause_analysis = self._make(tr("Pause or resume the analysis"), "Ctrl+P")
        self.analyse = self._make(tr("Analyse what is missing"))
        self.training = self._make(tr("Training and models"), "Ctrl+T")
        self.quit = self._make(tr("Quit"), "Ctrl+Q")
        self.open_menu = self._make(tr("Menu"), "F10")
        self.settings = self._make(tr("Settings"), "Ctrl+,")
        self.guide = self._make(tr("Guide"), "F1")
        self.report = self._make(tr("Copy report…"))
        self.about = self._make(tr("About Moodline"))
        self.new_crate = self._make(tr("New crate"), "Ctrl+N")
        self.new_smart_crate = self._make(tr("New smart crate from this search"), "Ctrl+Shift+N")
        self.new_folder = self._make(tr("New folder"))
        self.journey = self._make(tr("Journey over the mood map"), "Ctrl+J")
        self.like = self._make(tr("More like this moment"), "Ctrl+L")
        self.keep = self._make(tr("Keep this mood"), "Ctrl+K")
        self.layouts = self._make(tr("Column layouts"), "Ctrl+Shift+L")
        self.group = self._make(tr("Group by album"), "Ctrl+G", checkable=True)
        self.standard_layout = self._make(tr("Standard"), checkable=True)
        self.keep_layout = self._make(tr("Save this layout as…"))
        self.rename_layout = self._make(tr("Rename the layout…"))
        self.delete_layout = self._make(tr("Delete the layout"))
        self.themes = self._choice({name: THEME_WORDS[name] for name in THEMES})
        self.colour_maps = self._choice({name: name.capitalize() for name in COLOUR_MAPS})
        self.waveforms = self._choice({name: WAVEFORM_WORDS[name] for name in WAVEFORMS})
        self.code_pages = self._choice(CODE_PAGES)
        self.crossfades = self._choice(CROSSFADES)
        self.loudness = self._choice(LOUDNESS_WORDS)
        self.sleeps = self._choice(SLEEPS)
        self.show_sleep(0)
        self.devices = QActionGroup(self)
        self.inputs = QActionGroup(self)
        self.live = self._make(tr("Listen live"), "Ctrl+I", checkable=True)
        self.record = self._make(tr("Record what is heard"), "Ctrl+Shift+R", checkable=True)
        self.record.setEnabled(False)
        self.recordings = self._make(tr("Folder for recordings…"))
        self.menu = QMenu(window)
        self.device_menu = QMenu(tr("Sound output"), self.menu)
        self.live_menu = QMenu(tr("Live input"), self.menu)
        self.columns_menu = QMenu(tr("Columns"), self.menu)
        self._fill_menu()
        self.set_devices([], "")
        self.set_inputs([], "")

    def set_history(self, can_undo: bool, can_redo: bool) -> None:
        """Whether changes can be taken back, and made again."""
        self.undo_change.setEnabled(can_undo)
        self.redo_change.setEnabled(can_redo)

    @property
    def new_crate_actions(self) -> list[QAction]:
        """What makes a crate."""
        return [self.new_crate, self.new_smart_crate, self.new_folder]

    def show_settings(self, settings: Settings) -> None:
        """Tick what is chosen."""
        for group, chosen in (
            (self.themes, settings.theme), (self.code_pages, settings.code_page),
            (self.colour_maps, settings.colour_map), (self.waveforms, settings.waveform),
            (self.crossfades, settings.crossfade_s), (self.loudness, settings.loudness),
        ):  # fmt: skip
            for action in group.actions():
                action.setChecked(action.data() == chosen)
        self.follow.setChecked(settings.follow_playhead)
        self.watch.setChecked(settings.watch)

    def show_sleep(self, minutes: int) -> None:
        """Tick when playback is to pause."""
        for action in self.sleeps.actions():
            action.setChecked(action.data() == minutes)

    def set_devices(self, names: Iterable[str], chosen: str) -> None:
        """List the sound outputs."""
        self.device_menu.clear()
        for action in self.devices.actions():
            self.devices.removeAction(action)
        for name in ("", *names):
            action = self.device_menu.addAction(menu_text(name) or tr("The system's default"))
            action.setCheckable(True)
            action.setData(name)
            action.setChecked(name == chosen)
            self.devices.addAction(action)

    def set_inputs(self, names: Iterable[str], chosen: str) -> None:
        """List what can be listened to live."""
        self.live_menu.clear()
        self.live_menu.addActions([self.live, self.record, self.recordings])
        self.live_menu.addSeparator()
        for action in self.inputs.actions():
            self.inputs.removeAction(action)
        for name in ("", *names):
            text = tr("Listen to the system's default")
            if name:
                text = tr("Listen to {name}").format(name=menu_text(name))
            action = self.live_menu.addAction(text)
            action.setCheckable(True)
            action.setData(name)
            action.setChecked(name == chosen)
            self.inputs.addAction(action)

    def track_menu(self) -> tuple[QMenu, dict[str, QAction]]:
        """The menu of chosen songs: its actions by what they do."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = {
            "play": tr("Play"), "next": tr("Play next"), "queue": tr("Add to queue"),
            "like": tr("More like this"), "compare": tr("Compare with the playing song"),
            "correct": tr("Correct mood…"),
            "uncorrect": tr("Take the correction back"), "review": tr("Review these songs"),
            "export": tr("Export…"), "analyse": tr("Analyse again"),
            "retry": tr("Try failed songs again"), "show": tr("Show in folder"),
            "remove": tr("Remove from the library (files stay)"),
        }  # fmt: skip
        return menu, {key: menu.addAction(text) for key, text in words.items()}

    def _choice(self, words: Mapping[Any, str]) -> QActionGroup:
        """One of several values, each with its words, English."""
        group = QActionGroup(self)
        for value, text in words.items():
            action = self._make(tr(text), checkable=True)
            action.setData(value)
            group.addAction(action)
        return group

    def _make(self, text: str, shortcut: str = "", *, checkable: bool = False) -> QAction:
        action = QAction(text, self._window)
        action.setCheckable(checkable)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._window.addAction(action)
        self._usual[action] = shortcut
        return action

    @property
    def keyed(self) -> dict[str, QAction]:
        """What keys can be given to, by names that stay."""
        named = {name: each for name, each in vars(self).items() if isinstance(each, QAction)}
        stars = {f"rate_{each.data()}": each for each in self.ratings.actions()}
        return named | stars

    @property
    def in_header(self) -> tuple[QAction, ...]:
        """What has a button in the header: adding, reviewing, the queue, the menu."""
        return self.add_folder, self.review, self.queue, self.open_menu

    def usual_keys(self, action: QAction) -> str:
        """What an action is reached by as long as nobody chooses otherwise."""
        return self._usual[action]

    def set_keys(self, chosen: Iterable[str]) -> None:
        """Use the keys of Settings.keys; a command that is not there any more is passed over."""
        own = dict(entry.split("=", 1) for entry in chosen)
        for name, action in self.keyed.items():
            action.setShortcut(QKeySequence(own.get(name, self._usual[action])))

    def _fill_menu(self) -> None:
        menu = self.menu
        menu.addActions([self.add_folder, self.add_files, self.rescan, self.reread])
        menu.addAction(self.watch)
        menu.addMenu(tr("Text of old tags")).addActions(self.code_pages.actions())
        menu.addSeparator()
        menu.addActions([self.export, self.import_file])
        menu.addSeparator()
        menu.addActions([self.analyse, self.pause_analysis, self.training])
        menu.addSeparator()
        menu.addActions([self.correct, self.quick, self.undo_change, self.redo_change])
        menu.addSeparator()
        menu.addActions([self.review, self.tidy, self.undo])
        menu.addSeparator()
        crates = menu.addMenu(tr("Crates"))
        crates.addActions(self.new_crate_actions)
        crates.addSeparator()
        crates.addActions([self.journey, self.like])
        playing = menu.addMenu(tr("Playback"))
        playing.addActions(
            [
                self.play, self.listen, self.previous, self.next, self.back, self.forward,
                self.far_back, self.far_forward,
            ]
        )  # fmt: skip
        playing.addSeparator()
        playing.addActions([self.queue, self.play_next, self.enqueue, self.shuffle, self.repeat])
        playing.addMenu(tr("Rate")).addActions(self.ratings.actions())
        playing.addAction(self.keep)
        playing.addAction(self.mini)
        playing.addSeparator()
        playing.addActions([self.mark, self.previous_marker, self.next_marker])
        playing.addActions([self.loop, self.follow, self.enlarge, self.switch])
        playing.addAction(self.save_song)
        playing.addMenu(tr("Sleep timer")).addActions(self.sleeps.actions())
        playing.addMenu(tr("Crossfade")).addActions(self.crossfades.actions())
        playing.addMenu(tr("Even loudness (ReplayGain)")).addActions(self.loudness.actions())
        menu.addMenu(self.device_menu)
        menu.addMenu(self.live_menu)
        look = menu.addMenu(tr("Look"))
        look.addActions(self.themes.actions())
        look.addMenu(tr("Spectrogram")).addActions(self.colour_maps.actions())
        look.addMenu(tr("Waveform")).addActions(self.waveforms.actions())
        menu.addMenu(self.columns_menu)
        menu.addActions([self.find, self.settings])
        menu.addMenu(tr("Help")).addActions([self.guide, self.report, self.about])
        menu.addSeparator()
        menu.addAction(self.quit)
