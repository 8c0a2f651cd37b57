"""The large map under a real mouse and real keys."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.theme import Theme
from app.widgets.library_map import LibraryMap
from app.widgets.map_colours import COLOUR_BY, colouring
from app.widgets.map_space import fractions
from mer_core.library.map_songs import AXES, MapSongs

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
VALENCE = [-0.8, 0.8, 0.0, 0.1]
AROUSAL = [0.8, 0.8, 0.0, -0.8]


def songs(valence: list[float], arousal: list[float]) -> MapSongs:
    number = len(valence)
    values = {axis: np.arange(number, dtype=np.float32) for axis in AXES}
    values |= {"valence": np.array(valence, np.float32), "arousal": np.array(arousal, np.float32)}
    values["year"] = np.array([1987, 1994, np.nan, 2003][:number], np.float32)
    return MapSongs(
        np.arange(10, 10 + number), values, np.zeros(number, np.int64),
        [f"Song {n}" for n in range(number)], ["Us"] * number, ["House", "Folk", "", "House"],
        {"Friday": np.array([1, 0])},
    )  # fmt: skip


@pytest.fixture
def shown(qtbot: QtBot) -> LibraryMap:
    widget = LibraryMap(Theme.dark())
    qtbot.addWidget(widget)
    widget.resize(600, 424)
    widget.show()
    widget.set_songs(songs(VALENCE, AROUSAL))
    return widget


def at(shown: LibraryMap, place: int) -> QPoint:
    x, y = shown.picture.space.pixels(np.array([place]))
    return QPoint(round(float(x[0])), round(float(y[0])))


def drag(shown: LibraryMap, *points: tuple[int, int]) -> None:
    QTest.mousePress(shown, LEFT, NONE, QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(shown, QPoint(*point))
    QTest.mouseRelease(shown, LEFT, NONE, QPoint(*points[-1]))


def test_a_click_picks_and_a_double_click_plays(shown: LibraryMap, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.picked) as picked:
        QTest.mouseClick(shown, LEFT, NONE, at(shown, 2))
    with qtbot.waitSignal(shown.played) as played:
        QTest.mouseDClick(shown, LEFT, NONE, at(shown, 3))
    assert (picked.args, played.args) == ([12], [13])


def test_a_lasso_and_a_box_choose_what_they_hold(shown: LibraryMap, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.chosen_changed) as chosen:
        drag(shown, (1, 1), (599, 1), (599, 150), (1, 150))
    assert chosen.args == [[10, 11]]
    shown.set_tool("box")
    with qtbot.waitSignal(shown.chosen_changed) as chosen:
        drag(shown, (250, 100), (590, 390))
    assert chosen.args == [[12, 13]]
    with qtbot.waitSignal(shown.chosen_changed) as chosen:
        QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert chosen.args == [[]]


def test_dragging_moves_and_the_keys_zoom_and_show_all_again(shown: LibraryMap) -> None:
    shown.set_tool("move")
    before = at(shown, 2)
    drag(shown, (300, 200), (330, 180))
    assert at(shown, 2) - before == QPoint(30, -20)
    QTest.keyClick(shown, Qt.Key.Key_Plus)
    assert shown.picture.space.window.width() < 1
    QTest.keyClick(shown, Qt.Key.Key_0)
    assert at(shown, 2) == before


def test_zooming_keeps_what_is_under_the_pointer(shown: LibraryMap) -> None:
    pointer = QPointF(at(shown, 2))
    shown.picture.space.zoom(4.0, pointer)
    assert (QPointF(at(shown, 2)) - pointer).manhattanLength() <= 2
    shown.picture.space.zoom(1e9, pointer)
    shown.picture.space.zoom(1e-9, pointer)
    assert len(shown.picture.space.seen()) == 4


def test_arrows_walk_to_the_nearest_song_that_way_and_enter_plays(
    shown: LibraryMap, qtbot: QtBot
) -> None:
    walked = []
    shown.picked.connect(walked.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Right):
        QTest.keyClick(shown, key)
    assert walked == [12, 13, 12, 10, 11]
    with qtbot.waitSignal(shown.played) as played:
        QTest.keyClick(shown, Qt.Key.Key_Return)
    assert played.args == [11]
    assert "Song 1, Us: valence +0.80, arousal +0.80" in shown.accessibleDescription()


def test_songs_are_heard_while_the_key_is_held(shown: LibraryMap) -> None:
    heard: list[object] = []
    shown.heard.connect(heard.append)
    QTest.mouseMove(shown, at(shown, 2))
    QTest.keyPress(shown, Qt.Key.Key_H)
    QTest.mouseMove(shown, at(shown, 3))
    QTest.keyRelease(shown, Qt.Key.Key_H)
    QTest.mouseMove(shown, at(shown, 1))
    assert heard == [12, 13, None]


def test_spreading_fills_an_axis_evenly_and_leaves_the_unknown_out() -> None:
    crowded = np.array([0.0, 0.001, 0.002, 0.9, np.nan], np.float32)
    places, _ = fractions(crowded, spread=True)
    assert places[:4].tolist() == pytest.approx([0.125, 0.375, 0.625, 0.875])
    assert np.isnan(places[4])
    twins, _ = fractions(np.array([1.0, 1.0, 2.0, 2.0], np.float32), spread=True)
    assert twins.tolist() == [0.25, 0.25, 0.75, 0.75]


@pytest.mark.parametrize("values", [[], [np.nan], [3.0, 3.0], [0.0], [-1.0, 1.0]])
@pytest.mark.parametrize("spread", [False, True])
def test_any_values_have_places_within_the_plane(values: list[float], spread: bool) -> None:
    places, _ = fractions(np.array(values, np.float32), spread=spread)
    known = places[np.isfinite(np.array(values, np.float32))]
    assert ((known >= 0) & (known <= 1)).all()


@pytest.mark.parametrize("by", COLOUR_BY)
def test_every_colouring_has_a_legend_of_what_is_there(by: str) -> None:
    given = colouring(songs(VALENCE, AROUSAL), by, Theme.light())
    names = [name for name, _ in given.legend]
    assert names == {
        "mood": ["happy"], "genre": ["House", "Folk", "others"],
        "year": ["1980s", "1990s", "2000s", "others"], "crate": ["Friday", "others"],
    }[by]  # fmt: skip
    assert len({colour.name() for _, colour in given.legend}) == len(names)


def test_a_crowd_is_painted_where_it_stands(qtbot: QtBot) -> None:
    crowd = LibraryMap(Theme.dark())
    qtbot.addWidget(crowd)
    crowd.resize(400, 424)
    crowd.show()
    rng = np.random.default_rng(0)
    place = rng.uniform((-0.9, 0.1), (-0.1, 0.9), (20_000, 2))
    many = songs(place[:, 0].tolist(), place[:, 1].tolist())
    crowd.set_songs(many)
    image = crowd.grab().toImage()
    ground = Theme.dark().colour("plot")
    assert near_to(image.pixelColor(390, 200), ground)
    crowded = image.pixelColor(at(crowd, 0))
    assert not near_to(crowded, ground)


def near_to(colour: QColor, other: QColor) -> bool:
    return max(abs(a - b) for a, b in zip(colour.getRgb(), other.getRgb(), strict=True)) < 12


def test_new_answers_keep_the_view_the_cursor_and_the_choice(shown: LibraryMap) -> None:
    QTest.mouseClick(shown, LEFT, NONE, at(shown, 2))
    shown.set_chosen([12, 13])
    shown.picture.space.zoom(2.0, QPointF(100, 100))
    window = shown.picture.space.window.getRect()
    fewer = songs(VALENCE[2:], AROUSAL[2:])
    fewer.ids[:] = (12, 99)
    shown.set_songs(fewer)
    assert shown.picture.cursor == 0
    assert shown.picture.chosen.tolist() == [0]
    assert shown.picture.space.window.getRect() == window
