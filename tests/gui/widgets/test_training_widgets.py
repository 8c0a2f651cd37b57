"""The training page's widgets: curves, figures, fields, a card."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.theme import Theme, apply
from app.views.training.teach import in_window
from app.widgets.markdown_text import MarkdownText
from app.widgets.training.chart import Key, LearningChart, Trace
from app.widgets.training.fields import GroupedCombo, PathField
from app.widgets.training.head import ResultCard, RunHead
from app.widgets.training.scores import ScoreTable
from mer_core.training.report import Change, Figure

THEME = Theme.dark()
LEFT = Qt.MouseButton.LeftButton
HELD = Trace("held out", "accent", (1.0, 2.0, 3.0), (1.5, 1.2, 1.0))
LEARNING = Trace("learning", "accent", (1.0, 2.0, 3.0), (1.4, 0.9, 0.5), dashed=True)
OLD = Trace("held out", "tension", (1.0, 2.0), (9.0, 8.0), quiet=True)


def taught(metric: str, before: float, after: float, low: float, high: float) -> Figure:
    """A figure of a taught model; ``low`` and ``high`` bound the change."""
    return Figure(
        "by-song", "own-ratings", "song", "valence", metric, after, after, after, 0.0, 20,
        change=Change(before, low, high, follows=True),
    )  # fmt: skip


FIGURE = taught("CCC", 0.4, 0.6, 0.1, 0.3)


def chart() -> LearningChart:
    made = LearningChart(THEME, "Loss")
    made.show_traces([OLD, HELD, LEARNING], [Key("held out", "accent")], length=5, unit="epoch")
    return made


def table() -> ScoreTable:
    made = ScoreTable(THEME)
    made.show_figures([FIGURE])
    return made


def head() -> RunHead:
    made = RunHead(THEME)
    made.set_title("td-cnn-1")
    made.show_state("running", "Learns by song", 0.4, 83.0, 120.0)
    return made


def result() -> ResultCard:
    made = ResultCard(THEME)
    made.say("td-cnn-1 is trained.")
    return made


def card() -> MarkdownText:
    made = MarkdownText(THEME, "The model's card")
    made.show_text("## Data\n\nSome words.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    return made


WIDGETS: dict[str, Callable[[], QWidget]] = {
    "chart": chart, "table": table, "head": head, "result": result, "card": card,
    "path": lambda: PathField("Folder", "A folder"),
}  # fmt: skip


def shown(qtbot: QtBot, widget: QWidget, width: int = 640, height: int = 260) -> QImage:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply(app, THEME)
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)
    return widget.grab().toImage()


@pytest.mark.parametrize("make", WIDGETS.values(), ids=WIDGETS.keys())
def test_every_control_has_a_name_and_changes_its_look_live(
    qtbot: QtBot, qapp: QApplication, make: Callable[[], QWidget]
) -> None:
    widget = make()
    dark = shown(qtbot, widget)
    for kind in (QAbstractButton, QLineEdit):
        for control in widget.findChildren(kind):
            named = control.accessibleName() or control.text()
            assert named or not control.isVisible(), control
    apply(qapp, Theme.light())
    if hasattr(widget, "set_theme"):
        widget.set_theme(Theme.light())
    qapp.processEvents()
    assert widget.grab().toImage() != dark


def point_at(made: LearningChart, epoch: float) -> None:
    """Move the pointer over an epoch."""
    view = made.canvas.getViewBox()
    place = made.canvas.mapFromScene(view.mapViewToScene(QPointF(epoch, 1.0)))
    no_button = Qt.MouseButton.NoButton
    move = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(place), QPointF(place), no_button, no_button,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    made.canvas.mouseMoveEvent(move)


def test_a_chart_reads_out_the_newest_values_or_those_under_the_pointer(qtbot: QtBot) -> None:
    made = chart()
    shown(qtbot, made)
    assert made.read_out.text() == "epoch 3 · held out 1.000 · learning 0.500"
    point_at(made, 1.8)
    assert made.read_out.text() == "epoch 2 · held out 1.200 · learning 0.900"
    made.canvas.leaveEvent(QEvent(QEvent.Type.Leave))
    assert made.read_out.text().startswith("epoch 3")
    made.clear()
    assert made.read_out.text() == "after the first epoch"


def test_a_chart_leaves_room_for_the_epochs_to_come_and_for_every_value(qtbot: QtBot) -> None:
    made = chart()
    shown(qtbot, made)
    (left, right), (low, high) = made.canvas.getViewBox().viewRange()
    assert left <= 1
    assert right >= 5
    assert low < 0.5
    assert high > 9.0


def test_a_score_that_hardly_moves_looks_like_it(qtbot: QtBot) -> None:
    made = LearningChart(THEME, "Score", from_zero=True)
    qtbot.addWidget(made)
    flat = Trace("by song", "accent", (1.0, 2.0), (0.30, 0.31))
    made.show_traces([flat], [], length=2, unit="epoch")
    low, high = made.canvas.getViewBox().viewRange()[1]
    assert low == pytest.approx(0.0)
    assert high - low > 0.3


@pytest.mark.parametrize(
    ("metric", "low", "high", "better"),
    [
        ("CCC", 0.1, 0.3, True), ("CCC", -0.3, -0.1, False), ("CCC", -0.1, 0.3, None),
        ("MAE", -0.3, -0.1, True), ("MAE", 0.1, 0.3, False), ("MAE", -0.3, 0.1, None),
        ("CCC", float("nan"), float("nan"), None),
    ],
)  # fmt: skip
def test_a_change_counts_only_beyond_chance(
    metric: str, low: float, high: float, better: bool | None
) -> None:
    assert taught(metric, 0.4, 0.5, low, high).improved is better


def test_the_table_writes_before_after_and_the_change(qtbot: QtBot) -> None:
    made = ScoreTable(THEME)
    shown(qtbot, made)
    made.show_figures([FIGURE, taught("R2", -0.3, -0.1, 0.1, 0.3)])
    texts = [[made.item(row, column).text() for column in (3, 4, 6, 7)] for row in range(2)]  # type: ignore[union-attr]
    assert texts == [
        ["0.40", "0.60", "+0.20", "+0.10 to +0.30"], ["−0.30", "−0.10", "+0.20", "+0.10 to +0.30"]
    ]  # fmt: skip
    assert not made.grab().isNull()


def test_headings_cannot_be_chosen(qtbot: QtBot) -> None:
    combo = GroupedCombo("Recipe")
    qtbot.addWidget(combo)
    combo.add_heading("Paper")
    combo.add_choice("one", ("a",))
    combo.add_choice("two", ("b",))
    assert combo.currentData() == ("a",)
    combo.choose(("b",))
    assert combo.currentText() == "two"
    combo.choose(("c",))
    assert combo.currentText() == "two"
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Up)
    QTest.keyClick(combo, Qt.Key.Key_Up)
    assert combo.currentText() == "one"


def test_a_typed_path_is_told_once(qtbot: QtBot) -> None:
    field = PathField("Folder", "A folder")
    shown(qtbot, field, 400, 40)
    told: list[Path | None] = []
    field.chosen.connect(told.append)
    QTest.keyClicks(field.edit, ' "/music/my folder" ')
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert told == [Path("/music/my folder")]
    with qtbot.waitSignal(field.asked):
        QTest.mouseClick(field.button, LEFT)


def test_the_head_says_how_long_and_hides_what_it_does_not_know(qtbot: QtBot) -> None:
    made = head()
    shown(qtbot, made)
    assert made.elapsed_label.text() == "1:23"
    assert made.left_label.text() == "2 min left"
    assert made.dot.accessibleName() == "running"
    made.show_state("done", "", 1.0, 90.0, None)
    assert made.bar.value() == made.bar.maximum()
    assert not made.left_label.isVisible()
    assert not made.phase_label.isVisible()


def test_a_new_model_offers_its_card_and_its_use_once(qtbot: QtBot) -> None:
    made = result()
    shown(qtbot, made, 640, 60)
    assert not made.card_button.isEnabled()
    assert not made.use_button.isEnabled()
    made.set_listed(True, used=False)
    with qtbot.waitSignals([made.card_clicked, made.use_clicked]):
        QTest.mouseClick(made.card_button, LEFT)
        QTest.mouseClick(made.use_button, LEFT)
    made.set_listed(True, used=True)
    assert not made.use_button.isEnabled()
    assert made.use_button.text() == "In use"


def test_the_window_speaks_of_its_field_not_of_an_option() -> None:
    text = "If your scale goes from 1 to 9, add --scale 1-9; otherwise mend the number."
    assert in_window(text) == (
        "If your scale goes from 1 to 9, choose 1-9 as the scale of your numbers; otherwise mend "
        "the number."
    )
