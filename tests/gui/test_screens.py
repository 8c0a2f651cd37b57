"""The window on people's screens: from 1024 x 640 on everything can be reached and read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.actions.training import TrainingStatus
from app.main_window import MainWindow
from app.models.columns import Column
from app.models.tracks import TrackTableModel
from app.placing import TITLE_BAR, placed_on
from app.widgets.fitted_columns import FittedColumns
from app.widgets.labels import ElidedLabel
from app.widgets.pages import Pages
from app.widgets.turning_bar import TurningBar
from mer_core.jobs import Progress
from tests.data.locales import environment
from tests.gui.screens import SIZES, faults, settle

PROBLEM = (
    "The folder “/home/somebody/Music/A folder with a rather long name” could not be read: "
    "permission denied. Give yourself the right to read it, then look for new files."
)


def check(window: MainWindow, state: str) -> None:
    """Every size has room for what is shown now."""
    for size in SIZES:
        settle(window, size)
        assert (window.width(), window.height()) == size, state
        assert faults(window) == [], (state, size)


def test_every_page_fits_every_screen(window: MainWindow, songs: Path, qtbot: QtBot) -> None:
    frame = window.frame
    check(window, "empty")
    (songs / "broken.mp3").unlink()
    with qtbot.waitSignal(window.analysis_actions.finished):
        window.menus.open([songs])
    qtbot.waitUntil(lambda: frame.now_playing.is_complete)
    check(window, "library")
    frame.strip.set_progress(
        Progress("Analysing", 412, 3208, "A title of many words that is in hand just now", 0.5),
        tracks_per_min=118.0, left_s=86_000.0,
    )  # fmt: skip
    frame.strip.set_failures(12_345)
    frame.header.set_num_staged(123_456)
    check(window, "analysing")
    frame.header.search.set_error(PROBLEM)
    check(window, "a search that cannot be read")
    frame.header.search.set_error("")
    frame.notices.problem(PROBLEM)
    check(window, "a problem")
    frame.notices.bar.dismiss()
    frame.library.show_result("<query>", 0, 5)
    check(window, "nothing found")
    window.menus.go("map")
    check(window, "map")
    with qtbot.waitSignal(window.tag_actions.staged):
        window.menus.go("review")
    check(window, "review")
    assert frame.review.apply_button.isVisible()


def test_every_tab_of_training_fits_every_screen(window: MainWindow, qtbot: QtBot) -> None:
    window.frame.show_foot(True)
    window.menus.go("training")
    page = window.frame.training
    qtbot.waitUntil(lambda: page.models.entry is not None)
    for tab in ("train", "teach", "models"):
        page.turn_to(tab)
        check(window, tab)
    status = TrainingStatus(state="failed", message=PROBLEM, phase="Reading the corpora, 12 of 34")
    for tab, view in (("train", page.run), ("teach", page.teach)):
        page.turn_to(tab)
        view.begin("a-model-with-a-name-that-nobody-would-type-twice")
        view.show_status(status)
        view.result.say(PROBLEM)
        check(window, f"{tab}: a run")


def test_a_hidden_page_does_not_hold_the_window_open(qtbot: QtBot) -> None:
    small, large = QWidget(), QWidget()
    small.setMinimumSize(100, 80)
    large.setMinimumSize(900, 700)
    pages = Pages(small, large)
    qtbot.addWidget(pages)
    assert pages.minimumSizeHint() == QSize(100, 80)
    pages.setCurrentWidget(large)
    assert pages.minimumSizeHint() == QSize(900, 700)


# --- columns ---


@pytest.fixture
def table(qtbot: QtBot) -> QTableView:
    made = QTableView()
    qtbot.addWidget(made)
    made.setModel(TrackTableModel(made))
    for column in Column:
        made.setColumnHidden(column, column > Column.ALBUM)
    made.verticalHeader().hide()
    made.show()
    return made


def columns(table: QTableView) -> FittedColumns:
    return FittedColumns(table, dict.fromkeys(Column, (80, 200)))


def widths(table: QTableView) -> list[int]:
    return [table.columnWidth(c) for c in Column if not table.isColumnHidden(c)]


def test_columns_share_what_room_there_is_and_take_it_back(table: QTableView) -> None:
    columns(table)
    frame = table.width() - table.viewport().width()
    for room, each in ((1000, 200), (560, 140), (200, 80), (1000, 200)):
        table.resize(room + frame, 300)
        assert widths(table) == [each] * 4
    table.setColumnHidden(Column.TIME, False)
    table.resize(700 + frame, 300)
    assert widths(table) == [140] * 5


def test_a_width_that_was_drawn_is_kept_from_a_narrow_window_to_the_next_wide_one(
    table: QTableView,
) -> None:
    fitted = columns(table)
    table.resize(1500, 300)
    table.horizontalHeader().resizeSection(Column.TITLE, 300)
    table.resize(400, 300)
    assert widths(table)[Column.TITLE] < 200
    state = fitted.state()
    fitted.restore(state)
    assert widths(table)[Column.TITLE] < 200
    table.resize(1500, 300)
    assert widths(table) == [200, 300, 200, 200]


def test_columns_of_words_take_what_is_left_in_bounds_and_a_drawn_one_does_not(
    table: QTableView,
) -> None:
    FittedColumns(table, dict.fromkeys(Column, (80, 200)), (Column.TITLE, Column.ARTIST))
    frame = table.width() - table.viewport().width()
    table.resize(1000 + frame, 300)
    assert widths(table) == [200, 300, 300, 200]
    table.resize(4000 + frame, 300)
    assert widths(table) == [200, 500, 500, 200]
    table.horizontalHeader().resizeSection(Column.TITLE, 220)
    table.resize(1000 + frame, 300)
    assert widths(table) == [200, 220, 380, 200]


def test_a_bar_of_two_lines_shows_its_counts_whole(qtbot: QtBot) -> None:
    counts = ElidedLabel("1,204 songs, 1,100 to change")
    title, beside, below = QWidget(), QWidget(), QWidget()
    whole = counts.sizeHint().width()
    for widget, width in ((title, 80), (beside, 100), (below, whole)):
        widget.setFixedWidth(width)
    bar = TurningBar((title, counts), (beside,), (below,), spacing=10)
    window = QWidget()
    qtbot.addWidget(window)
    bar.setParent(window)
    window.show()
    # Shortened, the counts would have the second beside them, and there would still be two lines.
    bar.resize(90 + whole + 60 + 2 * 16, 100)
    qtbot.waitUntil(lambda: counts.width() >= whole)
    first, second, third = (each.parentWidget().y() for each in (counts, beside, below))
    assert first < second == third


# --- where the window goes ---

LAPTOP, FULL_HD, FOUR_K = QRect(0, 0, 1366, 728), QRect(0, 0, 1920, 1080), QRect(0, 0, 3840, 2160)
BESIDE = QRect(1920, 0, 1920, 1080)


@pytest.mark.parametrize(
    ("screens", "window", "placed"),
    [
        ([FULL_HD], (100, 100, 1440, 900), (100, 100, 1440, 900)),
        ([LAPTOP], (100, 100, 1440, 900), (4, 36, 1358, 688)),
        ([LAPTOP], (2000, 900, 1440, 900), (4, 36, 1358, 688)),
        ([FULL_HD], (2500, 300, 1200, 800), (716, 276, 1200, 800)),
        ([FULL_HD, BESIDE], (2500, 300, 1200, 700), (2500, 300, 1200, 700)),
        ([FULL_HD, BESIDE], (1800, 300, 1200, 700), (1924, 300, 1200, 700)),
        ([FULL_HD], (-700, -500, 1200, 700), (4, 36, 1200, 700)),
        ([QRect(48, 32, 1318, 736)], (0, 0, 1440, 900), (52, 68, 1310, 696)),
    ],
)
def test_a_window_is_brought_back_to_the_screens_there_are(
    screens: list[QRect], window: tuple[int, ...], placed: tuple[int, ...]
) -> None:
    assert placed_on(screens, QRect(*window)).getRect() == placed


OPEN = """
import sys
from PySide6.QtWidgets import QApplication
from app.main_window import MainWindow
from app.playback.player import NullPlayer
from mer_core.paths import AppPaths
app = QApplication([])
window = MainWindow(AppPaths.of_user(), look="dark", player=NullPlayer())
window.show()
if len(sys.argv) > 1:
    window.setGeometry(*map(int, sys.argv[1:]))
app.processEvents()
print(*window.geometry().getRect())
window.close()
"""


def opened(
    folder: Path, *screens: tuple[int, int, int, int], at: tuple[int, ...] = (), scale: str = "1"
) -> QRect:
    """Where a window of a new process is on these screens, after it was put ``at`` a place."""
    described = [
        {
            "name": f"screen {number}", "x": x, "y": y, "width": width, "height": height,
            "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1,
        }
        for number, (x, y, width, height) in enumerate(screens)
    ]  # fmt: skip
    config = folder / "screens.json"
    config.write_text(json.dumps({"screens": described}))
    done = subprocess.run(
        [sys.executable, "-c", OPEN, *map(str, at)],
        env=environment(QT_QPA_PLATFORM=f"offscreen:configfile={config}", QT_SCALE_FACTOR=scale),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return QRect(*map(int, done.stdout.split()))


def test_the_first_window_fits_the_screen(tmp_path: Path) -> None:
    for width, height in ((1366, 768), (1280, 720), (1024, 640)):
        free = QRect(0, 0, width, height)
        placed = opened(tmp_path, free.getRect())
        assert placed.width() <= width
        assert placed.height() <= height - TITLE_BAR
        assert placed.width() >= 1000
    assert opened(tmp_path, FOUR_K.getRect()).size() == QSize(1440, 900)
    assert opened(tmp_path, FULL_HD.getRect(), scale="1.5").height() <= 720 - TITLE_BAR


def test_a_remembered_window_comes_back_whole(tmp_path: Path) -> None:
    kept = opened(tmp_path, FOUR_K.getRect(), at=(900, 500, 2400, 1500))
    assert opened(tmp_path, FOUR_K.getRect()) == kept
    on_a_laptop = opened(tmp_path, (0, 0, 1366, 768))
    assert QRect(0, 0, 1366, 768).contains(on_a_laptop)
    two = (FULL_HD.getRect(), BESIDE.getRect())
    beside = opened(tmp_path, *two, at=(2200, 200, 1300, 800))
    assert opened(tmp_path, *two) == beside
    assert FULL_HD.contains(opened(tmp_path, FULL_HD.getRect()))
