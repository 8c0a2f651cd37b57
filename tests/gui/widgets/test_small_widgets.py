"""The small widgets: each is named, asks by signal and shows what it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QSlider, QWidget
from pytestqt.qtbot import QtBot

from app.theme import Theme, apply
from app.widgets.buttons import ActionButton, RoundButton
from app.widgets.chips import MoodChips
from app.widgets.cover import CoverArt
from app.widgets.empty_state import EmptyState
from app.widgets.labels import SectionLabel, StatusDot
from app.widgets.mood_plane import MoodPlane
from app.widgets.notice_bar import NoticeBar
from app.widgets.progress_strip import ProgressStrip
from app.widgets.search_field import SearchField
from app.widgets.song_plot import SongPlot
from app.widgets.transport import TransportBar
from app.widgets.wording import clock, hertz, remaining, score, signed
from mer_core.jobs import Progress

THEME = Theme.dark()
LEFT = Qt.MouseButton.LeftButton
WIDGETS: dict[str, Callable[[], QWidget]] = {
    "action button": lambda: ActionButton(THEME, "Add folder", "Ctrl+O"),
    "round button": lambda: RoundButton(THEME, "play", "Play"),
    "chips": lambda: MoodChips(THEME),
    "cover": lambda: CoverArt(THEME),
    "empty state": lambda: EmptyState(THEME),
    "section": lambda: SectionLabel("Smart crates"),
    "status dot": lambda: StatusDot(THEME),
    "plane": lambda: MoodPlane(THEME),
    "notice": lambda: NoticeBar(THEME),
    "progress": lambda: ProgressStrip(THEME),
    "search": lambda: SearchField(THEME),
    "song plot": lambda: SongPlot(THEME),
    "transport": lambda: TransportBar(THEME),
}


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    apply(qapp, THEME)


def shown(qtbot: QtBot, widget: QWidget, width: int = 400, height: int = 200) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget.grab().toImage()


@pytest.mark.parametrize("make", WIDGETS.values(), ids=WIDGETS.keys())
def test_every_widget_and_every_control_in_it_has_a_name(
    qtbot: QtBot, make: Callable[[], QWidget]
) -> None:
    widget = make()
    qtbot.addWidget(widget)
    assert widget.accessibleName()
    for kind in (QAbstractButton, QLineEdit, QSlider):
        for control in widget.findChildren(kind):
            assert control.accessibleName() or control.text(), control


@pytest.mark.parametrize("make", WIDGETS.values(), ids=WIDGETS.keys())
def test_every_widget_changes_its_look_live(
    qtbot: QtBot, qapp: QApplication, make: Callable[[], QWidget]
) -> None:
    widget = make()
    dark = shown(qtbot, widget)
    apply(qapp, Theme.light())
    if hasattr(widget, "set_theme"):
        widget.set_theme(Theme.light())
    qapp.processEvents()
    if isinstance(widget, MoodChips | CoverArt):
        return  # nothing to show yet, or the same colours in both looks
    assert widget.grab().toImage() != dark


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("play_button", "play_toggled"),
        ("previous_button", "previous_requested"),
        ("next_button", "next_requested"),
    ],
)
def test_a_transport_button_asks(qtbot: QtBot, button: str, signal: str) -> None:
    bar = TransportBar(THEME)
    shown(qtbot, bar)
    with qtbot.waitSignal(getattr(bar, signal)):
        QTest.mouseClick(getattr(bar, button), LEFT)


def test_the_play_button_is_named_after_what_it_does(qtbot: QtBot) -> None:
    bar = TransportBar(THEME)
    qtbot.addWidget(bar)
    assert bar.play_button.accessibleName() == "Play"
    bar.set_playing(True)
    assert bar.play_button.accessibleName() == "Pause"


def test_the_time_is_shown_and_read_out(qtbot: QtBot) -> None:
    bar = TransportBar(THEME)
    qtbot.addWidget(bar)
    bar.set_time(56.4, 146.9)
    assert "0:56" in bar.time_label.text()
    assert bar.time_label.accessibleName() == "Position: 0:56 of 2:26"
    bar.set_time(57.0, None)
    assert bar.time_label.accessibleName() == "Position: 0:57 of —"


def test_the_volume_is_emitted_when_the_user_moves_it_and_only_then(qtbot: QtBot) -> None:
    bar = TransportBar(THEME)
    shown(qtbot, bar)
    told: list[float] = []
    bar.volume_changed.connect(told.append)
    bar.set_volume(0.4)
    assert told == []
    assert bar.volume() == pytest.approx(0.4)
    QTest.mouseClick(bar.volume_button, LEFT)
    QTest.mouseClick(bar.volume_button, LEFT)
    assert told == [0.0, 0.4]


@pytest.mark.parametrize("width", [208, 400])
def test_the_transport_fits_narrow_and_wide(qtbot: QtBot, width: int) -> None:
    bar = TransportBar(THEME)
    bar.set_time(56.0, 146.0)
    shown(qtbot, bar, width, 40)
    assert bar.volume_slider.isVisible() == (width == 400)
    assert bar.time_label.width() >= bar.time_label.sizeHint().width()
    assert bar.volume_button.geometry().right() < width


def test_the_strip_shows_how_far_how_fast_how_long(qtbot: QtBot) -> None:
    strip = ProgressStrip(THEME)
    shown(qtbot, strip, 1200, 28)
    progress = Progress("Analysing", 412, 3208, "Tom & <Jerry>", 0.5)
    strip.set_progress(progress, tracks_per_min=118.2, left_s=1440)
    assert strip.bar.value() == pytest.approx(412.5 / 3208 * 1000, abs=1)
    assert strip.count_label.text() == "412 of 3,208"
    assert strip.speed_label.text() == "118 songs/min"
    assert strip.left_label.text() == "24 min left"
    assert strip.item_label.whole() == "Tom & <Jerry>"


def test_the_strip_rests_when_nothing_runs(qtbot: QtBot) -> None:
    strip = ProgressStrip(THEME)
    shown(qtbot, strip, 1200, 28)
    strip.set_progress(Progress("Scanning", 3, None))
    assert strip.bar.maximum() == 0
    strip.set_progress(None)
    strip.set_idle_text("3,208 tracks")
    assert not strip.bar.isVisible()
    assert not strip.pause_button.isVisible()
    assert "3,208 tracks" in strip.phase_label.text()


def test_pause_stop_and_failures_ask(qtbot: QtBot) -> None:
    strip = ProgressStrip(THEME)
    shown(qtbot, strip, 1200, 28)
    strip.set_progress(Progress("Analysing", 1, 2))
    assert not strip.failures_button.isVisible()
    strip.set_failures(1)
    assert strip.failures_button.text() == "1 file failed"
    for button, signal in (
        (strip.pause_button, strip.pause_toggled),
        (strip.stop_button, strip.stop_requested),
        (strip.failures_button, strip.failures_requested),
    ):
        with qtbot.waitSignal(signal):
            QTest.mouseClick(button, LEFT)
    strip.set_paused(True)
    assert strip.pause_button.text() == "Resume"


def test_a_notice_offers_its_action_and_goes(qtbot: QtBot) -> None:
    notice = NoticeBar(THEME)
    qtbot.addWidget(notice)
    assert not notice.isVisible()
    notice.show_message("Moods written into 214 files.", action="Undo")
    assert notice.isVisible()
    with qtbot.waitSignals([notice.action_triggered, notice.dismissed]):
        QTest.mouseClick(notice.action_button, LEFT)
    assert not notice.isVisible()


def test_bad_news_stays_and_good_news_goes_by_itself(qtbot: QtBot) -> None:
    notice = NoticeBar(THEME)
    qtbot.addWidget(notice)
    notice._timer.setInterval(30)
    notice.show_message("The sound card has gone.", bad=True)
    assert notice.isVisible()
    assert not notice._timer.isActive()
    notice.show_message("It is back.")
    with qtbot.waitSignal(notice.dismissed):
        pass
    assert not notice.isVisible()


def test_the_empty_state_invites_in_two_ways(qtbot: QtBot) -> None:
    empty = EmptyState(THEME)
    shown(qtbot, empty, 800, 600)
    for button, signal in (
        (empty.add_button, empty.add_requested),
        (empty.demo_button, empty.demo_requested),
    ):
        with qtbot.waitSignal(signal):
            QTest.mouseClick(button, LEFT)
    empty.set_words("Nothing matches", "Try fewer words.", buttons=False)
    assert empty.title_label.text() == "Nothing matches"
    assert not empty.add_button.isVisible()


def test_the_invitation_is_not_cut(qtbot: QtBot) -> None:
    empty = EmptyState(THEME)
    shown(qtbot, empty, 800, 600)
    label: QLabel = empty.text_label
    assert label.height() >= label.heightForWidth(label.width())


def test_buttons_work_by_key_and_tell_their_shortcut(qtbot: QtBot) -> None:
    button = ActionButton(THEME, "Review", "Ctrl+S", primary=True)
    shown(qtbot, button, 140, 30)
    assert button.toolTip() == "Review (Ctrl+S)"
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Space)
    wide = button.sizeHint().width()
    button.set_hint("")
    assert button.sizeHint().width() < wide
    button.setText("Review 214")
    assert button.accessibleName() == "Review 214"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (clock(146.9), "2:26"),
        (clock(3725), "1:02:05"),
        (clock(None), "—"),
        (clock(-3), "0:00"),
        (clock(56.47, tenths=True), "0:56.4"),
        (signed(0.624), "+0.62"),
        (signed(-0.38), "−0.38"),
        (signed(-0.001), "0.00"),
        (signed(None), "—"),
        (score(0.58), ".58"),
        (score(0.999), "1.0"),
        (hertz(100), "100 Hz"),
        (hertz(8000), "8 kHz"),
        (hertz(2349), "2.35 kHz"),
        (remaining(40), "40 s left"),
        (remaining(1440), "24 min left"),
        (remaining(11400), "3 h 10 min left"),
    ],
)
def test_numbers_are_worded_as_people_write_them(text: str, expected: str) -> None:
    assert text == expected


def test_the_fonts_licence_stands_beside_them() -> None:
    folder = Path(__file__).parents[3] / "resources" / "fonts"
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text()
    assert sum(file.stat().st_size for file in folder.glob("*.ttf")) < 1_000_000
