"""The steps back and forth over whatever was changed in the library: corrections and crates."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

#: So many steps can be taken back.
MAX_STEPS = 200
#: Reverses a change in the background, then hands on what reverses that, or None for nothing.
Reverse: TypeAlias = "Callable[[Callable[[Reverse | None], None]], None]"


class History(QObject):
    """What was done, the last at the end, and what was taken back of it.

    ``changed`` carries whether there is something to take back, and something to do again.
    """

    changed = Signal(bool, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: deque[Reverse] = deque(maxlen=MAX_STEPS)
        self._undone: list[Reverse] = []

    @property
    def last(self) -> Reverse | None:
        """What takes the last change back."""
        return self._done[-1] if self._done else None

    def add(self, reverse: Reverse) -> None:
        """Something was done that ``reverse`` takes back."""
        self._undone.clear()
        self._put_done(reverse)

    def undo(self, reverse: Reverse | None = None) -> None:
        """Take the last change back, or that of ``reverse``, unless it was taken back already."""
        wanted = self.last if reverse is None else reverse
        if wanted is not None and wanted in self._done:
            self._done.remove(wanted)
            self._tell()
            wanted(self._put_undone)

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._undone:
            reverse = self._undone.pop()
            self._tell()
            reverse(self._put_done)

    def _put_done(self, reverse: Reverse | None) -> None:
        if reverse is not None:
            self._done.append(reverse)
        self._tell()

    def _put_undone(self, reverse: Reverse | None) -> None:
        if reverse is not None:
            self._undone.append(reverse)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(bool(self._done), bool(self._undone))
