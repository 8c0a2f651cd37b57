"""The section of keys: every command, what it is reached by, and how to change that."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
)

from app.accessible import KEYS
from app.i18n import tr
from app.views.settings.forms import Form
from app.widgets.rows import lay_rows
from app.widgets.training.fields import sentence
from mer_core.settings import Settings

_Format = QKeySequence.SequenceFormat
_NATIVE, _PORTABLE = _Format.NativeText, _Format.PortableText


class _KeysEdit(QKeySequenceEdit):
    accessible_role = KEYS


class KeysForm(Form):
    """``commands`` by their names in Settings.keys; ``usual`` are their usual keys."""

    def __init__(self, commands: Mapping[str, QAction], usual: Mapping[str, str]) -> None:
        super().__init__(tr("Keys"))
        self._commands = dict(commands)
        self._usual = usual
        self._own: dict[str, str] = {}
        self.table = QTableWidget(len(commands), 2)
        self.table.setAccessibleName(tr("Commands and their keys"))
        self.edit = _KeysEdit()
        for part in (self.edit, *self.edit.findChildren(QLineEdit)):  # a reader meets both
            part.setAccessibleName(tr("New keys"))
        self.edit.setMaximumSequenceLength(1)
        self.take_button = QPushButton(tr("Use them"))
        self.none_button = QPushButton(tr("No keys"))
        self.reset_button = QPushButton(tr("The usual ones"))
        self.reset_all_button = QPushButton(tr("Reset all keys"))
        self.told = sentence("dim")
        self._lay_out()
        self._connect()
        self.table.setCurrentCell(0, 0)

    def _lay_out(self) -> None:
        lay_rows(self.table)
        self.table.setHorizontalHeaderLabels([tr("Command"), tr("Keys")])
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for number, action in enumerate(self._commands.values()):
            self.table.setItem(number, 0, QTableWidgetItem(action.text().replace("&&", "&")))
        self.table.setMinimumHeight(160)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.told)
        for widgets in (
            (self.edit, self.take_button, self.none_button),
            (self.reset_button, self.reset_all_button),
        ):  # fmt: skip
            row = QHBoxLayout()
            row.setSpacing(8)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
            self.column.addLayout(row)

    def _connect(self) -> None:
        self.table.currentCellChanged.connect(lambda *_: self._show_command())
        self.table.cellActivated.connect(lambda *_: self.edit.setFocus())
        self.edit.keySequenceChanged.connect(lambda _: self._judge())
        self.take_button.clicked.connect(lambda _=False: self._take(self.edit.keySequence()))
        self.none_button.clicked.connect(lambda _=False: self._take(QKeySequence()))
        self.reset_button.clicked.connect(lambda _=False: self._take(self._usual_keys))
        self.reset_all_button.clicked.connect(lambda _=False: self.changed.emit({"keys": ()}))

    def show_settings(self, settings: Settings) -> None:
        super().show_settings(settings)
        self._own = dict(entry.split("=", 1) for entry in settings.keys)
        for row, action in enumerate(self._commands.values()):
            self.table.setItem(row, 1, QTableWidgetItem(action.shortcut().toString(_NATIVE)))
        self._show_command()

    @property
    def _name(self) -> str:
        return list(self._commands)[max(self.table.currentRow(), 0)]

    def _show_command(self) -> None:
        """The chosen command's keys stand in the field."""
        self.edit.setKeySequence(self._commands[self._name].shortcut())
        self.reset_button.setEnabled(self._name in self._own)
        self.reset_all_button.setEnabled(bool(self._own))
        self._judge()

    def _judge(self) -> None:
        """Say whose the typed keys are, before they are taken."""
        action, typed = self._commands[self._name], self.edit.keySequence()
        holder = self._holder(typed)
        self.take_button.setEnabled(typed != action.shortcut())
        if holder:
            text = tr("{keys} belongs to “{command}”, which would be left without.").format(
                keys=typed.toString(_NATIVE), command=self._commands[holder].text()
            )
        else:
            text = tr("Choose a command, click the field and press its new keys.")
        self.told.setText(text)

    def _holder(self, keys: QKeySequence) -> str:
        """The other command that is reached by these keys; empty for none."""
        if keys.isEmpty():
            return ""
        return next(
            (name for name, action in self._commands.items()
             if name != self._name and action.shortcut() == keys),
            "",
        )  # fmt: skip

    def _take(self, keys: QKeySequence) -> None:
        """Give the chosen command these keys; who has them now is left without."""
        own = {name: text for name, text in self._own.items() if name != self._name}
        if holder := self._holder(keys):
            own[holder] = ""
        if keys != self._usual_keys:
            own[self._name] = keys.toString(_PORTABLE)
        self.changed.emit({"keys": tuple(f"{name}={text}" for name, text in own.items())})

    @property
    def _usual_keys(self) -> QKeySequence:
        return QKeySequence(self._usual[self._name])
