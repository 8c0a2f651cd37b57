"""What this program is, and under which terms it and the model may be used."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.theme import Theme
from app.widgets.labels import Label
from app.widgets.training.fields import sentence
from mer_core.models.store import ModelEntry
from mer_core.paths import AppPaths

_WIDTH = 460
_LIBRARIES = ("PySide6-Essentials", "torch", "av", "mutagen", "numpy")


class AboutDialog(QDialog):
    """``entry`` is the model in use, None where there is none; ``output`` where sound goes to, ""
    for nowhere.
    """

    def __init__(
        self, theme: Theme, entry: ModelEntry | None, paths: AppPaths, output: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Moodline"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._theme = theme
        self.facts = {
            tr("Version"): _version("moodline"),
            tr("Licence"): tr(
                "GPL-3.0-or-later; the font Inter: SIL Open Font License; demo tracks: CC0"
            ),
            tr("Model"): tr("none") if entry is None else f"{entry.id} {entry.version}",
            tr("Licence of its weights"): ""
            if entry is None
            else entry.licence or tr("not stated"),
            tr(
                "System", "of a computer"
            ): f"{platform.platform(terse=True)}, Python {platform.python_version()}",
            tr("Libraries"): ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES),
            tr("Sound"): output or tr("silent"),
            tr("Library"): str(paths.library),
            tr("Logs"): str(paths.logs),
        }
        self.told = sentence("dim")
        self.told.setText(
            tr("Nothing of your music leaves this machine; the report names none of it.")
        )
        self.report_button = QPushButton(tr("Copy report…"))
        self.report_button.clicked.connect(self.accept)
        self.close_button = QPushButton(tr("Close"))
        self.close_button.setProperty("kind", "primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (name, text) in enumerate(self.facts.items()):
            if text:
                words, value = Label(name), sentence("")
                words.setProperty("role", "dim")
                value.setText(text)
                value.setAccessibleName(f"{name}: {text}")
                grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(value, row, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.report_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addLayout(grid)
        column.addWidget(self.told)
        column.addLayout(foot)

    def sizeHint(self) -> QSize:
        width = self._theme.px(_WIDTH)
        return QSize(width, max(self.heightForWidth(width), super().sizeHint().height()))

    def showEvent(self, event: QShowEvent) -> None:
        self.resize(self.sizeHint())  # Qt gives it two thirds of a low screen at most
        super().showEvent(event)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return tr("not installed")
