"""Taking one file of a run back: finding it, where it was moved, and making it what it was.

What is found is trusted by its content alone: only a file whose SHA-256 is that of what was written
is touched, and only to become, byte for byte, what it was before.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mer_core.disk import reason_of
from mer_core.errors import TagConflict, TagError
from mer_core.jobs import JobContext, track
from mer_core.tags import durable
from mer_core.tags.durable import target_of
from mer_core.tags.records import ABSENT, CREATE, JournalEntry
from mer_core.tags.runlog import RunLog
from mer_core.tags.runs import note
from mer_core.tags.splices import digest, reversed_splices, view
from mer_core.tags.steps import Unsettled, modes_for, perform

LEFT = "it was left as it is"


@dataclass(frozen=True, slots=True)
class UndoResult:
    """One file of an undone run: as it was before, at ``place``, or left alone for ``reason``.

    ``already`` where somebody had brought the old file back before.
    """

    path: Path
    reason: str = ""
    place: Path | None = None
    already: bool = False

    @property
    def ok(self) -> bool:
        """The file is as it was before the run."""
        return not self.reason


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a moved file may be; ``is_sure`` where its sound or inode says so."""

    path: Path
    is_sure: bool


FileId = tuple[int, int]
Step = tuple[RunLog, JournalEntry]
Finder = Callable[[JournalEntry], Iterable[Lead]]
Hear = Callable[[UndoResult], None]


def nowhere(_: JournalEntry) -> Iterable[Lead]:
    """Looks for moved files no further than where they were."""
    return ()


def unsettled(error: OSError) -> str:
    """A step whose outcome could not be written down, as a clause."""
    return f"{reason_of(error)}; the file will be looked at again at the next start"


@dataclass(frozen=True, slots=True)
class Standing:
    """One file of a run, and why it cannot be undone now; "" where it can."""

    path: Path
    reason: str

    @property
    def can_be_undone(self) -> bool:
        """The file still is what was written."""
        return not self.reason


def standing(log: RunLog, entry: JournalEntry) -> Standing:
    """Whether a file can still be brought back, by what is there now; changes nothing.

    A file that was moved may still be found by ``take_back``.
    """
    if entry.state == "undone":
        return Standing(entry.path, "it was undone")
    try:
        log.loaded(entry)
    except OSError as error:
        return Standing(entry.path, reason_of(error))
    contents = [content_of(target_of(path)) for path in (entry.target, entry.path)]
    if entry.new_sha256 in contents:
        refusal = durable.refusal(entry.target)
        return Standing(entry.path, refusal or "")
    if entry.old_sha256 in contents:
        return Standing(entry.path, "it is as it was before")
    if contents[0] is None:
        return Standing(entry.path, "it is no longer there; if it was moved, undo looks for it")
    return Standing(entry.path, "it was changed since it was written")


def take_back(
    log: RunLog, entry: JournalEntry, find: Finder = nowhere, *, place: Path | None = None
) -> UndoResult:
    """Undo one entry: of its file at ``place``, or else where it was or where ``find`` leads."""
    try:
        return _taken_back(log, entry, find, place)
    except Unsettled as error:
        return UndoResult(entry.path, unsettled(error))
    except OSError as error:
        return UndoResult(entry.path, f"{reason_of(error)}; {LEFT}")
    except TagError as error:
        return UndoResult(entry.path, error.reason)


def _taken_back(log: RunLog, entry: JournalEntry, find: Finder, place: Path | None) -> UndoResult:
    """Raises TagError and OSError, the file as it was, where it cannot be undone."""
    path, entry = entry.path, log.loaded(entry)
    if entry.old_sha256 == ABSENT:
        return _removed(log, entry)
    if place is None:
        place = _place_of(log, entry, find)
    entry = replace(entry, path=place, target=target_of(place))
    refusal = durable.refusal(entry.target)
    if refusal:
        raise TagError(entry.path, f"{refusal}; {LEFT}")
    with open(entry.target, "rb") as file:
        now = os.fstat(file.fileno())
        content = digest(file)
        before = digest(view(file, reversed_splices(entry.splices)))
    if content == entry.old_sha256:
        log.settle(entry.number, "undone")
        return UndoResult(path, place=place, already=True)
    if content != entry.new_sha256:
        raise TagConflict(entry.path, f"it was changed since it was written; {LEFT}")
    if before != entry.old_sha256:
        raise TagError(entry.path, f"the old bytes that the journal kept are damaged; {LEFT}")
    entry = replace(entry, atime_ns=now.st_atime_ns, mtime_ns=now.st_mtime_ns)
    perform(log, entry, modes_for(entry.splices, now.st_nlink), undo=True)
    return UndoResult(path, place=place)


def _removed(log: RunLog, entry: JournalEntry) -> UndoResult:
    """Undo the making of a side-car. Raises TagError and OSError."""
    content = content_of(entry.target)
    if content is None and not os.path.lexists(entry.target):
        log.settle(entry.number, "undone")
        return UndoResult(entry.path, place=entry.path, already=True)
    if content != entry.new_sha256:
        raise TagConflict(entry.path, f"{entry.target.name} was changed since; {LEFT}")
    perform(log, entry, (CREATE,), undo=True)
    return UndoResult(entry.path, place=entry.path)


def _place_of(log: RunLog, entry: JournalEntry, find: Finder) -> Path:
    """A name of the file that ``entry`` is about, wherever it is now. Raises TagError."""
    own = (entry.path, entry.target)
    for place in own:
        if content_of(target_of(place)) in (entry.new_sha256, entry.old_sha256):
            return place
    written, before, changed = _followed(log, entry, find)
    if len(written) > _num_twins(log, entry):
        written = [place for place in written if id_of(place) == entry.file_id]
        if not written:
            raise TagError(
                entry.path,
                "it was moved, and several files hold what was written; undo the one you mean by"
                f" its path; {LEFT}",
            )
    if written or before:
        return (written or before)[0]
    if changed:
        raise TagConflict(
            entry.path, f"it is now {changed[0]} and was changed since it was written; {LEFT}"
        )
    for place in own:
        if os.path.lexists(place):
            return place
    raise TagError(
        entry.path,
        "it is no longer there; if you moved it, let Moodline look through its new folder and undo"
        " again",
    )


def _followed(
    log: RunLog, entry: JournalEntry, find: Finder
) -> tuple[list[Path], list[Path], list[Path]]:
    """Where the file may be now, by what is there: what was written, what was before it, and what
    is surely this file but neither.
    """
    taken = {e.target for e in log.of_state(("done",)) if e.new_sha256 == entry.new_sha256}
    written: dict[FileId | None, Path] = {}
    before: list[Path] = []
    changed: list[Path] = []
    for lead in find(entry):
        content = content_of(lead.path)
        if content is None or target_of(lead.path) in taken:
            continue
        if content == entry.new_sha256:
            written.setdefault(id_of(lead.path), lead.path)
        elif lead.is_sure or id_of(lead.path) == entry.file_id:
            (before if content == entry.old_sha256 else changed).append(lead.path)
    return list(written.values()), before, changed


def _num_twins(log: RunLog, entry: JournalEntry) -> int:
    """How many files of the run held the same, before and after, and are no longer where they were:
    any of them may be taken for any other.
    """
    twins = (e for e in log.of_state(("done",)) if e.new_sha256 == entry.new_sha256)
    return max(sum(not os.path.lexists(twin.target) for twin in twins), 1)


def content_of(path: Path) -> str | None:
    """The SHA-256 of the file at ``path``; None where there is none that can be read."""
    try:
        with open(path, "rb") as file:
            return digest(file)
    except OSError:
        return None


def id_of(path: Path) -> FileId | None:
    """Device and inode of the file at ``path``; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


@dataclass(frozen=True, slots=True)
class Found:
    """A file with the steps that changed it, the last first; ``place`` is None where it is gone."""

    steps: list[Step]
    place: Path | None


def undo_all(
    files: Sequence[Found], context: JobContext, find: Finder, on_result: Hear | None
) -> list[UndoResult]:
    """Undo the files one by one; ``on_result`` hears of each at once."""
    results = []
    try:
        for file in track(context, files, phase="Undoing", total=len(files)):
            result = _first_that_works(file, find)
            results.append(result)
            if on_result is not None:
                on_result(result)
    finally:
        for log in {id(log): log for file in files for log, _ in file.steps}.values():
            note(log)
    return results


def _first_that_works(file: Found, find: Finder) -> UndoResult:
    """Undo the last change; where that is not what the file holds, the one before."""
    tried: list[UndoResult] = []
    for log, entry in file.steps:
        tried.append(take_back(log, entry, find, place=file.place))
        if tried[-1].ok and not tried[-1].already:
            return tried[-1]
    return next((result for result in tried if result.ok), tried[0])
