"""The song plot under a real mouse."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPaintEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.theme import Theme, apply
from app.widgets.song_plot import COLOUR_MAPS, SongPlot
from mer_core.emotion import EmotionCurve

DURATION_S = 100.0
BANDS = np.geomspace(50, 11_000, 40).astype(np.float32)
NO_KEYS = Qt.KeyboardModifier.NoModifier


def curve() -> EmotionCurve:
    """Valence rises from -1 to 1, arousal falls; calm first, then tense."""
    rise = np.linspace(-1, 1, 200).astype(np.float32)
    return EmotionCurve(0.0, 0.5, rise, -rise, ("calm",) * 100 + ("tense",) * 100)


def loud_column(num_columns: int, at: int) -> np.ndarray:
    """Silence but for one loud column."""
    image = np.full((40, num_columns), -90, np.float32)
    image[:, at] = 0
    return image


@pytest.fixture
def plot(qtbot: QtBot, qapp: QApplication) -> SongPlot:
    theme = Theme.dark()
    apply(qapp, theme)
    widget = SongPlot(theme)
    qtbot.addWidget(widget)
    widget.resize(1000, 320)
    widget.show()
    widget.set_song(DURATION_S)
    widget.set_mel(np.full((40, 1000), -60, np.float32), 0.1, BANDS)
    widget.set_waveform(np.full(500, 0.5, np.float32))
    widget.set_curve(curve())
    qapp.processEvents()
    return widget


def test_the_band_is_the_models_range_and_there_is_none_where_that_is_unknown(
    plot: SongPlot,
) -> None:
    flat = np.zeros(200, np.float32)
    middle = EmotionCurve(0.0, 0.5, flat, flat, ("calm",) * 200)
    lane = plot._curves
    looks = []
    for errors in (None, (0.2, 0.2), (0.6, 0.6)):
        plot.set_curve(middle, errors)
        image = plot.canvas.grab().toImage()
        x = pixel(plot, 50.0).x()
        looks.append([image.pixelColor(x, round(lane.y_of(v))).name() for v in (0.1, 0.4, 0.9)])
    bare = looks[0][2]
    assert looks[0] == [bare] * 3
    assert [[look != bare for look in line] for line in looks[1:]] == [
        [True, False, False], [True, True, False],
    ]  # fmt: skip


def test_the_card_tells_the_range(plot: SongPlot) -> None:
    plot.set_curve(curve(), (0.41, 0.37))
    QTest.mouseMove(plot.canvas.viewport(), pixel(plot, 50.0))
    said = plot.canvas.accessibleDescription()
    assert "± 0.41" in said
    assert "± 0.37" in said


def pixel(plot: SongPlot, time_s: float, y: int = 60) -> QPoint:
    """The canvas pixel at a time."""
    return QPoint(round(plot.view.pos().x() + plot.view.x_of(time_s)), y)


def seconds_per_pixel(plot: SongPlot) -> float:
    start_s, end_s = plot.span()
    return (end_s - start_s) / plot.view.width()


def click(plot: SongPlot, point: QPoint) -> None:
    QTest.mouseClick(plot.canvas.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, point)


def wheel(plot: SongPlot, point: QPoint, notches: int) -> None:
    viewport = plot.canvas.viewport()
    event = QWheelEvent(
        QPointF(point), QPointF(viewport.mapToGlobal(point)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, NO_KEYS, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)


def drag(plot: SongPlot, start: QPoint, end: QPoint) -> None:
    viewport = plot.canvas.viewport()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(viewport, left, NO_KEYS, start)
    for step in range(1, 11):
        QTest.mouseMove(viewport, start + (end - start) * (step / 10))
        QTest.qWait(5)
    QTest.mouseRelease(viewport, left, NO_KEYS, end)


def hover(plot: SongPlot, point: QPoint) -> None:
    """Move the pointer there; from elsewhere, since a pointer that stays is no event."""
    for step in (QPoint(5, 5), QPoint(0, 0)):
        QTest.mouseMove(plot.canvas.viewport(), point + step)


def read_out(plot: SongPlot) -> str:
    """What the card at the pointer says, as a screen reader hears it."""
    return plot.canvas.accessibleDescription()


def picture(plot: SongPlot) -> QImage:
    return plot.grab().toImage()


@pytest.mark.parametrize("time_s", [0.5, 25.0, 50.0, 99.0])
def test_a_click_asks_for_the_time_under_it(plot: SongPlot, qtbot: QtBot, time_s: float) -> None:
    with qtbot.waitSignal(plot.seek_requested) as asked:
        click(plot, pixel(plot, time_s))
    assert asked.args[0] == pytest.approx(time_s, abs=1.5 * seconds_per_pixel(plot))


def test_a_click_in_a_zoomed_view_asks_for_the_time_under_it(plot: SongPlot, qtbot: QtBot) -> None:
    wheel(plot, pixel(plot, 70), 8)
    with qtbot.waitSignal(plot.seek_requested) as asked:
        click(plot, pixel(plot, 71.0))
    assert seconds_per_pixel(plot) < 0.02
    assert asked.args[0] == pytest.approx(71.0, abs=0.03)


@pytest.mark.parametrize("y", [60, 160, 220, 290])
def test_every_lane_takes_clicks(plot: SongPlot, qtbot: QtBot, y: int) -> None:
    with qtbot.waitSignal(plot.seek_requested) as asked:
        click(plot, pixel(plot, 40.0, y))
    assert asked.args[0] == pytest.approx(40.0, abs=0.3)


def test_the_wheel_zooms_and_the_time_at_the_cursor_stays(plot: SongPlot) -> None:
    point = pixel(plot, 30.0)
    before = plot.view.time_at(point.x() - plot.view.pos().x())
    wheel(plot, point, 3)
    start_s, end_s = plot.span()
    assert end_s - start_s < 60
    assert plot.view.time_at(point.x() - plot.view.pos().x()) == pytest.approx(before, abs=0.05)


def test_zooming_out_stops_at_the_whole_song(plot: SongPlot) -> None:
    wheel(plot, pixel(plot, 30.0), 4)
    wheel(plot, pixel(plot, 45.0), -40)
    assert plot.span() == pytest.approx((0.0, DURATION_S))


def test_a_drag_pans_by_what_the_mouse_moved(plot: SongPlot, qtbot: QtBot) -> None:
    wheel(plot, pixel(plot, 50.0), 4)
    start_s, _ = plot.span()
    moved_s = 200 * seconds_per_pixel(plot)
    with qtbot.assertNotEmitted(plot.seek_requested):
        drag(plot, QPoint(600, 60), QPoint(400, 60))
    assert plot.span()[0] == pytest.approx(start_s + moved_s, rel=0.05)


def test_a_double_click_shows_the_whole_song(plot: SongPlot) -> None:
    wheel(plot, pixel(plot, 30.0), 5)
    point = pixel(plot, 30.0)
    click(plot, point)
    viewport, left = plot.canvas.viewport(), Qt.MouseButton.LeftButton
    QTest.mouseDClick(viewport, left, NO_KEYS, point)
    QTest.mouseRelease(viewport, left, NO_KEYS, point)
    assert plot.span() == pytest.approx((0.0, DURATION_S))


def test_hovering_reads_out_time_emotion_and_mood(plot: SongPlot) -> None:
    told: list[float] = []
    plot.hovered.connect(told.append)
    hover(plot, pixel(plot, 75.25, 220))
    assert told[-1] == pytest.approx(75.25, abs=0.1)
    words = read_out(plot)
    assert "1:15." in words
    assert "tense" in words
    assert "V +0.51" in words
    assert "A −0.51" in words
    assert "Hz" not in words


def test_hovering_over_the_mel_reads_out_frequency_and_level(plot: SongPlot) -> None:
    hover(plot, pixel(plot, 20.0, 60))
    lines = read_out(plot).splitlines()
    assert "calm" in lines[0]
    frequency, level = lines[-1].split(" kHz ")
    assert level == "−60 dB"
    top, bottom = 12, 12 + round((320 - 12 - 15 - 20 - 27) * 0.5)
    band = (bottom - 60.5) / (bottom - top) * 40 - 0.5
    assert float(frequency) * 1000 == pytest.approx(np.interp(band, np.arange(40), BANDS), rel=0.1)


def test_the_read_out_goes_when_the_pointer_goes(plot: SongPlot, qtbot: QtBot) -> None:
    hover(plot, pixel(plot, 20.0))
    assert read_out(plot)
    with qtbot.waitSignal(plot.hovered) as told:
        hover(plot, QPoint(10, 60))
    assert told.args == [None]
    assert read_out(plot) == ""


def test_appending_columns_grows_the_picture(plot: SongPlot, qapp: QApplication) -> None:
    plot.set_mel(np.zeros((40, 0), np.float32), 0.1, BANDS, levels=(-80, 0))
    empty = picture(plot).pixelColor(pixel(plot, 30.0, 60))
    plot.append_mel(np.zeros((40, 200), np.float32))
    qapp.processEvents()
    assert picture(plot).pixelColor(pixel(plot, 30.0, 60)) == empty
    plot.append_mel(np.zeros((40, 200), np.float32))
    qapp.processEvents()
    assert picture(plot).pixelColor(pixel(plot, 30.0, 60)).lightness() > 200


def test_appending_before_there_is_a_picture_is_refused(plot: SongPlot) -> None:
    plot.set_song(10.0)
    with pytest.raises(ValueError, match="set_mel"):
        plot.append_mel(np.zeros((40, 1), np.float32))


def test_a_loud_column_is_drawn_at_its_time(plot: SongPlot, qapp: QApplication) -> None:
    plot.set_mel(loud_column(100, at=60), 1.0, BANDS, levels=(-80, 0))
    plot.set_position(0.0)
    qapp.processEvents()
    image = picture(plot)
    row = [image.pixelColor(x, 60).lightness() for x in range(70, 990)]
    brightest = 70 + int(np.argmax(row))
    assert plot.view.time_at(brightest - plot.view.pos().x()) == pytest.approx(60.5, abs=0.6)


def test_colour_maps_colour_the_picture_differently(plot: SongPlot, qapp: QApplication) -> None:
    colours = set()
    for name in COLOUR_MAPS:
        plot.set_colour_map(name)
        qapp.processEvents()
        colours.add(picture(plot).pixelColor(pixel(plot, 20.0, 60)).name())
    assert len(colours) == len(COLOUR_MAPS)
    with pytest.raises(ValueError, match="unknown colour map"):
        plot.set_colour_map("jet")


def test_the_playhead_stands_at_its_time_through_all_lanes(
    plot: SongPlot, qapp: QApplication
) -> None:
    plot.set_position(40.0)
    qapp.processEvents()
    image, knob = picture(plot), Theme.dark().knob
    x = pixel(plot, 40.0).x()
    for y in (6, 60, 160, 290):
        found = [image.pixelColor(x + dx, y).name() for dx in (-1, 0, 1)]
        assert knob in found, f"no playhead at y = {y}"


def test_the_played_part_of_the_waveform_has_the_accent(plot: SongPlot, qapp: QApplication) -> None:
    plot.set_position(50.0)
    qapp.processEvents()
    image, theme = picture(plot), Theme.dark()
    y = round(12 + (320 - 74) * 0.5 + 9 + (320 - 74) * 0.08)
    played = {image.pixelColor(x, y).name() for x in range(100, 500)}
    rest = {image.pixelColor(x, y).name() for x in range(560, 900)}
    assert theme.accent in played
    assert theme.wave_rest not in played
    assert theme.wave_rest in rest
    assert theme.accent not in rest


def wave_colours(plot: SongPlot, time_s: float) -> list[str]:
    """The colours of the bar at a time from its middle up to its end."""
    lane = plot._wave
    image = plot.canvas.grab().toImage()
    _, lefts, halves = lane.bars()
    bar = int(np.abs(lefts - plot.view.x_of(time_s)).argmin())
    x = int(plot.view.pos().x() + lefts[bar] + 1)
    middle = round(lane.box.center().y())
    names = [image.pixelColor(x, middle - y).name() for y in range(1, int(halves[bar]) - 1)]
    return list(dict.fromkeys(names))


def test_the_waveform_has_the_colours_of_the_moods_and_what_is_to_come_is_dimmed(
    plot: SongPlot,
) -> None:
    theme = plot.theme
    plot.set_waveform_colouring("mood")
    plot.set_position(DURATION_S)
    calm, tense = theme.mood_colour("calm").name(), theme.mood_colour("tense").name()
    assert (wave_colours(plot, 20.0), wave_colours(plot, 80.0)) == ([calm], [tense])
    plot.set_position(50.0)
    assert wave_colours(plot, 20.0) == [calm]
    assert wave_colours(plot, 80.0) not in ([tense], [theme.wave_rest])
    plot.set_curve(None)  # whose moods are not known is plain
    assert wave_colours(plot, 20.0) == [theme.accent]


def test_the_waveform_tells_bass_from_treble(plot: SongPlot) -> None:
    theme = plot.theme
    image = np.full((40, 1000), -90, np.float32)
    image[BANDS < 250, :300] = image[BANDS > 2500, 600:] = 0
    image[:, 300:600] = 0
    plot.set_mel(image, 0.1, BANDS)
    plot.set_waveform(np.full(500, 0.5, np.float32))
    plot.set_waveform_colouring("bands")
    plot.set_position(DURATION_S)
    assert wave_colours(plot, 15.0)[-1] == theme.band_low
    assert wave_colours(plot, 45.0)[0] == theme.band_high
    assert wave_colours(plot, 45.0)[-1] == theme.band_low
    assert theme.band_mid in wave_colours(plot, 45.0)
    assert wave_colours(plot, 80.0)[0] == theme.band_high
    with pytest.raises(ValueError, match="waveform"):
        plot.set_waveform_colouring("rainbow")


def test_following_turns_the_page_when_the_playhead_leaves(plot: SongPlot) -> None:
    plot.set_position(50.0)
    wheel(plot, pixel(plot, 50.0), 6)
    _, end_s = plot.span()
    plot.set_position(end_s - 0.1)
    assert plot.span()[1] == pytest.approx(end_s)
    plot.set_position(end_s + 0.1)
    start_s, new_end_s = plot.span()
    assert start_s <= end_s + 0.1 <= new_end_s
    assert new_end_s > end_s


def test_without_following_the_view_stays(plot: SongPlot) -> None:
    plot.set_following(False)
    plot.set_position(50.0)
    wheel(plot, pixel(plot, 50.0), 6)
    span = plot.span()
    plot.set_position(span[1] + 1)
    assert plot.span() == pytest.approx(span)
    plot.set_following(True)
    assert plot.span()[0] <= span[1] + 1 <= plot.span()[1]


def test_who_pans_away_from_the_playhead_is_left_alone(plot: SongPlot) -> None:
    plot.set_position(10.0)
    wheel(plot, pixel(plot, 80.0), 6)
    span = plot.span()
    assert span[0] > 10
    plot.set_position(10.1)
    assert plot.span() == pytest.approx(span)


def test_keys_zoom_at_the_playhead_and_fit(plot: SongPlot) -> None:
    plot.set_position(50.0)
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    assert plot.span() == pytest.approx((12.5, 87.5))
    QTest.keyClick(plot, Qt.Key.Key_Minus)
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    QTest.keyClick(plot, Qt.Key.Key_0)
    assert plot.span() == pytest.approx((0.0, DURATION_S))


def test_a_new_song_starts_empty(plot: SongPlot, qapp: QApplication) -> None:
    plot.set_song(30.0)
    plot.set_note("analysing 62 %")
    qapp.processEvents()
    assert plot.span() == pytest.approx((0.0, 30.0))
    hover(plot, pixel(plot, 20.0, 61))
    assert read_out(plot) in ("0:19.9", "0:20.0")


def test_a_song_of_a_tenth_of_a_second_is_shown(plot: SongPlot, qapp: QApplication) -> None:
    plot.set_song(0.1)
    plot.set_mel(np.zeros((40, 4), np.float32), 0.025, BANDS)
    plot.set_waveform(np.ones(3, np.float32))
    one = np.zeros(1, np.float32)
    plot.set_curve(EmotionCurve(0.0, 0.5, one, one, ("uncertain",)))
    plot.set_position(0.05)
    qapp.processEvents()
    assert not picture(plot).isNull()


def test_the_look_is_switched_live(plot: SongPlot, qapp: QApplication) -> None:
    plot.set_theme(Theme.light())
    qapp.processEvents()
    image = picture(plot)
    assert image.pixelColor(3, 3).name() == Theme.light().panel
    assert image.pixelColor(pixel(plot, 30.0, 200)).lightness() > 200


class Painted(QObject):
    """Counts the pixels that a widget paints anew."""

    num_pixels = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.num_pixels += sum(box.width() * box.height() for box in event.region())
        return False


def test_moving_the_playhead_is_cheap_enough_for_every_frame(
    plot: SongPlot, qapp: QApplication
) -> None:
    plot.resize(1440, 320)
    plot.set_position(10)
    qapp.processEvents()
    viewport, painted = plot.canvas.viewport(), Painted()
    viewport.installEventFilter(painted)
    for frame in range(120):
        plot.set_position(10 + frame / 10)
        qapp.processEvents()
    assert 0 < painted.num_pixels / 120 < 0.03 * viewport.width() * viewport.height()


def test_an_axis_that_grows_keeps_what_is_drawn_and_shows_all(
    plot: SongPlot, qapp: QApplication
) -> None:
    plot.set_song(1.0)
    plot.set_mel(np.zeros((40, 10), np.float32), 0.1, BANDS)
    for end_s in (5.0, 10.0, 9.5):
        plot.set_duration(end_s)
        assert plot.span() == pytest.approx((0.0, end_s))
        plot.append_mel(np.zeros((40, 10), np.float32))
    qapp.processEvents()
    assert plot._mel.store is not None
    assert plot._mel.store.end_s == pytest.approx(4.0)


def test_an_axis_that_changes_leaves_a_zoomed_view_where_it_is(plot: SongPlot) -> None:
    plot.set_song(100.0)
    plot.set_position(20.0)
    for _ in range(6):
        QTest.keyClick(plot, Qt.Key.Key_Plus)
    span = plot.span()
    plot.set_duration(120.0)
    assert plot.span() == pytest.approx(span)
    plot.set_duration(span[1] + 5.0)
    assert plot.span() == pytest.approx(span)
    plot.set_duration(span[0] + 1.0)
    assert plot.span()[1] <= span[0] + 1.0 + 1e-6
    plot.fit()
    assert plot.span() == pytest.approx((0.0, span[0] + 1.0))
