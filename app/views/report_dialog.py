"""The report for a problem, shown whole before it goes anywhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.theme import Theme
from app.widgets.training.fields import sentence
from mer_core.disk import reason_of, replaced

_WIDTH, _HEIGHT = 680, 460


class ReportDialog(QDialog):
    """``report`` to read, to copy and to save; Moodline sends it nowhere."""

    def __init__(self, theme: Theme, report: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Report of a problem"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.resize(theme.px(_WIDTH), theme.px(_HEIGHT))
        self.told = sentence("dim")
        self.told.setText(
            tr(
                "This is all that the report says: no titles, no paths of music, no names. Copy it "
                "into a message to whoever helps you; Moodline itself sends nothing."
            )
        )
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Report"))
        self.text.setProperty("kind", "log")
        self.problem = sentence("bad")
        self.problem.hide()
        self.save_button = QPushButton(tr("Save…"))
        self.close_button = QPushButton(tr("Close"))
        self.copy_button = QPushButton(tr("Copy"))
        self.copy_button.setProperty("kind", "primary")
        self.copy_button.setDefault(True)
        self._lay_out()
        self.save_button.clicked.connect(lambda _=False: self._choose_file())
        self.close_button.clicked.connect(self.reject)
        self.copy_button.clicked.connect(lambda _=False: self._copy())

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.told)
        column.addWidget(self.text, 1)
        column.addWidget(self.problem)
        column.addLayout(foot)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.copy_button.setFocus()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text.toPlainText())
        self.copy_button.setText(tr("Copied"))

    def _choose_file(self) -> None:
        file, _ = QFileDialog.getSaveFileName(
            self, tr("Save the report"), "moodline-report.txt", tr("Text (*.txt)")
        )
        if file:
            self.save(Path(file))

    def save(self, path: Path) -> None:
        """Write the report to ``path``; why that failed is told below it."""
        problem = ""
        try:
            with replaced(path) as file:
                file.write(self.text.toPlainText().encode("utf-8"))
        except OSError as error:
            text = tr("The report could not be saved ({reason}).")
            problem = text.format(reason=reason_of(error))
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if not problem:
            self.save_button.setText(tr("Saved"))
