"""Sentences for the user, in a bar that never takes the keyboard away: what went wrong, what was
done.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

#: A note that asks for nothing goes by itself.
_NOTE_MS = 8000


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence; ``action`` is a verb on a button that calls ``act``."""

    text: str
    is_problem: bool = False
    action: str = ""
    act: Callable[[], None] | None = None


class NoticeBar(QFrame):
    """Shows one notice at a time; problems wait in line until they are closed, notes go by
    themselves.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "raised")
        self.setProperty("edge", "bottom")
        self._waiting: deque[Notice] = deque()
        self._shown: Notice | None = None
        self._label = QLabel(wordWrap=True)
        self._more = QLabel()
        self._more.setProperty("role", "dim")
        self._action = QPushButton()
        self._action.clicked.connect(self._act)
        self._close = QPushButton("Close")
        self._close.setProperty("kind", "quiet")
        self._close.clicked.connect(self.next)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.setSpacing(12)
        layout.addWidget(self._label, 1)
        for widget in (self._more, self._action, self._close):
            layout.addWidget(widget)
        self._timer = QTimer(self, interval=_NOTE_MS, singleShot=True)
        self._timer.timeout.connect(self.next)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown now, empty where there is none."""
        return self._shown.text if self._shown is not None else ""

    def show_note(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Say what was done."""
        self._put(Notice(text, False, action, act))

    def show_problem(self, text: str) -> None:
        """Say what went wrong; the same sentence is not put in line twice."""
        if text != self.text and all(text != notice.text for notice in self._waiting):
            self._put(Notice(text, True))

    def next(self) -> None:
        """Close the notice that is shown and show the next one."""
        self._timer.stop()
        self._shown = self._waiting.popleft() if self._waiting else None
        self._update()

    def _put(self, notice: Notice) -> None:
        if self._shown is not None and self._shown.is_problem:
            self._waiting.append(notice)
            self._update()
            return
        self._shown = notice
        self._update()

    def _update(self) -> None:
        notice = self._shown
        self.setVisible(notice is not None)
        if notice is None:
            return
        self._label.setText(notice.text)
        self._label.setProperty("role", "bad" if notice.is_problem else "")
        self._label.style().unpolish(self._label)
        self._label.style().polish(self._label)
        self._more.setText(f"{len(self._waiting)} more" if self._waiting else "")
        self._action.setText(notice.action)
        self._action.setVisible(bool(notice.action))
        if not notice.is_problem:
            self._timer.start()

    def _act(self) -> None:
        act = self._shown.act if self._shown is not None else None
        self.next()
        if act is not None:
            act()
