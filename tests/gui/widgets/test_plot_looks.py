"""The looks of the song plot: graded, zoomed, frozen, pinned, curves hidden, by mouse and keys."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.theme import Theme, apply
from app.widgets.gutter import Gutter
from app.widgets.painting import text_width
from app.widgets.song_plot import SongPlot
from mer_core.emotion import EmotionCurve

DURATION_S = 100.0
BANDS = np.geomspace(50, 11_000, 40).astype(np.float32)
LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def plot(qtbot: QtBot, qapp: QApplication) -> SongPlot:
    """A song whose bands rise from -60 to -21 dB; it has the keyboard."""
    theme = Theme.dark()
    apply(qapp, theme)
    widget = SongPlot(theme)
    qtbot.addWidget(widget)
    widget.resize(1000, 320)
    widget.show()
    widget.set_song(DURATION_S)
    image = np.repeat(np.arange(-60, -20, dtype=np.float32)[:, None], 1000, axis=1)
    widget.set_mel(image, 0.1, BANDS, levels=(-72.0, -2.0))
    widget.set_waveform(np.full(1000, 0.5, np.float32), column_s=0.1)
    rise = np.linspace(-1, 1, 200).astype(np.float32)
    widget.set_curve(EmotionCurve(0.0, 0.5, rise, -rise, ("calm",) * 200))
    widget.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    return widget


def place(plot: SongPlot, time_s: float, y: float) -> QPoint:
    """The canvas pixel at a time, ``y`` pixels from the top."""
    return plot.canvas.mapFromScene(plot.view.mapToScene(QPointF(plot.view.x_of(time_s), y)))


def wheel(plot: SongPlot, at: QPoint, notches: int, held: Qt.KeyboardModifier = NO_KEYS) -> None:
    viewport = plot.canvas.viewport()
    event = QWheelEvent(
        QPointF(at), QPointF(viewport.mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)


def light(plot: SongPlot, time_s: float = 50.0) -> int:
    """How light the spectrogram is in its middle."""
    image = plot.canvas.grab().toImage()
    return image.pixelColor(place(plot, time_s, plot._mel.box.center().y())).lightness()


def test_the_wheel_with_ctrl_and_the_keys_brighten_and_r_brings_the_usual_back(
    plot: SongPlot,
) -> None:
    usual = light(plot)
    wheel(plot, place(plot, 50.0, 60), 4, CTRL)
    assert plot._mel.levels == (-84.0, -14.0)
    assert light(plot) > usual
    assert plot.span() == (0.0, DURATION_S)
    assert "+12 dB" in plot.accessibleDescription()
    for _ in range(8):
        QTest.keyClick(plot, Qt.Key.Key_Down, CTRL)
    assert plot._mel.levels == (-60.0, 10.0)
    assert light(plot) < usual
    QTest.keyClick(plot, Qt.Key.Key_R)
    assert light(plot) == usual
    assert "dB" not in plot.accessibleDescription()


def test_the_wheel_with_shift_and_the_keys_change_the_range_within_bounds(plot: SongPlot) -> None:
    wheel(plot, place(plot, 50.0, 60), 1, SHIFT)
    assert plot._mel.levels == (-78.0, -2.0)
    for _ in range(30):
        QTest.keyClick(plot, Qt.Key.Key_Up, SHIFT)
    assert plot._mel.levels == (-14.0, -2.0)
    QTest.keyClick(plot, Qt.Key.Key_Down, SHIFT)
    assert plot._mel.levels == (-20.0, -2.0)


def test_the_wheel_over_the_frequencies_zooms_there_and_what_is_read_out_follows(
    plot: SongPlot,
) -> None:
    lane = plot._mel
    top = lane.box.top() + 3
    for _ in range(3):
        wheel(plot, QPoint(20, round(lane.box.bottom()) - 2), 1)
    assert lane.bands == (0, 16)
    assert plot.span() == (0.0, DURATION_S)
    QTest.mouseMove(plot.canvas.viewport(), place(plot, 50.0, top))
    said = plot.canvas.accessibleDescription()
    assert "−45 dB" in said  # the sixteenth band
    assert lane.y_of(1000.0) is None
    assert all("kHz" not in word for word, _, _ in plot._gutter.words())
    QTest.keyClick(plot, Qt.Key.Key_Up)
    assert lane.bands == (4, 20)
    QTest.keyClick(plot, Qt.Key.Key_PageDown)
    assert lane.bands[1] - lane.bands[0] == 21
    for _ in range(5):
        QTest.keyClick(plot, Qt.Key.Key_PageDown)
    assert not lane.is_zoomed


def test_a_frozen_picture_stands_still_while_sound_comes_in_and_then_catches_up(
    plot: SongPlot,
) -> None:
    plot.set_song(30.0)
    plot.set_mel(np.full((40, 100), -30, np.float32), 0.1, BANDS)
    plot.set_waveform(np.full(100, 0.5, np.float32), column_s=0.1)
    plot.set_following(True)
    QTest.keyClick(plot, Qt.Key.Key_F)
    assert "Frozen" in plot.accessibleDescription()
    before = plot.canvas.grab().toImage()
    plot.append_mel(np.full((40, 500), -10, np.float32))
    plot.set_waveform(np.full(600, 0.9, np.float32), column_s=0.1)
    plot.set_duration(60.0)
    assert plot.span() == (0.0, 30.0)
    assert plot.canvas.grab().toImage() == before
    plot.set_position(5.0)  # the sound goes on, and the playhead tells where
    assert plot.canvas.grab().toImage() != before
    badge = plot._badge
    middle = plot.view.mapToScene(badge.boundingRect().center())
    QTest.mouseClick(plot.canvas.viewport(), LEFT, NO_KEYS, plot.canvas.mapFromScene(middle))
    assert not plot.looks.freeze.isChecked()
    assert not badge.isVisible()
    assert plot.span() == (0.0, 60.0)
    assert light(plot) > 100


def test_another_song_is_not_frozen(plot: SongPlot) -> None:
    plot.looks.freeze.trigger()
    plot.set_song(20.0)
    assert not plot._badge.isVisible()
    plot.set_duration(40.0)
    assert plot.span() == (0.0, 40.0)


def test_values_are_pinned_by_ctrl_and_click_and_by_key_and_taken_away_again(
    plot: SongPlot, qtbot: QtBot
) -> None:
    viewport = plot.canvas.viewport()
    with qtbot.assertNotEmitted(plot.seek_requested, wait=0):
        QTest.mouseClick(viewport, LEFT, CTRL, place(plot, 20.0, 60))
    plot.set_position(75.0)
    QTest.keyClick(plot, Qt.Key.Key_P)
    said = plot.accessibleDescription()
    assert "Pinned: 0:20.0" in said
    assert "dB" in said
    assert "1:15.0" in said
    pins = [each.pin for each in plot._readings._places]
    plot.view.setXRange(50.0, 100.0, padding=0)
    assert [pin.isVisible() for pin in pins] == [False, True]
    assert pins[1].x() == pytest.approx(plot.view.x_of(75.0))
    card = pins[1].mapToScene(pins[1]._card.center())
    with qtbot.assertNotEmitted(plot.seek_requested, wait=0):
        QTest.mouseClick(viewport, LEFT, NO_KEYS, plot.canvas.mapFromScene(card))
    assert "1:15.0" not in plot.accessibleDescription()
    QTest.keyClick(plot, Qt.Key.Key_Escape)
    assert "Pinned" not in plot.accessibleDescription()


@pytest.mark.parametrize(("axis", "key"), [("valence", Qt.Key.Key_V), ("arousal", Qt.Key.Key_A)])
def test_a_curve_is_hidden_by_its_key_and_shown_by_a_click_on_its_name(
    plot: SongPlot, axis: str, key: Qt.Key
) -> None:
    def is_drawn() -> bool:
        image = plot.canvas.grab().toImage()
        value = 0.5 if axis == "valence" else -0.5
        spot = place(plot, 75.0, plot._curves.y_of(value))
        near = (image.pixelColor(spot.x(), spot.y() + dy).name() for dy in (-1, 0, 1))
        return getattr(plot.theme, axis) in near

    assert is_drawn()
    QTest.keyClick(plot, key)
    assert not is_drawn()
    assert not plot.looks.curves[axis].isChecked()
    assert f"{axis.capitalize()} " not in plot.accessibleDescription()
    word_y = next(y for word, y, _ in plot._gutter.words() if word == axis)
    QTest.mouseClick(plot.canvas.viewport(), LEFT, NO_KEYS, QPoint(30, round(word_y)))
    assert is_drawn()
    assert plot.looks.curves[axis].isChecked()
    assert f"{axis.capitalize()} " in plot.accessibleDescription()


def test_tension_is_drawn_once_it_is_asked_for(plot: SongPlot) -> None:
    steps = np.full(300, 0.5, np.float32)
    curve = EmotionCurve(0.0, 0.5, steps, -steps, ("happy",) * 300)

    def colours() -> set[str]:
        image = plot.canvas.grab().toImage()
        spot = place(plot, 75.0, plot._curves.y_of(0.1))
        return {image.pixelColor(spot.x(), spot.y() + dy).name() for dy in (-1, 0, 1)}

    def names() -> dict[str, float]:
        return {word: y for word, y, _ in plot._gutter.words() if word.isalpha()}

    QTest.keyClick(plot, Qt.Key.Key_T)
    assert "tension" not in names()  # a song of which none is known
    QTest.keyClick(plot, Qt.Key.Key_T)
    plot.set_curve(curve, None, np.full(300, 0.1, np.float32))
    assert plot.theme.tension not in colours()
    assert "Tension" not in plot.accessibleDescription()
    assert list(names()) == ["valence", "arousal"]
    QTest.keyClick(plot, Qt.Key.Key_T)
    assert plot.theme.tension in colours()
    assert "Tension begins and ends near +0.10" in plot.accessibleDescription()
    assert "T +0.10" in {word for line in plot._read_out(75.0, 0.0) for word, _ in line}
    y = names()["tension"]
    QTest.mouseClick(plot.canvas.viewport(), LEFT, NO_KEYS, QPoint(30, round(y)))
    assert "tension" not in names()
    assert not plot.looks.curves["tension"].isChecked()
    QTest.keyClick(plot, Qt.Key.Key_T)
    plot.set_curve(None)
    assert "tension" not in names()


def test_no_key_of_the_plot_is_another_ones(plot: SongPlot) -> None:
    keys = [each.shortcut().toString(QKeySequence.SequenceFormat.PortableText) for each in
            plot.actions()]  # fmt: skip
    assert len(set(keys)) == len(keys) > 10


def test_the_gutter_is_as_wide_as_its_names_within_bounds() -> None:
    theme = Theme.dark()
    short, long, longest = (
        Gutter(theme, (name, "A")) for name in ("A", "валентність", "валентність " * 9)
    )
    assert short.width() == theme.px(56)
    assert long.width() > text_width(theme.font(11), "валентність") > short.width()
    assert longest.width() == theme.px(96)
