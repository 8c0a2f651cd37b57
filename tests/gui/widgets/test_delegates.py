"""Cells of the tables, painted by the real view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from app.roles import (
    DURATION_ROLE,
    FRACTION_ROLE,
    MOODS_ROLE,
    PLAYING_ROLE,
    REASON_ROLE,
    STATE_ROLE,
    VALUE_ROLE,
)
from app.theme import Theme, apply, over
from app.widgets.delegates import (
    MoodChipsDelegate,
    NumberDelegate,
    RowDelegate,
    StateDelegate,
    TimeDelegate,
    ValueBarDelegate,
    title_delegate,
)
from mer_core.emotion import MoodScore

THEME = Theme.dark()
WIDTH = 220


def cell(qtbot: QtBot, delegate: RowDelegate, data: dict[int, object]) -> QImage:
    """The picture of a one-cell table with this delegate."""
    model = QStandardItemModel(1, 1)
    item = QStandardItem(str(data.get(Qt.ItemDataRole.DisplayRole, "")))
    for role, value in data.items():
        item.setData(value, role)
    model.setItem(0, 0, item)
    view = QTableView()
    qtbot.addWidget(view)
    model.setParent(view)
    view.setModel(model)
    delegate.setParent(view)
    view.setItemDelegate(delegate)
    view.setShowGrid(False)
    view.horizontalHeader().hide()
    view.verticalHeader().hide()
    view.setColumnWidth(0, WIDTH)
    view.setRowHeight(0, THEME.row_height)
    view.resize(400, 200)
    view.show()
    image = view.viewport().grab().toImage()
    return image.copy(0, 0, WIDTH, THEME.row_height)


def columns_of(image: QImage, colour: str) -> list[int]:
    """The x at which a colour is found, give or take rounding."""
    wanted = QColor(colour).getRgb()

    def is_it(x: int, y: int) -> bool:
        found = image.pixelColor(x, y).getRgb()
        return all(abs(a - b) <= 2 for a, b in zip(found, wanted, strict=True))

    return [x for x in range(image.width()) if any(is_it(x, y) for y in range(image.height()))]


def has_dash(image: QImage) -> bool:
    """A short stroke at the left of the cell, on the row's middle, and nothing else."""
    inked = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height() - 1)
        if image.pixelColor(x, y).lightness() > 60
    ]
    return (
        bool(inked)
        and max(y for _, y in inked) - min(y for _, y in inked) <= 2
        and max(x for x, _ in inked) <= 24
    )


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    apply(qapp, THEME)


def test_a_bar_grows_to_the_right_of_the_middle_for_positive_values(qtbot: QtBot) -> None:
    up = columns_of(
        cell(qtbot, ValueBarDelegate(THEME, "valence"), {VALUE_ROLE: 0.8}), THEME.valence
    )
    down = columns_of(
        cell(qtbot, ValueBarDelegate(THEME, "valence"), {VALUE_ROLE: -0.8}), THEME.valence
    )
    assert min(up) >= max(down) - 2
    assert len(up) == pytest.approx(len(down), abs=2)


def test_a_bar_is_as_long_as_its_value(qtbot: QtBot) -> None:
    lengths = [
        len(
            columns_of(
                cell(qtbot, ValueBarDelegate(THEME, "arousal"), {VALUE_ROLE: v}), THEME.arousal
            )
        )
        for v in (0.25, 0.5, 1.0)
    ]
    assert lengths[0] < lengths[1] < lengths[2]
    assert lengths[2] == pytest.approx(2 * lengths[1], abs=3)


def test_a_bar_that_starts_at_zero_grows_from_the_left(qtbot: QtBot) -> None:
    delegate = ValueBarDelegate(THEME, "tension", low=0.0)
    image = cell(qtbot, delegate, {VALUE_ROLE: 0.5})
    filled = columns_of(image, THEME.tension)
    empty = columns_of(image, THEME.track)
    assert min(filled) < min(empty)
    assert len(filled) == pytest.approx(len(empty), abs=4)


def test_an_unknown_value_is_a_dash_without_a_bar(qtbot: QtBot) -> None:
    image = cell(qtbot, ValueBarDelegate(THEME, "valence"), {VALUE_ROLE: None})
    assert not columns_of(image, THEME.valence)
    assert not columns_of(image, THEME.track)
    assert has_dash(image)


def test_chips_stand_on_their_moods_tint(qtbot: QtBot) -> None:
    moods = (MoodScore("happy", 0.8), MoodScore("sad", 0.3))
    image = cell(qtbot, MoodChipsDelegate(THEME), {MOODS_ROLE: moods})
    found = [
        columns_of(image, over(THEME.mood_tint_colour(name), THEME.colour("ground")).name())
        for name in ("happy", "sad")
    ]
    assert found[0]
    assert found[1]
    assert max(found[0]) < min(found[1])


def test_a_track_without_moods_has_a_dash(qtbot: QtBot) -> None:
    assert has_dash(cell(qtbot, MoodChipsDelegate(THEME), {MOODS_ROLE: ()}))


@pytest.mark.parametrize(
    ("state", "colour"),
    [("written", "good"), ("staged", "warn"), ("changed", "warn"), ("failed", "bad")],
)
def test_a_state_has_its_dot_before_its_word(qtbot: QtBot, state: str, colour: str) -> None:
    image = cell(qtbot, StateDelegate(THEME), {STATE_ROLE: state})
    dot = columns_of(image, THEME.colour(colour).name())
    word = columns_of(image, THEME.dim)
    assert dot
    assert word
    assert max(dot) < min(word)


def test_progress_is_drawn_in_its_row(qtbot: QtBot) -> None:
    lengths = [
        len(columns_of(cell(qtbot, StateDelegate(THEME), {FRACTION_ROLE: f}), THEME.accent))
        for f in (0.2, 0.6, 1.0)
    ]
    assert 0 < lengths[0] < lengths[1] < lengths[2]


def test_the_loaded_row_is_tinted_and_marked(qtbot: QtBot) -> None:
    playing = cell(
        qtbot, NumberDelegate(THEME), {Qt.ItemDataRole.DisplayRole: 3, PLAYING_ROLE: True}
    )
    other = cell(qtbot, NumberDelegate(THEME), {Qt.ItemDataRole.DisplayRole: 4})
    assert playing.pixelColor(2, 2).name() == THEME.selection
    assert other.pixelColor(2, 2).name() == THEME.ground
    assert columns_of(playing, THEME.accent)
    assert not columns_of(other, THEME.accent)


def test_times_and_numbers_are_flush_right(qtbot: QtBot) -> None:
    short = columns_of(cell(qtbot, TimeDelegate(THEME), {DURATION_ROLE: 5.0}), THEME.dim)
    long = columns_of(cell(qtbot, TimeDelegate(THEME), {DURATION_ROLE: 3725.0}), THEME.dim)
    assert max(short) == pytest.approx(max(long), abs=2)
    assert min(long) < min(short)


def test_titles_are_brighter_than_artists_and_missing_ones_a_dash(qtbot: QtBot) -> None:
    words = {Qt.ItemDataRole.DisplayRole: "Awareness HHH"}
    assert columns_of(cell(qtbot, title_delegate(THEME), words), THEME.text)
    assert not columns_of(cell(qtbot, RowDelegate(THEME), words), THEME.text)
    nothing = cell(qtbot, RowDelegate(THEME), {Qt.ItemDataRole.DisplayRole: ""})
    assert has_dash(nothing)


def test_rows_are_39_pixels_high_and_end_in_a_hair_line(qtbot: QtBot) -> None:
    option = QStyleOptionViewItem()
    for delegate in (RowDelegate(THEME), StateDelegate(THEME), MoodChipsDelegate(THEME)):
        assert delegate.sizeHint(option, QModelIndex()).height() == 39
    image = cell(qtbot, RowDelegate(THEME), {})
    assert image.pixelColor(QPoint(100, 38)) == QColor(THEME.hair)


def test_why_a_song_failed_stands_where_its_moods_would(qtbot: QtBot) -> None:
    failed, known = {REASON_ROLE: "It is empty."}, (MoodScore("calm", 0.9),)
    assert has_dash(cell(qtbot, MoodChipsDelegate(THEME), {REASON_ROLE: ""}))
    assert not has_dash(cell(qtbot, MoodChipsDelegate(THEME), failed))
    with_moods = {MOODS_ROLE: known}
    assert cell(qtbot, MoodChipsDelegate(THEME), with_moods | failed) == cell(
        qtbot, MoodChipsDelegate(THEME), with_moods
    )
