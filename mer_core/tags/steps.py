"""One step of the journal: a file goes from its old to its new state, or back, and never stays in
between.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Sequence
from dataclasses import replace

from mer_core.tags import durable
from mer_core.tags.durable import FileChanged
from mer_core.tags.profiles import KEEP
from mer_core.tags.records import ABSENT, CREATE, PATCH, REPLACE, REWRITE, JournalEntry
from mer_core.tags.runlog import RunLog
from mer_core.tags.splices import Splice, digest, reversed_splices, total_growth, view

OLD, NEW, FOREIGN, GONE = "old", "new", "foreign", "gone"


class Unsettled(OSError):
    """The outcome of a step could not be written down; ``recover`` will find it out."""


_SAID = {
    ("intent", OLD): "the write had not happened; it is as it was",
    ("intent", NEW): "the write had finished",
    ("undoing", OLD): "the undo had finished",
    ("undoing", NEW): "the undo had not happened",
}


def modes_for(splices: Sequence[Splice], num_links: int) -> tuple[str, ...]:
    """The ways to make ``splices`` true, the best first."""
    if all(splice.growth == 0 for splice in splices):
        return (PATCH,)
    return (REPLACE, REWRITE) if num_links == 1 else (REWRITE,)


def perform(log: RunLog, entry: JournalEntry, modes: Sequence[str], *, undo: bool = False) -> None:
    """Bring the file of ``entry`` to its new state (``undo``: its old one), in the first mode that
    works.

    Raises OSError, the file as it was before, where none does.
    """
    temp = entry.target.with_name(f".moodline-{log.folder.name}-{entry.number:06d}.tmp")
    failure = OSError(errno.EIO, "it could not be written")
    for mode in modes:
        step = replace(entry, mode=mode, temp=temp, state="undoing" if undo else "intent")
        try:
            _note(log, step)
            try:
                _execute(log, step)
            finally:
                settle(log, step)
        except FileChanged:
            raise
        except OSError as error:
            failure = error
        noted = log.entries.get(entry.number)
        if noted and noted.state == ("undone" if undo else "done"):
            return
        if noted and noted.is_open:
            raise Unsettled(failure.errno, failure.strerror) from failure
    raise failure


def _note(log: RunLog, step: JournalEntry) -> None:
    if step.mode == REWRITE:
        _keep_old(log, step)
    if step.state == "undoing":
        log.undoing(step)
    else:
        log.intend(step)


def _back(step: JournalEntry) -> list[Splice]:
    return reversed_splices(step.splices)


def _keep_old(log: RunLog, step: JournalEntry) -> None:
    """Put the whole old file into the journal. Raises OSError where there is no room, leaving
    nothing there.
    """
    backup = log.backup_of(step)
    try:
        with open(step.target, "rb") as file, open(backup, "w+b") as kept:
            durable.copy(file if step.state == "intent" else view(file, _back(step)), kept)
            durable.sync_file(kept)
            if digest(kept) != step.old_sha256:
                raise FileChanged(errno.EBUSY, "another program changed it")
        durable.sync_folder(log.folder)
    except OSError:
        backup.unlink(missing_ok=True)
        raise


def _execute(log: RunLog, step: JournalEntry) -> None:
    undo = step.state == "undoing"
    splices = _back(step) if undo else list(step.splices)
    if step.mode == CREATE:
        if undo:
            durable.remove(step.target)
        else:
            durable.create(step.target, step.temp, step.splices[0].new)
    elif step.mode == PATCH:
        durable.patch(step.target, splices)
    elif step.mode == REPLACE:
        sha256 = step.old_sha256 if undo else step.new_sha256
        with open(step.target, "rb") as file:
            before = durable.write_beside(step.target, step.temp, view(file, splices), sha256)
        durable.take_place(step.target, step.temp, before)
    else:
        with open(log.backup_of(step), "rb") as kept:
            content = kept if undo else view(kept, splices)
            size = step.old_size + (0 if undo else total_growth(splices))
            durable.rewrite(step.target, content, size)


def settle(log: RunLog, step: JournalEntry, *, after_crash: bool = False) -> str:
    """Read the file back, mend it if it is half-written, and write down the outcome; returns it as
    a clause.

    ``after_crash``: the half-written file is kept in the journal, since nobody can be sure that it
    is only ours, and a file that is gone (an unplugged disk) is looked at again later.
    """
    with contextlib.suppress(OSError):  # what cannot go must not hide what became of the file
        os.unlink(step.temp)
    state = _state_of(step)
    if state == GONE and after_crash:
        return "it is not there now; it will be looked at again"
    mended = state == FOREIGN and _mend(log, step, keep_torn=after_crash)
    state = _state_of(step) if mended else state
    undo = step.state == "undoing"
    if state in (OLD, NEW):
        is_changed = state == (OLD if undo else NEW)
        with contextlib.suppress(OSError):  # only the owner may set them; the content is right
            durable.set_times(
                step.target, step.atime_ns, step.mtime_ns, step.times if is_changed else KEEP
            )
    outcomes = {OLD: "undone" if undo else "dropped", NEW: "done"}
    outcome = outcomes.get(state, "done" if undo else "dropped")
    log.settle(step.number, outcome, file_id=_file_id(step) if state == NEW else None)
    log.backup_of(step).unlink(missing_ok=True)
    if mended:
        return "it was half-written and is as it was before"
    if state == GONE:
        return "it is no longer there"
    return _SAID.get((step.state, state), "another program changed it since; it is left as it is")


def _file_id(step: JournalEntry) -> tuple[int, int] | None:
    try:
        found = os.stat(step.target)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _state_of(step: JournalEntry) -> str:
    try:
        with open(step.target, "rb") as file:
            sha256 = digest(file)
    except FileNotFoundError:
        return OLD if step.old_sha256 == ABSENT else GONE
    return {step.new_sha256: NEW, step.old_sha256: OLD}.get(sha256, FOREIGN)


def _mend(log: RunLog, step: JournalEntry, *, keep_torn: bool) -> bool:
    """Make the file the old one, if what is there is our own half-written one."""
    if step.mode == PATCH:
        back = [Splice(splice.offset, splice.new, splice.old) for splice in step.splices]
        with open(step.target, "rb") as file:
            ours = (
                os.fstat(file.fileno()).st_size == step.old_size
                and digest(view(file, back)) == step.old_sha256
            )
        if ours:
            durable.patch(step.target, back)
        return ours
    backup = log.backup_of(step)
    if step.mode != REWRITE or not backup.exists():
        return False
    with open(backup, "rb") as kept:
        if digest(kept) != step.old_sha256:
            return False
        if keep_torn:
            with open(step.target, "rb") as torn, open(log.torn_of(step), "wb") as copy:
                durable.copy(torn, copy)
        durable.rewrite(step.target, kept, step.old_size)
    return True
