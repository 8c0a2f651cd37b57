"""Which songs are to be exported, and as what."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.theme import Theme
from app.widgets.training.fields import sentence, under_name
from mer_core.exports.formats import FORMATS, Format
from mer_core.shown import shown
from mer_core.workflows.export import ExportWish

_WIDTH, _HEIGHT, _LIST_WIDTH, _ROW_HEIGHT = 660, 450, 240, 30


class ExportDialog(QDialog):
    """``asked`` carries the wish whenever it has changed, to be counted; ``wished`` when the user
    goes on. ``choices`` are the songs that can be chosen, in words and as a wish without a format.
    """

    asked = Signal(object)
    wished = Signal(object)

    def __init__(
        self, theme: Theme, choices: list[tuple[str, ExportWish]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._choices = choices
        self.songs = QComboBox()
        self.songs.setAccessibleName(tr("Songs"))
        self.songs.addItems([shown(words) for words, _ in choices])
        self.formats = QListWidget()
        self.formats.setAccessibleName(tr("Format"))
        self.formats.setProperty("kind", "choices")
        for each in FORMATS:
            item = QListWidgetItem(tr(each.title), self.formats)
            item.setSizeHint(QSize(0, theme.px(_ROW_HEIGHT)))
        self.says = sentence("dim")
        self.relative = QCheckBox(tr("Paths as seen from the playlist's folder"))
        self.relative.setToolTip(tr("The playlist may then be moved together with its music"))
        self.cues = QCheckBox(tr("Cues at markers and where the emotion changes"))
        self.count = sentence("dim")
        self.problem = sentence("bad")
        self.export_button = QPushButton(tr("Export…"))
        self.export_button.setProperty("kind", "primary")
        self.export_button.setDefault(True)
        self.cancel_button = QPushButton(tr("Cancel"))
        self._lay_out(theme)
        self._connect()
        self.formats.setCurrentRow(0)
        self.formats.setFocus()

    def _lay_out(self, theme: Theme) -> None:
        right = QVBoxLayout()
        right.setSpacing(12)
        for widget in (self.says, self.relative, self.cues):
            right.addWidget(widget)
        right.addStretch(1)
        for widget in (self.count, self.problem):
            right.addWidget(widget)
        middle = QHBoxLayout()
        middle.setSpacing(20)
        self.formats.setFixedWidth(theme.px(_LIST_WIDTH))
        middle.addWidget(under_name(tr("Format"), self.formats))
        middle.addLayout(right, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(16)
        column.addWidget(under_name(tr("Songs"), self.songs))
        column.addLayout(middle, 1)
        column.addLayout(buttons)
        self.resize(theme.px(_WIDTH), theme.px(_HEIGHT))

    def _connect(self) -> None:
        self.formats.currentRowChanged.connect(self._change)
        self.songs.currentIndexChanged.connect(self._change)
        self.formats.itemActivated.connect(lambda _: self.export_button.click())
        self.cancel_button.clicked.connect(self.reject)
        self.export_button.clicked.connect(lambda: self.wished.emit(self.wish()))

    @property
    def format(self) -> Format:
        """The chosen format."""
        return FORMATS[max(self.formats.currentRow(), 0)]

    def wish(self) -> ExportWish:
        """What is chosen, without a file."""
        chosen = self.format
        return replace(
            self._choices[max(self.songs.currentIndex(), 0)][1],
            format=chosen.name,
            relative=chosen.can_be_relative and self.relative.isChecked(),
            with_cues=chosen.can_have_cues and self.cues.isChecked(),
        )

    def show_count(self, counted: int | str) -> None:
        """How many songs that is, or why it cannot be done."""
        problem = counted if isinstance(counted, str) else ""
        number = 0 if isinstance(counted, str) else counted
        self.count.setText(tr("%n song(s)", "", number))
        self.problem.setText(problem)
        self.count.setVisible(not problem)
        self.problem.setVisible(bool(problem))
        self.export_button.setEnabled(number > 0)

    def _change(self, _row: int = 0) -> None:
        chosen = self.format
        self.says.setText(tr(chosen.says))
        self.relative.setVisible(chosen.can_be_relative)
        self.cues.setVisible(chosen.can_have_cues)
        self.export_button.setEnabled(False)
        self.asked.emit(self.wish())
