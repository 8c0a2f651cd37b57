"""The search field under a real keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.theme import Theme, apply
from app.widgets.search_field import SearchField
from tests.waiting import PATIENCE_MS

THEME = Theme.dark()


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    apply(qapp, THEME)


def shown(qtbot: QtBot, widget: QWidget, width: int = 400, height: int = 200) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget.grab().toImage()


def test_the_search_field_waits_for_a_pause_and_then_asks_once(qtbot: QtBot) -> None:
    field = SearchField(THEME)
    shown(qtbot, field)
    asked: list[str] = []
    field.query_changed.connect(asked.append)
    assert 50 <= field._pause.interval() <= 300
    field._pause.setInterval(PATIENCE_MS)
    QTest.keyClicks(field.edit, "mood:calm")
    assert asked == []
    field._pause.start(0)  # the pause is over
    qtbot.waitUntil(lambda: asked == ["mood:calm"])
    assert not field._pause.isActive()


def test_enter_asks_at_once_and_escape_says_so(qtbot: QtBot) -> None:
    field = SearchField(THEME)
    shown(qtbot, field)
    QTest.keyClicks(field.edit, "rain")
    with qtbot.waitSignals([field.query_changed, field.submitted]):
        QTest.keyClick(field.edit, Qt.Key.Key_Return)
    with qtbot.waitSignal(field.escaped):
        QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    assert field.query() == "rain"


def test_field_names_are_coloured_and_words_are_not(qtbot: QtBot) -> None:
    field = SearchField(THEME)
    shown(qtbot, field)

    def has_accent(query: str) -> bool:
        field.set_query(query)
        image = field.edit.grab().toImage()
        points = [(x, y) for x in range(image.width()) for y in range(image.height())]
        return any(image.pixelColor(x, y).name() == THEME.accent for x, y in points)

    assert has_accent("mood:HHHH")
    assert not has_accent("HHHH HHHH")


def test_an_error_stands_under_the_field_until_it_is_taken_away(qtbot: QtBot) -> None:
    field = SearchField(THEME)
    shown(qtbot, field)
    assert not field.error_label.isVisible()
    field.set_error("A number belongs after the sign.")
    assert field.error_label.isVisible()
    assert field.error_label.text() == "A number belongs after the sign."
    field.set_error("")
    assert not field.error_label.isVisible()


def test_the_count_says_how_many_of_all() -> None:
    field = SearchField(THEME)
    field.set_count(412, 3208)
    assert field.count_label.text() == "412 of 3,208"
    field.set_count(3208, 3208)
    assert field.count_label.text() == "3,208"


def test_it_offers_how_the_search_may_go_on(qtbot: QtBot) -> None:
    field = SearchField(THEME)
    shown(qtbot, field)
    field.set_crates(["Warm up"])
    QTest.keyClicks(field.edit, "rain mo")
    popup = field.completer.popup()
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert field.query() == "rain mood:"
    QTest.keyClicks(field.edit, "ten")
    assert field._choices.stringList() == ["tense", "tender"]
    field.completer.activated.emit("tender")
    assert field.query() == "rain mood:tender "
    QTest.keyClicks(field.edit, "crate:")
    field.completer.activated.emit(field._choices.stringList()[0])
    assert field.query() == 'rain mood:tender crate:"Warm up" '
    popup.hide()


def test_the_letters_that_are_wrong_are_marked_until_they_are_changed(qtbot: QtBot) -> None:
    field = SearchField(THEME)
    shown(qtbot, field)
    field.set_query("mood:hapy")
    plain = field.edit.grab().toImage()
    field.set_error("There is no mood hapy.", (0, 9))
    marked = field.edit.grab().toImage()
    assert marked != plain
    field.set_query("mood:happy")
    assert field.edit._wrong is None
