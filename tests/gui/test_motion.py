"""Reduced motion: what would move by itself stands still."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.theme import Theme, application, apply, is_still
from app.widgets.progress_strip import ProgressStrip
from mer_core.jobs import Progress
from tests.gui.conftest import MakeWindow

APP = Path(__file__).parents[2] / "app"
_EFFECTS = Qt.UIEffect.UI_General


@pytest.fixture
def lively(qapp: QApplication) -> Iterator[None]:
    """A system whose menus and tips move."""
    before = qapp.isEffectEnabled(_EFFECTS)
    application._effects.cache_clear()
    qapp.setEffectEnabled(_EFFECTS, True)
    yield
    qapp.setEffectEnabled(_EFFECTS, before)
    application._effects.cache_clear()


def test_a_bar_without_an_end_stands_still(qtbot: QtBot) -> None:
    for still in (True, False):
        strip = ProgressStrip(replace(Theme.dark(), is_still=still))
        qtbot.addWidget(strip)
        strip.set_progress(Progress("Loading the model", 0, None))
        assert (strip.bar.maximum() == 0) is not still  # Qt moves a bar without a range
        assert strip.bar.isVisibleTo(strip)


@pytest.mark.usefixtures("lively")
def test_menus_and_tips_move_only_where_they_may(qapp: QApplication) -> None:
    apply(qapp, replace(Theme.dark(), is_still=True))
    assert not qapp.isEffectEnabled(_EFFECTS)
    apply(qapp, Theme.dark())
    assert qapp.isEffectEnabled(_EFFECTS)


def test_the_choice_is_followed_at_once_and_kept(make_window: MakeWindow) -> None:
    assert is_still("reduced")
    assert not is_still("full")
    window = make_window()
    assert not window.frame.theme.is_still
    window.settings_page.open()
    form = window.settings_page.page.look
    for field, value in (("motion", "reduced"), ("colours", "safe")):
        box = form._boxes[field]
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    assert window.frame.theme.is_still
    assert window.frame.theme.is_safe
    window.close()
    again = make_window()
    assert again.frame.theme.is_still
    assert again.frame.theme.is_safe


def test_nothing_else_moves_by_itself() -> None:
    """What Qt animates for us; who needs it asks ``Theme.is_still`` first."""
    moving = re.compile(
        r"Q(Property|Variant|Sequential|Parallel)\w*Animation|QTimeLine|QMovie|QScroller"
        r"|setAnimated|DockOption.Animated"
    )
    found = [
        str(path.relative_to(APP))
        for path in sorted(APP.rglob("*.py"))
        if moving.search(text := path.read_text("utf-8")) and "is_still" not in text
    ]
    assert not found
