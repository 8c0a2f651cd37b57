"""What nobody foresaw: written to the log and told in one sentence, never a crash."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from app.i18n import tr

_LOG_BYTES = 1_000_000


class Errors(QObject):
    """Takes over ``sys.excepthook`` until ``restore``; slots that raise end up there too.

    ``told`` carries a sentence for the user.
    """

    told = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = folder / "moodline.log"
        self._logger = logging.Logger("moodline")
        self._handler: logging.Handler | None = None
        self._previous = sys.excepthook

    def install(self) -> None:
        """Begin to catch."""
        sys.excepthook = self._on_exception

    def restore(self) -> None:
        """Give the hook back and close the log."""
        sys.excepthook = self._previous
        if self._handler is not None:
            self._handler.close()
            self._handler = None

    def tell(self, error: BaseException) -> None:
        """Log ``error`` with its trace and tell the user."""
        self._log().error("unexpected", exc_info=error)
        self.told.emit(
            tr(
                "Something unforeseen happened ({error}). Moodline goes on; {path} has the details."
            ).format(error=f"{type(error).__name__}: {error}", path=self._path)
        )

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._previous(kind, error, trace)
            return
        self.tell(error)

    def _log(self) -> logging.Logger:
        if self._handler is None:
            self._handler = _handler(self._path)
            self._handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
            self._logger.addHandler(self._handler)
        return self._logger


class _LogFile(RotatingFileHandler):
    """A log that says nothing where the disk refuses: what it holds was told to the user too."""

    def handleError(self, record: logging.LogRecord) -> None:
        pass


def _handler(path: Path) -> logging.Handler:
    """The log at ``path``, or none where the disk refuses."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _LogFile(
            path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", errors="backslashreplace"
        )
    except OSError:
        return logging.NullHandler()
