"""The mood plane under a real mouse."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.theme import Theme
from app.widgets.mood_plane import MoodPlane
from app.widgets.plane_points import PlanePoints, render_points
from mer_core.emotion import MOODS, EmotionCurve

CORNERS = ([0.8, -0.8, -0.8, 0.8], [0.8, 0.8, -0.8, -0.8], [0, 2, 4, 7])
NO_KEYS = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def plane(qtbot: QtBot) -> MoodPlane:
    widget = MoodPlane(Theme.dark())
    qtbot.addWidget(widget)
    widget.resize(300, 320)
    widget.show()
    widget.set_points(*CORNERS)
    return widget


def lasso(plane: MoodPlane, *corners: tuple[float, float]) -> None:
    points = [plane.position_of(*corner).toPoint() for corner in corners]
    QTest.mousePress(plane, LEFT, NO_KEYS, points[0])
    for point in points[1:]:
        QTest.mouseMove(plane, point)
    QTest.mouseRelease(plane, LEFT, NO_KEYS, points[-1])


@pytest.mark.parametrize("index", range(4))
def test_a_click_picks_the_nearest_point(plane: MoodPlane, qtbot: QtBot, index: int) -> None:
    near = plane.position_of(CORNERS[0][index] + 0.02, CORNERS[1][index] - 0.02)
    with qtbot.waitSignal(plane.point_picked) as picked:
        QTest.mouseClick(plane, LEFT, NO_KEYS, near.toPoint())
    assert picked.args == [index]


def test_a_click_into_the_empty_picks_nothing(plane: MoodPlane, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(plane.point_picked):
        QTest.mouseClick(plane, LEFT, NO_KEYS, plane.position_of(0.0, 0.0).toPoint())


def test_a_lasso_picks_what_it_holds(plane: MoodPlane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(plane.region_picked) as picked:
        lasso(plane, (-1, 1), (1, 1), (1, 0.2), (0.2, 0.5), (-1, 0.2))
    assert picked.args[0].tolist() == [0, 1]


def test_a_lasso_around_nothing_picks_nothing(plane: MoodPlane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(plane.region_picked) as picked:
        lasso(plane, (-0.2, 0.2), (0.2, 0.2), (0.2, -0.2), (-0.2, -0.2))
    assert picked.args[0].tolist() == []


def test_hovering_names_the_point_once_and_lets_it_go(plane: MoodPlane, qtbot: QtBot) -> None:
    said: list[object] = []
    plane.point_hovered.connect(said.append)
    for offset in (0.0, 0.01, 0.02):
        QTest.mouseMove(plane, plane.position_of(-0.8 + offset, 0.8).toPoint())
    QTest.mouseMove(plane, plane.position_of(0.0, 0.0).toPoint())
    assert said == [1, None]


def test_positions_and_values_are_each_others_inverse(plane: MoodPlane) -> None:
    assert plane.value_at(plane.position_of(0.3, -0.7)) == pytest.approx((0.3, -0.7))
    top_right = plane.position_of(1, 1)
    assert top_right.x() > plane.position_of(0, 0).x()
    assert top_right.y() < plane.position_of(0, 0).y()


def test_the_current_emotion_is_drawn_where_it_is(plane: MoodPlane, qapp: QApplication) -> None:
    spot = plane.position_of(0.4, -0.3).toPoint()
    plane.set_current(0.4, -0.3)
    with_point = plane.grab().toImage().pixelColor(spot)
    plane.set_current(None)
    without = plane.grab().toImage().pixelColor(spot)
    assert with_point.name() == Theme.dark().point_colour(0.4, -0.3).name()
    assert without.name() == Theme.dark().plot


def test_the_point_glides_between_the_curves_values(plane: MoodPlane) -> None:
    values = np.array([-0.8, 0.8], np.float32)
    curve = EmotionCurve(0.0, 1.0, values, np.zeros(2, np.float32), ("sad", "happy"))
    plane.show_curve(curve, 1.0)
    middle = plane.position_of(0.0, 0.0).toPoint()
    colour = plane.grab().toImage().pixelColor(middle)
    assert colour.name() == Theme.dark().point_colour(0.0, 0.0).name()
    plane.show_curve(None, 0.0)
    assert plane.grab().toImage().pixelColor(middle) != colour


def test_the_path_fades_towards_the_past(plane: MoodPlane) -> None:
    plane.set_points([], [], [])
    along = np.linspace(-0.9, 0.9, 60)
    plane.set_path(along, np.full(60, 0.25))
    image = plane.grab().toImage()

    def brightness(valence: float) -> int:
        spot = plane.position_of(valence, 0.25)
        return max(
            image.pixelColor(round(spot.x()), round(spot.y()) + dy).lightness() for dy in (-1, 0, 1)
        )

    assert brightness(-0.8) < brightness(0.0) < brightness(0.8)


def test_points_are_drawn_in_their_moods_colour() -> None:
    points = PlanePoints.of([0.0], [0.0], [1])
    colours = [QColor("#ff0000"), QColor("#00ff00")]
    image = render_points(points, colours, 41, radius=3.0, alpha=1.0)
    assert image.pixelColor(20, 20).name() == "#00ff00"
    assert image.pixelColor(20, 20).alpha() == 255
    assert image.pixelColor(30, 30).alpha() == 0


def test_a_crowd_is_denser_than_one() -> None:
    one = render_points(PlanePoints.of([0], [0], [0]), [QColor("#fff")], 21, radius=1, alpha=0.1)
    many = PlanePoints.of([0] * 20, [0] * 20, [0] * 20)
    crowd = render_points(many, [QColor("#fff")], 21, radius=1, alpha=0.1)
    assert crowd.pixelColor(10, 10).alpha() > 3 * one.pixelColor(10, 10).alpha()


def test_a_hundred_thousand_points_are_rendered_once(plane: MoodPlane) -> None:
    rng = np.random.default_rng(0)
    plane.set_points(*rng.uniform(-1, 1, (2, 100_000)), rng.integers(0, len(MOODS), 100_000))
    first = plane.grab().toImage()
    rendered = plane._cloud
    plane.set_current(0.1, 0.1)
    plane.grab()
    assert plane._cloud is rendered
    assert rendered is not None
    assert len({first.pixelColor(x, 60).name() for x in range(20, 280)}) > 50


def test_values_of_unequal_length_are_refused(plane: MoodPlane) -> None:
    with pytest.raises(ValueError, match="differ in length"):
        plane.set_points([0.0], [0.0, 0.1], [0])


def test_an_empty_polygon_holds_nothing() -> None:
    points = PlanePoints.of(*CORNERS)
    assert points.inside(np.zeros((0, 2))).tolist() == []
    assert points.nearest(0.0, 0.0, 0.1) is None
    assert PlanePoints.of([], [], []).nearest(0.0, 0.0, 9.0) is None


def test_the_look_is_switched_live(plane: MoodPlane) -> None:
    plane.set_theme(Theme.light())
    ground = plane.grab().toImage().pixelColor(plane.position_of(0.3, 0.3).toPoint())
    assert ground.name() == Theme.light().plot
    assert plane.square().contains(QPointF(150, 150))
