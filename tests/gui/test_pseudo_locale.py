"""The window in a language that is longer than English, from either side: all of it translated, and
nothing cut.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app import i18n
from app.actions.training_run import choices
from app.main_window import MainWindow
from app.models.review_cells import ReviewColumn
from app.views.about_dialog import AboutDialog
from app.views.mini_player import MiniPlayer
from app.views.report_dialog import ReportDialog
from app.views.session_dialog import SessionDialog
from app.views.tidy_dialog import TidyDialog
from mer_core.library.crates import PLAIN
from mer_core.paths import AppPaths
from mer_core.settings import COLOUR_MAPS
from mer_core.tags.table import FAMILIES
from mer_core.workflows.tidy import MoodWord
from tests.gui import pseudo
from tests.gui.conftest import MakeWindow
from tests.gui.screens import faults, settle
from tests.gui.walk import add_two_songs, states

SIZES = ((1024, 640), (1440, 900))
#: A table that is wider than every window and scrolls sideways in English, too.
SIDEWAYS = "QTableWidget '[Fíéldš"
#: What is called the same everywhere, or by its owner: the tests' files and crates, keys, models,
#: papers, corpora, kinds of tags, colour maps, formats.
DATA = frozenset(
    ("Moodline", "Song 1", "Song 2", "Us", "tiny", "song 1", "song 2", "Evening", "Microphone",
     "Ctrl", "Shift", "Esc", "Del", "Alt", "Up", "Down", "Space", "FLAC", "kHz", "BPM", "fusion",
     "moodline-1", "moodline-2", "moodline-2-open", "path", "valence", "arousal", "moods",
     "Kite.flac", "Rain.mp3", "happy", "sad|calm")
) | {*FAMILIES} | {name.capitalize() for name in COLOUR_MAPS}  # fmt: skip
DATA |= {words for each in choices() for words in (each.id, each.group)}


@pytest.fixture(scope="session")
def language(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("translations")
    pseudo.make_language(folder)
    return folder


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def window(
    request: pytest.FixtureRequest, language: Path, paths: AppPaths, make_window: MakeWindow,
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:  # fmt: skip
    """A window with two analysed songs and a crate, in the tests' language."""
    monkeypatch.setattr(i18n, "_FOLDER", language)
    i18n._translator.cache_clear()
    with (paths.settings).open("a", encoding="utf-8") as settings:
        settings.write(f'language = "{pseudo.LANGUAGE}"\n')
    add_two_songs(paths, tmp_path)
    QApplication.setLayoutDirection(request.param)
    window = make_window()
    window.process.close()
    qtbot.waitUntil(lambda: window.now_playing.emotion is not None)
    yield window
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    i18n._translator.cache_clear()
    i18n.speak("en")


class Walk:
    """Looks at what is shown and notes what is wrong with it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.wrong: list[str] = []

    def look(self, state: str, window: QWidget | None = None, data: Iterable[str] = ()) -> None:
        """At every size, or at a window of its own size; ``data`` is shown there alone."""
        seen = window or self.window
        for size in SIZES if window is None else (None,):
            settle(seen, size)
            found = [each for each in faults(seen) if not each.startswith(SIDEWAYS)]
            if size is not None and seen.size().toTuple() != size:
                found.append(f"needs {seen.size().toTuple()}")
            self.wrong += [f"{state} {size}: {fault}" for fault in found]
            if where := os.environ.get("SCREENS"):
                side = QApplication.layoutDirection().name
                name = state.replace(":", "").replace(" ", "-")
                seen.grab().save(f"{where}/{name}-{side}-{size[0] if size else 0}.png")
        for place, text in pseudo.texts(seen):
            self.read(f"{state}: {place}", text, data)

    def read(self, place: str, text: str, data: Iterable[str] = ()) -> None:
        """A text is translated, but for what is data."""
        if rest := pseudo.untranslated(text, DATA | {*data}):
            line = f"{place}: {rest!r} is not translated"
            if line not in self.wrong:
                self.wrong.append(line)

    def read_menu(self, state: str, menu: QMenu) -> None:
        """Every word of a menu and of those below it."""
        for text in pseudo.words_of_menu(menu):
            self.read(state, text)


def test_every_page_is_translated_and_fits(window: MainWindow, qtbot: QtBot) -> None:
    walk = Walk(window)
    for state, data in states(window, qtbot):
        walk.look(state, data=data)
    assert not walk.wrong, "\n".join(walk.wrong)


def test_a_written_file_is_green(window: MainWindow, qtbot: QtBot) -> None:
    """The colour is the result's, whatever its word is."""
    with qtbot.waitSignal(window.tag_actions.staged):
        window.menus.go("review")
    model, table = window.review_model, window.frame.review.table
    settle(window, SIZES[1])
    place = table.visualRect(model.index(0, ReviewColumn.RESULT))

    def inks() -> set[str]:
        image = table.viewport().grab(place).toImage()
        return {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
        }

    good, bad = (window.frame.theme.colour(name).name() for name in ("good", "bad"))
    assert not inks() & {good, bad}
    track = model.changes[0].track_id
    for result, ink, other in (("written", good, bad), ("No room.", bad, good)):
        model.set_result(track, result)
        assert ink in inks()
        assert other not in inks()


def test_every_menu_is_translated(window: MainWindow, qtbot: QtBot) -> None:
    walk = Walk(window)
    with qtbot.waitSignal(window.crate_actions.made):
        window.crate_actions.create("Evening", PLAIN, None)
    window.menus.fill_columns_menu()
    walk.read_menu("the menu", window.commands.menu)
    menu, _ = window.commands.track_menu()
    window.crates.fill_song_menu(menu, [1])
    walk.read_menu("a song's menu", menu)
    window.crates.crate_menu(window.frame.sidebar.current_crate(), QPoint(10, 10))
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    walk.read_menu("a crate's menu", popup)
    popup.close()
    for text in pseudo.words_of_actions(window.frame.review.table.actions()):
        walk.read("the review's menu", text)
    assert not walk.wrong, "\n".join(walk.wrong)


def test_every_dialog_is_translated_and_fits(window: MainWindow, qtbot: QtBot) -> None:
    walk, theme = Walk(window), window.frame.theme
    window.commands.export.trigger()
    export = window.handover.dialog
    assert export is not None
    qtbot.waitUntil(lambda: bool(export.count.text()))
    for row in range(export.formats.count()):
        export.formats.setCurrentRow(row)
        qtbot.waitUntil(lambda: bool(export.count.text()))
        walk.look(f"export {row}", export)
    export.close()
    about = AboutDialog(theme, window.library.model, window.paths, "", window)
    others: dict[str, QWidget] = {
        "tidy": TidyDialog(theme, [MoodWord("[wild]", 3)], window),
        "session": SessionDialog(theme, ["[Song]"], window),
        "about": about,
        "report": (told := ReportDialog(theme, "[a report]", window)),
        "mini": MiniPlayer(theme),
    }
    facts = list(about.facts.values())
    for name, dialog in others.items():
        dialog.show()
        walk.look(name, dialog, data=facts if dialog is about else [told.text.toPlainText()])
        dialog.close()
    assert not walk.wrong, "\n".join(walk.wrong)
