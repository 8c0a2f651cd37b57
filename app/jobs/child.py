"""One supervised child process: started, fed and read by lines, started again when it dies, ended
with the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from app.jobs.logs import ready_log
from mer_core.child import MAX_DEATHS, PACKAGE_ROOT, Language, Misunderstood, child_command

_PATIENCE_MS = 1000


class ChildProcess(QObject):
    """Runs ``module`` as a child that speaks ``language``; what it complains goes to ``log``.

    ``told`` carries every event. ``ended`` follows every start exactly once, when the child is gone
    and all it said was told: "" where it ended by itself, be it with a complaint, "crashed" where
    it was ended from outside, else what the system says of why it could not be started.
    """

    told = Signal(object)
    ended = Signal(str)

    def __init__(
        self, module: str, language: Language, log: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._module = module
        self._language = language
        self.log = log
        self._arguments: tuple[str, ...] = ()
        self._process: QProcess | None = None
        self._deaths = 0
        self._closed = False
        self.command = child_command(module)

    @property
    def is_running(self) -> bool:
        """There is a child."""
        return self._process is not None

    @property
    def process_id(self) -> int:
        """The child's process id, 0 where none runs."""
        return int(self._process.processId()) if self._process is not None else 0

    def start(self, arguments: Sequence[str], first: object) -> None:
        """Start a child and give it its ``first`` command; ignored where one runs, or for good."""
        self._deaths = 0
        self._arguments = tuple(arguments)
        self._launch(first)

    def restart(self, first: object) -> None:
        """Start the same child again."""
        self._launch(first)

    def may_restart(self) -> bool:
        """Count an unexpected end; False at the MAX_DEATHS-th since ``settle`` or ``start``."""
        self._deaths += 1
        return self._deaths < MAX_DEATHS

    def settle(self) -> None:
        """The child got to work: earlier ends are forgotten."""
        self._deaths = 0

    def send(self, command: object) -> None:
        """Write one command, if there is a child."""
        if self._process is not None:
            self._process.write(self._language.encode(command))

    def hang_up(self) -> None:
        """End the child by ending its input, which it sees whatever it is doing; or by force."""
        if self._process is not None:
            self._process.closeWriteChannel()
            QTimer.singleShot(_PATIENCE_MS, self._process, self._process.kill)

    def kill(self) -> None:
        """End the child by force."""
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """End the child now, for good, within two seconds; nothing more is told."""
        self._closed = True
        process, self._process = self._process, None
        if process is None:
            return
        process.closeWriteChannel()
        if not process.waitForFinished(_PATIENCE_MS):
            process.kill()
            process.waitForFinished(_PATIENCE_MS)
        process.deleteLater()

    def _launch(self, first: object) -> None:
        if self._closed or self._process is not None:
            return
        process = self._process = QProcess(self)
        process.setWorkingDirectory(str(PACKAGE_ROOT))
        process.setStandardErrorFile(ready_log(self.log), QProcess.OpenModeFlag.Append)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        program, *arguments = self.command
        process.start(program, [*arguments, *self._arguments])
        self.send(first)

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            line = bytes(self._process.readLine().data())
            try:
                event = self._language.decode(line)
            except ValueError as error:
                event = Misunderstood(str(error))
            self.told.emit(event)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._end(self._process.errorString())

    def _on_finished(self) -> None:
        self._read()
        if self._process is not None:
            crashed = self._process.exitStatus() == QProcess.ExitStatus.CrashExit
            self._end("crashed" if crashed else "")

    def _end(self, how: str) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
            self.ended.emit(how)
