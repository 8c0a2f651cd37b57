from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.theme import Theme
from app.views.notices import Notices


@pytest.fixture
def notices(qtbot: QtBot) -> Notices:
    place = QWidget()
    qtbot.addWidget(place)
    place.resize(800, 200)
    place.show()
    return Notices(Theme.light(), place)


def test_an_undo_is_at_hand_although_a_problem_is_open(notices: Notices) -> None:
    undone: list[str] = []
    notices.problem("A song is not there.")
    notices.note("Deleted.", action="Undo", act=lambda: undone.append("crate"))
    assert notices.text == "Deleted."
    notices.bar.action_button.click()
    assert undone == ["crate"]
    assert notices.text == "A song is not there."


def test_a_problem_does_not_cover_an_undo(notices: Notices) -> None:
    notices.note("Deleted.", action="Undo")
    notices.problem("A song is not there.")
    notices.problem("A song is not there.")
    assert notices.text == "Deleted."
    notices.bar.dismiss()
    assert notices.text == "A song is not there."
    notices.bar.dismiss()
    assert notices.text == ""


def test_what_asks_for_nothing_waits_until_problems_are_closed(notices: Notices) -> None:
    notices.problem("One.")
    notices.problem("Two.")
    notices.note("Done.")
    seen = []
    while notices.text:
        seen.append(notices.text)
        notices.bar.dismiss()
    assert seen == ["One.", "Two.", "Done."]
