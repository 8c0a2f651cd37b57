"""Brings the library up to date with the files on the disk."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from mer_core.audio.files import LeftOut
from mer_core.audio.hash import recording
from mer_core.audio.probe import probe
from mer_core.errors import DecodeError
from mer_core.jobs import JobContext, Progress
from mer_core.library.database import Library
from mer_core.library.files import has_vanished
from mer_core.library.tracks import ScannedFile, Stamp, TagsRead
from mer_core.library.writings import stamp_of
from mer_core.tags import writer
from mer_core.workflows.finding import find_music
from mer_core.workflows.naming import Naming
from mer_core.workflows.room import once_there_is_room
from mer_core.workflows.spelling import follow_spelling

LOOKING = "Looking for music"
SCANNING = "Scanning"
READING_TAGS = "Reading tags"
_VANISHED = "it has vanished while music was looked for."
_HIDDEN = "its folder may not be entered; give yourself permission to."
_BATCH_FILES = 100
_BATCH_S = 1.0


@dataclass(frozen=True, slots=True)
class TracksScanned:
    """These tracks (ids) were added or updated just now."""

    track_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What a scan found.

    ``added`` counts new and moved files, ``changed`` those that were known but had changed,
    ``unchanged`` those that were not even opened, ``missing`` those that have vanished since the
    last scan, ``back`` those that were missing and are there again as they were. ``failed`` names
    every file that could not be read, with the reason; they are in the library too, and tried again
    by every scan. ``refused`` names what never gets there: paths and entries of playlists that
    could not be taken, with the reason; ``num_junk`` counts files and folders passed over as known
    junk.
    """

    added: int
    changed: int
    unchanged: int
    missing: int
    failed: tuple[tuple[Path, str], ...]
    refused: tuple[tuple[str, str], ...] = ()
    num_junk: int = 0
    back: int = 0


def scan(
    context: JobContext,
    library: Library,
    paths: Iterable[Path],
    code_page: str = "",
    *,
    again: bool = False,
) -> ScanReport:
    """Add the sound files at and below ``paths``, and those that playlists among them name, to the
    library, and note which have vanished there.

    ``code_page`` reads old text that states no alphabet; empty lets every album be guessed. Files
    that nobody touched since they were read are not opened, unless all are to be read ``again``, or
    a new choice of code page may change what they are called. Results are committed, and published
    as TracksScanned, about once a second; a cancelled scan keeps what it had, and one whose library
    has no room waits. Raises InputError, before anything is done, where a path does not exist.
    """
    named = [path.absolute() for path in paths]
    left_out = LeftOut()
    files = _look(context, named, left_out)
    known = follow_spelling(library, library.known_files(code_page), files)
    naming = Naming(code_page)
    seen, unchanged = set(files), []
    unread: list[tuple[Path, Stamp]] = []
    batch = _Batch(context, library)
    added = 0
    context.report(Progress(SCANNING, 0, len(files)))
    try:
        for number, path in enumerate(files, 1):
            context.check_cancelled()
            stamp = _stamp(path)
            if stamp is None:  # gone since it was found
                seen.discard(path)
                left_out.refused.append((str(path), _VANISHED if has_vanished(path) else _HIDDEN))
            elif not again and known.get(str(path)) in (stamp, (*stamp[:2], None)):
                unchanged.append(path)
                if known[str(path)] != stamp:
                    unread.append((path, stamp))
            else:
                batch.append(_read(path, stamp, naming, code_page))
                added += str(path) not in known
            context.report(Progress(SCANNING, number, len(files), path.name))
    finally:
        batch.flush()
    _read_tags(context, library, unread, naming)
    back = library.set_missing(library.missing_files().intersection(unchanged), missing=False)
    missing = _note_missing(library, named, known, seen)
    return ScanReport(
        added, batch.num_files - added, len(unchanged), missing, tuple(batch.failed),
        tuple(left_out.refused), left_out.num_junk, back,
    )  # fmt: skip


def _look(context: JobContext, named: list[Path], left_out: LeftOut) -> list[Path]:
    found: dict[Path, None] = {}
    for path in find_music(named, left_out):
        context.check_cancelled()
        found[path] = None
        context.report(Progress(LOOKING, len(found)))
    return list(found)


def _stamp(path: Path) -> Stamp | None:
    """What tells that the file was changed, or None where there is no file."""
    try:
        return stamp_of(path)
    except OSError:
        return None


def _read_tags(
    context: JobContext, library: Library, unread: list[tuple[Path, Stamp]], naming: Naming
) -> None:
    """Read the tags alone of files that an older Moodline has read."""
    for start in range(0, len(unread), _BATCH_FILES):
        context.check_cancelled()
        context.report(Progress(READING_TAGS, start, len(unread)))
        part = unread[start : start + _BATCH_FILES]
        found = [_tags(path, stamp, naming) for path, stamp in part]
        once_there_is_room(context, partial(library.note_tags, found))
    once_there_is_room(context, library.complete)
    once_there_is_room(context, partial(library.sum_up, context.check_cancelled))


def _tags(path: Path, stamp: Stamp, naming: Naming) -> TagsRead:
    try:
        details = naming.of(probe(path)).details
    except DecodeError:
        details = None
    return TagsRead(path, stamp[2], writer.held(path), details)


def _read(path: Path, stamp: Stamp, naming: Naming, code_page: str) -> ScannedFile:
    """What a file says of itself, or why it says nothing."""
    size, mtime_ns, ctime_ns = stamp
    digest = failure = ""
    try:
        info = probe(path)
        duration_s = info.duration_s
    except DecodeError as error:
        return ScannedFile(path, size, mtime_ns, failure=error.reason, ctime_ns=ctime_ns)
    try:
        found = recording(path)
        digest, duration_s = found.audio_hash, found.duration_s
    except DecodeError as error:
        failure = error.reason
    names = naming.of(info)
    return ScannedFile(
        path=info.path,
        size=size,
        mtime_ns=mtime_ns,
        ctime_ns=ctime_ns,
        held=writer.held(info.path),
        audio_hash=digest,
        title=names.title,
        artist=names.artist,
        album=names.album,
        duration_s=duration_s,
        codec=info.codec,
        sample_rate=info.sample_rate,
        num_channels=info.num_channels,
        failure=failure,
        genre=names.genre,
        other_artists=names.other_artists,
        details=names.details,
        code_page=code_page if names.is_guessed else None,
    )


@dataclass
class _Batch:
    """Files that were read and are not committed yet."""

    context: JobContext
    library: Library
    num_files: int = 0
    failed: list[tuple[Path, str]] = field(default_factory=list)
    _files: list[ScannedFile] = field(default_factory=list)
    _flushed: float = field(default_factory=time.monotonic)

    def append(self, file: ScannedFile) -> None:
        self.num_files += 1
        self._files.append(file)
        if file.failure:
            self.failed.append((file.path, file.failure))
        due = time.monotonic() - self._flushed > _BATCH_S
        if due or len(self._files) >= _BATCH_FILES:
            self.flush()

    def flush(self) -> None:
        if self._files:
            ids = once_there_is_room(self.context, lambda: self.library.add(self._files))
            self._files.clear()
            self.context.publish(TracksScanned(tuple(ids)))
        self._flushed = time.monotonic()


def _note_missing(
    library: Library,
    named: list[Path],
    known: dict[str, Stamp],
    seen: set[Path],
) -> int:
    """Note which known files below the named folders are gone; gives how many are newly so."""
    seen_names = set(map(str, seen))
    not_seen = (Path(name) for name in _below(named, known) if name not in seen_names)
    gone = [path for path in not_seen if has_vanished(path)]
    # What was found elsewhere meanwhile has a new path already, and is not counted.
    return library.set_missing(gone, missing=True)


def _below(named: list[Path], known: Iterable[str]) -> Iterator[str]:
    folders = tuple(os.path.join(folder, "") for folder in named if folder.is_dir())
    return (name for name in known if name.startswith(folders))
