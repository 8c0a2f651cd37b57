"""Keep the library up to date with folders while it is being watched what happens in them."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from mer_core.errors import InputError
from mer_core.jobs import JobContext, Progress
from mer_core.library.database import Library
from mer_core.library.files import has_vanished
from mer_core.watching.observing import Observation
from mer_core.watching.settling import Changes, Settling
from mer_core.workflows.scan import ScanReport, scan

WATCHING = "Watching"
#: How long news is waited for before the watcher is asked whether to go on.
LOOK_S = 0.2


@dataclass(frozen=True, slots=True)
class FolderCame:
    """A watched folder, or the drive that holds it, is there (again)."""

    folder: Path


@dataclass(frozen=True, slots=True)
class FolderWent:
    """A watched folder, or the drive that holds it, has been taken away; it is waited for."""

    folder: Path


def watch(
    context: JobContext,
    folders: Iterable[Path],
    *,
    poll: bool = False,
    clock: Callable[[], float] = time.monotonic,
) -> Generator[Changes]:
    """What comes to rest below ``folders``, beginning with all that is there; ends only by
    JobCancelled.

    Publishes FolderCame and FolderWent. ``poll`` looks through the folders again and again, as is
    done for network drives anyway. A file that is still being copied is waited for.
    """
    settling = Settling()
    with Observation([folder.absolute() for folder in folders], poll=poll) as observation:
        while True:
            context.check_cancelled()
            for folder, is_there in observation.renewed():
                context.publish(FolderCame(folder) if is_there else FolderWent(folder))
                settling.note(folder, clock())
            for path in observation.take(LOOK_S):
                settling.note(path, clock())
            changes = settling.settled(clock())
            if changes:
                yield changes
            context.report(Progress(WATCHING))


def follow(
    context: JobContext, library: Library, changes: Changes, code_page: str = ""
) -> ScanReport:
    """Bring the library up to date with what ``watch`` has found (see scan). What has vanished is
    marked missing; what is known of it is kept.
    """
    report = _scan(context, library, changes.files, code_page)
    places = frozenset(changes.places)
    gone = [
        path
        for path in map(Path, library.known_files() if places else ())
        if (path in places or not places.isdisjoint(path.parents)) and has_vanished(path)
    ]
    return replace(report, missing=library.set_missing(gone, missing=True))


def _scan(
    context: JobContext, library: Library, files: tuple[Path, ...], code_page: str
) -> ScanReport:
    """Files may vanish again at any moment, which is no mistake of the user's."""
    while True:
        there = [path for path in files if not has_vanished(path)]
        try:
            return scan(context, library, there, code_page)
        except InputError:
            if not any(map(has_vanished, there)):
                raise
