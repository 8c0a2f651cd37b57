"""The user's choices, kept on disk as they change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.timers import make_timer
from mer_core.errors import InputError
from mer_core.settings import Settings

#: A slider that moves is saved once it rests.
_SAVE_AFTER_MS = 500


class Preferences(QObject):
    """The current Settings. ``changed`` carries the new value, ``failed`` why it was not read or
    saved.
    """

    changed = Signal(object)
    failed = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.problem = ""
        self._is_changed = False
        try:
            self.settings = Settings.load(path)
        except InputError as error:
            self.settings = Settings()
            self.problem = str(error)
        self._save = make_timer(self, _SAVE_AFTER_MS, self.flush, once=True)

    def update(self, **changes: Any) -> None:
        """Change some settings, named as in Settings."""
        settings = replace(self.settings, **changes)
        if settings != self.settings:
            self.settings = settings
            self._is_changed = True
            self._save.start()
            self.changed.emit(settings)

    def flush(self) -> None:
        """Save now what has changed."""
        self._save.stop()
        if self.problem or not self._is_changed:
            return  # a file the user is to mend is never overwritten
        self._is_changed = False
        try:
            self.settings.save(self._path)
        except InputError as error:
            self.failed.emit(str(error))
