"""Teach it your moods: the user's own ratings, and whether they helped."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.actions.training import TrainingStatus
from app.i18n import mark, tr
from app.theme import Theme
from app.views.training.form import FormPane
from app.views.training.run import RunPane
from app.widgets.labels import Label
from app.widgets.training.fields import GroupedCombo, PathField, sentence, under_name
from app.widgets.training.scores import ScoreTable
from app.widgets.wording import count
from mer_core.errors import TrainingError
from mer_core.models.store import ModelEntry
from mer_core.training.requests import TeachRequest
from mer_core.training.teaching.verdict import TeachReport

_EXAMPLE = (
    ("path", "valence", "arousal", "moods"),
    ("Kite.flac", "0.7", "0.4", "happy"),
    ("Rain.mp3", "−0.5", "", "sad|calm"),
)
_SCALES = (
    ("", mark("−1 to 1, as in the example")), ("0-1", mark("0 to 1")), ("1-5", mark("1 to 5")),
    ("1-7", mark("1 to 7")), ("1-9", mark("1 to 9")), ("0-10", mark("0 to 10")),
    ("0-100", mark("0 to 100")),
)  # fmt: skip


class _Example(QFrame):
    """What a table of ratings looks like."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        rows = "; ".join(", ".join(row) for row in _EXAMPLE)
        self.setAccessibleName(tr("An example: {rows}").format(rows=rows))
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(3, 1)
        for row, cells in enumerate(_EXAMPLE):
            for column, text in enumerate(cells):
                if text:
                    label = Label(text)
                    label.setProperty("role", "section" if row == 0 else "dim")
                    grid.addWidget(label, row, column)


class TeachForm(FormPane):
    """``start_clicked``: teach ``request()``. ``file_asked``, ``template_asked``: let the user
    choose a file; ``corrections_asked``: take what was corrected by hand.
    """

    file_asked = Signal()
    corrections_asked = Signal()
    template_asked = Signal()

    def __init__(self, theme: Theme, models: Path, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Teach"), parent)
        self._models = models
        self._missing = ""
        self.words = sentence("dim")
        self.words.setText(
            tr(
                "Rate some of your songs, twenty or more, and a model learns to hear them your "
                "way. Numbers or mood words alone will do; empty cells are passed over."
            )
        )
        self.ratings = PathField(tr("Table of ratings"), tr("A CSV file"))
        self.corrections_button = QPushButton(tr("Take my corrections"))
        self.corrections_button.setProperty("kind", "link")
        self.corrections_button.setToolTip(
            tr("The songs that you corrected by hand are the ratings")
        )
        self.template_button = QPushButton(tr("Save a template…"))
        self.template_button.setProperty("kind", "link")
        self.template_button.setToolTip(tr("A table of your analysed songs, ready to be rated"))
        self.scale = GroupedCombo(tr("Scale of your numbers"))
        for scale, words in _SCALES:
            self.scale.add_choice(tr(words), scale)
        self.base = GroupedCombo(tr("Model that learns"))
        self.name = QLineEdit("my-moods")
        self.name.setAccessibleName(tr("Name of the new model"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        links = QWidget()
        lines = QVBoxLayout(links)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        for button in (self.corrections_button, self.template_button):
            lines.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.words)
        self.column.addWidget(under_name(tr("Your ratings"), self.ratings, _Example(), links))
        self.column.addWidget(under_name(tr("Scale of your numbers"), self.scale))
        self.column.addWidget(under_name(tr("Model that learns"), self.base))
        self.column.addWidget(under_name(tr("Name of the new model"), self.name))
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.ratings.asked.connect(self.file_asked)
        self.ratings.chosen.connect(lambda _: self.changed.emit())
        self.name.textChanged.connect(lambda _: self.changed.emit())
        self.base.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.scale.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.corrections_button.clicked.connect(self.corrections_asked)
        self.template_button.clicked.connect(self.template_asked)

    def show_models(self, entries: list[ModelEntry], used: str) -> None:
        """Offer ``entries`` to learn from; the one in use first."""
        chosen = self.base.currentData()
        self.base.blockSignals(True)
        self.base.clear()
        for entry in sorted(entries, key=lambda entry: entry.sha256 != used):
            self.base.add_choice(entry.id, entry.folder)
        self.base.choose(chosen)
        self.base.blockSignals(False)
        self.changed.emit()

    def request(self) -> TeachRequest | None:
        """What would be taught; None while something is missing."""
        name = self.name.text().strip()
        self._missing = tr("Choose your table of ratings first.")
        if self.ratings.path is None or not name or self.base.currentData() is None:
            return None
        try:
            return TeachRequest(
                ratings=self.ratings.path,
                base=self.base.currentData(),
                output=self._models / name,
                model_id=name,
                scale=self.scale.currentData(),
            )
        except TrainingError as error:
            self._missing = str(error)
            return None

    def set_run(self, *, active: bool, elsewhere: bool, stopping: bool) -> None:
        """A run is on (``elsewhere``: on the other tab)."""
        why_not = "" if self.request() is not None else self._missing
        if elsewhere:
            why_not = tr("A recipe is being trained; one run at a time.")
        fields = (self.ratings, self.scale, self.base, self.name)
        self.show_run(fields, active=active, stopping=stopping, why_not=why_not)


class TeachView(RunPane):
    """A model as it is taught, then the figures before and after."""

    def __init__(self, theme: Theme) -> None:
        self.table = ScoreTable(theme)
        self.table.hide()
        self.note = sentence("faint")
        words = tr(
            "Moodline learns from your ratings in minutes, then tells you honestly, on songs it "
            "has not heard, whether it hears more like you."
        )
        super().__init__(theme, tr("Teach it your moods"), words, [self.table, self.note])
        self.column.setStretchFactor(self.log, 1)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        super().set_theme(theme)
        self.table.set_theme(theme)

    def begin(self, title: str) -> None:
        """Make room for a run."""
        super().begin(title)
        for widget in (self.table, self.note):
            widget.hide()

    def show_status(self, status: TrainingStatus) -> None:
        """The run moved on; what is said of the table names the form's field."""
        super().show_status(replace(status, message=in_window(status.message)))

    def show_done(self, done: TeachReport) -> None:
        """The figures before and after, and in one sentence whether it helped."""
        self.result.say(done.verdict)
        self.table.show_figures(done.figures)
        self.table.show()
        if done.grouped_by == "album":
            apart = tr("{songs} rated songs in {folds} folds, no album on both sides.")
        else:
            apart = tr("{songs} rated songs in {folds} folds, no song on both sides.")
        words = [
            apart.format(songs=count(done.num_tracks), folds=done.folds),
            tr("Constant: what always answering your average would reach."),
        ]
        if done.skipped:
            path, reason = done.skipped[0]
            number = len(done.skipped)
            left_out = tr("Left out: {number}, {name} ({reason}).")
            if number > 1:
                left_out = tr("Left out: {number}, such as {name} ({reason}).")
            name = Path(path).name
            words.append(
                left_out.format(number=count(number), name=name, reason=reason.rstrip("."))
            )
        self.note.setText(in_window(" ".join([*words, *done.notes])))
        self.note.show()


def in_window(text: str) -> str:
    """A sentence about the table, with the field instead of the command line's option."""
    return re.sub(r"\b(?:add|use) --scale (\S*\w)", r"choose \1 as the scale of your numbers", text)
