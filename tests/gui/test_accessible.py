"""What a screen reader gets to hear: a name for every control, the curves in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.views.about_dialog import AboutDialog
from app.views.mini_player import MiniPlayer
from app.views.report_dialog import ReportDialog
from app.views.session_dialog import SessionDialog
from app.views.tidy_dialog import TidyDialog
from app.widgets.curve_words import curve_words
from mer_core.emotion import EmotionCurve
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.workflows.scan import scan
from mer_core.workflows.tidy import MoodWord
from tests.core.library.samples import make_curve, make_emotion
from tests.gui.conftest import MakeWindow, make_song
from tests.gui.screens import settle

PAGES: dict[str, Callable[[MainWindow], object]] = {
    "library": lambda window: window.frame.show_page("library"),
    "map": lambda window: window.frame.show_page("map"),
    "journey": lambda window: window.journey.open(),
    "review": lambda window: window.review.open(),
    "training": lambda window: window.training.open(),
    "guide": lambda window: window.help.open_guide(),
}


@pytest.fixture
def window(paths: AppPaths, make_window: MakeWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A window with one analysed song below."""
    song = make_song(tmp_path / "song.flac", seed=1, duration_s=6.0)
    with Library.open(paths.library) as library:
        scan(SilentContext(), library, [song])
        curve = make_curve([-0.4, -0.4, 0.1, 0.6, 0.6, 0.6], [0.2] * 6, ["sad"] * 2 + ["happy"] * 4)
        library.save_emotion(library.rows()[0].track.id, make_emotion(curve=curve, duration_s=6.0))
    window = make_window()
    window.process.close()
    qtbot.waitUntil(lambda: window.now_playing.emotion is not None)
    return window


def nameless(window: QWidget) -> list[str]:
    """What can have the keyboard and is seen, but has no name. A combo box says what is chosen; for
    what, its label or its tip says.
    """
    found = []
    for widget in window.findChildren(QWidget):
        parent = widget.parentWidget()
        within = isinstance(parent, QAbstractSpinBox)  # its own line is part of it
        reached = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible()
        if not reached or within or widget.focusProxy() is not None:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name)
        if isinstance(widget, QComboBox) and not interface.relations(
            QAccessible.RelationFlag.Label
        ):
            name = interface.text(QAccessible.Text.Description)
        if not name.strip():
            found.append(f"{type(widget).__name__} in {type(parent).__name__}")
    return found


@pytest.mark.parametrize("page", PAGES)
def test_every_control_has_a_name(window: MainWindow, page: str) -> None:
    PAGES[page](window)
    settle(window, (1280, 800))
    assert window.frame.page == page
    assert nameless(window) == []


def test_every_control_of_a_dialog_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    theme = window.frame.theme
    window.commands.export.trigger()
    export = window.handover.dialog
    assert export is not None
    qtbot.waitUntil(lambda: bool(export.count.text()))
    dialogs: dict[str, QWidget] = {
        "tidy": TidyDialog(theme, [MoodWord("wild", 3)], window),
        "session": SessionDialog(theme, ["Song"], window),
        "about": AboutDialog(theme, window.library.model, window.paths, "", window),
        "report": ReportDialog(theme, "a report", window),
        "mini": MiniPlayer(theme),
    }
    found = {"export": nameless(export)}
    export.close()
    for name, dialog in dialogs.items():
        dialog.show()
        found[name] = nameless(dialog)
        dialog.close()
    assert not any(found.values()), found


def test_a_control_without_a_name_would_be_found(window: MainWindow) -> None:
    bare = QWidget(window.frame)
    bare.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    bare.show()
    unsaid = QComboBox(window.frame)
    unsaid.addItem("chosen")
    unsaid.setAccessibleName("For what")
    unsaid.show()
    assert nameless(window) == ["QWidget in Frame", "QComboBox in Frame"]


def test_the_curves_are_told_in_words(window: MainWindow) -> None:
    interface = QAccessible.queryAccessibleInterface(window.frame.now_playing.plot)
    words = interface.text(QAccessible.Text.Description)
    assert "Valence rises from -0.40 to +0.60, highest +0.60 at 0:03" in words.replace("−", "-")
    assert "Arousal begins and ends near +0.20" in words
    assert words.endswith("Moods: sad from 0:00, happy from 0:02.")


def test_a_curve_without_steps_says_nothing() -> None:
    none = np.zeros(0, np.float32)
    assert curve_words(EmotionCurve(0.0, 0.5, none, none, ())) == ""
