"""Everything that can be done from the keyboard or the menu, in one list."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.plain import menu_text
from mer_core.settings import CODE_PAGES, THEMES


class Commands(QObject):
    """The window's actions and the menu that lists them; the window connects them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.add_folder = self._make("Add folder…", "Ctrl+O")
        self.add_files = self._make("Add files…", "Ctrl+Shift+O")
        self.rescan = self._make("Look for new and changed files", "F5")
        self.reread = self._make("Read all files again", "Shift+F5")
        self.watch = self._make("Watch the folders", checkable=True)
        self.export = self._make("Export…", "Ctrl+Shift+E")
        self.import_file = self._make("Import corrections or analyses…")
        self.review = self._make("Review, then apply", "Ctrl+S")
        self.tidy = self._make("Tidy moods…")
        self.undo = self._make("Undo last write", "Ctrl+Shift+U")
        self.correct = self._make("Correct mood…", "F2")  # in the table alone: others have F2 too
        self.correct.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.listen = self._make("Listen to what decided the mood", "L")  # in the table, too
        self.listen.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.quick = self._make("Correct while listening", "Ctrl+E")
        self.undo_change = self._make("Undo change", "Ctrl+Z")
        self.redo_change = self._make("Redo change", "Ctrl+Shift+Z")
        self.set_history(False, False)
        self.find = self._make("Search", "Ctrl+F")
        self.play = self._make("Play or pause", "Space")
        self.next = self._make("Next song", "Ctrl+Right")
        self.previous = self._make("Previous song", "Ctrl+Left")
        self.forward = self._make("Forward 5 s", "Right")
        self.back = self._make("Back 5 s", "Left")
        self.far_forward = self._make("Forward 30 s", "Shift+Right")
        self.far_back = self._make("Back 30 s", "Shift+Left")
        self.follow = self._make("Follow the playhead", checkable=True)
        self.pause_analysis = self._make("Pause or resume the analysis", "Ctrl+P")
        self.analyse = self._make("Analyse what is missing")
        self.training = self._make("Training and models", "Ctrl+T")
        self.quit = self._make("Quit", "Ctrl+Q")
        self.open_menu = self._make("Menu", "F10")
        self.guide = self._make("Guide", "F1")
        self.new_crate = self._make("New crate", "Ctrl+N")
        self.new_smart_crate = self._make("New smart crate from this search", "Ctrl+Shift+N")
        self.new_folder = self._make("New folder")
        self.journey = self._make("Journey over the mood map", "Ctrl+J")
        self.like = self._make("More like this moment", "Ctrl+L")
        self.themes = QActionGroup(self)
        for name in THEMES:
            action = self._make(name.replace("-", " ").capitalize(), checkable=True)
            action.setData(name)
            self.themes.addAction(action)
        self.code_pages = QActionGroup(self)
        for page, words in CODE_PAGES.items():
            action = self._make(words, checkable=True)
            action.setData(page)
            self.code_pages.addAction(action)
        self.devices = QActionGroup(self)
        self.menu = QMenu(window)
        self.device_menu = QMenu("Sound output", self.menu)
        self.columns_menu = QMenu("Columns", self.menu)
        self._fill_menu()
        self.set_devices([], "")

    def set_history(self, can_undo: bool, can_redo: bool) -> None:
        """Whether changes can be taken back, and made again."""
        self.undo_change.setEnabled(can_undo)
        self.redo_change.setEnabled(can_redo)

    @property
    def new_crate_actions(self) -> list[QAction]:
        """What makes a crate."""
        return [self.new_crate, self.new_smart_crate, self.new_folder]

    def set_theme_name(self, name: str) -> None:
        """Tick the chosen look."""
        for action in self.themes.actions():
            action.setChecked(action.data() == name)

    def set_code_page(self, page: str) -> None:
        """Tick the chosen code page of old tags."""
        for action in self.code_pages.actions():
            action.setChecked(action.data() == page)

    def set_devices(self, names: Iterable[str], chosen: str) -> None:
        """List the sound outputs."""
        self.device_menu.clear()
        for action in self.devices.actions():
            self.devices.removeAction(action)
        for name in ("", *names):
            action = self.device_menu.addAction(menu_text(name) or "The system's default")
            action.setCheckable(True)
            action.setData(name)
            action.setChecked(name == chosen)
            self.devices.addAction(action)

    def track_menu(self) -> tuple[QMenu, dict[str, QAction]]:
        """The menu of chosen songs: its actions by what they do."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = {
            "play": "Play", "like": "More like this", "correct": "Correct mood…",
            "uncorrect": "Take the correction back", "review": "Review these songs",
            "export": "Export…", "analyse": "Analyse again",
            "retry": "Try failed songs again", "show": "Show in folder",
            "remove": "Remove from the library (files stay)",
        }  # fmt: skip
        return menu, {key: menu.addAction(text) for key, text in words.items()}

    def _make(self, text: str, shortcut: str = "", *, checkable: bool = False) -> QAction:
        action = QAction(text, self._window)
        action.setCheckable(checkable)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._window.addAction(action)
        return action

    def _fill_menu(self) -> None:
        menu = self.menu
        menu.addActions([self.add_folder, self.add_files, self.rescan, self.reread])
        menu.addAction(self.watch)
        menu.addMenu("Text of old tags").addActions(self.code_pages.actions())
        menu.addSeparator()
        menu.addActions([self.export, self.import_file])
        menu.addSeparator()
        menu.addActions([self.analyse, self.pause_analysis, self.training])
        menu.addSeparator()
        menu.addActions([self.correct, self.quick, self.undo_change, self.redo_change])
        menu.addSeparator()
        menu.addActions([self.review, self.tidy, self.undo])
        menu.addSeparator()
        crates = menu.addMenu("Crates")
        crates.addActions(self.new_crate_actions)
        crates.addSeparator()
        crates.addActions([self.journey, self.like])
        playing = menu.addMenu("Playback")
        playing.addActions(
            [
                self.play, self.listen, self.previous, self.next, self.back, self.forward,
                self.far_back, self.far_forward,
            ]
        )  # fmt: skip
        playing.addSeparator()
        playing.addAction(self.follow)
        menu.addMenu(self.device_menu)
        look = menu.addMenu("Look")
        look.addActions(self.themes.actions())
        menu.addMenu(self.columns_menu)
        menu.addAction(self.find)
        menu.addMenu("Help").addAction(self.guide)
        menu.addSeparator()
        menu.addAction(self.quit)
