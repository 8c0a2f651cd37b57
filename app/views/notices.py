"""Sentences for the user one after the other, in a bar that never takes the keyboard away."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.engine_words import engine_word
from app.theme import Theme
from app.widgets.notice_bar import NoticeBar

_MARGIN = 16
_MAX_WIDTH = 640


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence; ``action`` is a verb on a button that calls ``act``. A tip gives way to any
    other.
    """

    text: str
    is_problem: bool = False
    action: str = ""
    act: Callable[[], None] | None = None
    is_tip: bool = False


class Notices(QObject):
    """Shows one notice at a time at the foot of ``place``; problems and tips stay until they are
    closed.
    """

    def __init__(self, theme: Theme, place: QWidget) -> None:
        super().__init__(place)
        self._place = place
        self.bar = NoticeBar(theme, place)
        self._waiting: deque[Notice] = deque()
        self._shown: Notice | None = None
        self.bar.action_triggered.connect(self._act)
        self.bar.dismissed.connect(self._next)
        place.installEventFilter(self)

    @property
    def text(self) -> str:
        """The sentence shown now, empty where there is none."""
        return self._shown.text if self._shown is not None else ""

    def note(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Say what was done."""
        self._put(Notice(engine_word(text), False, action, act))

    def problem(self, text: str) -> None:
        """Say what went wrong; a sentence that waits already is not said twice."""
        text = engine_word(text)
        if text != self.text and all(text != notice.text for notice in self._waiting):
            self._put(Notice(text, True))

    def tip(self, text: str, action: str, act: Callable[[], None]) -> None:
        """Say what may help, once nothing else is to be said."""
        notice = Notice(text, False, action, act, is_tip=True)
        if self._shown is None:
            self._show(notice)
        else:
            self._waiting.append(notice)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return super().eventFilter(watched, event)

    def _put(self, notice: Notice) -> None:
        """What offers an action, as Undo, is shown at once and for its whole time; a problem that
        it covers comes back after it.
        """
        shown = self._shown
        if shown is None or shown.is_tip:
            self._show(notice)
        elif shown.is_problem and notice.action:
            self._waiting.appendleft(shown)
            self._show(notice)
        elif shown.is_problem or (shown.action and notice.is_problem):
            self._waiting.append(notice)
        else:
            self._show(notice)

    def _next(self) -> None:
        self._shown = None
        if self._waiting:
            self._show(self._waiting.popleft())

    def _show(self, notice: Notice) -> None:
        self._shown = notice
        self.bar.text_label.setWordWrap(True)
        self.bar.show_message(
            notice.text, action=notice.action, bad=notice.is_problem,
            stays=notice.is_problem or notice.is_tip,
        )  # fmt: skip
        self._arrange()

    def _act(self) -> None:
        act = self._shown.act if self._shown is not None else None
        if act is not None:
            act()

    def _arrange(self) -> None:
        width = min(_MAX_WIDTH, self._place.width() - 2 * _MARGIN)
        height = max(self.bar.heightForWidth(width), self.bar.sizeHint().height())
        x = (self._place.width() - width) // 2
        self.bar.setGeometry(x, self._place.height() - height - _MARGIN, width, height)
