"""The section of privacy: what is kept where, and how to be rid of it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton

from app.i18n import mark, tr
from app.views.settings.forms import Form
from app.widgets.labels import ElidedLabel, Label
from mer_core.workflows.holdings import Holding

_THOUSANDS = QLocale.DataSizeFormat.DataSizeSIFormat
_KINDS = {
    "library": mark("Library"),
    "journal": mark("Undo journal"),
    "models": mark("Own models"),
    "settings": mark("Settings"),
    "cache": mark("Cache"),
    "logs": mark("Logs"),
}


class PrivacyForm(Form):
    """``opened`` carries a folder; ``clear_clicked`` asks to clear the cache, ``delete_agreed`` to
    delete everything: that was asked twice.
    """

    opened = Signal(object)
    clear_clicked = Signal()
    delete_agreed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Privacy"))
        self.say(
            tr(
                "Moodline never goes online and tells nobody anything. What it knows lies in these "
                "folders on this computer."
            )
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)
        self._rows: dict[str, tuple[Label, ElidedLabel, Label, QPushButton]] = {}
        self.clear_button = QPushButton(tr("Clear the cache"))
        self.delete_button = QPushButton(tr("Delete everything…"))
        self.delete_button.setProperty("kind", "danger")
        self._add_buttons(self.clear_button, self.delete_button)
        self.question = self.say(
            tr(
                "This deletes the library with all analyses, corrections, crates and session "
                "sheets, your own models, the settings and the journal. What was written into "
                "files can no longer be undone. Moodline ends."
            )
        )
        self.agree_button = QPushButton(tr("Delete everything now"))
        self.agree_button.setProperty("kind", "danger")
        self.keep_button = QPushButton(tr("Keep it"))
        self._add_buttons(self.agree_button, self.keep_button)
        self._ask(False)
        self.say(
            tr(
                "Your music and what is written in its tags stay as they are. Recordings of live "
                "input are yours: they lie in the folder that you chose for them."
            )
        )
        self.end()
        self.clear_button.clicked.connect(lambda _=False: self.clear_clicked.emit())
        self.delete_button.clicked.connect(lambda _=False: self._ask(True))
        self.keep_button.clicked.connect(lambda _=False: self._ask(False))
        self.agree_button.clicked.connect(lambda _=False: self.delete_agreed.emit())

    def _add_buttons(self, *buttons: QPushButton) -> None:
        row = QHBoxLayout()
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)

    def _ask(self, asks: bool) -> None:
        """Whether all of it is to go: Return alone keeps it."""
        for widget in (self.question, self.agree_button, self.keep_button):
            widget.setVisible(asks)
        self.delete_button.setEnabled(not asks)
        (self.keep_button if asks else self.delete_button).setFocus()

    def show_holdings(self, holdings: Iterable[Holding]) -> None:
        """A row for each kind of what is kept."""
        for number, each in enumerate(holdings):
            if each.kind not in self._rows:
                self._rows[each.kind] = self._add_row(number, each)
            _, path, size, _ = self._rows[each.kind]
            path.setText(str(each.folder))
            size.setText(QLocale().formattedDataSize(each.num_bytes, 1, _THOUSANDS))

    def _add_row(self, number: int, each: Holding) -> tuple[Label, ElidedLabel, Label, QPushButton]:
        name = tr(_KINDS[each.kind])
        row = Label(name), ElidedLabel(), Label(), QPushButton(tr("Open folder"))
        row[1].setProperty("role", "dim")
        row[3].setProperty("kind", "link")
        row[3].setAccessibleName(tr("Open folder: {name}").format(name=name))
        row[3].clicked.connect(lambda _=False: self.opened.emit(each.folder))
        for column, widget in enumerate(row):
            self._grid.addWidget(widget, number, column)
        return row
