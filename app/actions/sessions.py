"""What the window asks of the sheets of sessions: their list, every change, and exports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from app.actions.history import History, Reverse
from app.actions.opened import Reader
from app.jobs import Jobs
from mer_core.library.database import Library
from mer_core.library.sessions import Session, Sessions

#: Changes the sheets and gives what takes that back.
Step: TypeAlias = "Callable[[Sessions], Step]"


class SessionActions(QObject):
    """``listed`` carries every Session, the oldest first, after each change; ``written`` the path
    of an export; ``failed`` a sentence.
    """

    listed = Signal(object)
    written = Signal(object)
    failed = Signal(str)

    def __init__(
        self, jobs: Jobs, reader: Reader, history: History, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._reader = reader
        self._history = history

    def load(self) -> None:
        """Read them; ``listed`` follows."""
        self._run(self._reader.reading(_all), on_done=self.listed.emit)

    def keep(self, session: Session) -> None:
        """Keep a sheet."""
        self._do(_keeping(session), self._note)

    def delete(self, session: Session) -> None:
        """Forget a sheet, until that is taken back."""
        self._do(_deleting(session), self._note)

    def write(self, data: bytes, path: Path) -> None:
        """Write an export; ``written`` follows."""
        self._run(_write, data, path, on_done=self.written.emit)

    def _note(self, back: Step) -> None:
        self._history.add(self._reverse(back))

    def _reverse(self, step: Step) -> Reverse:
        return lambda then: self._do(step, lambda back: then(self._reverse(back)))

    def _do(self, step: Step, then: Callable[[Step], None]) -> None:
        def done(found: tuple[Step, list[Session]]) -> None:
            then(found[0])
            self.listed.emit(found[1])

        self._run(self._reader.reading(_changed), step, on_done=done)

    def _run(
        self, function: Callable[..., object], *values: object, on_done: Callable[..., object]
    ) -> None:
        self._jobs.run(
            function, *values, on_done=on_done, on_error=lambda error: self.failed.emit(str(error))
        )


def _keeping(session: Session) -> Step:
    return lambda sessions: _deleting(sessions.add(session))


def _deleting(session: Session) -> Step:
    def act(sessions: Sessions) -> Step:
        sessions.delete(session.id)
        return _keeping(session)

    return act


def _all(library: Library) -> list[Session]:
    return library.sessions.all()


def _changed(library: Library, step: Step) -> tuple[Step, list[Session]]:
    return step(library.sessions), library.sessions.all()


def _write(data: bytes, path: Path) -> Path:
    from mer_core.workflows.export import save

    save(data, path, force=True)  # the user was asked
    return path
