"""Mood chips and covers, as they are painted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.theme import Theme, apply
from app.widgets.chips import MoodChips, chips_width, paint_chips
from app.widgets.cover import CoverArt
from mer_core.emotion import MOODS, MoodScore

THEME = Theme.dark()


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    apply(qapp, THEME)


def shown(qtbot: QtBot, widget: QWidget, width: int = 400, height: int = 200) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget.grab().toImage()


def test_chips_break_into_lines_where_the_row_is_short(qtbot: QtBot) -> None:
    chips = MoodChips(THEME)
    qtbot.addWidget(chips)
    chips.set_moods([MoodScore(name, 0.5) for name in MOODS])
    assert chips.heightForWidth(4000) == 20
    assert chips.heightForWidth(200) > chips.heightForWidth(500) > 20
    assert "nostalgic 0.50" in chips.accessibleName()


def test_only_chips_with_room_are_painted_but_always_the_first(qapp: QApplication) -> None:
    moods = [MoodScore("energetic", 0.8), MoodScore("nostalgic", 0.5)]
    picture = QPixmap(400, 30)
    painter = QPainter(picture)
    full = chips_width(moods, THEME)
    assert paint_chips(painter, QRectF(0, 0, full, 30), moods, THEME) == 2
    assert paint_chips(painter, QRectF(0, 0, full - 5, 30), moods, THEME) == 1
    assert paint_chips(painter, QRectF(0, 0, 40, 30), moods, THEME) == 1
    painter.end()


def test_a_cover_is_shown_and_damaged_bytes_show_the_gradient(qtbot: QtBot) -> None:
    picture = QImage(40, 20, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.green)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    cover = CoverArt(THEME)
    gradient = shown(qtbot, cover, 64, 64)
    cover.set_picture(buffer.data().data())
    assert cover.grab().toImage().pixelColor(32, 32).green() == 255
    cover.set_picture(b"not a picture")
    assert cover.grab().toImage() == gradient


def test_a_track_always_has_the_same_gradient_and_another_another(qtbot: QtBot) -> None:
    cover = CoverArt(THEME)
    shown(qtbot, cover, 64, 64)

    def picture(key: str, valence: float) -> QImage:
        cover.set_track(key, valence, 0.3)
        return cover.grab().toImage()

    assert picture("a", 0.5) == picture("a", 0.5)
    assert picture("a", 0.5) != picture("b", 0.5)
    assert picture("a", 0.5) != picture("a", -0.5)
