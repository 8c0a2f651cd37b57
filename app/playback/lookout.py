"""Notices that outputs come and go while a song plays.

PortAudio looks for devices once per process, and again only where every stream is closed. So
another process looks: ``python -m app.playback.lookout`` prints the outputs and ends. It is asked
when the sound server tells of a change (``pactl subscribe``), else every few seconds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from app.playback.devices import SoundError, find_outputs
from app.playback.servers import server_command
from mer_core.child import PACKAGE_ROOT, child_command

_MAIN = "app.playback.lookout"
_EVERY_S = 5.0
_PATIENCE_S = 10.0
_TELLING = ("'new' on sink #", "'remove' on sink #", "'change' on server")


class Lookout:
    """Looks out from ``open`` to ``close``; ``changed`` is called on its thread. Where no server
    tells of changes, it looks only while it ``is_wanted``.

    ``labels`` are the outputs last seen, the default first; None before the first look.
    """

    def __init__(self, changed: Callable[[], None], is_wanted: Callable[[], bool]) -> None:
        self.labels: tuple[str, ...] | None = None
        self._changed = changed
        self._is_wanted = is_wanted
        self._closing = threading.Event()
        self._processes: set[subprocess.Popen[str]] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Begin, once."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="playback-lookout", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End the thread and its processes."""
        with self._lock:
            self._closing.set()
            for process in self._processes:
                process.kill()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._closing.is_set():
            subscription = server_command("subscribe")
            if subscription is not None:
                self._listen(subscription)
            elif self._is_wanted():
                self._look()
            self._closing.wait(_EVERY_S)

    def _listen(self, subscription: list[str]) -> None:
        """Look, and again whenever the server says that something changed, while there is one."""
        with self._started(subscription) as server:
            assert server.stdout is not None
            self._look()  # takes longer than to subscribe, so that nothing is missed in between
            for line in server.stdout:
                if any(words in line for words in _TELLING):
                    self._look()

    def _look(self) -> None:
        labels = self._ask()
        if labels is None or labels == self.labels:
            return
        self.labels = labels
        self._changed()

    def _ask(self) -> tuple[str, ...] | None:
        """The labels that another process finds; None where it does not answer."""
        with self._started(child_command(_MAIN)) as child:
            try:
                answer, _ = child.communicate(timeout=_PATIENCE_S)
                return tuple(json.loads(answer))
            except (subprocess.TimeoutExpired, ValueError):
                child.kill()
                return None

    @contextmanager
    def _started(self, command: list[str]) -> Iterator[subprocess.Popen[str]]:
        """A process that ``close`` ends."""
        with self._lock:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                cwd=PACKAGE_ROOT,
                env={**os.environ, "LC_ALL": "C.UTF-8"},  # the server's words are compared
            )
            self._processes.add(process)
            if self._closing.is_set():
                process.kill()
        try:
            with process:
                yield process
        finally:
            self._processes.discard(process)


def main(_arguments: Sequence[str] = ()) -> None:
    """Print the labels of all outputs as a JSON list; an empty one where there is no sound."""
    try:
        labels = [spec.label for spec in find_outputs()]
    except SoundError:
        labels = []
    sys.stdout.write(json.dumps(labels))


if __name__ == "__main__":
    main()
