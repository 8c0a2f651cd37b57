"""Write what was found into the files' own tags: first stage (reads only), when agreed, apply."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mer_core.errors import TagConflict, TagError
from mer_core.jobs import JobContext, track
from mer_core.library.database import Library
from mer_core.library.tracks import TrackRow
from mer_core.tags import timeline, writer
from mer_core.tags.fields import MoodTags, gist
from mer_core.tags.journal import Journal
from mer_core.tags.journal_run import JournalRun
from mer_core.tags.merging import Saying
from mer_core.tags.profiles import STANDARD, Profile
from mer_core.tags.writer import TagChange

#: The search for what waits to be written, and for all that could be.
UNWRITTEN, ANALYSED = "state:staged|changed", "state:staged|changed|written"


@dataclass(frozen=True, slots=True)
class StagedChange:
    """What would change in the file of one track, the weights (SHA-256) it comes from ("" where
    only words are tidied), and the hash of the file's sound.
    """

    track_id: int
    change: TagChange
    model_sha256: str
    audio_hash: str = ""


@dataclass(frozen=True, slots=True)
class StageFailed:
    """A track whose file cannot be tagged, and why; published by ``stage``."""

    track_id: int
    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class TagWritten:
    """A track whose file now says what was staged; published by ``apply``."""

    track_id: int


@dataclass(frozen=True, slots=True)
class TagReport:
    """What ``apply`` did.

    ``run_id`` names the run to undo (None where no file was changed). ``written`` and ``unchanged``
    count files; ``failed`` holds the others with the reason, each as it was before; ``skipped`` the
    files that were not tried, as they are playing.
    """

    run_id: str | None
    written: int
    unchanged: int
    failed: tuple[tuple[Path, str], ...]
    skipped: tuple[Path, ...] = ()


def stage(
    context: JobContext,
    library: Library,
    ids: Iterable[int] | None = None,
    *,
    how: str = "reviewed",
    profile: Profile = STANDARD,
    query: str = UNWRITTEN,
) -> list[StagedChange]:
    """What ``profile`` would write into the files of ``ids`` (None: of what ``query`` finds, by
    default all that are analysed and do not say so, be it that another program changed them).

    Nothing is written. What was corrected by hand is planned as that says. Tracks without an
    analysis and uncertain ones are left out; a file that cannot be tagged is published as
    StageFailed. One that says it all already is noted as written. A file with several names (links)
    is listed once.
    """
    rows = library.rows(query) if ids is None else library.rows_of(ids)
    wrote = library.wrote([row.track.id for row in rows])
    today = datetime.date.today()
    staged = []
    seen: set[object] = set()
    for row in track(context, rows, phase="Reading tags", total=len(rows)):
        emotion = library.emotion(row.track.id)
        file = _file_of(row.track.path)
        if emotion is None or file in seen:
            continue
        new = MoodTags.of(emotion, date=today, how=how, correction=row.correction)
        if new == MoodTags():
            continue
        saying = Saying(
            new,
            energy=row.energy if "energy" in row.correction.fields or new.moods else None,
            bpm=row.measures.bpm,
            key="" if row.measures.key is None else row.measures.key.name,
            timeline=timeline.written(emotion.curve) if "timeline" in profile.groups else "",
        )
        try:
            change = writer.plan(row.track.path, saying, profile, wrote=wrote.get(row.track.id))
        except TagError as error:
            context.publish(_failure(row, error))
            continue
        seen.add(file)
        if emotion.confidence < profile.confidence and not row.correction:
            reason = f"its confidence of {emotion.confidence:.2f} is below {profile.confidence:.2f}"
            change = replace(change, changed=False, fields=(), new=change.old, wanted={},
                             kept={"confidence": reason})  # fmt: skip
        if not change.changed and not change.kept.keys() & {"mood", "confidence"}:
            _note(library, row.track.id, change, emotion.model.sha256)  # a killed run may have not
        staged.append(
            StagedChange(row.track.id, change, emotion.model.sha256, row.track.audio_hash)
        )
    return staged


def _file_of(path: Path) -> object:
    """Equal for all names of a file."""
    try:
        found = os.stat(path)
    except OSError:
        return path
    return (found.st_dev, found.st_ino) if found.st_ino else path


def _failure(row: TrackRow, error: TagError) -> StageFailed:
    return StageFailed(row.track.id, row.track.path, str(error))


def apply(
    context: JobContext,
    library: Library,
    journal: Journal,
    staged: Sequence[StagedChange],
    *,
    skip: frozenset[Path] = frozenset(),
) -> TagReport:
    """Write ``staged``, file by file; each is noted in the library as soon as it is written.

    A file that cannot be written is reported and left as it was, and the run goes on. ``skip``
    holds files that are in use. Raises InputError where another run is under way.
    """
    tried = [entry for entry in staged if entry.change.path not in skip]
    skipped = tuple(entry.change.path for entry in staged if entry.change.path in skip)
    failed: list[tuple[Path, str]] = []
    unchanged = 0
    title = f"Mood tags in {len(tried)} files" if len(tried) != 1 else tried[0].change.path.name
    with journal.begin(title) as run:
        for entry in track(context, tried, phase="Writing tags", total=len(tried)):
            try:
                unchanged += not _written(entry, run)
            except TagError as error:
                failed.append((entry.change.path, error.reason))
                continue
            _note(library, entry.track_id, entry.change, entry.model_sha256)
            context.publish(TagWritten(entry.track_id))
        written = run.num_files
    run_id = run.id if written else None
    return TagReport(run_id, written, unchanged, tuple(failed), skipped)


def _note(library: Library, track_id: int, change: TagChange, model_sha256: str) -> None:
    if not model_sha256:
        library.mark_tidied(track_id, writer.held(change.path), wrote=change.wrote or {})
        return
    library.mark_written(
        track_id, model_sha256, writer.held(change.path), says=gist(change.saying.tags.texts()),
        wrote=change.added,
    )  # fmt: skip


def _written(entry: StagedChange, run: JournalRun) -> bool:
    """Write one change; False where the file says it already."""
    before, change = run.num_files, entry.change
    try:
        writer.write(change, run, audio_hash=entry.audio_hash)
    except TagConflict:
        # It may have been written a moment ago, under a second name or from another window.
        if writer.again(change).changed:
            raise
    return run.num_files > before
