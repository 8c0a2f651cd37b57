"""A run as it goes on: its head, its curves, its log, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.actions.training import TrainingStatus
from app.actions.training_run import PARTS, Line, RunHistory
from app.i18n import tr
from app.theme import ColourName, Theme
from app.widgets.empty_state import EmptyState
from app.widgets.pages import Pages, scrolled
from app.widgets.training.chart import Key, LearningChart, Trace
from app.widgets.training.fields import sentence
from app.widgets.training.head import ResultCard, RunHead
from app.widgets.wording import clock
from mer_core.shown import shown

PART_COLOURS: dict[str, ColourName] = {
    "by-song": "accent", "as-published": "warn", "final": "good",
}  # fmt: skip
_LOG_LINES = 500


class EventLog(QPlainTextEdit):
    """What happened when, the newest line at the foot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "log")
        self.setReadOnly(True)
        self.setAccessibleName(tr("Log of the run"))
        self.setMaximumBlockCount(_LOG_LINES)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setTabStopDistance(56)

    def add(self, elapsed_s: float, line: str) -> None:
        """Append one line."""
        self.appendPlainText(f"{clock(elapsed_s):<6}\t{shown(line)}")
        self._to_end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._to_end()

    def _to_end(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())


class RunPane(Pages):
    """An invitation, then a run: how it stands, what came of it, ``shown`` and its log."""

    def __init__(self, theme: Theme, title: str, invitation: str, shown: Sequence[QWidget]) -> None:
        super().__init__()
        self.empty = EmptyState(theme)
        self.empty.set_words(title, invitation, buttons=False)
        self.head = RunHead(theme)
        self.problem = sentence("bad")
        self.problem.hide()
        self.result = ResultCard(theme)
        self.log = EventLog()
        run = QFrame()
        run.setProperty("surface", "ground")
        self.column = QVBoxLayout(run)
        self.column.setContentsMargins(20, 16, 20, 12)
        self.column.setSpacing(12)
        for widget in (self.head, self.problem, self.result, *shown, self.log):
            self.column.addWidget(widget)
        self.addWidget(self.empty)
        self.addWidget(scrolled(run))

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        for widget in (self.empty, self.head, self.result):
            widget.set_theme(theme)

    def begin(self, title: str) -> None:
        """Make room for a run."""
        self.head.set_title(title)
        self.result.hide()
        self.log.clear()
        self.setCurrentIndex(1)

    def show_status(self, status: TrainingStatus) -> None:
        """The run moved on."""
        self.head.show_state(
            status.state, status.phase, status.share, status.elapsed_s, status.left_s
        )
        self.problem.setText(status.message)
        self.problem.setVisible(bool(status.message))


class RunView(RunPane):
    """A recipe as it is trained."""

    def __init__(self, theme: Theme) -> None:
        self.loss = LearningChart(theme, tr("Loss"))
        self.score = LearningChart(theme, tr("Score, held out"), from_zero=True)
        charts = QWidget()
        row = QHBoxLayout(charts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.loss, 1)
        row.addWidget(self.score, 1)
        words = tr(
            "Choose a folder of labelled corpora and a recipe. Everything is computed here, on "
            "this computer; you can go on listening meanwhile."
        )
        super().__init__(theme, tr("Watch a model learn"), words, [charts])
        self.column.setStretchFactor(charts, 4)
        self.column.setStretchFactor(self.log, 1)
        self.log.setMinimumHeight(72)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        super().set_theme(theme)
        for chart in (self.loss, self.score):
            chart.set_theme(theme)

    def show_history(self, history: RunHistory, *, active: bool) -> None:
        """Draw the curves as they are now."""
        latest = history.latest
        unit = tr("fold") if history.is_by_fold else tr("epoch")
        if latest is not None and latest.score_name:
            self.score.set_title(latest.score_name)
        keys = [Key(_part(part), colour_of(part)) for part in history.parts]
        scored = [key for key in keys if key.name != _part("final")]
        self.score.show_traces(
            traces(history, "score", active=active), scored, length=history.length, unit=unit
        )
        tone = colour_of(latest.protocol) if latest is not None else "accent"
        sides = [Key(tr("learning"), tone, dashed=True), Key(tr("held out"), tone)]
        if not active and not history.is_by_fold:
            sides = [Key(tr("learning"), "dim", dashed=True), *scored]
        self.loss.show_traces(
            [
                *traces(history, "train_loss", active=active),
                *traces(history, "valid_loss", active=active),
            ],
            sides if latest is not None else (),
            length=history.length,
            unit=unit,
        )


def traces(history: RunHistory, value: str, *, active: bool) -> list[Trace]:
    """The curves of ``value``: the growing one is loud, after the run each protocol's mean."""
    lines = history.lines(value)
    if history.is_by_fold:
        return [_trace(line, value, quiet=False, by_part=True) for line in lines]
    if active:
        return [_trace(line, value, quiet=not line.is_current) for line in lines]
    means = history.means(value)
    quiet = [_trace(line, value, quiet=True) for line in lines if value != "train_loss"]
    return quiet + [_trace(line, value, quiet=False, by_part=True) for line in means]


def _trace(line: Line, value: str, *, quiet: bool, by_part: bool = False) -> Trace:
    sides = {"train_loss": tr("learning"), "valid_loss": tr("held out")}
    name = _part(line.part) if by_part else sides.get(value, tr("score"))
    return Trace(name, colour_of(line.part), line.x, line.y, value == "train_loss", quiet)


def _part(part: str) -> str:
    return tr(PARTS.get(part, part))


def colour_of(part: str) -> ColourName:
    """A part's colour, the same in both charts."""
    return PART_COLOURS.get(part, "accent")
