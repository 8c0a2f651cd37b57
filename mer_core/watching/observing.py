"""What the system tells of changes below folders, through watchdog, whose threads are hidden here.

Network drives tell nothing of what other machines do to them: they are looked through again and
again instead, and so is any folder that the system cannot watch.
"""

from __future__ import annotations

import contextlib
import os
import queue
import warnings
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

import psutil
from watchdog.events import (
    DirModifiedEvent,
    FileClosedNoWriteEvent,
    FileOpenedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from mer_core.audio.files import AUDIO_SUFFIXES, VIDEO_SUFFIXES
from mer_core.audio.junk import is_junk

#: How often a folder that tells nothing is looked through.
POLL_S = 15.0
_NETWORK = frozenset((
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "davfs", "9p", "ncpfs", "ceph",
    "glusterfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.smbnetfs", "fuse.gvfsd-fuse",
))  # fmt: skip
_GONE = ("deleted", "moved")
#: A thread that is looking through a slow drive ends when it is done with that.
_JOIN_S = 2.0

Identity = tuple[int, int] | None


class Observation:
    """Keeps an eye on ``folders`` while it is open. ``poll`` looks through all of them instead."""

    def __init__(self, folders: Iterable[Path], *, poll: bool) -> None:
        self._poll = poll
        self._queue: queue.SimpleQueue[Path] = queue.SimpleQueue()
        self._identities: dict[Path, Identity] = dict.fromkeys(folders)
        self._watches: dict[Path, tuple[BaseObserver, ObservedWatch]] = {}
        self._observers: dict[bool, BaseObserver] = {}

    def __enter__(self) -> Observation:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for observer in self._observers.values():
            observer.stop()
        for observer in self._observers.values():
            observer.join(_JOIN_S)

    def take(self, timeout_s: float) -> list[Path]:
        """Where something happened, waiting up to ``timeout_s`` for the first news."""
        found: list[Path] = []
        try:
            found.append(self._queue.get(timeout=timeout_s))
            while True:
                found.append(self._queue.get_nowait())
        except queue.Empty:
            return found

    def renewed(self) -> list[tuple[Path, bool]]:
        """The folders that have come or gone since the last call, each with whether it is there:
        a drive may be taken away, and another be put in its place.
        """
        changed: list[tuple[Path, bool]] = []
        for folder, before in self._identities.items():
            now = _identity(folder)
            if now != before:
                self._identities[folder] = now
                self._drop(folder)
                if now is not None:
                    self._watch(folder)
                changed.append((folder, now is not None))
        return changed

    def _watch(self, folder: Path) -> None:
        poll = self._poll or is_on_network(folder)
        # The system may watch no more folders; one that has gone again is seen by the next look.
        for each in (False, True)[poll:]:
            with contextlib.suppress(OSError):
                self._schedule(folder, poll=each)
                return

    def _schedule(self, folder: Path, *, poll: bool) -> None:
        if poll not in self._observers:
            # Folders made in a burst are watched twice at times; watchdog mends that itself.
            warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
            self._observers[poll] = PollingObserver(timeout=POLL_S) if poll else Observer()
            self._observers[poll].start()
        observer = self._observers[poll]
        handler = _Handler(folder, self._queue)
        self._watches[folder] = observer, observer.schedule(handler, str(folder), recursive=True)

    def _drop(self, folder: Path) -> None:
        if folder in self._watches:
            observer, watch = self._watches.pop(folder)
            observer.unschedule(watch)


class _Handler(FileSystemEventHandler):
    """Passes on where something happened that may concern music; runs on watchdog's threads."""

    def __init__(self, folder: Path, target: queue.SimpleQueue[Path]) -> None:
        self._folder = folder
        self._target = target

    def on_any_event(self, event: FileSystemEvent) -> None:
        if isinstance(event, DirModifiedEvent | FileOpenedEvent | FileClosedNoWriteEvent):
            return  # the news is of what is in the folder; reading changes nothing
        for name, has_gone in (
            (event.src_path, event.event_type in _GONE),
            (event.dest_path, False),
        ):
            if name:
                path = Path(os.fsdecode(name))
                if (has_gone or event.is_directory or is_music(path)) and not self._is_junk(path):
                    self._target.put(path)

    def _is_junk(self, path: Path) -> bool:
        return any(is_junk(part) for part in path.relative_to(self._folder).parts)


def is_music(path: Path) -> bool:
    """Whether the path is named like music."""
    return path.suffix.lower() in AUDIO_SUFFIXES | VIDEO_SUFFIXES


def is_on_network(folder: Path) -> bool:
    """Whether ``folder`` lies on a drive of another machine."""
    real = os.path.realpath(folder)
    held = [
        part
        for part in psutil.disk_partitions(all=True)
        if os.path.join(real, "").startswith(os.path.join(part.mountpoint, ""))
    ]
    nearest = max(held, key=lambda part: len(part.mountpoint), default=None)
    return nearest is not None and (
        nearest.fstype.lower() in _NETWORK or "remote" in nearest.opts.split(",")
    )


def _identity(folder: Path) -> Identity:
    """Which folder it is, None where it is none."""
    try:
        found = os.stat(folder)
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if os.path.isdir(folder) else None
