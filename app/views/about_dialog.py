"""What this program is, under which terms it and the model may be used, and what to put into a
report of a problem.
"""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

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
        self.setWindowTitle("About Moodline")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._theme = theme
        self.facts = {
            "Version": _version("moodline"),
            "Licence": "GPL-3.0-or-later; the font Inter: SIL Open Font License; demo tracks: CC0",
            "Model": "none" if entry is None else f"{entry.id} {entry.version}",
            "Licence of its weights": "" if entry is None else entry.licence or "not stated",
            "System": f"{platform.platform(terse=True)}, Python {platform.python_version()}",
            "Libraries": ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES),
            "Sound": output or "silent",
            "Library": str(paths.library),
            "Logs": str(paths.logs),
        }
        self.told = sentence("dim")
        self.told.setText(
            "Nothing of your music leaves this machine. The report holds what stands here; look "
            "whether you want to give the folders away before you paste it."
        )
        self.copy_button = QPushButton("Copy report")
        self.copy_button.clicked.connect(self._copy)
        self.close_button = QPushButton("Close")
        self.close_button.setProperty("kind", "primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self._lay_out()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for name, text in self.facts.items():
            if text:
                words, value = Label(name), sentence("")
                words.setProperty("role", "dim")
                value.setText(text)
                value.setAccessibleName(f"{name}: {text}")
                form.addRow(words, value)
        foot = QHBoxLayout()
        foot.addWidget(self.copy_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addLayout(form)
        column.addWidget(self.told)
        column.addLayout(foot)

    def sizeHint(self) -> QSize:
        width = self._theme.px(_WIDTH)
        return QSize(width, max(self.heightForWidth(width), super().sizeHint().height()))

    @property
    def report(self) -> str:
        """Every fact in a line."""
        return "\n".join(f"{name}: {text}" for name, text in self.facts.items() if text)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report)
        self.copy_button.setText("Copied")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
