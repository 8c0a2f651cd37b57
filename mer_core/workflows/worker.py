"""A worker of a crew, as its foreman sees it: a process that runs ``worker_main``."""

from __future__ import annotations

import os
import queue
import subprocess
import threading
from collections import deque
from collections.abc import Iterable
from contextlib import suppress

import psutil

from mer_core.child import PACKAGE_ROOT, SHORT_OF_MEMORY, child_command
from mer_core.inference.protocol import LANGUAGE, Explain, Hear
from mer_core.library.tracks import Track

MAIN = "mer_core.workflows.worker_main"
#: What a worker may take, in bytes; more of them than fit into the free memory are not started.
_WORKER_BYTES = 500 * 2**20
_PATIENCE_S = 1.0


def crew_size(num_songs: int, cores: int | None = None) -> int:
    """How many workers are worth it here for so many songs: one a core, if the memory allows.
    ``cores``: how many may be used; None for all.
    """
    fitting = int(psutil.virtual_memory().available) // _WORKER_BYTES
    return min(num_songs, max(1, min(cores or num_cores(), fitting)))


def num_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Worker:
    """One process, and the song that it was given last."""

    def __init__(
        self, arguments: Iterable[str], told: queue.SimpleQueue[tuple[Worker, object]]
    ) -> None:
        self._process = subprocess.Popen(
            [*child_command(MAIN), *arguments],
            cwd=PACKAGE_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._told = told
        self.is_ready = False
        self.track: Track | None = None
        self.fraction = 0.0
        self.silent_s = self.stopped_s = 0.0
        #: What it was asked and has not answered.
        self.asked: deque[Explain] = deque()
        self._reader = threading.Thread(target=self._read, name="worker", daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                # A line that its writer's death cut short says nothing.
                with suppress(ValueError):
                    self._told.put((self, LANGUAGE.decode(line)))
        self._process.wait()
        self._told.put((self, None))

    def send(self, command: object) -> None:
        """Tell it; where it is gone, its end is told soon."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.write(LANGUAGE.encode(command))
            self._process.stdin.flush()

    def hear(self, track: Track) -> None:
        """Give it a song."""
        self.track, self.fraction, self.silent_s = track, 0.0, 0.0
        self.send(Hear(track.id))

    def ask(self, question: Explain) -> None:
        """Have it answer, in the midst of its song if it has one."""
        self.silent_s = 0.0
        self.asked.append(question)
        self.send(question)

    @property
    def is_busy(self) -> bool:
        """It has a song, or a question."""
        return self.track is not None or bool(self.asked)

    @property
    def was_killed(self) -> bool:
        """Ended by SIGKILL, as the system does where memory is short."""
        return self._process.returncode == -9

    @property
    def was_short_of_memory(self) -> bool:
        """Ended because it got no more memory."""
        return self._process.returncode == SHORT_OF_MEMORY

    @property
    def is_stopped(self) -> bool:
        """Held by SIGSTOP, and nobody may ever let it go on."""
        with suppress(psutil.Error):
            return bool(psutil.Process(self._process.pid).status() == psutil.STATUS_STOPPED)
        return False

    def kill(self) -> None:
        """End it by force."""
        self._process.kill()

    def hang_up(self) -> None:
        """Let it end, as it does with its input."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()

    def see_off(self) -> None:
        """Wait until it is gone, not for long."""
        try:
            self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._reader.join()
