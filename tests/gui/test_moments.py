"""Why at the playhead: asked in the window, answered by the analysis process."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.views.track_card import TrackCard
from mer_core.inference.protocol import Explained
from tests.fate import HAND, Fate
from tests.gui.conftest import make_song
from tests.gui.test_analysis_process import held, is_told, many
from tests.gui.test_from_folder_to_tags import analyse, states

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def answers(window: MainWindow) -> list[Explained]:
    found: list[Explained] = []
    window.analysis_actions.explaining.connect(
        lambda event: found.append(event) if isinstance(event, Explained) else None
    )
    return found


def shown(qtbot: QtBot, window: MainWindow, place: int = 0) -> TrackCard:
    """The song in the table's row ``place`` is the current one, and its emotion is known."""
    qtbot.waitUntil(lambda: window.track_model.row_at(place) is not None)
    row = window.track_model.row_at(place)
    assert row is not None
    window.playing_actions.load(row)
    card = window.frame.now_playing.card
    qtbot.waitUntil(card.moment_button.isVisible)
    return card


def test_a_moment_is_explained_while_nothing_else_runs(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, answers: list[Explained]
) -> None:
    analyse(qtbot, window, many(tmp_path / "music", 1))
    card = shown(qtbot, window)
    window.playing_actions.seek(3.0)
    with qtbot.waitSignal(window.analysis_actions.finished):
        qtbot.mouseClick(card.moment_button, LEFT)
        assert card.why_panel.isVisible()
        assert "heard again" in card.why_panel.note.text()
    (answer,) = answers
    assert answer.why is not None
    assert answer.at_s == pytest.approx(window.playing_actions.position_s(), abs=0.1)
    assert card.why_panel.heading.text().endswith("at 0:03")
    assert card.why_panel.bars.isVisible()
    assert window.analysis_actions.status.state == "idle"


def test_a_moment_is_explained_in_the_middle_of_a_paused_analysis(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, answers: list[Explained], fate: Fate
) -> None:
    folder = many(tmp_path / "music", 3)
    held(qtbot, window, folder, fate, song="01.flac")
    card = shown(qtbot, window)
    window.analysis_actions.toggle_pause()
    qtbot.mouseClick(card.moment_button, LEFT)
    qtbot.waitUntil(is_told(window))
    fate.release()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0].why is not None
    assert window.analysis_actions.status.state == "paused"
    with qtbot.waitSignal(window.analysis_actions.finished):
        window.analysis_actions.toggle_pause()
    qtbot.waitUntil(lambda: states(window) == {"staged": 3})


def test_what_stands_in_the_way_is_told_in_the_popover(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    folder = many(tmp_path / "music", 1)
    analyse(qtbot, window, folder)
    card = shown(qtbot, window)
    fate.kill(HAND, 1, where="00.flac")
    with qtbot.waitSignal(window.analysis_actions.finished):
        qtbot.mouseClick(card.moment_button, LEFT)
    assert "ask again" in card.why_panel.note.text()
    assert not card.why_panel.bars.isVisible()
    (folder / "00.flac").unlink()
    with qtbot.waitSignal(window.analysis_actions.finished):
        window.now_playing.ask_moment()
    assert "00.flac" in card.why_panel.note.text()


def test_only_the_model_that_drew_the_curve_is_asked(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    make_song(folder / "a.flac", seed=1)
    analyse(qtbot, window, folder)
    card = shown(qtbot, window)
    qtbot.waitUntil(card.why_button.isVisible)
    model = card._model
    assert model is not None
    card.set_model(type(model)("other", "1", model.folder, "0" * 64, False))
    assert not card.moment_button.isVisible()
    assert not card.why_button.isHidden(), "what was noted for the whole song still holds"
