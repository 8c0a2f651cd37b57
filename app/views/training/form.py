"""What to train, on what, judged how: the left side of the training page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.actions.models import FoundCorpora
from app.actions.training_run import Choice
from app.i18n import mark, tr
from app.plain import menu_text, tip
from app.theme import Theme
from app.widgets.buttons import ActionButton
from app.widgets.keys import keep_own_keys
from app.widgets.labels import Label
from app.widgets.pages import scrolled
from app.widgets.training.fields import GroupedCombo, PathField, sentence, under_name
from app.widgets.wording import count
from mer_core.training.requests import FOLDED, TrainRequest

FORM_WIDTH = 340
_FOOT_EDGES = 22
_JUDGING = (
    (
        FOLDED,
        mark("By song and as published"),
        mark("Both; the gap is what the papers' way flatters."),
    ),
    (
        FOLDED[:1],
        mark("By song"),
        mark("Nothing of a song, actor, album or game on both sides: honest."),
    ),
    (FOLDED[1:], mark("As published"), mark("Clips at random, as in many papers: flattering.")),
)
_CORPORA = {
    "ravdess_song": "RAVDESS",
    "emotify": "Emotify",
    "soundtracks360": mark("Film music"),
    "vgmidi": "VGMIDI",
    "grekow": mark("Ten genres"),
    "emopia": "EMOPIA",
    "mediaeval": "MediaEval",
    "mediaeval_sample": mark("MediaEval few"),
    "pmemo": "PMEmo",
    "pmemo_sample": mark("PMEmo few"),
}


class FormPane(QFrame):
    """A column of fields that scrolls, over the buttons that begin and stop a run."""

    start_clicked = Signal()
    stop_clicked = Signal()
    changed = Signal()

    def __init__(self, theme: Theme, start: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start_button = ActionButton(theme, start, primary=True)
        self.stop_button = QPushButton(tr("Stop"))
        self.stop_button.setToolTip(tr("End at the next step; what is finished is kept"))
        self.stop_button.setVisible(False)
        self.start_button.clicked.connect(self.start_clicked)
        self.stop_button.clicked.connect(self.stop_clicked)
        self.setProperty("surface", "panel")
        self.setProperty("edge", "right")
        inside = QWidget()
        inside.setProperty("surface", "panel")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(14)
        inside.setFixedWidth(theme.px(FORM_WIDTH) - 1)  # the bar lies over the margin
        foot = QHBoxLayout()
        foot.setContentsMargins(16, _FOOT_EDGES // 2, 16, _FOOT_EDGES // 2)
        foot.setSpacing(8)
        foot.addWidget(self.start_button, 1)
        foot.addWidget(self.stop_button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scrolled(inside), 1)
        column.addLayout(foot)
        self.setFixedWidth(theme.px(FORM_WIDTH))
        self._inside = inside

    def sizeHint(self) -> QSize:
        """With all fields in view."""
        fields, foot = self._inside.sizeHint().height(), self.start_button.sizeHint().height()
        return QSize(self.minimumWidth(), fields + foot + _FOOT_EDGES)

    def set_theme(self, theme: Theme) -> None:
        """Keep the width in another look."""
        self.setFixedWidth(theme.px(FORM_WIDTH))
        self._inside.setFixedWidth(theme.px(FORM_WIDTH) - 1)
        self.start_button.set_theme(theme)

    def show_run(
        self, fields: Iterable[QWidget], *, active: bool, stopping: bool, why_not: str
    ) -> None:
        """A run of this form's is on, or may begin unless there is a reason against it."""
        self.start_button.setVisible(not active)
        self.start_button.setEnabled(not why_not)
        self.start_button.setToolTip(tip(why_not))
        self.stop_button.setVisible(active)
        self.stop_button.setEnabled(not stopping)
        self.stop_button.setText(tr("Stopping…") if stopping else tr("Stop"))
        for field in fields:
            field.setEnabled(not active)


class TrainingForm(FormPane):
    """``start_clicked``: train ``request()``. ``folder_asked``: the user wants to choose a folder;
    ``folder_chosen`` carries it.
    """

    folder_asked = Signal()
    folder_chosen = Signal(object)

    def __init__(
        self, theme: Theme, choices: list[Choice], models: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, tr("Start"), parent)
        self._choices = {choice.id: choice for choice in choices}
        self._models = models
        self._boxes: dict[str, QCheckBox] = {}
        self._make_fields()
        self._fill(choices)
        self._lay_out()
        self._connect()
        self._show_choice()

    def _make_fields(self) -> None:
        self.folder = PathField(tr("Folder of corpora"), tr("A folder with labelled corpora"))
        self.found = QGridLayout()
        self.found.setContentsMargins(0, 2, 0, 0)
        self.found.setVerticalSpacing(6)
        self.found.setHorizontalSpacing(0)
        self.found.setColumnMinimumWidth(2, 20)
        for column in (0, 3):
            self.found.setColumnStretch(column, 1)
        self.problem = sentence("bad")
        self.problem.hide()
        self.recipe = GroupedCombo(tr("Recipe"))
        self.made = sentence("dim")
        self.published = sentence("faint")
        self.judging = GroupedCombo(tr("Judged"))
        self.judging_hint = sentence("faint")
        self.folds = self._spin(tr("Folds"), 20, tr("How many folds are judged; more take longer"))
        self.epochs = self._spin(tr("Epochs"), 500, tr("How often the net sees every piece"))
        self.seed = self._spin(tr("Seed"), 999_999, tr("The start of all randomness"))

    def _spin(self, name: str, high: int, hint: str) -> QSpinBox:
        """0 stands for the recipe's own number, but for the seed."""
        spin = QSpinBox()
        spin.setRange(0, high)
        spin.setMinimumWidth(40)
        spin.lineEdit().setTextMargins(8, 0, 0, 0)
        spin.setAccessibleName(name)
        spin.setToolTip(tip(hint))
        return spin

    def _fill(self, choices: list[Choice]) -> None:
        for group, members in groupby(choices, key=lambda choice: choice.group):
            self.recipe.add_heading(group)
            for choice in members:
                self.recipe.add_choice(choice.id, choice.id, choice.made)
        for protocols, words, hint in _JUDGING:
            self.judging.add_choice(tr(words), protocols, tr(hint))

    def _lay_out(self) -> None:
        found = QWidget()
        found.setLayout(self.found)
        self.column.addWidget(under_name(tr("Corpora"), self.folder, found, self.problem))
        self.column.addWidget(under_name(tr("Recipe"), self.recipe, self.made, self.published))
        self.column.addWidget(under_name(tr("Judged"), self.judging, self.judging_hint))
        numbers = QWidget()
        row = QHBoxLayout(numbers)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for name, spin, share in (
            (tr("Folds"), self.folds, 3), (tr("Epochs"), self.epochs, 2), (tr("Seed"), self.seed, 2)
        ):  # fmt: skip
            row.addWidget(under_name(name, spin), share)
        self.column.addWidget(numbers)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.folder.asked.connect(self.folder_asked)
        self.folder.chosen.connect(self._on_folder)
        self.recipe.currentIndexChanged.connect(self._show_choice)
        self.judging.currentIndexChanged.connect(self._show_choice)
        for spin in (self.folds, self.epochs, self.seed):
            spin.valueChanged.connect(self.changed)

    # --- what is asked for ---

    @property
    def choice(self) -> Choice:
        """The chosen recipe."""
        return self._choices[self.recipe.currentData()]

    def request(self) -> TrainRequest | None:
        """What Start would train; None while something is missing."""
        names = self.names()
        if self.folder.path is None or not names:
            return None
        own = self.folds.value() == self.folds.minimum()
        folds = None if own else self.folds.value()
        return TrainRequest(
            recipe=self.choice.id,
            corpora=self.folder.path,
            output=self._models / self.choice.id,
            names=names,
            protocols=self.judging.currentData(),
            folds=folds if self.choice.epochs == 0 else None,
            folds_run=folds if self.choice.epochs > 0 else None,
            epochs=self.epochs.value() or None,
            seed=self.seed.value(),
        )

    def names(self) -> tuple[str, ...]:
        """The corpora that are ticked."""
        return tuple(name for name, box in self._boxes.items() if box.isChecked())

    # --- what is shown ---

    def show_corpora(self, found: FoundCorpora) -> None:
        """List the corpora of the chosen folder; those that the recipe asks for are ticked."""
        if found.folder != self.folder.path:
            return
        self._clear_corpora()
        for place, (name, number) in enumerate(found.corpora):
            box = self._boxes[name] = QCheckBox(menu_text(tr(_CORPORA.get(name, name))))
            box.setToolTip(tip(f"{found.folder / name}: " + tr("%n sound file(s)", "", number)))
            box.toggled.connect(self.changed)
            keep_own_keys(box)
            files = Label(count(number))
            files.setProperty("role", "faint")
            files.setAccessibleName(tr("Files of {name}").format(name=box.text()))
            row, column = divmod(place, 2)
            self.found.addWidget(box, row, 3 * column)
            self.found.addWidget(files, row, 3 * column + 1, Qt.AlignmentFlag.AlignRight)
        self._show_choice()

    def show_problem(self, text: str) -> None:
        """Say why the folder is of no use."""
        self._clear_corpora()
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.changed.emit()

    def set_run(self, *, active: bool, elsewhere: bool, stopping: bool, resumes: bool) -> None:
        """A run is on (``elsewhere``: on the other tab), or may go on."""
        self.start_button.setText(tr("Resume") if resumes else tr("Start"))
        fields = (self.folder, self.recipe, self.judging, self.folds, self.epochs, self.seed)
        why_not = self._why_not(elsewhere=elsewhere)
        self.show_run(
            (*fields, *self._boxes.values()), active=active, stopping=stopping, why_not=why_not
        )
        self.epochs.setEnabled(not active and self.choice.epochs > 0)

    def _why_not(self, *, elsewhere: bool) -> str:
        if elsewhere:
            return tr("A model is being taught; one run at a time.")
        if self.folder.path is None:
            return tr("Choose the folder of the corpora first.")
        return "" if self.names() else tr("Tick at least one corpus.")

    def _on_folder(self, folder: Path | None) -> None:
        self.show_problem("")
        if folder is not None:
            self.folder_chosen.emit(folder)

    def _clear_corpora(self) -> None:
        self._boxes.clear()
        while (item := self.found.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _show_choice(self) -> None:
        choice = self.choice
        self.made.setText(f"{choice.made}.")
        self.published.setText(tr("Published: {words}.").format(words=choice.published))
        self.published.setVisible(bool(choice.published))
        self.judging_hint.setText(tr(_HINTS.get(self.judging.currentData(), "")))
        # Of a net's folds as many are run as one likes; what is fitted in closed form runs all, two
        # at least. The least value of either stands for the recipe's own number.
        self.folds.setRange(0 if choice.epochs else 1, choice.folds if choice.epochs else 20)
        self.folds.setSuffix(
            tr(" of {number}").format(number=choice.folds) if choice.epochs else ""
        )
        self.folds.setSpecialValueText(
            tr("{number} of {total}").format(number=choice.folds_run, total=choice.folds)
        )
        self.epochs.setSpecialValueText(str(choice.epochs) if choice.epochs else "—")
        for name, box in self._boxes.items():
            box.blockSignals(True)
            box.setChecked(name in choice.corpora)
            box.blockSignals(False)
        self.changed.emit()


_HINTS: Mapping[tuple[str, ...], str] = {protocols: hint for protocols, _, hint in _JUDGING}
