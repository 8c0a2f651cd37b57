"""Between the sheets of sessions and their dialog."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.actions.history import History, Reverse
from app.actions.sessions import SessionActions
from app.i18n import tr
from app.views.frame import Frame
from app.views.session_dialog import SessionDialog
from app.views.session_paper import pdf
from mer_core.library.sessions import Session, as_csv


class SessionPresenter(QObject):
    """Opens the dialog, lists what was kept, and writes it where it is wished."""

    def __init__(
        self, frame: Frame, actions: SessionActions, history: History, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._actions = actions
        self._history = history
        self._last: Reverse | None = None  # takes the last change of a sheet back
        self.dialog: SessionDialog | None = None

    def open(self, songs: Sequence[str]) -> None:
        """A new sheet with these songs, beside those that were kept."""
        self.dialog = dialog = SessionDialog(self._frame.theme, songs, self._frame)
        dialog.kept.connect(self._actions.keep)
        dialog.deleted.connect(self._actions.delete)
        dialog.undone.connect(lambda: self._history.undo(self._last))
        dialog.csv_wished.connect(lambda: self._write("csv"))
        dialog.pdf_wished.connect(lambda: self._write("pdf"))
        dialog.destroyed.connect(self._forget)
        dialog.open()
        self._actions.load()

    def show_sessions(self, sessions: list[Session]) -> None:
        """They were read, or have changed."""
        self._last = self._history.last
        if self.dialog is not None:
            self.dialog.show_sessions(sessions)

    def tell_written(self, path: Path) -> None:
        """An export is done."""
        self.tell(tr("Written to {path}.").format(path=path))

    def tell(self, text: str) -> None:
        """Say in the dialog what was written or went wrong."""
        if self.dialog is not None:
            self.dialog.tell(text)

    def _forget(self) -> None:
        self.dialog = None

    def _write(self, kind: str) -> None:
        assert self.dialog is not None
        name, _ = QFileDialog.getSaveFileName(
            self.dialog, tr("Export"), str(Path.home() / f"Sessions.{kind}"), f"(*.{kind})"
        )
        if not name:
            return
        sheets = self.dialog.sessions
        self._actions.write(as_csv(sheets).encode() if kind == "csv" else pdf(sheets), Path(name))
