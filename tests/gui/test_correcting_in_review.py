"""Correcting in the review: chips, the plane, the energy, for one song or several."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.models.review_cells import KINDS, ReviewColumn
from app.views.correction_panel import CorrectionPanel
from mer_core.emotion import Correction, ModelRef
from mer_core.library.database import Library
from mer_core.models.store import find_model
from mer_core.paths import AppPaths
from mer_core.tags import writer
from mer_core.tags.fields import MoodTags
from mer_core.tags.journal import Journal
from tests.core.library.samples import make_curve, make_emotion
from tests.gui.conftest import MakeWindow, make_song
from tests.gui.screens import SIZES, faults, settle

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(make_window: MakeWindow, paths: AppPaths, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """The review of four real songs: the first is angry after 40 s and says "Dark" already, the
    third is unsure.
    """
    from mer_core.jobs import SilentContext
    from mer_core.workflows.scan import scan

    entry = find_model(paths, "tiny")
    ref = ModelRef(entry.id, entry.version, entry.sha256)
    folder = tmp_path / "music"
    folder.mkdir()
    for number in range(4):
        make_song(folder / f"song {number}.flac", seed=number, duration_s=1.0)
    with Journal(tmp_path / "elsewhere").begin("by another") as run:
        writer.write(writer.plan(folder / "song 0.flac", MoodTags(("Dark",))), run)
    curve = make_curve([0.5] * 40 + [-0.6] * 40, [0.1] * 40 + [0.7] * 40, ["angry"] * 80)
    with Library.open(paths.library) as library:
        scan(SilentContext(), library, [folder])
        for place, row in enumerate(library.rows()):
            emotion = make_emotion(
                -0.4 if place == 0 else 0.5, 0.25, model=ref, confidence=0.3 + 0.5 * (place != 2),
                moods=(("angry" if place == 0 else "happy", 0.8), ("tense", 0.6)),
                curve=curve if place == 0 else None,
            )  # fmt: skip
            library.save_emotion(row.track.id, emotion)
    window = make_window()
    qtbot.waitUntil(lambda: window.playing_actions.row is not None)
    window.activateWindow()
    with qtbot.waitSignal(window.tag_actions.staged):
        qtbot.keyClick(window, Key.Key_S, Ctrl)
    return window


def panel_of(window: MainWindow) -> CorrectionPanel:
    return window.frame.review.editor


def choose(window: MainWindow, *places: int) -> None:
    table = window.frame.review.table
    table.clearSelection()
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().setCurrentIndex(
        window.review_model.index(places[0], ReviewColumn.NEW_MOOD),
        QItemSelectionModel.SelectionFlag.NoUpdate,
    )
    for place in places:
        table.selectionModel().select(window.review_model.index(place, 0), rows)
    table.setFocus()


def open_panel(qtbot: QtBot, window: MainWindow, *places: int) -> CorrectionPanel:
    choose(window, *places)
    qtbot.keyClick(window.frame.review.table, Key.Key_F2)
    assert panel_of(window).isVisible()
    return panel_of(window)


def said(window: MainWindow, place: int) -> Correction:
    row = window.review_model.row_at(place)
    assert row is not None
    return row.correction


def cell(window: MainWindow, place: int, column: ReviewColumn) -> str:
    return str(window.review_model.index(place, column).data())


def pick(menu: QMenu, word: str) -> None:
    next(action for action in menu.actions() if action.text() == word).trigger()


def test_chips_are_added_and_taken_away_and_the_plan_follows(
    qtbot: QtBot, window: MainWindow
) -> None:
    panel = open_panel(qtbot, window, 1)
    assert panel.title.whole() == "Song 1"
    qtbot.mouseClick(panel.moods.chip("tense"), LEFT)
    qtbot.waitUntil(lambda: cell(window, 1, ReviewColumn.NEW_MOOD) == "Happy")
    assert said(window, 1) == Correction(("happy",))
    assert not panel.moods.chip("happy").isEnabled(), "a song keeps a mood"
    pick(panel.moods.add_button.menu(), "dreamy")
    qtbot.waitUntil(lambda: cell(window, 1, ReviewColumn.NEW_MOOD) == "Happy, Dreamy")
    assert panel.moods.chip("dreamy").isVisible()
    qtbot.keyClick(window, Key.Key_Z, Ctrl)
    qtbot.waitUntil(lambda: cell(window, 1, ReviewColumn.NEW_MOOD) == "Happy")
    qtbot.mouseClick(panel.back_button, LEFT)
    qtbot.waitUntil(lambda: cell(window, 1, ReviewColumn.NEW_MOOD) == "Happy, Tense")
    assert not said(window, 1)


def test_several_songs_are_corrected_at_once_and_each_keeps_its_own_words(
    qtbot: QtBot, window: MainWindow
) -> None:
    panel = open_panel(qtbot, window, 0, 1)
    assert panel.title.whole() == "2 songs"
    assert panel.moods.various.isVisible()
    assert panel.moods.chip("tense").isVisible()
    assert not panel.moods.chip("angry").isVisible()
    assert "(various)" in panel.plane.accessibleDescription()
    pick(panel.moods.add_button.menu(), "sad")
    qtbot.waitUntil(lambda: said(window, 1) == Correction(("happy", "tense", "sad")))
    assert said(window, 0) == Correction(("angry", "tense", "sad"))
    qtbot.mouseClick(panel.energies[9], LEFT)
    qtbot.waitUntil(lambda: said(window, 0).energy == said(window, 1).energy == 9)
    assert panel.energies[9].accessibleDescription() == "said by hand"
    qtbot.keyClick(window, Key.Key_Z, Ctrl)
    qtbot.keyClick(window, Key.Key_Z, Ctrl)
    qtbot.waitUntil(lambda: not said(window, 0) and not said(window, 1))


def test_the_point_is_dragged_and_moved_by_the_arrow_keys(qtbot: QtBot, window: MainWindow) -> None:
    panel = open_panel(qtbot, window, 1)
    plane = panel.plane
    assert plane.hasFocus()
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Down):
        qtbot.keyClick(plane, key)
    qtbot.waitUntil(lambda: said(window, 1) == Correction(valence=0.6, arousal=0.2))
    assert cell(window, 1, ReviewColumn.NEW_VALENCE) == "0.800"
    start, goal = plane.position_of(0.6, 0.2).toPoint(), plane.position_of(-0.5, -0.5).toPoint()
    qtbot.mousePress(plane, LEFT, pos=start)
    qtbot.mouseMove(plane, goal)
    assert said(window, 1).valence == 0.6, "it is said once it is let go"
    qtbot.mouseRelease(plane, LEFT, pos=goal)
    qtbot.waitUntil(lambda: said(window, 1).valence != 0.6)
    assert said(window, 1).valence == pytest.approx(-0.5, abs=0.03)
    assert said(window, 1).arousal == pytest.approx(-0.5, abs=0.03)
    qtbot.keyClick(plane, Key.Key_Escape)
    assert not panel.isVisible()
    assert window.frame.review.table.hasFocus()


def test_what_is_corrected_here_is_written_as_said_by_hand(
    qtbot: QtBot, window: MainWindow
) -> None:
    panel = open_panel(qtbot, window, 1)
    qtbot.mouseClick(panel.moods.chip("tense"), LEFT)
    qtbot.waitUntil(lambda: cell(window, 1, ReviewColumn.NEW_MOOD) == "Happy")
    with qtbot.waitSignal(window.tag_actions.applied) as applied:
        qtbot.keyClick(window, Key.Key_S, Ctrl)
    assert applied.args[0].written == 4
    row = window.review_model.row_at(1)
    assert row is not None
    tags = writer.read(row.track.path)
    assert tags.moods == ("Happy",)
    assert tags.model.endswith(" manual")


def test_a_field_of_several_songs_is_left_alone_and_rows_are_ticked_at_once(
    qtbot: QtBot, window: MainWindow
) -> None:
    table = window.frame.review.table
    choose(window, 1, 2, 3)
    qtbot.keyClick(table, Key.Key_Delete)
    assert [cell(window, row, ReviewColumn.NEW_MOOD) for row in range(4)] == [
        "Angry, Tense", "", "", "",
    ]  # fmt: skip
    choose(window, 2)
    qtbot.keyClick(table, Key.Key_Delete)
    choose(window, 1, 2, 3)
    qtbot.keyClick(table, Key.Key_Delete)
    assert cell(window, 2, ReviewColumn.NEW_MOOD) == "", "what is left in some is left in all"
    qtbot.keyClick(table, Key.Key_Delete)
    assert cell(window, 1, ReviewColumn.NEW_MOOD) == "Happy, Tense"
    qtbot.keyClick(table, Key.Key_Return)
    assert [staged.change.path.name for staged in window.review_model.ticked] == ["song 0.flac"]
    qtbot.keyClick(table, Key.Key_Return)
    assert len(window.review_model.ticked) == 4


def test_kinds_of_changes_are_counted_and_shown_alone(qtbot: QtBot, window: MainWindow) -> None:
    page = window.frame.review

    def counts() -> dict[str, int]:
        texts = [page.kind.itemText(place).split(" · ") for place in range(page.kind.count())]
        return {kind: int(number) for kind, (_, number) in zip(KINDS, texts, strict=True)}

    assert counts() == {"": 4, "new": 3, "changed": 1, "manual": 0, "unsure": 1, "kept": 0}
    panel = open_panel(qtbot, window, 1)
    qtbot.mouseClick(panel.energies[3], LEFT)
    qtbot.waitUntil(lambda: counts()["manual"] == 1)
    page.kind.setFocus()
    for kind, titles in (("new", "Song 1, Song 2, Song 3"), ("changed", "Song 0"),
                         ("manual", "Song 1"), ("unsure", "Song 2"), ("kept", "")):  # fmt: skip
        qtbot.keyClick(page.kind, Key.Key_Down)
        assert page.kind.currentData() == kind
        rows = range(window.review_model.rowCount())
        assert ", ".join(cell(window, row, ReviewColumn.TITLE) for row in rows) == titles
    with qtbot.waitSignal(window.tag_actions.staged):
        page.panel.rules_changed.emit("add", 0.0)
    assert counts()["kept"] == 1
    assert cell(window, 0, ReviewColumn.NEW_MOOD).startswith("Dark, ")


def test_one_key_listens_to_what_decided_the_mood(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought: list[float] = []
    monkeypatch.setattr(window.player, "seek", sought.append)
    choose(window, 0)
    qtbot.keyClick(window.frame.review.table, Key.Key_L)
    qtbot.waitUntil(lambda: sought == [40.0] and window.player.is_playing)
    choose(window, 1)
    qtbot.keyClick(window.frame.review.table, Key.Key_L)
    qtbot.waitUntil(lambda: sought == [40.0, 0.0])
    assert window.playing_actions.row == window.review_model.row_at(1)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("places", [(0,), (0, 1, 2, 3), (3,)])
def test_everything_of_it_is_on_the_screen(
    qtbot: QtBot, window: MainWindow, size: tuple[int, int], places: tuple[int, ...]
) -> None:
    settle(window, size)
    open_panel(qtbot, window, *places)
    settle(window)
    assert faults(window) == []
